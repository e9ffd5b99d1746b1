/** However a command is wrapped and wherever it is taken: what holds it holds, and what lets it pass does not follow. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { judge } from "../../../src/core/pipeline.ts";
import { loadPolicy } from "../../../src/core/policy/load.ts";
import { mergePolicies } from "../../../src/core/policy/merge.ts";
import { BUILT_IN, type Policy } from "../../../src/core/policy/policy.ts";
import { PACKS } from "../../../src/packs/index.ts";

const ROOT = "/home/dev/app";

type Wrapping = (text: string) => string;

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

/** They change nothing about where and as whom it runs. */
const AROUND: readonly Wrapping[] = [
  text => `sh -c ${quoted(text)}`,
  text => `bash -lc ${quoted(text)}`,
  text => `time nice sh -c ${quoted(text)}`,
  text => `timeout 5 sh -c ${quoted(text)}`,
  text => `ls && ${text}`,
  text => `( ${text} )`,
  text => `if true; then ${text}; fi`,
  text => `eval ${quoted(text)}`,
];
const TO_ITS_FOLDER: Wrapping = text => `cd ${ROOT} && ${text}`;

/** They take it to another place, other rights or other variables. */
const AWAY: readonly Wrapping[] = [
  text => `cd / && ${text}`,
  text => `cd "$ELSEWHERE" && ${text}`,
  text => `HOME=/ sh -c ${quoted(text)}`,
  text => `export GIT_DIR=/other; ${text}`,
  text => `env PATH=/x:/bin sh -c ${quoted(text)}`,
  text => `sudo sh -c ${quoted(text)}`,
  text => `su - www -c ${quoted(text)}`,
  text => `ssh box.acme.io ${quoted(text)}`,
  text => `docker exec web sh -c ${quoted(text)}`,
  text => `kubectl exec pod -- sh -c ${quoted(text)}`,
  text => `mytool exec box sh -c ${quoted(text)}`,
];

const some = (wrappings: readonly Wrapping[], least: number) =>
  fc.array(fc.constantFrom(...wrappings), { minLength: least, maxLength: 2 });

const wrapped = (text: string, wrappings: readonly Wrapping[]) =>
  wrappings.reduce((inner, wrapping) => wrapping(inner), text);

function policyOf(when: object, then: string): Policy {
  const { policy: layer, problems } = loadPolicy(
    JSON.stringify({ version: 1, rules: [{ id: "it", when, then }] }),
    "/home/dev/.config/agentguard/policy.json",
  );
  if (!layer) throw new Error(JSON.stringify(problems));
  return mergePolicies(BUILT_IN, [{ tier: "user", layer }]).policy;
}

function judged(text: string, policy: Policy) {
  const around = { cwd: ROOT, roots: [ROOT], home: "/home/dev", platform: "linux" } as const;
  const action = { kind: "command", text, shell: "bash", cwd: ROOT, origin: { agent: "codex" } } as const;
  const { decision, reasons } = judge(action, new Map(), { packs: PACKS, policy, around });
  return { decision, applies: reasons.some(({ rule }) => rule === "policy/it") };
}

const COMMANDS = ["rm -rf build", "git push --force origin main", "psql -h db.acme.io -c drop_all"] as const;

describe("a rule that holds", () => {
  it("is not lost to anything around its command", () => {
    const cases: readonly (readonly [when: object, text: string])[] = [
      [{ command: "rm -rf", effect: "delete" }, "rm -rf build"],
      [{ command: "rm -rf build", effect: ["drop", "delete"] }, "rm -fr build"],
      [{ command: "rm *", effect: "delete" }, "echo build | xargs rm -rf"],
      [{ command: "git push --force", resource: "remote-branch" }, "git -C x push origin main --force"],
      [{ command: "psql", effect: "drop" }, "psql -h db.acme.io -c 'drop table users'"],
      [{ command: "curl", effect: "delete" }, "curl -X DELETE https://api.acme.io/v1/users/1"],
      [{ command: "python3", effect: "delete" }, "python3 -c 'import shutil; shutil.rmtree(\"build\")'"],
    ];
    fc.assert(
      fc.property(fc.constantFrom(...cases), some([...AROUND, ...AWAY], 0), ([when, text], wrappings) => {
        const act = wrapped(text, wrappings);
        expect(judged(act, policyOf(when, "deny")), act).toEqual({ decision: "deny", applies: true });
      }),
      { numRuns: 300 },
    );
  });
});

describe("a rule that lets pass", () => {
  const allowing = (text: string) => fc.constantFrom(text, `${text} *`, `${text.split(" ", 1)[0]} *`);

  it("counts through what changes nothing", () => {
    fc.assert(
      fc.property(some([...AROUND, TO_ITS_FOLDER], 0), wrappings => {
        const act = wrapped("rm -rf build", wrappings);
        expect(judged(act, policyOf({ command: "rm -rf build" }, "allow")), act).toEqual({
          decision: "allow",
          applies: true,
        });
      }),
      { numRuns: 100 },
    );
  });

  it("does not follow its command to another place, other rights or other variables", () => {
    const cases = fc.constantFrom(...COMMANDS).chain(text => fc.tuple(fc.constant(text), allowing(text)));
    fc.assert(
      fc.property(cases, some(AROUND, 0), some(AWAY, 1), some(AROUND, 0), ([text, command], near, away, far) => {
        const act = wrapped(text, [...near, ...away, ...far]);
        const { decision, applies } = judged(act, policyOf({ command }, "allow"));
        expect(applies, act).toBe(false);
        expect(decision, act).toBe(judged(act, BUILT_IN).decision);
      }),
      { numRuns: 300 },
    );
  });

  it("says nothing of what its command runs, unless it names that too", () => {
    fc.assert(
      fc.property(fc.constantFrom(...COMMANDS), some([...AROUND.slice(0, 4), ...AWAY], 1), (text, wrappings) => {
        const act = wrapped(text, wrappings);
        const outer = act.split(" ", 1)[0] ?? "";
        const { applies } = judged(act, policyOf({ command: `${outer} *` }, "allow"));
        expect(applies, act).toBe(false);
      }),
      { numRuns: 200 },
    );
  });
});
