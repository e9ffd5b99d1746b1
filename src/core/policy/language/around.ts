/** Describes the context of an open policy file. */

import type { TieredLayer } from "../merge.ts";
import type { PolicyLayer, Tier } from "../policy.ts";
import type { Proved } from "../proving/examples.ts";

export interface Around {
  readonly tier: Tier;
  /** The user trusts the file with exactly the text in the editor. */
  readonly trusted: boolean;
  /** The file that messages name as the place where a person may loosen rules. */
  readonly userFile: string;
  /** The layers of higher tiers. */
  readonly above: readonly TieredLayer[];
  /** Ids of all known agents. */
  readonly agents: readonly string[];
  /** Epoch ms. */
  readonly now: number;
  /** Returns the ids of the guard's own rules. */
  ruleIds(): readonly string[];
  /** Judges the file's examples. */
  prove(layer: PolicyLayer): readonly Proved[];
}
