/** Reads the shells of SQLite and DuckDB: SQL against a file, and the shell's own commands, which reach beyond it. */
import type { Effect } from "../core/effects/effect.ts";
import { type Argument, hasOption, operands, readArguments } from "../core/effects/options.ts";
import type { Inner, Invocation, ProgramPack, Reading } from "../core/effects/pack.ts";
import type { Facts } from "../core/facts/facts.ts";
import { originOf } from "../core/files/input-text.ts";
import { describeLoss, isScratch } from "../core/files/loss.ts";
import { effectOfLoss } from "../core/files/loss-effects.ts";
import { pathOf, shown, targetOf } from "../core/files/targets.ts";
import { effectsOfWrite } from "../core/files/writes.ts";
import { effectOfWriting } from "../core/files/writing.ts";
import {
  fileSource,
  inlineSource,
  readSources,
  type Source,
  stdinSource,
  unreadableSql,
} from "../core/languages/sql/client-input.ts";
import type { ClientSyntax } from "../core/languages/sql/client-script.ts";
import type { Locator } from "../core/places/locator.ts";
import { literalWord, type Word } from "../core/text/words.ts";

const SYNTAX: ClientSyntax = {
  includes: /^\.read[ \t]+(?![ \t])([^|].*)$/,
  shell: /^\.(?:shell|system|sh|once[ \t]+\||output[ \t]+\||read[ \t]+\||import[ \t]+\|)(?!\w)[ \t]*(?![ \t])(.*)$/,
};

export const sqlite: ProgramPack = {
  kind: "program",
  id: "sqlite3",
  programs: ["sqlite3", "sqlite", "litecli", "duckdb", "sqlcipher", "libsql"],
  read: readShell,
  examples: [
    { run: "sqlite3 app.db 'SELECT count(*) FROM users'", files: { "app.db": "x" }, expect: "allow" },
    { run: "sqlite3 app.db .schema", files: { "app.db": "x" }, expect: "allow" },
    { run: "sqlite3 app.db 'DROP TABLE users'", files: { "app.db": "x" }, expect: "ask" },
    { run: "sqlite3 app.db 'DELETE FROM users WHERE id = 3'", files: { "app.db": "x" }, expect: "allow" },
    { run: "sqlite3 -header app.db 'DELETE FROM users'", files: { "app.db": "x" }, expect: "ask" },
    {
      run: "sqlite3 new.db 'DROP TABLE IF EXISTS a; CREATE TABLE a (b)'",
      expect: "allow",
      why: "there is no such file yet",
    },
    { run: "sqlite3 new.db 'DROP TABLE a'", expect: "ask", why: "a file of that name was meant" },
    { run: "sqlite3 :memory: 'DROP TABLE a'", expect: "allow" },
    { run: "sqlite3 /tmp/scratch/x.db 'DROP TABLE a'", expect: "allow" },
    { run: "sqlite3 -readonly app.db 'DROP TABLE a'", files: { "app.db": "x" }, expect: "allow" },
    { run: "sqlite3 app.db < drop.sql", files: { "app.db": "x", "drop.sql": "DROP TABLE a;" }, expect: "ask" },
    { run: "sqlite3 app.db '.read drop.sql'", files: { "app.db": "x", "drop.sql": "DROP TABLE a;" }, expect: "ask" },
    { run: "sqlite3 app.db '.read missing.sql'", files: { "app.db": "x" }, expect: "ask" },
    { run: "sqlite3 :memory: '.shell rm -rf ~'", expect: "deny" },
    { run: "sqlite3 app.db '.restore backup.db'", files: { "app.db": "x" }, expect: "ask" },
    { run: "sqlite3 app.db '.backup backup.db'", files: { "app.db": "x" }, expect: "allow" },
    { run: "sqlite3 app.db <<'SQL'\nDELETE FROM users;\nSQL", files: { "app.db": "x" }, expect: "ask" },
    { run: "sqlite3 app.db .dump > dump.sql", files: { "app.db": "x" }, expect: "allow" },
    { run: "duckdb shop.duckdb -c 'DROP TABLE orders'", files: { "shop.duckdb": "x" }, expect: "ask" },
    { run: "duckdb -c \"SELECT * FROM 'data.csv'\"", expect: "allow" },
  ],
};

function readShell(command: Invocation, facts: Facts): Reading {
  const args = readArguments(command.argv.slice(1), {
    singleDash: true,
    values: [
      "cmd",
      "init",
      "separator",
      "newline",
      "nullvalue",
      "mmap",
      "maxsize",
      "vfs",
      "lookaside",
      "pagecache",
      "heap",
      "A",
      "c",
      "s",
      "f",
      "log",
      "key",
      "database",
    ],
  });
  if (hasOption(args, "help", "version", "A")) return { effects: [] };
  const [file, ...texts] = operands(args);
  const sources: Source[] = [...options(args, command, facts), ...texts.map(inlineSource)];
  const piped = texts.length === 0 ? stdinSource(command, facts) : undefined;
  if (piped) sources.push(piped);
  const at = placeOf(file, command);
  const source = command.program === "duckdb" ? "duckdb" : "sqlite3";
  const effects = sources.flatMap(({ text }) => (text === null ? [] : dotEffects(text, file, at, command, facts)));
  const reading = readSources(sources, at, source, command, facts, SYNTAX);
  const inner = reading.inner ?? [];
  if (!losesNothing(file, args, command, facts, sources)) return { effects: [...effects, ...reading.effects], inner };
  // Only what leaves the database counts: the shell, other files, unreadable text.
  const outside = inner.filter(
    (one: Inner) => one.kind !== "sql" || /^[^\S\r\n\u2028\u2029]*(?:ATTACH\b|\.|PRAGMA\b)/im.test(one.text),
  );
  const beside = effects.filter(({ resource }) => resource !== "database");
  return { effects: [...beside, ...databaseMade(file, args, command, facts)], inner: outside };
}

