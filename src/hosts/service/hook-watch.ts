/**
 * Watches the agents' files with our hook entries, and reports an entry that somebody other than AgentGuard removed.
 * `hook-loss.ts` decides what counts as lost.
 */
import type { Agent, ConfigEdit } from "../../agents/agent.ts";
import { AGENTS } from "../../agents/index.ts";
import { readConfig } from "../../platform/config-file.ts";
import { stampOf } from "../../platform/file-stamp.ts";
import type { Places } from "../../platform/places.ts";
import type { OwnWrite } from "../../wire/own-writes.ts";
import { projectsOf } from "../agents/project.ts";
import { targetOf } from "../agents/protection.ts";
import { AnnouncedWrites } from "./announced-writes.ts";
import type { Clock } from "./clock.ts";
import { type FileText, holdsHook, lossOf } from "./hook-loss.ts";
import { EnvironmentWatch } from "./watch.ts";

/** Long enough for programs that replace a file in two steps. */
const SETTLE_MS = 600;
/** For systems that do not report changes. */
const POLL_MS = 5000;

export interface HookWatchParts {
  readonly own: Places;
  readonly clock: Clock;
  /** Absolute paths of the open projects. */
  roots(): readonly string[];
  /** The environment variables of running agents, which may move their files. */
  environments(): readonly { readonly agent: string; readonly env: Readonly<Record<string, string>> }[];
  /** `says`: what happened to the hook, as one clause. */
  lost(agent: Agent, says: string): void;
}

interface Entry {
  readonly agent: Agent;
  readonly edit: ConfigEdit;
  /** The stamp of the file when it was last read. */
  stamp: string;
  /** The text that held our hook; undefined while none does. */
  text?: string | undefined;
  /** Epoch ms since when it has been lost. */
  since?: number | undefined;
}

export class HookWatch {
  /** By agent and file. */
  readonly #entries = new Map<string, Entry>();
  readonly #announced: AnnouncedWrites;
  readonly #watch: EnvironmentWatch;
  #cancel: (() => void) | undefined;

  constructor(readonly parts: HookWatchParts) {
    this.#announced = new AnnouncedWrites(parts.clock);
    this.#watch = new EnvironmentWatch(parts.clock, () => this.look());
    this.look();
  }

  /** The number of files with our hook. */
  get held(): number {
    return [...this.#entries.values()].filter(({ text }) => text !== undefined).length;
  }

  /** Announces what AgentGuard is about to write on a person's behalf. */
  announced(writes: readonly OwnWrite[]): void {
    this.#announced.note(writes);
  }

  end(): void {
    this.#watch.close();
    this.#cancel?.();
  }

  look(): void {
    this.#cancel?.();
    // Several agents may have entries in one file. What explains its change explains it for all.
    const explained = new Map<string, boolean>();
    const isOwn = (file: string, size: number | null) => {
      const known = explained.get(file) ?? this.#announced.explains(file, size);
      explained.set(file, known);
      return known;
    };
    for (const { agent, edit } of this.#wanted()) {
      const key = `${agent.id} ${edit.file}`;
      const known = this.#entries.get(key);
      // The edit is made anew, as the launcher and the person's own entries may have changed.
      const entry: Entry = known ? { ...known, edit } : { agent, edit, stamp: "" };
      this.#entries.set(key, entry);
      this.#lookAt(entry, isOwn);
    }
    const all = [...this.#entries.values()];
    this.#watch.set(
      "hooks",
      all.map(({ edit }) => ({ kind: "path", path: edit.file })),
    );
    const isUnsettled = all.some(({ since }) => since !== undefined);
    this.#cancel = this.parts.clock.after(isUnsettled ? SETTLE_MS : POLL_MS, () => this.look());
  }

  #lookAt(entry: Entry, isOwnWrite: (file: string, size: number | null) => boolean): void {
    const { agent, edit, since } = entry;
    const stamp = stampOf(edit.file);
    if (stamp === entry.stamp && since === undefined) return;
    entry.stamp = stamp;
    const { own, clock, lost } = this.parts;
    const file = textOf(edit.file);
    const text = "text" in file ? file.text : null;
    if (holdsHook(edit, file)) {
      entry.text = text ?? undefined;
      entry.since = undefined;
      return;
    }
    if (entry.text === undefined) return;
    const isOwn = isOwnWrite(edit.file, text === null ? null : Buffer.byteLength(text));
    const says = isOwn ? undefined : lossOf(edit, entry.text, file, own.launcher);
    if (says !== undefined && since === undefined) entry.since = clock.now();
    if (says !== undefined && clock.now() - (entry.since ?? 0) < SETTLE_MS) return;
    entry.since = undefined;
    // A loss is reported once. The file is watched again when the hook is back.
    if (says !== undefined || isOwn) entry.text = undefined;
    if (says !== undefined) lost(agent, says);
  }

  *#wanted(): Generator<Pick<Entry, "agent" | "edit">> {
    const { own, roots, environments } = this.parts;
    const others = environments();
    for (const agent of AGENTS) {
      const environs = [process.env, ...others.filter(one => one.agent === agent.id).map(({ env }) => env)];
      for (const env of environs) for (const edit of editsOf(agent, own, env)) yield { agent, edit };
      for (const project of projectsOf(agent, own, roots()))
        for (const edit of editsOf(project.agent, own, process.env)) yield { agent, edit };
    }
  }
}

function editsOf(agent: Agent, own: Places, env: NodeJS.ProcessEnv): readonly ConfigEdit[] {
  try {
    const readNow = (file: string) => {
      const found = textOf(file);
      return "text" in found ? found.text : null;
    };
    return agent.install({ ...targetOf(own, env), textOf: readNow });
  } catch {
    // The launcher cannot be written down for this agent, so nothing of ours is there.
    return [];
  }
}

function textOf(file: string): FileText {
  try {
    return { text: readConfig(file) };
  } catch (error) {
    return { unreadable: (error as Error).message };
  }
}
