/**
 * Plays the agent where no client is installed: sends each call of the script to the hook as Claude Code does, and runs
 * it only if the hook lets it pass.
 */
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { Agent, Reply, Start } from "../../agents/agent.ts";
import { scriptShell } from "../../platform/deploy.ts";
import type { Script, ToolCall, ToolResult } from "../models/model.ts";
import { plainEnv } from "./agent-client.ts";

export interface DirectRun {
  /** The script, whose calls are of the tool `Bash`. */
  readonly script: Script;
  readonly agent: Agent;
  /** How the agent would start the hook. */
  readonly hook: Start;
  readonly folder: string;
  readonly home: string;
  readonly signal?: AbortSignal;
}

/**
 * Plays the script to its end; resolves to the results of each turn's calls. Rejects when it is stopped, or when the
 * hook gives neither the agent's form of "no opinion" nor a denial with a reason.
 */
export async function playByHook(run: DirectRun): Promise<readonly (readonly ToolResult[])[]> {
  const played: ToolResult[][] = [];
  const session = randomUUID();
  for (;;) {
    const { calls = [] } = run.script(played.length, played.at(-1) ?? []);
    if (calls.length === 0) return played;
    const results: ToolResult[] = [];
    for (const call of calls) results.push(await propose(run, session, call));
    played.push(results);
  }
}

async function propose(run: DirectRun, session: string, call: ToolCall): Promise<ToolResult> {
  const payload = payloadOf(run, session, call);
  const [program = "", ...args] = argvOf(run.hook);
  const said = await start(run, program, args, { CLAUDE_PROJECT_DIR: run.folder }, JSON.stringify(payload));
  const passes = run.agent.reply({ kind: "no-opinion" }, payload.hook_event_name);
  if (!same(said, passes)) return { text: reasonIn(said), failed: true };
  const [shell = "", ...options] = scriptShell().split(" ");
  const done = await start(run, shell, [...options, "-c", String(call.input.command)], {}, "");
  return { text: `${done.stdout}${done.stderr}`.trim(), failed: done.exitCode !== 0 };
}

/** Returns the fields that Claude Code 2.1.329 sends, in its order. */
function payloadOf({ folder, home }: DirectRun, session: string, { tool, input }: ToolCall) {
  return {
    session_id: session,
    transcript_path: join(home, ".claude", "projects", "pocketos", `${session}.jsonl`),
    cwd: folder,
    prompt_id: randomUUID(),
    permission_mode: "bypassPermissions",
    effort: { level: "medium" },
    hook_event_name: "PreToolUse",
    tool_name: tool,
    tool_input: input,
    tool_use_id: `toolu_${randomUUID()}`,
  };
}

function argvOf(hook: Start): readonly string[] {
  if (hook.kind === "program") return hook.argv;
  if (hook.kind === "line") return [hook.shell ?? "/bin/sh", "-c", hook.line];
  throw new Error(`the hook is a module of the agent's and cannot be called without it: ${hook.file}`);
}

function same(a: Reply, b: Reply): boolean {
  return a.stdout === b.stdout && a.exitCode === b.exitCode;
}

/** Returns the reason of a denial. Throws when it is none. */
function reasonIn({ stdout, stderr, exitCode }: Reply): string {
  const denial = parsed(stdout)?.hookSpecificOutput;
  if (exitCode === 0 && denial?.permissionDecision === "deny" && typeof denial.permissionDecisionReason === "string")
    return denial.permissionDecisionReason;
  const said = `${stdout}${stderr}`.trim().slice(0, 400);
  throw new Error(
    `The hook gave no answer that Claude Code would follow: exit code ${exitCode}, ${said || "it said nothing"}`,
  );
}

function parsed(text: string): { readonly hookSpecificOutput?: Readonly<Record<string, unknown>> } | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Runs a program to its end in a process group of its own, with only the search path of the person's environment. */
function start(
  { folder, home, signal }: DirectRun,
  program: string,
  args: readonly string[],
  more: NodeJS.ProcessEnv,
  input: string,
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: folder, env: { ...plainEnv(home), ...more }, detached: true });
    const stop = () => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
      } catch {
        // It has already ended.
      }
    };
    signal?.addEventListener("abort", stop, { once: true });
    if (signal?.aborted) stop();
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", data => (stdout += data));
    child.stderr.on("data", data => (stderr += data));
    child.stdin.on("error", () => {});
    child.stdin.end(input);
    child.on("error", reject);
    child.on("close", code => {
      signal?.removeEventListener("abort", stop);
      if (signal?.aborted) reject(new Error("The replay was stopped."));
      else resolve({ stdout, stderr, exitCode: code ?? -1 });
    });
  });
}
