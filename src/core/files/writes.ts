/** Computes the loss in files that are opened for writing: the old content, unless it is appended to or dispensable. */

import type { Effect } from "../effects/effect.ts";
import type { Facts } from "../facts/facts.ts";
import type { Scope } from "../places/scope.ts";
import { anyOf, inOrder, words } from "../text/expressions.ts";
import { baseName } from "../text/paths.ts";
import type { Span } from "../text/span.ts";
import { knownPrefix, type Word } from "../text/words.ts";
import { fileInSomeHome } from "./any-home.ts";
import { patternOf } from "./globs.ts";
import { describeLoss, isSafeInGit } from "./loss.ts";
import { effectOfLoss } from "./loss-effects.ts";
import { isAbsent, whereItIs } from "./moved.ts";
import { lossOfAll } from "./overwritten.ts";
import { lossOfPattern } from "./patterns.ts";
import { effectsOfWritingOneOf, existingPaths, possiblePaths } from "./possible.ts";
import type { Write } from "./search-results.ts";
import { pathOf, shown } from "./targets.ts";
import { effectOfWriting } from "./writing.ts";

export interface Writing {
  readonly source: string;
  readonly span?: Span | undefined;
  /** False for `>>` and `tee -a`, which keep the content. */
  readonly empties: boolean;
  /** No new content is written. */
  readonly blank?: true | undefined;
  /** A missing file is not created: `sed -i`. */
  readonly edits?: true;
}

/** Files that nobody creates empty: databases, dumps, keys, settings, program source. */
const NEVER_EMPTY = anyOf([
  inOrder([
    /(?<!__init__)\./,
    words`
      db db3 sqlite3? mdb mdf ldf ibd rdb aof sql dump bak backup pem key crt p12 pfx kdbx env tfstate tfvars xlsx?
      docx? pdf zip tar t?gz [cm]?[jt]sx? py rb go rs java kt cs cpp cc php swift scala vue svelte tf lock toml ya?ml
    `,
    /$/,
  ]),
  inOrder([
    /(?:^|\/)/,
    words`
      \.env(?:\.[\w.-]+)? Makefile Dockerfile authorized_keys known_hosts config credentials hosts passwd shadow fstab
      sudoers
    `,
    /$/,
  ]),
]);

/** Returns the effects of output redirects. */
export function effectsOfWrites(writes: readonly Write[], facts: Facts): Effect[] {
  const effects: Effect[] = [];
  for (const { target, operator, scope, span, blank } of writes) {
    const empties = !operator.includes(">>") && operator !== "<>";
    for (const effect of effectsOfWrite(target, scope, facts, { source: "redirect", span, empties, blank }))
      effects.push(effect);
  }
  return effects;
}

/** Returns the effects of one file that a command opens for writing; none for streams such as `/dev/null`. */
export function effectsOfWrite(word: Word, scope: Scope, facts: Facts, writing: Writing): Effect[] {
  const { source, span, empties } = writing;
  const someHome = fileInSomeHome(word);
  if (someHome !== undefined) return [effectOfWriting({ name: shown(word), path: someHome, source, span })];
  const pattern = word.glob && empties ? patternOf(word) : undefined;
  if (typeof pattern === "string") {
    const matched = lossOfPattern(pattern, scope, facts, { recursive: false });
    if (matched?.loss.recovery !== "none" || isJournal(pattern))
      return effectsOfWritingOneOf(word, scope, facts, writing);
    const covers = matched.covers ?? possiblePaths(word, scope, facts);
    return [effectOfLoss({ name: shown(word), ...matched, covers }, { verb: "overwrite", source, span })];
  }
  const named = pathOf(word, scope);
  const found = named === undefined && empties ? overwrittenAmong(word, scope, facts, writing) : [];
  if (found.length > 0) return found;
  if (named === undefined)
    return [
      ...unknownTarget(word, scope, writing),
      ...(isDevice(word) ? [] : effectsOfWritingOneOf(word, scope, facts, writing)),
    ];
  if (isStream(named)) return [];
  const stat = facts.ask({ kind: "stat", path: named });
  const path = stat?.type === "link" ? stat.realpath : whereItIs(named, scope, true);
  const name = shown(word);
  const loss = describeLoss(path, facts, scope.cwd);
  if (loss.resource === "directory") return [];
  const shared = empties && stat?.shared === true && loss.recovery === "free" && stat.size > 0;
  if (shared && !isSafeInGit(path, facts, scope.cwd))
    return [
      effectOfLoss(
        { name, path, loss: { ...loss, recovery: "none" } },
        { verb: "overwrite", source, span, says: `overwrites ${name}, a file that has other names as well` },
      ),
    ];
  const isThere = writing.edits || (writing.blank && NEVER_EMPTY.test(path));
  if (empties && loss.recovery === "none" && !isRewritten(path, writing.blank) && !isAbsent(named, scope))
    return [
      effectOfLoss({ name, path, loss }, { verb: "overwrite", source, span, ...(isThere && { certainty: "certain" }) }),
    ];
  return [effectOfWriting({ name, path, source, span, anew: isAbsent(named, scope) })];
}

