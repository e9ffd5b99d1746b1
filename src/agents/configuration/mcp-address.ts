/**
 * Rewrites a server at a URL so that the client starts the relay, which connects to it. The URL and headers may hold
 * secrets, which do not belong on a command line, so they become variables of the relay, byte for byte.
 */
import type { TextEdit } from "../../core/text/json-edits.ts";
import { type Entry, entryOf, type Table, textAt } from "../../core/text/text-tree.ts";
import { isOurs, type McpProgram, options, pair, spanOf } from "./mcp-program.ts";

/** The variables that the relay reads when it is started with `--moved`. */
const URL_VARIABLE = "AGENTGUARD_URL";
const HEADER_VARIABLE = "AGENTGUARD_HEADER_";

const URL_KEYS = ["url", "httpUrl", "serverUrl"];

/** Returns the edits, or one clause that says why the server must stay as it is. */
export function wrapAddress(found: McpProgram): readonly TextEdit[] | string {
  const { text, table, place } = found;
  const url = table.entries.find(({ name, value }) => URL_KEYS.includes(name) && value.kind === "text");
  if (url?.value.kind !== "text") return NEITHER;
  if (place.syntax !== undefined) return BY_HAND;
  const headers = entryOf(table, "headers");
  const fields = headers?.value.kind === "table" ? headers.value.entries : [];
  const taken = ["command", "args", environment(found)].some(name => entryOf(table, name));
  if (taken) return BY_HAND;
  if (table.entries.some(({ name }) => /^(?:oauth|auth)/i.test(name))) return SIGNS_IN;
  if (fields.length === 0 && !isLoopback(url.value.value)) return SIGNS_IN;
  if (headers && headers.value.kind !== "table") return BY_HAND;
  const type = entryOf(table, "type");
  const plain = [url, ...(headers ? [headers] : []), ...(type ? [type] : []), ...fields];
  if (!plain.every(({ name, key }) => text.slice(key.start, key.end) === JSON.stringify(name))) return BY_HAND;
  if (fields.some(({ value }) => value.kind !== "text")) return BY_HAND;
  const kind = textAt(table, "type");
  if (type && (kind === undefined || text.slice(type.value.start, type.value.end) !== JSON.stringify(kind)))
    return BY_HAND;
  const address = pair(found, text.slice(url.value.start, url.value.end), URL_VARIABLE);
  const moved = [url.name, kind ?? "", ...(headers ? ["headers"] : [])].join(",");
  const own = headers ? "" : `, ${pair(found, `{${address}}`, environment(found))}`;
  const started = start(found, [...options(found), "--moved", moved]);
  return [
    { ...spanOf(url.key), text: '"command"' },
    { ...spanOf(url.value), text: started + own },
    ...(type ? [{ ...spanOf(type.value), text: JSON.stringify(place.program ?? "stdio") }] : []),
    ...(headers ? move(headers, fields, environment(found), address) : []),
  ];
}

/** Turns the headers into variables. The address goes before the first header, where both edits share one place. */
function move(headers: Entry, fields: readonly Entry[], to: string, address: string): TextEdit[] {
  const at = headers.value.start + 1;
  return [
    { ...spanOf(headers.key), text: JSON.stringify(to) },
    ...(fields.length === 0 ? [{ start: at, end: at, text: address }] : []),
    ...fields.map(({ name, key }, i) => ({
      ...spanOf(key),
      text: (i === 0 ? `${address},` : "") + JSON.stringify(HEADER_VARIABLE + variableOf(name)),
    })),
  ];
}

/** Returns the edits that undo `wrapAddress`; undefined when the server does not go through the relay. */
export function unwrapAddress(found: McpProgram): readonly TextEdit[] | undefined {
  const { text, table, place } = found;
  const command = entryOf(table, "command");
  const env = entryOf(table, environment(found));
  const args = place.command === "list" ? command : entryOf(table, "args");
  if (!command || args?.value.kind !== "list" || env?.value.kind !== "table") return undefined;
  const words = args.value.items.map(item => (item.kind === "text" ? item.value : ""));
  const relay = command.value.kind === "list" ? command.value.items[0] : command.value;
  const url = entryOf(env.value, URL_VARIABLE);
  const moved = words[words.indexOf("--moved") + 1];
  if (!words.includes("--moved") || !url || relay?.kind !== "text" || !isOurs(found, relay)) return undefined;
  const [key = "url", kind = "", had] = (moved ?? "").split(",");
  const raw = text.slice(url.value.start, url.value.end);
  // If there were no headers, we wrote the variables as a whole, right behind the arguments.
  const between = text.slice(args.value.end, env.value.start);
  const alone = had === undefined && between === `, ${pair(found, "", environment(found))}`;
  const type = entryOf(table, "type");
  return [
    { ...spanOf(command.key), text: JSON.stringify(key) },
    { start: command.value.start, end: alone ? env.value.end : args.value.end, text: raw },
    ...(type && kind !== "" ? [{ ...spanOf(type.value), text: JSON.stringify(kind) }] : []),
    ...(alone ? [] : moveBack(text, env, env.value, url)),
  ];
}

function moveBack(text: string, env: Entry, held: Table, url: Entry): TextEdit[] {
  const behind = text[url.value.end] === "," ? url.value.end + 1 : url.value.end;
  return [
    { ...spanOf(env.key), text: '"headers"' },
    { start: url.key.start, end: behind, text: "" },
    ...held.entries.flatMap(({ name, key }) =>
      name.startsWith(HEADER_VARIABLE)
        ? [{ ...spanOf(key), text: JSON.stringify(headerOf(name.slice(HEADER_VARIABLE.length))) }]
        : [],
    ),
  ];
}

function start(found: McpProgram, words: readonly string[]): string {
  const quoted = words.map(word => JSON.stringify(word)).join(", ");
  const relay = JSON.stringify(found.wrapping.relay);
  return found.place.command === "list" ? `[${relay}, ${quoted}]` : `${relay}, ${pair(found, `[${quoted}]`)}`;
}

function environment({ place }: McpProgram): string {
  return place.env ?? "env";
}

/** Returns the variable of a header. Shells take only letters, digits and `_`, so other characters become numbers. */
function variableOf(header: string): string {
  return header.replace(/[^A-Za-z0-9]/g, char => `_${char.charCodeAt(0).toString(16).padStart(2, "0")}`);
}

/** Returns the header that such a variable was named after. */
export function headerOf(variable: string): string {
  return variable.replace(/_([0-9a-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/** Reads the address and the headers from the relay's environment. */
export function addressIn(env: Readonly<Record<string, string | undefined>>) {
  const headers = Object.entries(env).flatMap(([name, value]) =>
    name.startsWith(HEADER_VARIABLE) && value !== undefined
      ? [[headerOf(name.slice(HEADER_VARIABLE.length)), value] as const]
      : [],
  );
  return { url: env[URL_VARIABLE], headers };
}

function isLoopback(url: string): boolean {
  return /^https?:\/\/(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?(?:[/?#]|$)/i.test(url);
}

const NEITHER = "it is neither a program nor at an address";
const BY_HAND =
  "it is at an address, and is written in a way that is not changed here: give its command agentguard relay --url";
const SIGNS_IN = "it is at an address to which the client may have to sign in by itself";
