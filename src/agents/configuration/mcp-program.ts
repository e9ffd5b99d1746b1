/** Rewrites a server that is a program so that the client starts the relay, which starts the server. */
import { eolOf, type TextEdit } from "../../core/text/json-edits.ts";
import { type Entry, entryOf, type List, type Table, type Text } from "../../core/text/text-tree.ts";
import type { McpServerFile } from "../agent.ts";

export interface Wrapping {
  /** Absolute path of the script that starts the relay. */
  readonly relay: string;
  /** Id of the agent that is the client. */
  readonly client: string;
}

/** A server in a client's file. */
export interface McpProgram {
  readonly text: string;
  readonly place: McpServerFile;
  readonly wrapping: Wrapping;
  readonly name: string;
  readonly table: Table;
}

/** Returns the edits, or one clause that says why the server must stay as it is; undefined if it is no program. */
export function wrapProgram(found: McpProgram): readonly TextEdit[] | string | undefined {
  const { text, wrapping, table } = found;
  const command = entryOf(table, commandKey(found));
  if (command?.value.kind === "list") return wrapList(found, command.value);
  if (command?.value.kind !== "text") return command && "how it is started is written in a way that is not followed";
  const was = text.slice(command.value.start, command.value.end);
  const started = { ...spanOf(command.value), text: JSON.stringify(wrapping.relay) };
  const args = entryOf(table, "args");
  if (!args) return wrapAlone(found, command, was);
  if (args.value.kind !== "list") return "its arguments are written in a way that is not followed";
  const { items, lines, start } = args.value;
  const words = [...options(found), "--"].map(word => JSON.stringify(word));
  if (!lines) {
    if (!isFlow(was)) return QUOTE;
    const ours = [...words, was].join(", ");
    return [started, { start: start + 1, end: start + 1, text: items.length > 0 ? `${ours},` : ours }];
  }
  const first = items[0];
  const dash = first && dashOf(text, first.start);
  if (dash === undefined || !first) return "its arguments are written in a way that is not followed";
  const at = first.start - dash.length;
  return [started, { start: at, end: at, text: [...words, was].map(word => dash + word + eolOf(text)).join("") }];
}

/** Returns the edits that undo `wrapProgram`; undefined when the server is not started through the relay. */
export function unwrapProgram(found: McpProgram): readonly TextEdit[] | undefined {
  const { text, table } = found;
  const command = entryOf(table, commandKey(found));
  if (command?.value.kind === "list") return unwrapList(found, command.value);
  const args = entryOf(table, "args");
  if (command?.value.kind !== "text" || args?.value.kind !== "list") return undefined;
  const [server, last] = serverIn(args.value);
  if (!server || !isOurs(found, command.value)) return undefined;
  const was = text.slice(server.start, server.end);
  const started = { ...spanOf(command.value), text: was };
  const [first] = args.value.items;
  if (last && first?.kind === "text" && first.value === "--server") {
    const between = text.slice(command.value.end, args.value.start);
    if (!command.lines && between === `, ${pair(found, "")}`)
      return [{ start: command.value.start, end: args.value.end, text: was }];
    const end = lineEnd(text, command.value.end);
    if (command.lines && text.slice(end, args.value.start) === eolOf(text) + prefixOf(found, command) + pair(found, ""))
      return [started, { start: end, end: args.value.end, text: "" }];
  }
  if (!args.value.lines) {
    const behind = text[server.end] === "," ? server.end + 1 : server.end;
    return [started, { start: args.value.start + 1, end: behind, text: "" }];
  }
  const dash = first && dashOf(text, first.start);
  if (dash === undefined || !first) return undefined;
  return [started, { start: first.start - dash.length, end: nextLine(text, server.end), text: "" }];
}

