/** Reads calls on a database: SQL texts, and calls of mappers and document stores as the equivalent SQL. */
import { looksLikeSql } from "../../sql/reader.ts";
import { scriptText } from "../context/contents.ts";
import { type CallSite, type Context, handSql, methodOf } from "../context/context.ts";
import { option, optionsOf, plainText } from "../context/values.ts";
import { runsBuilt } from "./builders.ts";
import { changesDocuments } from "./documents.ts";
import { changesRecords } from "./mappers.ts";

/** Methods that send their argument as SQL; a text that is no SQL is ignored. */
const SENDS = new Set(
  `execute executemany executescript execute_many execute_sql exec_driver_sql exec run_sql run sql query raw unsafe many none any one all get
   multi multiquery each prepare do selectall_arrayref selectall_hashref selectrow_array statement unprepared select update delete insert
   exec_query exec_update exec_delete executeSql executeQuery executeUpdate createQuery createNativeQuery exec_params simple_query simpleQuery
   execute_statement executeStatement start_query_execution startQueryExecution batch fetch fetchval fetchrow read_sql read_sql_query mysqli_query mysql_query pg_query pg_send_query pg_exec sqlite_exec sqlsrv_query multi_query mysqli_multi_query
   real_query $executeRaw $executeRawUnsafe $queryRaw $queryRawUnsafe executeRaw queryRaw command send begin
   \``.split(/\s+/),
);

/** Reads a call that may reach a database; false when it is none. */
export function asksDatabase(context: Context, call: CallSite): boolean {
  const sent = sqlOf(context, call);
  for (const text of sent) handSql(context, text);
  if (sent.length > 0) return true;
  return runsBuilt(context, call) || changesDocuments(context, call) || changesRecords(context, call);
}

function sqlOf(context: Context, call: CallSite): string[] {
  if (!SENDS.has(methodOf(call))) return [];
  const { args, named } = call.given;
  const candidates = [
    ...args.slice(0, 2),
    ...["sql", "query", "statement", "text", "QueryString", "Sql", "Statement"].flatMap(
      name => named.get(name) ?? option(call.given, name) ?? [],
    ),
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
