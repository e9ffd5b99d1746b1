import { describe, expect, it } from "vitest";
import type { Card } from "../../../src/core/approval/card.ts";
import type { Held } from "../../../src/hosts/hook/flow.ts";
import { Questions } from "../../../src/hosts/service/questions.ts";
import { FakeClock } from "./fake-clock.ts";

const card = (over: Partial<Card> = {}): Card => ({
  what: "Deletes everything.",
  environment: { name: "production", evidence: [] },
  where: "PROD",
  lost: [],
  why: [],
  score: 80,
  level: "critical",
  override: "confirm",
  command: "rm -rf /",
  marked: [],
  agent: "test",
  cwd: "/",
  kind: "command",
  ...over,
});

/** One question of 60 s with one editor attached, unless told otherwise. */
function stage(over: { card?: Partial<Card>; editors?: number } = {}) {
  const clock = new FakeClock();
  let changes = 0;
  const useCode = (typed: string) => (typed === "7KQ2" ? undefined : "This is none of your one-time codes.");
  const questions = new Questions(clock, { noEditor: 8000, editorLost: 60_000 }, () => changes++, useCode);
  questions.editorsAre(over.editors ?? 1);
  const asked = questions.ask({ card: card(over.card), documents: [], deadline: clock.now() + 60_000 });
  let held: Held | undefined;
  asked.ended.then(how => {
    held = how;
  });
  return { clock, questions, asked, held: () => Promise.resolve().then(() => held), changes: () => changes };
}

type Stage = ReturnType<typeof stage>;

async function check(given: Parameters<typeof stage>[0], act: (on: Stage) => unknown, expected: Held | undefined) {
  const on = stage(given);
  await act(on);
  expect(await on.held()).toEqual(expected);
  expect(on.questions.pending.length).toBe(expected ? 0 : 1);
  // A question that is over leaves no timer behind: the service could not end.
  if (expected) expect(on.clock.waiting).toBe(0);
}

const allow = (on: Stage, typed?: string) =>
  on.questions.answer({ id: on.asked.id, answer: "allow-once", ...(typed !== undefined && { typed }) }, "vscode");
const no = (on: Stage, tell?: string) =>
  on.questions.answer({ id: on.asked.id, answer: "deny", ...(tell !== undefined && { tell }) }, "vscode");
const named = { override: "type-name", typeName: "pocketos-db" } as const;

describe("a question", () => {
  it("stays open while nobody answers", () => check({}, on => on.clock.pass(59_999), undefined));
  it("ends as timeout at its deadline", () => check({}, on => on.clock.pass(60_000), { kind: "timeout" }));
  it("ends with a yes", () => check({}, allow, { kind: "allowed", by: "vscode" }));
  it("ends with a no and the person's words", () =>
    check({}, on => no(on, "use a branch"), { kind: "denied", by: "vscode", tell: "use a branch" }));
  it("is withdrawn when the agent is gone", () => check({}, on => on.asked.withdraw(), { kind: "withdrawn" }));
  it("is called off by the kill switch", () =>
    check({}, on => on.questions.callOff("halt", "enough"), { kind: "called-off", by: "halt", because: "enough" }));
  it("keeps the first answer", () =>
    check(
      {},
      on => {
        expect(no(on).accepted).toBe(true);
        expect(allow(on)).toMatchObject({ accepted: false, because: expect.stringContaining("over") });
      },
      { kind: "denied", by: "vscode" },
    ));
  it("cannot be answered after its deadline", () =>
    check(
      {},
      on => {
        on.clock.pass(60_000);
        expect(allow(on).accepted).toBe(false);
      },
      { kind: "timeout" },
    ));
  it("tells of its opening and its end", async () => {
    const on = stage();
    allow(on);
    expect(on.changes()).toBe(2);
  });
});

describe("a card that wants the name typed", () => {
  for (const typed of [undefined, "", "pocketos", "POCKETOS-DB", "pocketos-db x"]) {
    it(`is not allowed by ${JSON.stringify(typed)}`, () =>
      check(
        { card: named },
        on => expect(allow(on, typed)).toMatchObject({ accepted: false, because: expect.stringContaining("type") }),
        undefined,
      ));
  }
  it("is allowed by the name", () =>
    check({ card: named }, on => allow(on, " pocketos-db "), { kind: "allowed", by: "vscode" }));
  it("is denied without it", () => check({ card: named }, no, { kind: "denied", by: "vscode" }));
  for (const typed of [undefined, "", "yes", "pocketos-db"])
    it(`that takes a code is not allowed by ${JSON.stringify(typed)}`, () =>
      check({ card: { override: "code" } }, on => expect(allow(on, typed).accepted).toBe(false), undefined));
  it("that takes a code is allowed by one", () =>
    check({ card: { override: "code" } }, on => allow(on, "7KQ2"), { kind: "allowed", by: "vscode" }));
  it("that takes a code is denied without one", () =>
    check({ card: { override: "code" } }, no, { kind: "denied", by: "vscode" }));
  it("cannot be allowed when it has no name to type", () =>
    check({ card: { override: "type-name" } }, on => expect(allow(on, "").accepted).toBe(false), undefined));
  it("cannot be allowed when a rule refuses it", () =>
    check({ card: { override: "none" } }, on => expect(allow(on).accepted).toBe(false), undefined));
});

describe("without an editor", () => {
  const none = { editors: 0 };
  it("waits a moment for one", () => check(none, on => on.clock.pass(7999), undefined));
  it("then gives up", () => check(none, on => on.clock.pass(8000), { kind: "no-editor" }));
  it("stays when one comes in time", () =>
    check(
      none,
      on => {
        on.clock.pass(7000);
        on.questions.editorsAre(1);
        on.clock.pass(50_000);
      },
      undefined,
    ));
  it("stays while a window reloads", () =>
    check(
      {},
      on => {
        on.questions.editorsAre(0);
        on.clock.pass(40_000);
        on.questions.editorsAre(1);
        on.clock.pass(19_000);
      },
      undefined,
    ));
  it("gives up when no window comes back", async () => {
    const on = stage();
    const later = on.questions.ask({ card: card(), documents: [], deadline: on.clock.now() + 600_000 });
    on.questions.editorsAre(0);
    on.clock.pass(60_000);
    expect(await later.ended).toEqual({ kind: "no-editor" });
    expect(on.questions.pending).toEqual([]);
  });
});
