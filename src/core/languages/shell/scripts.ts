/** Reads scripts that a shell runs from a file as if their text were in the command. */

import type { Effect } from "../../effects/effect.ts";
import { type Facts, MAX_FILE_TEXT } from "../../facts/facts.ts";
import { workspacesOf } from "../../files/landmarks.ts";
import { isOutput, isSafeInGit, isScratch } from "../../files/loss.ts";
import { contentAt } from "../../files/moved.ts";
import { boundsOfWord } from "../../files/possible.ts";
import { isProduct } from "../../files/products.ts";
import { pathOf } from "../../files/targets.ts";
import type { Scope } from "../../places/scope.ts";
import { anyOf, inOrder, words } from "../../text/expressions.ts";
import { isWithin } from "../../text/paths.ts";
import type { Span } from "../../text/span.ts";
import { HOLE, unknownWord, type Word } from "../../text/words.ts";
import { isBroughtAlong } from "./brought-along.ts";
import { isInstalled } from "./installed.ts";

export type Script =
  /** `committed`: git holds it unchanged, or it is a person's own tool outside of the workspace. */
  | { readonly kind: "text"; readonly text: string; readonly committed: boolean }
  /** The same command fetches or creates it, or it is too large to be read. */
  | { readonly kind: "unseen"; readonly large?: true }
  /** It does not exist, is no text, or is installed software. */
  | { readonly kind: "none" };

/**
 * The script that `word` names, as earlier commands of the same text leave it, else as it is on the disk, where
 * installed software is not read.
 */
export function scriptAt(word: Word, scope: Scope, facts: Facts): Script {
  const named = pathOf(word, scope);
  if (named === undefined) return { kind: "none" };
  const written = scope.earlier?.written.get(named);
  if (written !== undefined)
    return written === null ? { kind: "unseen" } : { kind: "text", text: written, committed: false };
  const path = contentAt(named, scope);
  const near = workspacesOf(facts, scope.cwd).some(root => isWithin(path, root, facts.around.platform));
  const far = !near && !isScratch(path, facts, scope.cwd);
  if (far && isInstalled(path, facts)) return { kind: "none" };
  const text = facts.ask({ kind: "text", path });
  if (text === null && INSTALLER.test(named) && fetchedAbove(named, scope)) return { kind: "unseen" };
  if (text === null) return isLargeAndNew(path, scope, facts) ? { kind: "unseen", large: true } : { kind: "none" };
  const readable = withoutZeros(text);
  if (readable === undefined) return { kind: "none" };
  // A person's own tool or hook: it is read, but how it starts its programs is their decision.
  const own = (far || path.includes("/.git/hooks/")) && !(facts.around.created?.includes(path) ?? false);
  return { kind: "text", text: readable, committed: own || isSafeInGit(path, facts, scope.cwd) };
}

/**
 * Whether the file is too large, and neither committed nor a build output. Tools that a project keeps as one large
 * file, and bundles, run every day.
 */
function isLargeAndNew(path: string, scope: Scope, facts: Facts): boolean {
  const there = facts.ask({ kind: "stat", path });
  const stat = there?.type === "link" ? facts.ask({ kind: "stat", path: there.realpath }) : there;
  if (stat?.type !== "file" || stat.size <= MAX_FILE_TEXT || BUNDLE.test(path)) return false;
  if (isBroughtAlong(path, scope, facts) || isSafeInGit(path, facts, scope.cwd)) return false;
  return !isOutput(path, facts, scope.cwd) && !isProduct(path, facts, scope.cwd);
}

const BUNDLE = /[.-](?:min|bundle|umd|iife)\.[cm]?js$|\/\.yarn\/releases\//;

/**
 * Drops zero characters or reads UTF-16, as shells and interpreters do. Undefined where zeros are right at the start,
 * as in no script (bash(1) checks the first 80 characters).
 */
function withoutZeros(text: string): string | undefined {
  if (!text.includes("\0")) return text;
  const marked = /^(?:\uFFFD\uFFFD|\uFEFF)/.test(text);
  if (!marked && !text.startsWith("#!") && text.slice(0, 80).includes("\0")) return undefined;
  return text.slice(marked ? (text.startsWith("\uFEFF") ? 1 : 2) : 0).replaceAll("\0", "");
}

/**
 * Scripts that install a project that was just fetched. Its `configure`, its build and their output are how anybody
 * works with a clone.
 */
const INSTALLER = anyOf(
  [
    inOrder([
      /(?:^|[/._-])(?:un)?/,
      words`install(?:er)? setup deploy postinstall`,
      /(?:[._-][\w-]{1,40})?(?:\.(?:sh|bash|zsh|command|run|pl|ps1))$/,
    ]),
    /\/install(?:er)?$/,
  ],
  "i",
);

/** Whether it is below a folder that the same text has fetched, which is recorded with a trailing slash. */
function fetchedAbove(path: string, { earlier }: Scope): boolean {
  for (let at = path.lastIndexOf("/"); earlier && at > 0; at = path.lastIndexOf("/", at - 1))
    if (earlier.written.get(path.slice(0, at + 1)) === null) return true;
  return false;
}

/** The scope inside a script or a function: `$1`, `$2` … are `args`. A pattern's matches are not its text. */
export function withArguments(scope: Scope, args: readonly Word[], via: string): Scope {
  const variables = new Map([...scope.variables].filter(([name]) => !/^(\d+|#)$/.test(name)));
  variables.set("#", String(args.length));
  const item = scope.given?.get(HOLE);
  const given = new Map<string, Word>(item && [[HOLE, item]]);
  args.forEach((word, i) => {
    const name = String(i + 1);
    variables.set(name, word.glob ? null : word.value);
    const may = word.glob || word.value === null ? boundsOfWord(word) : [];
    if (may.length > 0) given.set(name, bounded(name, may));
  });
  const { given: _, ...outer } = scope;
  return { ...outer, variables, via: [...scope.via, via], ...(given.size > 0 && { given }) };
}

/** Adds bounds for a parameter without a known value; `HOLE` names the hole of a text that was handed on. */
export function withGiven(scope: Scope, name: string, may: readonly string[]): Scope {
  if (may.length === 0) return scope;
  return { ...scope, given: new Map(scope.given).set(name, bounded(name, may)) };
}

function bounded(name: string, may: readonly string[]): Word {
  return unknownWord(`$${name}`, undefined, may);
}

/** The effect of running code whose text is only known at run time. */
export function unseenCode(from: string, certainty: Effect["certainty"], span: Span | undefined): Effect {
  return {
    verb: "execute-unknown",
    resource: "code",
    target: from,
    reach: "unknown",
    recovery: certainty === "possible" ? "effort" : "none",
    certainty,
    source: "shell",
    says: `runs code that is only known when it runs (from ${from})`,
    instead: "Save the text to a file first and read it, then run the file.",
    ...(span && { span }),
  };
}
