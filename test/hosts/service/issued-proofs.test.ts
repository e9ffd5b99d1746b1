/** What counts as a proof of the guard, and that what is issued comes to the same in every shell that agents have. */
import { describe, expect, it } from "vitest";
import { AGENTS } from "../../../src/agents/index.ts";
import type { Action, ShellDialect } from "../../../src/core/action/action.ts";
import { judge } from "../../../src/core/pipeline.ts";
import { BUILT_IN } from "../../../src/core/policy/policy.ts";
import { IssuedProofs } from "../../../src/hosts/service/issued-proofs.ts";
import { PACKS } from "../../../src/packs/index.ts";
import { PROOF_KINDS, type ProofTexts } from "../../../src/wire/proof.ts";
import { FakeClock } from "./fake-clock.ts";

const HOME = "/home/o'neil";
const OWN = { launcher: `${HOME}/.local/share/agentguard/hook`, data: `${HOME}/.local/share/agentguard` };

function command(text: string, shell: ShellDialect = "bash"): Action {
  return { kind: "command", text, shell, cwd: "/work", origin: { agent: "codex" } };
}

describe("an act is a proof", () => {
  /** What each of `acts` is taken for, one after the other, after the texts of a hook's proof were issued. */
  function check(acts: (texts: ProofTexts, clock: FakeClock) => readonly Action[], expected: readonly boolean[]): void {
    const clock = new FakeClock();
    const proofs = new IssuedProofs(clock);
    const told = acts(proofs.issue("hook", OWN), clock).map(action => proofs.isProof(action));
    expect(told).toEqual(expected);
  }

  it("when its text was issued", () =>
    check(({ harmless, forbidden }) => [command(harmless), command(forbidden)], [true, true]));
  it("once for each text", () => check(({ forbidden }) => [command(forbidden), command(forbidden)], [true, false]));
  it("however often the same act is judged", () =>
    check(
      ({ forbidden }) => {
        const act = command(forbidden);
        return [act, act, act];
      },
      [true, true, true],
    ));
  it("not when anything stands beside it", () =>
    check(
      ({ harmless, forbidden }) => [
        command(`${forbidden} `),
        command(`rm -rf /; ${harmless}`),
        command(`${harmless}\nrm -rf /`),
        command(harmless.replace("true", "rm -rf /")),
      ],
      [false, false, false, false],
    ));
  it("not when the mark is made up", () =>
    check(() => [command(`true # agentguard proof ${crypto.randomUUID()}`)], [false]));
  it("not when it is no command", () =>
    check(({ harmless }) => [{ kind: "read", path: harmless, cwd: "/work", origin: { agent: "codex" } }], [false]));
  it("not when it comes late", () =>
    check(
      ({ forbidden }, clock) => {
        clock.pass(2 * 60_000);
        return [command(forbidden)];
      },
      [false],
    ));
});

it("so many wait at most", () => {
  const proofs = new IssuedProofs(new FakeClock());
  const first = proofs.issue("hook", OWN);
  for (let i = 0; i < 1000; i++) proofs.issue("hook", OWN);
  expect(proofs.isProof(command(first.forbidden))).toBe(false);
});

/** Those that agents report on a machine where our launcher runs. */
const DIALECTS = ["bash", "sh", "zsh", "fish", "powershell"] as const satisfies readonly ShellDialect[];

describe.each(PROOF_KINDS)("the texts of a proof by %s", kind => {
  const own = {
    ...OWN,
    launcher: "/home/user/.local/share/agentguard/hook",
    data: "/home/user/.local/share/agentguard",
  };
  const around = { cwd: "/work", roots: ["/work"], home: "/home/user", platform: "linux" } as const;
  const judged = (action: Action) => judge(action, new Map(), { packs: PACKS, policy: BUILT_IN, around });

  it.each(DIALECTS)("pass and are refused in %s as without the mark", shell => {
    const { harmless, forbidden, file } = new IssuedProofs(new FakeClock()).issue(kind, own);
    const pairs = [
      [harmless, "true"],
      [forbidden, `cp /dev/null ${file}`],
    ] as const;
    for (const [marked, plain] of pairs) {
      const [with_, without] = [judged(command(marked, shell)), judged(command(plain, shell))];
      expect([with_.decision, with_.override]).toEqual([without.decision, without.override]);
    }
    expect(judged(command(harmless, shell)).decision).toBe("allow");
    expect(judged(command(forbidden, shell))).toMatchObject({ decision: "deny", override: "none" });
  });

  it("reach the service whole through every agent's report of a shell call", () => {
    const { harmless, forbidden } = new IssuedProofs(new FakeClock()).issue(kind, OWN);
    for (const agent of AGENTS)
      for (const text of [harmless, forbidden]) {
        const payload = agent.read(JSON.parse(JSON.stringify(agent.shellCall(text, "/work"))), {});
        if (payload.kind === "malformed" && agent.install({ home: HOME, env: {}, launcher: OWN.launcher }).length === 0)
          continue;
        expect(payload, agent.id).toMatchObject({
          kind: "act",
          action: { kind: "command", text, shell: expect.toBeOneOf([...DIALECTS]) },
        });
      }
  });
});
