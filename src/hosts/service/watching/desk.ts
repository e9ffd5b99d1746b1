/**
 * The watcher over the workspaces: the folders of connected editors, and those in which agents have acted lately. It can
 * stop nothing. It writes down what it sees, tells the editors, and offers what git can give back.
 */
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import type { Action } from "../../../core/action/action.ts";
import { belongsToSystem } from "../../../core/effects/files/landmarks.ts";
import { maskSecrets } from "../../../core/masking.ts";
import type { Policy } from "../../../core/policy/policy.ts";
import type { Finding, Lost } from "../../../core/watching/finding.ts";
import { restoreFromGit } from "../../../platform/git-restore.ts";
import { processesIn } from "../../../platform/processes-in.ts";
import { surroundingsOf } from "../../../platform/surroundings.ts";
import type { RecentAct } from "../../../wire/guard.ts";
import type { EditorActsParams, Found, FoundFilesResult, GiveBackResult } from "../../../wire/watching.ts";
import { hookFiles } from "../../agents/hook-files.ts";
import type { Outcome, Weighed } from "../../hook/flow.ts";
import type { Ledger } from "../../hook/ledger.ts";
import type { Tripped } from "../breaker.ts";
import type { Clock } from "../clock.ts";
import { Explaining } from "./explaining.ts";
import { WatchedRoot } from "./watched-root.ts";

const MAX_ROOTS = 12;
const MAX_FOUND = 20;
const MAX_TOLD = 5000;
/** A folder in which an agent has acted is watched for so long. */
const AGENT_MS = 60 * 60_000;
/** Whoever acted so lately is at work. */
const AT_WORK_MS = 5 * 60_000;

export interface WatchParts {
  readonly clock: Clock;
  readonly ledger: Pick<Ledger, "notice">;
  policyOf(folder: string): Policy;
  /** Newest first. */
  recent(): readonly RecentAct[];
  /** Something was found, or what was found has grown. */
  changed(): void;
  /** So many files are gone unseen: what the policy makes of it, if anything. */
  gone(count: number, policy: Policy): Tripped | undefined;
  halt(because: string): Promise<void>;
}

interface Agent {
  readonly agent: string;
  readonly session?: string;
  readonly at: number;
}

interface Kept {
  readonly found: Found;
  readonly items: readonly Lost[];
}

export class WorkspaceWatch {
  readonly #roots = new Map<string, WatchedRoot>();
  readonly #explaining = new Explaining();
  /** By workspace root, the one that was used last at the end. */
  readonly #agents = new Map<string, Agent>();
  #editorFolders: readonly string[] = [];
  /** Newest first. */
  #kept: readonly Kept[] = [];

  constructor(readonly parts: WatchParts) {}

  get found(): readonly Found[] {
    return this.#kept.map(({ found }) => found);
  }

