/**
 * The contract of an agent file: one coding agent's hook protocol and where its configuration lives.
 * Hosts never test for an agent's name; what an agent cannot do, its file says.
 */
import type { Action } from "../core/action/action.ts";
import type { AgentSwitch } from "../core/agent-switches/switch.ts";
import type { Owns } from "../core/agents/known-agents.ts";
import type { ImportSource } from "../core/policy/import/imported.ts";

/** What the guard answers, before it is phrased in the agent's protocol. */
export type Answer =
  /** Leaves the agent's own permission flow untouched wherever the protocol has such an answer. */
  | {
      readonly kind: "no-opinion" /** Nothing was judged: the policy leaves people's own terminals alone. */;
      readonly left?: true;
    }
  | { readonly kind: "deny"; readonly reason: string }
  /** Refused as it is; the tool may run with this `input` instead, which reads a copy. */
  | { readonly kind: "masked-read"; readonly reason: string; readonly input: ToolInput };

/** What an agent gave a tool of its own. */
export type ToolInput = Readonly<Record<string, unknown>>;

/** An input that a hook may change, and the field of it that says what is read: a path, or a command. */
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
  /** Something to judge. */
  | {
      readonly kind: "act";
      readonly action: Action;
      readonly event: string;
      /** Where this protocol lets a hook make the tool read something else. */
      readonly changeable?: Changeable;
      /** No agent is known to be at work where this is proposed: the policy says whether it is judged at all. */
      readonly person?: true;
      /** The process that waits for the answer and then runs the act, where the caller is no agent's hook. */
      readonly runner?: Runner;
    }
  /** A known event or tool with nothing to judge. */
  | { readonly kind: "pass"; readonly event: string; readonly because: string }
  /** A change of the agent's own hook configuration: refused, or reported. */
  | { readonly kind: "config-change"; readonly event: string; readonly file?: string }
  /** Not this agent's payload, or broken: fails closed. */
  | { readonly kind: "malformed"; readonly event?: string; readonly because: string };

/** A shell with a line, or what stands in a program's place until it may start. Told by the caller, not proven. */
export interface Runner {
  readonly kind: "shell" | "program";
  readonly pid: number;
}

/** What we put into one configuration file, as data; `platform` does the writing. */
export interface ConfigEdit {
  /** Absolute path. */
  readonly file: string;
  /** Permission bits of a file that is all ours, when it has to be run; default: the user's alone, not executable. */
  readonly mode?: number;
  /**
   * Absolute path beside it, where the agent has room for one file only: a file of somebody else's that stands at `file`
   * goes there, with its bits, and ours starts it after us. Taking ours out puts it back.
   */
  readonly movesTo?: string;
  /** Text of the file afterwards, given what is there now (null: no file). Throws `ConfigError` when it cannot be read. */
  readonly apply: (current: string | null) => string;
  /** Text of the file with our entries taken out again; null when nothing else is left of a file we created. */
  readonly remove: (current: string) => string | null;
  /** True when our entry is there, complete and unchanged. */
  readonly present: (current: string | null) => boolean;
  /** Why our entry does nothing although it is there: one clause, for example a switch elsewhere in the file. */
  readonly obstacle?: (current: string) => string | undefined;
  /** How the agent would start our hook, as it stands in this text; undefined when our entry is not there. */
  readonly starts?: (current: string) => Start | undefined;
}

/** What an agent does to call us. */
export type Start =
  /** Without a shell. */
  | { readonly kind: "program"; readonly argv: readonly string[] }
  /** Through `shell -c`; default `/bin/sh`. */
  | { readonly kind: "line"; readonly line: string; readonly shell?: string }
  /** Loads a module of ours into its own process. */
  | { readonly kind: "module"; readonly file: string };

