/** The env files of a real folder: what is kept of an earlier look never hides a change. */
import { mkdirSync, mkdtempSync, renameSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readDotenvFiles } from "../../src/platform/dotenv-files.ts";

let root = "";

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "ag-dotenv-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const found = () =>
  readDotenvFiles(root).map(({ file, name, value }) => `${file.slice(root.length + 1)} ${name}=${value}`);

it("sees every kind of change after a look that was kept", async () => {
  write(".env", "A=1");
  write("api/deep/.env.local", "B=1");
  await wait(200);
  expect(found()).toEqual([".env A=1", "api/deep/.env.local B=1"]);
  expect(found()).toEqual([".env A=1", "api/deep/.env.local B=1"]);
  const changes: readonly (readonly [change: () => void, after: readonly string[]])[] = [
    [() => write(".env", "A=2"), [".env A=2", "api/deep/.env.local B=1"]],
    [() => write("api/.env", "C=1"), [".env A=2", "api/.env C=1", "api/deep/.env.local B=1"]],
    [() => unlinkSync(join(root, ".env")), ["api/.env C=1", "api/deep/.env.local B=1"]],
    [() => renameSync(join(root, "api/deep"), join(root, "api/new")), ["api/.env C=1", "api/new/.env.local B=1"]],
    [() => rmSync(join(root, "api"), { recursive: true }), []],
    [() => write("a/b/c/d/.env", "D=1"), ["a/b/c/d/.env D=1"]],
    [() => write("a/b/c/d/e/.env", "E=1"), ["a/b/c/d/.env D=1"]],
    [() => write("a/b/c/d/.env", "D=2"), ["a/b/c/d/.env D=2"]],
  ];
  for (const [change, after] of changes) {
    change();
    expect(found()).toEqual(after);
    await wait(150);
    expect(found()).toEqual(after);
  }
});

it("looks into the code of a package no deeper than its first level", () => {
  write("packages/web/src/.env", "A=1");
  write("packages/web/src/pages/.env", "B=1");
  write("src/api/.env", "C=1");
  write("src/api/deep/.env", "D=1");
  write("packages/web/config/deep/.env", "E=1");
  expect(found().toSorted()).toEqual([
    "packages/web/config/deep/.env E=1",
    "packages/web/src/.env A=1",
    "src/api/.env C=1",
    "src/api/deep/.env D=1",
  ]);
});

it("sees a second change within the same tick of the disk's clock", () => {
  for (let i = 0; i < 200; i++) {
    write(".env", `A=${i % 10}`);
    expect(found()).toEqual([`.env A=${i % 10}`]);
  }
});

it("has nothing to say of a folder that is not there", () => expect(readDotenvFiles(join(root, "none"))).toEqual([]));
