/** Parses payloads, and holds what the agents' files share for reading one. */
import * as z from "zod";
import type { Action } from "../core/action/action.ts";
import { resolvePath } from "../core/text/paths.ts";

/** Larger payloads are refused rather than judged in part. In bytes. */
const MAX_BYTES = 8 * 1024 * 1024;

/** Thrown for a payload that cannot be parsed. The message is one clause for the person and the agent. */
export class PayloadError extends Error {}

/** Parses bytes of standard input as JSON. Throws `PayloadError`. Windows editors put a byte order mark in front. */
export function parsePayload(bytes: Uint8Array): unknown {
  const text = textOf(bytes);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new PayloadError(`the payload is not valid JSON (${(error as Error).message})`);
  }
}

/** Splits texts that each end with a NUL, which no text of a shell can hold. Throws `PayloadError`. */
export function parseFields(bytes: Uint8Array): string[] {
  const text = textOf(bytes);
  if (!text.endsWith("\0")) throw new PayloadError("the payload is cut off");
  return text.slice(0, -1).split("\0");
}

function textOf(bytes: Uint8Array): string {
  if (bytes.byteLength > MAX_BYTES) throw new PayloadError(`the payload is larger than ${MAX_BYTES / 1024 / 1024} MB`);
  let text: string;
  try {
    // This drops the mark and refuses invalid UTF-8: a replaced character could hide what is proposed.
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new PayloadError("the payload is not valid UTF-8");
  }
  if (text.trim() === "") throw new PayloadError("the payload is empty");
  return text;
}

/** An action without its origin, folder and environment. */
export type Act<A = Action> = A extends Action ? Omit<A, "origin" | "cwd" | "env"> : never;

/** Makes the path of a tool's argument absolute. Agents' file tools expand `~`. */
export function placeOf(path: string, cwd: string, env: Readonly<Record<string, string>> | undefined): string {
  const home = env?.HOME ?? env?.USERPROFILE;
  return resolvePath(home && /^~(?:[\\/]|$)/.test(path) ? home + path.slice(1) : path, cwd);
}

/** A schema for an optional field. A value of another type counts as absent. */
export const hint = z.string().min(1).optional().catch(undefined);

/** Returns the fields without undefined ones, for optional properties. */
export function given<T extends object>(fields: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]?: Exclude<T[Key], undefined>;
  };
}

/**
 * Returns the first issue of a failed validation as a clause: `tool_input.command: expected string, received number`.
 */
export function complaint(error: z.ZodError, at = ""): string {
  const issue = error.issues[0];
  const path = [...(at === "" ? [] : [at]), ...(issue?.path ?? []).map(String)].join(".");
  const what = (issue?.message ?? "it cannot be read").replace(/^Invalid input: /, "");
  return path === "" ? what : `${path}: ${what}`;
}
