/** Verifies the signed requests of one connection against the key of its client. */
import { ResponseError } from "vscode-languageserver";
import * as z from "zod";
import { isSignedBy } from "../../../platform/client-key.ts";
import { isSameProcess, type Process, sessionOf } from "../../../platform/lineage.ts";
import { CLOCK_SKEW_MS, NOT_PAIRED, type Signed } from "../../../wire/pairing.ts";
import type { Clock } from "../clock.ts";
import type { Pairing } from "./pairing.ts";
import { isBelowLeader } from "./visitor.ts";

const signedSchema: z.ZodType<Signed> = z.object({
  count: z.int().min(1),
  at: z.number(),
  said: z.string().max(64 * 1024),
  signature: z.string().max(200),
});

export interface Client {
  /** Public key: SPKI, base64; undefined for a client that sent none. */
  readonly key: string | undefined;
  /** Undefined if unknown. */
  readonly pid: number | undefined;
}

export class Signatures {
  #count = 0;

  /** `nonce`: made for this connection. */
  constructor(
    readonly nonce: string,
    readonly pairing: Pairing,
    readonly clock: Clock,
  ) {}

  /** Returns the signed parameters. Throws an answer with the reason unless the paired client has just signed them. */
  open(method: string, given: unknown, { key, pid }: Client): unknown {
    const paired = key === undefined ? undefined : this.pairing.byKey(key);
    if (!paired) throw refusal("it is not paired with the guard yet");
    const { data } = signedSchema.safeParse(given);
    if (!data) throw refusal("the request is not signed");
    if (paired.session && !isOfSession(pid, paired.session)) throw refusal("its key belongs to another terminal");
    if (data.count <= this.#count) throw refusal("the request was made before");
    if (Math.abs(data.at - this.clock.now()) > CLOCK_SKEW_MS) throw refusal("the request is not of this time");
    const { signature, ...signed } = data;
    if (!isSignedBy(paired.key, { nonce: this.nonce, method, ...signed }, signature))
      throw refusal("the signature is not its own");
    this.#count = data.count;
    return data.said === "" ? undefined : JSON.parse(data.said);
  }
}

function isOfSession(pid: number | undefined, session: Process): boolean {
  const own = pid === undefined ? undefined : sessionOf(pid);
  return pid !== undefined && own !== undefined && isSameProcess(own, session) && isBelowLeader(pid);
}

function refusal(because: string): ResponseError<undefined> {
  return new ResponseError(NOT_PAIRED, because);
}
