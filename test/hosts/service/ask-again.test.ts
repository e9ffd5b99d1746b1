/** Questions that ended without a yes, asked again: what a late yes lets pass, and what it does not. */
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Agent } from "../../../src/agents/agent.ts";
import type { CommandAction } from "../../../src/core/action/action.ts";
import { BUILT_IN, type Policy } from "../../../src/core/policy/policy.ts";
import { judgeAct } from "../../../src/hosts/engine.ts";
import { answerHook, type Outcome } from "../../../src/hosts/hook/flow.ts";
import { Guard, type GuardParts } from "../../../src/hosts/service/guard.ts";
import type { RecentAct } from "../../../src/wire/guard.ts";
import type { AskAgainResult } from "../../../src/wire/messages/ask-again.ts";
import { FakeClock } from "./fake-clock.ts";

const MINUTE = 60_000;
/** How long the agent waits for an answer. */
const PATIENCE = 5 * MINUTE;

let folder: string;
let guard: Guard;
let clock: FakeClock;
let policy: Policy;
let outcomes: Outcome[];
let calls: number;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "ag-again-")));
  writeFileSync(join(folder, "notes.txt"), "a day's work\n");
  clock = new FakeClock();
  policy = BUILT_IN;
  outcomes = [];
  calls = 0;
  const none = async () => {};
  const never = async () => {
    throw new Error("nobody asks for that");
  };
  const parts: GuardParts = {
    clock,
    graces: { noEditor: 8000, editorLost: MINUTE },
    haltFile: join(folder, "..", `${folder}.halt`),
    ledger: { intent: none, outcome: async (_, outcome) => void outcomes.push(outcome), halt: none, notice: none },
    judge: async (act, session = {}) => ({
      ...(await judgeAct(act, policy, [folder], session)),
      policy,
      root: folder,
    }),
    policy: {
      trust: { of: () => ({ sha256: "", trusted: false, loosens: [] }), trust: never, distrust: never },
      userPolicy: { addRule: never, setProfile: never, mark: async () => ({ accepted: true }) },
      whatIf: never,
    },
    changed: { note: () => {} },
    policyOf: () => policy,
    environmentOf: never,
    agreeToTool: () => {},
    refuseConfigChange: () => undefined,
    maskedCopy: () => undefined,
    retrace: () => ({ kind: "act", text: "", words: [], cwd: null, effects: [], inside: [] }),
    lookedFor: () => {},
    useCode: () => undefined,
  };
  guard = new Guard(parts);
  editors(1);
});
afterEach(() => {
  guard.close();
  rmSync(folder, { recursive: true, force: true });
  rmSync(`${folder}.halt`, { force: true });
});

const editors = (count: number) => guard.questions.editorsAre(count);

const act = (over: Partial<CommandAction> = {}, origin: Partial<CommandAction["origin"]> = {}): CommandAction => ({
  kind: "command",
  text: "rm notes.txt",
  shell: "bash",
  cwd: folder,
  origin: { agent: "claude-code", session: "s1", callId: `call ${++calls}`, intent: `my try ${calls}`, ...origin },
  ...over,
});

/** The agent proposes something: what came of it, as soon as something did, or `asked` once a question is open. */
async function propose(
  action: CommandAction,
): Promise<{ said: "asked" | "passed" | "denied"; ended: Promise<string> }> {
  const before = guard.questions.pending.length;
  const agent = { id: action.origin.agent, read: () => ({ kind: "act", action, event: "pre" }) } as unknown as Agent;
  const call = {
    agent,
    bytes: Buffer.from("{}"),
    deadline: clock.now() + PATIENCE,
    gone: new AbortController().signal,
  };
  let said: "passed" | "denied" | undefined;
  const ended = answerHook(call, guard).then(({ answer }) => {
    said = answer.kind === "no-opinion" ? "passed" : "denied";
    return answer.kind === "no-opinion" ? "passed" : answer.reason;
  });
  await expect.poll(() => said !== undefined || guard.questions.pending.length > before).toBe(true);
  return { said: said ?? "asked", ended };
}

const lastAct = () => guard.state().recent[0] as RecentAct;

/** A question is open: this is how it ends. */
const END = {
  denied: () => answer("deny"),
  timeout: () => clock.pass(PATIENCE),
  "no-editor": () => {
    editors(0);
    clock.pass(MINUTE);
  },
};

function answer(how: "deny" | "allow-once") {
  const id = guard.questions.pending.at(-1)?.id ?? "";
  return guard.answer({ id, answer: how }, "vscode");
}

/** Proposes, ends the question without a yes, and has it asked again. */
async function askedAgain(how: keyof typeof END = "denied"): Promise<AskAgainResult> {
  const first = await propose(act());
  expect(first.said).toBe("asked");
  END[how]();
  expect(await first.ended).not.toBe("passed");
  return guard.askAgain({ id: lastAct().askAgain?.id ?? "none" });
}

