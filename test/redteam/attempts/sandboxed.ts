/** Starts the attempts inside of namespaces of their own, with the guard as it is built. */
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { buildSync } from "esbuild";
import { dist, root } from "../../support/project.ts";
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
    build(folder);
    const script = join(root, "test", "redteam", "attempts", "sandbox.sh");
    const args = [script, folder, process.execPath, ...(furnished ? ["furnished"] : [])];
    return await outcomesOf({ args, input: JSON.stringify(cases), timeoutMs: seconds * 1000 }, heard);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function build(folder: string): void {
  buildSync({
    entryPoints: [join(root, "test", "redteam", "attempts", "inside.ts")],
    outfile: join(folder, "inside.cjs"),
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    mainFields: ["module", "main"],
    logLevel: "error",
  });
  const from = dirname(dist("cli"));
  const to = join(folder, "dist");
  mkdirSync(to);
  for (const name of ["cli.cjs", "service.cjs", "hook.cjs", "relay.cjs", "libpg-query.wasm"])
    copyFileSync(join(from, name), join(to, name));
  cpSync(join(from, "terminal"), join(to, "terminal"), { recursive: true });
}
