import { describe, expect, it } from "vitest";
import type { Answer } from "../../../src/agents/agent.ts";
import type { CommandAction, Origin } from "../../../src/core/action/action.ts";
import { SameAct } from "../../../src/hosts/service/same-act.ts";
import { FakeClock } from "./fake-clock.ts";

interface Call {
  readonly event?: string;
  readonly text?: string;
  readonly origin?: Partial<Origin>;
  readonly env?: Record<string, string>;
  readonly cwd?: string;
}

const action = ({ text = "rm -rf build", origin, env, cwd = "/w" }: Call): CommandAction => ({
  kind: "command",
  text,
  shell: "bash",
  cwd,
  origin: { agent: "a", session: "s", ...origin },
  ...(env && { env }),
});

/** How many judgements two calls cost, the second `later` ms after the first was answered. */
async function judgements(first: Call, second: Call, later = 0): Promise<number> {
  const clock = new FakeClock();
  const same = new SameAct(clock);
  let runs = 0;
  const send = (call: Call) =>
    same.share(action(call), call.event ?? "pre", new AbortController().signal, async (): Promise<Answer> => {
      runs++;
      return { kind: "deny", reason: String(runs) };
    });
  const one = await send(first);
  clock.pass(later);
  const two = await send(second);
  expect(one.kind === "deny" && two.kind === "deny" && two.reason).toBe(String(runs));
  return runs;
}

const cases: readonly (readonly [name: string, first: Call, second: Call, later: number, runs: number])[] = [
  ["the same call id", { origin: { callId: "1" } }, { origin: { callId: "1" } }, 0, 1],
  ["the same call id much later", { origin: { callId: "1" } }, { origin: { callId: "1" } }, 11_000, 2],
  ["another call id", { origin: { callId: "1" } }, { origin: { callId: "2" } }, 0, 2],
  ["two events of one call, one without an id", { origin: { callId: "1" } }, { event: "before" }, 9000, 1],
  ["two events of one call with other variables", { env: { A: "1" } }, { event: "before", env: { A: "2" } }, 0, 1],
  ["the same act again, no ids", {}, {}, 0, 2],
  ["another session", {}, { event: "before", origin: { session: "t" } }, 0, 2],
  ["another agent", {}, { event: "before", origin: { agent: "b" } }, 0, 2],
  ["another command", {}, { event: "before", text: "rm -rf build2" }, 0, 2],
  ["another folder", {}, { event: "before", cwd: "/v" }, 0, 2],
];

describe("the same act arriving twice", () => {
  for (const [name, first, second, later, runs] of cases) {
    it(`${name}: ${runs === 1 ? "one answer" : "two judgements"}`, async () =>
      expect(await judgements(first, second, later)).toBe(runs));
  }

  it("is abandoned only when every caller is gone, and then starts anew", async () => {
    const same = new SameAct(new FakeClock());
    const [first, second] = [new AbortController(), new AbortController()];
    let abandoned = 0;
    let runs = 0;
    const run = (gone: AbortSignal) =>
      new Promise<Answer>(resolve => {
        runs++;
        gone.addEventListener("abort", () => {
          abandoned++;
          resolve({ kind: "deny", reason: "withdrawn" });
        });
      });
    const one = same.share(action({}), "pre", first.signal, run);
    const two = same.share(action({}), "before", second.signal, run);
    first.abort();
    expect(abandoned).toBe(0);
    second.abort();
    expect(abandoned).toBe(1);
    expect(await Promise.all([one, two])).toEqual([
      { kind: "deny", reason: "withdrawn" },
      { kind: "deny", reason: "withdrawn" },
    ]);
    same.share(action({}), "before", new AbortController().signal, run);
    expect(runs).toBe(2);
  });
});
