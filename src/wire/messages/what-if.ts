import * as z from "zod";
import type { Decision } from "../../core/policy/decision.ts";
import { type Message, path } from "../message.ts";

/** `file`: the policy file that would hold the text. */
const params = z.object({ file: path, text: z.string().max(1024 * 1024) });

export type WhatIfParams = z.infer<typeof params>;
export interface WhatIfResult {
  /** Why there is no result: the text is not a valid policy. */
  readonly because?: string;
  readonly judged: number;
  readonly leftOut: number;
  readonly held: { readonly before: number; readonly after: number };
  readonly differences: readonly {
    readonly at: number;
    readonly agent: string;
    readonly text: string;
    readonly before: Decision;
    readonly after: Decision;
  }[];
}

/** Tells how the recorded commands would be decided if a policy had this text. */
export const WhatIf: Message<WhatIfParams, WhatIfResult> = { method: "guard/whatIf", from: "visitor", params };
