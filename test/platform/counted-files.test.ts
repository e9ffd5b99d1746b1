/** How many files an act takes and how they stand with git, counted in real repositories. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { FileCounts, Standing } from "../../src/core/approval/file-counts.ts";
import { whatItDoes } from "../../src/core/approval/headline.ts";
import { withNames } from "../../src/core/approval/place-names.ts";
import type { Judgement } from "../../src/core/decision/judgement.ts";
import type { Effect } from "../../src/core/effects/effect.ts";
import { countedFiles } from "../../src/platform/counted-files.ts";
import { isSameImpact, measureImpact } from "../../src/platform/impact.ts";

const home = realpathSync(mkdtempSync(join(tmpdir(), "agentguard-counts-")));
afterAll(() => rmSync(home, { recursive: true, force: true }));
const shop = join(home, "shop");
const PLACES = { root: shop, home, platform: "linux" } as const;

function write(paths: readonly string[], text = "12345\n"): void {
  for (const path of paths) {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), text);
  }
}
const git = (folder: string, ...args: string[]) =>
  execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@t", ...args], {
    cwd: join(home, folder),
    stdio: "pipe",
  });
const numbered = (folder: string, count: number) => Array.from({ length: count }, (_, i) => `${folder}/${i}.md`);

write(
  [".gitignore"].map(name => `shop/${name}`),
  "data/\n.env\n",
);
write([...numbered("shop/kept", 5), ...numbered("shop/src", 4), "shop/gone.md", "shop/hidden.md"]);
git(".", "init", "-q", "shop");
git("shop", "add", "-A");
git("shop", "commit", "-qm", "one");
git("shop", "update-index", "--assume-unchanged", "hidden.md");
rmSync(join(shop, "gone.md"));
write(["shop/src/0.md", "shop/src/1.md"], "changed\n");
write([
  ...numbered("shop/notes", 12),
  "shop/notes/.draft",
  "shop/src/new.md",
  "shop/.env",
  ...numbered("shop/data/deep", 3),
]);
write(["shop/inner/a.md", "shop/inner/b.md"]);
git("shop/inner", "init", "-q");
git("shop", "worktree", "add", "-q", "--detach", join(shop, "tree"));
write([...numbered("loose", 2), "shop/with space/ü [1].md"]);
symlinkSync("kept", join(shop, "link"));
symlinkSync("src/2.md", join(shop, "link.md"));

interface Told {
  readonly files: number;
  readonly git: Standing;
  readonly [other: string]: unknown;
}
const NONE = { committed: 0, changed: 0, untracked: 0, ignored: 0, elsewhere: 0 };

function effectOn(target: string, more: Partial<Effect> = {}): Effect {
  return {
    verb: "delete",
    resource: "directory",
    target,
    reach: "several",
    recovery: "none",
    certainty: "certain",
    source: "test",
    says: `deletes ${target}`,
    path: join(shop, target),
    ...more,
  };
}

/** Only what `covers` says: the effect has no path of its own. */
function listed(target: string, { path: _, ...effect }: Effect): Effect {
  return { ...effect, target };
}

const count = (effects: readonly Effect[]) =>
  countedFiles(effects, PLACES, { walking: AbortSignal.timeout(20_000), git: AbortSignal.timeout(20_000) });

