/**
 * What an agent proposes: the one shape that every channel (hook, terminal, edit, MCP relay) yields.
 * Plain readonly data; made by `agents/*` and by hosts, read by `core/effects`.
 */

/** Shell dialect a command text is written in. */
export type ShellDialect = "bash" | "sh" | "zsh" | "fish" | "powershell" | "cmd";

/** Who proposes the act, as far as the agent's payload tells. */
export interface Origin {
  /** Agent id as in `agents/<id>.ts`, for example `claude-code`; `unknown` when nobody said. */
  readonly agent: string;
  /**
   * Where no agent is known to act. `person`: in a terminal that the editor has opened for its person; `somebody`: in a
   * guarded shell, where it may be a person as well as an agent that no variable shows.
   */
  readonly by?: "person" | "somebody";
  readonly session?: string;
  readonly subagent?: string;
  /** The agent's own id of this tool call: the same act arriving twice carries the same id. */
  readonly callId?: string;
  /** The agent's own words about the act, shown on the card, never judged. */
  readonly intent?: string;
  /** Of a program: who has started it, the outermost first, as the system says: `npm run clean`, `sh clean.sh`. */
  readonly startedBy?: readonly string[];
}

interface Base {
  /** Absolute working directory of the act. */
  readonly cwd: string;
  readonly origin: Origin;
  /** Environment variables of the process that would act; absent when nobody could tell. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface CommandAction extends Base {
  readonly kind: "command";
  readonly text: string;
  readonly shell: ShellDialect;
  /** Whoever proposes it may type into what it starts, later and unseen. */
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
  /** Replacements, when the payload carries pieces: applied to the text on disk to get `after`. */
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
  /** What the server says of its tool, when it is known. A hint: it may raise what the act is taken for, never lower it. */
  readonly annotations?: { readonly destructiveHint?: boolean; readonly readOnlyHint?: boolean };
  /** What the server said of its tool when it was last agreed to, and what it says now, where these differ; `pin` is what it is noted under. */
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
