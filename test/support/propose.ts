/** Proposes one act as Claude Code or Codex does: sends its payload to standard input of the installed launcher. */
import { existsSync } from "node:fs";
import type { Places } from "../../src/platform/places.ts";
import { run } from "./process.ts";

export interface Proposal {
  readonly tool: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** Absolute path. */
  readonly cwd: string;
  /** The agent; default: Claude Code. */
  readonly agent?: "codex";
}

export interface Reaction {
  readonly denied: boolean;
  /** The reason as the model would read it; empty when the guard had no opinion. */
  readonly reason: string;
}

/** Resolves when the hook ends, which is when somebody has answered. Rejects for an unreadable answer. */
export async function propose(places: Places, { tool, input, cwd, agent }: Proposal): Promise<Reaction> {
  const payload = {
    session_id: "11111111-2222-4333-8444-555555555555",
    transcript_path: `${places.home}/transcript.jsonl`,
    cwd,
    permission_mode: "bypassPermissions",
    hook_event_name: "PreToolUse",
    tool_name: tool,
    tool_input: input,
    tool_use_id: `toolu_${Math.random().toString(36).slice(2)}`,
  };
  const ran = await run(places.launcher, [agent ?? "claude-code"], {
    cwd,
    env: { PATH: process.env.PATH, HOME: places.home, ...(agent ? {} : { CLAUDECODE: "1" }) },
    stdin: `${JSON.stringify(payload)}\n`,
  });
  if (ran.code === 2) return { denied: true, reason: ran.stderr };
  if (ran.code !== 0) throw new Error(`the hook ended with ${ran.code}: ${ran.stderr}`);
  const said = ran.stdout.trim();
  if (said === "" || said === "{}") return { denied: false, reason: "" };
  const answer = JSON.parse(said) as {
    hookSpecificOutput?: { permissionDecision?: string; permissionDecisionReason?: string };
  };
  const { permissionDecision, permissionDecisionReason = "" } = answer.hookSpecificOutput ?? {};
  if (permissionDecision !== "deny") throw new Error(`the hook said ${said}`);
  return { denied: true, reason: permissionDecisionReason };
}

/** Waits for the launcher, which the extension writes shortly after its window has opened. */
export async function launcherReady(places: Places): Promise<void> {
  for (let waited = 0; waited < 120_000; waited += 100) {
    if (existsSync(places.launcher)) return;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  throw new Error(`${places.launcher} was not written within 120 s`);
}
