import * as z from "zod";
import { id, type Message } from "../message.ts";

const params = z.object({ id });

export type GiveBackParams = z.infer<typeof params>;
export interface GiveBackResult {
  readonly restored: number;
  readonly left: readonly { readonly path: string; readonly because: string }[];
  /** Why nothing was restored, for the person. */
  readonly because?: string;
}

/** Restores from git the files of a finding, after a person has seen the list. */
export const GiveBack: Message<GiveBackParams, GiveBackResult> = { method: "guard/giveBack", from: "person", params };