  /** Folders that are watched now. */
  get roots(): readonly string[] {
    return [...this.#roots.keys()];
  }

  /** Resolves when everything that should be watched is. */
  async ready(): Promise<void> {
    await Promise.all([...this.#roots.values()].map(root => root.ready()));
  }

  editorsHave(folders: readonly string[]): void {
    this.#editorFolders = folders;
    this.#adjust();
  }

  /** An act has begun; what it was allowed to change is no surprise. */
  act({ origin }: Action, { judgement, root }: Weighed, outcome: Outcome): void {
    const now = this.parts.clock.now();
    this.#agents.delete(root);
    this.#agents.set(root, {
      agent: origin.agent,
      at: now,
      ...(origin.session !== undefined && { session: origin.session }),
    });
    for (const oldest of [...this.#agents.keys()].slice(0, Math.max(0, this.#agents.size - MAX_ROOTS)))
      this.#agents.delete(oldest);
    if (outcome.kind === "allowed") this.#explaining.act(judgement.effects, root, now);
    if (!this.#roots.has(root)) this.#adjust();
  }

  /** What an editor does itself. */
  editor(params: EditorActsParams): void {
    const now = this.parts.clock.now();
    this.#explaining.editor(params, now);
    for (const { path, before, after } of params.emptied ?? [])
      this.#rootOf(path)?.add([{ at: now, path, before, after, by: "editor" }]);
  }

  filesOf(id: string): FoundFilesResult {
    return { items: this.#kept.find(({ found }) => found.id === id)?.items.slice(0, MAX_TOLD) ?? [] };
  }

  /** A person has seen the list. `by`: which editor. */
  async giveBack(id: string, by: string): Promise<GiveBackResult> {
    const none = (because: string) => ({ restored: 0, left: [], because });
    const kept = this.#kept.find(({ found }) => found.id === id);
    if (!kept) return none("This finding is not known any more.");
    const { root, kind } = kept.found;
    const wanted = kept.items.filter(isRestorable).map(({ path, after }) => ({ path, now: after }));
    if (wanted.length === 0) return none("Git has none of these files as they were.");
    this.#explaining.own(
      wanted.map(({ path }) => path),
      this.parts.clock.now(),
    );
    try {
      const { restored, left } = await restoreFromGit(root, wanted);
      await this.parts.ledger.notice("restored-from-git", by, `${restored.length} files in ${root} after ${kind}`);
      const restorable = Math.max(0, kept.found.restorable - restored.length);
      this.#replace({ ...kept, found: { ...kept.found, restored: restored.length, restorable } });
      return { restored: restored.length, left };
    } catch (error) {
      return none(error instanceof Error ? error.message : String(error));
    }
  }

  close(): void {
    for (const root of this.#roots.values()) root.close();
    this.#roots.clear();
  }

  #adjust(): void {
    const since = this.parts.clock.now() - AGENT_MS;
    const agents = [...this.#agents].filter(([, { at }]) => at > since).map(([root]) => root);
    const wanted = outermost([...this.#editorFolders, ...agents.toReversed()].filter(isWatchable)).slice(0, MAX_ROOTS);
    for (const [path, root] of this.#roots) {
      if (wanted.includes(path)) continue;
      root.close();
      this.#roots.delete(path);
    }
    for (const path of wanted) if (!this.#roots.has(path)) this.#roots.set(path, this.#watch(path));
  }

  #watch(root: string): WatchedRoot {
    return new WatchedRoot({
      root,
      clock: this.parts.clock,
      known: (_, since) => {
        const { protect, limits } = this.parts.policyOf(root);
        return {
          around: { ...surroundingsOf(nothing(root), [root]), hookFiles: hookFiles() },
          protect,
          explained: this.#explaining.in(root, since),
          agentAtWork: this.#agentIn(root) !== undefined,
          ...(limits.deletedPerMinute !== undefined && { deletions: limits.deletedPerMinute }),
        };
      },
      found: finding => this.#tell(root, finding),
      limited: because => this.#tellLimit(root, `${root} is not watched as a whole: ${because}`),
    });
  }

  #tellLimit(root: string, says: string): void {
    const now = this.parts.clock.now();
    const kind = "watch-limited";
    const found = { id: randomUUID(), from: now, to: now, root, kind, weight: "note", says, count: 0 } as const;
    this.#replace({ found: { ...found, restorable: 0, evidence: [] }, items: [] });
    this.#write(kind, "the guard", says);
  }

  #tell(root: string, finding: Finding): void {
    const open = this.#kept.find(
      ({ found }) =>
        found.root === root && found.kind === finding.kind && found.by === finding.by && finding.from <= found.to,
    );
    const before = new Set(open?.items.map(({ path }) => path));
    const fresh = finding.items.filter(({ path }) => !before.has(path));
    if (open && fresh.length === 0) return;
    const items = [...(open?.items ?? []), ...fresh];
    const agent = this.#agentIn(root);
    const found: Found = {
      id: open?.found.id ?? randomUUID(),
      from: open?.found.from ?? finding.from,
      to: finding.to,
      root,
      kind: finding.kind,
      weight: finding.weight,
      says: finding.says,
      count: items.length,
      restorable: items.filter(isRestorable).length,
      evidence: open?.found.evidence ?? this.#evidence(root, finding, agent),
      ...(finding.by && { by: finding.by }),
    };
    this.#replace({ found, items });
    this.#write(
      `seen-${finding.kind}`,
      agent ? nameOf(agent) : (finding.by ?? "some process"),
      this.#inWords(found, items),
    );
    if (finding.kind === "mass-deletion" && finding.weight === "alarm") this.#trip(root, fresh.length, finding.says);
  }

  #trip(root: string, count: number, says: string): void {
    const policy = this.parts.policyOf(root);
    const tripped = this.parts.gone(count, policy);
    if (tripped?.then !== "halt" || policy.mode === "observe") return;
    // Denies from now on, whether or not it can be written down.
    this.parts.halt(`${says} without an act that was judged, and ${tripped.because}`).catch(() => {});
  }

  #replace(kept: Kept): void {
    const others = this.#kept.filter(({ found }) => found.id !== kept.found.id);
    this.#kept = [kept, ...others].toSorted((a, b) => b.found.to - a.found.to).slice(0, MAX_FOUND);
    this.parts.changed();
  }

  #evidence(root: string, { from }: Finding, agent: Agent | undefined): string[] {
    const act = this.parts
      .recent()
      .find(({ at, folder }) => at <= from + 1000 && at > from - AT_WORK_MS && folder === root);
    const working = processesIn(root).map(({ pid, name }) => `${name} (${pid})`);
    return [
      ...(agent ? [`${nameOf(agent)} was at work here`] : []),
      ...(act
        ? [
            `judged ${Math.max(0, Math.round((from - act.at) / 1000))} s before: ${act.agent}: ${act.summary} (${act.outcome})`,
          ]
        : []),
      ...(working.length > 0 ? [`processes in this folder a moment later: ${working.join(", ")}`] : []),
    ];
  }

