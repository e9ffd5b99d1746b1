/**
 * `npm run demo`: replays the incident without an editor. It runs a guard of its own in a temporary home, shows the
 * card in the terminal, and then what the control plane holds. Exit code 0 when that agrees with the answer.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { startPrivateGuard } from "./private-guard.ts";
import { describe, replay } from "./replay.ts";
import { type Asker, scripted, terminal } from "./terminal.ts";

const USAGE = `usage: npm run demo [-- --answer deny|allow]
Without --answer the card is asked in this terminal.`;

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { answer: { type: "string" }, help: { type: "boolean" } } });
  const asker = askerFor(values.answer);
  if (values.help || !asker) {
    console.error(USAGE);
    return values.help ? 0 : 2;
  }
  return process.env[PRIVATE] === homedir() ? playIn(asker) : inPrivateHome();
}

/** Names the temporary home that this process was given. */
const PRIVATE = "AGENTGUARD_DEMO_HOME";

/** Runs this program again with a home of its own, so that the person's own guard is not touched. */
async function inPrivateHome(): Promise<number> {
  // The path of a Unix socket may have about 100 characters, and macOS has long names for its temporary folders.
  const temporary = process.platform === "darwin" ? "/tmp" : tmpdir();
  const home = realpathSync(mkdtempSync(join(temporary, "agentguard-home-")));
  const kept = Object.entries(process.env).filter(([name]) => !/^XDG_/.test(name));
  const child = spawn(process.execPath, process.argv.slice(1), {
    stdio: "inherit",
    env: { ...Object.fromEntries(kept), HOME: home, [PRIVATE]: home },
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
  try {
    return await new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("close", code => resolve(code ?? 1));
    });
  } finally {
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function playIn(asker: Asker): Promise<number> {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stop.abort());
  const guard = await startPrivateGuard(dirname(realpathSync(process.argv[1] ?? "")), asker);
  try {
    const result = await replay({ launcher: guard.launcher, log: console.log, signal: stop.signal });
    console.log(`\nThe agent was told: ${result.toldAgent || "nothing"}`);
    console.log(`The stand-in holds: ${describe(result.volumes)}. Deletions that arrived: ${result.calls}.`);
    if (result.because) console.error(`The replay failed: ${result.because}`);
    const answer = guard.answered();
    const expected = answer === "allow-once" ? "ran" : "held";
    return answer !== undefined && result.outcome === expected ? 0 : 1;
  } finally {
    await guard.stop();
  }
}

function askerFor(answer: string | undefined): Asker | undefined {
  if (answer === "deny" || answer === "allow") return scripted(answer);
  if (answer === undefined && process.stdin.isTTY) return terminal();
  return undefined;
}

main().then(
  code => process.exit(code),
  error => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
