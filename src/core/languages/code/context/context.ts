/** The state that the readers of calls share: the language, the scope, and what has been found so far. */

import type { Effect } from "../../../effects/effect.ts";
import type { CodeLanguage, Inner } from "../../../effects/pack.ts";
import type { Facts } from "../../../facts/facts.ts";
import type { Locator } from "../../../places/locator.ts";
import type { Scope } from "../../../places/scope.ts";
import type { Word } from "../../../text/words.ts";
import type { Program } from "../../syntax/program.ts";
import type { Library } from "../libraries/library.ts";
import type { Modules } from "./modules.ts";
import type { Given, Value } from "./values.ts";

/** One call with its evaluated arguments. */
export interface CallSite {
  /** Dotted, whatever it was imported as: `shutil.rmtree`, `requests.Session().get`, `Path.unlink`. */
  readonly name: string;
  readonly given: Given;
  /** The call runs once for each item of a list. */
  readonly repeated: boolean;
  /** The call is inside a condition. */
  readonly chosen?: boolean;
}

/** Whether a test library intercepts a call. */
export type Answered = (call: CallSite) => boolean;

export interface Context {
  readonly language: CodeLanguage;
  readonly library: Library;
  readonly facts: Facts;
  scope: Scope;
  /** The databases that the program is connected to. */
  at: Locator[];
  /** The text was there before, as part of the project: its names come from its surroundings. */
  readonly settled: boolean;
  /** Files and folders that the program has created, by its own names for them. */
  readonly own: Set<string>;
  /** Destinations of files and folders that it has moved, with their origins. */
  readonly moved: Map<string, Word>;
  /** Files that it has read, by its own names for them: writing one back is an edit. */
  readonly seen: Set<string>;
  /** Somewhere it writes content to an opened file. */
  readonly puts: boolean;
  /** Which calls a test library intercepts; absent: none. */
  readonly answered?: Answered;
  /** Requests of PHP's curl that are still being built. */
  readonly curl: Map<Given, Map<string, Value>>;
  /** Programs that it has started, by the call that did so. */
  readonly started: Map<string, { readonly how: string; readonly call: CallSite }>;
  /** Statements that wait for the call that runs them, or for a condition, by the call that began them. */
  readonly pending: Map<Given, string>;
  /** Statements that create something, with the place of their connection. */
  readonly created: { readonly text: string; readonly at: readonly Locator[] }[];
  /** Limits of the reading that were exceeded. */
  readonly bounds: Set<string>;
  readonly effects: Effect[];
  readonly inner: Inner[];
  readonly modules: Modules;
  /** The program of a module. */
  parsed(text: string): Program | undefined;
  /** Reads a text of the same language at this place. */
  readonly again: (source: string) => void;
}

/** The last part of a call's name. */
export function methodOf({ name }: CallSite): string {
  return name.slice(name.lastIndexOf(".") + 1);
}

/** The name without its last part. */
export function receiverOf({ name }: CallSite): string {
  return name.slice(0, Math.max(0, name.lastIndexOf(".")));
}

/** The expression that a value came from: `User.objects.all()`. */
export function writtenName(value: Value): string {
  switch (value.kind) {
    case "reference":
      return value.name;
    case "made":
      return `${value.of}()`;
    case "text":
      return "text";
    default:
      return "?";
  }
}

const MAX_FOUND = 500;

export function hand(context: Context, inner: Inner): void {
  if (context.inner.length < MAX_FOUND) context.inner.push(inner);
  else unread(context, `more than ${MAX_FOUND} commands`);
}

/**
 * Hands SQL back that the program sends, unless the database is in memory, which ends with the program.
 * `source`: the client in whose terms it is reported.
 */
export function handSql(context: Context, text: string, source: string = context.language): void {
  if (inMemory(context)) return;
  // A later statement may delete what an earlier one has created in the same database.
  const before = context.created.filter(({ at }) => at === context.at).map(one => one.text);
  if (CREATES.test(text) && text.length < MAX_CREATED && before.length < MAX_STATEMENTS)
    context.created.push({ text, at: context.at });
  hand(context, { kind: "sql", text: [...before, text].join(";\n"), at: context.at, source });
}

const CREATES = /^\s{0,20}create\s{1,20}(?:table|database|schema|view|index|unique index)\b/i;
const MAX_CREATED = 2000;
const MAX_STATEMENTS = 16;

/** Whether all its databases are in memory. */
function inMemory({ at }: Context): boolean {
  return at.length > 0 && at.every(place => place.kind === "database" && place.database === ":memory:");
}

/** Reports, once for each limit, what was not read because of it. */
export function unread(context: Context, because: string, certainty: Effect["certainty"] = "likely"): void {
  if (context.bounds.has(because)) return;
  context.bounds.add(because);
  context.effects.push({
    verb: "execute-unknown",
    resource: "code",
    target: because,
    reach: "unknown",
    recovery: certainty === "possible" ? "effort" : "none",
    certainty,
    source: context.language,
    says: `runs code that is not read to its end (${because})`,
    instead: "Write it shorter, or run its parts by themselves.",
  });
}

/** Names the origin of an unknown value, for reports that it is run. */
export const ORIGINS = {
  network: "text from the network",
  rebuilt: "text that is rebuilt from pieces",
  unread: "text of a part that is not read",
} as const;

/** Reports code that is only known at run time. */
export function unknownCode(context: Context, what: string, certainty: Effect["certainty"]): void {
  context.effects.push({
    verb: "execute-unknown",
    resource: "code",
    target: what,
    reach: "unknown",
    recovery: certainty === "possible" ? "effort" : "none",
    certainty,
    source: context.language,
    says: `runs code that is only known when it runs (${what})`,
    instead: "Write the code out, so that it can be read.",
  });
}
