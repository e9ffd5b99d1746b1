/** Calls on a database: SQL texts, and what mappers and document stores do without one, handed back as the SQL they mean. */
import type { Locator } from "../effect.ts";
import { databaseLocators, databaseOf } from "../sql/connection.ts";
import { looksLikeSql } from "../sql/reader.ts";
import { HOLE } from "../words.ts";
import { scriptText } from "./contents.ts";
import { type CallSite, type Context, handSql, methodOf, receiverOf } from "./context.ts";
import { isTrue, knownText, option, optionsOf, plainText, type Value } from "./values.ts";

/** Methods that send the SQL they are given; a text that is none means nothing to them. */
const SENDS = new Set(
  `execute executemany executescript execute_many execute_sql exec_driver_sql exec run_sql run sql query raw unsafe many none any one all get
   multi multiquery each prepare do selectall_arrayref selectall_hashref selectrow_array statement unprepared select update delete insert
   exec_query exec_update exec_delete executeSql executeQuery executeUpdate createQuery createNativeQuery exec_params simple_query simpleQuery
   batch fetch fetchval fetchrow read_sql read_sql_query mysqli_query mysql_query pg_query pg_send_query pg_exec sqlite_exec sqlsrv_query multi_query mysqli_multi_query
   real_query $executeRaw $executeRawUnsafe $queryRaw $queryRawUnsafe executeRaw queryRaw command send begin
   \``.split(/\s+/),
);

/** Reads a call that may reach a database; false when it is none. */
export function asksDatabase(context: Context, call: CallSite): boolean {
  const sent = sqlOf(context, call);
  for (const text of sent) handSql(context, text);
  if (sent.length > 0) return true;
  return changesDocuments(context, call) || changesRecords(context, call);
}

function sqlOf(context: Context, call: CallSite): string[] {
  if (!SENDS.has(methodOf(call))) return [];
  if (ephemeral(context)) return [];
  const { args, named } = call.given;
  const candidates = [
    ...args.slice(0, 2),
    ...["sql", "query", "statement", "text"].flatMap(name => named.get(name) ?? option(call.given, name) ?? []),
  ];
  return candidates
    .flatMap(optionsOf)
    .flatMap(value => {
      const text =
        value.kind === "content"
          ? scriptText(context, value)
          : value.kind === "text"
            ? plainText(value.text)
            : undefined;
      return text !== undefined && looksLikeSql(text) ? [text] : [];
    })
    .slice(0, 24);
}

/** A database in memory is gone with the program anyway. */
function ephemeral({ at }: Context): boolean {
  return at.length > 0 && at.every(place => place.kind === "database" && place.database === ":memory:");
}

