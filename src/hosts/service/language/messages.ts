/** The messages of `wire/rules.ts`, as they must look before anything is done for them. */
import * as z from "zod";
import type { FiringsParams, RuleLocationParams, TryRuleParams } from "../../../wire/rules.ts";

const uri = z.string().min(1).max(4096);
const rule = z.string().min(1).max(64);

export const ruleLocationSchema: z.ZodType<RuleLocationParams> = z.object({
  reason: z.string().min(1).max(200),
  folder: z.string().min(1).max(4096),
});

const tried = z.object({ uri, rule, command: z.string().min(1).max(4000).optional() });
export const tryRuleSchema: z.ZodType<TryRuleParams> = tried.transform(({ uri, rule, command }) => ({
  uri,
  rule,
  ...(command !== undefined && { command }),
}));

export const firingsSchema: z.ZodType<FiringsParams> = z.object({ uri, rule });

/** Of an editor's settings; whatever cannot be read is as it is without any. */
export const settingsSchema = z
  .object({
    agentguard: z
      .object({ hints: z.enum(["agent-changed", "always", "off"]).catch("agent-changed") })
      .catch({ hints: "agent-changed" }),
  })
  .catch({ agentguard: { hints: "agent-changed" } });
