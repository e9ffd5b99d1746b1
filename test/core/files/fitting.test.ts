/** Patterns that the disk can tell: folders a loop goes into, texts a client is given, names made of a time. */
import { describe, expect, it } from "vitest";
import { judgeIn } from "../../support/little-world.ts";

type Case = readonly [run: string, expected: string, files?: Readonly<Record<string, string>>];

function check(cases: readonly Case[]): void {
  it.each(cases.map(([run, ...rest]) => [run, rest] as const))("%s", async (run, [expected, files = {}]) => {
    expect((await judgeIn({ files, git: {} }, { kind: "command", text: run })).decision).toBe(expected);
  });
}

const PACKAGES = { "packages/a/package.json": "{}", "packages/a/dist/i.js": "x", "packages/b/package.json": "{}" };
const MIGRATIONS = { "db/1.up.sql": "CREATE TABLE a(x int);", "db/2.up.sql": "ALTER TABLE a ADD y int;" };
const DROPS = { ...MIGRATIONS, "db/3.up.sql": "DROP TABLE users;" };

describe("a folder that a loop goes into", () => {
  check([
    ['for d in packages/*/; do (cd "$d" && rm -rf dist && npm run build); done', "allow", PACKAGES],
    ["cd packages/* && rm -rf dist", "allow", PACKAGES],
    ['for d in packages/*/; do (cd "$d" && rm -rf ../..); done', "deny", PACKAGES],
    ['for d in ~/*/; do (cd "$d" && rm -rf data); done', "ask", { "/home/dev/x/data/a": "x" }],
    ['for d in elsewhere/*/; do (cd "$d" && rm -rf data); done', "ask"],
  ]);
});

describe("texts that a client is given", () => {
  check([
    ['for f in db/*.up.sql; do psql -h localhost dev -f "$f"; done', "allow", MIGRATIONS],
    ["cat db/*.up.sql | psql -h localhost dev", "allow", MIGRATIONS],
    ["cat db/1.up.sql db/2.up.sql | sqlite3 dev.db", "allow", MIGRATIONS],
    ['for f in db/*.up.sql; do psql -h localhost dev -f "$f"; done', "ask", DROPS],
    ["cat db/*.up.sql | psql -h localhost dev", "ask", DROPS],
    ["cat db/1.up.sql db/3.up.sql | psql -h localhost dev", "ask", DROPS],
    ["echo 'DROP TABLE a' > db/9.up.sql; cat db/*.up.sql | psql -h localhost dev", "ask", MIGRATIONS],
    ["cat db/*.up.sql | sed s/CREATE/DROP/ | psql -h localhost dev", "ask", MIGRATIONS],
    ["cat db/*.none.sql | psql -h localhost dev", "ask", MIGRATIONS],
  ]);
});

describe("a pattern in everybody's folder for temporary files", () => {
  const OTHERS = { "/tmp/a/x": "x", "/tmp/build-1/x": "x", "/tmp/session.sock": "x" };
  check([
    ["rm -rf /tmp/[a-z]*", "ask", OTHERS],
    ["rm -rf /tmp/[abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_]*", "ask", OTHERS],
    ["rm -rf /tmp/*/", "ask", OTHERS],
    ["rm -rf /tmp/?*", "ask", OTHERS],
    ["rm -rf /tmp/*.*", "ask", OTHERS],
    ["rm -rf /tmp/[!.]*", "ask", OTHERS],
    ["rm -rf /tmp/build-*", "allow", OTHERS],
    ["rm -f /tmp/*.log", "allow", OTHERS],
    ["rm -rf /tmp/*/node_modules", "allow", OTHERS],
  ]);

  // More than anybody lists.
  const CROWDED = Object.fromEntries(Array.from({ length: 120 }, (_, i) => [`/tmp/build-${i}/x`, "x"]));
  check([
    ["rm -rf /tmp/build-*", "allow", CROWDED],
    ["rm -rf /tmp/build-*/out", "allow", CROWDED],
    ["mv data /tmp/build-x; rm -rf /tmp/build-*", "ask", { ...CROWDED, "data/a.csv": "x" }],
    ["rm -f /tmp/*.log", "allow", CROWDED],
    ["rm -f /tmp/*", "ask", CROWDED],
    ["rm -rf /tmp/b*", "ask", CROWDED],
    ["rm -rf /tmp/*-1", "ask", CROWDED],
  ]);
});

describe("a name that a time is part of", () => {
  check([
    ["L=/tmp/build-$(date +%s).log; make > $L; rm -f $L", "allow"],
    ["rm -rf /tmp/run-$(date +%Y%m%d)", "allow"],
    ["rm -rf /backups/$(date +%Y%m%d)", "ask"],
    ["rm -rf backup-$(date +%F)", "ask"],
    ["rm -rf /$(date +%s)", "deny"],
    ["rm -rf /tmp/$(cat name)/../../home", "deny"],
  ]);
});
