/**
 * Repeats parts of a message in headers, as Streamable HTTP requires, so that intermediaries need not read the body.
 * Model Context Protocol 2026-07-28, transports: `Mcp-Method`, `Mcp-Name`, and `Mcp-Param-…` for arguments that a
 * tool's schema marks with `x-mcp-header`.
 */
import { isObject, isSelfDescribing, type Message, revisionOf } from "./messages.ts";

/** The field of the parameters that a header repeats. */
const NAMED: Readonly<Record<string, string>> = {
  "tools/call": "name",
  "prompts/get": "name",
  "resources/read": "uri",
  "tasks/get": "taskId",
  "tasks/update": "taskId",
  "tasks/cancel": "taskId",
};

/** The schemas of the server's tools, by name. */
export type Schemas = ReadonlyMap<string, unknown>;

/** Returns the headers, which only requests that name their revision have. */
export function mirroredHeaders(message: Message, schemas: Schemas): Record<string, string> {
  const { method, params = {} } = message;
  if (method === undefined || !isSelfDescribing(message)) return {};
  const headers: Record<string, string> = { "Mcp-Method": method };
  const revision = revisionOf(message);
  if (revision !== undefined) headers["MCP-Protocol-Version"] = revision;
  const field = NAMED[method];
  const name = field === undefined ? undefined : params[field];
  if (typeof name === "string") headers["Mcp-Name"] = headerText(name);
  if (method !== "tools/call" || typeof name !== "string") return headers;
  for (const [header, value] of marked(schemas.get(name), params.arguments)) {
    const text = textOf(value);
    if (text !== undefined) headers[`Mcp-Param-${header}`] = headerText(text);
  }
  return headers;
}

/** Returns the arguments whose property in the schema names a header. */
function marked(schema: unknown, value: unknown): (readonly [string, unknown])[] {
  if (!isObject(schema) || !isObject(schema.properties) || !isObject(value)) return [];
  return Object.entries(schema.properties).flatMap(([name, property]): (readonly [string, unknown])[] => {
    if (!isObject(property)) return [];
    const header = property["x-mcp-header"];
    const own = typeof header === "string" && value[name] != null ? [[header, value[name]] as const] : [];
    return [...own, ...marked(property, value[name])];
  });
}

function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return String(value);
  const exact = typeof value === "number" && Number.isFinite(value);
  return exact && (!Number.isInteger(value) || Number.isSafeInteger(value)) ? String(value) : undefined;
}

/** Encodes a header's value. Other text than visible ASCII is wrapped, and so is text that looks wrapped. */
function headerText(text: string): string {
  const plain = text !== "" && text === text.trim() && /^[\t\x20-\x7e]*$/.test(text);
  if (plain && !/^=\?base64\?.*\?=$/.test(text)) return text;
  return `=?base64?${Buffer.from(text, "utf8").toString("base64")}?=`;
}
