/** Reads calls of object-relational mappers. */
import { anyOf, inOrder, words } from "../../../text/expressions.ts";
import { HOLE } from "../../../text/words.ts";
import { type CallSite, type Context, handSql, methodOf, receiverOf } from "../context/context.ts";
import { isTrue, knownText, option, type Value } from "../context/values.ts";
import { connects } from "./connecting.ts";
import { plainName, quoted } from "./quoting.ts";

/** Reads changes of whole tables: `User.objects.all().delete()`, `sequelize.sync({ force: true })`. */
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
  if (WHOLE.test(method) && EVERY.test(receiver) && !NARROWED.test(receiver)) {
    handSql(context, `DELETE FROM ${model}${call.chosen && call.repeated ? ` WHERE id = '${HOLE}'` : ""}`);
    return true;
  }
  if (method === "update_all" && /^[A-Z]/.test(lastName(receiver)) && !NARROWED.test(receiver)) {
    handSql(context, `UPDATE ${model} SET x = 1`);
    return true;
  }
  if (method === "clear" && /\.(?:getRepository|getTreeRepository|getMongoRepository|repository)\(\)$/.test(receiver)) {
    handSql(context, `TRUNCATE TABLE ${quoted(tableIn(given.on) ?? "a table")}`);
    return true;
  }
  // A repository's `delete({})`, a model's `truncate()`: no condition, or an empty one.
  const nothing = given.args[0]?.kind === "record" && given.args[0].entries.size === 0;
  if (method === "delete" && nothing && /\.(?:getRepository|getMongoRepository|repository)\(\)$/.test(receiver)) {
    handSql(context, `DELETE FROM ${quoted(tableIn(given.on) ?? "a table")}`);
    return true;
  }
  if (method === "truncate" && context.language === "javascript" && /(?:^|\.)[A-Z]\w*$/.test(receiver)) {
    handSql(context, `TRUNCATE TABLE ${model}`);
    return true;
  }
  if (/^drop_all_tables$|^dropSchema$/.test(method) && given.args.every(arg => arg.kind !== "text")) {
    handSql(context, 'DROP TABLE "every table"');
    return true;
  }
  if (method === "truncate" && /\.connection(?:\(\))?$/.test(receiver)) {
    handSql(context, 'TRUNCATE TABLE "a table"');
    return true;
  }
  if (method === "drop" && /(?:^|\.)Table\(\)$/.test(receiver)) {
    handSql(context, `DROP TABLE ${quoted(tableIn(given.on) ?? "a table")}`);
    return true;
  }
  if (
    method === "rollback" &&
    /\.migrate$/.test(receiver) &&
    given.args.some(arg => arg.kind === "constant" && isTrue(arg))
  ) {
    handSql(context, 'DROP TABLE "every table of the migrations"');
    return true;
  }
  // pandas replaces the table by another one.
  if (method === "to_sql" && knownText(given.named.get("if_exists")) === "replace") {
    const place = knownText(given.args[1] ?? given.named.get("con"));
    if (place !== undefined && /[:=]/.test(place))
      connects(context, { ...call, given: { ...given, args: [{ kind: "text", text: place }] } });
    handSql(context, `DROP TABLE ${quoted(knownText(given.args[0] ?? given.named.get("name")) ?? "a table")}`);
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

/** Methods that delete their receiver. */
const WHOLE = /^(?:delete|destroy!?|forceDelete|force_delete|purge|purge_later|really_destroy!|remove)$/;
/** Every record of a class: `Order.all()`, `Order.find_each`, `User::all()->each`, a table of Sequel's `DB[:orders]`. */
const EVERY = anyOf([
  inOrder([
    /(?:^|\.)[A-Z]\w*\./,
    words`all find_each each find_all find_in_batches in_batches withTrashed unscoped cursor lazy`,
    /(?:\(\))?(?:\.(?:each|all|items)(?:\(\))?)*$/,
  ]),
  /^DB\[\]$|^Sequel\.\w+\(\)(?:\.\w+|\[\])$/,
]);
const NARROWED = /\.(?:where\w*|filter\w*|find_by\w*|exclude|limit|first|last|take|get)(?:\(\)|\.|$)/;

function lastName(receiver: string): string {
  return receiver.replace(/\(\)/g, "").split(".")[0] ?? "";
}

/** The receiver is a single record: `Item.objects.create(…)`, `.all().first()`. */
const ONE_RECORD = /\.(?:first|last|earliest|latest|create|get_or_create|update_or_create)\(\)(?:\[\d*\])?$/;

/** `User.where("1 = 1")`: the condition is read as it is written. */
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

/** Whether some call of the chain has a condition. */
function hasArguments(on: Value): boolean {
  for (let value = on, i = 0; value.kind === "made" && i < 12; value = value.given.on, i++)
    if (value.given.args.length > 0 || value.given.named.size > 0) return true;
  return false;
}
