/** The one sentence of a card: what goes, how much of it, and how that stands with git. */
import { describe, expect, it } from "vitest";
import { type FileCounts, filesOf, type GitCounts, lineOf, sizeOf } from "../../../src/core/approval/file-counts.ts";
import { whatItDoes } from "../../../src/core/approval/headline.ts";
import type { Effect } from "../../../src/core/effects/effect.ts";

const EFFECT: Effect = {
  verb: "delete",
  resource: "directory",
  target: "notes",
  reach: "several",
  recovery: "none",
  certainty: "certain",
  source: "test",
  says: "deletes the folder notes",
};
const git = (counts: Partial<GitCounts>): GitCounts => ({
  committed: 0,
  changed: 0,
  untracked: 0,
  ignored: 0,
  elsewhere: 0,
  ...counts,
});
const NOTES: FileCounts = {
  says: EFFECT.says,
  target: "notes",
  kind: "folder",
  path: "/w/notes",
  verb: "delete",
  files: 62,
  bytes: 1_234_567,
  isLowerBound: false,
  git: git({ untracked: 62 }),
  repositories: 0,
};
const UPLOADS: Partial<Effect> = { target: "uploads", says: "deletes the folder uploads" };
const OF_UPLOADS = { ...NOTES, says: "deletes the folder uploads", target: "uploads", files: 8 };
const USERS: Partial<Effect> = { verb: "drop", resource: "table", target: "users", says: "drops the table users" };

describe("headline", () => {
  const check = (sentence: string, effects: readonly Partial<Effect>[], counts: readonly Partial<FileCounts>[] = []) =>
    it(sentence, () =>
      expect(
        whatItDoes(
          effects.map(effect => ({ ...EFFECT, ...effect })),
          counts.map(one => ({ ...NOTES, ...one })),
        ),
      ).toBe(sentence),
    );

  // Without counts.
  check("Deletes the folder notes.", [{}]);
  check("Deletes notes and uploads.", [{}, UPLOADS]);
  check("Deletes notes, uploads and a.txt.", [{}, UPLOADS, { target: "a.txt", says: "deletes a.txt" }]);
  check("Deletes a1, a2 and 3 more.", [
    ...[1, 2, 3, 4, 5].map(i => ({ target: `a${i}`, says: `deletes the folder a${i}` })),
  ]);
  check("Deletes notes and uploads, and drops the table users.", [{}, USERS, UPLOADS]);
  check("Deletes the volume 3d2c and the backups stored in it, and deletes the folder notes.", [
    { resource: "volume", target: "volume 3d2c", says: "deletes the volume 3d2c and the backups stored in it" },
    {},
  ]);
  check("Does something that a rule holds.", [{ recovery: "free" }]);

  // With them.
  check("Deletes 62 files, none of them in git.", [{}], [{}]);
  check("Deletes 70 files, none of them in git.", [{}, UPLOADS], [{}, { ...OF_UPLOADS, git: "no-repository" }]);
  check(
    "Deletes 70 files, 8 of them changed since the last commit.",
    [{}, UPLOADS],
    [{ git: git({ committed: 62 }) }, { ...OF_UPLOADS, git: git({ changed: 8 }) }],
  );
  check("Deletes 70 files.", [{}, UPLOADS], [{}, { ...OF_UPLOADS, git: "unknown" }]);
  check("Deletes 62 files, none of them in git, and drops the table users.", [{}, USERS], [{}]);
  check("Deletes 62 files, none of them in git, and deletes the folder uploads.", [{}, UPLOADS], [{}]);
  check(
    "Deletes 62 files, none of them in git, and overwrites .env, ignored by git: nothing can give it back.",
    [{}, { verb: "overwrite", resource: "file", target: ".env", says: "overwrites .env" }],
    [
      {},
      { says: "overwrites .env", kind: "file", verb: "overwrite", target: ".env", files: 1, git: git({ ignored: 1 }) },
    ],
  );
  check("Throws away the uncommitted changes to 3 files.", [{}], [{ verb: "discard", kind: "files", files: 3 }]);
  check(
    "Throws away the uncommitted changes to src/a.ts.",
    [{}],
    [{ verb: "discard", kind: "file", target: "src/a.ts", files: 1 }],
  );
  check("Deletes notes, where there are no files.", [{}], [{ files: 0, git: git({}) }]);
  check(
    "Deletes the whole workspace (.): 62 files, with the git history that held them.",
    [{ target: ".", says: "deletes the whole workspace (.)", marks: ["workspace-root"] }],
    [{ says: "deletes the whole workspace (.)", git: "repository" }],
  );
});

