/**
 * A scripted model: the part of the Anthropic Messages API that Claude Code speaks (streaming), on loopback. What it
 * "says" is a function of how many turns with tool calls the conversation already has, so it keeps no state and a
 * repeated request gets the same answer.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

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
  readonly failed: boolean;
}

/** `turn` counts from 0; `results` are those of the turn before, in the order of its calls. */
export type Script = (turn: number, results: readonly ToolResult[]) => Turn;

export interface Model {
  /** For ANTHROPIC_BASE_URL. */
  readonly url: string;
  /** What the agent told the model about call number `call` of turn `turn`, both from 0. */
  told(turn: number, call?: number): ToolResult | undefined;
  /** Everything that the agent has sent so far, request by request, as JSON. */
  heard(): string;
  /** How many requests with tools arrived: 0 means that the agent never got as far as the model. */
  requests(): number;
  stop(): Promise<void>;
}

/** A fixed sequence of turns; afterwards the model says that it is done. */
export function inOrder(...turns: readonly Turn[]): Script {
  return turn => turns[turn] ?? { says: "All steps done." };
}

export async function startModel(script: Script): Promise<Model> {
  const told = new Map<string, ToolResult>();
  const heard: string[] = [];
  let requests = 0;
  const server = createServer((request, response) => {
    read(request).then(
      body => {
        if (request.method === "HEAD") return json(response, {});
        if (request.url?.includes("/count_tokens")) return json(response, { input_tokens: 100 });
        const messages = Array.isArray(body.messages) ? (body.messages as Message[]) : [];
        heard.push(JSON.stringify(messages));
        // Side requests (titles, summaries) carry no tools: words are all they want.
        const agentic = Array.isArray(body.tools) && body.tools.length > 0;
        if (agentic) requests++;
        const results = readResults(messages);
        for (const [id, result] of results) told.set(id, result);
        const turn = messages.filter(message => blocks(message).some(block => block.type === "tool_use")).length;
        const last = [...results].filter(([id]) => id.startsWith(`${callId(turn - 1)}_`)).map(([, result]) => result);
        const chosen = agentic ? script(turn, last) : { says: "ok" };
        answer(response, contentOf(chosen, turn), String(body.model), body.stream === true);
      },
      error => json(response, { type: "error", error: { type: "invalid_request_error", message: String(error) } }, 400),
    );
  });
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    told: (turn, call = 0) => told.get(`${callId(turn)}_${call}`),
    heard: () => heard.join("\n"),
    requests: () => requests,
    stop: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Block {
  readonly type: string;
  readonly tool_use_id?: string;
  readonly is_error?: boolean;
  readonly content?: string | readonly { readonly text?: string }[];
}
interface Message {
  readonly content: string | readonly Block[];
}

function blocks(message: Message): readonly Block[] {
  return typeof message.content === "string" ? [] : message.content;
}

/** Every tool result of the conversation so far, by the id of its call. */
function readResults(messages: readonly Message[]): Map<string, ToolResult> {
  const results = new Map<string, ToolResult>();
  for (const block of messages.flatMap(blocks)) {
    if (block.type !== "tool_result" || !block.tool_use_id) continue;
    const { content } = block;
    const text = typeof content === "string" ? content : (content ?? []).map(part => part.text ?? "").join("");
    results.set(block.tool_use_id, { text, failed: block.is_error === true });
  }
  return results;
}

function callId(turn: number): string {
  return `toolu_${String(turn).padStart(4, "0")}`;
}

type Content =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "tool_use"; readonly id: string; readonly name: string; readonly input: object };

function contentOf(turn: Turn, number: number): readonly Content[] {
  const calls = (turn.calls ?? []).map(
    ({ tool, input }, call): Content => ({ type: "tool_use", id: `${callId(number)}_${call}`, name: tool, input }),
  );
  return turn.says === undefined ? calls : [{ type: "text", text: turn.says }, ...calls];
}

function answer(response: ServerResponse, content: readonly Content[], model: string, stream: boolean): void {
  const message = { id: `msg_${Date.now()}`, type: "message", role: "assistant", model };
  const usage = { input_tokens: 10, output_tokens: 5, cache_creation_input_tokens: 0, cache_read_input_tokens: 0 };
  const calling = content.some(part => part.type === "tool_use");
  const stop = { stop_reason: calling ? "tool_use" : "end_turn", stop_sequence: null };
  if (!stream) return json(response, { ...message, content, ...stop, usage });
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
  const event = (data: { readonly type: string; readonly [field: string]: unknown }) =>
    response.write(`event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`);
  const start = { ...message, content: [], stop_reason: null, stop_sequence: null, usage };
  event({ type: "message_start", message: start });
  content.forEach((part, index) => {
    const tool = part.type === "tool_use";
    const opening = tool ? { ...part, input: {} } : { type: "text", text: "" };
    const delta = tool
      ? { type: "input_json_delta", partial_json: JSON.stringify(part.input) }
      : { type: "text_delta", text: part.text };
    event({ type: "content_block_start", index, content_block: opening });
    event({ type: "content_block_delta", index, delta });
    event({ type: "content_block_stop", index });
  });
  event({ type: "message_delta", delta: stop, usage: { output_tokens: 5 } });
  event({ type: "message_stop" });
  response.end();
}

async function read(request: IncomingMessage): Promise<Record<string, unknown>> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const text = Buffer.concat(parts).toString("utf8");
  return text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
}

function json(response: ServerResponse, body: object, status = 200): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}
