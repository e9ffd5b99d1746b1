import { describe, expect, it } from "vitest";
import type { Inner, Invocation, Stdin } from "../../src/core/effects/pack.ts";
import { type DotenvEntry, type Fact, Facts, wantKey } from "../../src/core/facts/facts.ts";
import { literalWord, type Word, wordOfText } from "../../src/core/text/words.ts";
import { psql } from "../../src/packs/psql/index.ts";

const ROOT = "/home/dev/app";

interface World {
  readonly env?: Readonly<Record<string, string | null>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly dotenv?: readonly DotenvEntry[];
  readonly stdin?: Stdin;
  readonly via?: readonly string[];
}

function read(
  argv: readonly Word[],
  { env = {}, files = {}, dotenv = [], stdin = { kind: "none" }, via = [] }: World = {},
) {
  const table = new Map<string, Fact>([[wantKey({ kind: "dotenv", root: ROOT }), dotenv]]);
  for (const [path, text] of Object.entries(files)) table.set(wantKey({ kind: "text", path: `${ROOT}/${path}` }), text);
  const command: Invocation = {
    program: argv[0]?.value ?? "",
    argv,
    redirects: [],
    stdin,
    scope: { cwd: ROOT, variables: new Map(Object.entries(env)), via },
  };
  return psql.read(command, new Facts(table, { roots: [ROOT], home: "/home/dev", platform: "linux" }));
}

function shown(inner: Inner): string {
  if (inner.kind === "shell") return `shell ${inner.text}`;
  if (inner.kind !== "sql") return inner.kind;
  const at = inner.at.map(one => (one.kind === "database" ? `${one.host ?? "?"}/${one.database ?? ""}` : one.kind));
  return `${at.join(" ")} ${inner.text.trim()}`;
}

/** `_` stands for a blank inside a word, `$X` for a variable nobody has set. */
function words(line: string): Word[] {
  return line.split(" ").map((part, i) => {
    if (i === 0) return literalWord(part);
    const of = /^\$(\w+)$/.exec(part)?.[0];
    if (of !== undefined)
      return { text: part, value: null, pieces: [{ kind: "hole", of, from: "variable", quoted: true }], glob: false };
    return wordOfText(part.replaceAll("_", " "));
  });
}

function check(cases: readonly (readonly [line: string, found: readonly string[]])[], world: World = {}): void {
  it.each(cases)("%s", (line, found) => {
    const { effects, inner = [] } = read(words(line), world);
    expect([...effects.map(({ verb, target }) => `${verb} ${target}`), ...inner.map(shown)]).toEqual(found);
  });
}

