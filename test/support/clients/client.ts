/** Defines a real, unmodified agent client that a scripted model on loopback can drive. */
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Model, Script, ToolCall } from "../../../src/hosts/models/model.ts";
import { must } from "../process.ts";
import { cache } from "../project.ts";
import type { Sandbox } from "../sandbox.ts";

export interface RealClient {
  /** Its id under src/agents. */
  readonly id: string;
  /** The version that the suite knows. Raise it together with the agent's file. */
  readonly version: string;
  readonly packages: readonly string[];
  /** A file that exists when the packages are installed, relative to their folder. */
  readonly program: string;
  readonly startModel: (script: Script) => Promise<Model>;
  /** Writes the client's own configuration before AgentGuard is installed. `mcpLog`: the log of MCP calls. */
  setUp(sandbox: Sandbox, mcp: McpServer): void;
  /** Returns how to start a conversation. The client's own permission checks are off, so that only the hook decides. */
  launch(sandbox: Sandbox, model: Model, folder: string): Launch;
  readonly calls: Calls;
  /** Our files that the installation writes, relative to the home folder. */
  readonly hookFiles: readonly string[];
  /** Trusts the workspace for the person, if the client reads a project's hooks only then. Returns start options. */
  readonly trustWorkspace?: (sandbox: Sandbox) => readonly string[];
  /** Makes the client wait only two seconds for our hook; undefined if it waits for ever. Returns start options. */
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

/** The same acts as calls of each client's tools; paths are absolute. */
export interface Calls {
  shell(command: string): ToolCall;
  write(path: string, text: string): ToolCall;
  /** Undefined if the client reads files only through its shell. */
  read?(path: string): ToolCall;
  edit(path: string, from: string, to: string): ToolCall;
  /** Calls a tool of the suite's MCP server, which is named `demo`. */
  mcp(tool: string, input: Readonly<Record<string, unknown>>): ToolCall;
}

/** Returns the folder of a client's packages. */
export function folderOf({ id, version }: RealClient): string {
  return join(cache, "agents", `${id}-${version}`);
}

/** Installs the client from npm if it is missing; resolves to its folder. */
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

/** Replaces every `from` in a file of the home folder. Throws when there is none. */
export function changeIn(sandbox: Sandbox, file: string, from: string, to: string): readonly string[] {
  const path = join(sandbox.home, file);
  const text = sandbox.read(path) ?? "";
  if (!text.includes(from)) throw new Error(`${path} holds no ${from}:\n${text}`);
  sandbox.write(path, text.replaceAll(from, to));
  return [];
}
