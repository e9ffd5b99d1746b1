/** A scripted model that speaks the OpenAI Chat Completions API, streaming or not. */
import type { Model, Script, ToolResult } from "./model.ts";
import { type Body, callId, type Dialect, listOf, startScripted, textOf } from "./scripted.ts";

interface Message {
  readonly role: string;
  readonly content?: unknown;
  readonly tool_call_id?: string;
  readonly tool_calls?: readonly unknown[];
}

const messages = (body: Body) => listOf<Message>(body.messages);

const CHAT: Dialect = {
  turnOf(path, body) {
    // Side requests (titles, summaries) carry no tools and only need words.
    if (!path.endsWith("/chat/completions") || listOf(body.tools).length === 0) return undefined;
    return messages(body).filter(({ role, tool_calls: calls }) => role === "assistant" && calls?.length).length;
  },
  results(body) {
    const results = new Map<string, ToolResult>();
    for (const { role, tool_call_id: id, content } of messages(body)) {
      // The protocol has no field for failure.
      if (role === "tool" && id !== undefined) results.set(id, { text: textOf(content), failed: false });
    }
    return results;
  },
  answer({ path, body, turn }, out) {
    if (path.endsWith("/models")) return out.json({ object: "list", data: [{ id: "scripted", object: "model" }] });
    if (!path.endsWith("/chat/completions")) return out.json({ error: { message: `no route ${path}` } }, 404);
    const calls = (turn?.calls ?? []).map(({ tool, input }, index) => ({
      index,
      id: callId(turn?.number ?? 0, index),
      type: "function",
      function: { name: tool, arguments: JSON.stringify(input) },
    }));
    const head = { id: `chatcmpl-${turn?.number ?? "side"}`, created: 1_700_000_000, model: body.model };
    const reason = calls.length > 0 ? "tool_calls" : "stop";
    const content = turn === undefined ? "ok" : (turn.says ?? null);
    const usage = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 };
    if (body.stream !== true) {
      const message = { role: "assistant", content, ...(calls.length > 0 && { tool_calls: calls }) };
      const choices = [{ index: 0, finish_reason: reason, message }];
      return out.json({ ...head, object: "chat.completion", usage, choices });
    }
    const chunk = (delta: object, finish: string | null = null, more: object = {}) => ({
      data: {
        ...head,
        object: "chat.completion.chunk",
        choices: [{ index: 0, delta, finish_reason: finish }],
        ...more,
      },
    });
    out.events([
      chunk({ role: "assistant", content: calls.length > 0 ? null : "" }),
      chunk(calls.length > 0 ? { tool_calls: calls } : { content }),
      chunk({}, reason, { usage }),
      { data: "[DONE]" },
    ]);
  },
};

export function startChat(script: Script): Promise<Model> {
  return startScripted(CHAT, script);
}
