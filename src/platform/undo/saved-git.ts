/**
 * The state of a repository beside its work tree: references, HEAD, index, reflogs, stashes, and a merge or rebase that
 * is under way. Keeping it reads and never writes to the repository. Restoring sets references by git itself, each only
 * where nobody has moved it since, and puts git's small files back; it never resets, checks out or cleans.
 */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from "node:fs";
import { join, resolve } from "node:path";
import { git } from "../run-git.ts";
import type { RecordLog } from "./record-log.ts";
import { changesFor, type KeptPlaces, restoreFiles } from "./restore-files.ts";
import { saveFiles } from "./save-files.ts";
import type { SavedNode } from "./saved-node.ts";

export interface SavedGit {
  /** Absolute: of this work tree, and of the repository that it belongs to. */
  readonly gitDir: string;
  readonly commonDir: string;
  /** The text of the file HEAD. */
  readonly head: string;
  /** Object ids by the full names of references, stashes among them. */
  readonly refs: Readonly<Record<string, string>>;
  /** Objects that only the index, a reflog or a stash leads to. */
  readonly loose: readonly string[];
  /** Git's small files: index, reflogs, what a merge or rebase remembers. */
  readonly files: readonly SavedNode[];
}

/** What was moved since an act, and is left as it is: full names of references, paths of files. */
export interface RestoredGit {
  readonly left: readonly string[];
}

/** Names in the folder of a work tree that say what git is in the middle of. */
const OF_WORK_TREE =
  "HEAD index ORIG_HEAD MERGE_HEAD MERGE_MSG MERGE_MODE MERGE_RR AUTO_MERGE CHERRY_PICK_HEAD REVERT_HEAD REBASE_HEAD BISECT_HEAD BISECT_LOG BISECT_NAMES BISECT_START BISECT_TERMS BISECT_EXPECTED_REV BISECT_ANCESTORS_OK rebase-merge rebase-apply sequencer logs".split(
    " ",
  );
/** Names in the folder of the repository that all its work trees share. */
const OF_REPOSITORY = ["logs", "worktrees"];

const NONE: KeptPlaces["folderOf"] = () => undefined;
/** Far more than git's small files come to. */
const MAX_BYTES = 64 * 1024 * 1024;
const MAX_NODES = 100_000;

/** Keeps the state of the repository that holds `folder`, in `log`; undefined where there is none. */
export async function saveGit(folder: string, log: RecordLog): Promise<SavedGit | undefined> {
  const told = await git(folder, ["rev-parse", "--git-dir", "--git-common-dir"]).catch(() => undefined);
  const [gitDir, commonDir] = told?.split("\n").map(line => resolve(folder, line)) ?? [];
  if (gitDir === undefined || commonDir === undefined) return undefined;
  const [refs, loose] = await Promise.all([refsOf(folder), looseOf(folder)]);
  const paths = [
    ...OF_WORK_TREE.map(name => join(gitDir, name)),
    ...(gitDir === commonDir ? ["worktrees"] : OF_REPOSITORY).map(name => join(commonDir, name)),
  ];
  const { nodes } = saveFiles(
    paths.map(path => ({ path, by: "write" })),
    { log, folderFor: () => undefined, maxBytes: MAX_BYTES, maxNodes: MAX_NODES },
  );
  return { gitDir, commonDir, head: readFileSync(join(gitDir, "HEAD"), "utf8"), refs, loose, files: nodes };
}

async function refsOf(folder: string): Promise<Record<string, string>> {
  const told = await git(folder, ["for-each-ref", "--format=%(objectname) %(refname)"]);
  return Object.fromEntries(
    told
      .split("\n")
      .filter(line => line !== "")
      .map(line => [line.slice(line.indexOf(" ") + 1), line.slice(0, line.indexOf(" "))]),
  );
}

/** What no reference leads to: staged contents, and commits that only reflogs know, among them all stashes but one. */
async function looseOf(folder: string): Promise<string[]> {
  const [staged, logged] = await Promise.all([
    git(folder, ["diff-index", "--cached", "--raw", "-z", "--abbrev=64", "HEAD"]).catch(() =>
      // Nothing is committed yet.
      git(folder, ["ls-files", "--stage", "-z"]),
    ),
    git(folder, ["rev-list", "--reflog", "--not", "--all"]).catch(() => ""),
  ]);
  const blobs = staged.split("\0").flatMap(line => STAGED.exec(line)?.[1] ?? []);
  const commits = logged.split("\n").filter(id => id !== "");
  return [...new Set([...blobs, ...commits])];
}

