/** Reads a program in a scripting language: what its calls would do. */

import type { CodeLanguage, Reading } from "../../effects/pack.ts";
import type { Facts } from "../../facts/facts.ts";
import type { Locator } from "../../places/locator.ts";
import type { Scope } from "../../places/scope.ts";
import { anyOf } from "../../text/expressions.ts";
import { keepingWithin } from "../../text/memoize.ts";
import { HOLE } from "../../text/words.ts";
import { looksDestructive, runsDownload } from "../shell/suspicion.ts";
import { readJavascript } from "../syntax/javascript/reader.ts";
import type { Program } from "../syntax/program.ts";
import { readPython } from "../syntax/python/reader.ts";
import { BROKEN_JAVASCRIPT, BROKEN_PYTHON, PERL, PHP, RUBY, type ScannedDialect } from "../syntax/scanned/dialect.ts";
import { parseScanned } from "../syntax/scanned/parser.ts";
import { type Answered, type Context, handSql, unknownCode, unread } from "./context/context.ts";
import { Modules } from "./context/modules.ts";
import { isHarmless } from "./harmless.ts";
import { JAVASCRIPT } from "./libraries/javascript.ts";
import type { Library } from "./libraries/library.ts";
import { PERL_LIBRARY } from "./libraries/perl.ts";
import { PHP_LIBRARY } from "./libraries/php.ts";
import { PYTHON } from "./libraries/python.ts";
import { RUBY_LIBRARY } from "./libraries/ruby.ts";
import { answeredIn } from "./mocking.ts";
import { Run } from "./run.ts";
import { schemesOf } from "./schemes.ts";
import { droppedByTest } from "./test-schemas.ts";

/** Longer texts are not parsed, only searched for destructive words. */
const MAX_CODE = 96 * 1024;
const MAX_AGAIN = 5;
/** The limit for languages that are scanned without a grammar. */
const MAX_SCANNED = 96 * 1024;

/**
 * Reads `text` as `language`. Commands, SQL and HTTP calls are handed back as `inner`. `at`: the database that the
 * interpreter is already connected to.
 */
export function readCode(
  language: CodeLanguage,
  text: string,
  scope: Scope,
  facts: Facts,
  at: readonly Locator[] = [],
): Reading {
  let again = 0;
  const start = text.slice(0, MAX_CODE);
  const byLibrary = answeredIn(language, start);
  const byTest = droppedByTest(language, start);
  const answered: Answered | undefined =
    byLibrary && byTest ? call => byLibrary(call) || byTest(call) : (byLibrary ?? byTest);
  const context: Context = {
    language,
    library: LIBRARIES[language],
    facts,
    scope,
    at: [...at],
    settled: scope.committed === true,
    own: new Set(),
    moved: new Map(),
    seen: new Set(),
    puts: PUTS.test(start),
    ...(answered && { answered }),
    curl: new Map(),
    started: new Map(),
    pending: new Map(),
    created: [],
    bounds: new Set(),
    modules: new Modules(language, scope, facts),
    parsed: source => (source.length <= MAX_CODE ? PROGRAMS[language](source, facts.table) : undefined),
    effects: [],
    inner: [],
    again: source => {
      if (++again > MAX_AGAIN) unknownCode(context, "code inside of code inside of code", "likely");
      else follow(source);
    },
  };
  const isFile = scope.variables.has("0");
  const home = scope.variables.get("HOME") ?? facts.around.home;
  const follow = (source: string) => {
    const readable = source.length <= MAX_CODE;
    const plain = readable && isHarmless(language, source, context.library) && !looksDestructive(source);
    if (plain && !context.modules.mayBeIn(source)) return;
    const program = context.parsed(source);
    if (program) new Run(context, { home, file: scope.variables.get("0") ?? undefined }).program(program.body);
    for (const statement of context.pending.values()) handSql(context, statement);
    context.pending.clear();
    const found = context.effects.length + context.inner.length > 0;
    // A shell command instead of a program: it fails, but the intention is clear.
    if (!found && /^\s*(?:sudo +)?rm +-[a-zA-Z]*[rRf]/.test(source.slice(0, MAX_CODE)))
      return unknownCode(context, "a shell command in the place of a program", "likely");
    const doubt = context.settled ? "possible" : "likely";
    if (program?.broken && !found && looksDestructive(source))
      unknownCode(context, "a text that does not follow its grammar", doubt);
    // A long file of the project is nothing rare; a destructive one mostly has telling words.
    if (!program && !isHarmless(language, source, context.library))
      unread(context, "a text that is too long to read", isFile && !looksDestructive(source) ? "possible" : doubt);
    if (program?.skipped.some(part => !isHarmless(language, part, context.library)))
      unread(context, "parts that are nested too deep to read", doubt);
  };
  follow(text);
  if (text.includes(HOLE) && text.replaceAll(HOLE, "").trim() === "")
    unknownCode(context, "a text that is only known when it runs", context.settled ? "possible" : "likely");
  if (
    runsDownload(text) &&
    !context.effects.some(({ verb, certainty }) => verb === "execute-unknown" && certainty !== "possible")
  )
    unknownCode(context, "text from the network", "likely");
  context.effects.push(...schemesOf(text, context));
  return { effects: context.effects, inner: context.inner };
}

