/** The circuit breaker: what it counts, what it lets pass, and what resuming forgets. */
import { describe, expect, it } from "vitest";
import type { Action } from "../../../src/core/action/action.ts";
import type { Effect } from "../../../src/core/effects/effect.ts";
import { NOWHERE } from "../../../src/core/places/environment.ts";
import { BUILT_IN, type Limits, type Policy } from "../../../src/core/policy/policy.ts";
import type { Outcome, Weighed } from "../../../src/hosts/hook/flow.ts";
import { CircuitBreaker } from "../../../src/hosts/service/breaker.ts";
import { FakeClock } from "./fake-clock.ts";

const EFFECT: Effect = {
  verb: "delete",
  resource: "file",
  target: "a.txt",
  reach: "one",
  recovery: "none",
  certainty: "certain",
  source: "test",
  says: "deletes a.txt",
};
const ALLOWED: Outcome = { kind: "allowed", by: "rule" };
const DENIED: Outcome = { kind: "denied", by: "person", reason: "no" };
const TIMEOUT: Outcome = { kind: "denied", by: "timeout", reason: "nobody" };

function act(session = "s", by?: Action["origin"]["by"]): Action {
  const origin = { agent: by ?? "codex", session, ...(by && { by }) };
  return { kind: "command", text: "x", shell: "bash", cwd: "/", origin };
}

function weighed(limits: Limits, effects: readonly Partial<Effect>[] = [{}], more: Partial<Policy> = {}): Weighed {
  return {
    root: "/work",
    judgement: {
      decision: "allow",
      override: "none",
      score: 0,
      level: "safe",
      effects: effects.map(effect => ({ ...EFFECT, ...effect })),
      environment: NOWHERE,
      reasons: [],
      wants: [],
    },
    policy: { ...BUILT_IN, limits, ...more },
    fingerprint: "",
    facts: new Map(),
  };
}

interface Step {
  readonly outcome?: Outcome;
  readonly effects?: readonly Partial<Effect>[];
  readonly session?: string;
  readonly times?: number;
  /** Time that passes before it. */
  readonly after?: number;
  readonly reset?: true;
  readonly by?: Action["origin"]["by"];
}

/** The reason for which the last act is too much after `steps`; undefined when it passes. */
function check(limits: Limits, steps: readonly Step[], last: Step, expected: RegExp | undefined, policy = {}): void {
  const clock = new FakeClock();
  const breaker = new CircuitBreaker(clock);
  for (const { outcome = ALLOWED, effects, session, times = 1, after = 0, reset, by } of steps) {
    clock.pass(after);
    if (reset) breaker.reset();
    else for (let i = 0; i < times; i++) breaker.note(act(session, by), weighed(limits, effects), outcome);
  }
  clock.pass(last.after ?? 0);
  const tripped = breaker.check(act(last.session, last.by), weighed(limits, last.effects, policy));
  if (expected === undefined) expect(tripped).toBeUndefined();
  else expect(tripped?.because).toMatch(expected);
}

describe("acts that destroy something, in one minute", () => {
  const limits = { destructivePerMinute: 3 };
  it("up to the limit pass", () => check(limits, [{ times: 2 }], {}, undefined));
  it("one more does not", () => check(limits, [{ times: 3 }], {}, /3 times in one minute/));
  it("by whatever session", () => check(limits, [{ times: 2 }, { session: "t" }], { session: "u" }, /3 times/));
  it("are forgotten after the minute", () => check(limits, [{ times: 3 }], { after: 60_000 }, undefined));
  it("do not count when they were denied", () => check(limits, [{ times: 5, outcome: DENIED }], {}, undefined));
  it("do not count when they come back by themselves", () =>
    check(limits, [{ times: 5, effects: [{ recovery: "free" }] }], {}, undefined));
  it("do not count when nothing is destroyed", () =>
    check(limits, [{ times: 5, effects: [{ verb: "write" }] }], {}, undefined));
  it("do not hold an act that destroys nothing", () =>
    check(limits, [{ times: 5 }], { effects: [{ verb: "write" }] }, undefined));
  it("start from nothing after resuming", () => check(limits, [{ times: 3 }, { reset: true }], {}, undefined));
  it("hold nothing while the guard only observes", () =>
    check(limits, [{ times: 5 }], {}, undefined, { mode: "observe" }));
});

