/**
 * Holds what the core knows of coding agents besides their protocols: their files, folders and names. The agents' own
 * files declare them, and `src/agents/index.ts` registers them once, before anything is judged.
 */

/** The files, folders and names of an agent. Paths with `~/` lie in a home, others in any folder. */
export interface Owns {
  /** Its folder in a project, in a home or among settings: `.claude`, `.config/goose`. */
  readonly folders?: readonly string[];
  /** Its folder for the whole machine, below `/etc` and the like; compared without case. */
  readonly machineFolders?: readonly string[];
  /** Its settings files. A change of them is asked about, and they are searched for switches. */
  readonly settings?: readonly string[];
  /** Other files that decide how it works. A change of them is asked about. */
  readonly decides?: readonly string[];
  /** Programs or modules that it loads into its own process. */
  readonly plugins?: readonly string[];
  /** Files with instructions for it, besides those in its folders. */
  readonly instructions?: readonly string[];
  /** Files in a home with instructions that it reads in every project. */
  readonly toldEverywhere?: readonly string[];
  /** Its folder in a home in which it writes its own plans, notes and rules. */
  readonly notes?: string;
  /** Its files of credentials in a home, without the extension `.json` or `.yaml`. */
  readonly logins?: readonly string[];
  /** Settings files with lists of `Bash(…)` patterns, by which the agent itself allows or refuses commands. */
  readonly bashLists?: readonly string[];
  /** The prefix of its environment variables: `CLAUDE`. */
  readonly variables?: string;
  /** The variable that tells its hooks the project's folder. */
  readonly projectVariable?: string;
  /** Its libraries, by the part of their names before `-sdk`; `-` may be `_`. */
  readonly libraries?: readonly string[];
  /** Its npm packages whose name differs from that of their program. */
  readonly packages?: Readonly<Record<string, string>>;
  /** Its programs and their options, by name. */
  readonly programs?: Readonly<Record<string, Program>>;
}

/** An agent's program, by its own help. */
export interface Program {
  /** Options that turn its confirmations off, besides plain ones (`--yolo`), which are known of every agent. */
  readonly unasked?: readonly string[];
  /** Values of options that turn its confirmations off, besides those that several agents share. */
  readonly modes?: readonly string[];
  /** Its `-p` takes no value: the prompt is a positional argument. */
  readonly prints?: true;
  /** Other programs have this name too, so a text with the name need not mean the agent. */
  readonly common?: true;
  /** A different tool has this name, and its command lines are read as that tool's. */
  readonly taken?: true;
  /** Options that keep it from loading hooks. */
  readonly unhooked?: readonly string[];
  /** Options that keep it from loading hooks if their value matches. */
  readonly unhookedBy?: Readonly<Record<string, RegExp>>;
  /** Environment variables that keep it from loading hooks. */
  readonly unhookedIn?: readonly string[];
  /** Variables that move its settings, with the hook's file below them, besides those that installing uses. */
  readonly moved?: Readonly<Record<string, string>>;
  /** The option that takes settings as its value, and the file that the value replaces. */
  readonly takes?: { readonly option: string; readonly as: string };
  /** Where it records its tool servers and its plugins in a home, if not in the first file of `servers`. */
  readonly keeps?: { readonly servers?: string; readonly plugins?: string };
}

/** A file that configures tool servers; its path is written as in `Owns`. */
export interface ServerFile {
  readonly path: string;
  /** Paths of keys that lead to the servers by name. */
  readonly at: readonly (readonly string[])[];
  readonly syntax: "json" | "toml" | "yaml";
}

export interface KnownAgent extends Owns {
  readonly title: string;
  /** The file in a home that holds the guard's hook, and its path below the variables that move it. */
  readonly hook?: { readonly file: string; readonly moved: Readonly<Record<string, string>> };
  /** Variables that keep it from loading hooks, or make it load them from elsewhere. */
  readonly unhookedIn: readonly string[];
  /** Files in a home and in a project; the first is the one that installing writes. */
  readonly servers: readonly ServerFile[];
}

let tell: (() => readonly KnownAgent[]) | undefined;
let told: readonly KnownAgent[] | undefined;

/** Registers the agents, once; `agents` is called when the core first needs them. */
export function knowAgents(agents: () => readonly KnownAgent[]): void {
  tell = agents;
  told = undefined;
}

/** Memoizes a value computed from all known agents. The function returned throws if none were registered. */
export function ofAgents<T>(make: (agents: readonly KnownAgent[]) => T): () => T {
  let made: { readonly of: readonly KnownAgent[]; readonly it: T } | undefined;
  return () => {
    if (!tell) throw new Error("the core was not told which agents there are: src/agents/index.ts was not loaded");
    told ??= tell();
    if (made?.of !== told) made = { of: told, it: make(told) };
    return made.it;
  };
}

/** Returns all paths of one kind that the agents own: their instructions, their logins. */
export function allOf(agents: readonly Owns[], kind: ListOfPaths): readonly string[] {
  return [...new Set(agents.flatMap(agent => agent[kind] ?? []))];
}

type ListOfPaths = {
  [K in keyof Owns]-?: Owns[K] extends readonly string[] | undefined ? K : never;
}[keyof Owns];

/** Returns the paths that lie in a home, relative to it. */
export function inHome(paths: readonly string[]): readonly string[] {
  return paths.filter(path => path.startsWith("~/")).map(path => path.slice(2));
}

/** Returns the paths that may lie in any folder. */
export function anywhere(paths: readonly string[]): readonly string[] {
  return paths.filter(path => !path.startsWith("~/"));
}

/** Returns the program names that only agents have. */
export const agentPrograms: () => ReadonlySet<string> = ofAgents(agents => {
  const programs = agents.flatMap(({ programs = {} }) => Object.entries(programs));
  return new Set(programs.flatMap(([name, { common, taken }]) => (common || taken ? [] : [name])));
});
