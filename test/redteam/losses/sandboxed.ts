/**
 * Starts the losses inside of namespaces of their own: nothing that a composed command does reaches the machine's disk,
 * its processes or a network.
 */
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { knowledge } from "../../../build/knowledge.mjs";
import { root } from "../../support/project.ts";
import { NAMESPACES, outcomesOf } from "../namespaces.ts";
import type { Outcome } from "./outcome.ts";

/** Why it cannot run on this machine; undefined where it can. */
export function whyNot(): string | undefined {
  if (process.platform !== "linux") return "it needs Linux";
  if (process.getuid?.() !== 0) return "it needs root, to become a user who may do nothing";
  for (const program of ["/usr/bin/setpriv", "/usr/bin/git", "/usr/bin/python3", "/usr/bin/perl"])
    if (!existsSync(program)) return `${program} is missing`;
  const { status, error } = spawnSync("unshare", [...NAMESPACES, "mount", "--make-rprivate", "/"], { timeout: 10_000 });
  return status === 0 ? undefined : `unshare is not permitted here${error ? `: ${error.message}` : ""}`;
}

export interface Run {
  readonly seed: number;
  readonly first?: number;
  /** At most. */
  readonly commands: number;
  readonly seconds: number;
  /** Told of each outcome as it comes. */
  readonly heard?: (outcome: Outcome) => void;
}

/** Judges and runs composed commands; resolves to what became of each. */
export async function runLosses({ seed, first = 0, commands, seconds, heard }: Run): Promise<Outcome[]> {
  return inSandbox([seed, first, commands, seconds].map(String), "", seconds, heard);
}

/** Judges and runs the given commands. */
export async function runTexts(texts: readonly string[]): Promise<Outcome[]> {
  return inSandbox(["--command"], texts.join("\n%%\n"), texts.length * 4);
}

/** Time that building, making the world and the last command may take beside. */
const BESIDE_SECONDS = 60;

async function inSandbox(
  args: readonly string[],
  input: string,
  seconds: number,
  heard?: (outcome: Outcome) => void,
): Promise<Outcome[]> {
  const folder = mkdtempSync(join(tmpdir(), "ag-losses-"));
  try {
    await buildInside(folder);
    const script = join(root, "test", "redteam", "losses", "sandbox.sh");
    const timeoutMs = (seconds + BESIDE_SECONDS) * 1000;
    return await outcomesOf({ args: [script, folder, process.execPath, ...args], input, timeoutMs }, heard);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function buildInside(folder: string): Promise<void> {
  await build({
    entryPoints: [join(root, "test", "redteam", "losses", "inside.ts")],
    outfile: join(folder, "inside.mjs"),
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    mainFields: ["module", "main"],
    // Some packages ask for Node's modules in the old way.
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
    logLevel: "error",
    plugins: [knowledge],
  });
  copyFileSync(join(root, "node_modules", "libpg-query", "wasm", "libpg-query.wasm"), join(folder, "libpg-query.wasm"));
}
