/** Parses JSON-RPC messages, as far as the relay needs their content. */
import { JUDGED_METHODS, type JudgedMethod } from "../../doors/relay.ts";
import { ambiguousKey } from "./ambiguous-key.ts";

export type Id = string | number;

export interface Message {
  /** Absent in notifications. */
  readonly id?: Id;
  /** Absent in responses. */
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly result?: unknown;
}

export type JudgedRequest = Message & { readonly method: JudgedMethod };

export type Read =
  | { readonly kind: "blank" }
  /** `batch`: they came as one list (revision 2025-03-26). */
  | { readonly kind: "messages"; readonly messages: readonly Message[]; readonly batch: boolean }
  | { readonly kind: "unreadable"; readonly because: string };

/** One line of the client's. Whoever reads lines differently must not find another message in it. */
export function readMessages(line: Buffer): Read {
  const text = line.toString("utf8").replace(/\r?\n$/, "");
  if (text.trim() === "") return { kind: "blank" };
  if (text.includes("\r")) return { kind: "unreadable", because: "it holds a carriage return" };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { kind: "unreadable", because: (error as Error).message };
  }
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (!values.every(isMessage)) return { kind: "unreadable", because: "it is no JSON-RPC message" };
  const twice = ambiguousKey(text);
  if (twice !== undefined) return { kind: "unreadable", because: `others may read another ${twice} in it` };
  return { kind: "messages", messages: values, batch: Array.isArray(value) };
}

/** Undefined for what is no message, or none that can be read. */
export function readMessage(line: Buffer): Message | undefined {
  try {
    const value: unknown = JSON.parse(line.toString("utf8"));
    return isMessage(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function isJudged(message: Message): message is JudgedRequest {
  return (JUDGED_METHODS as readonly (string | undefined)[]).includes(message.method);
}

/** Ids `1` and `"1"` are two. */
export function keyOf(id: unknown): string {
  return JSON.stringify(id ?? null);
}

const VERSION = "io.modelcontextprotocol/protocolVersion";
const CLIENT = "io.modelcontextprotocol/clientInfo";

/** From revision 2026-07-28 on, every request says which revision it follows. */
export function isSelfDescribing({ params }: Message): boolean {
  return typeof metaOf(params)?.[VERSION] === "string";
}

/** The revision that a request names, of either generation. */
export function revisionOf({ method, params }: Message): string | undefined {
  const version = method === "initialize" ? params?.protocolVersion : metaOf(params)?.[VERSION];
  return typeof version === "string" ? version : undefined;
}

/** What the client calls itself, where this message says so: at `initialize`, or with every request. */
export function clientNameOf({ method, params }: Message): string | undefined {
  const info = method === "initialize" ? params?.clientInfo : metaOf(params)?.[CLIENT];
  const name = isObject(info) ? info.name : undefined;
  return typeof name === "string" && name !== "" ? name : undefined;
}

function metaOf(params: Message["params"]): Readonly<Record<string, unknown>> | undefined {
  return isObject(params?._meta) ? params._meta : undefined;
}

function isMessage(value: unknown): value is Message {
  return isObject(value);
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
