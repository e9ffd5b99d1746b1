import type { ProgramPack } from "../../core/effects/pack.ts";
import { tablePack } from "../../core/kit/subcommands.ts";
import { applicationDatabase, databaseOfWord } from "../../core/languages/sql/application-database.ts";
import { MIGRATES, REVERTS, REVERTS_ALL } from "../../core/languages/sql/schema-tools.ts";
import { databaseOf } from "../../core/places/database-address.ts";
import { GOOSE } from "../../core/places/databases/families/go-and-rust.ts";

export const goose: ProgramPack = tablePack({
  id: "goose",
  source: "https://github.com/pressly/goose",
  programs: ["goose"],
  grammar: { singleDash: true, values: ["dir", "table", "env", "timeout", "certfile"] },
  lines: [
    { call: "* * reset", does: REVERTS_ALL },
    { call: "reset", does: REVERTS_ALL },
    { call: "* * down-to 0", does: REVERTS_ALL },
    { call: "down-to 0", does: REVERTS_ALL },
    { call: "down|down-to|redo", does: REVERTS },
    { call: "up|up-by-one|up-to", does: MIGRATES },
    { call: "init" },
    { call: "* * down|down-to|redo", does: REVERTS },
    { call: "* * up|up-by-one|up-to", does: MIGRATES },
    { call: "* * status|version|create|fix|validate" },
  ],
  // `goose postgres "postgres://…" up`
  at: call => {
    const given = call.words.slice(1, 2).filter(word => word.value === null || databaseOf(word.value) !== undefined);
    const found = given.flatMap(word => databaseOfWord(word, call.facts));
    return found.length > 0 ? found : applicationDatabase(call, { family: GOOSE });
  },
  examples: [
    { run: "goose up", expect: "allow" },
    { run: "goose -dir migrations postgres postgres://localhost/shop up", expect: "allow" },
    { run: "goose postgres postgres://db.example.com/shop up", expect: "ask" },
    { run: "goose -dir db postgres postgres://db.example.com/shop reset", expect: "deny" },
    { run: "goose down-to 0", expect: "ask" },
    { run: "goose sqlite3 ./dev.db down", expect: "ask" },
    { run: "goose status", expect: "allow" },
  ],
});
