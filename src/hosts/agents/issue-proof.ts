/** Asks the service for the texts of a proof, and starts the service if none runs. */
import * as z from "zod";
import type { Places } from "../../platform/places.ts";
import { callService, ensureService } from "../../platform/service-client.ts";
import type { ProofKind, ProofTexts } from "../../wire/proof.ts";

/** Thrown when nothing was proven in either direction, because the service issued no texts. */
export class NoProof extends Error {}

export type IssueProof = (kind: ProofKind) => Promise<ProofTexts>;

/** Long enough for windows that start the service together on a busy machine. A failing start is reported earlier. */
const START_MS = 30_000;

const Texts: z.ZodType<ProofTexts> = z.object({ harmless: z.string(), forbidden: z.string(), file: z.string() });

/** Returns the function that asks, which rejects with `NoProof` only. `servicePath`: absolute path of the service. */
export function proofIssuer(own: Places, servicePath: string): IssueProof {
  return async kind => {
    try {
      await ensureService(own, { node: process.execPath, servicePath, timeoutMs: START_MS });
      const { status, body } = await callService(own, "POST", "/v1/proof", JSON.stringify({ kind }));
      if (status === 404) throw new Error("the service that runs is an older one");
      if (status !== 200) throw new Error(`the service answered with ${status}`);
      return Texts.parse(JSON.parse(body));
    } catch (error) {
      throw new NoProof(`The proof could not begin: ${error instanceof Error ? error.message : error}.`);
    }
  };
}
