/** `agentguard rules`: lists rule by rule what the guard and teams know of programs and attacks, with the sources. */
import TECHNIQUES from "agentguard:attack-techniques";
import PROGRAMS from "agentguard:knowledge";
import PROOFS from "agentguard:knowledge-proofs";
import type { Command } from "commander";
import { readEntry } from "../../core/audit/entry.ts";
import { programsOf } from "../../core/detectors/attack-techniques/rule-lines.ts";
import type { CompiledRule } from "../../core/detectors/attack-techniques/rules.ts";
import { knowledgeJsonSchema } from "../../core/knowledge/json-schema.ts";
import type { KnowledgeFile, KnowledgeRule } from "../../core/knowledge/schema.ts";
import { listOf } from "../../core/knowledge/team.ts";
import { nearest } from "../../core/policy/nearest.ts";
import { PACKS } from "../../packs/index.ts";
import { places } from "../../platform/places.ts";
import { workspaceRootOf } from "../../platform/surroundings.ts";
import { policiesOf } from "../policies.ts";
import { auditLines } from "./audit-lines.ts";
import { addRulesTest } from "./rules-test.ts";
import { print } from "./terminal.ts";
import { Trouble } from "./trouble.ts";

interface NamedRule {
  readonly id: string;
  readonly programs: readonly string[];
  readonly about: string;
  readonly category: string;
  readonly rule: KnowledgeRule;
  readonly says: readonly string[];
  readonly source: string;
  readonly held: readonly string[];
  readonly passes: readonly string[];
  /** Whose file holds the rule, and where; absent for the guard's own. */
  readonly from?: string;
}

export function addRules(program: Command): void {
  const rules = program
    .command("rules")
    .description("what the guard knows of programs: the rules, and where each is documented");
  rules
    .command("list", { isDefault: true })
    .description("every rule that all the words occur in: in its id, its program, its category or what it does")
    .argument("[words...]")
    .action((words: string[]) => {
      const found = allRules().filter(rule => words.every(word => textOf(rule).includes(word.toLowerCase())));
      if (found.length === 0) throw new Trouble(`no rule mentions ${words.join(" ")}`);
      const width = Math.max(...found.map(({ id }) => id.length));
      print(...found.map(one => `${one.id.padEnd(width)}  ${summaryOf(one)}`));
    });
  rules
    .command("show")
    .description("one rule: what it holds and what passes, where it is documented, how often it applied here")
    .argument("<id>", "as `agentguard explain` and the audit log name it, for example etcdctl/delete-prefix")
    .action((id: string) => {
      const known = allRules();
      const found = known.find(rule => rule.id === id);
      if (found) return print(...linesOf(found, timesApplied(id)));
      throw new Trouble(`no rule is called ${id}: ${insteadOf(id, known)}`);
    });
  addRulesTest(rules);
  rules
    .command("schema")
    .description("print the JSON Schema with which editors complete and check a knowledge file")
    .action(() => print(JSON.stringify(knowledgeJsonSchema(), null, 2)));
}

/** How many rules of one program are named to somebody who has asked for one that there is not. */
const MAX_NAMED = 12;

/** Says what to ask for instead of an unknown id: the one that is spelled nearly so, or those of the same program. */
function insteadOf(id: string, known: readonly NamedRule[]): string {
  const ids = known.map(rule => rule.id);
  const near = nearest(id, ids);
  if (near !== undefined) return `did you mean ${near}?`;
  const [program = ""] = id.split("/");
  const beside = ids.filter(one => one.startsWith(`${program}/`));
  if (beside.length === 0) return "`agentguard rules` lists them all";
  if (beside.length > MAX_NAMED) return `\`agentguard rules ${program}/\` lists the ${beside.length} of ${program}`;
  return `there are ${beside.join(", ")}`;
}

function allRules(): readonly NamedRule[] {
  return [...inTeams(), ...inFiles(), ...techniques(), ...inCode()];
}

/** Returns the rules of knowledge files in force in this folder: the organization's, the user's and the workspace's. */
function inTeams(): readonly NamedRule[] {
  const here = process.cwd();
  const { policy } = policiesOf(places()).policyFor(here, [workspaceRootOf(here)]);
  return policy.knowledge.flatMap(({ tier, name, file, knowledge, lines }) =>
    Object.entries(knowledge.rules).map(([id, rule]) => ({
      id: `${name}/${id}`,
      programs: knowledge.programs,
      about: knowledge.about,
      category: tier,
      rule,
      says: saysOf(rule),
      source: rule.source ?? knowledge.source,
      held: listOf(rule.held),
      passes: [...listOf(rule.passes), ...listOf(knowledge.passes)],
      from: `the ${tier}'s ${file}:${lines[id] ?? 1}`,
    })),
  );
}

