import * as z from "zod";
import type { GuardState } from "../guard.ts";
import { type Message, path } from "../message.ts";

/** A line of text from a client that people read. */
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
  /** `vscode`, `cursor`, `terminal` … The audit log names it as who answered. */
  client: label,
  folders: z.array(path).max(100).readonly(),
  /** Those of `folders` that the person does not trust. The strictest rules apply there. */
  untrusted: z.array(path).max(100).readonly().exactOptional(),
  /** The client's public key: SPKI, base64. A client without one receives messages but cannot answer. */
  key: z.string().max(200).exactOptional(),
  /** Distinguishes it from other clients of its kind: `pts/3`. */
  name: label.exactOptional(),
  /** Entries of the audit log that this client has noted. They are believed only of paired clients. */
  anchors: z.array(anchor).max(100).readonly().exactOptional(),
});

export type HelloParams = z.infer<typeof params>;
export interface HelloResult {
  readonly protocol: number;
  /** The nonce that signatures on this connection are bound to. */
  readonly nonce: string;
  /** Whether this client's answers count. */
  readonly paired: boolean;
  readonly version: string;
  readonly pid: number;
  readonly state: GuardState;
}

/** The first message of a client, sent again when its folders change. */
export const Hello: Message<HelloParams, HelloResult> = { method: "guard/hello", from: "visitor", params };
