/** A call that an agent's hook has told of and that then stands before its server: one question, good for one call. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Answer } from "../../../src/agents/agent.ts";
import type { McpAction } from "../../../src/core/action/action.ts";
import type { Judgement } from "../../../src/core/decision/judgement.ts";
import type { Held } from "../../../src/hosts/hook/flow.ts";
import { RelayedCalls } from "../../../src/hosts/service/relayed-calls.ts";
import { FakeClock } from "./fake-clock.ts";

/**
 * Two clients with a hook and a relay each, both started from one terminal; the first has a shell (14) that starts a
 * relay, and the second one has started a third client (30) by itself.
 */
const PARENTS: Readonly<Record<number, number>> = {
  ...{ 2: 1, 10: 2, 11: 10, 12: 11, 13: 10, 14: 10, 15: 14 },
  ...{ 20: 2, 22: 20, 23: 20, 30: 20, 31: 30, 32: 30, 40: 1, 41: 1 },
};
const SHELLS = [2, 11, 14];
const [HOOK, RELAY, OTHER_HOOK, OTHER_RELAY] = [12, 13, 22, 23];
const [WRAPPED_RELAY, INNER_HOOK, INNER_RELAY, LOST_HOOK, LOST_RELAY] = [15, 31, 32, 40, 41];

function lineOf(pid: number): number[] {
  const parent = PARENTS[pid];
  return parent === undefined ? [pid] : [pid, ...lineOf(parent)];
}

interface Call {
  readonly agent?: string;
  readonly server?: string;
  readonly tool?: string;
  readonly args?: Record<string, unknown>;
  readonly retold?: boolean;
  readonly judged?: Partial<Judgement>;
}

const action = ({ agent = "a", server = "db", tool = "drop", args = { table: "t" }, retold }: Call): McpAction => ({
  kind: "mcp",
  server,
  tool,
  arguments: args,
  cwd: "/w",
  origin: { agent, session: String(Math.random()) },
  ...(retold && { retold: { before: "x", after: "y", pin: "0".repeat(64) } }),
});

const ASKED = {
  decision: "ask",
  override: "confirm",
  score: 50,
  level: "medium",
  effects: [],
  environment: { name: "local" },
  reasons: [{ rule: "score/drop", points: 50, because: "it drops" }],
  wants: [],
} as unknown as Judgement;

const YES: Held = { kind: "allowed", by: "vscode" };
const PASS: Answer = { kind: "no-opinion" };
const DENY: Answer = { kind: "deny", reason: "no" };

function stage() {
  const clock = new FakeClock();
  const calls = new RelayedCalls(clock, { lineOf, isShell: pid => SHELLS.includes(pid) });
  /** `says` is undefined for what a rule lets through; the answer follows from it unless given. */
  const hook = (call: Call, pid: number, says: Promise<Held> | Held | undefined, answer?: Answer) => {
    const act = action(call);
    return calls.follow(act, { agent: {}, pid }, async () => {
      if (!says) return PASS;
      calls.shown(act, { ...ASKED, ...call.judged });
      const held = await says;
      calls.said(act, held);
      return answer ?? (held.kind === "allowed" ? PASS : DENY);
    });
  };
  /** What the relay's call is answered without a card of its own. */
  const relay = async (call: Call, pid: number, gone = new AbortController().signal, deadline = clock.now() + 9e5) => {
    const act = action(call);
    let held: Held | undefined;
    await calls.follow(act, { agent: { afterHooks: true }, pid }, async () => {
      held = await calls.answerTo(act, { ...ASKED, ...call.judged }, { gone, deadline });
      return held?.kind === "allowed" ? PASS : DENY;
    });
    return held;
  };
  return { clock, calls, hook, relay };
}

