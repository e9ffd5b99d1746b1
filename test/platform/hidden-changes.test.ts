/** Changes that git was told not to see are changes. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { gitState } from "../../src/platform/git-state.ts";

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function repository(): { readonly root: string; readonly run: (...args: string[]) => void } {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "hidden-")));
  folders.push(root);
  const run = (...args: string[]) =>
    void execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b", ...args], { cwd: root, stdio: "ignore" });
  run("init");
  for (const name of ["a b.ts", "b.ts", "c.ts"]) writeFileSync(join(root, name), "1\n");
  run("add", ".");
  run("commit", "-m", "x");
  return { root, run };
}

async function check(hide: readonly string[] | undefined, modified: readonly string[]): Promise<void> {
  const { root, run } = repository();
  await gitState(root);
  if (hide) run("update-index", ...hide);
  if (hide) writeFileSync(join(root, hide.at(-1) ?? ""), "2\n");
  const state = await gitState(root);
  expect({ modified: state?.modified, cut: state?.cut }).toEqual({ modified, cut: false });
}

describe("hidden changes", () => {
  it.each([
    [undefined, []],
    [["--assume-unchanged", "a b.ts"], ["a b.ts"]],
    [["--skip-worktree", "b.ts"], ["b.ts"]],
  ])("%j", (hide, modified) => check(hide, modified));

  it("are none where a sparse checkout has no such file", async () => {
    const { root, run } = repository();
    run("update-index", "--skip-worktree", "c.ts");
    rmSync(join(root, "c.ts"));
    expect((await gitState(root))?.modified).toEqual([]);
  });
});
