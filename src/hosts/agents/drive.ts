/**
 * Proves the hook through the agent itself: a scripted model makes the agent's own program, with the hook entries as
 * they are on disk, propose a command that nobody may allow. The disk shows whether it ran. The home folder is a
 * scratch one, so that everything else of the person's (account, history, servers) stays out.
 */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import type { Agent, InstallTarget } from "../../agents/agent.ts";
import { readConfig } from "../../platform/config-file.ts";
import { makePrivateFolder, type Places } from "../../platform/places.ts";
import { MODELS } from "../models/index.ts";
import { inOrder, type Model } from "../models/model.ts";
import type { CanaryResult } from "./canary.ts";
import { programOf } from "./client.ts";
import type { IssueProof } from "./issue-proof.ts";
import { targetOf } from "./protection.ts";

const LIMIT_MS = 120_000;

/** Never rejects. */
export async function driveAgent(
  agent: Agent,
  own: Places,
  env: NodeJS.ProcessEnv,
  issue: IssueProof,
): Promise<CanaryResult> {
  const { drive, client } = agent;
  const program = programOf(agent, targetOf(own, env));
  if (!drive) return { ok: false, because: "it cannot be driven by a scripted model." };
  if (program === undefined) return { ok: false, because: `${client?.commands.join(" or ")} is not on PATH.` };
  const issued = await issue("agent").catch((error: Error) => ({ because: error.message }));
  if ("because" in issued) return { ok: false, because: issued.because };
  const scratch = realpathSync(mkdtempSync(join(tmpdir(), "agentguard-drive-")));
  makePrivateFolder(own.data);
  // No policy lets an agent write to the guard's own folder, so nobody is asked and only this file is at risk.
  const victim = issued.file;
  writeFileSync(victim, ALIVE);
  const model = await MODELS[drive.model](inOrder({ calls: [drive.call(issued.forbidden)] }));
  try {
    const there = { ...targetOf(own, env), textOf: readConfig };
    const here = { ...there, env: {}, home: join(scratch, "home") };
    mkdirSync(here.home);
    copyEntries(agent, there, here);
    for (const [file, text] of Object.entries(drive.files?.(model.url, here, there) ?? {})) write(file, text);
    const said = await converse([program, ...drive.arguments], scratch, {
      // Some agents ship the Node that they run with.
      PATH: [dirname(program), env.PATH].join(delimiter),
      LANG: env.LANG,
      HOME: here.home,
      TMPDIR: scratch,
      TERM: "dumb",
      ...drive.environment(model.url, there),
    });
    return judged(readFileSync(victim, "utf8") === ALIVE, model, said);
  } catch (error) {
    return { ok: false, because: `it could not be driven: ${(error as Error).message}.` };
  } finally {
    await model.stop();
    rmSync(victim, { force: true });
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

const ALIVE = "still here\n";

function judged(alive: boolean, model: Model, said: string): CanaryResult {
  if (!alive) return { ok: false, because: "the agent RAN a command that AgentGuard denies: its hook does not hold." };
  const told = model.told(0);
  if (!told) return { ok: false, because: `the agent never proposed anything: ${said.trim().slice(-400)}` };
  if (!told.text.includes("AgentGuard"))
    return {
      ok: false,
      because: `the command was not run, but AgentGuard did not deny it: ${told.text.slice(0, 400)}`,
    };
  return {
    ok: true,
    because: "the agent itself proposed a command that nobody may allow; it was not run, and its model was told why.",
  };
}

/** Copies the agent's files with our entries to the same places in the scratch folder. Throws if one is unreadable. */
function copyEntries(agent: Agent, there: InstallTarget, here: InstallTarget): void {
  const copies = agent.install(here);
  for (const [index, { file }] of agent.install(there).entries()) {
    const text = readConfig(file);
    const copy = copies[index]?.file;
    if (text === null || copy === undefined) throw new Error(`there is no ${file}`);
    write(copy, text);
  }
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** Runs it to its end, in a process group of its own so that its shells end with it. Returns its standard error. */
function converse(
  [program, ...args]: readonly [string, ...string[]],
  scratch: string,
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const folder = join(scratch, "work");
  mkdirSync(folder);
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: folder,
      env,
      stdio: ["ignore", "ignore", "pipe"],
      detached: true,
    });
    const stop = () => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
      } catch {
        // It has already ended.
      }
    };
    const timer = setTimeout(stop, LIMIT_MS);
    let said = "";
    child.stderr.on("data", data => (said += data));
    child.on("error", reject);
    child.on("close", () => {
      clearTimeout(timer);
      stop();
      resolve(said);
    });
  });
}
