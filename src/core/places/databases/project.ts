/** Reads the files of one project by name, as the disk has them and as earlier commands of the text left them. */

import type { Facts } from "../../facts/facts.ts";
import { readDotenv } from "../../text/dotenv-text.ts";
import { isWithin, parentOf, relativeTo, resolvePath } from "../../text/paths.ts";
import type { Scope } from "../scope.ts";
import { type EnvFile, type World, worldOf } from "./variables.ts";

/** The part of a scope that matters here. */
export type Place = Pick<Scope, "variables" | "origins" | "earlier">;

/** Most parent folders that are searched, because people call a framework from folders below the project's. */
const MAX_LEVELS = 6;

export class Project {
  /** The nearest folder, from the call's upwards, with one of the files named `markers`. */
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

  /** Reads a file; null if it is missing or its content is unknown. */
  text(name: string, folder = this.folder): string | null {
    const path = resolvePath(name, folder);
    const written = this.place.earlier?.written.get(path);
    return written === undefined ? this.facts.ask({ kind: "text", path }) : written;
  }

  envFile(name: string, folder = this.folder, read = readDotenv): EnvFile | undefined {
    const text = this.text(name, folder);
    return text === null ? undefined : { file: resolvePath(name, folder), entries: read(text) };
  }

  /** Returns the variables of a program that loads `files`, the strongest first. */
  world(mode: string, files: readonly EnvFile[], override = false): World {
    const { variables, origins } = this.place;
    return worldOf(mode, variables, origins, files, { override, platform: this.facts.around.platform });
  }

  /** Returns the call's folder and its parents within the workspace. */
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

  /** Returns the path as a person in the workspace would write it. */
  readonly shown = (path: string): string => {
    const { roots, platform } = this.facts.around;
    const root = roots.find(one => isWithin(path, one, platform));
    return root === undefined ? path : relativeTo(path, root, platform);
  };
}

/** Fills `{mode}` in; undefined if there is no mode. */
export function inMode(name: string, mode: string): string | undefined {
  if (!name.includes("{mode}")) return name;
  return mode === "" || /[\\/]/.test(mode) ? undefined : name.replaceAll("{mode}", mode);
}
