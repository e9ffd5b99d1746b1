import { describe, expect, it } from "vitest";
import type { Lost } from "../../../src/core/watching/finding.ts";
import { lostText } from "../../../src/hosts/editor/present/lost-text.ts";
import { foundPage, foundRow, newsText, restoreText } from "../../../src/hosts/editor/present/watched-changes.ts";
import type { WatchedChange } from "../../../src/wire/watching.ts";

const FOUND: WatchedChange = {
  id: "a",
  from: 0,
  to: 5,
  root: "/work/shop",
  kind: "mass-deletion",
  weight: "alarm",
  says: "30 files are gone from /work/shop",
  count: 30,
  restorable: 30,
  who: { kind: "agent", agent: "codex" },
  evidence: ["seen at it: sh tidy.sh (process 7)"],
};
const item = (path: string, more: Partial<Lost> = {}): Lost => ({
  path: `/work/shop/${path}`,
  before: 100,
  after: null,
  standing: "missing",
  ...more,
});

describe("what was seen", () => {
  it("says what git can do about it", () => {
    expect(newsText(FOUND)).toBe(
      "AgentGuard: 30 files are gone from shop, by codex, and no act that was judged explains it. Git can give all of it back as it was last added.",
    );
    expect(newsText({ ...FOUND, restorable: 10 })).toMatch(/give back 10 of 30; the others it never had/);
    expect(newsText({ ...FOUND, restorable: 0 })).toMatch(/Git has none of it/);
    expect(newsText({ ...FOUND, kind: "git-damage" })).toMatch(/not kept/);
    expect(newsText({ ...FOUND, restored: 30 })).toMatch(/30 files given back/);
  });
  it.each<[Partial<WatchedChange>, string]>([
    [{ who: { kind: "somebody" } }, "30 files are gone from shop; all of them can be given back from git."],
    [{ who: { kind: "somebody" }, restorable: 10 }, "30 files are gone from shop; 10 can be given back from git."],
    [
      { who: { kind: "somebody", program: "tidy.js" }, restorable: 0 },
      "30 files are gone from shop, by somebody (tidy.js); none of them can be given back from git.",
    ],
    [
      { who: { kind: "tool", of: "packages", program: "npm", terminal: false } },
      "30 files are gone from shop, by npm; all of them can be given back from git.",
    ],
    [
      { who: { kind: "somebody" }, kind: "protected-write", says: ".envrc changed (what runs by itself)" },
      ".envrc changed (what runs by itself). What it was before is not kept.",
    ],
  ])("blames nobody where no agent was seen at it: %j", (more, expected) =>
    expect(newsText({ ...FOUND, ...more })).toBe(`AgentGuard: ${expected}`),
  );
  it("is a row that looks as grave as it is", () => {
    expect(foundRow(FOUND)).toMatchObject({ icon: "warning", color: "charts.red" });
    expect(foundRow({ ...FOUND, weight: "note", who: { kind: "editor" } })).toMatchObject({
      icon: "eye",
      description: expect.stringContaining("in the editor"),
    });
  });
  it("lists what comes back, and says what does not", () => {
    const items = [...Array(27).keys()].map(i => item(`src/${i}.ts`));
    const text = restoreText(
      [...items, item("notes.md", { standing: "unknown" }), item("a.ts", { standing: "changed", after: 20 })],
      "/work/shop",
    );
    expect(text).toMatch(/^src\/0\.ts\n/);
    expect(text).toMatch(/and 2 more/);
    expect(text).toMatch(/2 files git never had, or that hold something now, stay as they are/);
    expect(text).not.toContain("notes.md");
  });
  it("is a page in which names are text", () => {
    const page = foundPage(FOUND, [item("[a](http://x)|b\u202e.ts")]);
    expect(page).toContain("\\[a\\]");
    expect(page).not.toContain("\u202e");
    expect(page).toContain("and 29 more");
  });
});

describe("text that is lost in a document", () => {
  const change = (rangeLength: number, text = "") => [{ rangeLength, text }];
  it("is most of it, or all", () => {
    expect(lostText(0, change(300))).toEqual({ before: 300, after: 0 });
    expect(lostText(500, change(4500))).toEqual({ before: 5000, after: 500 });
  });
  it("is not what is replaced, or little", () => {
    expect(lostText(5000, change(5000, "x".repeat(5000)))).toBeUndefined();
    expect(lostText(0, change(100))).toBeUndefined();
    expect(lostText(3000, change(2000))).toBeUndefined();
  });
});
