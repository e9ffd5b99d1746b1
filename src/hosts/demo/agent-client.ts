/** Finds and runs the real Claude Code client, cut off from the person's own configuration and account. */
import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";
import { isExecutable } from "../../platform/executables.ts";

/** Returns the absolute path of the client: AGENTGUARD_CLAUDE, else `claude` on PATH; undefined if missing. */
export function findClaude(env: NodeJS.ProcessEnv): string | undefined {
  const named = env.AGENTGUARD_CLAUDE;
  const names = process.platform === "win32" ? ["claude.exe", "claude.cmd"] : ["claude"];
  const folders = (env.PATH ?? "").split(delimiter).filter(folder => folder !== "");
  const candidates = named ? [named] : folders.flatMap(folder => names.map(name => join(folder, name)));
  return candidates.find(isExecutable);
}

export interface AgentRun {
  readonly program: string;
  readonly task: string;
  readonly folder: string;
  readonly home: string;
  readonly modelUrl: string;
  readonly signal?: AbortSignal;
}

export interface AgentEnd {
  readonly code: number | null;
  /** The end of its standard error. */
  readonly complaint: string;
}

/** Runs the client to its end without its own permission checks, so that only the guard can stop the act. */
export function runClaude(run: AgentRun): Promise<AgentEnd> {
  return new Promise((resolve, reject) => {
    const child = spawn(run.program, ["-p", run.task, "--dangerously-skip-permissions"], {
      cwd: run.folder,
      env: clientEnv(run),
      stdio: ["ignore", "ignore", "pipe"],
      // The client gets a process group of its own, so that its shells end with it.
      detached: true,
    });
    let complaint = "";
    child.stderr.on("data", data => {
      complaint = `${complaint}${data}`.slice(-2000);
    });
    const stop = () => {
      if (child.pid === undefined) return;
      try {
        process.kill(-child.pid, "SIGKILL");
      } catch {
        // It has already ended.
      }
    };
    run.signal?.addEventListener("abort", stop, { once: true });
    if (run.signal?.aborted) stop();
    child.on("error", reject);
    child.on("close", code => {
      run.signal?.removeEventListener("abort", stop);
      stop();
      resolve({ code, complaint: complaint.trim() });
    });
  });
}

function clientEnv({ home, modelUrl }: AgentRun): NodeJS.ProcessEnv {
  return {
    ...plainEnv(home),
    ANTHROPIC_BASE_URL: modelUrl,
    ANTHROPIC_API_KEY: "scripted-model",
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
    DISABLE_TELEMETRY: "1",
    // As root the client skips its permission checks only in an environment that it takes for a sandbox.
    IS_SANDBOX: "1",
  };
}

/** Returns an environment with nothing of the person's but the search path: no account, no proxy, no telemetry. */
export function plainEnv(home: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH ?? "/usr/local/bin:/usr/bin:/bin",
    HOME: home,
    LANG: "C.UTF-8",
    TERM: "dumb",
  };
}
