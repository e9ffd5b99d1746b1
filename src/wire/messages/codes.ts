import * as z from "zod";
import type { Message } from "../message.ts";

/** `code`: one of the remaining codes, which is needed to make new ones. */
const params = z.strictObject({ make: z.literal(true).exactOptional(), code: z.string().max(100).exactOptional() });

export type CodesParams = z.infer<typeof params>;
export interface CodesResult {
  readonly left: number;
  /** The new codes. They are shown only here. */
  readonly made?: readonly string[];
}

/** Tells how many one-time codes are left, or replaces them by new ones. */
export const Codes: Message<CodesParams, CodesResult> = {
  method: "guard/codes",
  path: "/v1/codes",
  from: "person",
  params,
};
