/**
 * MCP servers in a client's JSON configuration, started through the relay and back again. Only the starting words of a
 * server change, by inserting ours in front of them: taking them out leaves every other byte as it was, whatever has
 * been changed in the file since.
 */
import { applyEdits, type TextEdit } from "../../core/json-edits.ts";
import { type JsonNode, type JsonPath, JsonText } from "../../core/json-text.ts";
import { ConfigError, type McpServerFile } from "../agent.ts";

/** Files that hold servers under `mcpServers`, as most clients have them: the person's, and one below `root` if there is one. */
export function serverFiles(own: readonly string[], root?: string, inWorkspace?: string): McpServerFile[] {
  const files = root === undefined || inWorkspace === undefined ? own : [...own, `${root}/${inWorkspace}`];
  return files.map(file => ({ file, at: [["mcpServers"]] }));
}

export interface Wrapping {
  /** Absolute path of what starts the relay. */
  readonly relay: string;
  /** Id of the client's agent. */
  readonly client: string;
}

export interface Wrapped {
  readonly text: string;
  /** Servers that were changed. */
  readonly changed: readonly string[];
  /** Servers that are not programs: the client reaches them by itself, with credentials of its own. */
  readonly remote: readonly string[];
}

/** Every server that is a program is started through the relay. Throws `ConfigError` when the text cannot be read. */
export function wrapServers(text: string, { file, at }: McpServerFile, wrapping: Wrapping): Wrapped {
  const remote: string[] = [];
  const found = serversIn(text, file, at).flatMap(server => {
    if (!server.command) remote.push(server.name);
    return server.command && !isOurs(server, wrapping) ? [server] : [];
  });
  const edits = found.flatMap(({ name, command, args }) => (command ? wrap(text, name, command, args, wrapping) : []));
  return { text: applyEdits(text, edits), changed: found.map(({ name }) => name), remote };
}

/** Every server that is started through the relay is started by itself again. Throws as `wrapServers`. */
export function unwrapServers(text: string, { file, at }: McpServerFile, wrapping: Wrapping): Wrapped {
  const found = serversIn(text, file, at).filter(server => isOurs(server, wrapping));
  const edits = found.flatMap(({ command, args }) => (command && args ? unwrap(text, command, args) : []));
  return { text: applyEdits(text, edits), changed: found.map(({ name }) => name), remote: [] };
}

interface Server {
  readonly name: string;
  /** Absent: it is reached at an address. */
  readonly command: JsonNode | undefined;
  readonly args: JsonNode | undefined;
}

function serversIn(text: string, file: string, at: readonly JsonPath[]): Server[] {
  if (text.trim() === "") return [];
  const json = new JsonText(text, "jsonc");
  const [fault] = json.faults;
  if (fault) throw new ConfigError(file, fault.line, fault.column, `${fault.message} Nothing was changed.`);
  const lists = at.flatMap(path => nodesAt(json.root, path));
  return lists.flatMap(list =>
    propertiesOf(list).map(([name, value]): Server => {
      const of = new Map(propertiesOf(value));
      const [command, args] = [of.get("command"), of.get("args")];
      return {
        name,
        command: command?.type === "string" ? command : undefined,
        args: args?.type === "array" ? args : undefined,
      };
    }),
  );
}

function nodesAt(node: JsonNode | undefined, [key, ...rest]: JsonPath): JsonNode[] {
  if (!node) return [];
  if (key === undefined) return [node];
  return propertiesOf(node)
    .filter(([name]) => key === "*" || name === key)
    .flatMap(([, value]) => nodesAt(value, rest));
}

function propertiesOf(node: JsonNode): (readonly [string, JsonNode])[] {
  if (node.type !== "object") return [];
  return (node.children ?? []).flatMap(({ children: [key, value] = [] }) =>
    key && value ? [[String(key.value), value] as const] : [],
  );
}

/** At this path, or where another home folder had it. */
function isOurs({ command, args }: Server, { relay }: Wrapping): boolean {
  const tail = (path: string) =>
    path
      .split(/[\\/]+/)
      .slice(-2)
      .join("/");
  return args !== undefined && end(args) !== undefined && tail(String(command?.value)) === tail(relay);
}

/** Where there were no arguments, the options stand in the other order: taking them out removes the list as well. */
function wrap(text: string, name: string, command: JsonNode, args: JsonNode | undefined, { relay, client }: Wrapping) {
  const was = text.slice(command.offset, command.offset + command.length);
  const ours = ['"--client"', JSON.stringify(client), '"--server"', JSON.stringify(name)];
  const words = [...(args ? ours : [...ours.slice(2), ...ours.slice(0, 2)]), '"--"', was].join(", ");
  const started = { start: command.offset, end: command.offset + command.length, text: JSON.stringify(relay) };
  if (!args) return [{ ...started, text: `${started.text}, "args": [${words}]` }];
  const at = args.offset + 1;
  return [started, { start: at, end: at, text: (args.children ?? []).length > 0 ? `${words},` : words }];
}

function unwrap(text: string, command: JsonNode, args: JsonNode): TextEdit[] {
  const last = end(args);
  if (!last) return [];
  const was = text.slice(last.offset, last.offset + last.length);
  const between = text.slice(command.offset + command.length, Math.max(command.offset, args.offset));
  const whole = args.children?.[0]?.value === "--server" && args.children.at(-1) === last && between === ', "args": ';
  if (whole) return [{ start: command.offset, end: args.offset + args.length, text: was }];
  const behind = last.offset + last.length;
  return [
    { start: command.offset, end: command.offset + command.length, text: was },
    { start: args.offset + 1, end: text[behind] === "," ? behind + 1 : behind, text: "" },
  ];
}

/** The server's own command among the relay's arguments: the word behind the first `--`. */
function end({ children = [] }: JsonNode): JsonNode | undefined {
  const at = children.findIndex(({ value }) => value === "--");
  return at < 0 ? undefined : children[at + 1];
}
