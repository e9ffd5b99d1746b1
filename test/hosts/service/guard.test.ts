/** The guard with questions open: what becomes of them when a person marks places meanwhile. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Action } from "../../../src/core/action/action.ts";
import { judge } from "../../../src/core/pipeline.ts";
import { BUILT_IN, type EnvironmentRule, type Policy } from "../../../src/core/policy/policy.ts";
import type { Held, HookCall } from "../../../src/hosts/hook/flow.ts";
import { Guard, type GuardParts } from "../../../src/hosts/service/guard.ts";
import { PACKS } from "../../../src/packs/index.ts";
import { FakeClock } from "./fake-clock.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ag-guard-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const HOST = "db.acme.io";

/** A guard whose policy can be changed as by a person's click. */
function stage(run: string) {
  const marks: EnvironmentRule[] = [];
  const policy = (): Policy => ({ ...BUILT_IN, environments: [...BUILT_IN.environments, ...marks] });
  const action: Action = { kind: "command", text: run, shell: "bash", cwd: folder, origin: { agent: "codex" } };
  const none = async () => {};
  const never = async () => {
    throw new Error("nobody asks for that");
  };
  const parts: GuardParts = {
    clock: new FakeClock(),
    graces: { noEditor: 60_000, editorLost: 60_000 },
    haltFile: join(folder, "halt"),
    ledger: { intent: none, outcome: none, halt: none, notice: none },
    judge: async (act, session = {}) => {
      const around = { cwd: folder, roots: [folder], ...session, platform: "linux" } as const;
      const judgement = judge(act, new Map(), { packs: PACKS, policy: policy(), around });
      return { judgement, policy: policy(), root: "/w", fingerprint: "", facts: new Map() };
    },
    policy: {
      trust: { of: () => ({ sha256: "", trusted: false, loosens: [] }), trust: never, distrust: never },
      userPolicy: {
        addRule: never,
        setProfile: never,
        mark: async ({ value, as }) => {
          marks.push({ name: as, match: { host: [value] }, from: { file: "/user.json", line: 1 }, tier: "user" });
          return { accepted: true };
        },
      },
      whatIf: never,
    },
    changed: { note: () => {} },
    policyOf: policy,
    environmentOf: never,
    agreeToTool: () => {},
    refuseConfigChange: () => undefined,
    maskedCopy: () => undefined,
    retrace: () => ({ kind: "act", text: "", words: [], cwd: null, effects: [], inside: [] }),
    lookedFor: () => {},
    useCode: () => undefined,
  };
  const guard = new Guard(parts);
  const mark = (value: string, as: "staging" | "local" | "production") =>
    guard.policy.mark({ kind: "host", value, as }, "vscode");
  const call = { gone: new AbortController().signal, deadline: 60_000 } as unknown as HookCall;
  return { guard, action, mark, call };
}

async function check(run: string, marked: Parameters<ReturnType<typeof stage>["mark"]>, expected: Held | undefined) {
  const { guard, action, mark, call } = stage(run);
  let held: Held | undefined;
  guard.hold(action, await guard.judge(action), call).then(how => {
    held = how;
  });
  await expect.poll(() => guard.questions.pending.length).toBe(1);
  const before = guard.questions.pending[0]?.id;
  await mark(...marked);
  if (expected) await expect.poll(() => held).toEqual(expected);
  else {
    await new Promise(resolve => setTimeout(resolve, 20));
    expect(held).toBeUndefined();
    expect(guard.questions.pending[0]?.id).toBe(before);
  }
  guard.close();
}

it("windows look at their environments anew when a person trusts a folder, or no longer does", () => {
  const { guard } = stage("true");
  let told = 0;
  const window = (untrusted: readonly string[]) =>
    guard.editors.set(guard, {
      client: "vscode",
      folders: ["/work"],
      untrusted,
      isPaired: () => true,
      state: () => {},
      environmentChanged: () => void told++,
      proposed: () => {},
    });
  window(["/work"]);
  const before = told;
  window([]);
  expect(told).toBe(before + 1);
  window([]);
  expect(told).toBe(before + 1);
  window(["/work"]);
  expect(told).toBe(before + 2);
  guard.close();
});

describe("a question that is open while a place is marked", () => {
  const update = `psql -h ${HOST} -c "delete from users where id = 1"`;
  it("is taken back where its place is another now", () => check(update, [HOST, "local"], { kind: "judged-anew" }));
  it("is taken back where it is still held, for another reason", () =>
    check(`psql -h ${HOST} -c "drop table users"`, [HOST, "staging"], { kind: "judged-anew" }));
  it("stays open where the place is none of its own", () => check(update, ["other.acme.io", "staging"], undefined));
  it("stays open where nothing is known of a place", () => check("rm -rf ../src", [HOST, "staging"], undefined));
});
