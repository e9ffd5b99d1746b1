/**
 * What would be lost, measured read-only and within a time limit: counts for the card, before/after texts for the
 * diff. Whatever could not be measured says so; nothing here decides.
 */
import { lstat, readdir, stat } from "node:fs/promises";
import { basename, join, relative } from "node:path";
import type { Action, EditAction, PatchAction } from "../core/action/action.ts";
import type { ImpactDocument } from "../core/approval/card.ts";
import type { Measured } from "../core/approval/make-card.ts";
import { unmeasured } from "../core/approval/unmeasured.ts";
import { readPatch } from "../core/effects/edits/patch.ts";
import type { Effect } from "../core/effects/effect.ts";
import type { Judgement } from "../core/judgement.ts";
import { resolvePath } from "../core/paths.ts";
import { git, gitState } from "./git-state.ts";
import { readRegular } from "./regular-file.ts";

export interface Impact extends Measured {
  readonly documents: readonly ImpactDocument[];
}

const TIME_LIMIT_MS = 1500;
const MAX_DOCUMENTS = 20;
const MAX_DOCUMENT_BYTES = 512 * 1024;
const MAX_WALK = 20_000;

/** Never rejects: running out of time or failing is a line that says so. */
export async function measureImpact(action: Action, judgement: Judgement): Promise<Impact> {
  return { ...(await measureInTime(action, judgement)), counts: [] };
}

type Part = Omit<Impact, "counts">;

async function measureInTime(action: Action, judgement: Judgement): Promise<Part> {
  const over = AbortSignal.timeout(TIME_LIMIT_MS);
  const late = new Promise<Part>(resolve =>
    over.addEventListener("abort", () =>
      resolve({ lost: ["Could not tell what would be lost in time."], documents: [] }),
    ),
  );
  try {
    return await Promise.race([measure(action, judgement, over), late]);
  } catch (error) {
    return { lost: [`Could not tell what would be lost: ${(error as Error).message}`], documents: [] };
  }
}

async function measure(action: Action, judgement: Judgement, over: AbortSignal): Promise<Part> {
  if (action.kind === "edit") return impactOfEdit(action);
  if (action.kind === "patch") return impactOfPatch(action, over);
  const retold = retoldTool(action);
  const parts = await Promise.all(
    judgement.effects.filter(({ recovery }) => recovery !== "free").map(effect => impactOfEffect(effect, action, over)),
  );
  const lost = [...new Set([...parts.flatMap(part => part.lost), ...unmeasured(judgement.effects)])];
  return {
    lost: lost.length > 0 ? lost : ["Could not tell what would be lost."],
    documents: [...retold, ...parts.flatMap(part => part.documents)].slice(0, MAX_DOCUMENTS),
  };
}

/** What a server said of its tool, and says now. */
function retoldTool(action: Action): ImpactDocument[] {
  if (action.kind !== "mcp" || !action.retold) return [];
  const { before, after } = action.retold;
  return [{ title: `${action.tool} of ${action.server}, as it is described`, before, after }];
}

async function impactOfEffect(effect: Effect, action: Action, over: AbortSignal): Promise<Part> {
  if (effect.resource === "working-tree") return impactOfDiscard(action.cwd, effect);
  if (effect.resource === "untracked-files") return impactOfClean(action.cwd);
  if (effect.path !== undefined && (effect.verb === "delete" || effect.verb === "overwrite"))
    return impactOfPath(effect.path, over);
  return { lost: [], documents: [] };
}

function impactOfEdit(action: EditAction): Part {
  const path = resolvePath(action.path, action.cwd);
  const before = action.before ?? textOf(path);
  const after = action.after ?? applyPieces(before, action);
  const [gone, come] = [lineCount(before), lineCount(after)];
  return {
    lost: [`${basename(path)} goes from ${plural(gone, "line")} to ${plural(come, "line")}.`],
    documents: [{ title: basename(path), before, after, path }],
  };
}

function textOf(path: string): string {
  try {
    return readRegular(path).toString("utf8");
  } catch {
    return "";
  }
}

async function impactOfPatch({ text, cwd, origin }: PatchAction, over: AbortSignal): Promise<Part> {
  const changes = readPatch(text);
  if (!changes) return { lost: ["Could not tell: the patch cannot be read."], documents: [] };
  const parts = await Promise.all(
    changes.map((change): Part | Promise<Part> => {
      if (change.kind === "edit") return impactOfEdit({ ...change, cwd, origin });
      if (change.kind === "delete") return impactOfPath(resolvePath(change.path, cwd), over);
      return { lost: [`${change.path} becomes ${change.to}.`], documents: [] };
    }),
  );
  return {
    lost: parts.flatMap(part => part.lost),
    documents: parts.flatMap(part => part.documents).slice(0, MAX_DOCUMENTS),
  };
}

function applyPieces(before: string, action: EditAction): string {
  let text = before;
  for (const { from, to, all } of action.replace ?? []) {
    // A function as replacement: `$&` in foreign text must stay text.
    text = all ? text.replaceAll(from, () => to) : text.replace(from, () => to);
  }
  return text;
}

