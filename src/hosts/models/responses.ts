/** A scripted model that speaks the OpenAI Responses API, streaming. */
import type { Model, Script, ToolCall, ToolResult } from "./model.ts";
import { type Body, callId, type Dialect, listOf, startScripted, textOf } from "./scripted.ts";

/** A tool of a namespace (an MCP server), or one that takes free text instead of JSON. */
export interface ResponsesCall extends ToolCall {
  readonly namespace?: string;
  readonly freeform?: string;
}

interface Item {
  readonly type: string;
  readonly call_id?: string;
  readonly output?: unknown;
}

const items = (body: Body) => listOf<Item>(body.input);
const isCall = ({ type }: Item) => /^(?:function|custom_tool|local_shell|tool_search)_call$/.test(type);

const RESPONSES: Dialect = {
  turnOf(path, body) {
    if (!path.endsWith("/responses")) return undefined;
    return new Set(
      items(body)
        .filter(isCall)
        .map(({ call_id: id }) => id?.slice(0, -1)),
    ).size;
  },
  results(body) {
    const results = new Map<string, ToolResult>();
    for (const { type, call_id: id, output } of items(body)) {
      if (type.endsWith("_output") && id !== undefined) results.set(id, { text: textOf(output), failed: false });
    }
    return results;
  },
  answer({ path, turn }, out) {
    if (path.endsWith("/models")) return out.json({ object: "list", data: [], models: [] });
    if (turn === undefined) return out.json({ error: { message: `no route ${path}` } }, 404);
    const id = `resp_${turn.number}`;
    const calls: readonly ResponsesCall[] = turn.calls ?? [];
    const output =
      calls.length > 0
        ? calls.map((call, index) => callItem(call, turn.number, index))
        : [
            {
              type: "message",
              id: `msg_${turn.number}`,
              role: "assistant",
              content: [{ type: "output_text", text: turn.says ?? "", annotations: [] }],
            },
          ];
    const usage = {
      input_tokens: 10,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens: 5,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: 15,
    };
    const events: readonly { readonly type: string; readonly [field: string]: unknown }[] = [
      { type: "response.created", response: { id, status: "in_progress" } },
      ...output.flatMap((item, index) => [
        { type: "response.output_item.added", output_index: index, item },
        { type: "response.output_item.done", output_index: index, item },
      ]),
      { type: "response.completed", response: { id, status: "completed", output, usage } },
    ];
    out.events(events.map(data => ({ event: data.type, data })));
  },
};

function callItem({ tool, input, namespace, freeform }: ResponsesCall, turn: number, index: number) {
  const ids = { id: `fc_${turn}_${index}`, call_id: callId(turn, index) };
  if (freeform !== undefined) return { type: "custom_tool_call", ...ids, name: tool, input: freeform };
  const call = { type: "function_call", ...ids, name: tool, arguments: JSON.stringify(input) };
  return namespace === undefined ? call : { ...call, namespace };
}

export function startResponses(script: Script): Promise<Model> {
  return startScripted(RESPONSES, script);
}
