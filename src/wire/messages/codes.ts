import * as z from "zod";
import type { Message } from "../message.ts";

/** `code`: one that is left, for new ones. */
const params = z.strictObject({ make: z.literal(true).exactOptional(), code: z.string().max(100).exactOptional() });

export type CodesParams = z.infer<typeof params>;
export interface CodesResult {
  readonly left: number;
  /** Shown this once. */
  readonly made?: readonly string[];
}

/** How many one-time codes are left, and new ones in their place. */
export const Codes: Message<CodesParams, CodesResult> = {
  method: "guard/codes",
  path: "/v1/codes",
  from: "person",
  params,
};