/** Where a connection leads, by what its opening call was given. */
export function connects(context: Context, { name, given }: CallSite): void {
  const found = [...given.args, ...given.named.values()]
    .flatMap(value => (value.kind === "record" ? [...value.entries.values()] : [value]))
    .flatMap(value => {
      const text = knownText(value);
      if (text === undefined) return [];
      if (text === ":memory:" || /^sqlite(?:\+\w+)?:\/\/(?:\/?:memory:)?$/.test(text)) return [memory];
      if (/sqlite/i.test(name) && !/^\w+:\/\//.test(text))
        return [{ kind: "database", host: "localhost", database: text } as const];
      const evidence = { because: `the program connects to ${databaseOf(text)?.host ?? "a database"}` };
      return /[:=]/.test(text) && databaseOf(text) ? databaseLocators(text, evidence) : [];
    });
  const host = knownText(option(given, "host", "hostname", "server"));
  const database = knownText(option(given, "database", "dbname", "db"));
  if (host !== undefined)
    found.push({
      kind: "database",
      host,
      ...(database !== undefined && { database }),
      evidence: { because: `the program connects to ${host}` },
    });
  context.at = [...context.at, ...found];
}

const memory: Locator = { kind: "database", host: "localhost", database: ":memory:" };

/** `db.users.drop()`, `collection.deleteMany({})`, `db.dropDatabase()` of MongoDB, in every driver's spelling. */
function changesDocuments(context: Context, call: CallSite): boolean {
  const method = methodOf(call).replace(/_/g, "").toLowerCase();
  const receiver = receiverOf(call);
  const [filter] = call.given.args;
  const target = quoted(
    receiver
      .replace(/^db\.|\(\)/g, "")
      .split(".")
      .at(-1) ?? "",
  );
  const isStore =
    context.language === "mongosh" ||
    /(^|\.)(db|database|collection|coll|mongo\w*|client)\b|MongoClient|getCollection|\[\]/i.test(receiver);
  const named = /^(?:collection|getCollection)\(\)$/.test(receiver) ? target : target;
  switch (method) {
    case "dropdatabase": {
      const name = knownText(filter) ?? (context.language === "mongosh" ? receiver : "the database");
      handSql(context, `DROP DATABASE ${quoted(name)}`);
      return true;
    }
    case "drop":
    case "dropcollection":
      if (!isStore || (method === "drop" && call.given.named.size > 0)) return false;
      handSql(
        context,
        `DROP TABLE ${quoted(knownText(filter) ?? (named === '""' ? "collection" : receiver.replace(/^db\./, "")))}`,
      );
      return true;
    case "deletemany":
    case "remove":
    case "deleteone":
    case "findoneanddelete":
      if (method === "remove" && (!isStore || context.language !== "mongosh")) return false;
      handSql(
        context,
        `DELETE FROM ${target}${conditionOf(filter, method === "deleteone" || method === "findoneanddelete")}`,
      );
      return true;
    case "updatemany":
    case "update":
      if (method === "update" && context.language !== "mongosh") return false;
      handSql(context, `UPDATE ${target} SET x = 1${conditionOf(filter, false)}`);
      return true;
    case "dropindexes":
    case "dropindex":
      if (!isStore) return false;
      handSql(context, `DROP INDEX ${quoted(knownText(filter) ?? `the indexes of ${receiver}`)}`);
      return true;
    default:
      return context.language === "mongosh" && administers(context, method, receiver, call);
  }
}

/** `rs.remove()`, `sh.removeShard()`, `db.adminCommand({ shutdown: 1 })`. */
function administers(context: Context, method: string, receiver: string, { given }: CallSite): boolean {
  const command = given.args[0]?.kind === "record" ? [...given.args[0].entries.keys()][0] : knownText(given.args[0]);
  const doing = /^(?:admincommand|runcommand)$/.test(method) ? (command ?? "").toLowerCase() : method;
  if (/^(?:dropdatabase|drop|dropindexes)$/.test(doing)) {
    handSql(context, doing === "dropdatabase" ? `DROP DATABASE ${quoted(receiver)}` : `DROP TABLE ${quoted(receiver)}`);
    return true;
  }
  const known = ADMINISTERS[doing];
  if (!known || (/^(?:rs|sh)\./.test(`${receiver}.`) ? false : doing === "remove")) return false;
  const [verb, resource, says] = known;
  context.effects.push({
    verb,
    resource,
    target: receiver,
    reach: "one",
    recovery: verb === "stop" ? "effort" : "none",
    certainty: "certain",
    source: "mongosh",
    says,
    at: context.at,
  });
  return true;
}

const ADMINISTERS: Readonly<
  Record<string, readonly ["stop" | "delete" | "mutate", "database" | "account" | "cluster", string]>
> = {
  shutdown: ["stop", "cluster", "shuts the database server down"],
  shutdownserver: ["stop", "cluster", "shuts the database server down"],
  dropuser: ["delete", "account", "drops a user of the database"],
  dropallusers: ["delete", "account", "drops every user of the database"],
  dropallusersfromdatabase: ["delete", "account", "drops every user of the database"],
  droprole: ["delete", "account", "drops a role of the database"],
  dropallroles: ["delete", "account", "drops every role of the database"],
  reconfig: ["mutate", "account", "changes the replica set"],
  replsetreconfig: ["mutate", "account", "changes the replica set"],
  stepdown: ["stop", "database", "makes the primary step down"],
  replsetstepdown: ["stop", "database", "makes the primary step down"],
  removeshard: ["delete", "cluster", "removes a shard"],
  fsynclock: ["stop", "database", "locks the database against writes"],
  replsetresizeoplog: ["mutate", "account", "resizes the log that replicas read"],
};

function conditionOf(filter: Value | undefined, one: boolean): string {
  const where =
    filter?.kind === "record" && filter.entries.size === 1 ? (filter.entries.get("where") ?? filter) : filter;
  if (one) return " WHERE id = 1";
  if (!where || (where.kind === "record" && where.entries.size === 0)) return "";
  if (where.kind !== "record") return ` WHERE ${HOLE}`;
  const [key = "id"] = where.entries.keys();
  return ` WHERE ${quoted(key)} = '${HOLE}'`;
}

/** Whole tables through an object mapper: `User.objects.all().delete()`, `sequelize.sync({ force: true })`. */
function changesRecords(context: Context, call: CallSite): boolean {
  const { name, given } = call;
  const method = methodOf(call);
  const receiver = receiverOf(call);
  const model = quoted(
    receiver
      .replace(/\(\)/g, "")
      .split(".")
      .find(part => /^[A-Z]/.test(part)) ??
      receiver.split(".")[0] ??
      "rows",
  );
  if (method === "delete" && /\.objects(\.|\(\)|$)/.test(receiver)) {
    const narrowed = /\.(filter|exclude|get)\(\)/.test(receiver) && hasArguments(given.on);
    handSql(context, `DELETE FROM ${model}${narrowed ? ` WHERE id = '${HOLE}'` : ""}`);
    return true;
  }
  if (
    method === "delete" &&
    /\.query(\(\))?(\.|$)|^query\(\)/.test(receiver) &&
    !/\.(filter|filter_by|where|get)\(\)/.test(receiver)
  ) {
    handSql(context, `DELETE FROM ${model}`);
    return true;
  }
  if (/^(delete_all|destroy_all)$/.test(method)) {
    handSql(
      context,
      `DELETE FROM ${model}${/\.(where|find_by|limit)\(\)/.test(receiver) ? ` WHERE ${writtenCondition(given.on)}` : ""}`,
    );
    return true;
  }
  if (method === "destroy" && (isTrue(option(given, "truncate")) || emptyWhere(given.args[0]))) {
    handSql(context, `DELETE FROM ${model}`);
    return true;
  }
  const forced = isTrue(option(given, "force")) && option(given, "force")?.kind === "constant";
  if (
    (method === "sync" && forced) ||
    (method === "synchronize" && given.args[0]?.kind === "constant" && isTrue(given.args[0]))
  ) {
    handSql(context, `DROP TABLE "every table of ${plainName(receiver)}"`);
    return true;
  }
  if (method === "drop" && /sequelize|Sequelize/.test(name)) {
    handSql(context, `DROP TABLE "every table of ${plainName(receiver)}"`);
    return true;
  }
  if (
    /^(truncate|del|delete)$/.test(method) &&
    /(^|\.)(?:knex(?:\(\))?|DB\.table)\(\)(\.|$)/.test(`${receiver}.`) &&
    !/where/i.test(receiver)
  ) {
    handSql(context, `DELETE FROM ${quoted(tableIn(given.on) ?? "a table")}`);
    return true;
  }
  return false;
}

/** `User.where("1 = 1")`: what is written counts as it stands. */
function writtenCondition(on: Value): string {
  return (on.kind === "made" && knownText(on.given.args[0])) || `id = '${HOLE}'`;
}

function tableIn(on: Value): string | undefined {
  return on.kind === "made" ? knownText(on.given.args[0]) : undefined;
}

function emptyWhere(value: Value | undefined): boolean {
  const where = value?.kind === "record" ? value.entries.get("where") : undefined;
  return where?.kind === "record" && where.entries.size === 0;
}

/** A call somewhere in the chain was given a condition. */
function hasArguments(on: Value): boolean {
  for (let value = on, i = 0; value.kind === "made" && i < 12; value = value.given.on, i++)
    if (value.given.args.length > 0 || value.given.named.size > 0) return true;
  return false;
}

function plainName(name: string): string {
  return name.replace(/"/g, "");
}

function quoted(name: string): string {
  return `"${plainName(name)}"`;
}
