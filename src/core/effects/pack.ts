/**
 * The contract of a pack: everything AgentGuard knows about one tool, in one file under `src/packs/`.
 * A pack reads arguments into effects and hands embedded languages back (`inner`) instead of parsing them.
 */

import type { Facts } from "../facts/facts.ts";
import type { Locator } from "../places/locator.ts";
import type { Scope } from "../places/scope.ts";
import type { Span } from "../text/span.ts";
import type { Word } from "../text/words.ts";
import type { Effect } from "./effect.ts";

/** What reaches a program's standard input, as far as the text tells. */
export type Stdin =
  | { readonly kind: "none" }
  /** `producer`: the command that printed it, where parts of the text are only known when it runs. */
  | { readonly kind: "text"; readonly text: string; readonly producer?: readonly Word[] }
  | { readonly kind: "file"; readonly path: Word }
  /**
   * Output of another command; `producer` is its argv, for readers that can tell what it prints; `from` its input.
   * `filter` is the argv of the last command that has let only some of it pass.
   */
  | {
      readonly kind: "pipe";
      readonly producer?: readonly Word[];
      readonly from?: Stdin;
      readonly filter?: readonly Word[];
    };

export interface Redirect {
  readonly operator: string;
  readonly target: Word;
  /** Redirects another descriptor than the usual one: `2>/dev/null` leaves the output alone. */
  readonly beside?: true;
}

/** One simple command as a pack sees it. `argv[0]` is the program as written. */
export interface Invocation {
  /** Program name without folder and `.exe`, lower-cased on no platform: `rm` for `/bin/rm`. */
  readonly program: string;
  readonly argv: readonly Word[];
  readonly redirects: readonly Redirect[];
  readonly stdin: Stdin;
  readonly scope: Scope;
  readonly span?: Span;
  /** What each `<(…)` among its words prints, by the word's text. */
  readonly made?: ReadonlyMap<string, Stdin>;
}

/** An HTTP call to a service, whichever tool sends it. */
export interface HttpCall {
  /** Upper case; `?` when it is only known at run time. */
  readonly method: string;
  readonly url: Word;
  readonly headers: readonly { readonly name: string; readonly value: Word }[];
  /** Body text; null when there is one that could not be read; absent when there is none. */
  readonly body?: string | null;
  /** The Unix socket that it is sent through; the host of the URL then means nothing. */
  readonly socket?: Word;
  /** Sent once for each item of a list. */
  readonly repeated?: true;
  readonly span?: Span;
}

/** Languages whose programs are read for the calls that they make. `mongosh` is JavaScript with a database at hand. */
export type CodeLanguage = "python" | "javascript" | "mongosh" | "ruby" | "perl" | "php";

/** Something embedded that another reader understands. */
export type Inner =
  | {
      readonly kind: "shell";
      readonly text: string;
      readonly scope: Scope;
      /** Absent: a POSIX shell. */
      readonly dialect?: "powershell" | "cmd" | "fish";
      /** Standard input of its commands; absent: none. */
      readonly stdin?: Stdin;
      readonly span?: Span;
    }
  /** A program in another language: inline (`python -c`) or the text of a script file. */
  | {
      readonly kind: "code";
      readonly language: CodeLanguage;
      readonly text: string;
      readonly scope: Scope;
      readonly source: string;
      /** The database that its interpreter has connected to: `mongosh mongodb://h/shop`. */
      readonly at?: readonly Locator[];
      readonly span?: Span;
    }
  | {
      readonly kind: "argv";
      readonly argv: readonly Word[];
      readonly scope: Scope;
      readonly stdin?: Stdin;
      readonly span?: Span;
    }
  | {
      readonly kind: "sql";
      readonly text: string;
      readonly at: readonly Locator[];
      readonly source: string;
      readonly span?: Span;
    }
  /** Changes of several files; null: a patch that is only known when it is applied. */
  | { readonly kind: "patch"; readonly text: string | null; readonly scope: Scope; readonly span?: Span }
  | { readonly kind: "http"; readonly call: HttpCall; readonly scope: Scope; readonly source: string }
  /** A tool of an MCP server, called from a command line. */
  | {
      readonly kind: "mcp";
      readonly server: string;
      readonly tool: string;
      readonly arguments: Readonly<Record<string, unknown>>;
      readonly scope: Scope;
      readonly span?: Span;
    };

export interface Reading {
  readonly effects: readonly Effect[];
  readonly inner?: readonly Inner[];
}

/** A line of proof inside a pack: `run` must end in `expect` under the built-in policy. */
export interface Example {
  readonly run: string;
  readonly expect: "allow" | "ask" | "deny";
  /** Absent: bash. These two run on a Windows machine, in `C:\\Users\\dev\\app`. */
  readonly shell?: "powershell" | "cmd";
  /** Facts laid out for the example: path (relative to the example's workspace) to content. */
  readonly files?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly git?: {
    readonly branch?: string;
    readonly modified?: readonly string[];
    readonly untracked?: readonly string[];
    readonly ignored?: readonly string[];
    readonly stashes?: number;
  };
  /** Why, where it is not obvious. */
  readonly why?: string;
}

/** A rule of a pack's that has a public id. */
export interface PackRule {
  /** `docker/volume-rm`. */
  readonly id: string;
  readonly programs: readonly string[];
  /** The calls that it speaks of: sub-commands, spellings separated by bars. */
  readonly call: string;
  /** Only with at least one of these options, names without dashes. */
  readonly with?: readonly string[];
  /** Clauses of the card, without the target: `deletes the volume`. */
  readonly says: readonly string[];
  /** Where the program's maker documents the call: an address, or a manual page. */
  readonly source?: string;
}

/** Knowledge about a command-line program. */
export interface ProgramPack {
  readonly kind: "program";
  readonly id: string;
  readonly programs: readonly string[];
  /** The pack says itself what happens to paths among its words; otherwise a path of the guard counts as changed. */
  readonly ownPaths?: true;
  /** Its effects are added to those of the program's own pack, or of the reader for unknown programs. */
  readonly adds?: true;
  read(command: Invocation, facts: Facts): Reading;
  /** Its rules with public ids; effects of all others are named by their kind. */
  readonly rules?: readonly PackRule[];
  readonly examples: readonly Example[];
}

/** Knowledge about a service with an HTTP API. */
export interface ProviderPack {
  readonly kind: "provider";
  readonly id: string;
  /** Exact host names, `*.suffix`, `:9200` for a port of any host, `docker.sock` for a socket. */
  readonly hosts: readonly string[];
  /** Effects of a call to one of `hosts`; undefined leaves the call to the general HTTP reader. */
  read(call: HttpCall, facts: Facts, scope: Scope): Reading | undefined;
  /** Returns the effects of a tool of the service's MCP server; undefined leaves it to the general reader. */
  readTool?(tool: string, args: Readonly<Record<string, unknown>>): Reading | undefined;
  readonly examples: readonly Example[];
}

export type Pack = ProgramPack | ProviderPack;
