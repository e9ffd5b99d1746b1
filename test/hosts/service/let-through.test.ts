/** Which starts of programs need no second answer: told by the real processes of this machine, not by what they say. */
import { type ChildProcess, spawn } from "node:child_process";
import { afterEach, describe, expect, it } from "vitest";
import type { Runner } from "../../../src/agents/agent.ts";
import type { Action } from "../../../src/core/action/action.ts";
import { Facts } from "../../../src/core/facts/facts.ts";
import { judge } from "../../../src/core/pipeline.ts";
import { BUILT_IN } from "../../../src/core/policy/policy.ts";
import { traceEffects } from "../../../src/core/reading/read.ts";
import type { HookCall, Outcome, Weighed } from "../../../src/hosts/hook/flow.ts";
import { protocolOf } from "../../../src/hosts/hook/refusals.ts";
import { LetThrough } from "../../../src/hosts/service/approved-children.ts";
import { PACKS } from "../../../src/packs/index.ts";
import { lineageOf } from "../../../src/platform/lineage.ts";
import { FakeClock } from "./fake-clock.ts";

const AROUND = { cwd: "/w", roots: ["/w"], platform: "linux" } as const;
const BY_PERSON: Outcome = { kind: "allowed", by: "person", who: "vscode" };

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

/** The pid of a shell, and of one that it has started: the terminal's, and what stands in a program's place. */
async function shells(): Promise<readonly [terminal: number, standIn: number]> {
  const script = `/bin/sh -c 'echo $$; read line'; :`;
  const child = spawn("/bin/sh", ["-c", script], { stdio: ["pipe", "pipe", "inherit"] });
  children.push(child);
  const standIn = await new Promise<string>(resolve => child.stdout.once("data", data => resolve(String(data))));
  return [child.pid ?? 0, Number(standIn)];
}

function guard() {
  const clock = new FakeClock();
  const through = new LetThrough(clock, action => traceEffects(action, new Facts(new Map(), AROUND), PACKS));
  const weighed = (action: Action): Weighed => ({
    root: "/work",
    judgement: judge(action, new Map(), { packs: PACKS, policy: BUILT_IN, around: AROUND }),
    policy: BUILT_IN,
    fingerprint: "",
    facts: new Map(),
  });
  /** A line is judged in the shell `pid`, and ends in `outcome`. */
  const line = (pid: number, text: string, outcome: Outcome = BY_PERSON) => {
    const origin = { agent: "crush", session: "s", callId: "s#1", intent: "tidy up" };
    const action: Action = { kind: "command", text, shell: "bash", cwd: "/w", origin };
    const call = callOf(pid, { kind: "shell", pid });
    const runner = through.begins(action, call);
    through.note(runner, action, weighed(action), outcome);
  };
  /** A program is started that `pid` stands in for, asked about by `by`. */
  const start = (pid: number, text: string, by = pid) => {
    const action: Action = { kind: "command", text, shell: "sh", cwd: "/w", origin: { agent: "terminal" } };
    const placed = through.placed(action, callOf(by, { kind: "program", pid }));
    return { placed, because: through.partOf(placed, weighed(placed)) };
  };
  return { clock, line, start };
}

function callOf(pid: number, runner: Runner): HookCall {
  const agent = protocolOf("terminal");
  if (!agent) throw new Error("there is no such door");
  return { agent, bytes: new Uint8Array(), pid, runner, deadline: 0, gone: new AbortController().signal };
}

describe.runIf(process.platform === "linux")("a program", () => {
  it("is part of the line of the shell above it, by whoever let it through", async () => {
    const { line, start } = guard();
    const [terminal, standIn] = await shells();
    line(terminal, "npm test && rm -rf src");
    const { placed, because } = start(standIn, "rm -rf src");
    expect(because).toContain("let through by vscode");
    expect(placed.origin).toEqual({ agent: "crush", session: "s" });
    expect(start(standIn, "rm -rf test").because).toBe(undefined);
  });

  it("is told with who has started it, where that is not the shell itself", async () => {
    const { line, start } = guard();
    const [terminal, standIn] = await shells();
    line(process.pid, "make clean");
    const [started] = start(standIn, "rm -rf src").placed.origin.startedBy ?? [];
    expect(started).toBe(`sh -c /bin/sh -c 'echo $$; read line'; :`);
    expect(lineageOf(standIn).map(({ pid }) => pid)).toContain(terminal);
  });

  type Lines = readonly (readonly [pid: "shell" | "other", text: string, outcome?: Outcome])[];
  const REFUSED: Outcome = { kind: "denied", by: "person", reason: "no" };

  it.each<[why: string, lines: Lines, ms?: number]>([
    ["nobody let through", [["shell", "rm -rf src", REFUSED]]],
    ["another shell's", [["other", "rm -rf src"]]],
    [
      "over, since the shell runs another",
      [
        ["shell", "rm -rf src"],
        ["shell", "ls"],
      ],
    ],
    [
      "over, since another was refused",
      [
        ["shell", "rm -rf src"],
        ["shell", "ls", REFUSED],
      ],
    ],
    ["long ago", [["shell", "rm -rf src"]], 11 * 60_000],
  ])("is judged by itself when the line is %s", async (_, lines, ms = 0) => {
    const { clock, line, start } = guard();
    const [terminal, standIn] = await shells();
    const [other] = await shells();
    for (const [who, text, outcome] of lines) line(who === "shell" ? terminal : other, text, outcome);
    clock.pass(ms);
    expect(start(standIn, "rm -rf src").because).toBe(undefined);
  });

  it("is judged by itself when it is not the process that it says it is", async () => {
    const { line, start } = guard();
    const [terminal, standIn] = await shells();
    line(terminal, "rm -rf src");
    expect(start(standIn, "rm -rf src", process.pid).because).toBe(undefined);
    expect(start(terminal, "rm -rf src", standIn).because).toBe(undefined);
  });

  it("that takes nothing is part of nothing", async () => {
    const { line, start } = guard();
    const [terminal, standIn] = await shells();
    line(terminal, "git status");
    expect(start(standIn, "git status").because).toBe(undefined);
  });
});
