/** What is known around an open policy file. */

import type { TieredLayer } from "../merge.ts";
import type { PolicyLayer, Tier } from "../policy.ts";
import type { Proved } from "../proving/examples.ts";

export interface Around {
  readonly tier: Tier;
  /** The user has read it and trusts it as it stands in the editor. */
  readonly trusted: boolean;
  /** Named in sentences as the place where a person may loosen things. */
  readonly userFile: string;
  /** The layers above the file. */
  readonly above: readonly TieredLayer[];
  /** Ids of all agents that there are. */
  readonly agents: readonly string[];
  /** Epoch ms. */
  readonly now: number;
  /** Ids of the guard's own rules. */
  ruleIds(): readonly string[];
  /** Judges the file's examples. */
  prove(layer: PolicyLayer): readonly Proved[];
}
