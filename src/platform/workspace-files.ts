/**
 * Finds the files of a workspace for an audit, with their state in git. It is bounded, never follows a link out of the
 * workspace, and yields to the event loop. Ignored files are included, as they often hold secrets.
 */
import { execFile } from "node:child_process";
import { type Dirent, lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import type { PostureFile } from "../core/posture/finding.ts";
import { anyOf, inOrder, words } from "../core/text/expressions.ts";
import { withoutStandIns } from "./executables.ts";

export interface Walk {
  /** Called now and then; `files` is the number found so far. */
  readonly progress?: (files: number) => void;
  readonly signal?: AbortSignal;
  /** The most files; for tests. */
  readonly limit?: number;
}

export interface WalkEnd {
  readonly files: number;
  /** Says what was left out. */
  readonly cut?: string;
}

const MAX_FILES = 200_000;
const MAX_BYTES = 256 * 1024;
const BATCH = 200;

/** Folders that tools generate or download, whose content nobody has written. */
const SKIPPED = new Set(
  `node_modules .git .hg .svn .venv venv __pycache__ .next .nuxt .svelte-kit .turbo .gradle .terraform .yarn .pnpm-store
  .cache .parcel-cache .pytest_cache .mypy_cache .tox site-packages bower_components Pods DerivedData`.split(/\s+/),
);
/** Files that are not text, or text that nobody writes. */
const NO_TEXT = anyOf(
  [
    inOrder([
      /\./,
      words`
        png jpe?g gif webp avif ico icns bmp svg woff2? ttf otf eot mp[34] mov avi webm wav ogg pdf zip t?gz bz2 xz zst
        7z rar jar war class o a so dylib dll exe node wasm pyc map min\.js min\.css lock sum snap parquet sqlite3? db
        bin dat iso img psd ai glb onnx pt safetensors
      `,
      /$/,
    ]),
    /(?:^|\/)(?:package-lock\.json|pnpm-lock\.yaml|npm-shrinkwrap\.json)$/,
  ],
  "i",
);

/** Passes each relevant file to `take`, and resolves with a summary. Rejects when `signal` fires. */
export async function walkWorkspace(
  root: string,
  take: (file: PostureFile) => void | Promise<void>,
  walk: Walk = {},
): Promise<WalkEnd> {
  const { progress, signal, limit = MAX_FILES } = walk;
  const git = await gitLists(root, signal);
  let files = 0;
  const folders = [""];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of list(join(root, folder))) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!SKIPPED.has(entry.name)) folders.push(path);
        continue;
      }
      if (!entry.isFile()) continue;
      files++;
      const file = NO_TEXT.test(path) ? undefined : read(join(root, path), path);
      if (file) await take({ ...file, ...(git && { git: git(path) }) });
      if (files % BATCH === 0) {
        progress?.(files);
        await setImmediate();
        signal?.throwIfAborted();
      }
      if (files >= limit) return { files, cut: `only the first ${limit} files were looked at` };
    }
  }
  signal?.throwIfAborted();
  return { files };
}

/** Reads files by absolute path and names them `~/…`: the user's settings of agents and their credentials. */
export async function readUserFiles(
  home: string,
  names: readonly string[],
  take: (file: PostureFile) => void | Promise<void>,
): Promise<void> {
  for (const name of names) {
    const file = read(join(home, name), `~/${name}`);
    if (file) await take(file);
  }
}

function list(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}

function read(absolute: string, path: string): PostureFile | undefined {
  try {
    const { size, mode } = lstatSync(absolute);
    if (size === 0 || size > MAX_BYTES) return undefined;
    const bytes = readFileSync(absolute);
    if (bytes.subarray(0, 1024).includes(0)) return undefined;
    return { path, text: bytes.toString("utf8"), ...(process.platform !== "win32" && { mode: mode & 0o777 }) };
  } catch {
    return undefined;
  }
}

type GitOf = (path: string) => NonNullable<PostureFile["git"]>;

/** Returns git's view of a path; undefined outside of a repository, or when git fails. */
async function gitLists(root: string, signal: AbortSignal | undefined): Promise<GitOf | undefined> {
  try {
    const [tracked, ignored] = await Promise.all([
      git(root, ["ls-files", "-z"], signal),
      git(root, ["ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--directory"], signal),
    ]);
    const kept = new Set(tracked.split("\0"));
    const left = new Set(ignored.split("\0"));
    return path => (kept.has(path) ? "tracked" : isIgnored(path, left) ? "ignored" : "untracked");
  } catch {
    signal?.throwIfAborted();
    return undefined;
  }
}

/** Ignored folders end in a slash. */
function isIgnored(path: string, ignored: ReadonlySet<string>): boolean {
  if (ignored.has(path)) return true;
  for (let at = path.indexOf("/"); at !== -1; at = path.indexOf("/", at + 1))
    if (ignored.has(path.slice(0, at + 1))) return true;
  return false;
}

/** Programs that a repository's own settings name are disabled. */
function git(cwd: string, args: readonly string[], signal: AbortSignal | undefined): Promise<string> {
  return new Promise((resolve, reject) => {
    const whole = ["-c", "core.fsmonitor=false", "-c", "core.untrackedCache=false", ...args];
    const env = { ...process.env, PATH: withoutStandIns(process.env.PATH ?? "") };
    const options = { cwd, env, maxBuffer: 256 * 1024 * 1024, timeout: 30_000, ...(signal && { signal }) };
    execFile("git", whole, options, (error, stdout) => (error ? reject(error) : resolve(stdout)));
  });
}
