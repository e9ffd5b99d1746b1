/** The editors that are connected: who they are, which folders they have open, and how to tell them things. */
import type { GuardState, Proposal, Question } from "../../wire/guard.ts";

/** One connection, from its greeting on. */
export interface Editor {
  /** As it named itself: `vscode`, `cursor`, `terminal`. */
  readonly client: string;
  readonly folders: readonly string[];
  readonly untrusted: readonly string[];
  /** What tells it from others of its kind. */
  readonly name?: string;
  /** Whether its answers count now. */
  readonly isPaired: () => boolean;
  state(state: GuardState): void;
  environmentChanged(): void;
  proposed(proposal: Proposal): void;
}

export class Editors {
  readonly #connected = new Map<object, Editor>();

  constructor(readonly changed: () => void) {}

  /** A connection that has greeted, or has greeted again with other folders. */
  set(connection: object, editor: Editor): void {
    this.#connected.set(connection, editor);
    this.changed();
  }

  drop(connection: object): void {
    if (this.#connected.delete(connection)) this.changed();
  }

  get all(): readonly Editor[] {
    return [...this.#connected.values()];
  }

  get folders(): readonly string[] {
    return [...new Set(this.all.flatMap(({ folders }) => folders))];
  }

  /** In one order, whichever window has said it first. */
  get untrusted(): readonly string[] {
    return [...new Set(this.all.flatMap(({ untrusted }) => untrusted))].sort();
  }

  /** Whether a window has opened a folder around `path` that its person does not trust. */
  isUntrusted(path: string): boolean {
    return this.all.some(({ untrusted }) => untrusted.some(folder => isWithin(path, folder)));
  }

  /** Says of every question whether a window on its folder is there to show it. */
  claim(questions: readonly Question[]): Question[] {
    return questions.map(question => ({
      ...question,
      claimed: question.folder !== undefined && this.folders.some(folder => isWithin(question.folder ?? "", folder)),
    }));
  }
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith("/") ? folder : `${folder}/`);
}
