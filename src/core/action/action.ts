/**
 * What an agent proposes: the one shape that every channel (hook, terminal, edit, MCP relay) yields.
 * Plain readonly data; made by `agents/*` and by hosts, read by `core/effects`.
 */

/** Shell dialect a command text is written in. */
export type ShellDialect = "bash" | "sh" | "zsh" | "fish" | "powershell" | "cmd";

/** Who proposes the act, as far as the agent's payload says. */
export interface Origin {
  /** Agent id as in `agents/<id>.ts`, for example `claude-code`; `unknown` if the payload does not say. */
  readonly agent: string;
  /**
   * Set if no agent is known to act. `person`: in a terminal that the editor has opened for its person; `somebody`: in
   * a guarded shell, which a person uses, or an agent that no variable reveals.
   */
  readonly by?: "person" | "somebody";
  readonly session?: string;
  readonly subagent?: string;
  /** The agent's own id of this tool call: the same act arriving twice carries the same id. */
  readonly callId?: string;
  /** The agent's own words about the act, shown on the card, never judged. */
  readonly intent?: string;
  /** The processes that started a program, outermost first, by the system: `npm run clean`, `sh clean.sh`. */
  readonly startedBy?: readonly string[];
}

interface Base {
  /** Absolute working directory of the act. */
  readonly cwd: string;
  readonly origin: Origin;
  /** Environment variables of the process that would act; absent if unknown. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface CommandAction extends Base {
  readonly kind: "command";
  readonly text: string;
  readonly shell: ShellDialect;
  /** The agent may later type into the program that it starts, without being judged. */
  readonly typed?: true;
}

export interface SqlAction extends Base {
  readonly kind: "sql";
  readonly text: string;
}

export interface EditAction extends Base {
  readonly kind: "edit";
  readonly path: string;
  /** Whole text before; null when the file does not exist; absent when not known. */
  readonly before?: string | null;
  /** Whole text after, when the payload carries it (a whole-file write). */
  readonly after?: string;
  /** Replacements, when the payload carries them: applied to the text on disk to get `after`. */
  readonly replace?: readonly { readonly from: string; readonly to: string; readonly all: boolean }[];
}

export interface DeleteAction extends Base {
  readonly kind: "delete";
  readonly path: string;
}

export interface MoveAction extends Base {
  readonly kind: "move";
  readonly path: string;
  readonly to: string;
}

/** Changes of several files in one text, in the form of `apply_patch`. */
export interface PatchAction extends Base {
  readonly kind: "patch";
  readonly text: string;
}

export interface ReadAction extends Base {
  readonly kind: "read";
  readonly path: string;
}

export interface McpAction extends Base {
  readonly kind: "mcp";
  readonly server: string;
  readonly tool: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  /** The server's description of its tool, if known. It is a hint that may raise an act's score, never lower it. */
  readonly annotations?: { readonly destructiveHint?: boolean; readonly readOnlyHint?: boolean };
  /** The tool's description as a person agreed to it, and now, if they differ. `pin`: the key of the agreement. */
  readonly retold?: { readonly before: string; readonly after: string; readonly pin: string };
}

export interface FetchAction extends Base {
  readonly kind: "fetch";
  readonly url: string;
  readonly method: string;
}

export type Action =
  | CommandAction
  | SqlAction
  | EditAction
  | PatchAction
  | DeleteAction
  | MoveAction
  | ReadAction
  | McpAction
  | FetchAction;

export type ActionKind = Action["kind"];
