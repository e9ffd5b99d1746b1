/**
 * Proposes a rule that would have saved a person questions they always answer alike. Never for acts that cannot be
 * undone, reach production or send anything out: those deserve a question every time.
 */
import type { Action } from "../../action/action.ts";
import type { Judgement } from "../../decision/judgement.ts";
import type { Effect, ResourceKind, Verb } from "../../effects/effect.ts";
import type { EnvironmentName } from "../../places/environment.ts";
import { setJson, type TextEdit } from "../../text/json-edits.ts";
import { JsonText } from "../../text/json-text.ts";
import type { PolicyFile } from "../schema.ts";

type WrittenRule = NonNullable<PolicyFile["rules"]>[number];

/** One approval by a person. */
export interface Yes {
  /** Equal for acts of the same shape, which can share a rule. */
  readonly shape: string;
  /** The simple command that the question was about. */
  readonly command: string;
  readonly verbs: readonly Verb[];
  readonly resources: readonly ResourceKind[];
  readonly environment: EnvironmentName;
  readonly agent: string;
}

/** Verbs that are always asked about, however often a person said yes. */
const NEVER: ReadonlySet<Verb> = new Set([
  "delete",
  "drop",
  "truncate",
  "discard",
  "rewrite-history",
  "destroy",
  "revoke",
  "grant",
  "publish",
  "execute-unknown",
  "escalate",
  "weaken",
  "disable-protection",
  "read-secret",
  "exfiltrate",
]);

/** Returns the approval to remember for an act; undefined if no rule may ever be proposed for it. */
export function yesTo(action: Action, { effects, environment, reasons }: Judgement): Yes | undefined {
  const asked = effects.filter(({ recovery }) => recovery !== "free");
  const [worst] = asked;
  if (!worst?.command || environment.name === "production" || asked.some(isNever)) return undefined;
  // Somebody wrote a rule that asks, so the question is intended.
  if (reasons.some(({ ofEffect, then }) => then !== undefined && !ofEffect)) return undefined;
  // An option before the sub-command makes a prefix meaningless.
  if (/^\S+\s+-/.test(worst.command.trim())) return undefined;
  const verbs = [...new Set(asked.map(({ verb }) => verb))].sort();
  const resources = [...new Set(asked.map(({ resource }) => resource))].sort();
  const { agent } = action.origin;
  const head = headOf(worst.command);
  return {
    shape: JSON.stringify([head, verbs, resources, environment.name, agent]),
    command: worst.command,
    verbs,
    resources,
    environment: environment.name,
    agent,
  };
}

function isNever({ verb, certainty }: Effect): boolean {
  return NEVER.has(verb) || certainty === "possible";
}

/** Returns a rule for approvals of one shape: their exact command, or its prefix if the commands differ. */
export function proposeRule(yeses: readonly [Yes, ...Yes[]], taken: ReadonlySet<string>): WrittenRule {
  const [{ command, verbs, resources, environment, agent }] = yeses;
  const same = yeses.every(yes => yes.command === command);
  const head = headOf(command);
  return {
    id: freeId(`learned/${head.replaceAll(/[^\w.-]+/g, "-").replaceAll(/^-+|-+$/g, "") || "rule"}`, taken),
    when: {
      command: same && isPlain(command) ? command : `${head} *`,
      effect: [...verbs],
      resource: [...resources],
      environment,
      agent,
    },
    then: "allow",
    because: `allowed by hand ${yeses.length} times`,
  };
}

/** Appends the rule to a policy file's list. */
export function appendRule(text: string, rule: object): TextEdit[] {
  const hasRules = new JsonText(text, "jsonc").at(["rules"]) !== undefined;
  return hasRules ? setJson(text, ["rules", -1], rule) : setJson(text, ["rules"], [rule]);
}

/** Returns the program and its sub-command. */
function headOf(command: string): string {
  const [program = "", ...rest] = command.trim().split(/\s+/);
  const sub = rest[0];
  return sub !== undefined && /^[a-z][\w:-]*$/i.test(sub) ? `${program} ${sub}` : program;
}

/** Returns whether the command means the same as a pattern: it has no wildcards or braces. */
function isPlain(command: string): boolean {
  return command.length <= 200 && !/[*?{}[\]!]/.test(command);
}

function freeId(wanted: string, taken: ReadonlySet<string>): string {
  const id = wanted.slice(0, 60);
  for (let n = 1; ; n++) {
    const tried = n === 1 ? id : `${id}-${n}`;
    if (!taken.has(tried)) return tried;
  }
}
