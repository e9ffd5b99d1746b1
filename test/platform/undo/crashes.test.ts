/**
 * A process that ends at any step of keeping or putting back loses nothing: the steps are the calls to the file system,
 * and the process ends before each of them in turn. What is on the disk then is all that the next process has.
 */
import { createHash } from "node:crypto";
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Target } from "../../../src/platform/undo/save-files.ts";
import { UndoStore } from "../../../src/platform/undo/undo-store.ts";

const STEPS = [
  "chmodSync",
  "copyFileSync",
  "fdatasyncSync",
  "fsyncSync",
  "ftruncateSync",
  "lchownSync",
  "linkSync",
  "lutimesSync",
  "mkdirSync",
  "openSync",
  "renameSync",
  "rmSync",
  "rmdirSync",
  "symlinkSync",
  "unlinkSync",
  "writeSync",
  "writevSync",
] as const;

const own = fs as unknown as Record<string, (...args: unknown[]) => unknown>;
const real = Object.fromEntries(STEPS.map(name => [name, own[name]]));

class Ended extends Error {}

/** Runs `work` and ends it before its step `last`; gives how many steps it had, and whether it came to its end. */
function endedAt(last: number, work: () => void): { readonly steps: number; readonly ended: boolean } {
  let steps = 0;
  let ended = false;
  for (const name of STEPS)
    own[name] = (...args) => {
      // A process that has ended does nothing any more, whatever it would catch.
      if (ended || steps++ === last) {
        ended = true;
        throw new Ended(name);
      }
      return real[name]?.(...args);
    };
  syncBuiltinESMExports();
  try {
    work();
  } catch (error) {
    if (!ended) throw error;
  } finally {
    Object.assign(own, real);
    syncBuiltinESMExports();
  }
  return { steps, ended };
}

let root: string;
let work: string;
const at = (path: string) => join(work, path);

beforeEach(() => {
  root = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), "ag-crash-")));
  work = join(root, "work");
});
afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

function makeWork(): void {
  for (const folder of [work, join(root, "state")]) fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(at("src/deep"), { recursive: true });
  fs.writeFileSync(at("src/a.ts"), "a\n");
  fs.writeFileSync(at("src/deep/b.ts"), "b\n", { mode: 0o600 });
  fs.writeFileSync(at("kept.txt"), "before\n");
  fs.symlinkSync("a.ts", at("src/link"));
  fs.linkSync(at("kept.txt"), at("twin.txt"));
}

const open = () => new UndoStore(join(root, "state"));
const named = (id: string) => ({ id, at: new Date().toISOString(), agent: "codex", text: "" });
const targets = (): Target[] => [
  { path: at("src"), by: "unlink" },
  { path: at("kept.txt"), by: "write" },
  { path: at("made"), by: "write" },
];

function act(): void {
  fs.rmSync(at("src"), { recursive: true });
  fs.writeFileSync(at("kept.txt"), "after\n");
  fs.mkdirSync(at("made"));
}

/** Everything below, without times: a double cannot hold them. */
function tree(path = work): unknown {
  const stat = fs.lstatSync(path);
  if (stat.isSymbolicLink()) return fs.readlinkSync(path);
  if (stat.isFile()) return [stat.mode, createHash("sha256").update(fs.readFileSync(path)).digest("hex")];
  return Object.fromEntries(fs.readdirSync(path).map(name => [name, tree(join(path, name))]));
}

it("while an act is kept: it is kept as a whole or not at all, and nothing of it stays", () => {
  for (let step = 0, ended = true; ended; step++) {
    makeWork();
    const before = tree();
    ({ ended } = endedAt(step, () => open().save(named("one"), targets())));
    expect(tree()).toEqual(before);
    const next = open();
    if (!ended) expect(next.entries.map(({ id }) => id)).toEqual(["one"]);
    expect(next.verify()).toEqual([]);
    if (next.entries.length === 0) {
      expect(fs.existsSync(join(root, "state/files/one"))).toBe(false);
      // The name is free again.
      next.save(named("one"), targets());
    }
    act();
    next.undo("one", named("undo"));
    expect(tree()).toEqual(before);
    next.close();
  }
});

it("while an act is taken back: the next call goes on, and everything is as it was", () => {
  for (let step = 0, ended = true; ended; step++) {
    makeWork();
    const before = tree();
    const first = open();
    first.save(named("one"), targets());
    first.close();
    act();
    const after = tree();
    ({ ended } = endedAt(step, () => open().undo("one", named("undo"))));
    const next = open();
    if (step % 2 === 0) {
      next.undo("one", named("again"));
      expect(tree(), `step ${step}`).toEqual(before);
    } else if (next.entries.some(({ id }) => id === "undo")) {
      // Whoever changes their mind gets what was there before the undo.
      next.undo("undo", named("again"));
      expect(tree(), `step ${step}`).toEqual(after);
    }
    next.close();
  }
});

it("while old acts are dropped: those that stay can be taken back", () => {
  for (let step = 0, ended = true; ended; step++) {
    makeWork();
    const before = tree();
    const first = open();
    first.save({ ...named("old"), at: "2020-01-01T00:00:00Z" }, [{ path: at("kept.txt"), by: "write" }]);
    first.save(named("one"), targets());
    first.close();
    ({ ended } = endedAt(step, () => open().prune(new Date())));
    act();
    const next = open();
    expect(next.verify(), `step ${step}`).toEqual([]);
    next.undo("one", named("undo"));
    expect(tree(), `step ${step}`).toEqual(before);
    next.close();
  }
});