  #inWords({ says, restorable, evidence }: Found, items: readonly Lost[]): string {
    const names = items
      .slice(0, 20)
      .map(({ path, before, after }) => `${path} ${before ?? "new"} → ${after ?? "gone"}`);
    return [says, `git can give back ${restorable}`, ...evidence, names.join(", ")].join("; ");
  }

  #write(what: string, by: string, because: string): void {
    // The disk may be full; the editors are told anyway.
    this.parts.ledger.notice(what, maskSecrets(by), maskSecrets(because).slice(0, 4000)).catch(() => {});
  }

  #agentIn(root: string): Agent | undefined {
    const since = this.parts.clock.now() - AT_WORK_MS;
    return [...this.#agents].findLast(([path, { at }]) => at > since && (isIn(path, root) || isIn(root, path)))?.[1];
  }

  #rootOf(path: string): WatchedRoot | undefined {
    return [...this.#roots].find(([root]) => isIn(path, root))?.[1];
  }
}

/** Nobody acts: only where it would be is asked for. */
function nothing(folder: string): Action {
  return { kind: "read", path: folder, cwd: folder, origin: { agent: "editor" } };
}

/** A home folder, a system's or everybody's scratch is no workspace: what goes on there is not about one. */
function isWatchable(folder: string): boolean {
  return (
    !belongsToSystem(folder) &&
    !/^(\/private)?(\/var)?\/tmp$/.test(folder) &&
    !isIn(homedir(), folder) &&
    existsSync(folder)
  );
}

function outermost(folders: readonly string[]): readonly string[] {
  const all = [...new Set(folders)];
  return all.filter(one => !all.some(other => other !== one && isIn(one, other)));
}

function isIn(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

function isRestorable({ standing, after }: Lost): boolean {
  return (standing === "missing" && after === null) || (standing === "changed" && after === 0);
}

function nameOf({ agent, session }: Agent): string {
  return session === undefined ? agent : `${agent} (session ${session})`;
}
