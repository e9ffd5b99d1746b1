/** What the pipeline says of one action: the verdict, and what it would still like to know. */

import type { Want } from "../facts/facts.ts";
import type { Verdict } from "./decide.ts";

export interface Judgement extends Verdict {
  /** Facts that were asked for and not gathered yet: empty once settled. */
  readonly wants: readonly Want[];
}
