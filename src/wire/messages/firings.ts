import * as z from "zod";
import type { Message } from "../message.ts";

/** `uri`: the policy file of the rule. */
const params = z.object({ uri: z.string().min(1).max(4096), rule: z.string().min(1).max(64) });

export type FiringsParams = z.infer<typeof params>;
export interface FiringsResult {
  /** Newest first. */
  readonly acts: readonly {
    readonly text: string;
    readonly at: number;
    readonly agent: string;
    readonly folder: string;
    readonly decision: string;
  }[];
}

/** Lists the acts that a rule has decided. */
export const Firings: Message<FiringsParams, FiringsResult> = { method: "guard/firings", from: "visitor", params };
