/** What was last proven of each agent, one small file for each, so that every window and the command line share it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { writeConfig } from "../../platform/config-file.ts";
import { makePrivateFolder, type Places } from "../../platform/places.ts";
import type { Proof } from "./light.ts";

const Stored = z.object({
  at: z.number(),
  stamp: z.string(),
  version: z.string().optional(),
  causes: z.array(
    z.object({
      state: z.enum(["not-connected", "changed", "observing"]),
      says: z.string(),
      file: z.string().optional(),
      fix: z.object({ kind: z.enum(["install", "open", "person"]), says: z.string() }),
    }),
  ),
});

/** Undefined when there is none, or none that can be read. */
export function readProof(own: Places, agent: string): Proof | undefined {
  try {
    return Stored.parse(JSON.parse(readFileSync(pathOf(own, agent), "utf8"))) as Proof;
  } catch {
    return undefined;
  }
}

export async function writeProof(own: Places, agent: string, proof: Proof): Promise<void> {
  makePrivateFolder(own.proofs);
  await writeConfig(pathOf(own, agent), `${JSON.stringify(proof)}\n`);
}

function pathOf({ proofs }: Places, agent: string): string {
  return join(proofs, `${agent}.json`);
}
