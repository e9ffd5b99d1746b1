import type { ProgramPack } from "../../core/effects/pack.ts";
import { tablePack } from "../../core/kit/subcommands.ts";
import { applicationDatabase } from "../../core/languages/sql/application-database.ts";
import { DROPS_TABLES, MIGRATES, REVERTS, REWRITES_HISTORY } from "../../core/languages/sql/schema-tools.ts";
import { FLYWAY } from "../../core/places/databases/families/java.ts";

export const flyway: ProgramPack = tablePack({
  id: "flyway",
  source: "https://documentation.red-gate.com/fd",
  programs: ["flyway"],
  grammar: { singleDash: true, values: [] },
  lines: [
    { call: "clean", does: DROPS_TABLES },
    { call: "migrate clean", does: DROPS_TABLES },
    { call: "undo", does: REVERTS },
    { call: "repair|baseline", does: REWRITES_HISTORY },
    { call: "migrate|deploy", does: MIGRATES },
    { call: "init" },
  ],
  at: call =>
    applicationDatabase(call, {
      options: ["environment", "configFiles"],
      connection: ["url"],
      modes: ["environment"],
      config: ["configFiles"],
      family: FLYWAY,
    }),
  examples: [
    { run: "flyway migrate", expect: "allow" },
    { run: "flyway -url=jdbc:postgresql://db.example.com/shop migrate", expect: "ask" },
    { run: "flyway clean -cleanDisabled=false", expect: "ask" },
    { run: "flyway -url=jdbc:postgresql://db.example.com/shop clean", expect: "deny" },
    { run: "flyway undo", expect: "ask" },
    { run: "flyway repair", expect: "allow" },
    { run: "flyway info", expect: "allow" },
  ],
});
