/** Defines a model that follows a script, for agents that are made to act. */

/** What the model does in one turn: words, then tool calls. No calls end the conversation. */
export interface Turn {
  readonly says?: string;
  readonly calls?: readonly ToolCall[];
}

export interface ToolCall {
  readonly tool: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** What the agent reported for one tool call. */
export interface ToolResult {
  readonly text: string;
  /** False also where the protocol has no field for it. */
  readonly failed: boolean;
}

/** Returns the next turn. `turn` counts from 0; `results` are those of the turn before, in the order of its calls. */
export type Script = (turn: number, results: readonly ToolResult[]) => Turn;

export interface Model {
  /** Its address on loopback, without a path. */
  readonly url: string;
  /** Returns what the agent told the model about call number `call` of turn `turn`, both from 0. */
  told(turn: number, call?: number): ToolResult | undefined;
  /** Returns everything that the agent has sent so far, request by request, as JSON. */
  heard(): string;
  /** Returns how many requests with tools arrived: 0 means that the agent never reached the model. */
  requests(): number;
  stop(): Promise<void>;
}

/** Makes a script of a fixed sequence of turns, after which the model says that it is done. */
export function inOrder(...turns: readonly Turn[]): Script {
  return turn => turns[turn] ?? { says: "All steps done." };
}
