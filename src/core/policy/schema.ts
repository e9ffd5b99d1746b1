/**
 * The file format of `.agentguard.json`, version 1. Strict everywhere: a misspelt key must not weaken anything.
 * The same source yields the JSON Schema that editors use, so every field says what it does.
 */
import * as z from "zod";
import { DECISION_NOTES, ENVIRONMENT_NOTES, RESOURCE_NOTES, VERB_NOTES, wordsOf } from "./vocabulary.ts";

const MAX_PATTERN = 200;
const MAX_WILDCARDS = 6;
const MAX_LIST = 200;
/** Of a whole file: every one may be held against every effect of an act. */
const MAX_PATTERNS = 1000;

/** Patterns come from repositories as well: bounded, so that none can keep the guard busy. */
const pattern = z
  .string()
  .min(1, "A pattern may not be empty.")
  .max(MAX_PATTERN, `A pattern may have at most ${MAX_PATTERN} characters.`)
  .refine(text => (text.match(/\*+|\?/g) ?? []).length <= MAX_WILDCARDS, {
    error: `A pattern may hold at most ${MAX_WILDCARDS} wildcards; split it into several patterns.`,
  })
  .refine(text => (text.match(/\{/g) ?? []).length <= 2 && !/\{[^{}]*\.\.|[?*+@!]\(/.test(text), {
    error:
      "A pattern may hold at most two {a,b} groups, no {1..9} range and no +(…) group; split it into several patterns.",
  });

function oneOrMany<T extends z.ZodType>(item: T) {
  return z.union([item, z.array(item).min(1, "The list is empty, so it could never match.").max(MAX_LIST)]);
}

function oneOf<Word extends string>(notes: Readonly<Record<Word, string>>) {
  return z.enum(wordsOf(notes)).meta({ enumDescriptions: Object.values(notes) });
}

const percent = (what: string) =>
  z
    .int("Must be a whole number from 1 to 100.")
    .min(1, "Must be a whole number from 1 to 100.")
    .max(100, "Must be a whole number from 1 to 100.")
    .describe(what);

const environment = z.strictObject({
  match: z
    .strictObject({
      host: oneOrMany(pattern).optional().describe("Host names, for example `*.rds.amazonaws.com` or `db.acme.io`."),
      kubeContext: oneOrMany(pattern).optional().describe("Names of Kubernetes contexts, for example `prod-*`."),
      awsProfile: oneOrMany(pattern).optional().describe("Names of AWS profiles."),
      branch: oneOrMany(pattern).optional().describe("Names of git branches, for example `main` or `release/*`."),
      envFile: oneOrMany(pattern)
        .optional()
        .describe(
          "Paths of `.env` files whose entries belong here, relative to the workspace, for example `**/.env.live`.",
        ),
    })
    .optional()
    .describe(
      "What belongs to this environment. Any one match is enough; among several environments the most careful counts.",
    ),
  badge: z
    .strictObject({
      label: z.string().min(1).max(24).optional().describe("Text of the badge, for example `PROD`."),
      color: z
        .string()
        .regex(/^#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})$/, "Must be a colour such as #d11 or #dd1111.")
        .optional()
        .describe("Colour of the badge, for example `#d11`."),
    })
    .optional()
    .describe("How the environment is shown."),
});

const when = z
  .strictObject({
    effect: oneOrMany(oneOf(VERB_NOTES)).optional().describe("What the act would do."),
    resource: oneOrMany(oneOf(RESOURCE_NOTES)).optional().describe("What it would do it to."),
    environment: oneOrMany(oneOf(ENVIRONMENT_NOTES)).optional().describe("Where it would land."),
    path: oneOrMany(pattern)
      .optional()
      .describe("Paths, relative to the workspace or absolute, for example `dist/**`."),
    command: oneOrMany(pattern).optional().describe("Whole commands, for example `npm publish*`."),
    host: oneOrMany(pattern).optional().describe("Hosts that it reaches."),
    agent: oneOrMany(pattern).optional().describe("Ids of agents, for example `claude-code`."),
  })
  .refine(conditions => Object.keys(conditions).length > 0, {
    error: "Names no condition, so the rule would hold for everything; name at least one.",
  })
  .meta({ minProperties: 1 })
  .describe("Conditions: every one that is given must hold; within one, any value will do.");

const rule = z.strictObject({
  id: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._/-]{0,63}$/, "Must be up to 64 letters, digits, dots, dashes or slashes.")
    .describe("Name of the rule, shown as `policy/<id>` wherever it counted. Unique in the file."),
  when,
  then: oneOf(DECISION_NOTES).describe("What happens. With several rules the strictest wins."),
  because: z.string().min(1).max(500).optional().describe("Why, shown to the person and to the agent."),
  instead: z.string().min(1).max(500).optional().describe("The gentler way, shown to the person and to the agent."),
});

const credential = z.strictObject({
  name: z.string().min(1).max(200).describe("Name of the variable, for example `RAILWAY_TOKEN`."),
  for: oneOrMany(z.string().min(1).max(200)).describe(
    "What it is meant for, in words: shown when it turns up elsewhere.",
  ),
  environment: oneOf(ENVIRONMENT_NOTES).optional().describe("The environment that it opens."),
});

export const policySchema = z
  .strictObject({
    $schema: z.string().optional().describe("Address of this schema, for editors."),
    version: z.literal(1, 'Must be 1: write "version": 1.').describe("Version of the file format."),
    mode: z
      .enum(["enforce", "observe"])
      .meta({
        enumDescriptions: ["judges and holds", "judges and records, never holds; without effect in a workspace file"],
      })
      .optional()
      .describe("Whether acts are held."),
    thresholds: z
      .strictObject({
        ask: percent("Score from which a person is asked. Built in: 40.").optional(),
        deny: percent("Score from which an act is refused outright. Built in: 90.").optional(),
      })
      .refine(({ ask, deny }) => ask === undefined || deny === undefined || ask <= deny, {
        error: "Is above `deny`, so nothing would ever be asked.",
        path: ["ask"],
      })
      .optional()
      .describe("Scores, from 0 to 100, from which acts are held. A workspace file can only lower them."),
    environments: z
      .strictObject({
        production: environment.optional().describe("The real thing. Remote hosts that nothing names count as this."),
        staging: environment.optional().describe("Like production, without customers."),
        development: environment
          .optional()
          .describe("Shared, and nobody minds losing it. Without effect in a workspace file."),
        local: environment.optional().describe("This machine only. Without effect in a workspace file."),
      })
      .optional()
      .describe("What belongs to which environment."),
    rules: z
      .array(rule)
      .max(MAX_LIST)
      .superRefine((rules, context) => {
        const seen = new Set<string>();
        for (const [index, { id }] of rules.entries()) {
          if (seen.has(id))
            context.addIssue({
              code: "custom",
              path: [index, "id"],
              message: `Another rule is already called "${id}".`,
            });
          seen.add(id);
        }
      })
      .optional()
      .describe("Rules of your own. The built-in judgement stays; the strictest answer wins."),
    credentials: z.array(credential).max(MAX_LIST).optional().describe("What known credentials are meant for."),
    protect: z
      .array(pattern)
      .max(MAX_LIST)
      .optional()
      .describe("Paths that no agent may change unasked, for example `migrations/**`."),
  })
  .superRefine(({ rules = [], environments = {}, protect = [] }, context) => {
    const conditions = [...rules.map(({ when }) => when), ...Object.values(environments).map(named => named?.match)];
    const patterns = conditions.flatMap(condition => Object.values(condition ?? {}).flat()).length + protect.length;
    if (patterns > MAX_PATTERNS)
      context.addIssue({
        code: "custom",
        path: rules.length > 0 ? ["rules"] : [],
        message: `The file holds ${patterns} patterns, of which it may have at most ${MAX_PATTERNS}; join or drop some.`,
      });
  })
  .describe("Rules of AgentGuard for one workspace, one person or one organization.");

/** A policy file that passed the check, as written. */
export type PolicyFile = z.infer<typeof policySchema>;
