/** One rule: when it applies and what follows. */
import * as z from "zod";
import { oneOf, oneOrMany, pattern } from "./pattern-schema.ts";
import { DECISION_NOTES, ENVIRONMENT_NOTES, RESOURCE_NOTES, VERB_NOTES } from "./vocabulary.ts";

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

export const rule = z.strictObject({
  id: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._/-]{0,63}$/, "Must be up to 64 letters, digits, dots, dashes or slashes.")
    .describe("Name of the rule, shown as `policy/<id>` wherever it counted. Unique in the file."),
  when,
  then: oneOf(DECISION_NOTES).describe("What happens. With several rules the strictest wins."),
  because: z.string().min(1).max(500).optional().describe("Why, shown to the person and to the agent."),
  instead: z.string().min(1).max(500).optional().describe("The gentler way, shown to the person and to the agent."),
});