describe("counts", () => {
  const check = (name: string, effects: readonly Effect[], told: readonly Told[], headline?: string) =>
    it(name, async () => {
      const { countings } = await count(effects);
      const counts = countings.map(one => one.counts);
      expect(counts).toEqual(told.map(one => expect.objectContaining({ isLowerBound: false, ...one })));
      if (headline !== undefined)
        expect(
          whatItDoes(
            effects.map(effect => withNames(effect, PLACES)),
            counts,
          ),
        ).toBe(headline);
    });

  check(
    "an untracked folder",
    [effectOn("notes")],
    [{ files: 13, bytes: 78, git: { ...NONE, untracked: 13 } }],
    "Deletes 13 files, none of them in git.",
  );
  check(
    "a committed folder",
    [effectOn("kept")],
    [{ files: 5, git: { ...NONE, committed: 5 } }],
    "Deletes 5 files, all in git as last committed.",
  );
  check(
    "a folder with some of each",
    [effectOn("src")],
    [{ files: 5, git: { ...NONE, committed: 2, changed: 2, untracked: 1 } }],
    "Deletes 5 files, 1 of them not in git, 2 of them changed since the last commit.",
  );
  check(
    "an ignored folder",
    [effectOn("data")],
    [{ files: 3, git: { ...NONE, ignored: 3 } }],
    "Deletes 3 files, ignored by git: nothing can give them back.",
  );
  check(
    "an ignored file",
    [effectOn(".env")],
    [{ kind: "file", files: 1, git: { ...NONE, ignored: 1 } }],
    "Deletes .env, ignored by git: nothing can give it back.",
  );
  check(
    "an untracked file",
    [effectOn("notes/1.md")],
    [{ kind: "file", files: 1, git: { ...NONE, untracked: 1 } }],
    "Deletes notes/1.md, not in git.",
  );
  check(
    "a committed file",
    [effectOn("src/3.md")],
    [{ files: 1, git: { ...NONE, committed: 1 } }],
    "Deletes src/3.md, in git as last committed.",
  );
  check(
    "a changed file",
    [effectOn("src/0.md")],
    [{ files: 1, git: { ...NONE, changed: 1 } }],
    "Deletes src/0.md, changed since the last commit.",
  );
  check(
    "a file that git was told not to look at",
    [effectOn("hidden.md")],
    [{ files: 1, git: { ...NONE, changed: 1 } }],
  );
  check("names that git quotes", [effectOn("with space")], [{ files: 1, git: { ...NONE, untracked: 1 } }]);
  check(
    "a pattern, as the shell reads it",
    [effectOn("notes/*", { path: join(shop, "notes"), covers: [`${shop}/notes/*`] })],
    [{ kind: "files", target: "notes/*", files: 12, git: { ...NONE, untracked: 12 } }],
  );
  check(
    "a pattern in all folders",
    [effectOn("./**/1.md", { path: shop, covers: [`${shop}/**/1.md`] })],
    [
      {
        target: "**/1.md",
        files: 6,
        git: { ...NONE, committed: 1, changed: 1, untracked: 1, ignored: 1, elsewhere: 2 },
      },
    ],
  );
  check(
    "exactly the files that are listed",
    [listed("x", effectOn("x", { covers: [`${shop}/notes/1.md`, `${shop}/src/2.md`] }))],
    [{ files: 2, git: { ...NONE, committed: 1, untracked: 1 } }],
  );
  check(
    "several folders, none twice",
    [effectOn("src"), effectOn("src/0.md"), effectOn("notes")],
    [
      { target: "src", files: 4, git: { ...NONE, committed: 2, changed: 1, untracked: 1 } },
      { target: "src/0.md", files: 1, git: { ...NONE, changed: 1 } },
      { target: "notes", files: 13 },
    ].map(one => ({ git: expect.anything(), ...one })),
    "Deletes 18 files, 14 of them not in git, 2 of them changed since the last commit.",
  );
  check(
    "the whole workspace",
    [effectOn(".", { path: shop, says: "deletes the whole workspace (.)", marks: ["workspace-root"] })],
    [{ files: expect.any(Number) as never, git: "repository", repositories: 2 }],
    `Deletes the whole workspace (~/shop): 46 files, with the git history that held them.`,
  );
  check("a repository below", [effectOn("inner")], [{ files: 2, git: "repository", repositories: 1 }]);
  check(
    "a work tree of its own, whose history stays",
    [effectOn("tree")],
    [{ files: 12, repositories: 0, git: { ...NONE, committed: 12 } }],
  );
  check(
    "a folder in no repository",
    [effectOn("../loose", { path: join(home, "loose") })],
    [{ target: "~/loose", files: 2, git: "no-repository" }],
  );
  check(
    "the folder of the repository",
    [effectOn(".git")],
    [{ git: "repository", files: expect.any(Number) as never, repositories: 0 }],
  );
  check(
    "a link, not what it leads to",
    [effectOn("link")],
    [{ kind: "file", files: 1, git: { ...NONE, untracked: 1 } }],
  );
  check(
    "what a link leads to, where that is written over",
    [effectOn("link.md", { verb: "overwrite", resource: "file" })],
    [{ files: 1, git: { ...NONE, committed: 1 } }],
  );
  check("an empty folder", [effectOn("empty")], [], "Deletes empty.");
  check("nothing of what comes back", [effectOn("notes", { recovery: "free" })], []);
  check("no disk as a folder", [effectOn("volume 3d", { resource: "volume" })], []);
  check(
    "uncommitted changes that are named",
    [
      effectOn("a", {
        verb: "discard",
        resource: "working-tree",
        covers: [`${shop}/src/0.md`],
        path: `${shop}/src/0.md`,
      }),
    ],
    [{ verb: "discard", kind: "file", target: "src/0.md", files: 1 } as never],
  );
  check(
    "all uncommitted changes",
    [effectOn("uncommitted changes", { verb: "discard", resource: "working-tree", covers: [`${shop}/**`] })],
    [{ verb: "discard", target: "gone.md, src/0.md, src/1.md", files: 3 } as never],
  );
  check(
    "what a clean takes, where nobody told it file by file",
    [listed("untracked files", effectOn("untracked files", { resource: "untracked-files", covers: [`${shop}/**`] }))],
    [{ files: 17, git: { ...NONE, untracked: 17 } }],
  );
});

