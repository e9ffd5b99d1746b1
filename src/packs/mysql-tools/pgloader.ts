/** Reads pgloader, which copies a whole database into PostgreSQL, and by default drops its tables of the same names. */
import { optionValues } from "../../core/effects/options.ts";
import type { ProgramPack } from "../../core/effects/pack.ts";
import { tablePack } from "../../core/kit/subcommands.ts";
import { databaseOfWord } from "../../core/languages/sql/application-database.ts";
import { textOf } from "../../core/text/words.ts";

export const pgloader: ProgramPack = tablePack({
  id: "pgloader",
  source: "https://pgloader.readthedocs.io/en/latest/",
  programs: ["pgloader"],
  grammar: {
    values: ["with", "set", "field", "cast", "type", "encoding", "before", "after", "l", "load-lisp-file", "root-dir"],
  },
  shows: ["version"],
  at: ({ words, facts }) => {
    const target = words[1];
    return target ? databaseOfWord(target, facts) : [];
  },
  lines: [
    {
      call: "* *",
      does: {
        verb: "drop",
        resource: "table",
        reach: "several",
        certainty: "likely",
        says: "drops the tables that it loads, and makes them anew",
        thing: "the tables that it loads",
        named: [],
      },
    },
    // A script of its own language says what it does.
    {
      call: "*",
      does: {
        verb: "drop",
        resource: "table",
        reach: "several",
        certainty: "likely",
        says: "drops the tables that its script loads, and makes them anew",
        thing: "the tables that its script loads",
        named: [],
      },
    },
  ],
  // https://pgloader.readthedocs.io/en/latest/ref/mysql.html: `include drop` is the default of databases, never of files.
  special: ({ args, words }) => {
    const said = optionValues(args, "with").map(textOf).join(", ");
    const keeps = /include no drop|create no tables|data only/.test(said) && !/\btruncate\b(?<!no truncate)/.test(said);
    const fromFile =
      /\.(?:csv|tsv|txt|dbf|fixed)$|^-$/.test(words[0]?.value ?? "") && !/truncate|drop indexes/.test(said);
    return keeps || fromFile ? { effects: [] } : undefined;
  },
  examples: [
    { run: "pgloader mysql://root@localhost/shop postgresql:///shop", expect: "ask" },
    { run: "pgloader mysql://root@localhost/shop postgresql://db.example.com/shop", expect: "deny" },
    { run: "pgloader --with 'include no drop' mysql://localhost/shop postgresql:///shop", expect: "allow" },
    { run: "pgloader --type csv --field id orders.csv postgresql:///shop?orders", expect: "allow" },
    { run: "pgloader --version", expect: "allow" },
  ],
});
