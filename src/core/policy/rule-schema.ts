/** Defines the schema of one rule: its conditions, its decision, and examples that prove it. */
import * as z from "zod";
import { commandPattern, oneOf, oneOrMany, pathPattern, plainPattern } from "./pattern-schema.ts";
import { DAYS, isZone } from "./time-window.ts";
import {
  DECISION_NOTES,
  ENVIRONMENT_NOTES,
  REQUIREMENT_NOTES,
  RESOURCE_NOTES,
  SHELL_NOTES,
  VERB_NOTES,
} from "./vocabulary.ts";

const date = z.iso
  .datetime({ offset: true, local: false, error: "Must be a date and time such as 2026-12-24T00:00:00Z." })
  .describe("A date and time with its zone, for example `2026-12-24T00:00:00Z`.");

const time = z
  .strictObject({
    days: oneOrMany(z.enum(DAYS)).optional().describe('Days of the week, for example `["sat", "sun"]`.'),
    hours: z
      .string()
      .regex(/^(?:[01]\d|2[0-3]):[0-5]\d-(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, "Must be hours such as 18:00-08:00.")
      .optional()
      .describe("Hours of the day, for example `18:00-08:00`, which passes midnight."),
    zone: z
      .string()
      .refine(isZone, { error: "Is no time zone that this machine knows; write one such as Europe/Berlin." })
      .optional()
      .describe("Time zone of days and hours, for example `Europe/Berlin`; without it, the machine's own."),
    after: date.optional().describe("In force from then on."),
    before: date.optional().describe("In force until then."),
  })
  .refine(({ zone, ...rest }) => Object.keys(rest).length > 0, { error: "Names neither days, hours nor dates." })
  .describe("When the rule is in force.");

const ruleId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]*\/[a-z0-9][a-z0-9._/-]*$/, "Must be the id of a rule, such as docker/volume-rm.")
  .max(100);

const when = z
  .strictObject({
    rule: oneOrMany(ruleId)
      .optional()
      .describe("Ids of the guard's own rules, as cards, `agentguard explain` and `agentguard rules` name them."),
    effect: oneOrMany(oneOf(VERB_NOTES)).optional().describe("What the act would do."),
    resource: oneOrMany(oneOf(RESOURCE_NOTES)).optional().describe("What it would do it to."),
    environment: oneOrMany(oneOf(ENVIRONMENT_NOTES)).optional().describe("Where it would land."),
    path: oneOrMany(pathPattern)
      .optional()
      .describe(
        "Paths, relative to the workspace, absolute or in your home (`~/`), for example `src/**`; `!src/gen/**` takes some out.",
      ),
    command: oneOrMany(commandPattern)
      .optional()
      .describe(
        "Commands by their words, options in any order: `git push --force`. To hold acts it means whatever else is said; to allow them it means nothing more, unless it ends in ` *`.",
      ),
    host: oneOrMany(plainPattern).optional().describe("Hosts that it reaches."),
    tool: oneOrMany(plainPattern)
      .optional()
      .describe("MCP tools as `server/tool`, for example `supabase/execute_sql` or `*/delete_*`."),
    agent: oneOrMany(plainPattern).optional().describe("Ids of agents, for example `claude-code`."),
    role: oneOrMany(plainPattern).optional().describe("Roles of this policy, as named under `agents`."),
    time: time.optional(),
  })
  .refine(({ time, ...conditions }) => Object.keys(conditions).length > 0, {
    error: "Names no condition, so the rule would hold for everything; name at least one.",
  })
  .meta({ minProperties: 1 });

/** An act and the decision that the policy must give. It is checked whenever the file is read. */
export const example = z.strictObject({
  run: z.string().min(1).max(2000).describe("A command, as an agent would run it."),
  shell: oneOf(SHELL_NOTES).optional().describe("The shell that it is written for; without it, bash."),
  agent: z.string().min(1).max(100).optional().describe("Id of the agent that runs it."),
  expect: oneOf(DECISION_NOTES).describe("What has to come of it, nothing being known of the disk."),
});

const fields = z.strictObject({
  id: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._/-]{0,99}$/, "Must be up to 100 letters, digits, dots, dashes or slashes.")
    .describe("Name of the rule, shown as `policy/<id>` wherever it counted. Unique in the file."),
  when: when
    .optional()
    .describe(
      "Conditions: every one that is given must hold; within one, any value will do. Without them, `id` names one of the guard's own rules.",
    ),
  then: oneOf(DECISION_NOTES).describe("What happens. With several rules the strictest wins."),
  require: oneOf(REQUIREMENT_NOTES).optional().describe("What a person must do to let it pass once."),
  because: z.string().min(1).max(500).optional().describe("Why, shown to the person and to the agent."),
  instead: z.string().min(1).max(500).optional().describe("The gentler way, shown to the person and to the agent."),
  examples: z
    .array(example)
    .max(20)
    .optional()
    .describe("Acts and what has to come of them. A file with an example that does not hold is not taken."),
});

export const rule = fields.superRefine(({ id, when }, context) => {
  // `docker/volume-rm` is one of the guard's own rules; a name without a slash can only be the author's.
  if (when === undefined && !id.includes("/"))
    context.addIssue({ code: "invalid_type", expected: "object", path: ["when"], input: undefined });
});
