import * as z from "zod";
import type { Lost } from "../../core/watching/finding.ts";
import { id, type Message } from "../message.ts";

const params = z.object({ id });

export type FoundFilesParams = z.infer<typeof params>;
export interface FoundFilesResult {
  /** At most 5000. */
  readonly items: readonly Lost[];
}

/** Lists every file of one finding of the watcher. */
export const FoundFiles: Message<FoundFilesParams, FoundFilesResult> = {
  method: "guard/foundFiles",
  from: "visitor",
  params,
};
