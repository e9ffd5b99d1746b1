/** What a watcher's changes come to, and what they must not come to. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Change, Explained, Known, Standing } from "../../../src/core/watching/change.ts";
import { findingsIn } from "../../../src/core/watching/find.ts";
import type { Finding } from "../../../src/core/watching/finding.ts";

const ROOT = "/work/shop";
const HOOK_FILES = [
  { path: "~/.claude/settings.json", agent: "Claude Code" },
  { path: "~/.claude/settings.local.json", agent: "Claude Code" },
  { path: "~/.cursor/hooks.json", agent: "Cursor" },
];
const GIT = `${ROOT}/.git`;

function known(more: Partial<Known> = {}, standing: Readonly<Record<string, Standing>> = {}): Known {
  return {
    root: ROOT,
    gitFolder: GIT,
    files: 1000,
    around: { roots: [ROOT], home: "/home/ada", hookFiles: HOOK_FILES, platform: "linux" },
    protect: [],
    explained: [],
    agentAtWork: true,
    git: { standing: new Map(Object.entries(standing).map(([path, how]) => [`${ROOT}/${path}`, how])) },
    ...more,
  };
}

/** `a..b` in a name stands for that many files. */
function names(pattern: string): string[] {
  const [, start, from, to, end] = /^(.*?)(\d+)\.\.(\d+)(.*)$/.exec(pattern) ?? [];
  if (start === undefined) return [pattern];
  return Array.from({ length: Number(to) - Number(from) + 1 }, (_, i) => `${start}${Number(from) + i}${end}`);
}

function changes(pattern: string, before: number | null, after: number | null, more: Partial<Change> = {}): Change[] {
  return names(pattern).map((name, i) => ({ at: 1000 + i, path: `${ROOT}/${name}`, before, after, ...more }));
}

const gone = (pattern: string, more: Partial<Change> = {}) => changes(pattern, 900, null, more);

/** `expected`: each finding as `kind weight count`. */
function check(given: readonly Change[], expected: readonly string[], facts: Known = known()): void {
  const found = findingsIn(given, facts);
  expect(found.map(({ kind, weight, items }) => `${kind} ${weight} ${items.length}`)).toEqual(expected);
}

function first(given: readonly Change[], facts: Known = known()): Finding | undefined {
  return findingsIn(given, facts)[0];
}

const all = (pattern: string, standing: Standing) => Object.fromEntries(names(pattern).map(name => [name, standing]));
const explained = (path: string, by: Explained["by"]): Partial<Known> => ({
  explained: [{ from: 0, until: 10_000, path: `${ROOT}/${path}`, by }],
});

