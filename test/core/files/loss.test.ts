/** What losing a path would cost: where it is, what is there, and who could give it back. */
import { describe, expect, it } from "vitest";
import { describeLoss } from "../../../src/core/files/loss.ts";
import { disk, type Layout } from "../../support/disk.ts";

const APP = "/home/dev/app";

function check(path: string, expected: string, layout: Layout = {}, cwd: string | null = APP): void {
  const { resource, reach, recovery, marks } = describeLoss(path, disk(layout), cwd);
  expect([resource, reach, recovery, ...marks].join(" ")).toBe(expected);
}

const FILE = { files: { [`${APP}/a.ts`]: "x" } };
const git = (changes: object) => ({ root: APP, ...changes });

describe("a file", () => {
  it.each<[string, string, Layout]>([
    ["nothing is there", "file one free", {}],
    ["nothing gives it back", "file one none", FILE],
    ["it is empty", "file one free", { files: { [`${APP}/a.ts`]: "" } }],
    ["nobody can tell", "unknown one none", { ...FILE, unknown: [`${APP}/a.ts`] }],
    ["git has it", "file one free", { ...FILE, git: git({}) }],
    ["it is changed", "file one none", { ...FILE, git: git({ modified: ["a.ts"] }) }],
    ["it is staged", "file one none", { ...FILE, git: git({ staged: ["a.ts"] }) }],
    ["git has never seen it", "file one none", { ...FILE, git: git({ untracked: ["a.ts"] }) }],
    ["git ignores it", "file one none", { ...FILE, git: git({ ignored: ["a.ts"] }) }],
    ["another file is changed", "file one free", { ...FILE, git: git({ modified: ["a.tsx", "b/a.ts"] }) }],
    ["nobody asked what git ignores", "file one none", { ...FILE, git: { root: APP, ignored: undefined } as never }],
    ["git's list is cut", "file one none", { ...FILE, git: git({ cut: true }) }],
  ])("%s", (_, expected, layout) => check(`${APP}/a.ts`, expected, layout));

  it("in a repository's own folder is never safe in it", () => {
    check(`${APP}/.git/config`, "file one none", { files: { [`${APP}/.git/config`]: "x" }, git: git({}) });
  });
  it("behind a link is what is behind it", () => {
    const layout = {
      files: { "/home/dev/notes/a": "x" },
      links: { [`${APP}/notes`]: "/home/dev/notes" },
      git: git({}),
    };
    check(`${APP}/notes/a`, "file one none outside-workspace", layout);
    check(`${APP}/notes`, "file one effort", layout);
  });
  it("elsewhere says so", () => check("/opt/x/a", "file one none outside-workspace", { files: { "/opt/x/a": "x" } }));
});

describe("a folder", () => {
  const files = { [`${APP}/src/a.ts`]: "x", [`${APP}/src/deep/b.ts`]: "x" };
  it.each<[string, string, Layout]>([
    ["nothing gives it back", "directory several none only-copy", { files }],
    ["it is empty", "directory several free", { files: { [`${APP}/src/`]: "" } }],
    ["git has all of it", "directory several free", { files, git: git({}) }],
    ["something in it is changed", "directory several none", { files, git: git({ modified: ["src/deep/b.ts"] }) }],
    ["something in it is new", "directory several none", { files, git: git({ untracked: ["src/c.ts"] }) }],
    ["something in it is ignored", "directory several none", { files, git: git({ ignored: ["src/.env"] }) }],
    ["only output in it is ignored", "directory several free", { files, git: git({ ignored: ["src/node_modules/"] }) }],
    ["it is all new", "directory several none only-copy", { files, git: git({ untracked: ["src/"] }) }],
    [
      "it is a repository of its own",
      "directory several none repository",
      { files: { ...files, [`${APP}/src/.git/HEAD`]: "x" }, git: git({}) },
    ],
  ])("%s", (_, expected, layout) => check(`${APP}/src`, expected, layout));
});

