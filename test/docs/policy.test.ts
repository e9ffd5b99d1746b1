/** Policies that the documents show are taken as they stand, and their examples hold. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadPolicy } from "../../src/core/policy/load.ts";
import { problemsIn } from "../../src/hosts/prove.ts";

const ROOT = join(import.meta.dirname, "../..");

describe.each(["README.md", "docs/policy.md"])("%s", file => {
  const blocks = [...readFileSync(join(ROOT, file), "utf8").matchAll(/^```jsonc\n(.*?)^```/gms)].map(
    ([, text = ""]) => text,
  );

  it("shows at least one", () => expect(blocks.length).toBeGreaterThan(0));

  it.each(blocks)("%#", text => {
    const { policy, problems } = loadPolicy(text, "/home/dev/app/.agentguard.json");
    expect(problems).toEqual([]);
    if (policy) expect(problemsIn(policy)).toEqual([]);
  });
});
