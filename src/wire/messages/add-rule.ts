import * as z from "zod";
import type { AnswerResult } from "../guard.ts";
import { id, type Message } from "../message.ts";

const params = z.object({ id });

export type AddRuleParams = z.infer<typeof params>;

/** Writes a proposed rule into the user's policy. */
export const AddRule: Message<AddRuleParams, AnswerResult> = { method: "guard/addRule", from: "person", params };
