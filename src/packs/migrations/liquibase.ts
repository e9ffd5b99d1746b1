import { optionValues } from "../../core/effects/options.ts";
import type { ProgramPack } from "../../core/effects/pack.ts";
import { tablePack } from "../../core/kit/subcommands.ts";
import { applicationDatabase, type Conventions } from "../../core/languages/sql/application-database.ts";
import { DROPS_TABLES, MIGRATES, REVERTS, REWRITES_HISTORY } from "../../core/languages/sql/schema-tools.ts";
import { LIQUIBASE } from "../../core/places/databases/families/java.ts";

const CONVENTIONS: Conventions = {
  options: ["contexts"],
  connection: ["url"],
  modes: [],
  config: ["defaults-file", "defaultsFile"],
  family: LIQUIBASE,
};

export const liquibase: ProgramPack = tablePack({
  id: "liquibase",
  source: "https://docs.liquibase.com/",
  programs: ["liquibase"],
  grammar: { values: ["contexts", "labels", "changeLogFile"] },
  lines: [
    { call: "drop-all|dropAll", does: DROPS_TABLES },
    {
      call: "rollback|rollback-count|rollbackCount|rollback-to-date|rollbackToDate|rollback-one-changeset|rollback-one-update|rollbackOneChangeSet",
      does: REVERTS,
    },
    { call: "update-testing-rollback", does: REVERTS },
    {
      call: "changelog-sync|changelogSync|clear-checksums|clearCheckSums|mark-next-changeset-ran|release-locks|tag",
      does: REWRITES_HISTORY,
    },
    { call: "update|update-count|update-to-tag|update-one-changeset", does: MIGRATES },
    {
      call: "generate-changelog|init|execute-sql",
    },
  ],
  at: call => applicationDatabase(call, CONVENTIONS),
  inner: call =>
    call.words[0]?.value === "execute-sql"
      ? optionValues(call.args, "sql").map(word => ({
          kind: "sql" as const,
          text: word.value ?? "\uFFFC",
          at: applicationDatabase(call, CONVENTIONS),
          source: "liquibase",
        }))
      : [],
  examples: [
    { run: "liquibase update", expect: "allow" },
    { run: "liquibase --url=jdbc:mysql://db.example.com/shop update", expect: "ask" },
    { run: "liquibase --defaults-file=liquibase.prod.properties update", expect: "ask" },
    { run: "liquibase drop-all", expect: "ask" },
    { run: "liquibase dropAll --url=jdbc:mysql://db.example.com/shop", expect: "deny" },
    { run: "liquibase rollback-count 2", expect: "ask" },
    { run: "liquibase rollback-sql v1", expect: "allow" },
    { run: "liquibase execute-sql --sql='DROP TABLE a'", expect: "ask" },
    { run: "liquibase status", expect: "allow" },
  ],
});
