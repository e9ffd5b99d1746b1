/**
 * Puts the relay before the MCP servers of a client's configuration, and takes it out again. Taking it out leaves every
 * other byte as it was, whatever has been changed in the file since, because the file itself holds all that is needed
 * to undo it.
 */
import { applyEdits, type TextEdit } from "../../core/text/json-edits.ts";
import { type JsonNode, JsonText } from "../../core/text/json-text.ts";
import { entryOf, type Table, type Tree, textAt } from "../../core/text/text-tree.ts";
import { readToml } from "../../core/text/toml-text.ts";
import { tomlTree } from "../../core/text/toml-tree.ts";
import { yamlTree } from "../../core/text/yaml-tree.ts";
import { ConfigError, type McpServerFile } from "../agent.ts";
import { unwrapAddress, wrapAddress } from "./mcp-address.ts";
import { type McpProgram, unwrapProgram, type Wrapping, wrapProgram } from "./mcp-program.ts";

/** Returns the files with servers under `mcpServers`, as most clients have it: the person's, and one below `root`. */
export function serverFiles(own: readonly string[], root?: string, inWorkspace?: string): McpServerFile[] {
  const files = root === undefined || inWorkspace === undefined ? own : [...own, `${root}/${inWorkspace}`];
  return files.map(file => ({ file, at: [["mcpServers"]] }));
}

export interface Wrapped {
  readonly text: string;
  /** Names of the servers that were changed. */
  readonly changed: readonly string[];
  /** Servers that stay as they are, each with the reason as one clause. */
  readonly left: readonly { readonly name: string; readonly because: string }[];
}

/**
 * Puts the relay before every server. Throws `ConfigError` when the text cannot be read, and when the change could not
 * be undone.
 */
export function wrapServers(text: string, place: McpServerFile, wrapping: Wrapping): Wrapped {
  const changed: string[] = [];
  const left: { name: string; because: string }[] = [];
  const edits = serversIn(text, place).flatMap((server): readonly TextEdit[] => {
    const found = { text, place, wrapping, ...server };
    if (unwrapped(found)) return [];
    const edits = wrapProgram(found) ?? wrapAddress(found);
    if (typeof edits === "string") left.push({ name: server.name, because: edits });
    else if (edits.length > 0) changed.push(server.name);
    return typeof edits === "string" ? [] : edits;
  });
  const after = applyEdits(text, edits);
  if (changed.length > 0 && unwrapServers(after, place, wrapping).text !== text)
    throw new ConfigError(place.file, 1, 1, "It could not be given back as it is. Nothing was changed.");
  return { text: after, changed, left };
}

/** Takes the relay out for every server. Throws `ConfigError` when the text cannot be read. */
export function unwrapServers(text: string, place: McpServerFile, wrapping: Wrapping): Wrapped {
  const changed: string[] = [];
  const edits = serversIn(text, place).flatMap(server => {
    const edits = unwrapped({ text, place, wrapping, ...server });
    if (edits) changed.push(server.name);
    return edits ?? [];
  });
  return { text: applyEdits(text, edits), changed, left: [] };
}

function unwrapped(found: McpProgram): readonly TextEdit[] | undefined {
  return unwrapProgram(found) ?? unwrapAddress(found);
}

function serversIn(text: string, place: McpServerFile): { readonly name: string; readonly table: Table }[] {
  if (text.trim() === "") return [];
  const root = treeOf(text, place);
  return place.at.flatMap(path => treesAt(root, path)).flatMap(namedIn);
}

/** Returns servers with their names: the keys of an object, or `name` of each item in a list. */
function namedIn(servers: Tree): { readonly name: string; readonly table: Table }[] {
  const all: readonly (readonly [string | undefined, Tree])[] =
    servers.kind === "table"
      ? servers.entries.map(({ name, value }) => [name, value] as const)
      : servers.kind === "list"
        ? servers.items.map(item => [textAt(item, "name"), item] as const)
        : [];
  return all.flatMap(([name, table]) => (name !== undefined && table.kind === "table" ? [{ name, table }] : []));
}

function treesAt(tree: Tree | undefined, [key, ...rest]: readonly string[]): readonly Tree[] {
  if (!tree) return [];
  if (key === undefined) return [tree];
  if (key !== "*") return treesAt(entryOf(tree, key)?.value, rest);
  return tree.kind === "table" ? tree.entries.flatMap(({ value }) => treesAt(value, rest)) : [];
}

function treeOf(text: string, { file, syntax }: McpServerFile): Tree | undefined {
  if (syntax === undefined) return jsonTree(text, file);
  const tree = syntax === "yaml" ? yamlTree(text) : readToml(text) && tomlTree(text);
  if (tree) return tree;
  const language = syntax.toUpperCase();
  throw new ConfigError(
    file,
    1,
    1,
    `It could not be read as ${language}. Correct it and try again; nothing was changed.`,
  );
}

function jsonTree(text: string, file: string): Tree | undefined {
  const json = new JsonText(text, "jsonc");
  const [fault] = json.faults;
  if (fault) throw new ConfigError(file, fault.line, fault.column, `${fault.message} Nothing was changed.`);
  return json.root && treeOfNode(json.root);
}

function treeOfNode({ type, offset: start, length, value, children = [] }: JsonNode): Tree {
  const end = start + length;
  if (type === "string") return { kind: "text", value: String(value), start, end };
  if (type === "array") return { kind: "list", items: children.map(treeOfNode), lines: false, start, end };
  if (type !== "object") return { kind: "other", start, end };
  const entries = children.flatMap(({ children: [key, held] = [] }) =>
    key && held
      ? [
          {
            name: String(key.value),
            key: { start: key.offset, end: key.offset + key.length },
            value: treeOfNode(held),
            lines: false,
          },
        ]
      : [],
  );
  return { kind: "table", entries, start, end };
}
