/** Asks the service for the texts of a proof; starts the service where none runs. */
import * as z from "zod";
import type { Places } from "../../platform/places.ts";
import { callService, ensureService } from "../../platform/service-client.ts";
import type { ProofKind, ProofTexts } from "../../wire/proof.ts";

/** Nothing was proven in either direction: the service issued no texts. */
export class NoProof extends Error {}

export type IssueProof = (kind: ProofKind) => Promise<ProofTexts>;

/** Windows that open together start it on a busy machine; one that cannot start says so earlier. */
const START_MS = 30_000;

const Texts: z.ZodType<ProofTexts> = z.object({ harmless: z.string(), forbidden: z.string(), file: z.string() });

/** `servicePath`: absolute path of the built service. What it gives rejects with `NoProof` and nothing else. */
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
