/** Calls of object mappers and query builders. */
import { HOLE } from "../../words.ts";
import { type CallSite, type Context, handSql, methodOf, receiverOf } from "../context.ts";
import { isTrue, knownText, option, type Value } from "../values.ts";
import { plainName, quoted } from "./quoting.ts";

/** Whole tables through an object mapper: `User.objects.all().delete()`, `sequelize.sync({ force: true })`. */
export function changesRecords(context: Context, call: CallSite): boolean {
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
    const narrowed =
      // `for item in Item.objects.all(): if item.old: item.delete()`
      (call.repeated && call.chosen) ||
      (/\.(filter|exclude|get)\(\)/.test(receiver) && hasArguments(given.on)) ||
      ONE_RECORD.test(receiver);
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

/** The last thing that was asked for is one object: `Item.objects.create(…)`, `.all().first()`. */
const ONE_RECORD = /\.(?:first|last|earliest|latest|create|get_or_create|update_or_create)\(\)(?:\[\d*\])?$/;

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
