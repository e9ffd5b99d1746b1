/** What editors have changed in the policies: who is told, and what stays open. */
import { beforeEach, describe, expect, it } from "vitest";
import type { CommandAction } from "../../../src/core/action/action.ts";
import { BUILT_IN } from "../../../src/core/policy/policy.ts";
import { judgeExample } from "../../../src/hosts/prove.ts";
import { PolicyRequests } from "../../../src/hosts/service/policy-requests.ts";
import type { AnswerResult, Proposal } from "../../../src/wire/guard.ts";
import { FakeClock } from "./fake-clock.ts";

const ACCEPTED: AnswerResult = { accepted: true };
const REFUSED: AnswerResult = { accepted: false, because: "the disk is full" };

let written: unknown[];
let changes: number;
let shown: Proposal[];
let answer: AnswerResult;
let desk: PolicyRequests;

beforeEach(() => {
  [written, changes, shown, answer] = [[], 0, [], ACCEPTED];
  const write = async (what: unknown, by: string) => {
    written.push({ what, by });
    return answer;
  };
  desk = new PolicyRequests({
    clock: new FakeClock(),
    trust: {
      of: ({ file }) => ({ sha256: file, trusted: false, loosens: [] }),
      trust: async ({ file }, at, by) => write({ file, at }, by),
      distrust: async (file, by) => void (await write({ distrusted: file }, by)),
    },
    userPolicy: { addRule: write, mark: write, setProfile: write },
    policyOf: folder => ({ ...BUILT_IN, mode: folder === "/seen" ? "observe" : "enforce" }),
    whatIf: async () => ({ judged: 1, leftOut: 0, held: { before: 0, after: 1 }, differences: [] }),
    changed: () => {
      changes++;
    },
    proposed: proposal => shown.push(proposal),
  });
});

const COMMAND: CommandAction = {
  kind: "command",
  text: "terraform apply -auto-approve",
  shell: "bash",
  cwd: "/work",
  origin: { agent: "codex" },
};

function yes(times: number): void {
  const judgement = judgeExample(COMMAND, BUILT_IN);
  const judged = { judgement, policy: BUILT_IN, root: "/w", fingerprint: "", facts: new Map() };
  for (let i = 0; i < times; i++) desk.noteYes(COMMAND, judged);
}

describe("a proposed rule", () => {
  const ID = "learned/terraform-apply";

  it("is shown when it comes up, and added once", async () => {
    yes(2);
    expect(shown).toEqual([]);
    yes(1);
    expect(shown.map(({ rule }) => rule.id)).toEqual([ID]);
    expect(await desk.addRule({ id: ID }, "vscode")).toEqual(ACCEPTED);
    expect(written).toEqual([{ what: shown[0]?.rule, by: "vscode" }]);
    expect(await desk.addRule({ id: ID }, "vscode")).toMatchObject({ accepted: false });
    expect(written).toHaveLength(1);
  });

  it("stays open when it could not be written", async () => {
    yes(3);
    answer = REFUSED;
    expect(await desk.addRule({ id: ID }, "vscode")).toEqual(REFUSED);
    answer = ACCEPTED;
    expect(await desk.addRule({ id: ID }, "vscode")).toEqual(ACCEPTED);
  });

  it("that was never proposed is not added", async () => {
    expect(await desk.addRule({ id: "learned/anything" }, "vscode")).toMatchObject({ accepted: false });
    expect(written).toEqual([]);
  });
});

it("names the folders in which the policy only observes", () =>
  expect(desk.observing({ folders: ["/held", "/seen"] })).toEqual({ observing: ["/seen"] }));

describe("editors look anew", () => {
  const MARK = { kind: "host", value: "db.acme.io", as: "staging" } as const;

  it("after a mark, and not when it was refused", async () => {
    answer = REFUSED;
    expect(await desk.mark(MARK, "cursor")).toEqual(REFUSED);
    expect(changes).toBe(0);
    answer = ACCEPTED;
    expect(await desk.mark(MARK, "cursor")).toEqual(ACCEPTED);
    expect(changes).toBe(1);
    expect(written).toContainEqual({ what: MARK, by: "cursor" });
  });

  it.each([
    ["a profile is chosen", () => desk.setProfile({ profile: "team" }, "cursor")],
    [
      "a proposed rule is added",
      () => {
        yes(3);
        return desk.addRule({ id: "learned/terraform-apply" }, "cursor");
      },
    ],
  ])("after %s, and not when it was refused", async (_, act) => {
    answer = REFUSED;
    expect(await act()).toEqual(REFUSED);
    expect(changes).toBe(0);
    answer = ACCEPTED;
    expect(await act()).toEqual(ACCEPTED);
    expect(changes).toBe(1);
  });

  it("after a workspace's policy is trusted, from the moment of the clock on", async () => {
    expect(desk.trustOf({ file: "/w/p.json" })).toMatchObject({ trusted: false });
    expect(await desk.trust({ file: "/w/p.json", sha256: "a" }, "cursor")).toEqual(ACCEPTED);
    expect(changes).toBe(1);
    expect(written).toEqual([{ what: { file: "/w/p.json", at: 1_000_000 }, by: "cursor" }]);
  });

  it("after trust is taken back", async () => {
    expect(await desk.distrust({ file: "/w/p.json" }, "command line")).toEqual(ACCEPTED);
    expect(changes).toBe(1);
    expect(written).toEqual([{ what: { distrusted: "/w/p.json" }, by: "command line" }]);
  });
});