/** `:100644 100644 <old> <new> M` of diff-index, `100644 <id> 0\t<path>` of ls-files; what is only removed has no id. */
const STAGED = /^(?::\d+ \d+ [0-9a-f]+ |\d+ )(?!0+ )([0-9a-f]{40,64}) /;

/**
 * Copies the objects that nothing in the repository leads to any more into packs in `folder` (absolute, made for it).
 * After most acts they are still there. `losing`, for an act that prunes them itself: it is asked before the act, with
 * the references that the act takes away first, and keeps what only those, reflogs, stashes and the index lead to.
 */
export async function keepObjects(saved: SavedGit, folder: string, losing?: readonly string[]): Promise<void> {
  const { refs, loose, commonDir } = saved;
  const lost = losing ? losing.flatMap(name => refs[name] ?? []) : Object.values(refs);
  const tips = [...new Set([...lost, ...loose])];
  if (tips.length === 0) return;
  const stay = ["--not", ...(losing ?? []).map(name => `--exclude=${name}`), "--all"];
  // A tip that is not there any more was pruned by the act itself.
  const listing = ["rev-list", "--objects", "--no-object-names", "--ignore-missing", "--stdin", ...stay];
  const objects = await git(commonDir, listing, `${tips.join("\n")}\n`);
  if (objects === "") return;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  await git(commonDir, ["pack-objects", "-q", join(folder, "pack")], objects);
}

/**
 * Brings a repository back to `saved`. `after`: its state when the act was over, without which the present one counts.
 * `packs`: the folder of `keepObjects`. Throws where git is at work in it, or refuses.
 */
export async function restoreGit(
  saved: SavedGit,
  after: Pick<SavedGit, "refs" | "head"> | undefined,
  packs: string,
  log: Pick<RecordLog, "read">,
): Promise<RestoredGit> {
  const { gitDir, commonDir } = saved;
  const lock = [join(gitDir, "index.lock"), join(gitDir, "HEAD.lock"), join(commonDir, "packed-refs.lock")].find(
    existsSync,
  );
  if (lock !== undefined) throw new Error(`git is at work: ${lock} is there`);
  bringObjects(packs, join(commonDir, "objects", "pack"));
  const now = await refsOf(gitDir);
  const was = after?.refs ?? now;
  const left: string[] = [];
  const lines: string[] = [];
  for (const name of new Set([...Object.keys(saved.refs), ...Object.keys(was)])) {
    const [before, then, is] = [saved.refs[name], was[name], now[name]];
    if (before === is || before === then) continue;
    if (is !== then) left.push(name);
    else if (before === undefined) lines.push(`delete ${name} ${is}`);
    else lines.push(is === undefined ? `create ${name} ${before}` : `update ${name} ${before} ${is}`);
  }
  if (lines.length > 0) await git(gitDir, ["update-ref", "--no-deref", "--stdin"], `${lines.join("\n")}\n`);
  const head = readFileSync(join(gitDir, "HEAD"), "utf8");
  const isMoved = after !== undefined && head !== after.head && head !== saved.head;
  if (isMoved) left.push("HEAD");
  // A reference that was left keeps what its log says of it.
  const stays = new Set(left.map(name => join(name === "HEAD" ? gitDir : commonDir, "logs", name)));
  const places = { log, folderOf: NONE };
  const changes = changesFor(saved.files, places).filter(
    ({ node: { path } }) => !stays.has(path) && !(isMoved && path === join(gitDir, "HEAD")),
  );
  restoreFiles(changes, places);
  return { left };
}

/** The pack before its index: git looks for the index. */
function bringObjects(from: string, to: string): void {
  const names = existsSync(from)
    ? readdirSync(from).sort((a, b) => Number(a.endsWith(".idx")) - Number(b.endsWith(".idx")))
    : [];
  for (const name of names) {
    if (existsSync(join(to, name))) continue;
    mkdirSync(to, { recursive: true });
    const beside = join(to, `.${name}.agentguard-undo`);
    copyFileSync(join(from, name), beside);
    renameSync(beside, join(to, name));
  }
}
