/** Any sequence of acts and undos: what is undone in turn brings back the tree as it was before each act. */
import { createHash } from "node:crypto";
import {
  appendFileSync,
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { Target } from "../../../src/platform/undo/save-files.ts";
import { statOf } from "../../../src/platform/undo/saved-node.ts";
import { UndoStore } from "../../../src/platform/undo/undo-store.ts";

const NAMES = ["a", "b", "c", "a/x", "a/y", "b/x", "b/z", "a/x/deep"] as const;

interface Step {
  readonly act: "write" | "append" | "delete" | "move" | "folder" | "link" | "twin" | "rights";
  readonly path: string;
  readonly other: string;
  readonly text: string;
}

const step: fc.Arbitrary<Step> = fc.record({
  act: fc.constantFrom("write", "append", "delete", "move", "folder", "link", "twin", "rights"),
  path: fc.constantFrom(...NAMES),
  other: fc.constantFrom(...NAMES),
  text: fc.string({ maxLength: 12 }),
});

/** What a step may touch, as the guard would tell it. */
function targetsOf({ act, path, other }: Step): Target[] {
  switch (act) {
    case "delete":
      return [{ path, by: "unlink" }];
    case "move":
      return [
        { path, by: "unlink" },
        { path: other, by: "unlink" },
      ];
    default:
      return [{ path, by: "write" }];
  }
}

/** Does what the file system allows of a step. */
function run({ act, path, other, text }: Step, at: (path: string) => string): void {
  try {
    if (act === "write") writeFileSync(at(path), text);
    else if (act === "append") appendFileSync(at(path), text);
    else if (act === "delete") rmSync(at(path), { recursive: true, force: true });
    else if (act === "move") renameSync(at(path), at(other));
    else if (act === "folder") mkdirSync(at(path));
    else if (act === "link") symlinkSync(other, at(path));
    else if (act === "twin") linkSync(at(other), at(path));
    else if (!lstatSync(at(path)).isSymbolicLink()) chmodSync(at(path), text.length % 2 === 0 ? 0o700 : 0o755);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
  }
}

function treeOf(path: string): unknown {
  const stat = lstatSync(path);
  if (stat.isSymbolicLink()) return readlinkSync(path);
  if (stat.isFile()) return [stat.mode, createHash("sha256").update(readFileSync(path)).digest("hex")];
  const names = readdirSync(path).sort();
  return [stat.mode, Object.fromEntries(names.map(name => [name, treeOf(join(path, name))]))];
}

it("brings back each state, the last one first", { timeout: 240_000 }, () => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "ag-sequence-")));
  let runs = 0;
  let undone = 0;
  try {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 10 }), steps => {
        const folder = join(root, String(runs++));
        const work = join(folder, "work");
        mkdirSync(work, { recursive: true });
        const at = (path: string) => join(work, path);
        // A path behind a link is another one: what it leads to is what the guard would name.
        const isPlain = (path: string) =>
          path.split("/").every((_, i, all) => {
            const up = at(all.slice(0, i + 1).join("/"));
            return i === all.length - 1 || !isLink(up);
          });
        const store = new UndoStore(join(folder, "state"));
        const before: unknown[] = [];
        for (const [i, one] of steps.entries()) {
          const isTold = isPlain(one.path) && isPlain(one.other) && !isLink(at(one.path)) && !isLink(at(one.other));
          before.push(treeOf(work));
          const targets = targetsOf(one).map(({ path, by }) => ({ path: at(path), by }));
          store.save({ id: `act-${i}`, at: new Date().toISOString(), agent: "codex", text: one.act }, targets);
          if (isTold || one.act === "delete" || one.act === "link") run(one, at);
        }
        for (const [i, state] of [...before.entries()].reverse()) {
          store.undo(`act-${i}`, { id: `undo-${i}`, at: new Date().toISOString(), agent: "person", text: "" });
          expect(treeOf(work)).toEqual(state);
          undone++;
        }
        store.close();
        rmSync(folder, { recursive: true, force: true });
      }),
      { numRuns: 300 },
    );
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
  expect(undone).toBeGreaterThan(1000);
});

function isLink(path: string): boolean {
  return statOf(path)?.isSymbolicLink() === true;
}
