/** Calls that open a connection to a database. */

import { isScratch } from "../../../files/loss.ts";
import { whereItIs } from "../../../files/moved.ts";
import { secretFile } from "../../../files/secret-files.ts";
import { databaseLocators, databaseOf } from "../../../places/database-address.ts";
import type { Locator } from "../../../places/locator.ts";
import { resolvePath } from "../../../text/paths.ts";
import { asProgram } from "../context/commands.ts";
import type { CallSite, Context } from "../context/context.ts";
import { knownText, option, type Value } from "../context/values.ts";

/** Records the database that a call connects to, by its arguments. */
export function connects(context: Context, call: CallSite): void {
  const { name, given } = call;
  if (/(?:^|\.)settings\.configure$/.test(name)) {
    if (allPassing(given.named.get("DATABASES"), context)) context.at = [...context.at, memory];
    return;
  }
  const found = [...given.args, ...given.named.values()]
    .flatMap(value => (value.kind === "record" ? [...value.entries.values()] : [value]))
    .flatMap(value => {
      const text = knownText(value);
      if (text === undefined) return [];
      if (
        text === ":memory:" ||
        /^file:[^?]*\?(?:[^&]*&)?mode=memory\b/.test(text) ||
        /^sqlite(?:\+\w+)?:\/\/(?:\/?:memory:)?$/.test(text)
      )
        return [memory];
      if (/sqlite/i.test(name) && isPassing(/^sqlite(?:\+\w+)?:\/\/\/(.+)$/.exec(text)?.[1] ?? text, context))
        return [memory];
      if (/sqlite/i.test(name) && !/^\w+:\/\//.test(text)) {
        if (secretFile(text, context.facts.around.home) !== undefined) asProgram(context, "sqlite3 {0}", call);
        return [{ kind: "database", host: "localhost", database: text } as const];
      }
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

/** Whether all of Django's `DATABASES={"default": {"ENGINE": …, "NAME": ":memory:"}}` are temporary. */
function allPassing(databases: Value | undefined, context: Context): boolean {
  const each = databases?.kind === "record" ? [...databases.entries.values()] : [];
  return (
    each.length > 0 &&
    each.every(database => {
      const [engine, file] = ["ENGINE", "NAME"].map(key =>
        database.kind === "record" ? knownText(database.entries.get(key)) : undefined,
      );
      return /sqlite/.test(engine ?? "") && file !== undefined && (file === ":memory:" || isPassing(file, context));
    })
  );
}

/** Whether the database is a file in a folder for temporary files. */
function isPassing(name: string, { scope, facts }: Context): boolean {
  if (/^\w+:\/\//.test(name) || (scope.cwd === null && !name.startsWith("/"))) return false;
  return isScratch(whereItIs(resolvePath(name, scope.cwd ?? "/"), scope), facts, scope.cwd);
}

const memory: Locator = { kind: "database", host: "localhost", database: ":memory:" };