describe("what tools make again", () => {
  const there = (name: string, more: Readonly<Record<string, string>> = {}) => ({
    files: { [`${APP}/${name}/x`]: "x", ...more },
  });
  it.each<[string, string, Layout]>([
    ["node_modules", "free", there("node_modules")],
    ["packages/a/node_modules", "free", there("packages/a/node_modules")],
    ["src/__pycache__", "free", there("src/__pycache__")],
    [".venv", "free", there(".venv")],
    ["dist", "none", there("dist")],
    ["dist", "free", there("dist", { [`${APP}/package.json`]: "{}" })],
    ["dist", "free", { ...there("dist"), git: git({ ignored: ["dist/"] }) }],
    ["dist", "none", { ...there("dist"), git: git({ modified: ["dist/x"] }) }],
    ["packages/a/dist", "free", there("packages/a/dist", { [`${APP}/packages/a/package.json`]: "{}" })],
    // Nothing beside it is built into it: a folder of somebody's own.
    ["src/build", "none", { ...there("src/build"), git: git({ untracked: ["src/build/x"] }) }],
    ["notes", "none", there("notes")],
  ])("%s: %s", (name, recovery, layout) => {
    expect(describeLoss(`${APP}/${name}`, disk(layout), APP).recovery).toBe(recovery);
  });
  it("only counts inside the workspace", () => {
    check("/opt/x/node_modules", "directory several none outside-workspace only-copy", {
      files: { "/opt/x/node_modules/a": "x" },
    });
  });
});

describe("scratch", () => {
  const files = { "/tmp/x/a": "x", "/var/tmp/x": "x" };
  it.each([
    ["/tmp/x", "free"],
    ["/tmp/x/a", "free"],
    ["/var/tmp/x", "free"],
    ["/tmp", "none"],
  ])("%s: %s", (path, recovery) => expect(describeLoss(path, disk({ files }), APP).recovery).toBe(recovery));

  it("is not a workspace that lives there", () => {
    check("/tmp/x/a", "file one none", { files, around: { roots: ["/tmp/x"] } });
    check("/tmp/x", "directory all none workspace-root", { files, around: { roots: ["/tmp/x"] } });
  });
  it("is not what a link in it leads to", () => {
    const layout = { files: { "/home/dev/keep/a": "x" }, links: { "/tmp/l": "/home/dev/keep" } };
    check("/tmp/l/a", "file one none outside-workspace", layout);
  });
});

describe("landmarks", () => {
  const files = { [`${APP}/a`]: "x", "/etc/passwd": "x", "/usr/lib/x": "x", "/home/other/x": "x" };
  it.each([
    ["/", "directory all none root home workspace-ancestor"],
    ["/home", "directory all none root home workspace-ancestor"],
    ["/home/dev", "directory all none home workspace-ancestor"],
    ["/home/other", "directory all none home outside-workspace"],
    [APP, "directory all none workspace-root"],
    ["/etc", "directory all none root outside-workspace"],
    ["/usr/lib", "directory all none root outside-workspace"],
    ["/etc/passwd", "file one none outside-workspace"],
  ])("%s: %s", (path, expected) => check(path, expected, { files }));

  it("are known behind links, but a link itself is only a link", () => {
    const layout = {
      files: { ...files, "/home/dev/.ssh/id": "x" },
      links: { "/tmp/l": "/home", [`${APP}/h`]: "/home/dev" },
    };
    check("/tmp/l/dev", "directory all none outside-workspace home workspace-ancestor", layout);
    check(`${APP}/h`, "file one effort", layout);
  });
  it("fold case where the disk does", () => {
    const around = { roots: ["/Users/Dev/Projects/app"], home: "/Users/Dev", platform: "darwin" } as const;
    const layout = { files: { "/users/dev/projects/app/a": "x" }, around };
    check("/users/dev/projects", "directory all none workspace-ancestor", layout);
    check("/USERS", "directory all none root home workspace-ancestor", { ...layout, unknown: ["/USERS"] });
  });
  it("are the folder of the act where no root is known", () => {
    check(
      "/srv/x",
      "directory all none workspace-root",
      { files: { "/srv/x/a": "x" }, around: { roots: [] } },
      "/srv/x",
    );
  });
  it.each(["/dev/sda", "/dev/nvme0n1p1", "/dev/mapper/vg", "/dev/disk2", "/dev/rdisk2"])("%s is a disk", path =>
    check(path, "volume all none root"),
  );
});
