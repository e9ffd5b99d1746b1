/** No wrapper, quoting or company makes an act look gentler than it is when it stands alone. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Decision } from "../../../src/core/policy/decision.ts";
import { judgeIn } from "../../support/little-world.ts";
import { STEPS, type Text, UNREAD } from "../../support/wrappers.ts";

/** Fixed, so that a failure is the change's own; raise the runs to look further. */
const SEED = 20261121;
const RANK: Readonly<Record<Decision, number>> = { allow: 0, ask: 1, deny: 2 };

const BARE = [
  "rm -rf ~",
  "rm -rf /",
  "rm -r -f src",
  "rm notes.txt",
  "find . -delete",
  "find ~ -type f -exec rm {} +",
  "dd if=/dev/zero of=/dev/sda",
  "shred -u notes.txt",
  "git reset --hard",
  "git clean -fdx",
  "git push --force origin main",
  "psql -h db.acme.io -c 'DROP TABLE users'",
  "terraform destroy -auto-approve",
  "curl -X DELETE https://api.acme.io/v1/users/1",
  "npm publish",
];

/** More acts, for the mixtures. */
const MORE = [
  "git checkout -- src",
  "git branch -D feature",
  "docker volume rm pg-data",
  "kubectl delete namespace prod",
  "aws s3 rb s3://acme-data --force",
  "mysql -h db.acme.io app -e 'TRUNCATE TABLE users'",
  'curl -X POST -d \'{"query":"mutation { projectDelete(id: 1) }"}\' https://backboard.railway.app/graphql/v2',
];

/** Where something of value is: a workspace with work that git does not hold. */
const WORLD = {
  files: { "src/a.ts": "x", "notes.txt": "x" },
  git: { modified: ["src/a.ts"], untracked: ["notes.txt"] },
} as const;

async function decide(text: string): Promise<{ decision: Decision; why: string }> {
  const { decision, reasons } = await judgeIn(WORLD, { kind: "command", text });
  return { decision, why: reasons.map(({ because }) => because).join("; ") };
}

/** What got gentler, in words; undefined when nothing did. */
async function gentler(bare: string, names: readonly string[]): Promise<string | undefined> {
  const wrapped = names.reduce<Text>((text, name) => STEPS.get(name)?.(text) ?? text, { text: bare, simple: true });
  const alone = await decide(bare);
  const inside = await decide(wrapped.text);
  if (RANK[alone.decision] === 0) return `${bare} passes alone`;
  // What is made on the spot is not read: unknown code is asked, whatever it is.
  const enough = names.some(name => UNREAD.has(name)) ? "ask" : alone.decision;
  if (RANK[inside.decision] >= RANK[enough]) return undefined;
  return `${alone.decision} alone, ${inside.decision} as\n${wrapped.text}\n(${names.join(", in ")}: ${inside.why})`;
}

describe("an act that must be stopped", () => {
  it.each(BARE)("is stopped in every wrapper: %s", async bare => {
    const found = await Promise.all([...STEPS.keys()].map(name => gentler(bare, [name])));
    expect(found.filter(text => text !== undefined)).toEqual([]);
  });

  it("is stopped in any one to three of them", { timeout: 60_000 }, async () => {
    const names = fc.array(fc.constantFrom(...STEPS.keys()), { minLength: 1, maxLength: 3 });
    const stopped = fc.asyncProperty(fc.constantFrom(...BARE, ...MORE), names, async (bare, wrappers) => {
      expect(await gentler(bare, wrappers)).toBeUndefined();
    });
    await fc.assert(stopped, { numRuns: 500, seed: SEED });
  });
});