describe("line of the card", () => {
  const check = (line: string, { bytes = NOTES.bytes, ...counts }: Partial<FileCounts>) =>
    it(line, () => {
      const { bytes: _, ...rest } = NOTES;
      expect(
        lineOf({ ...rest, ...counts, ...(counts.isLowerBound !== true && bytes !== undefined && { bytes }) }),
      ).toBe(line);
    });
  const FILE = { kind: "file", target: ".env", files: 1, bytes: 4 } as const;

  check("notes: 62 files, 1.2 MB, none of them in git.", {});
  check("notes: 62 files, 1.2 MB, none of them in git.", { git: "no-repository" });
  check("notes: 62 files, 1.2 MB, none of them in git.", { git: git({ untracked: 40, ignored: 22 }) });
  check("notes: 62 files, 1.2 MB, 40 of them not in git.", { git: git({ committed: 22, untracked: 30, ignored: 10 }) });
  check("notes: 62 files, 1.2 MB, 40 of them not in git, 2 of them changed since the last commit.", {
    git: git({ committed: 20, changed: 2, untracked: 40 }),
  });
  check("notes: 62 files, 1.2 MB, ignored by git: nothing can give them back.", { git: git({ ignored: 62 }) });
  check("notes: 62 files, 1.2 MB, all in git as last committed.", { git: git({ committed: 62 }) });
  check("notes: 62 files, 1.2 MB, all changed since the last commit.", { git: git({ changed: 62 }) });
  check("notes: 62 files, 1.2 MB, with the git history that held them.", { git: "repository", repositories: 1 });
  check("notes: 62 files, 1.2 MB, git could not say whether it holds them.", { git: "unknown" });
  check("notes: 62 files, 1.2 MB, none of them in git, with a git repository and its history.", { repositories: 1 });
  check("notes: 62 files, 1.2 MB, 2 of them in a git work tree of their own.", {
    git: git({ committed: 60, elsewhere: 2 }),
  });
  check("notes: more than 20,000 files.", { files: 23_456, isLowerBound: true, git: git({ committed: 23_456 }) });
  check("notes: more than 20,000 files, none of those counted in git.", {
    files: 23_456,
    isLowerBound: true,
    git: git({ untracked: 23_456 }),
  });
  check("notes: more than 20,000 files, at least 456 of them not in git.", {
    files: 23_456,
    isLowerBound: true,
    git: git({ committed: 23_000, untracked: 456 }),
  });
  check("notes: no files.", { files: 0, bytes: 0, git: git({}) });
  check(".env, 4 bytes, ignored by git: nothing can give it back.", { ...FILE, git: git({ ignored: 1 }) });
  check(".env, 4 bytes, not in git.", { ...FILE, git: git({ untracked: 1 }) });
  check(".env, 4 bytes, not in git.", { ...FILE, git: "no-repository" });
  check(".env, 4 bytes, in git as last committed.", { ...FILE, git: git({ committed: 1 }) });
  check(".env, 4 bytes, changed since the last commit.", { ...FILE, git: git({ changed: 1 }) });
  check("Uncommitted changes to 3 files (a, b and 1 more).", {
    verb: "discard",
    kind: "files",
    target: "a, b and 1 more",
    files: 3,
    git: git({ changed: 3 }),
  });
  check("Uncommitted changes to src/a.ts.", { ...FILE, target: "src/a.ts", verb: "discard", git: git({ changed: 1 }) });
});

it("never says more than was counted", () => {
  expect([1, 2, 999, 1000, 1999, 50_001].map(files => filesOf({ files, isLowerBound: true }))).toEqual([
    "files that could not be counted",
    "more than 1 file",
    "more than 900 files",
    "more than 900 files",
    "more than 1,000 files",
    "more than 50,000 files",
  ]);
});

it.each([
  [0, "0 bytes"],
  [1, "1 byte"],
  [999, "999 bytes"],
  [1000, "1.0 kB"],
  [2_500_000, "2.5 MB"],
])("%i bytes are %s", (bytes, text) => expect(sizeOf(bytes)).toBe(text));
