import * as z from "zod";
import type { Message } from "../message.ts";

const params = z.object({ because: z.string().trim().min(1).max(500) });

export type HaltParams = z.infer<typeof params>;

/** Stops all agents. */
export const Halt: Message<HaltParams, null> = { method: "guard/halt", from: "visitor", params };
