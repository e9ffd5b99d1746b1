/**
 * Watches the workspaces: the folders of connected editors, and those in which agents have acted recently. It cannot
 * stop anything. It records what it sees, notifies the editors, and offers what git can restore.
 */
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { AGENTS } from "../../../agents/index.ts";
import type { Action } from "../../../core/action/action.ts";
import { belongsToSystem } from "../../../core/files/landmarks.ts";
import type { Policy } from "../../../core/policy/policy.ts";
import type { Lost } from "../../../core/watching/finding.ts";
import { whoInWords } from "../../../core/watching/who.ts";
import { restoreFromGit } from "../../../platform/git-restore.ts";
import type { Process } from "../../../platform/lineage.ts";
import { surroundingsOf } from "../../../platform/surroundings.ts";
import type { EditorActsParams } from "../../../wire/messages/editor-acts.ts";
import type { FoundFilesResult } from "../../../wire/messages/found-files.ts";
import type { GiveBackResult } from "../../../wire/messages/give-back.ts";
import type { OwnWrite } from "../../../wire/own-writes.ts";
import type { WatchedChange } from "../../../wire/watching.ts";
import { hookFiles } from "../../agents/hook-files.ts";
import type { Outcome, Weighed } from "../../hook/flow.ts";
import type { Ledger } from "../../hook/ledger.ts";
import type { Tripped } from "../breaker.ts";
import type { Clock } from "../clock.ts";
import { Calls } from "./calls.ts";
import { Explaining } from "./explaining.ts";
import { isRestorable, Told } from "./reported-events.ts";
import { Starters } from "./starters.ts";
import { WatchedRoot } from "./watched-root.ts";

const MAX_ROOTS = 12;
const MAX_TOLD = 5000;
/** How long a folder in which an agent has acted is watched. */
const AGENT_MS = 60 * 60_000;
/** How long an agent counts as active after an act. */
const AT_WORK_MS = 5 * 60_000;

export interface WatchParts {
  readonly clock: Clock;
  readonly ledger: Pick<Ledger, "notice">;
  policyOf(folder: string): Policy;
  /** Absolute path of the folder with the guard's own files. What is started from there is the guard's. */
  readonly own: string;
  /** Called when there is a new finding, or one has grown. */
  changed(): void;
  /** Returns what the policy makes of so many files that an agent deleted unseen. `isNew`: no part was told before. */
  gone(count: number, policy: Policy, isNew: boolean): Tripped | undefined;
  /** `acts`: the counted acts. */
  halt(because: string, acts: Tripped["acts"]): Promise<void>;
}

interface Agent {
  readonly agent: string;
  readonly at: number;
  /** Set when its child processes cannot be told from a person's. */
  readonly unmarked: boolean;
}

export class WorkspaceWatch {
  readonly #roots = new Map<string, WatchedRoot>();
  readonly #explaining = new Explaining();
  /** By workspace root; the most recently used one is last. */
  readonly #agents = new Map<string, Agent>();
  #editorFolders: readonly string[] = [];
  readonly #calls = new Calls();
  readonly #starters: Starters;
  readonly #told: Told;

  constructor(readonly parts: WatchParts) {
    this.#starters = new Starters(parts.own);
    this.#told = new Told({ ...parts, settled: (...event) => this.#trip(...event) });
  }

  /** Returns the agent whose hook this process has called. */
  calledAs(process: Process): string | undefined {
    return this.#starters.calledAs(process);
  }

  get found(): readonly WatchedChange[] {
    return this.#told.found;
  }

  /** The folders that are watched now. */
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

