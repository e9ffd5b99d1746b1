/** What a pack by table is written as: lines that name a call and what it does. */
import type { Effect, Mark, Reach } from "../effects/effect.ts";
import type { Argument, Grammar } from "../effects/options.ts";
import type { Example, Inner, Invocation, Reading } from "../effects/pack.ts";
import type { Facts } from "../facts/facts.ts";
import type { Locator } from "../places/locator.ts";
import type { Account } from "../providers/account.ts";
import type { Word } from "../text/words.ts";
import type { Nouns } from "./resource-verbs.ts";

/** What a call does: the parts of an effect that the table knows. */
export interface EffectTemplate {
  readonly verb: Effect["verb"];
  readonly resource: Effect["resource"];
  /** Clause up to the target: `deletes the volume`; the target's name is put behind it. */
  readonly says: string;
  /** Options that name the target, when operands do not: `["volume", "v"]`. */
  readonly named?: readonly string[];
  /** What it is done to, for a call that names nothing: `the tables of every migration`. Absent: the object of `says`. */
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

/** What a word is tried on: a regular expression, or one that takes no word that is too long. */
export type Expression = Pick<RegExp, "test">;

export interface Line {
  /** The rule's public id, `glab/repo-delete`; absent: made of the call (`rule-ids.ts`). */
  readonly id?: string;
  /**
   * Sub-commands in order, spellings separated by a bar: `volume rm|remove`. `*` is any word; alone and without `does` it
   * leaves the call to what its own words say. Empty: any call.
   */
  readonly call: string;
  /** Where the call is documented, if not where the table's others are: it is one of another of its programs. */
  readonly source?: string;
  /** Only with at least one of these options, names without dashes; `name=value` where only that value counts. */
  readonly with?: readonly string[];
  /** Not with any of these. */
  readonly without?: readonly string[];
  /** Only where one of the words behind the call fits: goals and tasks that may stand in any order. */
  readonly operand?: Expression;
  /** Only where any word of the command fits, values of options included: commands that a console is given. */
  readonly mentions?: Expression;
  /** Absent: the call loses nothing, whatever it is called. Several: it does all of these. */
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
  /** Options that answer the tool's own question: they add the mark `no-confirmation`. */
  readonly unasked?: readonly string[];
  /** The first line that fits says what a call does. */
  readonly lines: readonly Line[];
  /** The tool's calls are nouns and a verb: those that no line names are read by these words. */
  readonly nouns?: Nouns;
  /** Options that name what such a call acts on, where no word behind the verb does. */
  readonly names?: readonly string[];
  /** The account that its calls land in. */
  readonly account?: Account;
  /** Where its calls land, when `account` cannot say it. Both absent: on this machine. */
  at?(call: Call): readonly Locator[];
  /** What a table cannot say: returns undefined to leave the call to the table. */
  special?(call: Call): Reading | undefined;
  /** Commands, SQL or code inside a call, read besides what the table says. */
  inner?(call: Call): readonly Inner[];
  readonly examples: readonly Example[];
}
