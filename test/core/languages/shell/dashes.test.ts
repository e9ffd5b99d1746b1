/** Options behind dashes that only look like one: what a page or a word processor makes of `--force`. */
import { describe, expect, it } from "vitest";
import { judgeIn } from "../../../support/little-world.ts";

describe("a dash that only looks like one", () => {
  it.each([
    ["git reset \u2010\u2010hard", "ask"],
    ["git push \u2014force origin main", "deny"],
    ["git push \u2013\u2013force", "deny"],
    ["git clean \u2212fd", "ask"],
    ["git reset \u2010\u2010soft HEAD~1", "allow"],
    ["echo \u2014done", "allow"],
    ["echo a \u2014 b", "allow"],
    ["git commit -m 'guard \u2014force'", "allow"],
    ["git add docs/\u2014force.md", "allow"],
  ] as const)("%s: %s", async (text, expected) => {
    const git = { modified: ["src/a.ts"], untracked: ["notes.md"] };
    const files = { "src/a.ts": "x", "notes.md": "x" };
    const { decision } = await judgeIn({ git, files }, { kind: "command", text });
    expect(decision).toBe(expected);
  });
});
