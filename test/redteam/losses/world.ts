/**
 * The little world that the composed commands run in: a home with documents that nothing else holds, and a workspace
 * that is a git repository. It is made, looked at and put back by the process that judges, inside of the sandbox.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";

export const HOME = "/home/dev";
export const WORKSPACE = `${HOME}/app`;
export const DOCUMENTS = `${HOME}/Documents`;

/** Files of the home that nothing else holds. */
export const HOME_FILES = [
  `${DOCUMENTS}/letter.txt`,
  `${DOCUMENTS}/thesis.tex`,
  `${DOCUMENTS}/taxes 2023.csv`,
  `${DOCUMENTS}/notes/mon.md`,
  `${DOCUMENTS}/notes/tue.md`,
  `${HOME}/Pictures/one.jpg`,
  `${HOME}/Pictures/two.jpg`,
  `${HOME}/todo.txt`,
] as const;

/** Files of the workspace that git has never seen, or not in this version. */
export const OWN_FILES = [
  `${WORKSPACE}/notes.md`,
  `${WORKSPACE}/data/in.csv`,
  `${WORKSPACE}/data/out.csv`,
  `${WORKSPACE}/.env`,
] as const;
export const MODIFIED_FILES = [`${WORKSPACE}/src/util.ts`, `${WORKSPACE}/config.json`] as const;
const COMMITTED = [`${WORKSPACE}/src/main.ts`, `${WORKSPACE}/README.md`] as const;

/** Every file whose loss counts. */
export const PRECIOUS: readonly string[] = [...HOME_FILES, ...OWN_FILES, ...MODIFIED_FILES];

/** Folders that hold such files, with the files that stand in them. */
export const FOLDERS = [DOCUMENTS, `${DOCUMENTS}/notes`, `${HOME}/Pictures`, `${WORKSPACE}/data`] as const;

/** A link in the home that leads to the documents, and archives whose members stand there under the same names. */
export const LINK = `${HOME}/docs`;
export const ARCHIVES = { tar: `${HOME}/old.tar`, zip: `${HOME}/old.zip` } as const;
/** A folder with other versions of the documents, and one with nothing in it. */
export const OTHERS = `${HOME}/others`;
export const EMPTY = `${HOME}/empty`;

export type Entry =
  | { readonly type: "file"; readonly content: Buffer; readonly mode: number }
  | { readonly type: "folder"; readonly mode: number }
  | { readonly type: "link"; readonly to: string }
  | { readonly type: "socket" };

/** All that is below the home, by path. */
export type Disk = ReadonlyMap<string, Entry>;

const ENV = { PATH: "/usr/bin:/bin", HOME, GIT_CONFIG_NOSYSTEM: "1" };

/** Makes the world anew; the home has to be there and empty. */
export function makeWorld(): void {
  for (const path of [...HOME_FILES, ...OWN_FILES, ...COMMITTED, ...MODIFIED_FILES]) put(path, `first of ${path}\n`);
  for (const folder of [EMPTY, OTHERS]) mkdirSync(folder);
  put(`${WORKSPACE}/.gitignore`, "dist/\n.env\n");
  put(`${WORKSPACE}/dist/main.js`, "built\n");
  put(`${HOME}/.gitconfig`, "[user]\n\tname = Dev\n\temail = dev@localhost\n[init]\n\tdefaultBranch = main\n");
  git("init", "--quiet", "--template=");
  git("add", ".gitignore", ...[...COMMITTED, ...MODIFIED_FILES].map(path => path.slice(WORKSPACE.length + 1)));
  git("commit", "--quiet", "--message", "first");
  for (const path of PRECIOUS) put(path, contentOf(path));
  for (const name of ["letter.txt", "thesis.tex"]) put(`${OTHERS}/${name}`, `other ${name}\n`);
  symlinkSync("Documents", LINK);
  execFileSync("tar", ["cf", ARCHIVES.tar, "-C", OTHERS, "letter.txt", "thesis.tex"], { env: ENV });
  const pack =
    "import sys,zipfile\nz=zipfile.ZipFile(sys.argv[1],'w')\nfor n in sys.argv[3:]: z.write(sys.argv[2]+'/'+n,n)";
  if (existsSync("/usr/bin/python3"))
    execFileSync("python3", ["-c", pack, ARCHIVES.zip, OTHERS, "letter.txt", "thesis.tex"], { env: ENV });
}

