/** What the libraries of a language do, as data: a library call is known by its dotted name, whatever it was imported as. */

export interface Library {
  /**
   * Calls that do what a program does, as that program's command line. `{0|path}` is the first argument or the one
   * named `path`, `{*}` every argument, `{1=0}` one that need not be there, `{this}` the object, `{recursive?-r:-f}` one of two by an option. A call that
   * lacks an argument of its line does nothing. `*.name` is a method of any object.
   */
  readonly programs: Readonly<Record<string, string>>;
  /** Calls that run a command. `list`: the second argument repeats the program's name, as in `execv`. */
  readonly runs: Readonly<Record<string, Runs>>;
  /** Calls that run a text as code of the same language. */
  readonly evaluates: ReadonlySet<string>;
  /** Calls that put new content into a file, by the argument that names it; `adds` keeps what is there. */
  readonly writes: Readonly<Record<string, "empties" | "adds">>;
  /** Calls that make a folder. */
  readonly makes: ReadonlySet<string>;
  /** Calls that open a file: the argument with the mode. */
  readonly opens: Readonly<Record<string, number>>;
  /** Calls that give the content of a file. */
  readonly reads: ReadonlySet<string>;
  /** Calls that send a request: `METHOD url-argument body-argument`; `?` is the method argument. */
  readonly requests: Readonly<Record<string, string>>;
  /** Calls that open a connection to a database. */
  readonly connects: ReadonlySet<string>;
  /** Where the environment is. */
  readonly environment: ReadonlySet<string>;
  /** Where the script's arguments are, and the place of the first. */
  readonly parameters: Readonly<Record<string, number>>;
  /** `cd`. */
  readonly enters: ReadonlySet<string>;
}

/** The set of the words in `list`. */
export function names(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/).filter(Boolean));
}

/** Turns `{ meaning: "call call" }` into one entry for each call. */
export function table<T>(meanings: Readonly<Record<string, string>>, read: (meaning: string) => T): Record<string, T> {
  return Object.fromEntries(
    Object.entries(meanings).flatMap(([meaning, calls]) =>
      [...names(calls)].map(call => [call, read(meaning)] as const),
    ),
  );
}

/** Calls by the command line that does the same. */
export function commands(meanings: Readonly<Record<string, string>>): Record<string, string> {
  return table(meanings, line => line);
}

/** Calls that run a command, by the form of what they are given. */
export function runners(forms: Readonly<Partial<Record<Runs, string>>>): Record<string, Runs> {
  return table(forms as Readonly<Record<string, string>>, form => form as Runs);
}

type Runs = "words" | "text" | "list" | "mode-list";

/** `get`, `post` … of each client, as requests. */
export function clients(list: string): Record<string, string> {
  const verbs = "get post put patch delete head options".split(" ");
  return Object.fromEntries(
    [...names(list)].flatMap(client => verbs.map(verb => [`${client}.${verb}`, `${verb.toUpperCase()} 0 1`] as const)),
  );
}
