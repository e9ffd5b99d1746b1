/** Teams' knowledge files in an editor: bytes on a stream. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { connect, type Line } from "./stream.ts";

const FILE = ".agentguard/knowledge/mycorp.yaml";
const of = (held: string, more = "") => `about: MyCorp's platform
programs: [mycorp]
source: https://wiki.mycorp.example/cli
reaches: MyCorp
rules:
  offboard:
    call: tenant offboard
    effect: delete database
    says: deletes the tenant {} with its data
    held: ${held}
    passes: mycorp tenant list
${more}`;

let line: Line;
beforeEach(async () => {
  line = await connect();
});
afterEach(() => line.close());

const found = async (text: string, file = FILE) =>
  (await line.open(file, text, "yaml")).diagnostics.map(({ message, range, severity }) => [
    Object.values(range.start).join(":"),
    severity,
    message.slice(0, 40),
  ]);
const ask = <T>(method: string, position: object) =>
  line.client.sendRequest<T>(method, { textDocument: { uri: line.uri(FILE) }, position });

test("a good file has nothing to say", async () => {
  expect(await found(of("mycorp tenant offboard shop"))).toEqual([]);
});

test.each([
  [
    "a mistake in the form",
    of("mycorp tenant offboard shop", "    reech: all\n"),
    ["11:4", 1, 'rules.offboard: Unrecognized key: "reech"'],
  ],
  ["an example that does not hold", of("mycorp tenant list"), ["9:4", 1, "The example says that this is held, but "]],
  [
    "what a workspace may not say",
    of("mycorp tenant offboard shop", "    recovery: free\n"),
    ["11:4", 2, "A file of a workspace cannot say `harmle"],
  ],
])("%s is shown at its place", async (_, text, expected) => {
  const [first] = await found(text);
  expect(first?.slice(0, 2)).toEqual(expected.slice(0, 2));
  expect(String(first?.[2]).slice(0, 30)).toBe(String(expected[2]).slice(0, 30));
});

test("keys are completed and explained", async () => {
  await line.open(FILE, of("mycorp tenant offboard shop", "    rec"), "yaml");
  const items = await ask<{ label: string; documentation: { value: string } }[]>("textDocument/completion", {
    line: 11,
    character: 7,
  });
  expect(items.find(({ label }) => label === "recovery")?.documentation.value).toContain("What brings it back");
  const hover = await ask<{ contents: { value: string } }>("textDocument/hover", { line: 7, character: 6 });
  expect(hover.contents.value).toContain("a verb and a kind of thing");
});

test("another YAML file is nobody's knowledge", async () => {
  await line.client.sendNotification("textDocument/didOpen", {
    textDocument: { uri: line.uri("compose.yaml"), languageId: "yaml", version: 1, text: "ab" },
  });
  const items = await line.client.sendRequest("textDocument/completion", {
    textDocument: { uri: line.uri("compose.yaml") },
    position: { line: 0, character: 2 },
  });
  expect(items).toBeNull();
});
