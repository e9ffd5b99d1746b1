import * as z from "zod";
import { type Message, path } from "../message.ts";

/** The tool validates its own input. */
const params = z.object({ tool: z.string().max(100), input: z.unknown(), folder: path });

/** `tool`: its name in package.json. `folder`: the working folder for inputs that name none. */
export type AdviseParams = z.infer<typeof params>;
export interface AdviseResult {
  readonly words: string;
}

/** Answers in words what an act would do, for a chat's tool and for `agentguard mcp`. It changes nothing. */
export const Advise: Message<AdviseParams, AdviseResult> = { method: "guard/advise", from: "visitor", params };
