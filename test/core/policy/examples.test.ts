/** Examples in policy files, and the profiles: proved with the real engine. */
import { describe, expect, it } from "vitest";
import { loadPolicy } from "../../../src/core/policy/load.ts";
import { mergePolicies } from "../../../src/core/policy/merge.ts";
import { BUILT_IN } from "../../../src/core/policy/policy.ts";
import { proveExamples } from "../../../src/core/policy/proving/examples.ts";
import { starterFile } from "../../../src/core/policy/starter.ts";
import { PROFILE_NOTES, wordsOf } from "../../../src/core/policy/vocabulary.ts";
import { folderOf, judgeExample, problemsIn } from "../../../src/hosts/prove.ts";

const FILE = "/home/dev/app/.agentguard.json";

function layerOf(text: string) {
  const { policy, problems } = loadPolicy(text, FILE);
  if (!policy) throw new Error(JSON.stringify(problems));
  return policy;
}

/** Examples as `[run, expect]`; the ones that lie, with what the policy makes of them. */
function check(
  policy: Record<string, unknown>,
  examples: readonly (readonly [string, string])[],
  lies: string[],
): void {
  const given = { version: 1, ...policy, examples: examples.map(([run, expect]) => ({ run, expect })) };
  const layer = layerOf(JSON.stringify(given));
  const proved = proveExamples(layer, folderOf(layer), judgeExample);
  expect(
    proved.filter(({ holds }) => !holds).map(({ example, judgement }) => [example.run, judgement.decision].join(" → ")),
  ).toEqual(lies);
}

describe("an example", () => {
  it("that holds is silent", () =>
    check(
      {},
      [
        ["ls", "allow"],
        ["rm -rf ~", "deny"],
        ["git reset --hard", "ask"],
      ],
      [],
    ));
  it("that does not is told", () =>
    check(
      {},
      [
        ["ls", "ask"],
        ["rm -rf ~", "allow"],
      ],
      ["ls → allow", "rm -rf ~ → deny"],
    ));
  it("is judged by the rules of its own file", () =>
    check(
      {
        rules: [
          { id: "a", when: { path: "out/**" }, then: "allow" },
          { id: "b", when: { command: "make" }, then: "ask" },
        ],
      },
      [
        ["rm out/a.txt", "allow"],
        ["make all", "ask"],
        ["rm other/a.txt", "allow"],
      ],
      ["rm other/a.txt → ask"],
    ));
  it("`~/` is the home folder that the example's own `~` means", () => {
    const when = '{ "path": "~/notes/**" }';
    const examples = '[{ "run": "echo x > ~/notes/a.md", "expect": "deny" }]';
    const text = `{"version":1,"rules":[{"id":"a","when":${when},"then":"deny","examples":${examples}}]}`;
    expect(problemsIn(layerOf(text))).toEqual([]);
  });
  it("tells its place, the verdict and the reason", () => {
    const text =
      '{\n  "version": 1,\n  "rules": [{ "id": "a", "when": { "command": "make" }, "then": "ask",\n    "examples": [{ "run": "make", "expect": "deny" }] }]\n}';
    expect(problemsIn(layerOf(text))).toEqual([
      {
        file: FILE,
        line: 4,
        column: 18,
        endLine: 4,
        endColumn: 53,
        severity: "error",
        message:
          'The example says deny, and the policy makes it ask at score 0, because the rule "a" asks a person before every act run as `make` (policy/a): make',
      },
    ]);
  });
});

describe("what one starts from", () => {
  it.each(wordsOf(PROFILE_NOTES))("%s is a whole file, and its own example holds", profile => {
    const layer = layerOf(starterFile(profile));
    expect(layer.profile).toBe(profile);
    if (profile !== "observe") expect(problemsIn(layer)).toEqual([]);
  });

  const decide = (profile: "solo" | "team" | "regulated", run: string) => {
    const { policy } = mergePolicies(BUILT_IN, [
      { tier: "user", layer: layerOf(`{"version":1,"profile":"${profile}"}`) },
    ]);
    return judgeExample({ kind: "command", text: run, shell: "bash", cwd: "/w", origin: { agent: "a" } }, policy)
      .decision;
  };
  it.each([
    ["git push origin main", "allow", "ask", "ask"],
    ["git push origin topic", "allow", "allow", "allow"],
    ["npm run build", "allow", "allow", "allow"],
    ["kubectl --context prod-eu apply -f x.yaml", "ask", "ask", "ask"],
    ["psql -h db.acme.io -c 'delete from users where id = 1'", "ask", "ask", "deny"],
  ] as const)("%s: solo %s, team %s, regulated %s", (run, solo, team, regulated) => {
    expect([decide("solo", run), decide("team", run), decide("regulated", run)]).toEqual([solo, team, regulated]);
  });

  it("a file's own words come on top of its profile", () => {
    const text = '{"version":1,"profile":"regulated","thresholds":{"ask":50},"limits":{"destructivePerMinute":50}}';
    const { policy, problems } = mergePolicies(BUILT_IN, [{ tier: "user", layer: layerOf(text) }]);
    expect([policy.thresholds, policy.limits.destructivePerMinute, problems]).toEqual([{ ask: 50, deny: 80 }, 50, []]);
  });
});
