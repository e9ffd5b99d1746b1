import * as z from "zod";
import type { ImpactDocument } from "../../core/approval/card.ts";
import { id, type Message } from "../message.ts";

const params = z.object({ id });

export type ImpactParams = z.infer<typeof params>;
export interface ImpactResult {
  readonly documents: readonly ImpactDocument[];
}

/** Returns the diff documents of a pending question. */
export const Impact: Message<ImpactParams, ImpactResult> = { method: "guard/impact", from: "visitor", params };
