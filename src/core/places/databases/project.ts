/** The files of one project, asked for by name: as the disk has them, and as earlier commands of the same text leave them. */

import type { Facts } from "../../facts/facts.ts";
import { readDotenv } from "../../text/dotenv-text.ts";
import { isWithin, parentOf, relativeTo, resolvePath } from "../../text/paths.ts";
import type { Scope } from "../scope.ts";
import { type EnvFile, type World, worldOf } from "./variables.ts";

/** What a call brings with it. */
export type Place = Pick<Scope, "variables" | "origins" | "earlier">;

/** Frameworks look in the folder they are called in; people call them from folders below it. */
const MAX_LEVELS = 6;

export class Project {
  /** The nearest folder, from where the call looks upwards, that has one of the files called `markers`. */
  readonly folder: string;

  constructor(
    private readonly start: string,
    markers: readonly string[],
    private readonly place: Place,
    private readonly facts: Facts,
  ) {
    const has = (folder: string) => markers.some(name => this.text(name, folder) !== null);
    this.folder = this.folders().find(has) ?? start;
  }

  /** Null when there is none, or nobody can tell what is in it. */
  text(name: string, folder = this.folder): string | null {
    const path = resolvePath(name, folder);
    const written = this.place.earlier?.written.get(path);
    return written === undefined ? this.facts.ask({ kind: "text", path }) : written;
  }

  envFile(name: string, folder = this.folder, read = readDotenv): EnvFile | undefined {
    const text = this.text(name, folder);
    return text === null ? undefined : { file: resolvePath(name, folder), entries: read(text) };
  }

  /** What a program of this project is told that loads `files`, strongest first. */
  world(mode: string, files: readonly EnvFile[], override = false): World {
    const { variables, origins } = this.place;
    return worldOf(mode, variables, origins, files, { override, platform: this.facts.around.platform });
  }

  /** From where the call looks upwards, within the workspace. */
  folders(): readonly string[] {
    const { roots, platform } = this.facts.around;
    const folders = [this.start];
    for (let folder = this.start; folders.length < MAX_LEVELS; ) {
      const parent = parentOf(folder);
      if (parent === folder || !roots.some(root => isWithin(parent, root, platform))) break;
      folders.push(parent);
      folder = parent;
    }
    return folders;
  }

  /** A path as a person in the workspace would write it. */
  readonly shown = (path: string): string => {
    const { roots, platform } = this.facts.around;
    const root = roots.find(one => isWithin(path, one, platform));
    return root === undefined ? path : relativeTo(path, root, platform);
  };
}

/** A name with `{mode}` filled in; undefined where there is no mode to fill in. */
export function inMode(name: string, mode: string): string | undefined {
  if (!name.includes("{mode}")) return name;
  return mode === "" || /[\\/]/.test(mode) ? undefined : name.replaceAll("{mode}", mode);
}