describe("a question that ended without a yes", () => {
  it.each(["denied", "timeout", "no-editor"] as const)("can be asked again when it ended as %s", async how => {
    const again = await askedAgain(how);
    expect(again).toEqual({ accepted: true, id: expect.any(String) });
    expect(guard.questions.pending).toMatchObject([{ id: again.id, again: true, card: { agent: "claude-code" } }]);
    expect(lastAct().askAgain).toBeUndefined();
  });
  it("is asked again for 15 minutes from its first end, with or without an editor", async () => {
    const { said, ended } = await propose(act());
    END.denied();
    await ended;
    const { id = "", until = 0 } = lastAct().askAgain ?? {};
    clock.pass(10 * MINUTE);
    editors(0);
    await guard.askAgain({ id });
    expect(said).toBe("asked");
    expect(guard.questions.pending[0]?.deadline).toBe(until);
    clock.pass(5 * MINUTE - 1);
    expect(guard.questions.pending.length).toBe(1);
    clock.pass(1);
    expect(guard.questions.pending).toEqual([]);
    expect(guard.isAwaited).toBe(false);
  });
  it("is not asked again after 15 minutes", async () => {
    const { ended } = await propose(act());
    END.denied();
    await ended;
    const { id = "" } = lastAct().askAgain ?? {};
    clock.pass(15 * MINUTE);
    expect(lastAct().askAgain).toBeUndefined();
    expect(await guard.askAgain({ id })).toMatchObject({ accepted: false });
  });
  it("is one question, however often it is asked again", async () => {
    const { ended } = await propose(act());
    END.denied();
    await ended;
    const { id = "" } = lastAct().askAgain ?? {};
    const [one, two] = await Promise.all([guard.askAgain({ id }), guard.askAgain({ id })]);
    expect(one).toEqual(two);
    expect(guard.questions.pending.length).toBe(1);
  });
  it("is over when it is denied again", async () => {
    await askedAgain();
    expect(answer("deny")).toEqual({ accepted: true });
    expect(guard.asked()).toEqual({ pending: [], ended: [] });
    expect((await propose(act())).said).toBe("asked");
  });
  it("is not asked again where it would pass now", async () => {
    const { ended } = await propose(act());
    END.denied();
    await ended;
    const { id = "" } = lastAct().askAgain ?? {};
    rmSync(join(folder, "notes.txt"));
    policy = { ...BUILT_IN, thresholds: { ask: 101, deny: 101 } };
    expect(await guard.askAgain({ id })).toMatchObject({ accepted: false, because: /passes without a question now/ });
  });
});

describe("a yes to a question that is asked again", () => {
  const REASONS = {
    denied: "allowed after it was denied",
    timeout: "allowed after nobody had answered in time",
    "no-editor": "allowed after nobody was there to ask",
  };
  it.each(["denied", "timeout", "no-editor"] as const)("lets the act pass once when it ended as %s", async how => {
    await askedAgain(how);
    expect(answer("allow-once")).toEqual({ accepted: true, next: expect.stringContaining("claude-code") });
    expect((await propose(act())).said).toBe("passed");
    expect(outcomes.at(-1)).toEqual({ kind: "allowed", by: "person", who: "vscode", reason: REASONS[how] });
    expect((await propose(act())).said).toBe("asked");
  });

  const others: readonly (readonly [string, () => CommandAction])[] = [
    ["another agent", () => act({}, { agent: "codex" })],
    ["another session", () => act({}, { session: "s2" })],
    [
      "no session",
      () => {
        const { session: _, ...origin } = act().origin;
        return act({ origin });
      },
    ],
    ["another text", () => act({ text: "rm ./notes.txt" })],
    ["another folder", () => act({ cwd: join(folder, ".."), text: `rm ${join(folder, "notes.txt")}` })],
    ["another environment", () => act({ env: { HOME: "/elsewhere" } })],
  ];
  it.each(others)("does not let pass what comes from %s", async (_, other) => {
    await askedAgain();
    answer("allow-once");
    expect((await propose(other())).said).toBe("asked");
  });

  const changes: readonly (readonly [string, () => unknown])[] = [
    ["the file is another", () => writeFileSync(join(folder, "notes.txt"), "another day's work, and longer\n")],
    ["15 minutes are over", () => clock.pass(15 * MINUTE)],
    ["a place was marked", () => guard.policy.mark({ kind: "host", value: "db.acme.io", as: "staging" }, "vscode")],
    ["another policy holds", () => (policy = { ...BUILT_IN, maskedReads: !BUILT_IN.maskedReads })],
    [
      "agents were stopped in between",
      async () => {
        await guard.halt("enough", "vscode");
        await guard.resume("vscode");
      },
    ],
  ];
  it.each(changes)("is worth nothing where %s", async (_, change) => {
    await askedAgain();
    answer("allow-once");
    await Promise.resolve();
    await change();
    expect((await propose(act())).said).toBe("asked");
  });

  it("takes back that it was denied from what the breaker counts", async () => {
    for (let times = 0; times < (BUILT_IN.limits.retriesAfterDenial ?? 0); times++) {
      const { ended } = await propose(act());
      answer("deny");
      await ended;
    }
    await askedAgain();
    answer("allow-once");
    expect((await propose(act())).said).toBe("passed");
    expect(guard.halted()).toBeNull();
  });
});

describe("what ends everything that could be asked again", () => {
  const ends: readonly (readonly [string, () => unknown])[] = [
    ["agents are stopped", () => guard.halt("enough", "vscode")],
    ["a policy changes", () => guard.policiesChanged()],
  ];
  it.each(ends)("%s", async (_, end) => {
    await askedAgain();
    await end();
    expect(guard.asked()).toEqual({ pending: [], ended: [] });
    expect(guard.isAwaited).toBe(false);
  });
  it("keeps the latest 50", async () => {
    for (let count = 0; count < 51; count++) {
      const { ended } = await propose(act({}, { session: `s${count}` }));
      answer("deny");
      await ended;
    }
    expect(guard.asked().ended.length).toBe(50);
  }, 60_000);
});
