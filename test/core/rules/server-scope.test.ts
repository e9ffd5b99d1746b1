/** What the policy lets be asked of MCP servers, by parsed statement and by tool. */
import { describe, expect, it, test } from "vitest";
import { judge } from "../../../src/core/pipeline.ts";
import { loadPolicy } from "../../../src/core/policy/load.ts";
import { mergePolicies } from "../../../src/core/policy/merge.ts";
import { BUILT_IN, type Policy, type Tier } from "../../../src/core/policy/policy.ts";
import { PACKS } from "../../../src/packs/index.ts";

const ROOT = "/home/dev/app";

function policyOf(...layers: readonly (readonly [Tier, object])[]): Policy {
  return mergePolicies(
    BUILT_IN,
    layers.map(([tier, file]) => {
      const { policy: layer, problems } = loadPolicy(JSON.stringify({ version: 1, ...file }), `/${tier}.json`);
      if (!layer) throw new Error(JSON.stringify(problems));
      return { tier, layer };
    }),
  ).policy;
}

/** The reason for which a call goes beyond what is allowed; undefined when it does not. */
function beyond(policy: Policy, tool: string, args: Record<string, unknown>, server = "postgres") {
  const around = { cwd: ROOT, roots: [ROOT], home: "/home/dev", platform: "linux" as const };
  const action = { kind: "mcp", server, tool, arguments: args, cwd: ROOT, origin: { agent: "codex" } } as const;
  const { decision, override, reasons } = judge(action, new Map(), { packs: PACKS, policy, around });
  const found = reasons.find(({ rule }) => rule === `servers/${server}`);
  if (found) expect([decision, override]).toEqual(["deny", "none"]);
  return found?.because.replace(/^.*, and this /, "");
}

const select = policyOf(["user", { servers: [{ server: "postgres", allow: { statements: ["select"] } }] }]);

describe("a server that may only select", () => {
  test.each([
    "select 1",
    "SELECT * FROM users WHERE note = 'drop table x; delete from y'",
    "with a as (select 1) select * from a",
    "explain analyze select * from users",
    "show tables; describe users",
    "select replace(name, 'a', 'b'), \"update\" from t -- delete from t",
    "select * from t for update",
    "(select 1) union (select 2)",
    "SHOW CREATE TABLE users",
    "values (1), (2)",
    "/* nothing */",
  ])("%s passes", sql => expect(beyond(select, "query", { sql })).toBeUndefined());

  test.each([
    ["drop table users", "is DROP TABLE"],
    ["DELETE FROM users WHERE id = 1", "is DELETE FROM"],
    ["select 1; update users set a = 1", "is UPDATE USERS"],
    ["select 1 delete from users", "is DELETE FROM"],
    ["with gone as (delete from users returning *) select * from gone", "is DELETE FROM"],
    ["with a as (select 1) insert into t select * from a", "is INSERT INTO"],
    ["explain analyze delete from users", "is DELETE FROM"],
    ["select * into copy from users", "is SELECT INTO"],
    ["create table t (id int)", "is CREATE TABLE"],
    ["set session_replication_role = replica", "is SET"],
    ["vacuum full users", "is VACUUM"],
    ["do $$ begin delete from users; end $$", "is DO"],
    ["call cleanup()", "is CALL CLEANUP"],
    ["select /*!50000 1; drop table users */", "is DROP TABLE"],
    ["copy users to program 'sh'", "is COPY USERS"],
    ["begin; drop table users; commit", "is BEGIN"],
    ["frobnicate the users", "holds SQL that cannot be parsed, at FROBNICATE THE"],
    ["select 'never closed", "holds SQL that cannot be parsed"],
    [`select ${"1,".repeat(200_000)} 1`, "holds SQL that cannot be parsed"],
  ])("%s is refused", (sql, why) => expect(beyond(select, "query", { sql })).toContain(why));

  it("finds functions that change something behind a SELECT", () => {
    expect(beyond(select, "query", { sql: "select pg_terminate_backend(17)" })).toBeDefined();
  });

  it("parses SQL wherever it stands in the arguments", () => {
    for (const args of [
      { input: { queries: ["select 1", "drop table users"] } },
      { payload: '{"sql":"drop table users"}' },
      { note: "  drop table users" },
      { sql: "select 1", then: "truncate users" },
    ])
      expect(beyond(select, "run", args), JSON.stringify(args)).toMatch(/^is (?:DROP|TRUNCATE)/);
    const many = Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`k${i}`, "x"]));
    expect(beyond(select, "run", many)).toBe("holds more than can be looked through");
  });

  it("refuses a tool that sends no statement, unless it says that it looks", () => {
    expect(beyond(select, "drop_table", { name: "users" })).toBe("calls drop_table without a statement");
    expect(beyond(select, "list_tables", {})).toBeUndefined();
  });

  it("says nothing of other servers", () => {
    expect(beyond(select, "query", { sql: "drop table users" }, "mysql")).toBeUndefined();
  });
});

describe("layers", () => {
  const only = (statements: readonly string[]) => ({ servers: [{ server: "post*", allow: { statements } }] });

  it("can only tighten", () => {
    const both = policyOf(["organization", only(["select"])], ["workspace", only(["select", "delete"])]);
    expect(beyond(both, "query", { sql: "delete from users where id = 1" })).toBe("is DELETE FROM");
    const workspace = policyOf(["user", only(["select", "delete"])], ["workspace", only(["select"])]);
    expect(beyond(workspace, "query", { sql: "delete from users where id = 1" })).toBe("is DELETE FROM");
    expect(
      beyond(policyOf(["user", only(["select", "insert"])]), "query", { sql: "insert into t values (1)" }),
    ).toBeUndefined();
  });

  it("may name tools as well", () => {
    const policy = policyOf([
      "user",
      { servers: [{ server: "postgres", allow: { tools: ["query", "list_*"], statements: "select" } }] },
    ]);
    expect(beyond(policy, "query", { sql: "select 1" })).toBeUndefined();
    expect(beyond(policy, "list_tables", {})).toBeUndefined();
    expect(beyond(policy, "describe_table", { name: "x" })).toBe("calls describe_table");
  });
});
