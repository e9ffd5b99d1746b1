/** The engine's compiled code beside it: used where it is the engine's own, ignored where it is anything else. */
import { chmodSync, copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { readCompiled } from "../../src/hosts/load-engine.ts";
import { run } from "../support/process.ts";
import { DIST, needBuild } from "./machine.ts";

let folder: string;
const engine = () => join(folder, "engine.cjs");
const caches = () => readdirSync(folder).filter(name => name.endsWith(".cache"));

beforeAll(needBuild);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ag-engine-"));
  for (const name of ["engine.cjs", "load-engine.cjs", "cli.cjs"]) copyFileSync(join(DIST, name), join(folder, name));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A command that needs the engine, started from the folder. */
async function explain() {
  const ran = await run(process.execPath, [join(folder, "cli.cjs"), "explain", "--", "git push --force"], {
    cwd: DIST,
    env: { PATH: process.env.PATH ?? "", HOME: folder },
  });
  expect(ran).toMatchObject({ code: 0, stderr: "" });
  return ran.stdout;
}

it("is written by the first start and read by the next, which says the same", async () => {
  const first = await explain();
  expect(caches()).toHaveLength(1);
  expect(readCompiled(engine())?.length).toBeGreaterThan(100_000);
  const before = readFileSync(join(folder, caches()[0] ?? ""));
  expect(await explain()).toBe(first);
  expect(readFileSync(join(folder, caches()[0] ?? "")).equals(before)).toBe(true);
});

const SPOILT: readonly (readonly [string, (cache: string) => void])[] = [
  ["of another build", () => writeFileSync(engine(), `${readFileSync(engine(), "latin1")}\n`)],
  ["that somebody else may write", cache => chmodSync(cache, 0o666)],
  ["that is cut off", cache => writeFileSync(cache, readFileSync(cache).subarray(0, 50_000))],
  ["that is empty", cache => writeFileSync(cache, "")],
];

it.each(SPOILT)("a copy %s changes nothing", async (_, spoil) => {
  const first = await explain();
  spoil(join(folder, caches()[0] ?? ""));
  expect(await explain()).toBe(first);
});

it("a folder that cannot be written needs none", async () => {
  const first = await explain();
  rmSync(join(folder, caches()[0] ?? ""));
  chmodSync(folder, 0o500);
  expect(await explain()).toBe(first);
  chmodSync(folder, 0o700);
});
