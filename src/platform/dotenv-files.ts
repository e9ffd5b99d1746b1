/**
 * The `.env*` files of a workspace with line numbers: a bounded look, nearest folders first. It is asked for in every
 * act that reaches the network, so what a folder or file held is kept for as long as its stamp is the same.
 */
import { type Dirent, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import type { DotenvEntry } from "../core/facts/facts.ts";
import { readDotenv } from "../core/text/dotenv-text.ts";

const MAX_DEPTH = 4;
const MAX_FOLDERS = 400;
const MAX_FILES = 60;
const MAX_BYTES = 64 * 1024;
/** Each is looked for in every act that reaches the network; a real project has a few hundred. */
const MAX_ENTRIES = 5000;
/** Never the project's own configuration, and where most of a workspace's folders are. */
const SKIPPED = new Set([
  "node_modules",
  ".git",
  "dist",
  "build",
  "out",
  "target",
  "vendor",
  ".next",
  ".venv",
  "venv",
  "__pycache__",
  "coverage",
]);
/**
 * Hold a package's code or its tests, many folders deep, and hardly ever an env file below their first level: each
 * would cost a look in every act. Directly in the workspace such a folder may hold whole projects, so there it is
 * searched as any other.
 */
const CODE = new Set([
  "src",
  "lib",
  "test",
  "tests",
  "__tests__",
  "spec",
  "docs",
  "public",
  "static",
  "assets",
  "components",
  "migrations",
  "locales",
  "fixtures",
]);
const ENV_FILE = /^\.env(\..+)?$|\.env$/;
const SAMPLE = /\.(example|sample|template|dist|defaults)$/;

/** Every entry, in the order of files found (breadth first, names sorted) and lines. */
export function readDotenvFiles(root: string): readonly DotenvEntry[] {
  const entries: DotenvEntry[] = [];
  for (const file of envFiles(root)) {
    if (entries.length >= MAX_ENTRIES) break;
    entries.push(...(FILES.at(file) ?? []));
  }
  return entries;
}

/** What a place held when its stamp was taken. */
class Kept<T> {
  private readonly places = new Map<string, { readonly stamp: string; readonly held: T }>();

  constructor(private readonly read: (path: string, size: number) => T) {}

  /** What it holds now; undefined when nothing is there. */
  at(path: string): T | undefined {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (!stat) return undefined;
    // Nobody can set the time of a change back; a folder's is that of the last name that came or went.
    const stamp = `${stat.dev}:${stat.ino}:${stat.ctimeMs}:${stat.size}`;
    const known = this.places.get(path);
    if (known?.stamp === stamp) return known.held;
    this.places.delete(path);
    const held = this.read(path, stat.size);
    if (this.places.size >= MAX_KEPT) this.places.clear();
    // Disks stamp changes a tick apart: a second one within the same tick could not be told from the first.
    if (stat.ctimeMs < Date.now() - SETTLED_MS) this.places.set(path, { stamp, held });
    return held;
  }
}

const MAX_KEPT = 10_000;
const SETTLED_MS = 100;

const FILES = new Kept<readonly DotenvEntry[]>((path, size) =>
  size > MAX_BYTES ? [] : entriesOf(path, readFileSync(path, "utf8")),
);

/** The env files and the folders worth a look that are directly in a folder, by their paths. */
const FOLDERS = new Kept<{ readonly files: readonly string[]; readonly folders: readonly string[] }>(folder => {
  const files: string[] = [];
  const folders: string[] = [];
  for (const entry of list(folder)) {
    if (entry.isFile() && ENV_FILE.test(entry.name) && !SAMPLE.test(entry.name)) files.push(join(folder, entry.name));
    else if (entry.isDirectory() && !SKIPPED.has(entry.name)) folders.push(join(folder, entry.name));
  }
  return { files, folders };
});

/** The entries of one file's text, the last definition of each name. */
function entriesOf(file: string, text: string): readonly DotenvEntry[] {
  const last = new Map(readDotenv(text).map(({ name, value, line }) => [name, { file, line, name, value }]));
  return [...last.values()];
}

/** The folders that are looked into: a new env file can only turn up in one of them, or in a new folder of one. */
export function envFolders(root: string): readonly string[] {
  return search(root).folders;
}

/** Whether a new name in one of `envFolders` can be an env file, or a folder that may hold one. */
export function mayBeEnv(name: string): boolean {
  return ENV_FILE.test(name) || (!SKIPPED.has(name) && !/.\./.test(name));
}

function envFiles(root: string): readonly string[] {
  return search(root).files;
}

function search(root: string): { readonly files: readonly string[]; readonly folders: readonly string[] } {
  const files: string[] = [];
  const folders: string[] = [];
  const queue: { folder: string; depth: number }[] = [{ folder: root, depth: 0 }];
  while (queue.length > 0 && folders.length < MAX_FOLDERS && files.length < MAX_FILES) {
    const next = queue.shift();
    const held = next && FOLDERS.at(next.folder);
    if (!next || !held) continue;
    folders.push(next.folder);
    files.push(...held.files);
    const isCode = next.depth > 1 && CODE.has(basename(next.folder));
    if (next.depth < MAX_DEPTH && !isCode)
      queue.push(...held.folders.map(folder => ({ folder, depth: next.depth + 1 })));
  }
  return { files: files.slice(0, MAX_FILES), folders };
}

/** Hundreds of small folders: a turn of the event loop for each would take longer than all of them. */
function list(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}
