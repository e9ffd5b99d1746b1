/** A scripted model that speaks the Anthropic Messages API, streaming or not. */
import type { Model, Script, ToolResult, Turn } from "./model.ts";
import { type Body, callId, type Dialect, listOf, startScripted, textOf } from "./scripted.ts";

interface Block {
  readonly type: string;
  readonly tool_use_id?: string;
  readonly is_error?: boolean;
  readonly content?: unknown;
}

const blocksOf = (body: Body) =>
  listOf<{ readonly content?: unknown }>(body.messages).map(({ content }) => listOf<Block>(content));

const ANTHROPIC: Dialect = {
  turnOf(path, body) {
    // Side requests (titles, summaries) carry no tools and only need words.
    if (!path.endsWith("/messages") || listOf(body.tools).length === 0) return undefined;
    return blocksOf(body).filter(blocks => blocks.some(({ type }) => type === "tool_use")).length;
  },
  results(body) {
    const results = new Map<string, ToolResult>();
    for (const { type, tool_use_id: id, content, is_error } of blocksOf(body).flat())
      if (type === "tool_result" && id) results.set(id, { text: textOf(content), failed: is_error === true });
    return results;
  },
  answer({ path, body, turn }, out) {
    if (path.endsWith("/count_tokens")) return out.json({ input_tokens: 100 });
    if (!path.endsWith("/messages")) return out.json({});
    const content = turn === undefined ? [{ type: "text" as const, text: "ok" }] : contentOf(turn, turn.number);
    const message = { id: `msg_${turn?.number ?? "side"}`, type: "message", role: "assistant", model: body.model };
    const usage = { input_tokens: 10, output_tokens: 5, cache_creation_input_tokens: 0, cache_read_input_tokens: 0 };
    const calling = content.some(part => part.type === "tool_use");
    const stop = { stop_reason: calling ? "tool_use" : "end_turn", stop_sequence: null };
    if (body.stream !== true) return out.json({ ...message, content, ...stop, usage });
    const start = { ...message, content: [], stop_reason: null, stop_sequence: null, usage };
    const events: readonly { readonly type: string; readonly [field: string]: unknown }[] = [
      { type: "message_start", message: start },
      ...content.flatMap(inPieces),
      { type: "message_delta", delta: stop, usage: { output_tokens: 5 } },
      { type: "message_stop" },
    ];
    out.events(events.map(data => ({ event: data.type, data })));
  },
};

type Content =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "tool_use"; readonly id: string; readonly name: string; readonly input: object };

function contentOf({ says, calls = [] }: Turn, number: number): readonly Content[] {
  const uses = calls.map(({ tool, input }, call): Content => {
    return { type: "tool_use", id: callId(number, call), name: tool, input };
  });
  return says === undefined ? uses : [{ type: "text", text: says }, ...uses];
}

function inPieces(part: Content, index: number) {
  const isUse = part.type === "tool_use";
  const opening = isUse ? { ...part, input: {} } : { type: "text", text: "" };
  const delta = isUse
    ? { type: "input_json_delta", partial_json: JSON.stringify(part.input) }
    : { type: "text_delta", text: part.text };
  return [
    { type: "content_block_start", index, content_block: opening },
    { type: "content_block_delta", index, delta },
    { type: "content_block_stop", index },
  ];
}

export function startAnthropic(script: Script): Promise<Model> {
  return startScripted(ANTHROPIC, script);
}