describe("things that are deleted, in one minute", () => {
  const three = [{ target: "a" }, { target: "b" }, { target: "c" }];
  it("are counted one by one, this act's too", () =>
    check({ deletedPerMinute: 5 }, [{ effects: three }], { effects: three }, /6 things/));
  it("up to the limit pass", () => check({ deletedPerMinute: 6 }, [{ effects: three }], { effects: three }, undefined));
});

describe("acts that destroy something, in one session", () => {
  const limits = { destructivePerSession: 2 };
  it("count over any time", () => check(limits, [{ times: 2 }], { after: 3_600_000 }, /this session has .* 2 times/));
  it("of another session do not", () => check(limits, [{ times: 5 }], { session: "t" }, undefined));
});

describe("the same loss after a denial", () => {
  const limits = { retriesAfterDenial: 2 };
  it("may be tried again up to the limit", () => check(limits, [{ times: 2, outcome: DENIED }], {}, undefined));
  it("is too much then, by any means", () =>
    check(limits, [{ times: 3, outcome: DENIED }], { effects: [{ source: "another tool" }] }, /keeps trying/));
  it("is not another loss", () =>
    check(limits, [{ times: 3, outcome: DENIED }], { effects: [{ target: "b" }] }, undefined));
  it("is not another session's", () => check(limits, [{ times: 3, outcome: DENIED }], { session: "t" }, undefined));
  it("is no denial when nobody answered", () => check(limits, [{ times: 5, outcome: TIMEOUT }], {}, undefined));
  it("is forgotten after a quarter of an hour", () =>
    check(limits, [{ times: 3, outcome: DENIED }], { after: 15 * 60_000 }, undefined));
});

describe("attempts on the guard", () => {
  const limits = { retriesAfterDenial: 2 };
  const stop = { verb: "disable-protection", resource: "guard", target: "AgentGuard" } as const;
  it("are one and the same by any means", () =>
    check(
      limits,
      [
        { outcome: DENIED, effects: [stop] },
        { times: 2, outcome: DENIED, effects: [{ ...stop, target: "approvals of codex" }] },
      ],
      { effects: [{ ...stop, target: "another" }] },
      /denied 3 times and keeps trying: it tries to change or end its guard/,
    ));
  it("that only look like it do not count", () =>
    check(
      limits,
      [{ times: 5, outcome: DENIED, effects: [{ ...stop, certainty: "possible" }] }],
      { effects: [{ ...stop, certainty: "possible" }] },
      undefined,
    ));
});

describe("where no agent is known to act", () => {
  const limits = { destructivePerMinute: 3, retriesAfterDenial: 2, deletedPerMinute: 4 };
  const person = { by: "person" } as const;
  const somebody = { by: "somebody" } as const;
  it("a person passes no limit", () =>
    check(
      limits,
      [
        { ...person, times: 9 },
        { ...person, times: 9, outcome: DENIED },
      ],
      person,
      undefined,
    ));
  it("a person is not stopped by what agents do", () => check(limits, [{ times: 9 }], person, undefined));
  it("agents are not stopped by what a person does", () => check(limits, [{ ...person, times: 9 }], {}, undefined));
  it("agents are not stopped by what somebody does in a guarded shell", () =>
    check(limits, [{ ...somebody, times: 9 }], {}, undefined));
  it("a guarded shell is held to its own count", () =>
    check(limits, [{ ...somebody, times: 3 }], somebody, /^guarded shells have destroyed something 3 times/));
  it("a guarded shell asks, and stops nobody", () => {
    const breaker = new CircuitBreaker(new FakeClock());
    const halting = weighed({ ...limits, then: "halt" });
    for (let i = 0; i < 3; i++) breaker.note(act("s", "somebody"), halting, ALLOWED);
    expect(breaker.check(act("s", "somebody"), halting)?.then).toBe("ask");
  });
});

