import * as z from "zod";
import { type Message, path } from "../message.ts";

/** The input is the tool's own to read. */
const params = z.object({ tool: z.string().max(100), input: z.unknown(), folder: path });

/** `tool`: as package.json contributes it. `folder`: what the input names no folder for happens there. */
export type AdviseParams = z.infer<typeof params>;
export interface AdviseResult {
  readonly words: string;
}

/** A chat's question before it acts, as `agentguard mcp` takes it: answered in words, and nothing is changed. */
export const Advise: Message<AdviseParams, AdviseResult> = { method: "guard/advise", from: "visitor", params };
