/** Reads Oracle's sqlplus, SQLcl and RMAN: scripts on standard input or after an `@`. */
import type { Effect } from "../core/effects/effect.ts";
import { operands, readArguments } from "../core/effects/options.ts";
import type { Invocation, ProgramPack, Reading } from "../core/effects/pack.ts";
import type { Facts } from "../core/facts/facts.ts";
import {
  fileSource,
  readSources,
  type Source,
  stdinSource,
  unreadableSql,
} from "../core/languages/sql/client-input.ts";
import { clientPlace } from "../core/languages/sql/client-place.ts";
import type { ClientSyntax } from "../core/languages/sql/client-script.ts";
import type { Locator } from "../core/places/locator.ts";
import { dropPrefix, literalWord, type Word } from "../core/text/words.ts";

const SYNTAX: ClientSyntax = {
  includes: /^[ \t]*(?:@@?|start[ \t])[ \t]*(\S+)/i,
  shell: /^[ \t]*(?:host?[ \t]|!)[ \t]*(?![ \t])(.*)$/i,
};

export const oracle: ProgramPack = {
  kind: "program",
  id: "oracle",
  programs: ["sqlplus", "sqlcl", "rman"],
  read(command, facts) {
    return command.program === "rman" ? backups(command, facts) : script(command, facts);
  },
  examples: [
    { run: "sqlplus -S app/pw@localhost/xe <<'SQL'\nSELECT 1 FROM dual;\nexit\nSQL", expect: "allow" },
    { run: "sqlplus -S app/pw@db.example.com/shop <<'SQL'\nDROP TABLE orders PURGE;\nSQL", expect: "deny" },
    { run: "echo 'DROP USER app CASCADE;' | sqlplus / as sysdba", expect: "ask" },
    { run: "sqlplus app/pw@localhost/xe @drop.sql", files: { "drop.sql": "DROP TABLE a;\n/\nexit\n" }, expect: "ask" },
    { run: "sqlplus app/pw@localhost/xe @missing.sql", expect: "ask" },
    { run: "rman target / <<'R'\nDELETE NOPROMPT OBSOLETE;\nR", expect: "ask" },
    { run: "rman target / <<'R'\nLIST BACKUP;\nBACKUP DATABASE;\nR", expect: "allow" },
    {
      run: "rman target / cmdfile=wipe.rcv",
      files: { "wipe.rcv": "DROP DATABASE INCLUDING BACKUPS NOPROMPT;" },
      expect: "ask",
    },
  ],
};

/** Reads `user/password@host:port/service`; without an address it is the database of this machine. */
function placeOf(command: Invocation, facts: Facts): Locator[] {
  const words = operands(readArguments(command.argv.slice(1), { values: ["M", "C", "F"] }));
  const login = words.find(word => word.value?.includes("@") && !word.value.startsWith("@"));
  const host = login?.value ? /@(?:\/\/)?([^:/]+)/.exec(login.value)?.[1] : undefined;
  return clientPlace(
    [],
    command.scope,
    facts,
    { variables: ["TWO_TASK"] },
    host === undefined ? undefined : literalWord(host),
  );
}

function script(command: Invocation, facts: Facts): Reading {
  const words = command.argv.slice(1);
  const files = words
    .filter(word => word.text.startsWith("@"))
    .map(word => source(dropPrefix(word, 1), command, facts));
  const piped = files.length === 0 ? stdinSource(command, facts) : undefined;
  const sources = (piped ? [piped] : files).map(one => ({ ...one, text: one.text && withoutSlashes(one.text) }));
  return readSources(sources, placeOf(command, facts), "oracle", command, facts, SYNTAX);
}

/** A script's name without a suffix means `.sql`. */
function source(word: Word, command: Invocation, facts: Facts): Source {
  const named = word.value !== null && !/\.\w+$/.test(word.value) ? literalWord(`${word.value}.sql`) : word;
  return fileSource(named, command, facts);
}

/** Removes lines with only a slash, which run what precedes them. */
function withoutSlashes(text: string): string {
  return text
    .replace(/^[^\S\r\n\u2028\u2029]*\/[^\S\n]*$/gm, ";")
    .replace(
      /^[^\S\r\n\u2028\u2029]*(?:connect|conn|rem|set|prompt|spool|whenever|show|exit|quit|column|define)\b.*$/gim,
      "",
    );
}

const LOSES: readonly (readonly [pattern: RegExp, effect: Pick<Effect, "verb" | "resource" | "says">])[] = [
  [
    /^[^\S\r\n\u2028\u2029]*DROP\s+(?:DATABASE|PLUGGABLE|CATALOG)/im,
    { verb: "drop", resource: "database", says: "drops the database" },
  ],
  [/^[^\S\r\n\u2028\u2029]*DELETE\b/im, { verb: "delete", resource: "backup", says: "deletes backups" }],
  [
    /^[^\S\r\n\u2028\u2029]*(?:RESTORE|RECOVER|FLASHBACK|SWITCH|DUPLICATE)\b(?!.*\b(?:VALIDATE|PREVIEW)\b)/im,
    { verb: "overwrite", resource: "database", says: "replaces the database by an earlier state" },
  ],
  [
    /^[^\S\r\n\u2028\u2029]*RESET\s+DATABASE|OPEN\s+RESETLOGS/im,
    { verb: "delete", resource: "backup", says: "throws away the redo logs" },
  ],
  [/^[^\S\r\n\u2028\u2029]*SHUTDOWN\b/im, { verb: "stop", resource: "database", says: "shuts the database down" }],
];

function backups(command: Invocation, facts: Facts): Reading {
  const at = placeOf(command, facts);
  const file = command.argv.slice(1).find(word => /^(?:@|cmdfile=?)/i.test(word.value ?? ""));
  const named = file && (file.value?.startsWith("@") ? dropPrefix(file, 1) : dropPrefix(file, "cmdfile=".length));
  const given = named ? fileSource(named, command, facts) : stdinSource(command, facts);
  if (!given) return { effects: [] };
  if (given.text === null) return { effects: [unreadableSql(given.name, at, "oracle", command)] };
  const text = given.text.replace(/\b(?:run)\s*\{|;/gi, "\n");
  return {
    effects: LOSES.filter(([pattern]) => pattern.test(text)).map(([, effect]) => ({
      ...effect,
      target: effect.says.replace(/^\w+ (?:the )?/, ""),
      reach: "one",
      recovery: effect.verb === "stop" ? "effort" : "none",
      certainty: "certain",
      source: "oracle",
      at,
      ...(command.span && { span: command.span }),
    })),
  };
}
