/** Policy files named on the command line: taken as the guard would take them, or refused with the place. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { policyNamed, provenPolicyNamed } from "../../../src/hosts/cli/policy-named.ts";
import { Trouble } from "../../../src/hosts/cli/trouble.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "agentguard-named-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function written(text: string): string {
  const file = join(folder, "policy.json");
  writeFileSync(file, text);
  return file;
}

const rule = (path: string, expected: string) =>
  `{"version": 1, "rules": [{ "id": "a", "when": { "path": "${path}" }, "then": "deny",\n"examples": [{ "run": "rm src/a.ts", "expect": "${expected}" }] }]}`;

describe("a policy that would be proposed", () => {
  it("is taken when its examples hold", () => {
    const file = written(rule("src/**", "deny"));
    expect(provenPolicyNamed(file)).toBe(rule("src/**", "deny"));
    expect(policyNamed(file).file).toBe(file);
  });

  it("is refused by an example that does not hold, with its line", () => {
    const file = written(rule("src/**", "allow"));
    expect(() => provenPolicyNamed(file)).toThrow(Trouble);
    expect(() => provenPolicyNamed(file)).toThrow(new RegExp(`^${file}:2:\\d+: `));
    expect(policyNamed(file).rules).toHaveLength(1);
  });

  it("is judged at the place that it would have", () => {
    const file = written(rule("/work/src/**", "deny"));
    expect(() => provenPolicyNamed(file)).toThrow(new RegExp(`^${file}:2:`));
    expect(provenPolicyNamed(file, "/work/.agentguard.json")).toContain("/work/src");
  });

  it.each([
    ["that is no JSON", "{", /policy\.json:1:2: /],
    ["with an unknown key", '{"version": 1,\n"rulez": []}', /policy\.json:2:1: Unknown key "rulez"/],
  ])("%s is refused with its place", (_name, text, because) => {
    const file = written(text);
    expect(() => policyNamed(file)).toThrow(because);
    expect(() => provenPolicyNamed(file)).toThrow(because);
  });

  it("that is not there is refused by name", () => {
    expect(() => policyNamed(join(folder, "none.json"))).toThrow(/none\.json cannot be read: ENOENT/);
  });
});
