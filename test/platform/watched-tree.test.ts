/** A folder that is watched: each change once, whatever its size, and honest about what it leaves out. */
import { appendFileSync, mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Change } from "../../src/core/watching/change.ts";
import { WatchedTree } from "../../src/platform/watched-tree.ts";

let root: string;
let tree: WatchedTree | undefined;
let told: Change[];
let limits: string[];

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "ag-tree-")));
  told = [];
  limits = [];
});
afterEach(() => {
  tree?.close();
  rmSync(root, { recursive: true, force: true });
});

function write(path: string, text = "text"): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

async function watch(more: { skip?: (path: string) => boolean; limits?: { files: number; folders: number } } = {}) {
  tree = new WatchedTree({
    root,
    skip: more.skip ?? (() => false),
    onChanges: changes => void told.push(...changes),
    onLimit: because => void limits.push(because),
    now: () => 0,
    ...(more.limits && { limits: more.limits }),
  });
  await tree.ready;
  return tree;
}

/** Each change as `path before after`. */
async function check(expected: readonly string[]): Promise<void> {
  const now = () => told.map(({ path, before, after }) => `${path.slice(root.length + 1)} ${before} ${after}`).sort();
  await expect.poll(now, { timeout: 10_000 }).toEqual([...expected].sort());
}

it("tells what comes, changes and goes, in folders that are new as well", async () => {
  write("a/one", "1");
  write("a/two", "22");
  await watch();
  appendFileSync(join(root, "a/one"), "1");
  rmSync(join(root, "a/two"));
  write("b/c/three", "333");
  await check(["a/one 1 2", "a/two 2 null", "b/c/three null 3"]);
});

it("tells every file of a folder that goes", async () => {
  for (let i = 0; i < 3000; i++) write(`a/${i % 30}/${i}`, "x");
  const { files } = await watch();
  expect(files).toBe(3000);
  rmSync(join(root, "a"), { recursive: true });
  await expect.poll(() => told.filter(({ after }) => after === null).length, { timeout: 10_000 }).toBe(3000);
  expect(tree?.files).toBe(0);
});

it("gives a file that moves the same identity", async () => {
  write("a/one", "1");
  await watch();
  renameSync(join(root, "a"), join(root, "b"));
  await check(["a/one 1 null", "b/one null 1"]);
  expect(told[0]?.identity).toBe(told[1]?.identity);
});

it("does not look into what is skipped, and sees it go", async () => {
  write("made/one");
  write("kept/two");
  const { files } = await watch({ skip: path => path.endsWith("/made") });
  expect(files).toBe(2);
  write("made/three");
  rmSync(join(root, "made/one"));
  rmSync(join(root, "made"), { recursive: true });
  await check(["made 1 null"]);
});

it("says that there is more than it watches, once", async () => {
  for (let i = 0; i < 20; i++) write(`${i}/file`);
  const { files } = await watch({ limits: { files: 1000, folders: 10 } });
  expect(files).toBe(9);
  expect(limits).toEqual(["it holds more than 1000 files or 10 folders"]);
});

it("says nothing any more when it is closed", async () => {
  write("a/one");
  (await watch()).close();
  rmSync(join(root, "a/one"));
  await new Promise(resolve => setTimeout(resolve, 600));
  expect(told).toEqual([]);
});
