import * as z from "zod";
import type { GuardState } from "../guard.ts";
import { type Message, path } from "../message.ts";

/** What people read of a client: one line. */
const label = z
  .string()
  .min(1)
  .max(50)
  .regex(/^[\w ./:-]+$/);

/** An entry of the audit log, by its number and its hash. */
const anchor = z.object({ seq: z.int().min(1), hash: z.string().regex(/^[0-9a-f]{64}$/) });

const params = z.object({
  protocol: z.number().int(),
  version: z.string().max(50),
  /** `vscode`, `cursor`, `terminal` … shown in the audit log as who answered. */
  client: label,
  folders: z.array(path).max(100).readonly(),
  /** Those of `folders` that the person does not trust: the strictest rules hold there. */
  untrusted: z.array(path).max(100).readonly().exactOptional(),
  /** Of the client's key: SPKI, base64. Without one it can be told, and answer nothing. */
  key: z.string().max(200).exactOptional(),
  /** What tells it from others of its kind: `pts/3`. */
  name: label.exactOptional(),
  /** Entries of the audit log that this client has noted; believed of paired ones. */
  anchors: z.array(anchor).max(100).readonly().exactOptional(),
});

export type HelloParams = z.infer<typeof params>;
export interface HelloResult {
  readonly protocol: number;
  /** What signatures on this connection are bound to. */
  readonly nonce: string;
  /** Whether its answers count. */
  readonly paired: boolean;
  readonly version: string;
  readonly pid: number;
  readonly state: GuardState;
}

/** A client's first message, and again when its folders are others. */
export const Hello: Message<HelloParams, HelloResult> = { method: "guard/hello", from: "visitor", params };
