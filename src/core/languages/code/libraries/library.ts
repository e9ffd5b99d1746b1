/** The format of a language's library tables. A call is known by its dotted name, whatever it was imported as. */

export interface Library {
  /**
   * Calls that do what a program does, as that program's command line. `{0|path}` is the first argument or the one
   * named `path`, `{*}` every argument, `{1=0}` one that need not be there, `{this}` the object, `{recursive?-r:-f}` one of two by an option. A call that
   * lacks an argument of its line does nothing. `*.name` is a method of any object.
   */
  readonly programs: Readonly<Record<string, string>>;
  /** Calls that run a command. `list`: the second argument repeats the program's name, as in `execv`. */
  readonly runs: Readonly<Record<string, "words" | "text" | "list" | "mode-list">>;
  /** Calls that run a text as code of the same language. */
  readonly evaluates: ReadonlySet<string>;
  /** Calls that write a file; `adds` keeps the old content. */
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
  /** Names of the environment. */
  readonly environment: ReadonlySet<string>;
  /** Names of the script's arguments, with the index of the first one. */
  readonly parameters: Readonly<Record<string, number>>;
  /** Calls that change the folder, like `cd`. */
  readonly enters: ReadonlySet<string>;
}

export function names(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/).filter(Boolean));
}
