/** Files, folders and links that an act takes away or changes, kept before it and put back: compared byte for byte. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  appendFileSync,
  chmodSync,
  linkSync,
  lstatSync,
  lutimesSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Target } from "../../../src/platform/undo/save-files.ts";
import { LIMITS, UndoStore } from "../../../src/platform/undo/undo-store.ts";

let root: string;
let work: string;
let store: UndoStore;
const at = (path: string) => join(work, path);

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "ag-undo-")));
  work = join(root, "work");
  for (const folder of ["src/deep/er", "empty", "uploads"]) mkdirSync(at(folder), { recursive: true });
  writeFileSync(at("src/a.ts"), "export const a = 1;\n");
  writeFileSync(at("src/deep/b.ts"), "b\n".repeat(5000));
  writeFileSync(at("src/deep/er/empty.txt"), "");
  writeFileSync(at("src/run.sh"), "#!/bin/sh\n", { mode: 0o750 });
  writeFileSync(at("src/odd \n name"), Buffer.from([0, 255, 10, 13]));
  writeFileSync(at("uploads/large.bin"), Buffer.alloc(3 * 1024 * 1024, 7));
  symlinkSync("a.ts", at("src/link"));
  symlinkSync("nowhere", at("src/dangling"));
  linkSync(at("src/a.ts"), at("src/twin.ts"));
  chmodSync(at("uploads"), 0o700);
  // A time that a double of seconds holds exactly.
  for (const path of [...readdirSync(work, { recursive: true }).map(String).reverse(), ""])
    lutimesSync(at(path), 1_700_000_000.5, 1_600_000_000.25);
  store = new UndoStore(join(root, "state"));
});
afterEach(() => {
  store.close();
  rmSync(root, { recursive: true, force: true });
});

/** Everything below a folder, with all that undoing promises to bring back. */
function treeAt(path: string): unknown {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (!stat) return "nothing";
  const seen = { mode: stat.mode, uid: stat.uid, gid: stat.gid, mtime: Math.round(stat.mtimeMs * 1000) };
  if (stat.isSymbolicLink()) return { ...seen, target: readlinkSync(path) };
  if (stat.isFile()) return { ...seen, bytes: createHash("sha256").update(readFileSync(path)).digest("hex") };
  return { ...seen, in: Object.fromEntries(readdirSync(path).map(name => [name, treeAt(join(path, name))])) };
}

let acts = 0;
function save(targets: readonly Target[]) {
  return store.save({ id: `act-${acts++}`, at: new Date().toISOString(), agent: "codex", text: "an act" }, targets);
}

const undo = (id: string) =>
  store.undo(id, { id: `undo-${acts++}`, at: new Date().toISOString(), agent: "person", text: "undo" });

const sh = (text: string) => execFileSync("sh", ["-c", text], { cwd: work });

interface Case {
  readonly name: string;
  readonly targets: readonly (readonly [path: string, by: Target["by"]])[];
  readonly act: () => void;
}

function check({ name, targets, act }: Case): void {
  it(`takes back: ${name}`, () => {
    const told = targets.map(([path, by]) => ({ path: at(path), by }));
    const before = told.map(({ path }) => treeAt(path));
    const entry = save(told);
    expect(entry.missing).toEqual([]);
    act();
    const after = told.map(({ path }) => treeAt(path));
    expect(after).not.toEqual(before);
    const undone = undo(entry.id);
    expect(told.map(({ path }) => treeAt(path))).toEqual(before);
    expect(store.preview(entry.id)).toEqual([]);
    // The undo is an act like any other.
    undo(undone?.id ?? "");
    const withoutTimes = (tree: unknown) =>
      JSON.parse(JSON.stringify(tree, (key, value) => (key === "mtime" ? 0 : value)));
    expect(withoutTimes(told.map(({ path }) => treeAt(path)))).toEqual(withoutTimes(after));
  });
}

