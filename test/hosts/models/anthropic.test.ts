/** The scripted model, spoken to in the dialect that the agent speaks. */
import { afterEach, expect, test } from "vitest";
import { startAnthropic } from "../../../src/hosts/models/anthropic.ts";
import { inOrder, type Model, type Script } from "../../../src/hosts/models/model.ts";

let model: Model;
afterEach(() => model.stop());

async function ask(body: object): Promise<string> {
  const response = await fetch(`${model.url}/v1/messages?beta=true`, { method: "POST", body: JSON.stringify(body) });
  expect(response.status).toBe(200);
  return response.text();
}

const tools = [{ name: "Bash" }];
const user = { role: "user", content: "go on" };
const called = (turn: number) => ({
  role: "assistant",
  content: [{ type: "tool_use", id: `call_000${turn}_0`, name: "Bash", input: {} }],
});
const told = (turn: number, content: unknown, is_error = false) => ({
  role: "user",
  content: [{ type: "tool_result", tool_use_id: `call_000${turn}_0`, content, is_error }],
});

test("plays the turns in order and keeps what it is told", async () => {
  model = await startAnthropic(inOrder({ says: "first", calls: [{ tool: "Bash", input: { command: "ls" } }] }));
  const first = JSON.parse(await ask({ model: "m", tools, messages: [user] }));
  expect(first).toMatchObject({
    stop_reason: "tool_use",
    content: [
      { type: "text", text: "first" },
      { type: "tool_use", id: "call_0000_0", name: "Bash", input: { command: "ls" } },
    ],
  });
  const messages = [
    user,
    called(0),
    told(
      0,
      [
        { type: "text", text: "a " },
        { type: "text", text: "b" },
      ],
      true,
    ),
  ];
  const second = JSON.parse(await ask({ model: "m", tools, messages }));
  expect(second).toMatchObject({ stop_reason: "end_turn", content: [{ type: "text", text: "All steps done." }] });
  expect(model.told(0)).toEqual({ text: "a b", failed: true });
  expect(model.told(1)).toBeUndefined();
  expect(model.requests()).toBe(2);
});

test("streams the same turn as events", async () => {
  model = await startAnthropic(inOrder({ calls: [{ tool: "Bash", input: { command: "ls" } }] }));
  const events = (await ask({ model: "m", stream: true, tools, messages: [user] })).match(/^event: .*$/gm);
  expect(events).toEqual(
    [
      "message_start",
      "content_block_start",
      "content_block_delta",
      "content_block_stop",
      "message_delta",
      "message_stop",
    ].map(name => `event: ${name}`),
  );
});

test("hands the script the results of the turn before, and nothing older", async () => {
  const seen: unknown[] = [];
  const script: Script = (turn, results) => {
    seen.push([turn, results]);
    return { calls: [{ tool: "Bash", input: {} }] };
  };
  model = await startAnthropic(script);
  await ask({ model: "m", tools, messages: [user, called(0), told(0, "one"), called(1), told(1, "two")] });
  expect(seen).toEqual([[2, [{ text: "two", failed: false }]]]);
});

test("answers side requests with words, outside the script", async () => {
  model = await startAnthropic(() => {
    throw new Error("the script was asked");
  });
  expect(JSON.parse(await ask({ model: "m", messages: [user] }))).toMatchObject({ content: [{ text: "ok" }] });
  expect(model.requests()).toBe(0);
});
