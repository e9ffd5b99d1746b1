/** What a chat's model asks the guard before it acts; the same questions as of `agentguard mcp`. */

/** Editor → service: one question to a chat tool, by its name. The service answers in words and changes nothing. */
export const Advise = "guard/advise";
export interface AdviseParams {
  /** Name as package.json contributes it. */
  readonly tool: string;
  readonly input: unknown;
  /** Absolute; what the input names no folder for happens there. */
  readonly folder: string;
}
export interface AdviseResult {
  readonly words: string;
}
