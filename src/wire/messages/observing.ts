import * as z from "zod";
import { type Message, path } from "../message.ts";

const params = z.object({ folders: z.array(path).max(100).readonly() });

export type ObservingParams = z.infer<typeof params>;
export interface ObservingResult {
  /** Those of the folders. */
  readonly observing: readonly string[];
}

/** In which folders the policy in force only observes. */
export const Observing: Message<ObservingParams, ObservingResult> = {
  method: "guard/observing",
  from: "visitor",
  params,
};
