/** Completion in knowledge files: `¦` is the cursor. */
import { describe, expect, it } from "vitest";
import { completeKnowledge, describeKnowledge } from "../../src/core/knowledge/editing/completion.ts";

const FILE = "about: MyCorp's platform\nprograms: [mycorp]\nrules:\n  wipe:\n    call: db wipe\n";

function offered(written: string): string[] {
  const offset = written.indexOf("¦");
  return completeKnowledge(written.replace("¦", ""), offset).map(({ label }) => label);
}

/** Offers that must be there and, behind the bar, some that must not. */
function check(written: string, expected: string): void {
  const [wanted = "", unwanted = ""] = expected.split("|").map(part => part.trim());
  const labels = offered(written);
  expect(labels).toEqual(expect.arrayContaining(wanted.split(" ").filter(Boolean)));
  for (const label of unwanted.split(" ").filter(Boolean)) expect(labels).not.toContain(label);
}

describe("keys", () => {
  it.each([
    ["¦", "about programs source reaches rules | call effect"],
    ["about: x\n¦", "programs | about"],
    ["¦\nabout: x\nrules:\n  a:\n    call: x\n", "programs | about rules call"],
    [`${FILE}    ¦`, "effect says held passes | call about"],
    [`${FILE}    eff¦`, "effect | call"],
    ["rules:\n  wipe:\n    ¦\n    says: x\n  stop:\n    held: x\n", "call held | says"],
    ["rules:\n  wipe: { call: db wipe, ¦", "effect says | call about"],
    ["rules:\n  wipe: { says: don't, ¦", "effect call | says"],
    ["rules:\n  wipe: { says: 'a, b', ¦", "effect call | says"],
    ["rules: { wipe: { call: db wipe }, stop: { ¦", "effect call"],
    ["rules:\n  wipe:\n    effects:\n      - ¦", "effect says reach | call"],
    ["rules:\n  wipe:\n    effects:\n      - effect: delete database\n        ¦", "says reach | effect call"],
    ["rules:\n  wipe:\n    effects:\n    - effect: delete database\n      says: x\n    - ¦", "effect says"],
    ["reaches:\n  ¦", "service profile variables | about"],
    ["options:\n  values: [force]\n  ¦", "flags abbreviations | values"],
    ["# ¦", "| about programs"],
    ["about: x # ¦", "| about programs"],
  ])("%j: %s", check);

  it("offers a whole rule where one may stand", () => {
    expect(offered("rules:\n  ¦")).toEqual(["a new rule"]);
    expect(offered("options:\n  ¦")).not.toContain("a new rule");
  });
});

describe("words", () => {
  it.each([
    ["rules:\n  wipe:\n    recovery: ¦", "free effort none | call"],
    ["rules:\n  wipe:\n    reach: al¦", "one several all unknown"],
    ["rules:\n  wipe:\n    effect: ¦", "delete drop | call"],
    ["rules:\n  wipe:\n    marks: [with-backups, ¦", "only-copy home"],
    ["rules:\n  wipe:\n    marks:\n      - ¦", "only-copy"],
    ["rules:\n  wipe: { recovery: ¦", "free effort none"],
    ["rules:\n  wipe:\n    harmless: ¦", "true"],
    ["about: ¦", "| free call"],
  ])("%j: %s", check);

  it("offers kinds of things behind a verb, and replaces both", () => {
    const written = "rules:\n  wipe:\n    effect: delete data";
    const offer = completeKnowledge(written, written.length).find(({ label }) => label === "delete database");
    expect(offer).toMatchObject({ insert: "delete database", start: written.indexOf("delete"), end: written.length });
  });
});

describe("what a key means", () => {
  it.each([
    ["about: x\nrules:\n  wipe:\n    reco¦very: none\n", /^What brings it back/],
    ["¦programs: [a]\n", /^The names that it is called by/],
    ["rules:\n  wipe: { call: db wipe, rea¦ch: all }\n", /^How much of it/],
    ["rules:\n  wi¦pe:\n    call: x\n", undefined],
    ["about: prog¦rams\n", undefined],
  ])("%j", (written, expected) => {
    const found = describeKnowledge(written.replace("¦", ""), written.indexOf("¦"));
    if (expected === undefined) expect(found).toBeUndefined();
    else expect(found?.says).toMatch(expected);
  });
});

it("takes any text, whatever the place", () => {
  const texts = [`${FILE}    - - x: {[`, "- - -\n - :\n{", "a: 'b\n\tc: [", "rules: {{{[[ ,,: "];
  for (const text of texts)
    for (let offset = 0; offset <= text.length; offset++) {
      expect(completeKnowledge(text, offset)).toBeInstanceOf(Array);
      describeKnowledge(text, offset);
    }
});

it("a line that is too long for anybody offers nothing, at once", () => {
  const nested = `a: ${"{a: ".repeat(5000)}`;
  expect(completeKnowledge(nested, nested.length)).toEqual([]);
  const word = "a".repeat(65_000);
  expect(describeKnowledge(word, word.length)).toBeUndefined();
});
