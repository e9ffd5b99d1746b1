/** Reads calls of document stores. */

import { ownProperty } from "../../../text/own-property.ts";
import { HOLE } from "../../../text/words.ts";
import { type CallSite, type Context, handSql, methodOf, receiverOf } from "../context/context.ts";
import { isTrue, knownText, option, type Value } from "../context/values.ts";
import { quoted } from "./quoting.ts";

/** `db.users.drop()`, `collection.deleteMany({})`, `db.dropDatabase()` of MongoDB, in every driver's spelling. */
export function changesDocuments(context: Context, call: CallSite): boolean {
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
    /(^|\.)(db|database|collection|coll|mongo\w*|client)\b|MongoClient|MotorClient|\bmotor\b|getCollection|\[\]/i.test(
      receiver,
    );
  switch (method) {
    case "dropdatabase": {
      handed(context, `DROP DATABASE ${quoted(knownText(filter) ?? databaseNamed(context, receiver))}`);
      return true;
    }
    case "drop":
    case "dropcollection":
      if (!isStore || (method === "drop" && call.given.named.size > 0)) return false;
      handed(
        context,
        `DROP TABLE ${quoted(knownText(filter) ?? (target === '""' ? "collection" : receiver.replace(/^db\./, "")))}`,
      );
      return true;
    case "deletemany":
    case "remove":
    case "deleteone":
    case "findoneanddelete":
    case "findandmodify":
      if (method === "findandmodify" && !isTrue(option(call.given, "remove"))) return false;
      if (method === "remove" && (!isStore || context.language !== "mongosh")) return false;
      handed(context, `DELETE FROM ${target}${conditionOf(filter, method !== "deletemany" && method !== "remove")}`);
      return true;
    case "updatemany":
    case "update":
      if (method === "update" && context.language !== "mongosh") return false;
      handed(context, `UPDATE ${target} SET x = 1${conditionOf(filter, false)}`);
      return true;
    case "bulkwrite":
      for (const one of filter?.kind === "list" ? filter.items : [])
        if (one.kind === "record")
          for (const [kind, what] of one.entries) {
            const which = what.kind === "record" ? what.entries.get("filter") : undefined;
            const single = /^(?:delete|update|replace)One$/.test(kind);
            if (/^delete/.test(kind)) handed(context, `DELETE FROM ${target}${conditionOf(which, single)}`);
            else if (/^(?:update|replace)/.test(kind))
              handed(context, `UPDATE ${target} SET x = 1${conditionOf(which, single)}`);
          }
      return isStore;
    case "renamecollection":
      // `rename` with a true second argument drops the collection of the new name.
      if (!isStore || !isTrue(call.given.args[1])) return false;
      handed(context, `DROP TABLE ${quoted(knownText(filter) ?? "a collection")}`);
      return true;
    case "aggregate": {
      const last = filter?.kind === "list" ? filter.items.at(-1) : undefined;
      const into = last?.kind === "record" ? last.entries.get("$out") : undefined;
      if (!isStore || into === undefined) return false;
      handed(context, `CREATE OR REPLACE TABLE ${quoted(knownText(into) ?? "a collection")} (x int)`);
      return true;
    }
    case "command":
    case "runcommand": {
      if (context.language === "mongosh" || !isStore)
        return context.language === "mongosh" && administers(context, method, receiver, call);
      const doing = filter?.kind === "record" ? [...filter.entries.keys()][0] : knownText(filter);
      if (!/^drop(?:Database)?$/.test(doing ?? "")) return false;
      handed(
        context,
        doing === "drop" ? 'DROP TABLE "a collection"' : `DROP DATABASE ${quoted(databaseNamed(context, receiver))}`,
      );
      return true;
    }
    case "dropindexes":
    case "dropindex":
      if (!isStore) return false;
      handed(context, `DROP INDEX ${quoted(knownText(filter) ?? `the indexes of ${receiver}`)}`);
      return true;
    default:
      return context.language === "mongosh" && administers(context, method, receiver, call);
  }
}

