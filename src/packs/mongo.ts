/** Reads MongoDB's shell and tools: the JavaScript they run, and what a restore drops. */

import { hasOption, operands, optionValue, optionValues, readArguments } from "../core/effects/options.ts";
import type { Invocation, ProgramPack, Reading } from "../core/effects/pack.ts";
import type { Facts } from "../core/facts/facts.ts";
import { textOfFile, textOfStdin } from "../core/files/input-text.ts";
import { shown } from "../core/files/targets.ts";
import { tablePack } from "../core/kit/subcommands.ts";
import type { Call } from "../core/kit/table.ts";
import { databaseOfWord } from "../core/languages/sql/application-database.ts";
import { unreadableSql } from "../core/languages/sql/client-input.ts";
import { clientPlace, type Placing } from "../core/languages/sql/client-place.ts";
import { textOf, type Word } from "../core/text/words.ts";

const PLACE: Placing = { host: ["host", "h", "uri"], variables: ["MONGODB_URI", "MONGO_URL", "MONGO_URI"] };
const VALUES = [
  "host",
  "h",
  "port",
  "u",
  "username",
  "p",
  "password",
  "authenticationDatabase",
  "authenticationMechanism",
  "d",
  "db",
  "c",
  "collection",
  "uri",
  "eval",
  "f",
  "file",
  "config",
  "tls",
  "tlsCAFile",
  "sslCAFile",
  "apiVersion",
  "q",
  "query",
  "out",
  "o",
  "type",
  "mode",
  "fields",
  "nsInclude",
  "nsExclude",
  "nsFrom",
  "nsTo",
  "dir",
  "readPreference",
  "jsContext",
];

export const mongosh: ProgramPack = {
  kind: "program",
  id: "mongosh",
  programs: ["mongosh", "mongo"],
  read: readShell,
  examples: [
    {
      run: "mongosh shop --eval 'db.runCommand({ delete: \"users\", deletes: [{ q: {}, limit: 0 }] })'",
      expect: "ask",
    },
    {
      run: "mongosh shop --eval 'db.runCommand({ delete: \"users\", deletes: [{ q: { _id: 1 }, limit: 1 }] })'",
      expect: "allow",
    },
    {
      run: "mongosh --host db.acme.io shop --eval 'db.users.findAndModify({ query: { a: 1 }, remove: true })'",
      expect: "ask",
    },
    {
      run: "mongosh --host db.acme.io shop --eval 'db.users.findAndModify({ query: { a: 1 }, update: { $set: { b: 1 } } })'",
      expect: "allow",
    },
    { run: "mongosh --eval 'db.users.find()'", expect: "allow" },
    { run: "mongosh mongodb://localhost/shop --eval 'db.users.countDocuments({})'", expect: "allow" },
    { run: "mongosh shop missing.js", expect: "ask", why: "nobody knows what it will do" },
    { run: "cat dump.js | mongosh shop", expect: "ask" },
    { run: "mongosh", expect: "allow", why: "a person types into it" },
    { run: "mongosh --version", expect: "allow" },
  ],
};

function readShell(command: Invocation, facts: Facts): Reading {
  const args = readArguments(command.argv.slice(1), { values: VALUES });
  if (hasOption(args, "help", "version", "build-info")) return { effects: [] };
  const [first, ...others] = operands(args);
  const isScript = (word: Word) => /\.(?:c|m)?js$/.test(word.value ?? "");
  const address = first && !isScript(first) && isAddress(first) ? first : undefined;
  const there = clientPlace(args, command.scope, facts, PLACE, address);
  const named = first && !address && !isScript(first) ? first.value : optionValue(args, "db")?.value;
  const at = named ? there.map(one => (one.kind === "database" ? { ...one, database: named } : one)) : there;
  const scope = { ...command.scope, via: [...command.scope.via, "mongosh"] };
  const scripts = [...[first].filter(word => word !== undefined), ...others].filter(isScript);
  const files = [...scripts, ...optionValues(args, "f", "file")].map(word => ({
    name: shown(word),
    text: textOfFile(word, command.scope, facts),
  }));
  const given = [...optionValues(args, "eval").map(word => ({ name: "its own text", text: textOf(word) })), ...files];
  const piped = given.length === 0 ? textOfStdin(command, facts) : undefined;
  const texts = piped === undefined ? given : [{ name: "what is piped in", text: piped }];
  return {
    effects: texts.flatMap(({ text, name }) =>
      text === null
        ? [{ ...unreadableSql(name, at, "mongosh", command), says: `runs a script that could not be read (${name})` }]
        : [],
    ),
    inner: texts.flatMap(({ text }) =>
      text === null
        ? []
        : [
            {
              kind: "code" as const,
              language: "mongosh" as const,
              text,
              scope,
              at,
              source: "mongosh",
              ...(command.span && { span: command.span }),
            },
          ],
    ),
  };
}

/** A plain name is a database of the server on this machine. */
function isAddress({ value }: Word): boolean {
  return value === null || /[:.]|^mongodb/.test(value);
}

export const mongoTools: ProgramPack = tablePack({
  id: "mongo-tools",
  source: "https://www.mongodb.com/docs/database-tools/mongorestore/",
  programs: [
    "mongorestore",
    "mongoimport",
    "mongodump",
    "mongoexport",
    "mongofiles",
    "mongostat",
    "mongotop",
    "mongoperf",
    "bsondump",
  ],
  grammar: { values: VALUES },
  lines: [
    {
      call: "",
      with: ["drop"],
      does: {
        verb: "drop",
        resource: "table",
        reach: "several",
        says: "drops the collections it restores, before it restores them",
        named: ["c", "collection", "nsInclude"],
        instead: "Restore into a database of another name (--nsTo).",
      },
    },
    {
      call: "",
      with: ["mode=delete"],
      does: {
        verb: "delete",
        resource: "rows",
        reach: "several",
        says: "deletes the documents that the file names from",
        named: ["c", "collection"],
      },
    },
    {
      call: "delete|delete_id",
      source: "https://www.mongodb.com/docs/database-tools/mongofiles/",
      does: { verb: "delete", resource: "record", reach: "several", says: "deletes from GridFS", recovery: "none" },
    },
    { call: "" },
  ],
  at: (call: Call) => {
    const uri = optionValue(call.args, "uri") ?? call.words.find(word => word.value?.startsWith("mongodb"));
    return uri ? databaseOfWord(uri, call.facts) : clientPlace(call.args, call.command.scope, call.facts, PLACE);
  },
  examples: [
    { run: "mongodump --uri mongodb://db.example.com/shop --out dump", expect: "allow" },
    { run: "mongorestore dump/", expect: "allow" },
    { run: "mongorestore --drop dump/", expect: "ask" },
    { run: "mongorestore --uri=mongodb+srv://u:p@cluster0.example.net/shop --drop dump/", expect: "deny" },
    { run: "mongoimport --db shop --collection users --drop --file users.json", expect: "ask" },
    { run: "mongoimport --db shop --collection users --file users.json", expect: "allow" },
  ],
});
