/** The format of a pack that is a table: lines that name calls and their effects. */
import type { Effect, Mark, Reach } from "../effects/effect.ts";
import type { Argument, Grammar } from "../effects/options.ts";
import type { Example, Inner, Invocation, Reading } from "../effects/pack.ts";
import type { Facts } from "../facts/facts.ts";
import type { Locator } from "../places/locator.ts";
import type { Account } from "../providers/account.ts";
import type { Word } from "../text/words.ts";
import type { Nouns } from "./resource-verbs.ts";

/** The effect of a call, as far as the table determines it. */
export interface EffectTemplate {
  readonly verb: Effect["verb"];
  readonly resource: Effect["resource"];
  /** Clause of the card: `deletes the volume`; the target's name is appended. */
  readonly says: string;
  /** Options that name the target, when operands do not: `["volume", "v"]`. */
  readonly named?: readonly string[];
  /** The target of a call that names none: `the tables of every migration`. Absent: the object of `says`. */
  readonly thing?: string;
  /** Absent: `one`, or `several` where several are named. */
  readonly reach?: Reach;
  /** Absent: `none`. */
  readonly recovery?: Effect["recovery"];
  /** Absent: `certain`. */
  readonly certainty?: Effect["certainty"];
  readonly marks?: readonly Mark[];
  readonly instead?: string;
  /** The environment that it always reaches, whatever is named: `production` of a swap into the live slot. */
  readonly label?: string;
}

/** A test for a word: a regular expression, or one that rejects words that are too long. */
export type Expression = Pick<RegExp, "test">;

export interface Line {
  /** The rule's public id, `glab/repo-delete`; absent: made of the call (`rule-ids.ts`). */
  readonly id?: string;
  /**
   * Sub-commands in order, spellings separated by a bar: `volume rm|remove`. `*` is any word; alone and without `does` it
   * leaves the call to what its own words say. Empty: any call.
   */
  readonly call: string;
  /** Where this call is documented, if it belongs to another program than most of the table's. */
  readonly source?: string;
  /** Only with at least one of these options, names without dashes; `name=value` where only that value counts. */
  readonly with?: readonly string[];
  /** Excludes calls with any of these options. */
  readonly without?: readonly string[];
  /** Requires a matching word after the call: goals and tasks that may stand in any order. */
  readonly operand?: Expression;
  /** Requires a matching word anywhere in the command, option values included: commands for a console. */
  readonly mentions?: Expression;
  /** Absent: the call loses nothing, whatever its name. Several: it has all these effects. */
  readonly does?: EffectTemplate | readonly EffectTemplate[];
}

/** One call, its words read. */
export interface Call {
  readonly command: Invocation;
  readonly args: readonly Argument[];
  /** Words that are no options, the sub-commands first. */
  readonly words: readonly Word[];
  readonly facts: Facts;
}

export interface Table {
  readonly id: string;
  readonly programs: readonly string[];
  /** Where the maker documents these calls: an address, or a manual page. */
  readonly source?: string;
  readonly grammar?: Grammar;
  /** Words before the sub-commands that change nothing about them: `alpha` and `beta` of gcloud. */
  readonly prefixes?: readonly string[];
  /** Options that make any call of this tool harmless, besides `--help`, `--version` and `--dry-run`. */
  readonly shows?: readonly string[];
  /** A call with a word that fits loses nothing: it is a test network's, for example. */
  readonly harmless?: Expression;
  /** Options that confirm in advance: they add the mark `no-confirmation`. */
  readonly unasked?: readonly string[];
  /** The first line that matches determines the effects of a call. */
  readonly lines: readonly Line[];
  /** The tool's calls are nouns and a verb: those that no line names are read by these words. */
  readonly nouns?: Nouns;
  /** Options that name the target of such a call, where no word after the verb does. */
  readonly names?: readonly string[];
  /** The account that its calls land in. */
  readonly account?: Account;
  /** Where its calls land, when `account` cannot say it. Both absent: on this machine. */
  at?(call: Call): readonly Locator[];
  /** Reads calls that a table cannot describe; returns undefined to leave a call to the table. */
  special?(call: Call): Reading | undefined;
  /** Returns commands, SQL or code inside a call, which are read in addition to the table's effects. */
  inner?(call: Call): readonly Inner[];
  readonly examples: readonly Example[];
}