const CASES: readonly Case[] = [
  { name: "rm of a file", targets: [["src/a.ts", "unlink"]], act: () => sh("rm src/a.ts") },
  { name: "rm -rf of a folder", targets: [["src", "unlink"]], act: () => sh("rm -rf src") },
  { name: "rmdir of an empty folder", targets: [["empty", "unlink"]], act: () => sh("rmdir empty") },
  { name: "rm of a link", targets: [["src/link", "unlink"]], act: () => sh("rm src/link") },
  { name: "rm of a large file", targets: [["uploads/large.bin", "unlink"]], act: () => sh("rm uploads/large.bin") },
  { name: "> file", targets: [["src/a.ts", "write"]], act: () => sh("echo other > src/a.ts") },
  { name: "> a file that is not there", targets: [["src/new.ts", "write"]], act: () => sh("echo new > src/new.ts") },
  { name: ">> file", targets: [["src/deep/b.ts", "write"]], act: () => appendFileSync(at("src/deep/b.ts"), "more\n") },
  { name: "sed -i", targets: [["src/run.sh", "write"]], act: () => sh("sed -i s,sh,bash, src/run.sh") },
  { name: "truncate", targets: [["uploads/large.bin", "write"]], act: () => truncateSync(at("uploads/large.bin"), 10) },
  { name: "an odd name", targets: [["src/odd \n name", "unlink"]], act: () => rmSync(at("src/odd \n name")) },
  {
    name: "mv onto another file",
    targets: [
      ["src/a.ts", "unlink"],
      ["src/run.sh", "unlink"],
    ],
    act: () => sh("mv src/run.sh src/a.ts"),
  },
  {
    name: "mv of a folder to a new place",
    targets: [
      ["src", "unlink"],
      ["moved", "write"],
    ],
    act: () => renameSync(at("src"), at("moved")),
  },
  { name: "chmod -R", targets: [["src", "write"]], act: () => sh("chmod -R a-w,o-r src && chmod 700 src") },
  { name: "touch", targets: [["src/a.ts", "write"]], act: () => sh("touch src/a.ts") },
  { name: "ln -sfn", targets: [["src/link", "unlink"]], act: () => sh("ln -sfn run.sh src/link") },
  {
    name: "a folder in the place of a file",
    targets: [["src/a.ts", "unlink"]],
    act: () => sh("rm src/a.ts && mkdir -p src/a.ts/x && echo y > src/a.ts/x/y"),
  },
  {
    name: "a file in the place of a folder",
    targets: [["src/deep", "unlink"]],
    act: () => sh("rm -r src/deep && echo x > src/deep"),
  },
  {
    name: "mkdir of a new tree",
    targets: [["made", "write"]],
    act: () => sh("mkdir -p made/up/tree && echo x > made/up/f"),
  },
];
for (const one of CASES) check(one);

it("keeps files that are one file under two names one file", () => {
  const same = () => lstatSync(at("src/a.ts")).ino === lstatSync(at("src/twin.ts")).ino;
  const deleted = save([{ path: at("src"), by: "unlink" }]);
  sh("rm -rf src");
  undo(deleted.id);
  expect(same()).toBe(true);
  const written = save([{ path: at("src/a.ts"), by: "write" }]);
  sh("echo x > src/twin.ts");
  undo(written.id);
  expect(same()).toBe(true);
  expect(readFileSync(at("src/twin.ts"), "utf8")).toBe("export const a = 1;\n");
});

it("brings back what is chosen, and nothing else", () => {
  const entry = save([{ path: at("src"), by: "unlink" }]);
  sh("rm -rf src && mkdir src");
  store.undo(
    entry.id,
    { id: "chosen", at: new Date().toISOString(), agent: "person", text: "" },
    new Set([at("src/run.sh")]),
  );
  expect(readdirSync(at("src"))).toEqual(["run.sh"]);
});

it("keeps what was there before the undo: a later change is not lost", () => {
  const entry = save([{ path: at("src/a.ts"), by: "write" }]);
  sh("echo agent > src/a.ts");
  sh("echo person > src/a.ts");
  const undone = undo(entry.id);
  undo(undone?.id ?? "");
  expect(readFileSync(at("src/a.ts"), "utf8")).toBe("person\n");
});

