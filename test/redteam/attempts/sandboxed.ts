/** Starts the attempts inside of namespaces of their own, with the guard as it is built. */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../support/project.ts";
import { buildInside } from "../build-inside.ts";
import { whyNot as whyNoSandbox } from "../losses/sandboxed.ts";
import { outcomesOf } from "../namespaces.ts";
import type { Case } from "./case.ts";
import type { Outcome } from "./outcome.ts";

/** Why it cannot run on this machine; undefined where it can. */
export function whyNot(): string | undefined {
  for (const program of ["/usr/sbin/ip", "/usr/bin/curl"]) if (!existsSync(program)) return `${program} is missing`;
  return whyNoSandbox();
}

export interface Run {
  readonly cases: readonly Case[];
  /** Whether the home and the workspace hold more than the world of the losses. */
  readonly furnished: boolean;
  readonly seconds: number;
  /** Told of each outcome as it comes. */
  readonly heard?: (outcome: Outcome) => void;
}

/** Tries each case; resolves to what became of it. */
export async function runCases({ cases, furnished, seconds, heard }: Run): Promise<Outcome[]> {
  const folder = mkdtempSync(join(tmpdir(), "ag-attempts-"));
  try {
    buildInside(join(root, "test", "redteam", "attempts", "inside.ts"), folder);
    const script = join(root, "test", "redteam", "attempts", "sandbox.sh");
    const args = [script, folder, process.execPath, ...(furnished ? ["furnished"] : [])];
    return await outcomesOf({ args, input: JSON.stringify(cases), timeoutMs: seconds * 1000 }, heard);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
