/** What keeping files before an act costs, beside what a copy and git would: in one run, on the disk of the temporary folder. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Target } from "../../src/platform/undo/save-files.ts";
import { LIMITS, UndoStore } from "../../src/platform/undo/undo-store.ts";
import { quantile } from "./numbers.ts";

const MANY = 10_000;
const FEW = 20;

/** `rounds`: how often the small act is kept; the large ones are kept three times. */
export function benchUndo(rounds: number): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "ag-bench-undo-")));
  try {
    return [
      "undo: keeping files before an act",
      ...manyFiles(root),
      ...fewFiles(root, rounds),
      ...largeFile(root),
      ...undoing(root),
    ].join("\n");
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

let acts = 0;
const act = () => ({ id: `act-${acts++}`, at: new Date().toISOString(), agent: "bench", text: "" });

function milliseconds(work: () => void): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

const run = (program: string, ...args: string[]) => void execFileSync(program, args, { stdio: "ignore" });

function makeFiles(folder: string, count: number): void {
  for (let i = 0; i < count; i++) {
    const inside = join(folder, `folder-${i % 100}`);
    if (i < 100) mkdirSync(inside, { recursive: true });
    writeFileSync(join(inside, `file-${i}`), `${i} `.repeat(4096).slice(0, 4096));
  }
}

function manyFiles(root: string): string[] {
  const work = join(root, "many");
  makeFiles(work, MANY);
  const times = { "cp -a": [], "git add -A, cold": [], "to be deleted": [], "to be written": [] } as Record<
    string,
    number[]
  >;
  const take = (name: string, one: () => void) => times[name]?.push(milliseconds(one));
  for (let i = 0; i < 3; i++) {
    const store = new UndoStore(join(root, `state-${i}`));
    take("to be deleted", () => store.save(act(), [{ path: work, by: "unlink" }]));
    take("to be written", () => store.save(act(), [{ path: work, by: "write" }]));
    store.close();
    // Kept is what is on the disk: the copy has to be as safe.
    take("cp -a", () => {
      run("cp", "-a", work, join(root, `copy-${i}`));
      run("sync", "-f", join(root, `copy-${i}`));
    });
    const git = ["--git-dir", join(root, `git-${i}`), "--work-tree", work];
    run("git", ...git, "init", "-q");
    take("git add -A, cold", () => run("git", ...git, "add", "-A"));
  }
  const copy = quantile(times["cp -a"] ?? [], 0.5);
  return Object.entries(times).map(
    ([name, values]) =>
      `  ${MANY} files of 4 KB, ${name}: ${(quantile(values, 0.5) / copy).toFixed(2)} of a copy that is flushed`,
  );
}

function fewFiles(root: string, rounds: number): string[] {
  const store = new UndoStore(join(root, "few-state"));
  const bare = join(root, "flushed");
  const lines = (["unlink", "write"] as const).map(by => {
    const kept: number[] = [];
    for (let i = 0; i < rounds; i++) {
      const folder = join(root, `few-${by}-${i}`);
      mkdirSync(folder);
      const targets: Target[] = [];
      for (let file = 0; file < FEW; file++) {
        const path = join(folder, String(file));
        writeFileSync(path, `${by} ${i} ${file} `.repeat(200));
        targets.push({ path, by });
      }
      kept.push(milliseconds(() => store.save(act(), targets)));
    }
    const how = by === "unlink" ? "deleted" : "written";
    return `  ${FEW} files to be ${how}: p50 ${quantile(kept, 0.5).toFixed(2)} ms, p95 ${quantile(kept, 0.95).toFixed(2)} ms`;
  });
  store.close();
  const flushes = Array.from({ length: rounds }, (_, i) =>
    milliseconds(() => writeFileSync(bare, String(i), { flush: true })),
  );
  return [...lines, `  one flushed write beside it: p50 ${quantile(flushes, 0.5).toFixed(2)} ms`];
}

function largeFile(root: string): string[] {
  const large = join(root, "large");
  writeFileSync(large, Buffer.alloc(512 * 1024 * 1024, 1));
  const store = new UndoStore(join(root, "large-state"), { ...LIMITS, maxActBytes: 1024 ** 3 });
  const copy = milliseconds(() => run("cp", large, join(root, "large-copy")));
  const written = milliseconds(() => store.save(act(), [{ path: large, by: "write" }]));
  const deleted = milliseconds(() => store.save(act(), [{ path: large, by: "unlink" }]));
  store.close();
  return [
    `  one file of 512 MB: ${(written / copy).toFixed(2)} of cp to be written, ${(deleted / copy).toFixed(3)} to be deleted`,
  ];
}

function undoing(root: string): string[] {
  const folder = join(root, "undone");
  makeFiles(folder, 1000);
  const store = new UndoStore(join(root, "undone-state"));
  const { id } = store.save(act(), [{ path: folder, by: "unlink" }]);
  rmSync(folder, { recursive: true });
  const took = milliseconds(() => {
    store.preview(id);
    store.undo(id, act());
  });
  store.close();
  return [`  undo of 1000 files with its preview: ${Math.round(took)} ms`];
}
