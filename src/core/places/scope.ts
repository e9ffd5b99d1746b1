/** Defines the context in which a command runs. */
import type { Word } from "../text/words.ts";
import type { Locator } from "./locator.ts";

/** The context of a command, after earlier `cd`s, assignments and wrappers. */
export interface Scope {
  /** Absolute; null after a `cd` to an unknown folder. */
  readonly cwd: string | null;
  /** If `cwd` is null: the possible folders, if known. */
  readonly either?: readonly string[] | undefined;
  /** If neither is known: patterns of the possible folders. */
  readonly within?: readonly string[] | undefined;
  /** Variables by name; null if the value is unknown. */
  readonly variables: ReadonlyMap<string, string | null>;
  /** What is known of parameters (`$1`) without a known value, and of `HOLE` in a text that is handed on. */
  readonly given?: ReadonlyMap<string, Word>;
  /** The sources of values that come from files that a wrapper has loaded. */
  readonly origins?: ReadonlyMap<string, Origin>;
  /** Wrappers around the command, outermost first: `sudo`, `xargs`, `bash -c`. */
  readonly via: readonly string[];
  /** Changes of files by earlier commands of the text, which are not on the disk yet. */
  readonly earlier?: Earlier;
  /**
   * Set on another machine or in a container: this disk says nothing about its files, and every effect lands at these
   * locators (empty: a container on this machine).
   */
  readonly elsewhere?: readonly Locator[];
  /** The name of a source of unreadable variables: `doppler run -c prd`, `-f .env.production`. */
  readonly settingsOf?: Extract<Locator, { kind: "label" }>;
  /** The mounts of a container on this machine. */
  readonly container?: Container;
  /** With other rights, as after `sudo` or `su`. */
  readonly raised?: true;
  /** The same text has created what the command removes: `createdb t && …; dropdb t`. */
  readonly own?: true;
  /** It connects to a server that the same text has started. */
  readonly ownServer?: true;
  /** Only harmless settings of its output are shown in the end: `… | grep DISPLAY`. */
  readonly narrowed?: true;
  /** In a script that git has unchanged, so people have seen how it starts programs. */
  readonly committed?: true;
  /** In a function that is defined and never called. */
  readonly dormant?: true;
  /** Variables of surrounding loops, which take one of many values in each iteration. */
  readonly turns?: readonly string[];
  /** Words of an unknown program that are read as a command because they look like one. */
  readonly guessed?: true;
}

/** The definition of a variable in a file. It does not apply if the variable has another value by now. */
export interface Origin {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly value: string | null;
}

/** Files that earlier commands of one text have changed, by absolute path. */
export interface Earlier {
  /** The new text, with `HOLE` for unknown parts; null if unknown, as for a download. */
  readonly written: ReadonlyMap<string, string | null>;
  /** The input files of the command that wrote a file. Replacing one of them by the file is an edit. */
  readonly derived: ReadonlyMap<string, readonly string[]>;
  /** New name → old name after `mv`. Losing the new one loses the content of the old one. */
  readonly moved: ReadonlyMap<string, string>;
  /** Copy → original. */
  readonly copied: ReadonlyMap<string, string>;
  /** Link → its target. */
  readonly linked: ReadonlyMap<string, string>;
  /** Folders that certainly did not exist before and contain nothing older. */
  readonly fresh?: ReadonlySet<string>;
  /** Files that were written anew, without older content. */
  readonly anew?: ReadonlySet<string>;
  /** Paths that a test has just found missing, or from which everything was removed. */
  readonly absent?: ReadonlySet<string>;
  /** Git operations in progress (`merge`, `rebase`), and created resources (`shell/created-resource-tracker.ts`). */
  readonly begun?: ReadonlySet<string>;
  /** A command has run that may have moved older files anywhere. */
  readonly moves?: true;
}

export interface Mount {
  /** Absolute, in the container. */
  readonly at: string;
  /** Absolute, on this machine; null if kept elsewhere after the container ends: a named volume, an unknown folder. */
  readonly from: string | null;
}

/** The file system of a container, as far as the command that starts or enters it tells. */
export interface Container {
  readonly mounts: readonly Mount[];
  /** Started by this command and disposable: what is outside of the mounts is no loss. */
  readonly fresh: boolean;
}
