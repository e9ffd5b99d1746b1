/** A text that is run, and where it stands in its file. */
import type { ShellDialect } from "../../../../core/action/action.ts";

export interface Runnable {
  readonly kind: ShellDialect | "sql";
  readonly text: string;
  /** 0-based line of the file for each line of `text`; for those beyond, the last one. */
  readonly lines: readonly number[];
  /** In an image that is being built, or on a machine that is thrown away: what is lost there is nobody's. */
  readonly disposable?: true;
}