describe("a yes at the hook, then the same call at the relay", () => {
  type Case = readonly [what: string, same: boolean, second: Call, at?: readonly [hook: number, relay: number]];
  const cases: readonly Case[] = [
    ["the same call", true, {}],
    ["its arguments in another order", true, { args: { table: "t", if: [1, { b: 2, a: 1 }] } }],
    ["another agent by name", false, { agent: "b" }],
    ["another server", false, { server: "db2" }],
    ["another tool", false, { tool: "drop2" }],
    ["a server and a tool that only look alike when joined", false, { server: "d", tool: "b_drop" }],
    ["another argument", false, { args: { table: "u" } }],
    ["one argument more", false, { args: { table: "t", force: true } }],
    ["a number for a text", false, { args: { table: 1 } }],
    ["no arguments", false, { args: {} }],
    ["the relay of another client", false, {}, [HOOK, OTHER_RELAY]],
    ["the relay of a client that the first one has started", false, {}, [OTHER_HOOK, INNER_RELAY]],
    ["the relay of the client that started this one", false, {}, [INNER_HOOK, OTHER_RELAY]],
    ["the inner client's own", true, {}, [INNER_HOOK, INNER_RELAY]],
    ["a relay that something in between has started", false, {}, [HOOK, WRAPPED_RELAY]],
    ["processes that have lost their parents", false, {}, [LOST_HOOK, LOST_RELAY]],
    ["a process that does not exist", false, {}, [HOOK, 99]],
    ["a tool that is described otherwise by now", false, { retold: true }],
    ["what is worth less by now", true, { judged: { score: 45 } }],
    ["what is worth more by now", false, { judged: { score: 51 } }],
    ["a higher level", false, { judged: { level: "high" } }],
    ["what needs a name typed", false, { judged: { override: "type-name" } }],
    ["what a rule refuses", false, { judged: { decision: "deny", override: "none" } }],
    ["another place", false, { judged: { environment: { name: "production" } as Judgement["environment"] } }],
    [
      "what another rule holds as well",
      false,
      { judged: { reasons: [...ASKED.reasons, { rule: "policy/mine", points: 0, because: "mine", then: "ask" }] } },
    ],
  ];
  for (const [what, same, second, [hookPid, relayPid] = [HOOK, RELAY]] of cases) {
    it(`${what}: ${same ? "nothing is asked" : "a question"}`, async () => {
      const { hook, relay } = stage();
      const first = what === "its arguments in another order" ? { args: { if: [1, { a: 1, b: 2 }], table: "t" } } : {};
      await hook(first, hookPid, YES);
      expect((await relay(second, relayPid))?.kind).toBe(same ? "allowed" : undefined);
    });
  }

  it("is good for one call only, and each yes for one", async () => {
    const { hook, relay } = stage();
    await hook({}, HOOK, YES);
    await hook({}, HOOK, YES);
    const kinds = [await relay({}, RELAY), await relay({}, RELAY), await relay({}, RELAY)].map(held => held?.kind);
    expect(kinds).toEqual(["allowed", "allowed", undefined]);
  });

  it("is used up by a call that has to be asked about after all", async () => {
    const { hook, relay } = stage();
    await hook({}, HOOK, YES);
    expect(await relay({ retold: true }, RELAY)).toBeUndefined();
    expect(await relay({}, RELAY)).toBeUndefined();
    await hook({}, HOOK, YES);
    expect(await relay({ judged: { score: 90 } }, RELAY)).toBeUndefined();
    expect(await relay({}, RELAY)).toBeUndefined();
  });

  it.each([
    [29_000, "allowed"],
    [31_000, undefined],
  ])("%i ms later: %s", async (later, kind) => {
    const { clock, hook, relay } = stage();
    await hook({}, HOOK, YES);
    clock.pass(later);
    expect((await relay({}, RELAY))?.kind).toBe(kind);
  });

  it("says in the log why nobody was asked", async () => {
    const { hook, relay } = stage();
    await hook({}, HOOK, YES);
    expect(await relay({}, RELAY)).toMatchObject({ by: "vscode", reason: expect.stringContaining("hook") });
  });

  it.each<[string, Held | undefined, Answer | undefined]>([
    ["a rule's", undefined, undefined],
    ["a no", { kind: "denied", by: "vscode" }, undefined],
    ["a yes that could not be written down", YES, DENY],
    ["a yes to something that has changed meanwhile", { kind: "changed" }, PASS],
    ["nobody's", { kind: "timeout" }, undefined],
  ])("%s is no yes of a person", async (_, held, answer) => {
    const { hook, relay } = stage();
    await hook({}, HOOK, held, answer);
    expect(await relay({}, RELAY)).toBeUndefined();
  });

  it("does not outlive a hook that breaks", async () => {
    const { calls, relay } = stage();
    const act = action({});
    const broken = calls.follow(act, { agent: {}, pid: HOOK }, async () => {
      calls.said(act, YES);
      throw new Error("the disk is full");
    });
    await expect(broken).rejects.toThrow();
    expect(await relay({}, RELAY)).toBeUndefined();
  });

  it("counts once where a rule let it through, and is asked about where the relay knows more", async () => {
    const { calls, hook } = stage();
    await hook({}, HOOK, undefined);
    const act = action({});
    await calls.follow(act, { agent: { afterHooks: true }, pid: RELAY }, async () => {
      expect(calls.isCounted(act)).toBe(true);
      expect(calls.isSettled(act, { ...ASKED, decision: "allow" })).toBe(true);
      expect(calls.isSettled(act, ASKED)).toBe(false);
      return PASS;
    });
  });
});