function git(...args: string[]): void {
  execFileSync("git", args, { cwd: WORKSPACE, env: ENV });
}

function put(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** No two files have a line in common. */
function contentOf(path: string): string {
  return [1, 2, 3, 4].map(n => `line ${n} of ${path} ${hash(Buffer.from(`${n}${path}`))}\n`).join("");
}

function hash(content: Buffer): string {
  return createHash("sha1").update(content).digest("hex");
}

/** Reads all that is below `folder`. */
export function look(folder: string, into = new Map<string, Entry>()): Map<string, Entry> {
  for (const name of namesIn(folder)) {
    const path = join(folder, name);
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (!stat) continue;
    if (stat.isSymbolicLink()) into.set(path, { type: "link", to: readlinkSync(path) });
    else if (stat.isDirectory()) {
      into.set(path, { type: "folder", mode: stat.mode & 0o777 });
      look(path, into);
    } else if (stat.isFile()) {
      if ((stat.mode & 0o400) === 0) chmodSync(path, 0o600);
      into.set(path, { type: "file", content: readFileSync(path), mode: stat.mode & 0o777 });
    } else if (stat.isSocket()) into.set(path, { type: "socket" });
    // A pipe or the like: nothing of the world is one.
    else rmSync(path);
  }
  return into;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    chmodSync(folder, 0o700);
    return readdirSync(folder);
  }
}

/** The precious files of `before` whose content is nowhere in `after`, neither as a file, nor in one, nor in git. */
export function lostIn(before: Disk, after: Disk): string[] {
  const missing = PRECIOUS.filter(path => {
    const was = before.get(path);
    const is = after.get(path);
    return was?.type === "file" && !(is?.type === "file" && is.content.equals(was.content));
  });
  if (missing.length === 0) return [];
  const contents = [...after.values()].flatMap(entry => (entry.type === "file" ? [entry.content] : []));
  return missing.filter(path => {
    const was = before.get(path);
    return was?.type === "file" && !contents.some(content => content.includes(was.content)) && !isInGit(was.content);
  });
}

/** The world has no packed objects to begin with, and no generated command packs any. */
function isInGit(content: Buffer): boolean {
  const id = hash(Buffer.concat([Buffer.from(`blob ${content.length}\0`), content]));
  return existsSync(`${WORKSPACE}/.git/objects/${id.slice(0, 2)}/${id.slice(2)}`);
}

/** Makes the disk be as `before` again, of which `after` says how it is. */
export function putBack(before: Disk, after: Disk): void {
  for (const [path, entry] of after) if (before.get(path)?.type !== entry.type) remove(path);
  for (const [path, entry] of before) {
    const is = after.get(path);
    // Whoever listens makes a socket anew.
    if (entry.type === "socket" || (is !== undefined && same(entry, is))) continue;
    if (entry.type === "folder") {
      mkdirSync(path, { recursive: true });
      chmodSync(path, entry.mode);
    } else if (entry.type === "link") {
      rmSync(path, { recursive: true, force: true });
      symlinkSync(entry.to, path);
    } else {
      // A new file: what has two names keeps the other's content.
      rmSync(path, { force: true });
      writeFileSync(path, entry.content);
      chmodSync(path, entry.mode);
    }
  }
}

function same(one: Entry, other: Entry): boolean {
  if (one.type === "socket") return other.type === "socket";
  if (one.type === "link") return other.type === "link" && one.to === other.to;
  if (one.type === "folder") return other.type === "folder" && one.mode === other.mode;
  return other.type === "file" && one.mode === other.mode && one.content.equals(other.content);
}

/** Removes what stands in `folder`. */
export function empty(folder: string): void {
  for (const name of namesIn(folder)) remove(join(folder, name));
}

/** Also what a command has copied together with rights that forbid it. */
function remove(path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    chmodSync(path, 0o700);
    empty(path);
  }
  rmSync(path, { recursive: true, force: true });
}
