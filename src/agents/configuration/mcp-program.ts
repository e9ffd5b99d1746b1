/** A server that is a program: the relay is started instead, and starts it. */
import { eolOf, type TextEdit } from "../../core/text/json-edits.ts";
import { type Entry, entryOf, type List, type Table, type Text } from "../../core/text/text-tree.ts";
import type { McpServerFile } from "../agent.ts";

export interface Wrapping {
  /** Absolute path of what starts the relay. */
  readonly relay: string;
  /** Id of the client's agent. */
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

/** Undefined: it is none. A text says why it has to stay as it is, as one clause. */
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

/** Undefined when it is not started through the relay. */
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

/** It has no arguments: ours become all of them, in another order, so that the way back is known. */
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

/** The server's own command among the relay's arguments, and whether nothing follows it. */
function serverIn({ items }: List): readonly [server: Text | undefined, last: boolean] {
  const at = items.findIndex(item => item.kind === "text" && item.value === "--");
  const server = at < 0 ? undefined : items[at + 1];
  return [server?.kind === "text" ? server : undefined, at + 2 === items.length];
}

/** At this path, or where another home folder had it. */
export function isOurs({ wrapping }: McpProgram, { value }: Text): boolean {
  const tail = (path: string) =>
    path
      .split(/[\\/]+/)
      .slice(-2)
      .join("/");
  return tail(value) === tail(wrapping.relay);
}

/** What the relay is told of the client and of the server's name. */
export function options({ wrapping, name }: McpProgram): readonly [string, string, string, string] {
  return ["--client", wrapping.client, "--server", name];
}

/** `args` with its value, as this file writes an entry. */
export function pair({ place: { syntax } }: McpProgram, value: string, key = "args"): string {
  if (syntax === "toml") return `${key} = ${value}`;
  return `${syntax === "yaml" ? key : JSON.stringify(key)}: ${value}`;
}

function commandKey({ place }: McpProgram): string {
  return place.command === "cmd" ? "cmd" : "command";
}

const QUOTE = "its command would have to be quoted to stand in a list";

/** Whether a word can stand between commas as it is written. */
function isFlow(word: string): boolean {
  return /^(?:"|'|[\w./@%+~^-]+$)/.test(word);
}

/** What stands before the key on a line of its own: blanks, and the first parts of a dotted key. */
function prefixOf(found: McpProgram, { key }: Entry): string {
  const { text, place } = found;
  const line = text.slice(text.lastIndexOf("\n", key.start - 1) + 1, key.end);
  const own = line.replace(new RegExp(`(["']?)${commandKey(found)}\\1$`), "").replace("\uFEFF", "");
  return place.syntax === "yaml" ? own.replace(/\S/g, " ") : own;
}

/** Blanks and the dash before the first item of a list; undefined where something else stands there too. */
function dashOf(text: string, start: number): string | undefined {
  return /^[ \t]*- +$/.exec(text.slice(text.lastIndexOf("\n", start - 1) + 1, start))?.[0];
}

/** Where the line's own characters end. */
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
