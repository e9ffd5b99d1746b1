/** Runs a real agent client in a sandbox, set up by the real installer, against a scripted model. */
import { join } from "node:path";
import { inOrder, type Script, type ToolResult, type Turn } from "../../src/hosts/models/model.ts";
import { claudeCodeClient } from "./clients/claude-code.ts";
import { installClient, type RealClient } from "./clients/client.ts";
import { must, run } from "./process.ts";
import { dist, root } from "./project.ts";
import { Sandbox } from "./sandbox.ts";
import { serviceProcess } from "./service.ts";

export interface Session {
  /** Returns what the agent told the model about the first call of a turn, from 0. */
  told(turn: number): ToolResult | undefined;
  /** Everything that the agent has sent to the model, as JSON. */
  readonly heard: string;
  readonly stderr: string;
}

/** How one conversation differs from the default. */
export interface Unusual {
  /** Arguments in addition to the client's own. */
  readonly args?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

export class GuardedAgent {
  readonly sandbox = new Sandbox();
  /** Absolute path of the settings that the installer wrote. */
  readonly settings: string;
  readonly #mcpLog = this.sandbox.at("../mcp.log");

  constructor(readonly client: RealClient = claudeCodeClient) {
    this.settings = join(this.sandbox.home, client.hookFiles[0] ?? "");
    const server = { command: process.execPath, args: [join(root, "test", "support", "mcp-server.mjs"), this.#mcpLog] };
    client.setUp(this.sandbox, server);
  }

  /** Makes a sandbox with AgentGuard installed for this client, and its service running. */
  static async install(client?: RealClient): Promise<GuardedAgent> {
    const agent = new GuardedAgent(client);
    // The installer proves the hook and starts the service for that.
    await agent.cli("install", agent.client.id, "--yes");
    await serviceProcess(agent.sandbox.home);
    return agent;
  }

  /** Runs the built `agentguard` in the sandbox, with the client on its PATH. Throws its output when it fails. */
  async cli(...args: readonly string[]) {
    const folder = await installClient(this.client, console.log);
    const env = { ...this.sandbox.env, PATH: `${join(folder, "node_modules/.bin")}:${this.sandbox.env.PATH}` };
    return must(process.execPath, [dist("cli"), ...args], { env, cwd: this.sandbox.workspace });
  }

  /** The tools of the client's MCP server that were really called, in order. */
  get mcpCalls(): readonly string[] {
    return (this.sandbox.read(this.#mcpLog) ?? "").split("\n").filter(Boolean);
  }

  /** Runs one conversation to its end. The client's own permission checks are off, so that only the hook decides. */
  async run(turns: readonly Turn[] | Script, { args = [], env = {} }: Unusual = {}): Promise<Session> {
    const folder = await installClient(this.client, console.log);
    const model = await this.client.startModel(typeof turns === "function" ? turns : inOrder(...turns));
    try {
      const launch = this.client.launch(this.sandbox, model, folder);
      const ran = await run(launch.command, [...launch.args, ...args], {
        cwd: this.sandbox.workspace,
        timeoutMs: 240_000,
        env: { ...this.sandbox.env, ...launch.env, ...env },
      });
      if (ran.timedOut) throw new Error(`the agent did not finish: ${ran.stderr}`);
      if (model.requests() === 0) throw new Error(`the agent never asked its model: ${ran.stderr}${ran.stdout}`);
      return { told: turn => model.told(turn), heard: model.heard(), stderr: ran.stderr };
    } finally {
      await model.stop();
    }
  }

  remove(): Promise<void> {
    return this.sandbox.remove();
  }
}

/** Makes a turn in which the model makes one Claude Code call of its shell. */
export function bash(command: string): Turn {
  return { calls: [claudeCodeClient.calls.shell(command)] };
}