describe("a call at the relay while the hook's card is open", () => {
  const open = () => {
    let say: (held: Held) => void = () => {};
    const said = new Promise<Held>(resolve => {
      say = resolve;
    });
    return { said, say };
  };

  it.each<[string, Held, Held | undefined]>([
    ["yes", YES, { ...YES, reason: "a person allowed this call when the agent's hook asked" }],
    ["no", { kind: "denied", by: "vscode", tell: "not now" }, { kind: "denied", by: "vscode", tell: "not now" }],
    ["the hook is gone", { kind: "withdrawn" }, undefined],
    ["nobody answered the hook in time", { kind: "timeout" }, undefined],
  ])("waits for that card: %s", async (_, held, expected) => {
    const { hook, relay } = stage();
    const { said, say } = open();
    const first = hook({}, HOOK, said);
    const second = relay({}, RELAY);
    const third = relay({}, RELAY);
    expect(await third, "a second call has a card of its own").toBeUndefined();
    say(held);
    await first;
    expect(await second).toEqual(expected);
    expect(await relay({}, RELAY), "used up").toBeUndefined();
  });

  it("does not wait for a card that says less than it should", async () => {
    const { hook, relay } = stage();
    hook({}, HOOK, open().said);
    expect(await relay({ judged: { level: "critical", score: 95 } }, RELAY)).toBeUndefined();
  });

  it("ends with its client's patience, and with its own time", async () => {
    const { clock, hook, relay } = stage();
    hook({}, HOOK, open().said);
    hook({}, HOOK, open().said);
    const gone = new AbortController();
    const left = relay({}, RELAY, gone.signal);
    const late = relay({}, RELAY, new AbortController().signal, clock.now() + 1000);
    gone.abort();
    clock.pass(1000);
    expect([await left, await late].map(held => held?.kind)).toEqual(["withdrawn", "timeout"]);
  });
});

it("never lets more calls through than a person has allowed, nor any other one", async () => {
  const clients = [
    { hook: HOOK, relay: RELAY },
    { hook: OTHER_HOOK, relay: OTHER_RELAY },
    { hook: INNER_HOOK, relay: INNER_RELAY },
  ];
  const at = {
    client: fc.nat(clients.length - 1),
    agent: fc.constantFrom("a", "b"),
    table: fc.constantFrom("t", "u"),
  };
  const step = fc.oneof(
    fc.record({ kind: fc.constant("hook" as const), ...at, yes: fc.boolean() }),
    fc.record({ kind: fc.constant("relay" as const), ...at }),
    fc.record({ kind: fc.constant("pass" as const), ms: fc.constantFrom(1000, 16_000) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async steps => {
      const { clock, hook, relay } = stage();
      const yeses: { what: string; at: number }[] = [];
      for (const one of steps) {
        if (one.kind === "pass") {
          clock.pass(one.ms);
          continue;
        }
        const { agent, table } = one;
        const { hook: hookPid, relay: relayPid } = clients[one.client] ?? { hook: 0, relay: 0 };
        const what = JSON.stringify([one.client, agent, table]);
        if (one.kind === "hook") {
          await hook({ agent, args: { table } }, hookPid, one.yes ? YES : { kind: "denied", by: "x" });
          if (one.yes) yeses.push({ what, at: clock.now() });
          continue;
        }
        const good = yeses.findIndex(yes => yes.what === what && clock.now() - yes.at < 30_000);
        const held = await relay({ agent, args: { table } }, relayPid);
        expect(held?.kind).toBe(good >= 0 ? "allowed" : undefined);
        if (good >= 0) yeses.splice(good, 1);
      }
    }),
    { numRuns: 300 },
  );
});