/** What `git reset --hard` and its like throw away: the text on disk against the last commit's. */
async function impactOfDiscard(cwd: string, effect: Effect): Promise<Part> {
  const state = await gitState(cwd);
  if (!state) return { lost: ["Could not tell: no readable git work tree here."], documents: [] };
  const only = effect.path === undefined ? undefined : relative(state.root, effect.path);
  const changed = [...new Set([...state.modified, ...state.staged])].filter(
    path => only === undefined || only === "" || path === only || path.startsWith(`${only}/`),
  );
  const numbers = await git(state.root, ["diff", "--shortstat", "HEAD", "--", ...changed]).catch(() => "");
  const documents = await Promise.all(
    changed.slice(0, MAX_DOCUMENTS).map(async (path): Promise<ImpactDocument> => {
      const before = await textOrNote(join(state.root, path));
      const after = await git(state.root, ["show", `HEAD:${path}`]).catch(() => "");
      return { title: path, before, after, path: join(state.root, path) };
    }),
  );
  return {
    lost: [
      `Uncommitted changes to ${plural(changed.length, "file")}${numbers.trim() ? ` (${numbers.trim()})` : ""}: ${names(changed)}.`,
    ],
    documents,
  };
}

async function impactOfClean(cwd: string): Promise<Part> {
  const state = await gitState(cwd);
  if (!state) return { lost: ["Could not tell: no readable git work tree here."], documents: [] };
  const documents = await Promise.all(
    state.untracked.slice(0, MAX_DOCUMENTS).map(async (path): Promise<ImpactDocument> => {
      return {
        title: path,
        before: await textOrNote(join(state.root, path)),
        after: null,
        path: join(state.root, path),
      };
    }),
  );
  return {
    lost: [`${plural(state.untracked.length, "untracked file")} that git cannot give back: ${names(state.untracked)}.`],
    documents,
  };
}

async function impactOfPath(path: string, over: AbortSignal): Promise<Part> {
  const top = await stat(path).catch(() => undefined);
  if (!top) return { lost: [], documents: [] };
  if (!top.isDirectory()) {
    const document = { title: basename(path), before: await textOrNote(path), after: null, path };
    return { lost: [`${basename(path)}, ${bytes(top.size)}.`], documents: [document] };
  }
  const files = await walk(path, over);
  const state = await gitState(path);
  const untracked = state?.untracked.filter(file => join(state.root, file).startsWith(`${path}/`)).length ?? 0;
  const size = files.found.reduce((sum, file) => sum + file.size, 0);
  const count = `${files.cut ? "more than " : ""}${plural(files.found.length, "file")}`;
  const git = !state ? "none of it in git" : untracked > 0 ? `${untracked} not in git` : "";
  const documents = await Promise.all(
    files.found.slice(0, MAX_DOCUMENTS).map(async ({ path: file }): Promise<ImpactDocument> => {
      return { title: relative(path, file), before: await textOrNote(file), after: null, path: file };
    }),
  );
  return { lost: [`${basename(path)}: ${count}, ${bytes(size)}${git ? `, ${git}` : ""}.`], documents };
}

interface Walked {
  readonly found: readonly { readonly path: string; readonly size: number }[];
  /** Something was not counted: there is more than this, or another file system. */
  readonly cut: boolean;
}

/** What lies on the folder's own file system: the kernel's and other machines' are not for counting. */
async function walk(root: string, over: AbortSignal): Promise<Walked> {
  const found: { path: string; size: number }[] = [];
  const folders = [root];
  const { dev } = await lstat(root);
  let cut = false;
  for (let at = 0; at < folders.length; at++) {
    for (const entry of await readdir(folders[at] ?? root, { withFileTypes: true }).catch(() => [])) {
      if (found.length >= MAX_WALK || folders.length >= MAX_WALK || over.aborted) return { found, cut: true };
      const path = join(entry.parentPath, entry.name);
      const there = await lstat(path).catch(() => undefined);
      if (there?.isDirectory() && there.dev !== dev) cut = true;
      else if (there?.isDirectory()) folders.push(path);
      else found.push({ path, size: there?.isFile() ? there.size : 0 });
    }
  }
  return { found, cut };
}

/** One that is no regular file, or cannot be read, shows nothing. */
async function textOrNote(path: string): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size > MAX_DOCUMENT_BYTES) return `(${bytes(size)}: too large to show)\n`;
    const content = readRegular(path, MAX_DOCUMENT_BYTES);
    return content.includes(0) ? `(binary, ${bytes(size)})\n` : content.toString("utf8");
  } catch {
    return "";
  }
}

function names(paths: readonly string[]): string {
  const shown = paths.slice(0, 5).join(", ");
  return paths.length > 5 ? `${shown} and ${paths.length - 5} more` : shown || "none";
}

function plural(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}

function bytes(size: number): string {
  const units = ["bytes", "kB", "MB", "GB", "TB"];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, size)) / 3));
  return power === 0 ? `${size} bytes` : `${(size / 1000 ** power).toFixed(1)} ${units[power]}`;
}

function lineCount(text: string): number {
  return text === "" ? 0 : text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
}
