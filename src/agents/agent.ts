/**
 * Defines what an agent's file holds: the hook protocol of one coding agent and the places of its configuration. Hosts
 * never test for an agent's name; the agent's file declares what it cannot do.
 */
import type { Action } from "../core/action/action.ts";
import type { AgentSwitch } from "../core/agent-switches/switch.ts";
import type { Owns } from "../core/agents/known-agents.ts";
import type { ImportSource } from "../core/policy/import/imported.ts";

/** The guard's answer, before it is phrased in the agent's protocol. */
export type Answer =
  /** Leaves the agent's own permission flow as it is, wherever the protocol has such an answer. */
  | {
      readonly kind: "no-opinion" /** The act was not judged: the policy leaves people's own terminals alone. */;
      readonly left?: true;
    }
  | { readonly kind: "deny"; readonly reason: string }
  /** Refuses the call as it is. The tool may instead run with this `input`, which reads a masked copy. */
  | { readonly kind: "masked-read"; readonly reason: string; readonly input: ToolInput };

/** The input of a call of one of the agent's own tools. */
export type ToolInput = Readonly<Record<string, unknown>>;

/** A tool's input that a hook may change, and the field that names what is read: a path, or a command. */
export interface Changeable {
  readonly input: ToolInput;
  readonly field: string;
}

