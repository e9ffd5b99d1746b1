/** Describes a text that is run, and its place in a file. */
import type { ShellDialect } from "../../../../core/action/action.ts";

export interface Runnable {
  readonly kind: ShellDialect | "sql";
  readonly text: string;
  /** The 0-based line of the file for each line of `text`. The last one also counts for lines beyond. */
  readonly lines: readonly number[];
  /** Set when it runs in an image that is being built, or on a machine that is discarded, whose losses cost nobody. */
  readonly disposable?: true;
}
