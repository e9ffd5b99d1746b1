/**
 * What a framework or tool does to find its database, as data: which files it reads in which order, what tells it
 * which environment it is in, and where in its files the connection stands. `families/` has one file for each kind.
 */
import type { Entry } from "../../text/dotenv-text.ts";
import type { Load, Setting } from "./setting.ts";

export interface Family {
  /** As people call it. */
  readonly name: string;
  readonly mode?: Mode;
  readonly env?: EnvFiles;
  /** Where it looks before any configuration file: Rails takes `DATABASE_URL` whatever `database.yml` says. */
  readonly first?: Setting;
  /** The first of these that is there and says something counts. */
  readonly files?: readonly ConfigFile[] | ((asked: Asked, mode: string, read: Reader) => readonly ConfigFile[]);
  /** Where it looks when no configuration file says. */
  readonly last?: Setting;
}

/** What names the environment, for example `RAILS_ENV`; a command's own option comes before all of it. */
export interface Mode {
  /** Variables of the process, strongest first. */
  readonly variables: readonly string[];
  /** Env files in which the variables count, too, strongest first. */
  readonly files?: readonly string[];
  /** Absent: without a name there is none, and every section may count. */
  readonly default?: string;
  /** Environments that an act on one reaches besides it: Rails drops the test database with the development one. */
  readonly also?: Readonly<Record<string, readonly string[]>>;
}

/** Env files of the project's folder, strongest first; `{mode}` stands for the environment's name. */
export interface EnvFiles {
  readonly files: readonly (string | EnvFileName)[];
  /**
   * How they count: `layers` one over the other, `one` only the first that is there, `any` nobody knows which (each is
   * a world of its own). Absent: `layers`.
   */
  readonly as?: "layers" | "one" | "any";
  /** They win over the process's own variables. */
  readonly override?: true;
  /** They are looked for in the folders above, too. */
  readonly upward?: true;
}

export interface EnvFileName {
  readonly file: string;
  /** Environments in which it is not read. */
  readonly notIn?: readonly string[];
  /** It is no env file, but sets variables like one. It counts besides the others, also where only one of them does. */
  readonly read?: (text: string) => readonly Entry[];
}

export interface ConfigFile {
  /** Relative to the project's folder, or absolute; the first that is there counts. May hold `{mode}`. */
  readonly names: readonly string[];
  /** Every one that is there counts, the later over the earlier. */
  readonly layers?: true;
  /** The text as settings; undefined when it is not understood. */
  readonly read: (text: string, about: ConfigPlace) => ReadConfig | undefined;
  /**
   * Keys down to the connection; the first path that leads to one counts. `{mode}`, `{connection}` and `{key}` (what
   * the file says under `key`) stand for names, `*` for every one.
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
  /** Env files that the file loads by itself, strongest first. */
  readonly loads?: readonly Load[];
  /** Files whose settings lie beneath this one's, relative to its folder. */
  readonly bases?: readonly string[];
}

/** What is known of a call before any file is read. */
export interface Asked {
  /** Absolute; where the call looks for its files. */
  readonly folder: string;
  /** Environments that the call names; null: only known at run time. */
  readonly modes?: readonly (string | null)[];
  /** The configuration file that the call names. */
  readonly config?: string;
  /** One of several connections that the call names. */
  readonly connection?: string;
}

/** The text of a file in the project's folder or by its absolute path; null when there is none. */
export type Reader = (path: string) => string | null;