describe("what a limit that is passed rests on", () => {
  /** The evidence after `steps`, each with its own text, and one act more. */
  function evidence(limits: Limits, steps: readonly (readonly [text: string, outcome: Outcome])[]) {
    const clock = new FakeClock();
    const breaker = new CircuitBreaker(clock);
    const start = clock.now();
    const one = (text: string) => ({ ...act(), text }) as Action;
    for (const [text, outcome] of steps) {
      breaker.note(one(text), weighed(limits), outcome);
      clock.pass(1000);
    }
    const { acts = [] } = breaker.check(one("rm last"), weighed(limits)) ?? {};
    return acts.map(({ at, agent, session, text, why }) => [at - start, `${agent} ${session}`, text, why]);
  }

  it("what was let through", () =>
    expect(
      evidence({ destructivePerMinute: 2 }, [
        ["rm a", ALLOWED],
        ["rm b", ALLOWED],
      ]),
    ).toEqual([
      [0, "codex s", "rm a", "deletes a.txt; let through"],
      [1000, "codex s", "rm b", "deletes a.txt; let through"],
      [2000, "codex s", "rm last", "deletes a.txt; this was one too many"],
    ]));
  it("what was denied, and by whom", () =>
    expect(
      evidence({ retriesAfterDenial: 1 }, [
        ["rm a", DENIED],
        ["rm b", { kind: "denied", by: "rule", reason: "no" }],
      ]).map(([, , text, why]) => [text, why]),
    ).toEqual([
      ["rm a", "deletes a.txt; denied by a person"],
      ["rm b", "deletes a.txt; denied by a rule"],
      ["rm last", "deletes a.txt; this was one too many"],
    ]));
  it("the latest of many", () =>
    expect(
      evidence(
        { destructivePerSession: 20 },
        [...Array(20).keys()].map(i => [`rm ${i}`, ALLOWED] as const),
      ).map(([, , text]) => text),
    ).toEqual(["rm 15", "rm 16", "rm 17", "rm 18", "rm 19", "rm last"]));
  it("no secret, and one line of each", () => {
    const [[, , text] = []] = evidence({ destructivePerMinute: 1 }, [
      [`rm a\nexport PASSWORD=hunter2hunter2 ${"x".repeat(500)}`, ALLOWED],
    ]);
    expect(text).toMatch(/^rm a export PASSWORD=\S+ x+…$/);
    expect(text).not.toContain("hunter2");
    expect(String(text).length).toBe(200);
  });
});

describe("limits of a workspace's file", () => {
  const ONE = [{ file: "/one/.agentguard.json", limits: { destructivePerMinute: 2, deletedPerMinute: 5 } }];
  const TWO = [{ file: "/two/.agentguard.json", limits: { destructivePerMinute: 2 } }];

  /** What comes of an act under `now` after acts under `before`. */
  const trippedAfter = (
    before: readonly Policy["workspaceLimits"][],
    now: Policy["workspaceLimits"],
    limits: Limits = {},
  ) => {
    const breaker = new CircuitBreaker(new FakeClock());
    for (const workspaceLimits of before) breaker.note(act(), weighed(limits, [{}], { workspaceLimits }), ALLOWED);
    return breaker.check(act(), weighed(limits, [{}], { workspaceLimits: now }));
  };

  it("ask, and name the file", () => {
    const tripped = trippedAfter([ONE, ONE], ONE);
    expect(tripped?.then).toBe("ask");
    expect(tripped?.because).toMatch(/2 times in one minute.*\/one\/\.agentguard\.json/);
  });
  it("do not count what is done elsewhere", () => expect(trippedAfter([[], TWO, []], ONE)).toBeUndefined());
  it("hold nobody elsewhere", () => expect(trippedAfter([ONE, ONE, ONE], TWO)).toBeUndefined());
  it("of several files count each for itself", () =>
    expect(trippedAfter([ONE, [...ONE, ...TWO]], [...TWO, ...ONE])).toBeDefined());
  it("count the very act that would be the first", () => {
    const breaker = new CircuitBreaker(new FakeClock());
    const six = [..."abcdef"].map(target => ({ target }));
    expect(breaker.check(act(), weighed({}, six, { workspaceLimits: ONE }))?.then).toBe("ask");
  });
  it("stand behind the user's, which stop everybody", () =>
    expect(trippedAfter([ONE, ONE], ONE, { destructivePerMinute: 2, then: "halt" })?.then).toBe("halt"));
  it("start from nothing after resuming", () => {
    const breaker = new CircuitBreaker(new FakeClock());
    const one = weighed({}, [{}], { workspaceLimits: ONE });
    for (let i = 0; i < 3; i++) breaker.note(act(), one, ALLOWED);
    breaker.reset();
    expect(breaker.check(act(), one)).toBeUndefined();
  });
});

it("memory is bounded", () => {
  check(
    { destructivePerSession: 1 },
    [...Array(300).keys()].map(i => ({ session: `s${i}` })),
    { session: "s0" },
    undefined,
  );
});