describe("files that are gone", () => {
  it("are told from twenty on", () => {
    check(gone("src/a1..20.ts"), ["mass-deletion warning 20"]);
    const found = first(gone("src/a1..20.ts"));
    expect(found?.says).toBe("20 files are gone from /work/shop");
    expect(found).toMatchObject({ from: 1000, to: 1019 });
  });
  it("are told from few on where there were few", () =>
    check(gone("a1..5"), ["mass-deletion warning 5"], known({ files: 8 })));
  it("are not told below that", () => check(gone("src/a1..19.ts"), []));
  it("are told from what the policy says on", () =>
    check(gone("src/a1..6.ts"), ["mass-deletion warning 6"], known({ deletions: 5 })));
  it("say how git stands to each", () => {
    check(gone("a1..20"), ["mass-deletion warning 20"], known({}, all("a1..15", "missing")));
    const found = first(gone("a1..20"), known({}, all("a1..15", "missing")));
    expect(found?.items.filter(({ standing }) => standing === "missing").length).toBe(15);
  });
  it.each(["node_modules/x/a1..300.js", "app/.next/a1..50", "x/__pycache__/a1..40.pyc"])(
    "are made again: %s",
    pattern => check(gone(pattern), []),
  );
  it("are made again under a name of a build, where git does not keep them", () => check(gone("dist/a1..40.js"), []));
  it("are lost under a name of a build where git keeps them", () =>
    check(gone("dist/a1..40.js"), ["mass-deletion warning 40"], known({}, all("dist/a1..40.js", "missing"))));
  it("were taken by git itself", () => check(gone("src/a1..40"), [], known({}, all("src/a1..40", "taken-by-git"))));
  it("are only noted where git ignores them", () =>
    check(gone("out-of-sight/a1..40"), ["mass-deletion note 40"], known({}, all("out-of-sight/a1..40", "ignored"))));
  it("went with an act that was judged", () => check(gone("src/a1..40"), [], known(explained("src", "act"))));
  it("went with an act in another folder", () =>
    check(gone("src/a1..40"), ["mass-deletion warning 40"], known(explained("lib", "act"))));
  it("went with an act long ago", () =>
    check(gone("src/a1..40", { at: 99_000 }), ["mass-deletion warning 40"], known(explained("src", "act"))));
  it("went through the editor: noted, and attributed to it", () => {
    check(gone("src/a1..40"), ["mass-deletion note 40"], known(explained("src", "editor")));
    const found = first(gone("src/a1..40"), known(explained("src", "editor")));
    expect(found?.who).toEqual({ kind: "editor" });
  });
  it("have another name now", () =>
    check(
      names("a1..40").flatMap((name, i) => [
        ...gone(name, { identity: `${i}` }),
        ...changes(`moved/${name}`, null, 900, { identity: `${i}` }),
      ]),
      [],
    ));
  it("were copied and then deleted, which is no move", () =>
    check(
      names("a1..40").flatMap((name, i) => [
        ...gone(name, { identity: `${i}` }),
        ...changes(`moved/${name}`, null, 900, { identity: `other ${i}` }),
      ]),
      ["mass-deletion warning 40"],
    ));
  it("came back within the window", () =>
    check([...gone("a1..40"), ...changes("a1..40", null, 900, { at: 5000 })], []));
  it("were only there for a moment", () =>
    check([...changes("a1..40", null, 10), ...changes("a1..40", 10, null, { at: 5000 })], []));
  it("are told without git as well", () => check(gone("a1..20"), ["mass-deletion warning 20"], known({ git: null })));
});

describe("files that lost their text", () => {
  it("are told from five on", () => check(changes("a1..5.ts", 3000, 0), ["truncation warning 5"]));
  it("are told when most of it is gone", () => check(changes("a1..5.ts", 3000, 500), ["truncation warning 5"]));
  it("are told alone when there was much", () => check(changes("data.sqlite", 80_000, 0), ["truncation warning 1"]));
  it("are not told below that", () => check(changes("a1..4.ts", 3000, 0), []));
  it("are not told for what tools write", () => check(changes("logs/a1..9.log", 3000, 0), []));
  it("are not told when they only got shorter", () => check(changes("a1..9.ts", 3000, 1000), []));
  it("are not told when there was hardly anything", () => check(changes("a1..9.ts", 100, 0), []));
  it("are as they were committed", () =>
    check(changes("a1..9.ts", 3000, 0), [], known({}, all("a1..9.ts", "as-committed"))));
  it("were saved by a person", () =>
    check(
      changes("a1..9.ts", 3000, 0),
      [],
      known({
        explained: names("a1..9.ts").map(name => ({ from: 0, until: 9e9, path: `${ROOT}/${name}`, by: "save" })),
      }),
    ));
  it("were emptied by code in the editor, whatever is saved", () => {
    const saved = names("a1..9.ts").map(
      name => ({ from: 0, until: 9e9, path: `${ROOT}/${name}`, by: "save" }) as const,
    );
    const given = changes("a1..5.ts", 3000, 0, { by: "editor" });
    check(given, ["truncation alarm 5"], known({ explained: saved }));
    const found = first(given, known({ explained: saved }));
    expect(found?.who).toEqual({ kind: "editor" });
  });
});

