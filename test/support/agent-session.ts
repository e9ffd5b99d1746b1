/** The real Claude Code client in a sandbox, set up by the real installer, talking to a scripted model. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inOrder, startModel, type ToolResult, type Turn } from "../../src/hosts/demo/model.ts";
import { installClaude } from "./claude-client.ts";
import { must, run } from "./process.ts";
import { dist } from "./project.ts";
import { Sandbox } from "./sandbox.ts";

export interface Session {
  /** What the agent told the model about the first call of a turn, from 0. */
  told(turn: number): ToolResult | undefined;
  readonly stderr: string;
}

export class GuardedAgent {
  readonly sandbox = new Sandbox();
  /** Absolute path of the settings that the installer wrote. */
  readonly settings = join(this.sandbox.home, ".claude", "settings.json");

  /** A sandbox with AgentGuard installed for Claude Code and its service running. */
  static async install(): Promise<GuardedAgent> {
    const agent = new GuardedAgent();
    await agent.cli("install", "claude-code", "--yes");
    await agent.cli("service", "start");
    return agent;
  }

  /** Runs the built `agentguard` in the sandbox; a failure throws with what it said. */
  cli(...args: readonly string[]) {
    return must(process.execPath, [dist("cli"), ...args], { env: this.sandbox.env, cwd: this.sandbox.workspace });
  }

  /** Changes the installed hook entries, for example their timeout. */
  changeHooks(change: (hook: Record<string, unknown>) => void): void {
    const settings = JSON.parse(readFileSync(this.settings, "utf8")) as Settings;
    for (const groups of Object.values(settings.hooks)) {
      for (const hook of groups.flatMap(group => group.hooks)) change(hook);
    }
    writeFileSync(this.settings, JSON.stringify(settings));
  }

  /** One conversation to its end. The client's own permission checks are off: the hook alone decides. */
  async run(turns: readonly Turn[], args: readonly string[] = []): Promise<Session> {
    const program = await installClaude(console.log);
    const model = await startModel(inOrder(...turns));
    try {
      const ran = await run(program, ["-p", "go on", "--dangerously-skip-permissions", ...args], {
        cwd: this.sandbox.workspace,
        timeoutMs: 90_000,
        env: {
          ...this.sandbox.env,
          ANTHROPIC_BASE_URL: model.url,
          ANTHROPIC_API_KEY: "scripted-model",
          CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
          DISABLE_TELEMETRY: "1",
          IS_SANDBOX: "1",
        },
      });
      if (ran.timedOut) throw new Error(`the agent did not finish: ${ran.stderr}`);
      if (model.requests() === 0) throw new Error(`the agent never asked its model: ${ran.stderr}${ran.stdout}`);
      return { told: turn => model.told(turn), stderr: ran.stderr };
    } finally {
      await model.stop();
    }
  }

  remove(): Promise<void> {
    return this.sandbox.remove();
  }
}

interface Settings {
  readonly hooks: Record<string, readonly { readonly hooks: readonly Record<string, unknown>[] }[]>;
}

/** A turn in which the model runs one command. */
export function bash(command: string): Turn {
  return { calls: [{ tool: "Bash", input: { command, description: "Run a command" } }] };
}
