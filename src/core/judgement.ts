/** What the pipeline says of one action: the verdict, and what it would still like to know. */
import type { Verdict } from "./decision/decide.ts";
import type { Want } from "./facts.ts";

export interface Judgement extends Verdict {
  /** Facts that were asked for and not gathered yet: empty once settled. */
  readonly wants: readonly Want[];
}
