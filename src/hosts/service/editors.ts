/** Keeps the connected editors: who they are, which folders they have open, and how to notify them. */
import type { GuardState, Proposal, Question } from "../../wire/guard.ts";

/** One connection, from its greeting on. */
export interface Editor {
  /** The name that it gave: `vscode`, `cursor`, `terminal`. */
  readonly client: string;
  readonly folders: readonly string[];
  readonly untrusted: readonly string[];
  /** Distinguishes it from others of its kind. */
  readonly name?: string;
  /** Whether its answers count at present. */
  readonly isPaired: () => boolean;
  state(state: GuardState): void;
  environmentChanged(): void;
  proposed(proposal: Proposal): void;
}

export class Editors {
  readonly #connected = new Map<object, Editor>();

  constructor(readonly changed: () => void) {}

  /** Records a connection that has greeted, for the first time or with other folders. */
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

  /** The untrusted folders, always in the same order. */
  get untrusted(): readonly string[] {
    return [...new Set(this.all.flatMap(({ untrusted }) => untrusted))].sort();
  }

  /** Tells whether `path` is in a folder that a window has opened and its person does not trust. */
  isUntrusted(path: string): boolean {
    return this.all.some(({ untrusted }) => untrusted.some(folder => isWithin(path, folder)));
  }

  /** Marks each question for which a window on its folder is there to show it. */
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
