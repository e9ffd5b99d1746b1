/**
 * Defines the file format of `.agentguard.json`, version 1. It is strict everywhere, because a misspelt key must not
 * weaken anything. The JSON Schema for editors is generated from it, so every field has a description.
 */
import * as z from "zod";
import { environment } from "./environment-schema.ts";
import { MAX_LIST, oneOf, oneOrMany, plainPathPattern, plainPattern } from "./pattern-schema.ts";
import { example, rule } from "./rule-schema.ts";
import { ABILITY_NOTES, BREAKER_NOTES, ENVIRONMENT_NOTES, PROFILE_NOTES, STATEMENT_NOTES } from "./vocabulary.ts";

/** The limit for a whole file, because every pattern may be matched against every effect of an act. */
const MAX_PATTERNS = 2000;
const MAX_RULES = 1000;
const MAX_EXAMPLE_TEXT = 20_000;

const percent = (what: string) =>
  z
    .int("Must be a whole number from 1 to 100.")
    .min(1, "Must be a whole number from 1 to 100.")
    .max(100, "Must be a whole number from 1 to 100.")
    .describe(what);

const credential = z.strictObject({
  name: z.string().min(1).max(200).describe("Name of the variable, for example `RAILWAY_TOKEN`."),
  for: oneOrMany(z.string().min(1).max(200)).describe(
    "What it is meant for, in words: shown when it turns up elsewhere.",
  ),
  environment: oneOf(ENVIRONMENT_NOTES).optional().describe("The environment that it opens."),
});

const role = z.strictObject({
  match: z
    .strictObject({
      agent: oneOrMany(plainPattern).optional().describe("Ids of agents, for example `codex`."),
      session: oneOrMany(plainPattern).optional().describe("Sessions, as the agent names them."),
      subagent: oneOrMany(plainPattern).optional().describe("Sub-agents by their names, for example `*review*`."),
    })
    .refine(conditions => Object.keys(conditions).length > 0, { error: "Names nobody; write whom the role is for." })
    .describe("Whom the role is for: every condition that is given must hold."),
  may: z
    .array(oneOf(ABILITY_NOTES))
    .min(1, "An agent that may do nothing is better not started; write at least `read`.")
    .describe("All that it may do. Whoever has several roles may do what all of them allow."),
});

const serverScope = z.strictObject({
  server: oneOrMany(plainPattern).describe(
    "Servers by their names in the client's configuration, for example `postgres`.",
  ),
  allow: z
    .strictObject({
      statements: oneOrMany(oneOf(STATEMENT_NOTES))
        .optional()
        .describe(
          "Kinds of SQL statements. Any SQL in a call is parsed; others, and what cannot be parsed, are refused.",
        ),
      tools: oneOrMany(plainPattern).optional().describe("Tools by their names, for example `list_*`."),
    })
    .refine(allow => Object.keys(allow).length > 0, { error: "Says nothing; write `statements` or `tools`." })
    .describe("All that may be asked of it."),
});

const count = z.int("Must be a whole number from 1.").min(1, "Must be a whole number from 1.").max(100_000);

const limits = z.strictObject({
  destructivePerMinute: count
    .optional()
    .describe("Acts that destroy something, in one minute, by all agents together."),
  destructivePerSession: count.optional().describe("Acts that destroy something, in one session of an agent."),
  deletedPerMinute: count.optional().describe("Things that are deleted in one minute, as far as they can be counted."),
  retriesAfterDenial: count.optional().describe("Times that an agent may try what it was denied, by any means."),
  then: oneOf(BREAKER_NOTES)
    .optional()
    .describe("What happens when a limit is passed; without it, `halt`. Limits of a workspace file only ask."),
});

export const policySchema = z
  .strictObject({
    $schema: z.string().optional().describe("Address of this schema, for editors."),
    version: z.literal(1, 'Must be 1: write "version": 1.').describe("Version of the file format."),
    profile: oneOf(PROFILE_NOTES).optional().describe("What to start from; the file's own words come on top."),
    mode: z
      .enum(["enforce", "observe"])
      .meta({
        enumDescriptions: [
          "judges and holds",
          "judges and records, holds nothing but what would switch the guard off; without effect in a workspace file",
        ],
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
      .max(MAX_RULES)
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
    agents: z
      .record(z.string().regex(/^[a-z][\w-]{0,39}$/i, "Must be up to 40 letters, digits or dashes."), role)
      .optional()
      .describe("Roles: what which agents may do. Agents without a role may do everything that is not held."),
    limits: limits.optional().describe("The circuit breaker: how much is too much, whatever each act is worth."),
    examples: z
      .array(example)
      .max(MAX_LIST)
      .optional()
      .describe("Acts and what has to come of them. A file with an example that does not hold is not taken."),
    credentials: z.array(credential).max(MAX_LIST).optional().describe("What known credentials are meant for."),
    servers: z
      .array(serverScope)
      .max(MAX_LIST)
      .optional()
      .describe("What may be asked of MCP servers, whichever way a call comes. Every entry that names a server holds."),
    maskedReads: z
      .literal(false, "Can only be false; without it, copies are offered.")
      .optional()
      .describe(
        "`false`: a refused read of an env file is only refused. Without it, agents whose protocol allows it read a copy that holds names, kinds and lengths.",
      ),
    terminals: z
      .strictObject({
        people: z
          .enum(["judge", "leave"])
          .optional()
          .describe(
            "`judge`: lines that a person types in the editor's terminals are judged as an agent's are. `leave`, built in: only those of agents are.",
          ),
      })
      .optional()
      .describe("Guarded terminals. A shell started with `agentguard shell` is always judged."),
    protect: z
      .array(plainPathPattern)
      .max(MAX_LIST)
      .optional()
      .describe("Paths that no agent may change unasked, for example `migrations/**`."),
  })
  .superRefine(({ rules = [], environments = {}, agents = {}, protect = [], examples = [] }, context) => {
    const proved = [...rules.flatMap(rule => rule.examples ?? []), ...examples];
    const letters = proved.reduce((sum, { run }) => sum + run.length, 0);
    if (proved.length > MAX_LIST || letters > MAX_EXAMPLE_TEXT)
      context.addIssue({
        code: "custom",
        path: examples.length > 0 ? ["examples"] : ["rules"],
        message: `The examples of one file may be ${MAX_LIST} with ${MAX_EXAMPLE_TEXT} characters at most: all of them are proved whenever it is read.`,
      });
    const named = [...Object.values(environments), ...Object.values(agents)].map(entry => entry?.match);
    const conditions = [...rules.map(({ when: { time, ...rest } = {} }) => rest), ...named];
    const patterns = conditions.flatMap(condition => Object.values(condition ?? {}).flat()).length + protect.length;
    if (patterns > MAX_PATTERNS)
      context.addIssue({
        code: "custom",
        path: rules.length > 0 ? ["rules"] : [],
        message: `The file holds ${patterns} patterns, of which it may have at most ${MAX_PATTERNS}; join or drop some.`,
      });
  })
  .describe("Rules of AgentGuard for one workspace, one person or one organization.");

/** A validated policy file, as written. */
export type PolicyFile = z.infer<typeof policySchema>;
