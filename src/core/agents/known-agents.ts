/**
 * What is known of coding agents beside their protocols: which files, folders and names are theirs. The agents' own
 * files say it; the core has it told once, before anything is judged, and makes its lists of it.
 */

/** Where an agent's things are and by which names it goes. Paths with `~/` lie in a home, others in any folder. */
export interface Owns {
  /** Its folder in a project, in a home or among settings: `.claude`, `.config/goose`. */
  readonly folders?: readonly string[];
  /** Its folder among those of the whole machine, below `/etc` and the like; case does not count. */
  readonly machineFolders?: readonly string[];
  /** What its settings stand in: asked about before it changes, and names of switches mean there what they say. */
  readonly settings?: readonly string[];
  /** What else decides how it works; asked about before it changes. */
  readonly decides?: readonly string[];
  /** Programs that it loads into its own process. */
  readonly plugins?: readonly string[];
  /** Texts that tell it what to do, beside those in its folders. */
  readonly instructions?: readonly string[];
  /** Those that it is told in every project, in a home. */
  readonly toldEverywhere?: readonly string[];
  /** Its folder in a home in which it writes its own plans, notes and rules. */
  readonly notes?: string;
  /** Its login in a home, without the `.json` or `.yaml` at its end. */
  readonly logins?: readonly string[];
  /** Settings with lists of `Bash(…)` patterns, by which it asks or refuses by itself. */
  readonly bashLists?: readonly string[];
  /** What the names of its own variables begin with: `CLAUDE`. */
  readonly variables?: string;
  /** The variable in which its hooks are told the project's folder. */
  readonly projectVariable?: string;
  /** Its libraries, by what stands before `-sdk` in their names; `-` may be `_`. */
  readonly libraries?: readonly string[];
  /** Its packages of npm that have another name than the program in them. */
  readonly packages?: Readonly<Record<string, string>>;
  /** Its programs, and what their command lines say. */
  readonly programs?: Readonly<Record<string, Program>>;
}

/** An agent's program, by its own help. */
export interface Program {
  /** Options with which it asks nobody; those that say so plainly (`--yolo`) are known of every agent. */
  readonly unasked?: readonly string[];
  /** Options by whose value it asks nobody, beside those that several have. */
  readonly modes?: readonly string[];
  /** Its `-p` takes no value: the prompt is an operand. */
  readonly prints?: true;
  /** Other programs have this name too: a text that holds it need not mean the agent. */
  readonly common?: true;
  /** A tool of another kind has this name, and a command line is read as that tool's. */
  readonly taken?: true;
  /** Options with which it loads no hook. */
  readonly unhooked?: readonly string[];
  /** Options that keep hooks out by what their value says. */
  readonly unhookedBy?: Readonly<Record<string, RegExp>>;
  /** Variables with which it loads no hook. */
  readonly unhookedIn?: readonly string[];
  /** Variables that move its settings, with the file there that holds the hook, beside what installing looks at. */
  readonly moved?: Readonly<Record<string, string>>;
  /** The option that takes settings, and the file in whose place they stand. */
  readonly takes?: { readonly option: string; readonly as: string };
  /** Where it notes its tool servers and its plugins, in a home, if not where servers are read from first. */
  readonly keeps?: { readonly servers?: string; readonly plugins?: string };
}

/** A file with tool servers, as a path above. */
export interface ServerFile {
  readonly path: string;
  /** Keys down to the servers by name. */
  readonly at: readonly (readonly string[])[];
  readonly syntax: "json" | "toml" | "yaml";
}

export interface KnownAgent extends Owns {
  readonly title: string;
  /** The file in a home that holds the guard's hook, and where it lies below what a variable names. */
  readonly hook?: { readonly file: string; readonly moved: Readonly<Record<string, string>> };
  /** Variables with which it loads no hook, or one that lies elsewhere. */
  readonly unhookedIn: readonly string[];
  /** In a home and in a project, the one that is written first of all. */
  readonly servers: readonly ServerFile[];
}

let tell: (() => readonly KnownAgent[]) | undefined;
let told: readonly KnownAgent[] | undefined;

/** Tells the core which agents there are; `agents` is called when it is first asked. Whoever lists them calls this, once. */
export function knowAgents(agents: () => readonly KnownAgent[]): void {
  tell = agents;
  told = undefined;
}

/** Something made of all that is known of agents, when it is first asked for. Asking throws where nobody has told. */
export function ofAgents<T>(make: (agents: readonly KnownAgent[]) => T): () => T {
  let made: { readonly of: readonly KnownAgent[]; readonly it: T } | undefined;
  return () => {
    if (!tell) throw new Error("the core was not told which agents there are: src/agents/index.ts was not loaded");
    told ??= tell();
    if (made?.of !== told) made = { of: told, it: make(told) };
    return made.it;
  };
}

/** All that agents own of one kind: their instructions, their logins. */
export function allOf(agents: readonly Owns[], kind: ListOfPaths): readonly string[] {
  return [...new Set(agents.flatMap(agent => agent[kind] ?? []))];
}

type ListOfPaths = {
  [K in keyof Owns]-?: Owns[K] extends readonly string[] | undefined ? K : never;
}[keyof Owns];

/** Of these paths those in a home, relative to it. */
export function inHome(paths: readonly string[]): readonly string[] {
  return paths.filter(path => path.startsWith("~/")).map(path => path.slice(2));
}

/** Of these paths those that lie in any folder. */
export function anywhere(paths: readonly string[]): readonly string[] {
  return paths.filter(path => !path.startsWith("~/"));
}

/** The programs whose names are an agent's alone. */
export const agentPrograms: () => ReadonlySet<string> = ofAgents(agents => {
  const programs = agents.flatMap(({ programs = {} }) => Object.entries(programs));
  return new Set(programs.flatMap(([name, { common, taken }]) => (common || taken ? [] : [name])));
});