/** Hands an equivalent statement back; as one of `mongosh`, so that cards speak of collections and documents. */
function handed(context: Context, text: string): void {
  handSql(context, text, "mongosh");
}

/** The name of the connected database, since `db` is none. mongosh connects to `test` by default. */
function databaseNamed({ at, language }: Context, receiver: string): string {
  if (/getSiblingDB/.test(receiver)) return "it switches to";
  const named = at.flatMap(place => (place.kind === "database" && place.database ? [place.database] : []))[0];
  return named ?? (language === "mongosh" ? "test" : "it connects to");
}

/** `rs.remove()`, `sh.removeShard()`, `db.adminCommand({ shutdown: 1 })`. */
function administers(context: Context, method: string, receiver: string, { given }: CallSite): boolean {
  const command = given.args[0]?.kind === "record" ? [...given.args[0].entries.keys()][0] : knownText(given.args[0]);
  const doing = /^(?:admincommand|runcommand)$/.test(method) ? (command ?? "").toLowerCase() : method;
  const told = given.args[0]?.kind === "record" ? given.args[0].entries : undefined;
  if (GIVES_ROLES.test(doing) && givesAll(given.args)) {
    handed(
      context,
      `ALTER ROLE ${quoted(knownText(told?.get("user")) ?? knownText(given.args[0]) ?? "somebody")} SUPERUSER`,
    );
    return true;
  }
  if (told && (doing === "delete" || doing === "findandmodify")) return toldToDelete(context, told);
  if (/^(?:dropdatabase|drop|dropindexes)$/.test(doing)) {
    handed(
      context,
      doing === "dropdatabase"
        ? `DROP DATABASE ${quoted(databaseNamed(context, receiver))}`
        : `DROP TABLE ${quoted(receiver)}`,
    );
    return true;
  }
  const known = ownProperty(ADMINISTERS, doing);
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

const GIVES_ROLES = /^(?:createuser|updateuser|grantrolestouser|createrole|updaterole|grantrolestorole)$/;
/** Roles that cover every database, or the administration of roles. */
const OVER_ALL = /^(?:root|__system|(?:userAdmin|dbAdmin|readWrite)AnyDatabase|cluster(?:Admin|Manager))$/;

/** `db.createUser({ user: "x", roles: ["root"] })`, `db.grantRolesToUser("x", [{ role: "root", db: "admin" }])`. */
function givesAll(args: readonly Value[]): boolean {
  return args.some(arg => {
    const roles = arg.kind === "record" ? arg.entries.get("roles") : arg;
    const list = roles?.kind === "list" ? roles.items : [];
    return list.some(one => OVER_ALL.test(knownText(one.kind === "record" ? one.entries.get("role") : one) ?? ""));
  });
}

/** `db.runCommand({ delete: "users", deletes: [{ q: {}, limit: 0 }] })`, `{ findAndModify: "users", query, remove: true }`. */
function toldToDelete(context: Context, told: ReadonlyMap<string, Value>): boolean {
  const table = quoted(
    knownText(told.get("delete") ?? told.get("findAndModify") ?? told.get("findandmodify")) ?? "a collection",
  );
  if (!told.has("delete")) {
    if (isTrue(told.get("remove"))) handed(context, `DELETE FROM ${table} WHERE id = 1`);
    return isTrue(told.get("remove"));
  }
  const deletes = told.get("deletes");
  for (const one of deletes?.kind === "list" ? deletes.items : [])
    if (one.kind === "record") handed(context, `DELETE FROM ${table}${conditionOf(one.entries.get("q"), false)}`);
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
  // A Prisma call has the condition under `where`, beside the changes.
  const told =
    filter?.kind === "record" && (filter.entries.has("where") || filter.entries.get("data")?.kind === "record");
  const where = told ? filter.entries.get("where") : filter;
  if (one) return " WHERE id = 1";
  if (!where || (where.kind === "record" && where.entries.size === 0)) return "";
  if (where.kind !== "record") return ` WHERE ${HOLE}`;
  const [key = "id"] = where.entries.keys();
  return ` WHERE ${quoted(key)} = '${HOLE}'`;
}
