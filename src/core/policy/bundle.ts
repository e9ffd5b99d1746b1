/**
 * Reads an organization's signed policy: a DSSE envelope (github.com/secure-systems-lab/dsse, v1.0.0) around a small
 * document with the policy file's text. Pure: the platform checks the signature.
 */
import * as z from "zod";
import { MAX_TEAM_FILE } from "../knowledge/team.ts";

export const PAYLOAD_TYPE = "application/vnd.agentguard.policy+json";

const envelopeSchema = z.object({
  payloadType: z.literal(PAYLOAD_TYPE),
  payload: z.base64(),
  signatures: z
    .array(z.object({ keyid: z.string().optional(), sig: z.base64() }))
    .min(1)
    .max(10),
});
export type Envelope = z.infer<typeof envelopeSchema>;

const payloadSchema = z.strictObject({
  /** Increases with every issue, so that an older bundle cannot replace a newer one. */
  serial: z.int().min(1),
  /** ISO date and time from which a person is told that the bundle is out of date. It stays in force. */
  expires: z.iso.datetime({ offset: true }).optional(),
  /** The text of a policy file. */
  policy: z.string().max(1024 * 1024),
  /** Texts of knowledge files, by the first part of their rules' ids. */
  knowledge: z.record(z.string().max(60), z.string().max(MAX_TEAM_FILE)).optional(),
});
export type BundlePayload = z.infer<typeof payloadSchema>;

/** Parses an envelope; throws an error with a readable sentence if the text is none. */
export function readEnvelope(text: string): Envelope {
  return readAs(envelopeSchema, text, "a signed policy bundle");
}

/** Parses a payload whose signature was checked; throws an error with a readable sentence if the text is none. */
export function readPayload(text: string): BundlePayload {
  return readAs(payloadSchema, text, "the content of a policy bundle");
}

/** Returns the signed bytes: DSSE's pre-authentication encoding of type and content. */
export function signedBytes(body: Uint8Array): Uint8Array {
  const head = new TextEncoder().encode(`DSSEv1 ${PAYLOAD_TYPE.length} ${PAYLOAD_TYPE} ${body.length} `);
  const bytes = new Uint8Array(head.length + body.length);
  bytes.set(head);
  bytes.set(body, head.length);
  return bytes;
}

function readAs<T>(schema: z.ZodType<T>, text: string, what: string): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error(`is not ${what}: it is not JSON`);
  }
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new Error(`is not ${what}: ${issue?.path.join(".") || "it"}: ${issue?.message}`);
}