/** The file is one of several existing ones; returns the same effect as for one with a plain name. */
function overwrittenAmong(word: Word, scope: Scope, facts: Facts, { source, span, blank }: Writing): Effect[] {
  const lost = lossOfAll(
    existingPaths(word, scope, facts).filter(path => !isRewritten(path, blank)),
    scope,
    facts,
  );
  return lost === undefined ? [] : [effectOfLoss({ name: shown(word), ...lost }, { verb: "overwrite", source, span })];
}

/** A file known only at run time is probably the command's own, unless a search found it; a disk is not. */
function unknownTarget(word: Word, { via }: Scope, { source, span, empties, blank }: Writing): Effect[] {
  if (!empties) return [];
  if (blank && via.some(carrier => /^(?:find|fd|xargs|parallel)$/.test(carrier)))
    return [
      effectOfLoss(
        { name: "every file that is found", loss: { resource: "file", reach: "all", recovery: "none", marks: [] } },
        { verb: "overwrite", source, span, says: "empties every file that is found" },
      ),
    ];
  const disk = isDevice(word);
  const loss = { resource: disk ? "volume" : "file", reach: "one", recovery: disk ? "none" : "effort" } as const;
  return [
    effectOfLoss(
      { name: shown(word), loss: { ...loss, marks: disk ? ["root", "unresolved-target"] : [] } },
      { verb: "overwrite", source, span, certainty: disk ? "likely" : "possible" },
    ),
  ];
}

function isDevice(word: Word): boolean {
  return knownPrefix(word).startsWith("/dev/");
}

/** Conventional names of printed output, which a run repeats: `./main > output.txt`. Tables are data. */
const OUTPUT = anyOf([
  /^(?:std)?(?:out|err)(?:put|or)?s?\d{0,3}\.(?:txt|json|html?|xml)$/,
  /[._-](?:std)?(?:out|err)(?:put|or)?s?\.(?:txt|json|html?|xml)$/,
  /^(?:test[_-]?)?(?:results?|reports?|bench(?:mark)?s?)\.(?:txt|html?|xml)$/,
]);

/** Returns whether a run writes the file again. */
function isRewritten(path: string, blank: true | undefined): boolean {
  return isJournal(path) || (!blank && OUTPUT.test(baseName(path)));
}

/** Returns whether every run rewrites the file and nobody keeps it. */
function isJournal(path: string): boolean {
  return /\.(log|out|tmp)$/.test(baseName(path));
}

function isStream(path: string): boolean {
  return /^\/(dev\/(null|zero|full|tty|stdin|stdout|stderr|fd\/\d+|ptmx|pts\/\d+)|proc\/(self|\d+)\/fd\/\d+)$/.test(
    path,
  );
}