  /** Notes the start of an act, which explains its changes. `client`: the process from which an agent called. */
  act(action: Action, { judgement, root }: Weighed, outcome: Outcome, client?: Process): void {
    const { origin } = action;
    const now = this.parts.clock.now();
    this.#agents.delete(root);
    const known = AGENTS.find(({ id }) => id === origin.agent);
    const isClient = known !== undefined && client !== undefined && this.#starters.isClient(client, origin);
    const unmarked = known?.shellMarkers.length === 0 && !isClient;
    this.#agents.set(root, { agent: origin.agent, at: now, unmarked });
    for (const oldest of [...this.#agents.keys()].slice(0, Math.max(0, this.#agents.size - MAX_ROOTS)))
      this.#agents.delete(oldest);
    if (outcome.kind === "allowed") {
      this.#explaining.act(judgement.effects, root, now);
      if (known) this.#calls.note(action, judgement.effects, root, now);
    }
    if (!this.#roots.has(root)) this.#adjust();
  }

  /** Notes what an editor does itself. */
  editor(params: EditorActsParams): void {
    const now = this.parts.clock.now();
    this.#explaining.editor(params, now);
    for (const { path, before, after } of params.emptied ?? [])
      this.#rootOf(path)?.add([{ at: now, path, before, after, by: "editor" }]);
  }

  /** Announces what AgentGuard is about to write. The sender was found to be a person's process. */
  announced(writes: readonly OwnWrite[]): void {
    this.#explaining.announced(writes, this.parts.clock.now());
  }

  filesOf(id: string): FoundFilesResult {
    return { items: this.#told.event(id)?.items.slice(0, MAX_TOLD) ?? [] };
  }

  /** Restores files after a person has seen the list. `by`: which editor. */
  async giveBack(id: string, by: string): Promise<GiveBackResult> {
    const none = (because: string) => ({ restored: 0, left: [], because });
    const kept = this.#told.event(id);
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
      this.#told.gaveBack(id, restored.length);
      return { restored: restored.length, left };
    } catch (error) {
      return none(error instanceof Error ? error.message : String(error));
    }
  }

  close(): void {
    for (const root of this.#roots.values()) root.close();
    this.#roots.clear();
    this.#told.close();
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
      starters: this.#starters,
      known: (_, since) => {
        const { protect, limits } = this.parts.policyOf(root);
        const agents = this.#agentsIn(root);
        return {
          around: { ...surroundingsOf(nothing(root), [root]), hookFiles: hookFiles() },
          protect,
          explained: this.#explaining.in(root, since),
          agentAtWork: agents.length > 0,
          witness: { calls: this.#calls.in(root), unmarked: agents.some(({ unmarked }) => unmarked) },
          ...(limits.deletedPerMinute !== undefined && { deletions: limits.deletedPerMinute }),
        };
      },
      found: finding => this.#told.tell(root, finding),
      limited: because => this.#told.note(root, "watch-limited", `${root} is not watched as a whole: ${because}`),
    });
  }

  /** Only what an agent was seen doing counts as an agent's. */
  #trip(found: WatchedChange, items: readonly Lost[], more: number, isNew: boolean): void {
    const { root, kind, who, weight, says, evidence, from } = found;
    if (kind !== "mass-deletion" || weight !== "alarm" || who.kind !== "agent") return;
    const policy = this.parts.policyOf(root);
    const tripped = this.parts.gone(more, policy, isNew);
    if (tripped?.then !== "halt" || policy.mode === "observe") return;
    const names = items.slice(0, 3).map(({ path }) => path.slice(root.length + 1));
    const rest = items.length > names.length ? ` and ${items.length - names.length} more` : "";
    // The halt denies from now on, even if it cannot be recorded.
    const because = `${says}, ${whoInWords(who)}, without an act that was judged; ${tripped.because}`;
    const { agent, session } = who;
    const by = { agent, ...(session !== undefined && { session }) };
    const last = { at: from, ...by, text: `${names.join(", ")}${rest}`, why: evidence.join("; ") };
    this.parts.halt(because, [...tripped.acts, last]).catch(() => {});
  }

  #agentsIn(root: string): readonly Agent[] {
    const since = this.parts.clock.now() - AT_WORK_MS;
    return [...this.#agents]
      .filter(([path, { at }]) => at > since && (isIn(path, root) || isIn(root, path)))
      .map(([, agent]) => agent);
  }

  #rootOf(path: string): WatchedRoot | undefined {
    return [...this.#roots].find(([root]) => isIn(path, root))?.[1];
  }
}

/** An action by nobody, to ask what would apply in a folder. */
function nothing(folder: string): Action {
  return { kind: "read", path: folder, cwd: folder, origin: { agent: "editor" } };
}

/** A home folder, a system's folder or a shared temporary one is no workspace. */
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