/** Wraps a server without arguments. The relay's arguments come in another order, which marks how to undo it. */
function wrapAlone(found: McpProgram, command: Entry, was: string): readonly TextEdit[] | string {
  const { text, wrapping } = found;
  if (!isFlow(was)) return QUOTE;
  const [client, id, server, name] = options(found);
  const words = [server, name, client, id, "--"].map(word => JSON.stringify(word));
  const args = pair(found, `[${[...words, was].join(", ")}]`);
  const started = { ...spanOf(command.value), text: JSON.stringify(wrapping.relay) };
  if (!command.lines) return [{ ...started, text: `${started.text}, ${args}` }];
  const end = lineEnd(text, command.value.end);
  return [started, { start: end, end, text: eolOf(text) + prefixOf(found, command) + args }];
}

function wrapList(found: McpProgram, { items, lines, start }: List): readonly TextEdit[] | string {
  if (lines || items.length === 0) return "how it is started is written in a way that is not followed";
  const words = [found.wrapping.relay, ...options(found), "--"].map(word => JSON.stringify(word));
  return [{ start: start + 1, end: start + 1, text: `${words.join(", ")},` }];
}

function unwrapList(found: McpProgram, command: List): readonly TextEdit[] | undefined {
  const [server] = serverIn(command);
  const [relay] = command.items;
  if (!server || relay?.kind !== "text" || !isOurs(found, relay)) return undefined;
  const dashes = command.items[command.items.indexOf(server) - 1];
  if (!dashes) return undefined;
  const end = found.text[dashes.end] === "," ? dashes.end + 1 : server.start;
  return [{ start: command.start + 1, end, text: "" }];
}

/** Finds the server's own command among the relay's arguments, and whether it is the last of them. */
function serverIn({ items }: List): readonly [server: Text | undefined, last: boolean] {
  const at = items.findIndex(item => item.kind === "text" && item.value === "--");
  const server = at < 0 ? undefined : items[at + 1];
  return [server?.kind === "text" ? server : undefined, at + 2 === items.length];
}

/** Tells whether a command is our relay, at this path or below another home folder. */
export function isOurs({ wrapping }: McpProgram, { value }: Text): boolean {
  const tail = (path: string) =>
    path
      .split(/[\\/]+/)
      .slice(-2)
      .join("/");
  return tail(value) === tail(wrapping.relay);
}

/** Returns the relay's options that name the client and the server. */
export function options({ wrapping, name }: McpProgram): readonly [string, string, string, string] {
  return ["--client", wrapping.client, "--server", name];
}

/** Formats an entry such as `args` in the syntax of this file. */
export function pair({ place: { syntax } }: McpProgram, value: string, key = "args"): string {
  if (syntax === "toml") return `${key} = ${value}`;
  return `${syntax === "yaml" ? key : JSON.stringify(key)}: ${value}`;
}

function commandKey({ place }: McpProgram): string {
  return place.command === "cmd" ? "cmd" : "command";
}

const QUOTE = "its command would have to be quoted to stand in a list";

/** Tells whether a word can be written unchanged in a comma-separated list. */
function isFlow(word: string): boolean {
  return /^(?:"|'|[\w./@%+~^-]+$)/.test(word);
}

/** Returns what precedes the key on its line: blanks, and the first parts of a dotted key. */
function prefixOf(found: McpProgram, { key }: Entry): string {
  const { text, place } = found;
  const line = text.slice(text.lastIndexOf("\n", key.start - 1) + 1, key.end);
  const own = line.replace(new RegExp(`(["']?)${commandKey(found)}\\1$`), "").replace("\uFEFF", "");
  return place.syntax === "yaml" ? own.replace(/\S/g, " ") : own;
}

/** Returns the blanks and the dash before the first item of a list; undefined if anything else precedes it. */
function dashOf(text: string, start: number): string | undefined {
  return /^[ \t]*- +$/.exec(text.slice(text.lastIndexOf("\n", start - 1) + 1, start))?.[0];
}

/** Returns the end of the line, without its line break. */
function lineEnd(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  if (end < 0) return text.length;
  return text[end - 1] === "\r" ? end - 1 : end;
}

function nextLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end + 1;
}

export function spanOf({ start, end }: { readonly start: number; readonly end: number }) {
  return { start, end };
}
