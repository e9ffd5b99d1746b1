/**
 * Makes the stand-ins of dangerous programs in guarded terminals: links of their names to one script that asks first.
 * There is one only for a program that some terminal can find, so that looking for a program gives the right result.
 */
import { existsSync, lstatSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";
import { STAND_INS_MARK } from "../../platform/executables.ts";
import { MARKED_FILE, terminalPlaces } from "./places.ts";

/** The most values of PATH that are remembered. */
const MAX_PATHS = 32;

export class StandIns {
  readonly #paths = new Set<string>();
  /** The content of a folder, as of its last change. */
  readonly #folders = new Map<string, { readonly changed: number; readonly names: readonly string[] }>();
  #marked: ReadonlySet<string> | undefined;

  /** `data`: the guard's folder; `runtime`: the folder with the names of the programs. */
  constructor(readonly own: { readonly data: string; readonly runtime: string }) {}

  /** Called when a terminal looks for programs in `path`: makes the missing stand-ins. Never throws. */
  lookedFor(path: string | undefined): void {
    const { shims, shim } = terminalPlaces(this.own);
    if (path === undefined || !existsSync(shim)) return;
    this.#paths.delete(path);
    this.#paths.add(path);
    for (const oldest of [...this.#paths].slice(0, -MAX_PATHS)) this.#paths.delete(oldest);
    try {
      this.#marked ??= namesIn(join(this.own.runtime, "terminal", MARKED_FILE));
      keepLinks(shims, shim, this.#installed(this.#marked));
    } catch {
      // Programs without a stand-in are not asked about, but the line that starts them was judged all the same.
    }
  }

  #installed(marked: ReadonlySet<string>): Set<string> {
    const folders = new Set([...this.#paths].flatMap(path => path.split(delimiter)).filter(isAbsolute));
    return new Set([...folders].flatMap(folder => this.#namesOf(folder).filter(name => marked.has(name))));
  }

  #namesOf(folder: string): readonly string[] {
    try {
      const { mtimeMs: changed } = statSync(folder);
      const known = this.#folders.get(folder);
      if (known?.changed === changed) return known.names;
      const found = readdirSync(folder);
      const names = found.includes(STAND_INS_MARK) ? [] : found;
      this.#folders.set(folder, { changed, names });
      return names;
    } catch {
      return [];
    }
  }
}

/** Deletes links of programs that are no longer marked. */
export function dropUnmarked(shims: string, markedFile: string): void {
  const marked = namesIn(markedFile);
  for (const name of linksIn(shims)) if (!marked.has(name)) rmSync(join(shims, name));
}

function keepLinks(shims: string, shim: string, wanted: ReadonlySet<string>): void {
  const there = new Set(linksIn(shims));
  for (const name of there) if (!wanted.has(name)) rmSync(join(shims, name), { force: true });
  for (const name of wanted) if (!there.has(name)) link(shim, join(shims, name));
}

function link(shim: string, path: string): void {
  try {
    symlinkSync(shim, path);
  } catch (error) {
    // Another service was first.
    if ((error as NodeJS.ErrnoException).code !== "EEXIST" || !lstatSync(path).isSymbolicLink()) throw error;
  }
}

function linksIn(shims: string): string[] {
  return readdirSync(shims).filter(name => name !== STAND_INS_MARK);
}

function namesIn(file: string): Set<string> {
  return new Set(readFileSync(file, "utf8").split("\n").filter(Boolean));
}
