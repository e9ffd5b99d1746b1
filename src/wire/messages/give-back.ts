import * as z from "zod";
import { id, type Message } from "../message.ts";

const params = z.object({ id });

export type GiveBackParams = z.infer<typeof params>;
export interface GiveBackResult {
  readonly restored: number;
  readonly left: readonly { readonly path: string; readonly because: string }[];
  /** Why nothing was given back, for the person. */
  readonly because?: string;
}

/** A person has seen the list of what the watcher has found, and wants git's files back. */
export const GiveBack: Message<GiveBackParams, GiveBackResult> = { method: "guard/giveBack", from: "person", params };