describe("the repository", () => {
  const broken = { git: { standing: new Map<string, Standing>(), broken: "objects of its last commit are missing" } };
  it("is gone", () => {
    check(changes(".git", 1, null), ["git-damage alarm 1"]);
    const found = first(changes(".git", 1, null));
    expect(found?.says).toBe("the repository /work/shop/.git is gone");
  });
  it.each([".git/HEAD", ".git/refs/heads/main", ".git/packed-refs"])("lost %s", path =>
    check(changes(path, 41, null), ["git-damage alarm 1"]),
  );
  it("had a branch rewritten past git", () => check(changes(".git/refs/heads/main", 41, 41), ["git-damage warning 1"]));
  it.each([".git/HEAD", ".git/refs/heads/main", ".git/packed-refs"])("had %s written by git, through its lock", path =>
    check([...changes(path, 41, 41), ...changes(`${path}.lock`, null, null)], []),
  );
  it("got a branch", () => check(changes(".git/refs/heads/new", null, 41), []));
  it("lost objects that it needs", () =>
    check(changes(".git/objects/pack/a1..2.pack", 9e6, null), ["git-damage alarm 2"], known(broken)));
  it("lost objects that it has packed otherwise", () => check(changes(".git/objects/pack/a1..2.pack", 9e6, null), []));
  it("wrote its index, its logs and its messages", () =>
    check(
      [
        ...changes(".git/index", 100, 200),
        ...changes(".git/logs/HEAD", 100, 200),
        ...changes(".git/COMMIT_EDITMSG", 5, 9),
      ],
      [],
    ));
});

describe("protected files", () => {
  it.each([
    [".agentguard.json", "protected-write warning 1"],
    [".claude/settings.json", "protected-write warning 1"],
    [".claude/settings.local.json", "protected-write note 1"],
    [".cursor/hooks.json", "protected-write warning 1"],
    [".github/workflows/ci.yml", "protected-write warning 1"],
    [".git/hooks/pre-commit", "protected-write warning 1"],
    [".git/config", "protected-write warning 1"],
    [".envrc", "protected-write warning 1"],
    [".husky/pre-push", "protected-write warning 1"],
  ])("%s: %s", (path, expected) => {
    check(changes(path, 100, 200), [expected]);
    check(changes(path, 100, null), [expected]);
    check(changes(path, null, 200), [expected]);
  });
  it("of the policy's own list", () => {
    check(changes("billing/keys.ts", 1, 2), ["protected-write warning 1"], known({ protect: ["billing/**"] }));
    check(changes("src/keys.ts", 1, 2), [], known({ protect: ["billing/**"] }));
  });
  it("are only noted while no agent is at work", () =>
    check(changes(".github/workflows/ci.yml", 1, 2), ["protected-write note 1"], known({ agentAtWork: false })));
  it.each(["src/ci.yml", ".git/hooks/pre-commit.sample", "claude/settings.json"])("are not %s", path =>
    check(changes(path, 1, 2), []),
  );
  it("were saved in the editor", () =>
    check(changes(".github/workflows/ci.yml", 1, 2), [], known(explained(".github/workflows/ci.yml", "save"))));
  it("were written by an act that was judged", () =>
    check(changes(".claude/settings.json", 1, 2), [], known(explained(".claude/settings.json", "act"))));
  it("came with a pull", () =>
    check(changes(".github/workflows/ci.yml", 1, 2), [], known({}, { ".github/workflows/ci.yml": "as-committed" })));
  it("were written by git: its own settings", () =>
    check([...changes(".git/config", 1, 2), ...changes(".git/config.lock", null, null)], []));
});

describe("whatever the order", () => {
  const path = fc.constantFrom(
    ...names("src/a1..25.ts"),
    ".git/HEAD",
    ".git/HEAD.lock",
    ".git/refs/heads/main",
    ".agentguard.json",
    "node_modules/a",
  );
  const size = fc.constantFrom(null, 0, 300, 4000, 90_000);
  const change = fc.record({
    at: fc.integer({ min: 0, max: 40 }),
    path: path.map(name => `${ROOT}/${name}`),
    before: size,
    after: size,
    identity: fc.constantFrom("1", "2", "3"),
  });
  const shuffled = fc
    .array(change, { maxLength: 120 })
    .chain(list => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
  it("the same changes come to the same", () => {
    fc.assert(
      fc.property(shuffled, fc.boolean(), ([list, other], asked) => {
        const facts = known(
          asked ? {} : { git: null, ...explained("src/a1.ts", "act") },
          all("src/a3..9.ts", "missing"),
        );
        expect(findingsIn(other, facts)).toEqual(findingsIn(list, facts));
      }),
      { numRuns: 500 },
    );
  });
  it("more deletions never come to less", () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 60 }), fc.integer({ min: 0, max: 40 }), (some, more) => {
        expect(findingsIn(gone(`a1..${some + more}`), known())[0]?.items.length).toBe(some + more);
      }),
    );
  });
});
