import { describe, expect, it } from "vitest";
import { readArguments } from "../../../../src/core/effects/options.ts";
import { type DotenvEntry, type Fact, Facts, wantKey } from "../../../../src/core/facts/facts.ts";
import { applicationDatabase, databaseOfProgram } from "../../../../src/core/languages/sql/application-database.ts";
import type { Locator } from "../../../../src/core/places/locator.ts";
import { literalWord } from "../../../../src/core/text/words.ts";

const ROOT = "/home/dev/app";
const CONVENTIONS = { variables: ["APP_ENV"], options: ["env"], connection: ["url"] };

interface Place {
  readonly args?: string;
  readonly env?: Readonly<Record<string, string | null>>;
  readonly dotenv?: Readonly<Record<string, string>>;
  readonly via?: readonly string[];
}

function shown(at: readonly Locator[]): string[] {
  return at.map(one => {
    if (one.kind === "label") return `label ${one.label}`;
    return one.kind === "database" ? `${one.host ?? "?"}/${one.database ?? ""}` : one.kind;
  });
}

function world({ env = {}, dotenv = {}, via = [] }: Place) {
  const entries: DotenvEntry[] = Object.entries(dotenv).map(([name, value], i) => ({
    file: `${ROOT}/.env`,
    line: i + 1,
    name,
    value,
  }));
  const table = new Map<string, Fact>([[wantKey({ kind: "dotenv", root: ROOT }), entries]]);
  const facts = new Facts(table, { roots: [ROOT], platform: "linux" });
  return { facts, scope: { cwd: ROOT, variables: new Map(Object.entries(env)), via } };
}

function check(cases: readonly (readonly [name: string, place: Place, at: readonly string[]])[]): void {
  it.each(cases)("%s", (_name, place, at) => {
    const { facts, scope } = world(place);
    const words = (place.args ?? "")
      .split(" ")
      .filter(word => word !== "")
      .map(word => literalWord(word));
    const args = readArguments(words, { values: ["env", "url"] });
    expect(shown(applicationDatabase({ command: { scope }, args, facts }, CONVENTIONS))).toEqual(at);
  });
}

describe("where an application's tool lands", () => {
  check([
    ["nothing says", {}, []],
    ["an env file", { dotenv: { DATABASE_URL: "postgres://db.example.com/shop" } }, ["db.example.com/shop"]],
    [
      "the environment before an env file",
      { env: { DATABASE_URL: "postgres://localhost/dev" }, dotenv: { DATABASE_URL: "postgres://db.example.com/shop" } },
      ["localhost/dev"],
    ],
    [
      "an option before both",
      { args: "--url postgres://a.example.com/x", env: { DATABASE_URL: "postgres://localhost/dev" } },
      ["a.example.com/x"],
    ],
    ["a variable that is only known at run time", { env: { DATABASE_URL: null } }, ["?/"]],
    ["the name of the environment", { env: { APP_ENV: "production" } }, ["label production"]],
    ["its name in an env file", { dotenv: { APP_ENV: "production" } }, ["label production"]],
    ["its name in an option", { args: "--env staging", env: { APP_ENV: "production" } }, ["label staging"]],
    ["another machine", { via: ["ssh web1"] }, ["?/"]],
    ["a container of this one", { via: ["docker exec web"] }, []],
  ]);

  it("is unknown for a program when nothing says", () => {
    const { facts, scope } = world({ env: { NODE_ENV: "production" } });
    expect(shown(databaseOfProgram(scope, facts))).toEqual(["label production", "?/"]);
  });
});
