/** A real agent client, unmodified, that a scripted model on loopback can drive. */
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Model, Script, ToolCall } from "../../../src/hosts/models/model.ts";
import { must } from "../process.ts";
import { cache } from "../project.ts";
import type { Sandbox } from "../sandbox.ts";

export interface RealClient {
  /** Its id under src/agents. */
  readonly id: string;
  /** The version whose behaviour the suite knows. Raise it together with the agent's file. */
  readonly version: string;
  readonly packages: readonly string[];
  /** A file that is there when the packages are installed, relative to their folder. */
  readonly program: string;
  readonly startModel: (script: Script) => Promise<Model>;
  /** Writes the client's own configuration, before AgentGuard is installed. `mcpLog`: where the MCP server notes its calls. */
  setUp(sandbox: Sandbox, mcp: McpServer): void;
  /** How a conversation is started; the client's own permission checks are off: the hook alone decides. */
  launch(sandbox: Sandbox, model: Model, folder: string): Launch;
  readonly calls: Calls;
  /** Files of ours that installing writes, relative to the home folder. */
  readonly hookFiles: readonly string[];
  /** Has the person trust the workspace, where the client reads a project's hooks only then. Returns options for the start. */
  readonly trustWorkspace?: (sandbox: Sandbox) => readonly string[];
  /** Makes the client wait for our hook two seconds only; undefined where it waits for ever. Returns options that go with it. */
  readonly shortenPatience?: (sandbox: Sandbox) => readonly string[];
}

export interface McpServer {
  readonly command: string;
  readonly args: readonly string[];
}

export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/** The same acts in each client's tools; paths are absolute. */
export interface Calls {
  shell(command: string): ToolCall;
  write(path: string, text: string): ToolCall;
  /** Undefined where the client reads files through its shell only. */
  read?(path: string): ToolCall;
  edit(path: string, from: string, to: string): ToolCall;
  /** A tool of the MCP server that the suite brings, named `demo`. */
  mcp(tool: string, input: Readonly<Record<string, unknown>>): ToolCall;
}

/** Where the packages of a client lie. */
export function folderOf({ id, version }: RealClient): string {
  return join(cache, "agents", `${id}-${version}`);
}

/** Installs the client from npm when it is missing; resolves to its folder. */
export async function installClient(client: RealClient, log: (line: string) => void): Promise<string> {
  const folder = folderOf(client);
  const program = join(folder, client.program);
  if (existsSync(program)) return folder;
  log(`installing ${client.packages.join(" and ")} into ${folder}`);
  mkdirSync(folder, { recursive: true });
  const flags = ["--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error"];
  await must("npm", ["install", "--prefix", folder, ...flags, ...client.packages], { timeoutMs: 300_000 });
  if (existsSync(program)) return folder;
  rmSync(folder, { recursive: true, force: true });
  throw new Error(`npm installed ${client.packages.join(" and ")}, but there is no ${program}`);
}

/** Replaces every `from` in a file of the home folder; throws when there is none. */
export function changeIn(sandbox: Sandbox, file: string, from: string, to: string): readonly string[] {
  const path = join(sandbox.home, file);
  const text = sandbox.read(path) ?? "";
  if (!text.includes(from)) throw new Error(`${path} holds no ${from}:\n${text}`);
  sandbox.write(path, text.replaceAll(from, to));
  return [];
}
