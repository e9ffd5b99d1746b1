import * as z from "zod";
import { type Message, path } from "../message.ts";

const params = z.object({ folders: z.array(path).max(100).readonly() });

export type ObservingParams = z.infer<typeof params>;
export interface ObservingResult {
  /** Those of the given folders in which the policy only observes. */
  readonly observing: readonly string[];
}

/** Tells in which folders the policy in force only observes. */
export const Observing: Message<ObservingParams, ObservingResult> = {
  method: "guard/observing",
  from: "visitor",
  params,
};
