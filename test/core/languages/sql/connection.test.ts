import { describe, expect, it } from "vitest";
import type { SqlAction } from "../../../../src/core/action/action.ts";
import { type DotenvEntry, Facts, wantKey } from "../../../../src/core/facts/facts.ts";
import { defaultDatabase } from "../../../../src/core/languages/sql/connection.ts";
import { databaseLocators, databaseOf } from "../../../../src/core/places/database-address.ts";

const ROOT = "/home/dev/app";

describe("databaseOf", () => {
  it.each([
    ["postgresql://app:pw@db.acme.io:5432/shop", { host: "db.acme.io", port: 5432, database: "shop", user: "app" }],
    ["postgres://app:p@s:s@DB.acme.io/shop", { host: "db.acme.io", database: "shop", user: "app" }],
    ["postgres:///shop", { host: "localhost", database: "shop" }],
    ["postgres:///shop?host=/var/run/postgresql", { host: "/var/run/postgresql", database: "shop" }],
    ["postgres://u@local/x?host=db.acme.io", { host: "db.acme.io", database: "x", user: "u" }],
    ["postgresql://[::1]:5433/x", { host: "::1", port: 5433, database: "x" }],
    ["mysql://root@127.0.0.1/app?ssl=true", { host: "127.0.0.1", database: "app", user: "root" }],
    ["mongodb+srv://u:p@c0.mongodb.net/app", { host: "c0.mongodb.net", database: "app", user: "u" }],
    ["jdbc:postgresql://db.acme.io:5432/shop", { host: "db.acme.io", port: 5432, database: "shop" }],
    ["jdbc:sqlserver://db.acme.io:1433;databaseName=shop", { host: "db.acme.io", port: 1433, database: "shop" }],
    [
      "Server=tcp:db.acme.io,1433;Database=shop;User ID=sa",
      { host: "db.acme.io", port: 1433, database: "shop", user: "sa" },
    ],
    ["host=db.acme.io dbname='shop' user=app", { host: "db.acme.io", database: "shop", user: "app" }],
    ["dbname=shop", { host: "localhost", database: "shop" }],
    ["service=prod", {}],
    ["file:./dev.db?mode=rw", { host: "localhost", database: "./dev.db" }],
    ["sqlite:///data/dev.sqlite3", { host: "localhost", database: "/data/dev.sqlite3" }],
    // Dotenv's own notation for another variable.
    ["postgres://u:p@${DB_HOST}/shop", { database: "shop", user: "u" }],
    ["postgres://u:p@￼/shop", { database: "shop", user: "u" }],
    ["shop", undefined],
    ["", undefined],
  ])("%s", (text, expected) => expect(databaseOf(text)).toEqual(expected));

  it("names every host of a cluster", () => {
    const hosts = databaseLocators("postgres://u@a.io:1,b.io:2/x", { because: "x" }).map(at => "host" in at && at.host);
    expect(hosts).toEqual(["a.io", "b.io"]);
  });
});

describe("defaultDatabase", () => {
  const action: SqlAction = { kind: "sql", text: "", cwd: `${ROOT}/api`, origin: { agent: "test" } };
  const facts = (entries: readonly DotenvEntry[]) =>
    new Facts(new Map([[wantKey({ kind: "dotenv", root: ROOT }), entries]]), { roots: [ROOT], platform: "linux" });
  const entry = (file: string, name: string, value: string): DotenvEntry => ({
    file: `${ROOT}/${file}`,
    line: 2,
    name,
    value,
  });
  const hosts = (at: ReturnType<typeof defaultDatabase>) =>
    at.map(one => (one.kind === "database" ? (one.host ?? null) : one));

  it.each<[string, Record<string, string> | undefined, DotenvEntry[], (string | null)[]]>([
    [
      "the environment wins",
      { DATABASE_URL: "postgres://env.io/a" },
      [entry(".env", "DATABASE_URL", "postgres://file.io/a")],
      ["env.io"],
    ],
    ["a host alone", { PGHOST: "pg.io" }, [], ["pg.io"]],
    ["the env file of the root", undefined, [entry(".env", "DATABASE_URL", "postgres://file.io/a")], ["file.io"]],
    ["the env file on the way", undefined, [entry("api/.env", "POSTGRES_URL", "postgres://api.io/a")], ["api.io"]],
    [
      "both default files",
      undefined,
      [entry(".env", "DATABASE_URL", "postgres://a.io/a"), entry(".env.local", "DATABASE_URL", "postgres://b.io/a")],
      ["a.io", "b.io"],
    ],
    ["not another folder's", undefined, [entry("web/.env", "DATABASE_URL", "postgres://web.io/a")], [null]],
    ["not the file of a mode", undefined, [entry(".env.production", "DATABASE_URL", "postgres://prod.io/a")], [null]],
    ["nothing says", undefined, [], [null]],
  ])("%s", (_, env, entries, expected) => {
    expect(hosts(defaultDatabase({ ...action, ...(env && { env }) }, facts(entries)))).toEqual(expected);
  });

  it("says which file and line, without the password", () => {
    const [at] = defaultDatabase(
      action,
      facts([entry(".env", "DATABASE_URL", "postgres://app:hunter2secret@db.acme.io/shop")]),
    );
    expect(at).toMatchObject({
      evidence: { because: "DATABASE_URL in .env points at db.acme.io/shop", file: `${ROOT}/.env`, line: 2 },
    });
    expect(JSON.stringify(at)).not.toContain("hunter2");
  });
});
