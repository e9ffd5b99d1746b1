/** Where a command runs: what `cd`, assignments, wrappers and files before it have established. */
import type { Word } from "../text/words.ts";
import type { Locator } from "./locator.ts";

/** Where a command runs: what `cd`, assignments and wrappers before it have established. */
export interface Scope {
  /** Absolute; null when a `cd` went somewhere unknown. */
  readonly cwd: string | null;
  /** Where `cwd` is null: all the folders that it may be, where they are known. */
  readonly either?: readonly string[] | undefined;
  /** Where neither is known: patterns of what it may be. */
  readonly within?: readonly string[] | undefined;
  /** Variables known by value; null marks one that is set to something unknown. */
  readonly variables: ReadonlyMap<string, string | null>;
  /** Of parameters (`$1`) that are known by no value, and of `HOLE` in a text that is handed on: what bounds them. */
  readonly given?: ReadonlyMap<string, Word>;
  /** Where the values of some of them stand: files that a wrapper has loaded. */
  readonly origins?: ReadonlyMap<string, Origin>;
  /** Wrappers passed through on the way here, outermost first: `sudo`, `xargs`, `bash -c`. */
  readonly via: readonly string[];
  /** What the same text has done to files before, and the disk does not show yet. */
  readonly earlier?: Earlier;
  /**
   * On another machine or in a container: this disk says nothing about its files, and every effect lands at these
   * locators (none: a container on this machine).
   */
  readonly elsewhere?: readonly Locator[];
  /** What that calls itself which sets variables nobody here can read: `doppler run -c prd`, `-f .env.production`. */
  readonly settingsOf?: Extract<Locator, { kind: "label" }>;
  /** In a container of this machine: which of its folders are this disk's. */
  readonly container?: Container;
  /** With somebody else's rights: behind `sudo`, `su`. */
  readonly raised?: true;
  /** What the command takes away, the same text has made: `createdb t && …; dropdb t`. */
  readonly own?: true;
  /** It speaks to a server that the same text has started. */
  readonly ownServer?: true;
  /** Of what it prints, only plain settings are shown in the end: `… | grep DISPLAY`. */
  readonly narrowed?: true;
  /** In a script that git holds unchanged: people have seen how it starts its programs. */
  readonly committed?: true;
  /** In a function that is defined here and called nowhere: it stands there, and does nothing. */
  readonly dormant?: true;
  /** Variables of the loops around that take one value of many after the other. */
  readonly turns?: readonly string[];
  /** Words of a program that nobody knows, read as a command because they look like one. */
  readonly guessed?: true;
}

/** A variable's definition in a file; it says nothing about a variable that holds another value by now. */
export interface Origin {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly value: string | null;
}

/** Files that earlier commands of one text have changed, by absolute path. */
export interface Earlier {
  /** Their new text, `HOLE` for unknown parts; null when nobody can tell, for example a download. */
  readonly written: ReadonlyMap<string, string | null>;
  /** The files that the command which wrote one was given: putting it in their place is an edit. */
  readonly derived: ReadonlyMap<string, readonly string[]>;
  /** New name → old name, by `mv`: losing the new one loses what the old one holds. */
  readonly moved: ReadonlyMap<string, string>;
  /** Copy → original. */
  readonly copied: ReadonlyMap<string, string>;
  /** Link → what is behind it. */
  readonly linked: ReadonlyMap<string, string>;
  /** Folders that were certainly not there before, and hold nothing older. */
  readonly fresh?: ReadonlySet<string>;
  /** Files that it has written anew: nothing older is in them. */
  readonly anew?: ReadonlySet<string>;
  /** Places at which a test has just found nothing, or from which everything has been taken away. */
  readonly absent?: ReadonlySet<string>;
  /** Operations of git's that it has begun (`merge`, `rebase`), and things that it has made (`shell/created-resource-tracker.ts`). */
  readonly begun?: ReadonlySet<string>;
  /** Something has run that may have moved older files anywhere. */
  readonly moves?: true;
}

export interface Mount {
  /** Absolute, in the container. */
  readonly at: string;
  /** Absolute, on this machine; null for what outlives the container elsewhere: a named volume, a folder nobody knows. */
  readonly from: string | null;
}

/** The file system of a container, as far as the command that starts or enters it says. */
export interface Container {
  readonly mounts: readonly Mount[];
  /** Started by this command, to be thrown away or started again: what lies outside the mounts is no loss. */
  readonly fresh: boolean;
}
