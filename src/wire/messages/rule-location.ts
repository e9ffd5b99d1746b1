import * as z from "zod";
import { type Message, path } from "../message.ts";

/** `reason`: of an act: `policy/<id>`, `role/<name>`, `environment/<name>`. `folder`: the folder of that act. */
const params = z.object({ reason: z.string().min(1).max(200), folder: path });

export type RuleLocationParams = z.infer<typeof params>;
/** Null when no policy in force in the folder has the rule. */
export type RuleLocationResult = { readonly file: string /** 1-based. */; readonly line: number } | null;

/** Finds the file and line of the rule that a reason names. */
export const RuleLocation: Message<RuleLocationParams, RuleLocationResult> = {
  method: "guard/ruleLocation",
  from: "visitor",
  params,
};
