/** Files of any repository: none may keep an agent waiting, or throw. What doubles with each line would never end. */
import { describe, expect, it } from "vitest";
import { Facts, wantKey } from "../../../../src/core/facts/facts.ts";
import { FLYWAY, SPRING } from "../../../../src/core/places/databases/families/java.ts";
import { KNEX, PRISMA } from "../../../../src/core/places/databases/families/javascript.ts";
import { LARAVEL_TESTS } from "../../../../src/core/places/databases/families/php.ts";
import { DJANGO } from "../../../../src/core/places/databases/families/python.ts";
import { RAILS } from "../../../../src/core/places/databases/families/ruby.ts";
import type { Family } from "../../../../src/core/places/databases/family.ts";
import { databasesOf } from "../../../../src/core/places/databases/resolve.ts";

const ROOT = "/w";
const LONG = 200_000;
const doubling = (line: (i: number) => string) => Array.from({ length: 60 }, (_, i) => line(i)).join("\n");

describe("files that were made to be read slowly", () => {
  it.each<[string, Family, string, string]>([
    [
      "variables of variables",
      PRISMA,
      ".env",
      `${doubling(i => `V${i}=$V${i + 1}$V${i + 1}`)}\nDATABASE_URL=$V0\nV60=x`,
    ],
    ["variables in a circle", PRISMA, ".env", "A=$B$B\nB=$C$C\nC=$A$A\nDATABASE_URL=$A"],
    ["blanks", PRISMA, ".env", `DATABASE_URL=${" ".repeat(LONG)}x`],
    ["a schema of blanks", PRISMA, "prisma/schema.prisma", `datasource db {\n url${" ".repeat(LONG)}x\n}`],
    [
      "names that double",
      KNEX,
      "knexfile.js",
      `let v0 = process.env.X;\n${doubling(i => `const v${i + 1} = v${i} + v${i};`)}\nmodule.exports = { development: { connection: v60 } };`,
    ],
    [
      "choices that double",
      KNEX,
      "knexfile.js",
      `let v = 'a';\n${doubling(() => "if (x) v = c ? v : v;")}\nmodule.exports = { development: { connection: v } };`,
    ],
    [
      "objects that double",
      KNEX,
      "knexfile.js",
      `let v = {};\n${doubling(() => "v = { a: v, b: v, ...v };")}\nmodule.exports = v;`,
    ],
    ["deep brackets", KNEX, "knexfile.js", `module.exports = ${"[".repeat(LONG)}`],
    ["settings that double", DJANGO, "settings.py", `A = {}\n${doubling(() => "A = {'a': A, 'b': A}")}\nDATABASES = A`],
    ["templates without end", RAILS, "config/database.yml", "<%=".repeat(LONG / 4)],
    [
      "anchors that double",
      RAILS,
      "config/database.yml",
      `a0: &a0 {x: 1}\n${doubling(i => `a${i + 1}: &a${i + 1} {l: *a${i}, r: *a${i}}`)}`,
    ],
    ["comments without end", LARAVEL_TESTS, "phpunit.xml", "<!--".repeat(LONG / 4)],
    ["properties of blanks", SPRING, "application.properties", `a${" ".repeat(LONG)}`],
    ["one long place", SPRING, "application.properties", `spring.datasource.url=${"${a:".repeat(LONG / 8)}`],
    ["sections without end", FLYWAY, "flyway.toml", "[".repeat(LONG)],
    ["quotes", FLYWAY, "flyway.toml", `url = ${'"'.repeat(3000)}`],
  ])("%s", (_name, family, file, text) => {
    const table = new Map([[wantKey({ kind: "text", path: `${ROOT}/${file}` }), text]]);
    const facts = new Facts(table, { roots: [ROOT], platform: "linux" });
    const { databases } = databasesOf(family, { folder: ROOT }, { variables: new Map() }, facts);
    expect(databases.length).toBeLessThan(100);
  });
});