describe("which database", () => {
  check([
    ["psql -c Q", ["localhost/ Q"]],
    ["psql shop -c Q", ["localhost/shop Q"]],
    ["psql -d shop -c Q", ["localhost/shop Q"]],
    ["psql -h db.io -p 5433 -U me shop me -c Q", ["db.io/shop Q"]],
    ["psql -hdb.io -dshop -cQ", ["db.io/shop Q"]],
    ["psql --host=db.io --dbname shop --command=Q", ["db.io/shop Q"]],
    ["psql postgres://u:pw@db.io/shop -c Q", ["db.io/shop Q"]],
    ["psql -d postgres://u:pw@db.io/shop -c Q", ["db.io/shop Q"]],
    ["psql host=db.io_dbname=shop -c Q", ["db.io/shop Q"]],
    ["psql -c Q postgres://a.io,b.io/shop", ["a.io/shop b.io/shop Q"]],
    ["psql postgres:///shop -h db.io -c Q", ["localhost/shop db.io/ Q"]],
    ["psql -h ￼ -c Q", ["?/ Q"]],
    ["psql postgres://u:￼@db.io/shop -c Q", ["db.io/shop Q"]],
    ["psql postgres://u@￼/shop -c Q", ["?/shop Q"]],
    ["psql service=prod -c Q", ["label ?/ Q"]],
    ["psql $UNSET -c Q", ["?/ Q"]],
  ]);
  check(
    [
      ["psql -c Q", ["db.io/shop Q"]],
      ["psql -h other.io -c Q", ["other.io/shop Q"]],
    ],
    { env: { PGHOST: "db.io", PGDATABASE: "shop" } },
  );
  check([["psql -c Q", ["?/ Q"]]], { env: { PGHOST: null } });
  check([["psql -c Q", ["label ?/ Q"]]], { env: { PGSERVICE: "prod" } });
  check([["psql -c Q", ["?/ Q"]]], { via: ["ssh db1"] });
  check(
    [
      ["psql $DATABASE_URL -c Q", ["a.io/shop b.io/shop Q"]],
      ["psql -h $DB_HOST -c Q", ["c.io/ Q"]],
    ],
    {
      dotenv: [
        { file: `${ROOT}/.env`, line: 1, name: "DATABASE_URL", value: "postgres://u:hunter2pw@a.io/shop" },
        { file: `${ROOT}/.env.production`, line: 1, name: "DATABASE_URL", value: "postgres://u:hunter2pw@b.io/shop" },
        { file: `${ROOT}/.env`, line: 2, name: "DB_HOST", value: "c.io" },
      ],
    },
  );

  it("says where it was read, without the password", () => {
    const dotenv = [{ file: `${ROOT}/.env`, line: 3, name: "DB", value: "postgres://u:hunter2pw@a.io/shop" }];
    for (const line of ["psql $DB -c Q", "psql postgres://u:hunter2pw@a.io/shop -c Q"]) {
      const text = JSON.stringify(read(words(line), { dotenv }));
      expect(text).toContain("a.io");
      expect(text).not.toContain("hunter2");
    }
    expect(JSON.stringify(read(words("psql $DB -c Q"), { dotenv }))).toContain("DB in .env points at a.io");
  });
});

describe("what it sends", () => {
  const files = {
    "a.sql": "A;",
    "inc.sql": "B;\n\\i a.sql\nC;",
    "sub/rel.sql": "\\ir leaf.sql\n\\i missing.sql",
    "sub/leaf.sql": "LEAF;",
    "loop.sql": "\\i loop.sql",
    "move.sql": "A;\n\\c other\nB;\n\\connect - - db.io\nC;\n\\c postgres://x.io/y\nD;",
  };
  check(
    [
      ["psql -c A -c B", ["localhost/ A", "localhost/ B"]],
      ["psql -f a.sql -c B", ["localhost/ A;", "localhost/ B"]],
      ["psql -f inc.sql", ["localhost/ B;", "localhost/ A;", "localhost/ C;"]],
      ["psql -f sub/rel.sql", ["localhost/ LEAF;", "localhost/ \\i missing.sql"]],
      ["psql -f loop.sql", ["localhost/ \\i loop.sql"]],
      ["psql -f move.sql", ["localhost/ A;", "localhost/other B;", "db.io/ C;", "x.io/y D;"]],
      ["psql -f missing.sql", ["execute-unknown missing.sql"]],
      ["psql -f ￼", ["execute-unknown …"]],
      ["psql -c \\!_rm_-rf_x", ["shell rm -rf x"]],
      ["psql -c ￼", ["localhost/ ￼"]],
      ["psql", []],
      ["psql -l", []],
      ["psql --version -c A", []],
    ],
    { files },
  );
  check(
    [
      ["psql", ["localhost/ IN"]],
      ["psql -f -", ["localhost/ IN"]],
      ["psql -c A", ["localhost/ A"]],
    ],
    { stdin: { kind: "text", text: "IN" } },
  );
  check([["psql", ["localhost/ A;"]]], { files, stdin: { kind: "file", path: literalWord("a.sql") } });
  check([["psql shop", ["execute-unknown what is piped in"]]], { stdin: { kind: "pipe" } });
});

describe("the small clients", () => {
  check([
    ["dropdb shop", ['localhost/shop DROP DATABASE "shop"']],
    ["dropdb -h db.io --if-exists -f shop", ['db.io/shop DROP DATABASE "shop"']],
    ["dropdb --help", []],
    ["dropuser app", ['localhost/ DROP ROLE "app"']],
    ["createdb shop", []],
    ["pg_restore -d shop -c a.dump", ["drop what the archive also holds"]],
    ["pg_restore -d shop a.dump", []],
    ["pg_restore -c a.dump", []],
  ]);
});