/** Exact bytes and exit code for the hook process. */
export interface Reply {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

export type Payload =
  /** An act to judge. */
  | {
      readonly kind: "act";
      readonly action: Action;
      readonly event: string;
      /** Present when the protocol lets a hook make the tool read something else. */
      readonly changeable?: Changeable;
      /** Set when no agent is known to be behind the act. The policy then decides whether it is judged at all. */
      readonly person?: true;
      /** The process that waits for the answer and then runs the act. Absent when the caller is an agent's hook. */
      readonly runner?: Runner;
    }
  /** A known event or tool with nothing to judge. */
  | { readonly kind: "pass"; readonly event: string; readonly because: string }
  /** A change of the agent's own hook configuration, which is refused or reported. */
  | { readonly kind: "config-change"; readonly event: string; readonly file?: string }
  /** A broken payload, or one of another agent. It is refused. */
  | { readonly kind: "malformed"; readonly event?: string; readonly because: string };

/** A shell that runs a line, or the stand-in of a program that waits to start. The caller's claim, not proven. */
export interface Runner {
  readonly kind: "shell" | "program";
  readonly pid: number;
}

/** A change to one configuration file, as data; `src/platform` writes it. */
export interface ConfigEdit {
  /** Absolute path. */
  readonly file: string;
  /** Permission bits of a file of ours that has to be run. Default: readable and writable by the user alone. */
  readonly mode?: number;
  /**
   * Absolute path in the same folder, for an agent that takes one file only. Somebody else's file at `file` moves there
   * with its permission bits, and ours starts it afterwards. Removing ours moves it back.
   */
  readonly movesTo?: string;
  /** Returns the file's new text, given its present text (null: no file). Throws `ConfigError` if it cannot be read. */
  readonly apply: (current: string | null) => string;
  /** Returns the text without our entries; null when nothing is left of a file that we created. */
  readonly remove: (current: string) => string | null;
  /** Returns whether our entry is there, complete and unchanged. */
  readonly present: (current: string | null) => boolean;
  /**
   * Says in one clause why our entry has no effect although it is there: for example a switch elsewhere in the file.
   */
  readonly obstacle?: (current: string) => string | undefined;
  /** Returns how the agent would start our hook by this text; undefined when our entry is missing. */
  readonly starts?: (current: string) => Start | undefined;
}

/** How an agent calls us. */
export type Start =
  /** Runs a program without a shell. */
  | { readonly kind: "program"; readonly argv: readonly string[] }
  /** Runs a line through `shell -c`; default `/bin/sh`. */
  | { readonly kind: "line"; readonly line: string; readonly shell?: string }
  /** Loads a module of ours into its own process. */
  | { readonly kind: "module"; readonly file: string };

/** A file that can switch our hook off and is not ours to change: the settings of a project or an administrator. */
export interface Override {
  /** Absolute path; need not exist. */
  readonly file: string;
  /** Returns one clause saying what in this text keeps our hook from working, or undefined. Never throws. */
  readonly off: (text: string) => string | undefined;
  /** What the person can do about it: one sentence. */
  readonly fix: string;
  /** Set when most of the file does not concern the guard: only changes of what `switches` name are held. */
  readonly shared?: true;
}

export class ConfigError extends Error {
  constructor(
    readonly file: string,
    readonly line: number,
    readonly column: number,
    message: string,
  ) {
    super(`${file}:${line}:${column}: ${message}`);
  }
}

/** A file in which a client keeps its MCP servers, usually JSON with `command`, `args` and `env` for each. */
export interface McpServerFile {
  /** Absolute path; need not exist. */
  readonly file: string;
  /** Keys that lead to an object of servers by name or to a list of servers with a `name`; `*` matches every key. */
  readonly at: readonly (readonly string[])[];
  /** Default: JSON with comments. */
  readonly syntax?: "toml" | "yaml";
  /** The key of a server's command, if it is not `command`. `list`: `command` holds the program and its arguments. */
  readonly command?: "cmd" | "list";
  /** The key of a server's environment variables, if it is not `env`. */
  readonly env?: "environment";
  /** The value of `type` for a server that is a program. */
  readonly program?: "local";
}

/** What installation needs to know about the machine. */
export interface InstallTarget {
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute path of the launcher, which takes the agent's id as its first argument. */
  readonly launcher: string;
  /**
   * Returns the whole text of a file, or null when it is missing or cannot be read. It serves agents whose entry goes
   * where the person's own entries are. Absent when the machine must not be looked at.
   */
  readonly textOf?: (file: string) => string | null;
}

/** A way to ask the guard: how a request is read, and how it is answered. */
export interface Protocol {
  readonly id: string;
  readonly title: string;
  /** The seconds that the caller waits, and how many seconds before their end we answer deny. */
  readonly timeoutSeconds: number;
  readonly marginSeconds: number;
  /** Other programs that run the same entry drop the argument that names the agent. A start without it is its own. */
  readonly startsUnnamed?: true;
  /** A call that arrives here may already have been asked about by the hook of the agent that makes it. */
  readonly afterHooks?: true;
  /** Parses the payload of a caller that does not speak JSON, for `read`. Throws `PayloadError`. */
  parse?(bytes: Uint8Array): unknown;
  /** Reads a parsed payload: JSON, or the result of `parse` if there is one. Returns what it proposes. */
  read(payload: unknown, env: Readonly<Record<string, string>> | undefined): Payload;
  /**
   * Phrases an answer. `event` is the one that `read` found, or undefined when the payload was broken. Where
   * `closedLaunchLine` starts the hook, a denial exits with 2, with and without an event.
   */
  reply(answer: Answer, event: string | undefined): Reply;
}

/** The kinds of acts that an agent's hook may or may not see. */
export const CHANNELS = ["shell", "edit", "delete", "mcp", "read"] as const;
export type Channel = (typeof CHANNELS)[number];

/** `held`: the hook is asked first and can deny. `observed`: it is told only. `none`: the agent has no such tool. */
export type Reach = "held" | "observed" | "unreached" | "none";

/** What happens to a call when our hook does not answer as it should. */
export type Failure =
  /** The call is refused. */
  | "closed"
  /** The call is refused, because our entry says so. */
  | "closed by our entry"
  /** The call runs. This is a gap of the agent, which a short hook and our resident service only make unlikely. */
  | "open";

/** The agent's program, as far as its version can be asked for. */
export interface Client {
  /** Names on PATH. The first one found counts. */
  readonly commands: readonly string[];
  /**
   * For names that other programs have as well: parts of a path, one of which leads to the agent's own program. If none
   * is in the program's real path, it alone does not show that the agent is on the machine.
   */
  readonly ownFolders?: readonly string[];
  /** The arguments that make it print its version, `--version` for most. */
  readonly versionArguments: readonly string[];
  /** The oldest version with reliable hooks, if known. */
  readonly dependableFrom?: string;
  /** The version that these facts were read from or measured on. */
  readonly measured: string;
}

/** An agent's own approval of our hook, without which the hook does not run. Only the agent's interface gives it. */
export interface Trust {
  /** Arguments that make the agent's program speak JSON-RPC, one message a line, on its standard streams. */
  readonly server: readonly string[];
  /** Returns the absolute paths of the files that record the approval. */
  files(target: InstallTarget): readonly string[];
  /** Returns the text of such a file without our approval, and otherwise unchanged. */
  forget(text: string, target: InstallTarget): string;
  /** Resolves to whether the agent has approved our hook in its present form, for work in `folder`. */
  trusted(peer: JsonRpcPeer, target: InstallTarget, folder: string): Promise<boolean>;
  /** Approves our hook and nothing else. Rejects when the agent refuses. */
  grant(peer: JsonRpcPeer, target: InstallTarget, folder: string): Promise<void>;
}

export interface JsonRpcPeer {
  /** Rejects with the error's message. */
  call(method: string, params: unknown): Promise<unknown>;
  notify(method: string, params?: unknown): void;
}

/** Interfaces of models that a scripted model can speak. */
export type ModelInterface = "anthropic-messages" | "openai-chat" | "openai-responses" | "gemini";

/**
 * Describes how to make the agent's program propose one command to its own shell, which proves that the hook works. The
 * program gets a scratch home with copies of the files that hold our entries, and a model on loopback.
 */
export interface Drive {
  /** The interface that the scripted model has to speak. */
  readonly model: ModelInterface;
  /** The arguments for one conversation without the agent's own confirmations, so that only the hook can stop it. */
  readonly arguments: readonly string[];
  /** Returns variables that send it to the model at this address (no path) only. `there` is the person's machine. */
  environment(modelUrl: string, there: InstallTarget): Readonly<Record<string, string>>;
  /** Returns texts by absolute path of files needed beside or instead of the copies. Throws if one is unreadable. */
  files?(modelUrl: string, here: InstallTarget, there: InstallTarget): Readonly<Record<string, string>>;
  /** Returns the model's call of the agent's shell tool. */
  call(command: string): { readonly tool: string; readonly input: ToolInput };
}

/**
 * A folder of ours that the agent's own editor loads through its extension API, so that no file of the person's has to
 * be changed.
 */
export interface EditorPlugin {
  /** Names that lead from the module `vscode` to an object with `registerPath(folder)` and `unregisterPath(folder)`. */
  readonly registry: readonly string[];
  /** Returns the files of the folder, which is an absolute path. */
  files(target: InstallTarget, folder: string): readonly ConfigEdit[];
}

/** An environment variable that the agent sets in its shells. If `value` is given, it must match. */
export interface ShellMarker {
  readonly name: string;
  readonly value?: RegExp;
}

export interface Agent extends Protocol {
  /** The agent's own files, folders and names. The core's lists are made of them. */
  readonly owns: Owns;
  /** The variables that mark a shell started by this agent, the most reliable first. */
  readonly shellMarkers: readonly ShellMarker[];
  readonly channels: Readonly<Record<Channel, Reach>>;
  readonly whenHookFails: Failure;
  readonly whenLate: Failure;
  /** What the agent does not accept from hooks and what its hooks never see: one sentence each, for the person. */
  readonly cannot: readonly string[];
  /** What the tests of these facts are based on. */
  readonly proof: "real client" | "recorded payloads" | "documented payloads";
  readonly client?: Client;
  /** Variables of the agent's process that keep it from loading our hook, each with the reason as one clause. */
  readonly isolation?: Readonly<Record<string, string>>;
  /** Returns the payload of a shell call as this agent sends it, for proving the hook. `command` is never run. */
  shellCall(command: string, cwd: string): unknown;
  /** Returns the files to change so that this agent calls the launcher; empty when the agent has no hooks. */
  install(target: InstallTarget): readonly ConfigEdit[];
  /**
   * Does the same for one project with the absolute path `root`, in a file that is not shared with others if the agent
   * has one, since an entry names the person's own launcher. Absent where the agent reads a project's hooks only in
   * trusted folders and does not tell which these are: then no light could say whether the hooks work.
   */
  inProject?(target: InstallTarget, root: string): readonly ConfigEdit[];
  readonly editorPlugin?: EditorPlugin;
  /** Returns files that an administrator can write so that no project and no option switches the hook off. */
  managed?(target: InstallTarget): readonly ConfigEdit[];
  /** Returns files of `root` (a workspace; undefined: none is open) and of the machine that can switch our hook off. */
  overrides?(target: InstallTarget, root: string | undefined): readonly Override[];
  /**
   * Further files that hold hooks or switch them off, relative to a project's folder or a home. The last part may hold
   * a `*`.
   */
  readonly alsoReads?: readonly string[];
  readonly trust?: Trust;
  readonly drive?: Drive;
  /** Reads what the agent's own settings allow, ask about and refuse, for an import as rules. */
  readonly imports?: Pick<ImportSource, "files" | "read"> & Partial<ImportSource>;
  /** The agent's settings that stop its questions or its hooks, whichever file they are in. */
  readonly switches?: readonly AgentSwitch[];
  /** Returns the files with its MCP servers: the person's, and those of `root` when a workspace is given. */
  mcpServers?(target: InstallTarget, root: string | undefined): readonly McpServerFile[];
  /** Returns whether the agent seems to be installed on this machine. */
  detect(target: InstallTarget, exists: (path: string) => boolean): boolean;
}
