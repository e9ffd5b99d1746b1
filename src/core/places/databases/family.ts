/**
 * Describes as data how a framework finds its database: which files it reads in which order, what selects its
 * environment, and where the connection is in its files. `families/` has one file for each kind.
 */
import type { Entry } from "../../text/dotenv-text.ts";
import type { Load, Setting } from "./setting.ts";

export interface Family {
  /** The usual name. */
  readonly name: string;
  readonly mode?: Mode;
  readonly env?: EnvFiles;
  /** A setting that precedes any configuration file: Rails uses `DATABASE_URL` whatever `database.yml` says. */
  readonly first?: Setting;
  /** Configuration files; the first that exists and has a connection counts. */
  readonly files?: readonly ConfigFile[] | ((asked: Asked, mode: string, read: Reader) => readonly ConfigFile[]);
  /** A setting that applies if no configuration file has a connection. */
  readonly last?: Setting;
}

/** What selects the environment, such as `RAILS_ENV`. A command's own option takes precedence. */
export interface Mode {
  /** Variables of the process, strongest first. */
  readonly variables: readonly string[];
  /** Env files in which these variables also count, the strongest first. */
  readonly files?: readonly string[];
  /** Absent: without a selection there is no environment, and every section may count. */
  readonly default?: string;
  /** Environments that are reached along with another: Rails drops the test database with the development one. */
  readonly also?: Readonly<Record<string, readonly string[]>>;
}

/** Env files in the project's folder, the strongest first; `{mode}` stands for the environment's name. */
export interface EnvFiles {
  readonly files: readonly (string | EnvFileName)[];
  /**
   * How they combine: `layers` override each other, `one` is only the first that exists, `any` is unknown (each file
   * makes a world of its own). Absent: `layers`.
   */
  readonly as?: "layers" | "one" | "any";
  /** They override the process's own variables. */
  readonly override?: true;
  /** Parent folders are searched as well. */
  readonly upward?: true;
}

export interface EnvFileName {
  readonly file: string;
  /** Environments in which the file is not read. */
  readonly notIn?: readonly string[];
  /** A file of another format that sets variables. It is read in addition to the others, even with `one`. */
  readonly read?: (text: string) => readonly Entry[];
}

export interface ConfigFile {
  /** Relative to the project's folder, or absolute; the first that exists counts. May contain `{mode}`. */
  readonly names: readonly string[];
  /** All that exist count, and later ones override earlier ones. */
  readonly layers?: true;
  /** Parses the text; undefined if it is not understood. */
  readonly read: (text: string, about: ConfigPlace) => ReadConfig | undefined;
  /**
   * Paths of keys to the connection; the first that leads to one counts. `{mode}`, `{connection}` and `{key}` (the
   * file's value of `key`) stand for names, `*` for any.
   */
  readonly at: readonly (readonly string[])[];
}

export interface ConfigPlace {
  readonly path: string;
  readonly mode: string;
  /** The project's folder. */
  readonly folder: string;
}

export interface ReadConfig {
  readonly setting: Setting;
  /** Env files that the configuration itself loads, the strongest first. */
  readonly loads?: readonly Load[];
  /** Files that this one builds upon, relative to its folder. */
  readonly bases?: readonly string[];
}

/** What is known of a call before files are read. */
export interface Asked {
  /** Absolute; the folder in which the call looks for files. */
  readonly folder: string;
  /** Environments that the call names; null if known only at run time. */
  readonly modes?: readonly (string | null)[];
  /** The configuration file that the call names. */
  readonly config?: string;
  /** The connection that the call selects among several. */
  readonly connection?: string;
}

/** Returns the text of a file, relative to the project's folder or absolute; null if there is none. */
export type Reader = (path: string) => string | null;