/** Records a new database file, which belongs to the session. */
function databaseMade(
  file: Word | undefined,
  args: readonly Argument[],
  { scope, span }: Invocation,
  facts: Facts,
): Effect[] {
  const path =
    file && file.value !== ":memory:" && !hasOption(args, "readonly", "ro") ? pathOf(file, scope) : undefined;
  const missing = file && path !== undefined && facts.ask({ kind: "stat", path })?.type === "missing";
  return missing ? [effectOfWriting({ name: shown(file), path, source: "sqlite3", span })] : [];
}

function options(args: readonly Argument[], command: Invocation, facts: Facts): Source[] {
  return args.flatMap((arg): Source[] => {
    if (arg.kind !== "option" || !arg.value) return [];
    if (/^(?:cmd|c|s)$/.test(arg.name)) return [inlineSource(arg.value)];
    return /^(?:init|f)$/.test(arg.name) ? [fileSource(arg.value, command, facts)] : [];
  });
}

function placeOf(file: Word | undefined, command: Invocation): Locator[] {
  const path = file && pathOf(file, command.scope);
  const because = file ? `the file ${shown(file)}` : "a database in memory";
  return [
    { kind: "database", host: "localhost", ...(path !== undefined && { database: path }), evidence: { because } },
  ];
}

/** Tells whether nothing is lost: in memory, read-only, a new file, one of the session's own, or a temporary file. */
function losesNothing(
  file: Word | undefined,
  args: readonly Argument[],
  command: Invocation,
  facts: Facts,
  sources: readonly Source[],
): boolean {
  if (!file || file.value === "" || file.value === ":memory:" || hasOption(args, "readonly", "ro")) return true;
  const path = originOf(file, command.scope);
  if (path === undefined || file.glob) return false;
  if (isScratch(path, facts, command.scope.cwd)) return true;
  const isOwn = facts.around.created?.includes(path) && !command.scope.elsewhere && !command.scope.earlier?.moves;
  if (isOwn && describeLoss(path, facts, command.scope.cwd).recovery === "free") return true;
  // Dropping something in a missing file suggests a wrong name; creating tables means that the file is new.
  const begins = sources.some(
    ({ text }) =>
      text === null || /\bcreate\s+(?:or\s+replace\s+)?(?:temp\w*\s+|virtual\s+)?(?:table|schema)\b/i.test(text),
  );
  return begins && facts.ask({ kind: "stat", path })?.type === "missing";
}

/** Reads commands of the shell that overwrite a database or a file, or load code. */
function dotEffects(
  text: string,
  file: Word | undefined,
  at: readonly Locator[],
  command: Invocation,
  facts: Facts,
): Effect[] {
  const effects: Effect[] = [];
  for (const [, name = ""] of text.matchAll(/\bwritefile\s*\(\s*'([^'\n]{1,300})'/gi)) {
    const file = literalWord(name, command.span);
    effects.push(
      ...effectsOfWrite(file, command.scope, facts, { source: "sqlite3", span: command.span, empties: true }),
    );
  }
  for (const line of text.split("\n")) {
    const [, name = "", rest = ""] = /^[ \t]*\.(\w+)(?!\w)[ \t]*(?![ \t])(.*)$/.exec(line) ?? [];
    const argument =
      /(?:^|\s)(['"])(.+)\1\s*$/.exec(rest)?.[2] ??
      rest
        .trim()
        .split(/\s+/)
        .at(-1)
        ?.replace(/^(['"])(.*)\1$/, "$2") ??
      "";
    if (name === "load")
      effects.push({ ...unreadableSql(argument, at, "sqlite3", command), says: `loads native code (${argument})` });
    else if (name === "restore" || (name === "open" && /--new\b/.test(rest)))
      effects.push(replaced(name === "open" ? argument : file ? shown(file) : "the database", at, command));
    else if (/^(?:backup|save|clone|output|once|excel|log)$/.test(name) && argument !== "" && !rest.includes("|")) {
      const target = targetOf(literalWord(argument), command.scope, facts, { recursive: false });
      if (target && target.loss.recovery !== "free" && facts.ask({ kind: "stat", path: target.path ?? "" }))
        effects.push(effectOfLoss(target, { verb: "overwrite", source: "sqlite3", span: command.span }));
    }
  }
  return effects;
}

function replaced(name: string, at: readonly Locator[], { span }: Invocation): Effect {
  return {
    verb: "overwrite",
    resource: "database",
    target: name,
    reach: "one",
    recovery: "none",
    certainty: "certain",
    source: "sqlite3",
    says: `replaces the whole database ${name}`,
    at,
    instead: "Restore into a new file.",
    ...(span && { span }),
  };
}
