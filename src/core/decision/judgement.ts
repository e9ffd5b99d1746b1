/** The result of the pipeline for one action: the verdict, and the facts that are still missing. */

import type { Want } from "../facts/facts.ts";
import type { Verdict } from "./decide.ts";

export interface Judgement extends Verdict {
  /** Facts that were asked for and are not gathered yet; empty once settled. */
  readonly wants: readonly Want[];
}
