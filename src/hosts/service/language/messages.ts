/** The messages of `wire/rules.ts`, as they must look before anything is done for them. */
import { z } from "zod";
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