/** A file that is not ours to change but can switch our hook off: a project's settings, an administrator's. */
export interface Override {
  /** Absolute path; need not exist. */
  readonly file: string;
  /** One clause saying what in this text keeps our hook from working, or undefined. Never throws. */
  readonly off: (text: string) => string | undefined;
  /** What the person can do about it: one sentence. */
  readonly fix: string;
  /** Most of what stands in it is no concern of the guard's: not every change of it is held, only what `switches` say. */
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

/** A file in which a client keeps its MCP servers, as a rule as JSON with `command`, `args` and `env` for each. */
export interface McpServerFile {
  /** Absolute path; need not exist. */
  readonly file: string;
  /** Keys down to the servers by name, or to a list of servers with a `name` each; `*` stands for every key. */
  readonly at: readonly (readonly string[])[];
  /** Default: JSON with comments. */
  readonly syntax?: "toml" | "yaml";
  /** The key of a server's command; `list`: `command` holds the program and its arguments. */
  readonly command?: "cmd" | "list";
  /** The key of a server's variables. */
  readonly env?: "environment";
  /** What `type` says of a server that is a program. */
  readonly program?: "local";
}

/** What installation needs to know of the machine. */
export interface InstallTarget {
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute path of the launcher; the agent's id is its first argument. */
  readonly launcher: string;
  /**
   * Whole text of a file as it is now, null when there is none or it cannot be read: for agents whose entry goes where
   * the person's own entries are. Absent: the machine is not looked at.
   */
  readonly textOf?: (file: string) => string | null;
}

/** One way in: how something asks us, and how it is answered. */
export interface Protocol {
  readonly id: string;
  readonly title: string;
  /** Seconds that the caller waits for us, and how long before their end we answer deny. */
  readonly timeoutSeconds: number;
  readonly marginSeconds: number;
  /** Its entry names it by an argument that other hosts of the same entry drop: a start that names nobody is its. */
  readonly startsUnnamed?: true;
  /** What comes here may have been asked about before, by the hook of the agent that makes the call. */
  readonly afterHooks?: true;
  /** Bytes → what `read` takes, for a caller that does not speak JSON. Throws `PayloadError`. */
  parse?(bytes: Uint8Array): unknown;
  /** Raw bytes of a payload already parsed, as JSON unless there is a `parse` → what it proposes. */
  read(payload: unknown, env: Readonly<Record<string, string>> | undefined): Payload;
  /**
   * `event` is the one `read` found, or undefined when the payload was broken. Where `closedLaunchLine` starts the hook,
   * a denial exits with 2, with and without an event.
   */
  reply(answer: Answer, event: string | undefined): Reply;
}

/** Kinds of acts that an agent's hook may or may not reach. */
export const CHANNELS = ["shell", "edit", "delete", "mcp", "read"] as const;
export type Channel = (typeof CHANNELS)[number];

/** `held`: asked before it happens and can be denied. `none`: the agent has no such tool. */
export type Reach = "held" | "observed" | "unreached" | "none";

/** What becomes of a call when our hook does not answer as it should. */
export type Failure =
  /** The call is refused. */
  | "closed"
  /** The call is refused, because our entry says so. */
  | "closed by our entry"
  /** The call runs: an agent's own gap, which only a short hook and a service of our own make unlikely. */
  | "open";

/** The program of an agent, as far as it can be asked for its version. */
export interface Client {
  /** Names on PATH, the first found counts. */
  readonly commands: readonly string[];
  /**
   * Where other programs have one of these names: parts of a path, one of which leads to the agent's own. Without one
   * of them in its real path, the program alone does not show that the agent is on the machine.
   */
  readonly ownFolders?: readonly string[];
  /** What makes it print its version, `--version` for most. */
  readonly versionArguments: readonly string[];
  /** The oldest version whose hooks can be relied upon, when one is known. */
  readonly dependableFrom?: string;
  /** The version that these facts were read from or measured on. */
  readonly measured: string;
}

/** An agent's own approval of our hook, without which it does not run, and which its own interface gives. */
export interface Trust {
  /** Arguments of the agent's program that make it speak JSON-RPC, one message a line, on its standard streams. */
  readonly server: readonly string[];
  /** What the approval is written into; absolute paths. */
  files(target: InstallTarget): readonly string[];
  /** The text of such a file without our approval, and otherwise as it is. */
  forget(text: string, target: InstallTarget): string;
  /** Whether the agent has approved our hook as it stands, for work in `folder`. */
  trusted(peer: JsonRpcPeer, target: InstallTarget, folder: string): Promise<boolean>;
  /** Approves our hook and nothing else. Rejects when the agent will not. */
  grant(peer: JsonRpcPeer, target: InstallTarget, folder: string): Promise<void>;
}

export interface JsonRpcPeer {
  /** Rejects with the error's message. */
  call(method: string, params: unknown): Promise<unknown>;
  notify(method: string, params?: unknown): void;
}

/** Interfaces of models that can be played by a script. */
export type ModelInterface = "anthropic-messages" | "openai-chat" | "openai-responses" | "gemini";

/**
 * How the agent's program is made to propose one command to its own shell, so that the hook is proven through it. It
 * starts with a scratch home that holds copies of the files with our entries; the model is on loopback.
 */
export interface Drive {
  /** Whose interface the scripted model has to speak. */
  readonly model: ModelInterface;
  /** What makes it go through one conversation without confirmations of its own: only the hook stands in the way. */
  readonly arguments: readonly string[];
  /** What sends it to the model at this address, without a path, and nowhere else. `there` is the person's own machine. */
  environment(modelUrl: string, there: InstallTarget): Readonly<Record<string, string>>;
  /** Texts of files that it takes beside the copies, or instead of one, by absolute path. Throws for one it cannot read. */
  files?(modelUrl: string, here: InstallTarget, there: InstallTarget): Readonly<Record<string, string>>;
  /** The model's call of its shell. */
  call(command: string): { readonly tool: string; readonly input: ToolInput };
}

/**
 * A folder of ours that the agent's own editor takes over an interface of its extensions: then no file of the person's
 * has to be changed.
 */
export interface EditorPlugin {
  /** Names from the module `vscode` on, to an object with `registerPath(folder)` and `unregisterPath(folder)`. */
  readonly registry: readonly string[];
  /** What lies in the folder, an absolute path. */
  files(target: InstallTarget, folder: string): readonly ConfigEdit[];
}

/** An environment variable of the agent's shells; with `value`, only when it matches. */
export interface ShellMarker {
  readonly name: string;
  readonly value?: RegExp;
}

export interface Agent extends Protocol {
  /** Which files, folders and names are its own, wherever they are met: the core's lists are made of it. */
  readonly owns: Owns;
  /** What marks a shell started by this agent, the most telling first. */
  readonly shellMarkers: readonly ShellMarker[];
  readonly channels: Readonly<Record<Channel, Reach>>;
  readonly whenHookFails: Failure;
  readonly whenLate: Failure;
  /** What it cannot be told and what its hooks never see: one sentence each, for the person. */
  readonly cannot: readonly string[];
  /** How these facts are tested here. */
  readonly proof: "real client" | "recorded payloads" | "documented payloads";
  readonly client?: Client;
  /** Variables of the agent's process with which it loads no hook of ours, each with why: one clause. */
  readonly isolation?: Readonly<Record<string, string>>;
  /** A shell call as this agent reports it, to prove the hook with; `command` is never run. */
  shellCall(command: string, cwd: string): unknown;
  /** The files to change so that this agent calls the launcher. Empty: this agent has no hooks. */
  install(target: InstallTarget): readonly ConfigEdit[];
  /**
   * The same for the work in one project alone: `root`, absolute. Into a file that is not shared with others where the
   * agent has one, since an entry names the person's own launcher. Absent where the agent reads a project's hooks only
   * in folders that it trusts and does not tell which these are: no light could say whether they hold.
   */
  inProject?(target: InstallTarget, root: string): readonly ConfigEdit[];
  readonly editorPlugin?: EditorPlugin;
  /** Files that an administrator can set so that no project and no option switches the hook off. */
  managed?(target: InstallTarget): readonly ConfigEdit[];
  /** Files of `root` (a workspace; undefined: none is open) and of the machine that can switch our hook off. */
  overrides?(target: InstallTarget, root: string | undefined): readonly Override[];
  /**
   * Further files from which the agent takes hooks or what switches them off, relative to a project's folder or a home;
   * the last part may hold a `*`.
   */
  readonly alsoReads?: readonly string[];
  readonly trust?: Trust;
  readonly drive?: Drive;
  /** What it already allows, asks about and refuses by itself, to be taken over as rules. */
  readonly imports?: Pick<ImportSource, "files" | "read"> & Partial<ImportSource>;
  /** Its settings, in whichever files they stand, with which it asks nobody or runs no hooks. */
  readonly switches?: readonly AgentSwitch[];
  /** Where its MCP servers are configured: of the person, and of `root` when a workspace is given. */
  mcpServers?(target: InstallTarget, root: string | undefined): readonly McpServerFile[];
  /** True when the agent seems to be present on this machine. */
  detect(target: InstallTarget, exists: (path: string) => boolean): boolean;
}
