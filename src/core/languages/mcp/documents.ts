/** Reads tools that work on files, by path and change, like the agent's own file tools. */
import type { EditAction, McpAction } from "../../action/action.ts";
import { effectsOfDelete, effectsOfEdit, effectsOfMove, effectsOfRead } from "../../edits/documents.ts";
import type { Effect } from "../../effects/effect.ts";
import { readingName } from "../../effects/names.ts";
import type { Facts } from "../../facts/facts.ts";
import { anyOf } from "../../text/expressions.ts";
import { saidByArgument } from "./special.ts";

const PATHS = ["path", "file_path", "filePath", "filename", "file", "source", "directory"];
const READS = /^(?:read|get|view|open|cat)_?(?:text_?|media_?|multiple_?)?(?:file|document)(?:_?contents?)?s?$/i;
const DELETES = /^(?:delete|remove|rm)_?(?:file|dir|directory|folder|path)?s?$/i;
const MOVES = /^(?:move|rename)_?(?:file|path)?s?$/i;
const WRITES = /^(?:write|edit|create|update|append|save|overwrite)_?(?:text_?)?(?:file|document)?s?$/i;
/** Arguments with the whole new content. */
const WHOLE = ["content", "contents", "text", "file_text", "fileText", "new_content", "newContent", "data"];
/** Pairs of arguments: a text and its replacement. */
const PIECES = [
  ["old_str", "new_str"],
  ["old_string", "new_string"],
  ["oldString", "newString"],
  ["old_text", "new_text"],
  ["oldText", "newText"],
  ["search", "replace"],
  ["find", "replacement"],
  ["", "insert_text"],
] as const;

/** Lists of replacements in one file. */
const LISTS = ["edits", "changes", "replacements", "operations", "hunks", "patches"];
const MOST_PIECES = 100;

/** Returns effects on the path that a file tool names; undefined for all other tools. */
export function onDocuments(action: McpAction, facts: Facts): Effect[] | undefined {
  const { tool, arguments: args } = action;
  // Many servers know `~`.
  const inHome = (path: string) => path.replace(/^~(?=\/|$)/, () => facts.around.home ?? "~");
  const given = PATHS.map(key => args[key]).find(value => typeof value === "string");
  const { cwd, origin } = action;
  if (READS.test(tool)) {
    const { paths } = args;
    return [given, ...(Array.isArray(paths) ? paths : [])].flatMap(path =>
      typeof path === "string" ? effectsOfRead({ cwd, origin, kind: "read", path: inHome(path) }, facts) : [],
    );
  }
  if (typeof given !== "string") return undefined;
  const base = { cwd, origin, path: inHome(given) };
  const edits = writtenBy(action);
  const target = args.destination ?? args.to;
  if (DELETES.test(tool) || target === "/dev/null" || (Object.keys(edits ?? {}).length === 0 && saysDelete(action)))
    return effectsOfDelete({ ...base, kind: "delete" }, facts, { tree: takesTree(action) }).map(asMcp);
  if (MOVES.test(tool) && typeof target === "string")
    return effectsOfMove({ ...base, kind: "move", to: inHome(target) }, facts).map(asMcp);
  if (edits === undefined && !WRITES.test(tool)) return undefined;
  return effectsOfEdit({ ...base, ...edits, kind: "edit" }, facts).map(asMcp);
}

/** Whether it affects a folder, or a path with everything below it. */
function takesTree({ tool, arguments: args }: McpAction): boolean {
  return /dir|folder/i.test(tool) || args.recursive === true;
}

/** `edit { action: "delete", path }` deletes the file, unless lines or pieces are named. */
function saysDelete(action: McpAction): boolean {
  const { tool, arguments: args } = action;
  const isFileTool = WRITES.test(tool) || /file|\bfs\b|document|folder|director/i.test(`${action.server} ${tool}`);
  if (!isFileTool || Object.keys(args).some(key => /line|range|old|match|pattern|position|offset/i.test(key)))
    return false;
  return saidByArgument(action)?.verb === "delete";
}

/** The text that a writing tool puts into a file; undefined where it has none. */
function writtenBy({ tool, arguments: args }: McpAction): Pick<EditAction, "after" | "replace"> | undefined {
  if (readingName(tool)) return undefined;
  const textOf = (key: string) => (typeof args[key] === "string" ? args[key] : undefined);
  const piece = pieceOf(args);
  if (piece) return { replace: [piece] };
  const list = LISTS.map(key => args[key]).find(value => Array.isArray(value) && value.length > 0);
  const given: readonly unknown[] = Array.isArray(list) ? list.slice(0, MOST_PIECES) : [];
  const pieces = given.flatMap(one => pieceOf(one) ?? []);
  if (pieces.length > 0 && pieces.length === given.length) return { replace: pieces };
  if (!WRITES.test(tool) && !FILE_WRITER.test(tool)) return undefined;
  const after = WHOLE.map(textOf).find(text => text !== undefined);
  if (after === undefined) return WRITES.test(tool) ? {} : undefined;
  return /insert|append/i.test(`${tool} ${String(args.command ?? args.mode ?? "")}`)
    ? { replace: [{ from: "", to: after, all: false }] }
    : { after };
}

type Piece = NonNullable<EditAction["replace"]>[number];

/** The replacement that one object describes; undefined where it has no text. */
function pieceOf(given: unknown): Piece | undefined {
  if (typeof given !== "object" || given === null) return undefined;
  const args = given as Readonly<Record<string, unknown>>;
  for (const [from, to] of PIECES) {
    const text = args[to];
    if (typeof text !== "string") continue;
    const old = args[from];
    return { from: typeof old === "string" ? old : "", to: text, all: args.replace_all === true };
  }
  return undefined;
}

/** Tools of editors and file systems by other names: `fs_write`, `put_file`, `str_replace_based_edit_tool`, `insert`. */
const FILE_WRITER = anyOf(
  [
    /(?:^|[_-])(?:write|put|create|save|append|insert|edit|replace|overwrite|patch|update)(?:[_-]|$)/,
    /(?:write|save|edit|create)(?:File|Text)/,
  ],
  "i",
);

function asMcp(effect: Effect): Effect {
  return { ...effect, source: "mcp" };
}
