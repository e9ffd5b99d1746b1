/** Answers the chat tools: an agent asks about an act before it acts, or about the policy. Nothing is changed. */
import * as z from "zod";
import { adviceOn } from "../../core/approval/advice.ts";
import { sayPolicy } from "../../core/policy/language/say-policy.ts";
import type { Policy } from "../../core/policy/policy.ts";
import type { Weigh } from "../hook/weigh.ts";
import { actionAsked, QUESTION } from "./question.ts";

export interface Adviser {
  readonly weigh: Weigh;
  policyOf(folder: string): Policy;
}

export interface ChatTool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly input: z.ZodType;
  /** Answers in words for a model. Rejects with an error that says what is wrong with the input. */
  answer(input: unknown, here: string, agent: string, adviser: Adviser): Promise<string>;
}

export const CHAT_TOOLS: readonly ChatTool[] = [
  {
    name: "agentguard_check",
    title: "Ask AgentGuard",
    description:
      "Says what AgentGuard would do with an act before you propose it: pass, ask a person, or refuse, with the reasons, the place it lands in and a gentler way. Runs nothing and allows nothing.",
    input: QUESTION,
    async answer(input, here, agent, { weigh }) {
      const action = actionAsked(input, here, agent);
      const { judgement, policy } = await weigh(action);
      return adviceOn(action, judgement, policy);
    },
  },
  {
    name: "agentguard_policy",
    title: "Read AgentGuard's policy",
    description: "Says in words what AgentGuard's policy holds, refuses and protects in this workspace.",
    input: z.strictObject({}),
    answer: async (_input, here, _agent, { policyOf }) => sayPolicy(policyOf(here)),
  },
];

/** Answers for the tool of this name. Rejects with a list of the tools when there is none. */
export async function answerChat(
  name: string,
  input: unknown,
  here: string,
  agent: string,
  adviser: Adviser,
): Promise<string> {
  const tool = CHAT_TOOLS.find(known => known.name === name);
  if (!tool) throw new Error(`there is no tool ${name}; there are ${CHAT_TOOLS.map(known => known.name).join(", ")}`);
  return tool.answer(input, here, agent, adviser);
}

/** Returns the input's JSON schema, for `package.json` and MCP clients. */
export function inputSchemaOf({ input }: ChatTool): object {
  const { $schema: _, ...schema } = z.toJSONSchema(input, { io: "input" });
  return schema;
}
