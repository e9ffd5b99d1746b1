/** What makes the content of a folder worth more than its name says. */
import { describe, expect, it } from "vitest";
import { describeLoss } from "../../../src/core/files/loss.ts";
import { disk, type Layout } from "../../support/disk.ts";

const APP = "/home/dev/app";
const files = { [`${APP}/src/a.ts`]: "x", [`${APP}/src/b/c.ts`]: "x", [`${APP}/notes/a.md`]: "x" };
const git = (state: Partial<NonNullable<Layout["git"]>> = {}) => ({ root: APP, ...state });

const check = (name: string, path: string, expected: string, layout: Layout) =>
  it(name, () => expect(describeLoss(path, disk(layout), APP).marks.join(" ")).toBe(expected));

describe("a folder of source", () => {
  const src = `${APP}/src`;
  check("that git has never seen", src, "only-copy unsaved-sources", {
    files,
    git: git({ untracked: ["src/a.ts", "src/b/c.ts"] }),
  });
  check("of which git has a part", src, "", { files, git: git({ untracked: ["src/b/c.ts"] }) });
  check("without any git", src, "only-copy", { files });
  check("that git ignores as a whole", src, "only-copy", { files, git: git({ ignored: ["src/"] }) });
  check("under a name that people do not keep source under", `${APP}/notes`, "only-copy", {
    files: { ...files, [`${APP}/notes/x.py`]: "x" },
    git: git({ untracked: ["notes/a.md", "notes/x.py"] }),
  });
  check("that git could not list in full", src, "", { files, git: git({ untracked: ["src/a.ts"], cut: true }) });
});

describe("a repository", () => {
  check("in the workspace", `${APP}/lib`, "repository", {
    files: { ...files, [`${APP}/lib/.git/HEAD`]: "x", [`${APP}/lib/a.c`]: "x" },
  });
  check("by its history alone", `${APP}/.git`, "repository", { files: { ...files, [`${APP}/.git/HEAD`]: "x" } });
});
