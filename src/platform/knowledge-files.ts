/**
 * Reads folders with teams' knowledge files. A folder is listed once a second and when a watcher reports a change, not
 * for every act. A file is read when it has changed, and while it is broken its last good version counts.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { MAX_TEAM_FILE, MAX_TEAM_FILES, type TeamKnowledge } from "../core/knowledge/team.ts";
import type { ProvedTeam } from "../core/knowledge/teams/proving.ts";
import type { Problem } from "../core/policy/policy.ts";
import { START } from "../core/text/json-text.ts";
import { type FileStamp, MISSING, statWithStamp } from "./file-stamp.ts";

/** Parses a file's text and tries its examples. */
export type ReadTeam = (text: string, of: Pick<TeamKnowledge, "tier" | "name" | "file">) => ProvedTeam;

export interface FolderState {
  /** Stays equal while nothing has changed. */
  readonly stamp: string;
  readonly teams: readonly TeamKnowledge[];
  readonly problems: readonly Problem[];
}

interface FileState {
  readonly stamp: string;
  readonly team?: TeamKnowledge;
  readonly problems: readonly Problem[];
}

interface Known extends FolderState {
  /** When the folder was last listed, epoch ms. */
  readonly looked: number;
  readonly files: ReadonlyMap<string, FileState>;
}

export type FolderOf = Pick<TeamKnowledge, "tier"> & { readonly folder: string };

/** How long a listing of a folder is valid. */
const LOOK_MS = 1000;
const YAML = ".yaml";

export class KnowledgeFolders {
  readonly #known = new Map<string, Known>();

  constructor(readonly read: ReadTeam) {}

  /** Returns the folder's content; empty for a missing one. Never throws. */
  of({ tier, folder }: FolderOf): FolderState {
    const known = this.#known.get(folder);
    const now = Date.now();
    if (known && now - known.looked < LOOK_MS && now >= known.looked) return known;
    const fresh = this.#look(tier, folder, now, known);
    this.#known.set(folder, fresh);
    return fresh;
  }

  /** Tells whether the folder has changed since this was last asked. */
  changed(of: FolderOf): boolean {
    const before = this.#known.get(of.folder);
    if (before) this.#known.set(of.folder, { ...before, looked: Number.NEGATIVE_INFINITY });
    return this.of(of).stamp !== before?.stamp;
  }

  #look(tier: TeamKnowledge["tier"], folder: string, looked: number, before: Known | undefined): Known {
    const { names, because } = namesIn(folder);
    const taken = names.slice(0, MAX_TEAM_FILES);
    const files = new Map(taken.map(name => [name, this.#file(tier, join(folder, name), before?.files.get(name))]));
    const states = [...files.values()];
    const stamp = [...files].map(([name, state]) => `${name} ${state.stamp}`).join("\n") + (because ?? "");
    if (before?.stamp === stamp) return { ...before, looked };
    const beside = names.slice(MAX_TEAM_FILES);
    return {
      looked,
      stamp,
      files,
      teams: states.flatMap(({ team }) => team ?? []),
      problems: [
        ...states.flatMap(({ problems }) => problems),
        ...(because === undefined ? [] : [problemOf(folder, `It cannot be read: ${because}.`)]),
        ...beside.map(name =>
          problemOf(
            join(folder, name),
            `A folder may hold ${MAX_TEAM_FILES} knowledge files, and this one comes behind them, so it is not in force: put rules together.`,
          ),
        ),
      ],
    };
  }

  #file(tier: TeamKnowledge["tier"], file: string, before: FileState | undefined): FileState {
    const found = statWithStamp(file);
    if (before?.stamp === found.stamp) return before;
    const { team, problems } = readFile(file, found, text => this.read(text, { tier, name: nameOf(file), file }));
    const placed = problems.map(problem => ({ ...problem, file }));
    if (team) return { stamp: found.stamp, team, problems: placed };
    const lastGood = before?.team;
    const instead = lastGood ? "what it said before stays in force" : "nothing of it is in force";
    return {
      stamp: found.stamp,
      ...(lastGood && { team: lastGood }),
      problems: [...placed, problemOf(file, `It has errors, so ${instead} until it is corrected.`)],
    };
  }
}

/** Returns the prefix of a file's rule ids: `mycorp` for `/…/knowledge/mycorp.yaml`. */
export function nameOf(file: string): string {
  const name = file.slice(Math.max(file.lastIndexOf("/"), file.lastIndexOf("\\")) + 1);
  return name.endsWith(YAML) ? name.slice(0, -YAML.length) : name;
}

/** Lists the knowledge files in a folder. `because` says why the folder cannot be read. */
export function namesIn(folder: string): { readonly names: readonly string[]; readonly because?: string } {
  try {
    return {
      names: readdirSync(folder)
        .filter(name => /\.ya?ml$/i.test(name))
        .sort(),
    };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return code === "ENOENT" || code === "ENOTDIR" ? { names: [] } : { names: [], because: message };
  }
}

function readFile(
  file: string,
  { stamp, stat, because }: FileStamp,
  read: (text: string) => ProvedTeam,
): Pick<ProvedTeam, "team"> & { readonly problems: readonly Omit<Problem, "file">[] } {
  try {
    if (stamp === MISSING) throw new Error("it is a link that leads nowhere");
    if (!stat) throw new Error(because);
    // Reading a pipe or a device would never end.
    if (!stat.isFile()) throw new Error("it is not a regular file");
    if (stat.size > 4 * MAX_TEAM_FILE) throw new Error(`it is longer than ${MAX_TEAM_FILE} characters`);
    if (!file.endsWith(YAML)) throw new Error(`its name has to end in ${YAML}`);
    return read(readFileSync(file, "utf8"));
  } catch (error) {
    return { problems: [problemOf(file, `It cannot be read: ${(error as Error).message}.`)] };
  }
}

function problemOf(file: string, message: string): Problem {
  return { file, ...START, message, severity: "error" };
}
