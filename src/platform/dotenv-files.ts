/** The `.env*` files of a workspace with line numbers: a bounded look, nearest folders first. */
import { type Dirent, readdirSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "dotenv";
import type { DotenvEntry } from "../core/facts.ts";

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
const ENV_FILE = /^\.env(\..+)?$|\.env$/;
const SAMPLE = /\.(example|sample|template|dist|defaults)$/;

/** Every entry, in the order of files found (breadth first, names sorted) and lines. */
export async function readDotenvFiles(root: string): Promise<DotenvEntry[]> {
  const entries: DotenvEntry[] = [];
  for (const file of envFiles(root)) {
    if (entries.length >= MAX_ENTRIES) break;
    if ((await stat(file)).size > MAX_BYTES) continue;
    entries.push(...entriesOf(file, await readFile(file, "utf8")));
  }
  return entries;
}

/** The entries of one file's text: values by `dotenv`, lines by looking for the last definition of the name. */
export function entriesOf(file: string, text: string): DotenvEntry[] {
  const lineOf = new Map<string, number>();
  for (const [index, line] of text.split("\n").entries()) {
    const name = /^\s*(?:export\s+)?([\w.-]+)\s*[=:]/.exec(line)?.[1];
    if (name !== undefined) lineOf.set(name, index + 1);
  }
  // The library takes quadratic time over a long run of blanks; nobody writes one.
  return Object.entries(parse(text.replace(/\s{500,}/g, "\n"))).map(([name, value]) => ({
    file,
    line: lineOf.get(name) ?? 1,
    name,
    value,
  }));
}

function envFiles(root: string): string[] {
  const files: string[] = [];
  const queue: { folder: string; depth: number }[] = [{ folder: root, depth: 0 }];
  for (let seen = 0; queue.length > 0 && seen < MAX_FOLDERS && files.length < MAX_FILES; seen++) {
    const next = queue.shift();
    if (!next) break;
    for (const entry of list(next.folder)) {
      const path = join(next.folder, entry.name);
      if (entry.isFile() && ENV_FILE.test(entry.name) && !SAMPLE.test(entry.name)) files.push(path);
      else if (entry.isDirectory() && next.depth < MAX_DEPTH && !SKIPPED.has(entry.name))
        queue.push({ folder: path, depth: next.depth + 1 });
    }
  }
  return files.slice(0, MAX_FILES);
}

/** Hundreds of small folders: a turn of the event loop for each would take longer than all of them. */
function list(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}
