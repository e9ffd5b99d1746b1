/** What the libraries of a language do, as data: a library call is known by its dotted name, whatever it was imported as. */

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

export function names(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/).filter(Boolean));
}
