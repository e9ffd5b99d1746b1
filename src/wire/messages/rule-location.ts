import * as z from "zod";
import { type Message, path } from "../message.ts";

/** `reason`: as an act gives it: `policy/<id>`, `role/<name>`, `environment/<name>`. `folder`: of that act. */
const params = z.object({ reason: z.string().min(1).max(200), folder: path });

export type RuleLocationParams = z.infer<typeof params>;
/** Null when no policy in force there has it. */
export type RuleLocationResult = { readonly file: string /** 1-based. */; readonly line: number } | null;

/** Where a rule stands that a reason names. */
export const RuleLocation: Message<RuleLocationParams, RuleLocationResult> = {
  method: "guard/ruleLocation",
  from: "visitor",
  params,
};
