import * as z from "zod";
import { PROFILE_NOTES, wordsOf } from "../../core/policy/vocabulary.ts";
import type { AnswerResult } from "../guard.ts";
import type { Message } from "../message.ts";

const params = z.object({ profile: z.enum(wordsOf(PROFILE_NOTES)) });

export type SetProfileParams = z.infer<typeof params>;

/** Sets the profile that the user's policy starts from. */
export const SetProfile: Message<SetProfileParams, AnswerResult> = {
  method: "guard/setProfile",
  from: "person",
  params,
};
