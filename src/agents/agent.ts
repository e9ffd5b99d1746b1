/**
 * The contract of an agent file: one coding agent's hook protocol and where its configuration lives.
 * Hosts never test for an agent's name; what an agent cannot do, its file says.
 */
import type { Action } from "../core/action/action.ts";

/** What the guard answers, before it is phrased in the agent's protocol. */
export type Answer =
  /** Leaves the agent's own permission flow untouched wherever the protocol has such an answer. */
  | { readonly kind: "no-opinion" }
  | { readonly kind: "deny"; readonly reason: string }
  /** Refused as it is; `copy` (absolute path) may be read instead, by the tool that `input` was given to. */
  | { readonly kind: "masked-read"; readonly reason: string; readonly copy: string; readonly input: ToolInput };

/** What an agent gave a tool of its own. */
export type ToolInput = Readonly<Record<string, unknown>>;

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
      /** Of a read, where this protocol lets a hook point the tool at another file. */
      readonly input?: ToolInput;
    }
  /** A known event or tool with nothing to judge. */
  | { readonly kind: "pass"; readonly event: string; readonly because: string }
  /** A change of the agent's own hook configuration: refused, or reported. */
  | { readonly kind: "config-change"; readonly event: string; readonly file?: string }
  /** Not this agent's payload, or broken: fails closed. */
  | { readonly kind: "malformed"; readonly event?: string; readonly because: string };

/** One entry to merge into a JSON configuration file, as data; `platform` does the writing. */
export interface ConfigEdit {
  /** Absolute path. */
  readonly file: string;
  /** Text of the file afterwards, given what is there now (null: no file). Throws `ConfigError` when it cannot be read. */
  readonly apply: (current: string | null) => string;
  /** Text of the file with our entries taken out again; null when nothing else is left of a file we created. */
  readonly remove: (current: string) => string | null;
  /** True when our entry is there, complete and unchanged. */
  readonly present: (current: string | null) => boolean;
  /** Why our entry does nothing although it is there: one clause, for example a switch elsewhere in the file. */
  readonly obstacle?: (current: string) => string | undefined;
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

/** What installation needs to know of the machine. */
export interface InstallTarget {
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute path of the launcher; the agent's id is its first argument. */
  readonly launcher: string;
}

export interface Agent {
  readonly id: string;
  readonly title: string;
  /** Environment variables (any) that mark a shell started by this agent. */
  readonly shellMarkers: readonly string[];
  /** Seconds written into the agent's configuration, and how long before it we answer deny. */
  readonly timeoutSeconds: number;
  readonly marginSeconds: number;
  /** Raw bytes of a payload already parsed as JSON → what it proposes. */
  read(payload: unknown, env: Readonly<Record<string, string>> | undefined): Payload;
  /** `event` is the one `read` found, or undefined when the payload was broken. */
  reply(answer: Answer, event: string | undefined): Reply;
  /** The files to change so that this agent calls the launcher. */
  install(target: InstallTarget): readonly ConfigEdit[];
  /** True when the agent seems to be present on this machine. */
  detect(target: InstallTarget, exists: (path: string) => boolean): boolean;
}
