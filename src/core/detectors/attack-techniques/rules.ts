/**
 * Applies the rules of `knowledge/attack-techniques`: calls of ordinary programs that serve an attack. A rule is parsed
 * when one of its programs is first met.
 */
import TECHNIQUES from "agentguard:attack-techniques";
import type { Effect } from "../../effects/effect.ts";
import type { Invocation } from "../../effects/pack.ts";
import type { EffectTemplate } from "../../kit/table.ts";
import { type CallWords, callWords } from "./call-words.ts";
import { wordsOf } from "./calls.ts";
import { effectOf, isRaised } from "./effect-of.ts";
import { written } from "./named.ts";
import { type FitsWords, fitsCalls, fitsText, programsOf } from "./rule-lines.ts";
import { looksAtVirtualDisplay } from "./virtual-display.ts";

/** A rule as the build has compiled it. */
export interface CompiledRule {
  readonly id: string;
  readonly does: EffectTemplate;
  readonly calls?: readonly string[];
  readonly windows?: readonly string[];
  readonly raised?: readonly string[];
  readonly words?: readonly string[];
  /** The rule does not apply to acts on a virtual display. */
  readonly ownDisplay?: true;
}

/** A rule's tests for one program. */
interface Entry {
  readonly rule: CompiledRule;
  readonly fits: readonly FitsWords[];
  /** Tests that only apply with other rights. */
  readonly raised: readonly FitsWords[];
}

/** `typing`: rules on acts in the person's place; `technique`: all others. The first match of each kind counts. */
type Kind = "typing" | "technique";

/** Returns the effects of the first rule on the call and of one on its output files; mostly there is none. */
export function effectsByRule(command: Invocation, kind: Kind): readonly Effect[] {
  const into = command.redirects.length > 0 ? intoFiles(command, kind) : undefined;
  const known = entriesOf(command.program)?.[kind] ?? NONE;
  const called = known.length > 0 ? ruleThatFits(known, command) : undefined;
  if (into === undefined && called === undefined) return NOTHING;
  // The shell writes the output file even if the call itself only shows something.
  const rules = called !== undefined && looks(command) ? [into] : [into, called];
  return rules.flatMap(rule => (rule ? [byRule(rule, command)] : []));
}

function ruleThatFits(entries: readonly Entry[], command: Invocation): CompiledRule | undefined {
  const words = wordsOf(command);
  for (const { rule, fits, raised } of entries) {
    if (!anyFits(fits, words) && !(raised.length > 0 && isRaised(command) && anyFits(raised, words))) continue;
    if (!(rule.ownDisplay && looksAtVirtualDisplay(command))) return rule;
  }
  return undefined;
}

function anyFits(all: readonly FitsWords[], words: CallWords): boolean {
  for (const fits of all) if (fits(words)) return true;
  return false;
}

/** Returns whether the call only prints what it would do. */
function looks({ argv }: Invocation): boolean {
  return argv.some(({ value, text }, i) => i > 0 && LOOKS.has((value ?? text).toLowerCase()));
}

const LOOKS: ReadonlySet<string> = new Set(["--help", "/?", "-?", "-whatif", "-whatif:$true"]);

/** Returns the effect of a rule, for detectors in code. Throws if there is no rule with the id. */
export function effectOfRule(id: string, command: Invocation): Effect {
  const { rules } = TECHNIQUES;
  const text = rules[id];
  if (text === undefined) throw new Error(`no rule is called ${id}`);
  return byRule(ruleOf(id, text), command);
}

/** Returns the ids of all rules: `log-tampering/logs`. */
export function techniqueIds(): readonly string[] {
  return Object.keys(TECHNIQUES.rules);
}

const NOTHING: readonly Effect[] = [];
const NONE: readonly Entry[] = [];

/** Returns the rule on a call's output files, from lines of the pseudo-program `>`. */
function intoFiles({ redirects }: Invocation, kind: Kind): CompiledRule | undefined {
  const list = redirects
    .filter(({ operator }) => WRITES.test(operator))
    .map(({ target }) => target.value ?? target.text.replace(/^"(.*)"$/s, "$1"));
  if (list.length === 0) return undefined;
  const words = callWords(list, "");
  return entriesOf(">")?.[kind].find(({ fits }) => anyFits(fits, words))?.rule;
}

const WRITES = /^(?:&?>>?|>\||<>)$/;

function byRule({ id, does }: CompiledRule, command: Invocation): Effect {
  return { ...effectOf(does, command, id.slice(0, id.indexOf("/"))), rule: id };
}

/** Returns whether a rule of this kind names the program. */
export function hasRules(program: string, kind: Kind): boolean {
  return (entriesOf(program)?.[kind].length ?? 0) > 0;
}

type Entries = Readonly<Record<Kind, readonly Entry[]>>;

/** Ids of rules by program. */
let index: ReadonlyMap<string, readonly string[]> | undefined;
const entries = new Map<string, Entries>();
const rules = new Map<string, CompiledRule>();

function entriesOf(program: string): Entries | undefined {
  index ??= new Map(Object.entries(JSON.parse(TECHNIQUES.programs) as Record<string, readonly string[]>));
  const name = index.has(program) ? program : program.toLowerCase();
  const ids = index.get(name);
  if (ids === undefined) return undefined;
  const known = entries.get(name);
  if (known) return known;
  const made: Record<Kind, Entry[]> = { typing: [], technique: [] };
  for (const id of ids) {
    const rule = ruleOf(id, TECHNIQUES.rules[id] ?? "");
    made[id.startsWith("typing/") ? "typing" : "technique"].push(entryOf(rule, name));
  }
  entries.set(name, made);
  return made;
}

function ruleOf(id: string, text: string): CompiledRule {
  const known = rules.get(id);
  if (known) return known;
  const rule = JSON.parse(text) as CompiledRule;
  rules.set(id, rule);
  return rule;
}

function entryOf(rule: CompiledRule, program: string): Entry {
  const mine = (lines: readonly string[] = []) => lines.filter(line => programsOf(line).includes(program));
  return {
    rule,
    fits: [
      ...mine(rule.calls).map(line => fitsCalls(line, false, written)),
      ...mine(rule.windows).map(line => fitsCalls(line, true, written)),
      ...mine(rule.words).map(line => fitsText(line, written)),
    ],
    raised: mine(rule.raised).map(line => fitsCalls(line, false, written)),
  };
}
