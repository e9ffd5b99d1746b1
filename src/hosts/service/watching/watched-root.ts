/** Watches one folder with its repository: gathers changes, asks git, and reports findings. */
import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { regenerableName } from "../../../core/files/regenerable.ts";
import type { Change, GitKnowledge, Known } from "../../../core/watching/change.ts";
import { findingsIn, WINDOW } from "../../../core/watching/find.ts";
import type { Finding } from "../../../core/watching/finding.ts";
import type { Witness } from "../../../core/watching/witness.ts";
import { gitFolderOf } from "../../../platform/fact-sources.ts";
import { gitStanding } from "../../../platform/git-standing.ts";
import { WatchedTree } from "../../../platform/watched-tree.ts";
import type { Clock } from "../clock.ts";
import { Onlooker } from "./onlooker.ts";
import type { Starters } from "./starters.ts";

/** Further changes of a burst add nothing to a report of this many. */
const MAX_CHANGES = 50_000;
/** While git locks its index, its work is half done. A lock that is never removed must not blind us for ever. */
const LOCKED_MS = 300;
const LONGEST_LOCK_MS = 20_000;

export interface RootParts {
  readonly root: string;
  readonly clock: Clock;
  readonly starters: Pick<Starters, "of">;
  /** Returns everything that this file does not know itself. Called for each burst. */
  known(
    root: string,
    since: number,
  ): Pick<Known, "around" | "protect" | "explained" | "agentAtWork" | "deletions"> & {
    readonly witness: Omit<Witness, "looks">;
  };
  /** Also called when a finding has grown. */
  found(finding: Finding): void;
  limited(because: string): void;
}

export class WatchedRoot {
  readonly #onlooker: Onlooker;
  readonly #tree: WatchedTree;
  #repository: WatchedTree | undefined;
  #gitFolder: string | undefined;
  #changes: Change[] = [];
  #burst = 0;
  #seen = "";
  #lockedSince: number | undefined;
  #cancel: (() => void) | undefined;
  #looking: Promise<void> | undefined;
  #closed = false;

  constructor(readonly parts: RootParts) {
    this.#onlooker = new Onlooker(parts);
    this.#tree = this.#watch(parts.root, (path, isNew) => isMadeAgain(path, isNew));
    this.#watchRepository();
  }

  /** Resolves when the folder is watched. */
  async ready(): Promise<void> {
    await Promise.all([this.#tree.ready, this.#repository?.ready, this.#onlooker.prepare()]);
  }

  get files(): number {
    return this.#tree.files;
  }

  close(): void {
    this.#closed = true;
    this.#cancel?.();
    this.#onlooker.close();
    this.#tree.close();
    this.#repository?.close();
  }

  add(changes: readonly Change[]): void {
    this.#changes = [...this.#changes, ...changes].slice(-MAX_CHANGES);
    if (changes.some(({ path, after }) => path === join(this.parts.root, ".git") && after !== null))
      this.#watchRepository();
    this.#lookSoon(0);
  }

  #watchRepository(): void {
    this.#repository?.close();
    this.#gitFolder = gitFolderOf(this.parts.root);
    this.#repository = this.#gitFolder === undefined ? undefined : this.#watch(this.#gitFolder, isNoNews);
  }

  #watch(root: string, skip: (path: string, isNew: boolean) => boolean): WatchedTree {
    return new WatchedTree({
      root,
      skip,
      onChanges: changes => {
        const at = this.parts.clock.now();
        const gone = root === this.#gitFolder && !existsSync(root);
        const all = gone ? [...changes, { at, path: root, before: 1, after: null }] : changes;
        this.add(all.map(change => ({ ...change, burst: this.#burst })));
      },
      onStir: folder => {
        this.#burst = this.#onlooker.stir(folder);
      },
      onLimit: because => this.parts.limited(because),
      now: () => this.parts.clock.now(),
    });
  }

  #lookSoon(ms: number): void {
    this.#cancel?.();
    this.#cancel = this.parts.clock.after(ms, () => {
      this.#cancel = undefined;
      this.#looking = (this.#looking ?? Promise.resolve()).then(() => this.#look()).catch(() => {});
    });
  }

  async #look(): Promise<void> {
    const now = this.parts.clock.now();
    this.#changes = this.#changes.filter(({ at }) => at > now - WINDOW);
    if (this.#closed || this.#changes.length === 0) return;
    const told = this.parts.known(this.parts.root, now - WINDOW);
    const known: Known = {
      ...told,
      witness: { ...told.witness, looks: this.#onlooker.looks },
      root: this.parts.root,
      files: this.#tree.files + this.#changes.filter(({ after }) => after === null).length,
      ...(this.#gitFolder !== undefined && { gitFolder: this.#gitFolder }),
    };
    const first = findingsIn(this.#changes, known);
    const seen = JSON.stringify(first.map(({ kind, to, burst, items }) => [kind, to, burst, items.length]));
    if (first.length === 0 || seen === this.#seen) return;
    if (this.#gitIsAtWork(now)) return this.#lookSoon(LOCKED_MS);
    this.#seen = seen;
    const looked = this.#changes;
    const git = await this.#ask(first);
    if (this.#closed) return;
    for (const finding of findingsIn(looked, { ...known, git })) this.parts.found(finding);
    // What git has stored stays git's, whatever happens to the repository in the next moment.
    const own = new Set(looked.filter(({ path }) => /^(taken|as)-/.test(git?.standing.get(path) ?? "")));
    this.#changes = this.#changes.filter(change => !own.has(change));
  }

  #gitIsAtWork(now: number): boolean {
    const locked = this.#gitFolder !== undefined && existsSync(join(this.#gitFolder, "index.lock"));
    this.#lockedSince = locked ? (this.#lockedSince ?? now) : undefined;
    return this.#lockedSince !== undefined && now - this.#lockedSince < LONGEST_LOCK_MS;
  }

  #ask(findings: readonly Finding[]): Promise<GitKnowledge | null> {
    const files = findings.flatMap(({ items }) => items.map(({ path, after }) => [path, after !== null] as const));
    return gitStanding(
      this.parts.root,
      new Map(files),
      findings.some(({ kind }) => kind === "git-damage"),
    );
  }
}

/**
 * Tells whether a folder holds no work: it is made by tools, and while we watched if people use its name as well, or it
 * is the repository, which is watched by itself.
 */
function isMadeAgain(path: string, isNew: boolean): boolean {
  const name = basename(path);
  const kind = regenerableName(name);
  return name === ".git" || kind === "always" || (kind === "by-custom" && isNew);
}

/** Matches git's own logs, and its object folders, which may hold a million files. */
function isNoNews(path: string): boolean {
  return /\/(logs|modules|worktrees|lfs|rr-cache|rebase-[a-z]+|sequencer)$|\/objects\/[0-9a-f]{2}$/.test(path);
}
