/** The agent: puts each step to the hook, and does what the hook lets through. */
import { closeSync, ftruncateSync, mkdirSync, openSync, readFileSync, readSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { readEntry } from "../../../src/core/audit/entry.ts";
import { HOME, WORKSPACE } from "../losses/world.ts";
import { type Step, toolCallOf } from "./case.ts";
import { PLACES } from "./guard.ts";
import type { StepOutcome } from "./outcome.ts";
import { asUser, startBelowAgent } from "./user.ts";

/** An agent waits longer; a hook that takes so long here hangs. */
const HOOK_MS = 30_000;
const STEP_MS = 4_000;

/** As an agent's tool for files resolves them. */
const at = (path: string) => resolve(WORKSPACE, path.replace(/^~(?=\/)/, HOME));

interface Answer {
  readonly permissionDecision?: string;
  readonly permissionDecisionReason?: string;
}

/** Puts the step to the hook, started as Claude Code starts it. Whatever the hook fails with is a denial there. */
export async function propose(step: Step, session: string, call: string, hook: readonly string[]) {
  const payload = {
    session_id: session,
    transcript_path: `${HOME}/.claude/projects/app/${session}.jsonl`,
    cwd: WORKSPACE,
    permission_mode: "default",
    hook_event_name: "PreToolUse",
    ...toolCallOf(step, path => (path.startsWith("/") ? path : at(path))),
    tool_use_id: call,
  };
  const child = startBelowAgent('"$0" "$@"', hook, ["pipe", "pipe", "ignore"]);
  let said = "";
  child.stdout?.on("data", data => (said += data));
  child.stdin?.on("error", () => {});
  child.stdin?.end(JSON.stringify(payload));
  const timer = setTimeout(() => child.kill("SIGKILL"), HOOK_MS);
  const exit = await new Promise<number | null>(resolve => child.once("close", resolve));
  clearTimeout(timer);
  const answer = answerIn(said);
  const held = exit !== 0 || (answer.permissionDecision ?? "allow") !== "allow" || said.includes("updatedInput");
  const { decision = "", reasons = [] } = judgementOf(call) ?? {};
  const first = reasons[0];
  const outcome: StepOutcome = {
    held,
    decision: decision || (held ? "failed" : "none"),
    rule: first?.rule ?? "",
    because: first?.because ?? "",
    told: answer.permissionDecisionReason ?? "",
  };
  return outcome;
}

function answerIn(said: string): Answer {
  try {
    return (JSON.parse(said) as { hookSpecificOutput?: Answer }).hookSpecificOutput ?? {};
  } catch {
    return {};
  }
}

/** What the audit log says of the call. */
function judgementOf(call: string) {
  for (const line of readFileSafe(PLACES.audit).trimEnd().split("\n").slice(-20).reverse()) {
    const entry = line.includes(call) ? readEntry(line) : undefined;
    if (entry?.kind === "intent" && entry.call === call) return entry;
  }
  return undefined;
}

function readFileSafe(path: string): string {
  try {
    return asUser(() => readFileSync(path, "utf8"));
  } catch {
    return "";
  }
}

/** Nobody but the first process may open it by name. */
const OUTPUT_FILE = "/mnt/said/output";

/** Does the step; resolves to its exit code and the beginning of what it printed. */
export async function perform(step: Step): Promise<Pick<StepOutcome, "exit" | "said">> {
  if ("mcp" in step) return {};
  if ("bash" in step) return run(step.bash);
  try {
    asUser(() => {
      if ("write" in step) {
        mkdirSync(dirname(at(step.write.path)), { recursive: true });
        writeFileSync(at(step.write.path), step.write.content);
      } else {
        const before = readFileSync(at(step.edit.path), "utf8");
        if (!before.includes(step.edit.old)) throw new Error("the text to be replaced is not there");
        writeFileSync(
          at(step.edit.path),
          before.replace(step.edit.old, () => step.edit.new),
        );
      }
    });
    return { exit: 0 };
  } catch (error) {
    return { exit: 1, said: String(error) };
  }
}

async function run(text: string): Promise<Pick<StepOutcome, "exit" | "said">> {
  const output = openSync(OUTPUT_FILE, "w+");
  try {
    const child = startBelowAgent('/bin/bash -c "$0"', [text], ["ignore", output, output]);
    const timer = setTimeout(() => child.pid !== undefined && endGroup(child.pid), STEP_MS);
    const exit = await new Promise<number | null>(resolve => {
      child.once("exit", resolve);
      child.once("error", () => resolve(null));
    });
    clearTimeout(timer);
    const beginning = Buffer.alloc(300);
    const length = readSync(output, beginning, 0, beginning.length, 0);
    ftruncateSync(output);
    return { exit, said: beginning.toString("utf8", 0, length) };
  } finally {
    closeSync(output);
  }
}

function endGroup(id: number): void {
  try {
    process.kill(-id, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}
