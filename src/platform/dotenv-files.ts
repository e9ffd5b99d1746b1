/**
 * Finds the `.env*` files of a workspace and reads their entries: a bounded search, nearest folders first. Every act
 * that reaches the network needs them, so the content of a folder or file is cached while its stamp is the same.
 */
import { type Dirent, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import type { DotenvEntry } from "../core/facts/facts.ts";
import { readDotenv } from "../core/text/dotenv-text.ts";

const MAX_DEPTH = 4;
const MAX_FOLDERS = 400;
const MAX_FILES = 60;
const MAX_BYTES = 64 * 1024;
/** The most folders and files that are searched. A real project has a few hundred. */
const MAX_ENTRIES = 5000;
/** Folders that never hold a project's own configuration, but most of a workspace's folders. */
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
 * Folders with a package's code or tests, which are deep and hardly ever hold an env file below their first level, but
 * would cost a system call each in every act. Directly in the workspace such a folder may hold whole projects, so there
 * it is searched like any other.
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

/** Returns every entry, in the order of the files (breadth first, names sorted) and lines. */
export function readDotenvFiles(root: string): readonly DotenvEntry[] {
  const entries: DotenvEntry[] = [];
  for (const file of envFiles(root)) {
    if (entries.length >= MAX_ENTRIES) break;
    entries.push(...(FILES.at(file) ?? []));
  }
  return entries;
}

/** Caches what a place held when its stamp was taken. */
class Kept<T> {
  private readonly places = new Map<string, { readonly stamp: string; readonly held: T }>();

  constructor(private readonly read: (path: string, size: number) => T) {}

  /** Returns the present content; undefined when nothing is there. */
  at(path: string): T | undefined {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (!stat) return undefined;
    // Nobody can set a change time back. A folder's changes with every added or removed name.
    const stamp = `${stat.dev}:${stat.ino}:${stat.ctimeMs}:${stat.size}`;
    const known = this.places.get(path);
    if (known?.stamp === stamp) return known.held;
    this.places.delete(path);
    const held = this.read(path, stat.size);
    if (this.places.size >= MAX_KEPT) this.places.clear();
    // Disks round change times, so that a second change within one tick would not show. Recent ones are not cached.
    if (stat.ctimeMs < Date.now() - SETTLED_MS) this.places.set(path, { stamp, held });
    return held;
  }
}

const MAX_KEPT = 10_000;
const SETTLED_MS = 100;

const FILES = new Kept<readonly DotenvEntry[]>((path, size) =>
  size > MAX_BYTES ? [] : entriesOf(path, readFileSync(path, "utf8")),
);

/** Lists the env files and the folders to search that are directly in a folder. */
const FOLDERS = new Kept<{ readonly files: readonly string[]; readonly folders: readonly string[] }>(folder => {
  const files: string[] = [];
  const folders: string[] = [];
  for (const entry of list(folder)) {
    if (entry.isFile() && ENV_FILE.test(entry.name) && !SAMPLE.test(entry.name)) files.push(join(folder, entry.name));
    else if (entry.isDirectory() && !SKIPPED.has(entry.name)) folders.push(join(folder, entry.name));
  }
  return { files, folders };
});

/** Returns the entries of one file, the last definition of each name. */
function entriesOf(file: string, text: string): readonly DotenvEntry[] {
  const last = new Map(readDotenv(text).map(({ name, value, line }) => [name, { file, line, name, value }]));
  return [...last.values()];
}

/** Returns the searched folders. A new env file can only appear in one of them, or in a new folder inside one. */
export function envFolders(root: string): readonly string[] {
  return search(root).folders;
}

/** Tells whether a new name in one of `envFolders` can be an env file, or a folder that may hold one. */
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

/** Reads synchronously: for hundreds of small folders, yielding to the event loop each time would take longer. */
function list(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}
