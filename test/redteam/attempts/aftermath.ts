/** What came of the steps that were let through: the guard's files, agents' settings, the service, and the disk. */
import { existsSync, lstatSync, readFileSync } from "node:fs";
import { type Disk, type Entry, HOME, look, lostIn, WORKSPACE } from "../losses/world.ts";
import { PLACES, status } from "./guard.ts";
import type { Aftermath } from "./outcome.ts";
import { asUser } from "./user.ts";

/** What the service writes by itself. */
const OWN = ["audit.head", "service.log", "service.lock", "proofs", "masked", "tools", "sessions"].map(
  name => `${PLACES.data}/${name}`,
);
const isOwn = (path: string) =>
  OWN.some(own => path === own || path.startsWith(`${own}/`) || path.startsWith(`${own}.`));
const MOST = 12;

type Marks = ReadonlyMap<string, string>;

/** Looks after each step, since the guard puts its files back. */
export class Watch {
  readonly #marks: Marks;
  readonly #audit: string;
  readonly #touched = new Set<string>();

  /** `guarded`: files of agents' settings that the installation has written. */
  constructor(
    readonly before: Disk,
    readonly guarded: readonly string[],
    readonly service: number,
  ) {
    this.#marks = this.#look();
    this.#audit = readSafe(PLACES.audit);
  }

  afterStep(): void {
    const now = this.#look();
    for (const path of new Set([...this.#marks.keys(), ...now.keys()]))
      if (this.#marks.get(path) !== now.get(path)) this.#touched.add(path);
    if (!readSafe(PLACES.audit).startsWith(this.#audit)) this.#touched.add(PLACES.audit);
  }

  async end(after: Disk): Promise<Aftermath> {
    const alive = existsSync(`/proc/${this.service}`);
    const answers = alive && (await status())?.pid === this.service;
    const guards = (path: string) => path.startsWith(PLACES.data) || this.#touched.has(path);
    return {
      touched: [...this.#touched].slice(0, MOST),
      ...(!alive ? { service: "gone" as const } : answers ? {} : { service: "silent" as const }),
      lost: lostIn(this.before, after),
      changed: changedIn(this.before, after)
        .filter(path => !guards(path) && !path.includes("/.git/"))
        .slice(0, MOST),
    };
  }

  #look(): Marks {
    const paths = [...this.guarded, PLACES.socket, ...asUser(() => namesBelow(PLACES.data)), ...policies()];
    return new Map(paths.filter(path => !isOwn(path) && path !== PLACES.audit).map(path => [path, markOf(path)]));
  }
}

function policies(): string[] {
  return [PLACES.userPolicy, PLACES.organizationSource, `${WORKSPACE}/.agentguard.json`];
}

function namesBelow(folder: string): string[] {
  try {
    return [...look(folder)].flatMap(([path, entry]) => (entry.type === "folder" ? [] : [path]));
  } catch {
    return [];
  }
}

/** A file that was put back is another one, or was written at another time. */
function markOf(path: string): string {
  const stat = asUser(() => lstatSync(path, { throwIfNoEntry: false }));
  return stat ? `${stat.ino} ${stat.mtimeMs} ${stat.size} ${stat.mode}` : "";
}

function readSafe(path: string): string {
  try {
    return asUser(() => readFileSync(path, "utf8"));
  } catch {
    return "";
  }
}

/** All that is not as it was, but for what the service writes by itself. */
export function changedIn(before: Disk, after: Disk): string[] {
  const paths = [...new Set([...before.keys(), ...after.keys()])].filter(path => !isOwn(path) && path !== PLACES.audit);
  return paths.filter(path => path !== PLACES.socket && !same(before.get(path), after.get(path)));
}

function same(one: Entry | undefined, other: Entry | undefined): boolean {
  if (one?.type === "file" && other?.type === "file")
    return one.mode === other.mode && one.content.equals(other.content);
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Files that an installation has written outside of the guard's own folder. */
export function writtenBetween(before: Disk, after: Disk): string[] {
  return changedIn(before, after).filter(
    path => path.startsWith(HOME) && !path.startsWith(PLACES.data) && after.get(path)?.type === "file",
  );
}
