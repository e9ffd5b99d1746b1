/** The built service and the real launcher: a question that was denied is asked again, and a late yes is used once. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Attached } from "../../src/hosts/answering/attach.ts";
import { Answer } from "../../src/wire/messages/answer.ts";
import { AskAgain, type AskAgainResult } from "../../src/wire/messages/ask-again.ts";
import type { QuestionsResult } from "../../src/wire/messages/questions.ts";
import { expectDenied, expectNoOpinion } from "./claude.ts";
import { allow, Machine, needBuild, nextQuestion, until } from "./machine.ts";

let machine: Machine;
beforeAll(needBuild);
beforeEach(() => {
  machine = new Machine();
  machine.deploy();
});
afterEach(() => machine.dispose());

const offered = (editor: Attached) => editor.state().recent[0]?.askAgain?.id;

/** The risky act is denied, asked again and allowed after all. */
async function allowedAfterAll(editor: Attached): Promise<void> {
  const hook = machine.hook({ ...machine.risky, tool_use_id: "toolu_1" });
  const first = await nextQuestion(editor);
  await editor.ask(Answer, { id: first.id, answer: "deny" });
  expectDenied(await hook.ended, /The person was asked and denied this/);
  await until(() => offered(editor) !== undefined, "it can be asked again");
  const { id = "" } = await editor.ask(AskAgain, { id: offered(editor) ?? "" });
  const again = await nextQuestion(editor, [first.id]);
  expect(again).toMatchObject({ id, again: true, card: { what: first.card.what } });
  expect(await allow(editor, again)).toMatchObject({ accepted: true, next: expect.stringContaining("try it again") });
  await until(() => editor.state().pending.length === 0, "the answer is known");
}

describe("a late yes", () => {
  it("lets the same call pass once; the third is asked anew", async () => {
    await machine.service();
    const editor = await machine.editor();
    await allowedAfterAll(editor);
    expectNoOpinion(await machine.hook({ ...machine.risky, tool_use_id: "toolu_2" }).ended);
    expect(readFileSync(machine.places.audit, "utf8")).toContain('"reason":"allowed after it was denied"');
    machine.hook({ ...machine.risky, tool_use_id: "toolu_3" });
    expect(await nextQuestion(editor)).not.toHaveProperty("again");
  });

  const others: readonly (readonly [string, () => void, () => object, string])[] = [
    ["another session", () => {}, () => ({ ...machine.risky, session_id: "s2" }), "claude-code"],
    ["another act", () => {}, () => machine.act("Bash", { command: "rm -rf ../work/" }), "claude-code"],
    ["another agent", () => {}, () => ({ ...machine.risky }), "codex"],
    [
      "what has changed meanwhile",
      () => writeFileSync(join(machine.workspace, "notes.txt"), "another day's work, and more of it\n"),
      () => machine.risky,
      "claude-code",
    ],
  ];
  it.each(others)("is not for %s", async (_, change, payload, agent) => {
    await machine.service();
    const editor = await machine.editor();
    await allowedAfterAll(editor);
    change();
    machine.hook(payload(), { agent });
    expect(await nextQuestion(editor)).not.toHaveProperty("again");
  });
});

describe("the command line's doors", () => {
  const ask = async <T>(path: string, body: object = {}) => JSON.parse((await machine.asPerson(path, body)).body) as T;

  it("answer what ended because nobody was there", async () => {
    await machine.service("--grace-ms", "100");
    expectDenied(await machine.hook(machine.risky).ended, /no editor is open to ask in/);
    const { ended } = await ask<QuestionsResult>("/v1/questions");
    expect(ended).toMatchObject([{ how: "no-editor", card: { agent: "claude-code" } }]);
    const { id } = await ask<AskAgainResult>("/v1/ask-again", { id: ended[0]?.id });
    const { pending } = await ask<QuestionsResult>("/v1/questions");
    const typed = pending[0]?.card.typeName;
    expect(await ask("/v1/answer", { id, answer: "allow-once", typed })).toMatchObject({ accepted: true });
    expectNoOpinion(await machine.hook(machine.risky).ended);
  });
});
