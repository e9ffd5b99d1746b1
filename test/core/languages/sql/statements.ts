/** Random PostgreSQL from a seed: nested, quoted and commented in the ways that a scanner could stumble over. */

/** A small generator of numbers below 1 (mulberry32), so that a seed names a statement for good. */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export function statements(seed: number): string {
  const next = random(seed);
  const pick = <T>(items: readonly [T, ...T[]]): T => items[Math.floor(next() * items.length)] ?? items[0];
  const chance = (odds: number) => next() < odds;

  const name = () =>
    pick([
      "users",
      "orders",
      "shop.items",
      '"drop table"',
      '"Where"',
      'public."Delete From"',
      "a",
      "t1",
      '"x""y"',
      "log",
    ]);
  const column = () => pick(["id", "name", '"where"', "created_at", "o.total", '"update"', "note"]);
  const string = () =>
    pick([
      "'x'",
      "'it''s; DROP TABLE users'",
      "E'a\\'; DELETE FROM users --'",
      "$$; drop table a; $$",
      "$tag$ WHERE $$ $tag$",
      "U&'d\\0061t'",
      "'/* '",
      "'--'",
      "B'101'",
    ]);
  const noise = () =>
    chance(0.75)
      ? " "
      : pick([
          "\n",
          " /* DROP TABLE x; */ ",
          " /* a /* nested; */ where */ ",
          " -- WHERE id = 1; DELETE\n",
          "\t",
          " /**/ ",
        ]);
  const number = () => pick(["1", "42", "0.5", "1e3", "-7", "0x1F"]);
  const expression = (depth: number): string => {
    if (depth > 2) return pick([column(), number(), string()]);
    return pick<() => string>([
      column,
      number,
      string,
      () => `(${expression(depth + 1)} + ${number()})`,
      () => `coalesce(${expression(depth + 1)}, ${string()})`,
      () => `replace(${column()}::text, ${string()}, ${string()})`,
      () => `(select max(${column()}) from ${name()}${where(depth + 1, 0.5)})`,
      () => `case when ${condition(depth + 1)} then ${expression(depth + 1)} else ${string()} end`,
      () => `array[${number()}, ${number()}]`,
      () => `(${column()})::int`,
    ])();
  };
  const condition = (depth: number): string => {
    if (depth > 2) return `${column()} = ${number()}`;
    return pick<() => string>([
      () => `${column()} = ${expression(depth + 1)}`,
      () => `${column()} between ${number()} and ${number()}`,
      () => `${column()} in (select ${column()} from ${name()}${where(depth + 1, 0.5)})`,
      () => `exists (select 1 from ${name()} o where o.id = ${number()})`,
      () => `(${condition(depth + 1)}) or not (${condition(depth + 1)})`,
      () => `${column()} like ${string()}`,
      () => `${column()} is not null`,
    ])();
  };
  const where = (depth: number, odds: number) =>
    chance(odds) ? `${noise()}${keyword("where")} ${condition(depth)}` : "";
  const keyword = (word: string) => (chance(0.5) ? word : word.toUpperCase());
  const returning = () => (chance(0.3) ? ` returning ${pick(["*", "id", "id as deleted"])}` : "");
  const select = (depth: number): string =>
    `select ${expression(depth)}${noise()}from ${name()}${where(depth, 0.5)}${chance(0.2) ? " for update" : ""}`;
  const remove = (depth: number) =>
    `${keyword("delete")}${noise()}from ${chance(0.2) ? "only " : ""}${name()}${chance(0.2) ? " as d" : ""}${chance(0.2) ? ` using ${pick(["orders o", "shop.items o"])}` : ""}${where(depth, 0.6)}${returning()}`;
  const change = (depth: number) =>
    `${keyword("update")}${noise()}${name()}${chance(0.2) ? " u" : ""} set ${pick(["name", '"where"', "id"])} = ${expression(depth)}${chance(0.2) ? " from orders o" : ""}${where(depth, 0.6)}${returning()}`;
  const insert = (depth: number) =>
    pick<() => string>([
      () => `insert into ${name()} (id, "delete") values (${expression(depth)}, ${string()})${returning()}`,
      () =>
        `insert into ${name()} (id) values (1) on conflict (id) do update set name = ${string()}${where(depth, 0.5)}`,
      () => `insert into ${name()} ${select(depth)}`,
    ])();
  const rows = (depth: number): string => pick([remove, change, insert, remove, change])(depth);
  const withQueries = (depth: number): string => {
    const ctes = Array.from({ length: 1 + Math.floor(next() * 3) }, (_, i) => {
      const body = chance(0.5) ? rows(depth + 1) : select(depth + 1);
      return `c${i}${noise()}as ${pick(["", "materialized ", "not materialized "])}(${noise()}${body}${noise()})`;
    });
    return `with ${ctes.join(", ")}${noise()}${chance(0.5) ? rows(depth) : `select * from c0${where(depth, 0.3)}`}`;
  };
  const definition = () =>
    pick<() => string>([
      () =>
        `drop ${pick(["table", "view", "materialized view", "sequence", "index", "schema", "foreign table"])} ${chance(0.4) ? "if exists " : ""}${pick(["a", "users", "b"])}${chance(0.3) ? ", c" : ""}${chance(0.3) ? " cascade" : ""}`,
      () => `drop database ${chance(0.3) ? "if exists " : ""}shop${chance(0.2) ? " with (force)" : ""}`,
      () => `drop ${pick(["role", "user"])} app, web`,
      () => `drop owned by app${chance(0.5) ? " cascade" : ""}`,
      () => `drop function f(int, text)`,
      () => `drop trigger x on ${name()}`,
      () => `drop subscription s`,
      () =>
        `truncate ${chance(0.5) ? "table " : ""}${name()}${chance(0.3) ? ", log" : ""}${chance(0.3) ? " restart identity" : ""}${chance(0.3) ? " cascade" : ""}`,
      () =>
        `alter table ${name()} ${pick(["drop column note", "add column note text, drop note cascade", "drop if exists note", "alter note drop default", "drop constraint c", "alter note type int using note::int", "rename to b"])}`,
      () => `grant ${pick(["select, update, delete", "all", "truncate"])} on ${name()} to app`,
      () => `grant admin to app`,
      () => `revoke ${pick(["delete", "all privileges"])} on ${name()} from app`,
      () =>
        `create table ${pick(["n1", "n2"])} (id int references users on delete cascade on update set null, "drop" text default ${string()})`,
      () => `create table n3 as ${select(1)}`,
      () => `create function f() returns void as $$ begin delete from users; drop table a; end $$ language plpgsql`,
      () => `create rule r as on delete to users do instead update users set id = 1`,
      () => `create trigger x after delete or update on users for each row execute function f()`,
      () => `create index i on users (id) where id > 1`,
      () => `comment on table users is ${string()}`,
    ])();
  const other = () =>
    pick<() => string>([
      () => `copy ${name()} from program ${string()}`,
      () => `copy (${chance(0.4) ? `delete from log returning *` : select(1)}) to stdout`,
      () => `explain ${remove(1)}`,
      () =>
        `explain ${pick(["analyze", "(analyze, verbose)", "(analyze true)", "analyze verbose"])} ${pick([remove, change])(1)}`,
      () => `explain (analyze false) ${remove(1)}`,
      () =>
        `merge into users u using log l on u.id = l.id when matched and l.id = 2 then delete when matched then update set name = 'x' when not matched then insert (id) values (1)`,
      () => `do $$ begin ${rows(1)}; if exists (${select(2)}) then ${change(2)}; end if; end $$`,
      () => `do $x$ begin execute 'drop table ' || 'a'; end $x$`,
      () => `call refresh()`,
      () => `set search_path to a`,
      () => `begin`,
      () => `values (1, ${string()})`,
      () => `lock table users`,
      () => `select ${string()}; ${rows(0)}`,
    ])();

  const count = 1 + Math.floor(next() * 3);
  const texts = Array.from({ length: count }, () =>
    pick<() => string>([() => rows(0), () => withQueries(0), definition, other, () => select(0), () => rows(0)])(),
  );
  return `${noise()}${texts.join(`${noise()};${noise()}`)}${chance(0.5) ? ";" : ""}`;
}