it("counts 50,000 files that git has never seen, exactly", async () => {
  for (let folder = 0; folder < 100; folder++) {
    mkdirSync(join(shop, `many/${folder}`), { recursive: true });
    for (let i = 0; i < 500; i++) writeFileSync(join(shop, `many/${folder}/${i}.txt`), "x");
  }
  const { countings } = await count([effectOn("many")]);
  const [one] = countings;
  expect(one?.counts).toMatchObject({ files: 50_000, bytes: 50_000, isLowerBound: false, git: { untracked: 50_000 } });
  expect(one?.first.length).toBeLessThanOrEqual(20);
  expect(whatItDoes([effectOn("many")], [one?.counts as FileCounts])).toBe(
    "Deletes 50,000 files, none of them in git.",
  );
}, 120_000);

it("says that there are more where time ends first, and takes no two such numbers for a change", async () => {
  const over = AbortSignal.abort();
  const effects = [effectOn("many")];
  const { countings } = await countedFiles(effects, PLACES, { walking: over, git: AbortSignal.timeout(20_000) });
  const counts = countings.map(one => one.counts);
  // Git still tells of all of them.
  expect(counts).toMatchObject([{ files: 50_000, isLowerBound: true, git: { untracked: 50_000 } }]);
  expect(whatItDoes(effects, counts)).toBe("Deletes more than 40,000 files, none of those counted in git.");
  const blind = await countedFiles(effects, PLACES, { walking: over, git: over });
  expect(blind.countings.map(one => one.counts)).toMatchObject([{ isLowerBound: true, git: "unknown" }]);
  const [some, more] = [1, 2].map(i => ({
    lost: [],
    documents: [],
    counts: counts.map(one => ({ ...one, files: i })),
  }));
  if (some && more) expect(isSameImpact(some, more)).toBe(true);
});

it("takes a number that was exact, and is another now, for a change", async () => {
  const action = { kind: "command", text: "x", shell: "bash", cwd: shop, origin: { agent: "t" } } as const;
  const judgement = { effects: [effectOn("data")] } as unknown as Judgement;
  const before = await measureImpact(action, judgement);
  expect(isSameImpact(before, await measureImpact(action, judgement))).toBe(true);
  write(["shop/data/deep/more.md"]);
  expect(isSameImpact(before, await measureImpact(action, judgement))).toBe(false);
});
