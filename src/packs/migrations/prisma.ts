/** Reads Prisma's command line: the calls that drop data, and the SQL it is given. */
import { hasOption, optionValue } from "../../core/effects/options.ts";
import type { ProgramPack, Reading } from "../../core/effects/pack.ts";
import { tablePack } from "../../core/kit/subcommands.ts";
import type { Call } from "../../core/kit/table.ts";
import { applicationDatabase, type Conventions } from "../../core/languages/sql/application-database.ts";
import { fileSource, readSources, stdinSource } from "../../core/languages/sql/client-input.ts";
import { FORCES_SCHEMA, MIGRATES, RESETS, REWRITES_HISTORY } from "../../core/languages/sql/schema-tools.ts";
import { PRISMA } from "../../core/places/databases/families/javascript.ts";

const CONVENTIONS: Conventions = {
  variables: ["NODE_ENV", "APP_ENV"],
  connection: ["url", "to-url"],
  config: ["schema", "config"],
  family: PRISMA,
};

export const prisma: ProgramPack = tablePack({
  id: "prisma",
  source: "https://www.prisma.io/docs/orm/reference/prisma-cli-reference",
  programs: ["prisma", "prisma-client-py", "zenstack"],
  grammar: {
    values: [
      "schema",
      "config",
      "url",
      "n",
      "name",
      "file",
      "applied",
      "rolled-back",
      "generator",
      "datasource-provider",
      "from-url",
      "to-url",
      "from-migrations",
      "to-migrations",
      "from-schema-datamodel",
      "to-schema-datamodel",
      "from-schema-datasource",
      "to-schema-datasource",
      "shadow-database-url",
      "o",
      "output",
      "p",
      "port",
    ],
  },
  lines: [
    { call: "migrate reset", does: RESETS },
    { call: "db push", with: ["force-reset"], does: RESETS },
    { call: "db push", with: ["accept-data-loss"], does: FORCES_SCHEMA },
    { call: "db push", does: MIGRATES },
    { call: "migrate deploy|dev|up|save", does: MIGRATES },
    { call: "migrate down", does: RESETS },
    { call: "migrate resolve", does: REWRITES_HISTORY },
    { call: "db pull|seed" },
    { call: "init" },
  ],
  at: call => applicationDatabase(call, CONVENTIONS),
  special: executed,
  examples: [
    { run: "npx prisma migrate dev --name add-users", expect: "allow" },
    { run: "npx prisma migrate deploy", expect: "allow" },
    {
      run: "npx prisma migrate deploy",
      files: { ".env": "DATABASE_URL=postgres://app:pw@db.example.com/shop" },
      expect: "ask",
      why: "a migration in production",
    },
    { run: "npx prisma migrate reset --force", expect: "ask" },
    {
      run: "npx prisma migrate reset --force --skip-seed",
      files: { ".env": "DATABASE_URL=postgres://app:pw@db.example.com/shop" },
      expect: "deny",
    },
    { run: "NODE_ENV=production npx prisma migrate reset -f", expect: "deny" },
    { run: "npx prisma db push", expect: "allow" },
    { run: "npx prisma db push --force-reset", expect: "ask" },
    { run: "npx prisma db push --accept-data-loss", expect: "ask" },
    {
      run: "DATABASE_URL=postgres://u:p@db.example.com/shop npx prisma db push --accept-data-loss",
      expect: "deny",
    },
    { run: "npx prisma db execute --file drop.sql", files: { "drop.sql": "DROP TABLE users;" }, expect: "ask" },
    { run: "npx prisma db execute --file seed.sql", files: { "seed.sql": "SELECT 1;" }, expect: "allow" },
    { run: "echo 'TRUNCATE users' | npx prisma db execute --stdin --schema prisma/schema.prisma", expect: "ask" },
    { run: "npx prisma db execute --stdin --url postgres://db.example.com/x <<< 'DROP TABLE a'", expect: "deny" },
    { run: "npx prisma generate", expect: "allow" },
    { run: "npx prisma studio", expect: "allow" },
    { run: "npx prisma migrate reset --help", expect: "allow" },
  ],
});

/** Reads `db execute --file x.sql` and `--stdin`, which run SQL. */
function executed(call: Call): Reading | undefined {
  const [group, action] = call.words;
  if (group?.value !== "db" || action?.value !== "execute") return undefined;
  const file = optionValue(call.args, "file");
  const piped = hasOption(call.args, "stdin") ? stdinSource(call.command, call.facts) : undefined;
  const sources = file ? [fileSource(file, call.command, call.facts)] : piped ? [piped] : [];
  return readSources(sources, applicationDatabase(call, CONVENTIONS), "prisma", call.command, call.facts);
}
