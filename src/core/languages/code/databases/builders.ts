/** Reads query builders, which build a statement call by call: only the chain tells whether it has a condition. */
import { inOrder, words } from "../../../text/expressions.ts";
import { HOLE } from "../../../text/words.ts";
import { type CallSite, type Context, handSql, methodOf, receiverOf } from "../context/context.ts";
import { isOfService } from "../context/named-calls.ts";
import { type Given, knownText, type Value } from "../context/values.ts";
import { quoted } from "./quoting.ts";

/** Methods that send the built statement. */
const SENDS =
  /^(?:execute\w*|exec|run|go|all|scalars?|stream|executeTakeFirst\w*|fetch|fetch_all|fetchall|commit|toPromise|then)$/;
const DELETES = /(?:^|\.)(?:delete|del|deleteFrom|delete_from|deleteFromTable)$/;
const UPDATES = /(?:^|\.)(?:update|updateTable)$/;
const NARROWS = inOrder([
  /\./,
  words`
    \w{0,40}[wW]here\w{0,40} filter\w* eq neq gte? lte? in_? match having limit using like ilike is_? contains
    by_?[iI]d whereIn find\w* get first only top first_or\w* exclude key join\w*
  `,
  /$/,
]);
/** The handle of a database, on which awaiting a statement runs it. */
const HANDLE = /(?:^|\.)(?:db|tx|trx|database|conn|connection|drizzle\(\))$/;
const MAX_LINKS = 16;

/** `db.deleteFrom("users").execute()`, `session.execute(delete(User))`, `User.delete().execute()`, `await db.delete(users)`. */
export function runsBuilt(context: Context, call: CallSite): boolean {
  const { given } = call;
  const method = methodOf(call);
  if (NARROWS.test(`.${method}`)) for (const link of linksOf(given.on)) context.pending.delete(link.given);
  const awaited = method === "delete" && context.language === "javascript" && HANDLE.test(receiverOf(call));
  const [table] = given.args;
  if (awaited && given.args.length === 1 && table?.kind === "reference" && table.name.includes(".")) {
    context.pending.set(given, `DELETE FROM ${quoted(lastOf(table.name))}`);
    return false;
  }
  if (!SENDS.test(method)) return false;
  const statements = [given.on, ...given.args].flatMap(value => statementOf(value) ?? []);
  for (const statement of statements) handSql(context, statement);
  return statements.length > 0;
}

interface Link {
  readonly of: string;
  readonly given: Given;
}

/** The calls that a value was made by, the last one first. */
function linksOf(value: Value): Link[] {
  const links: Link[] = [];
  for (let now = value; now.kind === "made" && links.length < MAX_LINKS; now = now.given.on) links.push(now);
  return links;
}

function statementOf(value: Value): string | undefined {
  const links = linksOf(value);
  const [outer] = links;
  if (!outer || isOfService(outer.of)) return undefined;
  const begins = links.find(({ of }) => DELETES.test(of) || UPDATES.test(of));
  if (!begins || !tells(begins)) return undefined;
  const root = links.at(-1)?.of ?? "";
  const from = links.find(({ of }) => /\.(?:from|table|into)$/.test(of));
  const table = [begins, from].map(link => tableIn(link?.given)).find(Boolean) ?? lastOf(root.replace(DELETES, ""));
  const where = links.some(({ of, given }) => NARROWS.test(of) || given.args.some(isCondition))
    ? ` WHERE id = '${HOLE}'`
    : "";
  return DELETES.test(begins.of) ? `DELETE FROM ${quoted(table)}${where}` : `UPDATE ${quoted(table)} SET x = 1${where}`;
}

/** Whether the call names a table or belongs to a model class, unlike `cache.delete("key")` and `d.update(other)`. */
function tells({ of, given }: Link): boolean {
  const [first] = given.args;
  const ofClass = /(?:^|\.)[A-Z]\w*(?:\.\w+\(\))*\.\w+$/.test(of) || /^sqla?l?|sqlmodel|^(?:delete|update)$/.test(of);
  if (first === undefined) return DELETES.test(of) || ofClass;
  return (
    first.kind === "reference" ||
    (first.kind === "made" && ofClass) ||
    (first.kind === "text" && /From|_from|Table/.test(of))
  );
}

function isCondition(value: Value): boolean {
  return value.kind === "record" && value.entries.size > 0 && value.entries.has("where");
}

function tableIn(given: Given | undefined): string | undefined {
  const [first] = given?.args ?? [];
  return first?.kind === "reference" ? lastOf(first.name) : knownText(first);
}

function lastOf(name: string): string {
  return name.replace(/\(\)/g, "").split(".").filter(Boolean).at(-1) ?? "rows";
}