/** Calls that write content to an opened file. */
const PUTS = anyOf([
  /\.(?:write\w*|puts|print\w*|dump\w*|save|extend|to_\w+)\s{0,4}\(/,
  /\bprint\s{0,4}\([^\n]{0,400}\bfile\s{0,2}=/,
  /\bdump\w*\s{0,4}\(|\bf(?:write|puts|printf)\s{0,4}\(|<<\s{0,4}\w|\bprintf?\s+\{?\$?[A-Z\w]+\}?\s/,
]);

const LIBRARIES: Readonly<Record<CodeLanguage, Library>> = {
  python: PYTHON,
  javascript: JAVASCRIPT,
  mongosh: JAVASCRIPT,
  ruby: RUBY_LIBRARY,
  perl: PERL_LIBRARY,
  php: PHP_LIBRARY,
};

const PROGRAMS: Readonly<Record<CodeLanguage, (text: string, act: object) => Program | undefined>> = {
  python: keepingWithin(text => readPython(text) ?? scanned(text, BROKEN_PYTHON, true)),
  javascript: keepingWithin(text => readJavascript(text) ?? scanned(text, BROKEN_JAVASCRIPT, true)),
  mongosh: keepingWithin(
    text =>
      readJavascript(text.replace(/^[ \t]*use +([\w-]+) *;?$/gm, 'db = db.getSiblingDB("$1");')) ??
      scanned(text, BROKEN_JAVASCRIPT, true),
  ),
  ruby: keepingWithin(text => scanned(text, RUBY)),
  perl: keepingWithin(text => scanned(text, PERL)),
  php: keepingWithin(text => scanned(programOfPhp(text), PHP)),
};

function scanned(text: string, dialect: ScannedDialect, broken = false): Program | undefined {
  if (text.length > MAX_SCANNED) return undefined;
  const program = parseScanned(text, dialect);
  return { ...program, broken: broken || program.broken };
}

/** Whether PHP code, rather than text of another language, precedes the first tag. */
function isCodeOfPhp(before: string): boolean {
  return !/^\s*(?:<|#!)/.test(before) && /\w\s*\(|\$\w+\s*=|\b(?:echo|print)\b/.test(before);
}

/** Returns the code between PHP's tags; without tags, the whole text, as for `php -r`. */
function programOfPhp(text: string): string {
  const tag = text.search(/<\?(?:php\b|=)/);
  // The code of `php -r` has no tags: a tag inside one of its strings is data.
  if (tag < 0 || isCodeOfPhp(text.slice(0, tag))) return text;
  return text
    .split(/<\?(?:php\b|=)/)
    .slice(1)
    .map(part => part.split("?>")[0] ?? "")
    .join(";\n");
}
