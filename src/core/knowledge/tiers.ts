/**
 * Limits what a workspace's knowledge file may say: a repository can add to what is known of a program but not take
 * away. The allowed keys are listed, so a key that is new in the schema is rejected until somebody adds it here.
 */
import type { Problem } from "./read.ts";
import type { KnowledgeEffect, KnowledgeFile, KnowledgeRule } from "./schema.ts";

/** The owner of the file, as with policies. */
export type KnowledgeTier = "organization" | "user" | "workspace";

export interface Finding extends Pick<Problem, "message"> {
  readonly path: readonly PropertyKey[];
}

/** Keys that only affect how the file's own rules read a call. */
const FILE_KEYS = ["about", "programs", "source", "options", "prefixes", "passes"] as const;
const RULE_KEYS = ["call", "with", "without", "operand", "mentions", "source", "held", "passes", "effects"] as const;
const EFFECT_KEYS = [
  "effect",
  "says",
  "reach",
  "recovery",
  "certainty",
  "marks",
  "target",
  "otherwise",
  "environment",
  "instead",
] as const satisfies readonly (keyof KnowledgeEffect)[];

/** Values of allowed keys that would say that nothing is lost, or that the loss does not matter. */
const REFUSED: Readonly<Partial<Record<keyof KnowledgeEffect, (value: unknown) => string | undefined>>> = {
  recovery: value => (value === "free" ? "that nothing is lost" : undefined),
  environment: value =>
    value === undefined || value === "production" ? undefined : "that a call reaches anything but production",
};

const ELSEWHERE = "that stands in your own knowledge folder or in the organization's policy";

/**
 * Removes what a workspace's file may not say: whole rules that contain it, and keys of the file. The findings name
 * what was removed.
 */
export function addingOnly(file: KnowledgeFile): {
  readonly file: KnowledgeFile;
  readonly findings: readonly Finding[];
} {
  const findings: Finding[] = keysBeside(file, [...FILE_KEYS, "reaches", "rules"]).map(key => ({
    path: [key],
    message: `A file of a workspace only adds to what calls do, so \`${key}\` is without effect: ${ELSEWHERE}.`,
  }));
  const reaches = placeOf(file, findings);
  const rules = Object.entries(file.rules).filter(([name, rule]) => {
    const refused = refusedIn(rule).map(({ path, message }) => ({ path: ["rules", name, ...path], message }));
    findings.push(...refused);
    return refused.length === 0;
  });
  const { about, programs, source, options, prefixes, passes } = file;
  return {
    file: { about, programs, source, options, prefixes, passes, reaches, rules: Object.fromEntries(rules) },
    findings,
  };
}

/** Returns the service's name. It must not say that a call stays here, or that files of the home be read. */
function placeOf({ reaches, programs }: KnowledgeFile, findings: Finding[]): string {
  const refuse = (path: readonly PropertyKey[], what: string) =>
    findings.push({ path, message: `A file of a workspace cannot say ${what}: ${ELSEWHERE}.` });
  if (typeof reaches === "string") {
    if (reaches !== "this machine") return reaches;
    refuse(["reaches"], "that calls stay on this machine, so where they go counts as not known");
    return programs[0] ?? "";
  }
  for (const key of keysBeside(reaches, ["service"])) refuse(["reaches", key], "how an account is told");
  return reaches.service;
}

function refusedIn(rule: KnowledgeRule): Finding[] {
  const { effects = [], ...own } = rule;
  return [
    ...refusedKeys(own, [...RULE_KEYS, ...EFFECT_KEYS]),
    ...effects.flatMap((one, i) =>
      refusedKeys(one, EFFECT_KEYS).map(({ path, message }) => ({ path: ["effects", i, ...path], message })),
    ),
  ];
}

function refusedKeys(
  given: { readonly [Key in keyof KnowledgeEffect]?: unknown },
  allowed: readonly string[],
): Finding[] {
  const whole = keysBeside(given, allowed).map(key => ({ key, what: `\`${key}\`` }));
  const values = EFFECT_KEYS.map(key => ({ key, what: REFUSED[key]?.(given[key]) }));
  return [...whole, ...values].flatMap(({ key, what }) =>
    what === undefined
      ? []
      : [
          {
            path: [key],
            message: `A file of a workspace cannot say ${what}, so this rule is not in force: ${ELSEWHERE}.`,
          },
        ],
  );
}

function keysBeside(given: object, allowed: readonly string[]): string[] {
  return Object.entries(given).flatMap(([key, value]) => (value === undefined || allowed.includes(key) ? [] : key));
}