function saysOf({ effects, says = "" }: KnowledgeRule): readonly string[] {
  return effects?.map(effect => effect.says) ?? [says];
}

/** Returns the rules of packs that are written in code: their calls and effects. */
function inCode(): readonly NamedRule[] {
  const packs = PACKS.filter(pack => !Object.hasOwn(PROGRAMS, pack.id));
  return packs
    .flatMap(pack => (pack.kind === "program" ? (pack.rules ?? []) : []))
    .map(({ id, programs, call, says, source = "" }) => ({
      id,
      programs,
      about: "",
      category: "",
      rule: { call },
      says,
      source,
      held: [],
      passes: [],
    }));
}

/** Returns the rules for attack techniques, which each concern many programs. */
function techniques(): readonly NamedRule[] {
  return Object.entries(TECHNIQUES.rules).map(([id, text]) => {
    const { does, calls = [], windows = [], raised = [], words = [] } = JSON.parse(text) as CompiledRule;
    const [file = "", name = ""] = id.split("/");
    const { about = "", category = "", rules = {} } = PROOFS[file] ?? {};
    const { source = "", held = [], passes = [] } = rules[name] ?? {};
    const lines = [...calls, ...windows, ...raised.map(line => `${line} (behind sudo)`), ...words];
    const programs = [...new Set(lines.flatMap(programsOf))];
    const rule = { call: lines.join("\n"), recovery: does.recovery === "snapshot" ? "free" : does.recovery };
    return { id, programs, about, category, rule, says: [does.says], source, held, passes };
  });
}

function inFiles(): readonly NamedRule[] {
  return Object.entries(PROGRAMS).flatMap(([name, { file }]) => {
    const { programs, about, rules } = JSON.parse(file) as KnowledgeFile;
    const proofs = PROOFS[name];
    return Object.entries(rules).map(([id, rule]) => ({
      id: `${name}/${id}`,
      programs,
      about,
      category: proofs?.category ?? "",
      rule,
      says: saysOf(rule),
      source: proofs?.rules[id]?.source ?? "",
      held: proofs?.rules[id]?.held ?? [],
      passes: proofs?.rules[id]?.passes ?? [],
    }));
  });
}

function textOf(one: NamedRule): string {
  return [one.id, one.category, one.about, summaryOf(one), ...one.programs].join("\n").toLowerCase();
}

/** Summarizes a rule. `{}` and `[…]` in its clauses are placeholders for names. */
function summaryOf({ rule, says }: NamedRule): string {
  if (rule.harmless) return "passes: takes nothing away";
  if (rule["by-words"]) return "does what its own words say";
  return says
    .map(clause => clause.replace(/\[[^\]]*\]/g, "").replace(/\{\d?\}/g, "…"))
    .join(", and ")
    .replace(/[:,]$/, "");
}

function linesOf(one: NamedRule, times: number): string[] {
  const { rule } = one;
  const column = (title: string, values: readonly string[]) =>
    values.map((value, i) => `${(i === 0 ? title : "").padEnd(12)}${value}`);
  const conditions = [
    ...(rule.with ? [`with ${rule.with.map(dashed).join(" or ")}`] : []),
    ...(rule.without ? [`without ${rule.without.map(dashed).join(" and ")}`] : []),
    ...(rule.operand === undefined ? [] : [`with a word that fits /${rule.operand}/`]),
    ...(rule.mentions === undefined ? [] : [`where any word fits /${rule.mentions}/`]),
  ];
  return [
    ...column("Rule", [one.id]),
    ...column("Does", [summaryOf(one)]),
    ...column("Program", [one.programs.join(", ") + (one.about && ` (${one.about})`)]),
    ...column("Call", [rule.call ?? "any", ...conditions].join(", ").split("\n")),
    ...column(
      "Comes back",
      rule.harmless || rule["by-words"] || one.category === "" ? [] : [RECOVERS[rule.recovery ?? "none"]],
    ),
    ...column("Source", one.source === "" ? [] : [one.source]),
    ...column("From", one.from === undefined ? [] : [one.from]),
    ...column("Holds", one.held),
    ...column("Passes", one.passes),
    ...column("Applied", [times === 0 ? "never here" : times === 1 ? "once here" : `${times} times here`]),
  ];
}

const RECOVERS = {
  free: "by itself",
  effort: "with effort",
  none: "no",
} as const;

function dashed(option: string): string {
  return option.length === 1 ? `-${option}` : `--${option}`;
}

/** Counts the acts in the audit log that name the rule among their reasons. */
function timesApplied(id: string): number {
  return auditLines(places().audit).filter(line => {
    // Most lines do not contain the id and need not be parsed.
    const entry = line.includes(`"${id}"`) ? readEntry(line) : undefined;
    return entry?.kind === "intent" && entry.reasons.some(({ rule }) => rule === id);
  }).length;
}