it("keeps nothing of an act that is beyond the budget, and says so", () => {
  const small = new UndoStore(join(root, "small"), { ...LIMITS, maxActBytes: 1024 * 1024 });
  const act = { id: "large", at: new Date().toISOString(), agent: "codex", text: "" };
  expect(() => small.save(act, [{ path: at("uploads"), by: "write" }])).toThrow(/more than 1048576 bytes/);
  expect(small.entries).toEqual([]);
  expect(readdirSync(join(root, "small", "files"))).toEqual([]);
  expect(small.size).toBe(0);
  small.close();
});

it("knows its entries again, drops those that are too old, and says what is damaged", () => {
  const old = store.save({ id: "old", at: "2020-01-01T00:00:00Z", agent: "codex", text: "" }, [
    { path: at("src/a.ts"), by: "write" },
  ]);
  const young = save([{ path: at("src/deep"), by: "unlink" }]);
  const packed = save([{ path: at("src/run.sh"), by: "write" }]);
  sh("rm -r src/deep");
  store.close();
  store = new UndoStore(join(root, "state"));
  expect(store.entries.map(({ id }) => id)).toEqual([old.id, young.id, packed.id]);
  store.prune(new Date());
  expect(store.entries.map(({ id }) => id)).toEqual([young.id, packed.id]);
  expect(store.verify()).toEqual([]);
  undo(young.id);
  expect(readFileSync(at("src/deep/b.ts"), "utf8")).toBe("b\n".repeat(5000));
  const [name = ""] = readdirSync(join(root, "state/records"));
  const file = join(root, "state/records", name);
  const bytes = readFileSync(file);
  bytes[bytes.indexOf("#!/bin/sh")] = 0;
  writeFileSync(file, bytes);
  expect(store.verify().join()).toMatch(/damaged/);
});

it("says which files an act has written to though it was to delete them", () => {
  const entry = save([{ path: at("src"), by: "unlink" }]);
  sh("rm src/run.sh && echo other > src/a.ts");
  expect(store.settle(entry.id)).toEqual([at("src/a.ts"), at("src/twin.ts")]);
  store.close();
  store = new UndoStore(join(root, "state"));
  expect(store.settle(entry.id)).toEqual([at("src/a.ts"), at("src/twin.ts")]);
  undo(entry.id);
  expect(readFileSync(at("src/run.sh"), "utf8")).toBe("#!/bin/sh\n");
  expect(readFileSync(at("src/a.ts"), "utf8")).toBe("other\n");
});

it("keeps no name of a file that the act has left alone, and shares no file with anybody", () => {
  linkSync(at("src/run.sh"), join(root, "elsewhere"));
  const entry = save([{ path: at("src"), by: "unlink" }]);
  sh("rm src/run.sh src/deep/b.ts");
  expect(store.settle(entry.id)).toEqual([]);
  const kept = readdirSync(join(root, "state/files", entry.id));
  expect(kept.length).toBe(2);
  appendFileSync(join(root, "elsewhere"), "changed by somebody else\n");
  undo(entry.id);
  expect(readFileSync(at("src/run.sh"), "utf8")).toBe("#!/bin/sh\n");
});

it("keeps the bytes of a new act when older acts make way for it", () => {
  const small = new UndoStore(join(root, "small"), { ...LIMITS, maxBytes: 20_000 });
  const write = (i: number) => writeFileSync(at("src/a.ts"), `${i} `.repeat(2000));
  for (let i = 0; i < 12; i++) {
    write(i);
    const act = { id: `act-${i}`, at: new Date().toISOString(), agent: "codex", text: "" };
    small.save(act, [{ path: at("src/a.ts"), by: "write" }]);
    expect(small.verify()).toEqual([]);
    expect(small.size).toBeLessThanOrEqual(20_000);
  }
  sh("echo after > src/a.ts");
  small.undo("act-11", { id: "undo", at: new Date().toISOString(), agent: "person", text: "" });
  expect(readFileSync(at("src/a.ts"), "utf8")).toBe("11 ".repeat(2000));
  small.close();
});
