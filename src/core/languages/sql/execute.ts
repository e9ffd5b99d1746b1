/** Reads SQL that runs other code: dynamic SQL, stored procedures, programs, files, client commands. */

import type { Operation } from "../../facts/sql-operation.ts";
import { wholly, words } from "../../text/expressions.ts";
import { HOLE } from "../../text/words.ts";
import type { Token } from "./lexer.ts";
import { nameAt, skipWords } from "./names.ts";
import { DESTRUCTIVE } from "./server.ts";

/** `EXECUTE IMMEDIATE '…'`, `EXEC('…')`, `EXEC sp_executesql N'…'`, `CALL p()`, `EXEC xp_cmdshell '…'`. */
export function callOperations(rest: readonly Token[]): Operation[] {
  const at = skipWords(rest, 0, ["IMMEDIATE"]);
  const head = rest[at];
  const { name } = nameAt(rest, at);
  // `master..xp_cmdshell` omits the schema.
  const shell = rest.slice(at, at + 6).some(({ upper }) => upper === "XP_CMDSHELL");
  if (shell || /(?:^|\.)xp_cmdshell$/i.test(name)) return [{ kind: "program", how: "xp_cmdshell" }];
  const builds =
    at > 0 ||
    head?.kind === "string" ||
    head?.kind === "dollar" ||
    head?.text === "(" ||
    /(?:^|\.)(?:sp_executesql|sp_msforeach(?:table|db)|format|concat)$/i.test(name);
  if (builds) return [dynamicSql(rest.slice(at))];
  if (/(?:^|\.)sp_configure$/i.test(name) && rest.some(({ text }) => OPENS_SERVER.test(text)))
    return [{ kind: "unknown", word: "sp_configure, which lets SQL start programs" }];
  const last = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
  if (SHOWS.test(last)) return [];
  if (DESTRUCTIVE.test(last) || /^sp_(?:detach_db|droplogin|dropuser|remove)/.test(last))
    return [{ kind: "unknown", word: `${name}, stored code that is named after destruction` }];
  return [{ kind: "call", name: name || "code" }];
}

/** Procedures of SQL Server that only report something. */
const SHOWS = new RegExp(
  "^(?:sp_(?:help\\w*|who\\w*|columns|tables|views|databases|spaceused|lock|[pf]keys|statistics|stored_procedures" +
    "|depends|\\w+_info|\\w+_privileges|\\w+_columns|describe_\\w+|readerrorlog|monitor|blitz\\w*|linkedservers|indexes)" +
    "|xp_(?:msver|readerrorlog|fixeddrives|log\\w+))$",
);

/** Settings of SQL Server that let statements reach the machine it runs on. */
const OPENS_SERVER =
  /xp_cmdshell|ole automation|clr enabled|clr strict|ad hoc distributed|external scripts|remote admin/i;

/** An expression whose text is run as SQL. */
export function dynamicSql(tokens: readonly Token[]): Operation {
  const stop = tokens.findIndex(({ upper }) => upper === "INTO" || upper === "USING");
  const expression = tokens
    .slice(0, stop === -1 ? undefined : stop)
    .filter(({ text, kind }) => kind !== "symbol" || (text !== "(" && text !== ")"));
  const isString = ({ kind }: Token) => kind === "string" || kind === "dollar";
  const parts = expression.filter(
    token => token.kind !== "symbol" && !/^SP_(?:EXECUTESQL|MSFOREACH\w*)$/.test(token.upper),
  );
  // Only arguments follow the template of `format`; other parts are joined as they stand.
  const template = parts.findIndex(isString);
  const text = parts
    .slice(template, parts[template - 1]?.upper === "FORMAT" ? template + 1 : undefined)
    .map(token => (isString(token) ? token.text.replace(/%(?:\d+\$)?-?[IsL]/g, HOLE) : HOLE))
    .join("");
  return {
    kind: "dynamic",
    text: parts.some(isString) ? text : "",
    static: parts.length === 1 && parts.every(isString),
  };
}

/** Functions that run their text argument: on another server, on every worker, later. */
const RUNS_TEXT = wholly(
  words`
    dblink(?:_exec|_send_query)? query_to_xml run_command_on_(?:workers|shards|all_nodes) schedule(?:_in_database)?
    openquery
  `,
  "i",
);
const MAX_CALLS = 50;

export function functionCalls(tokens: readonly Token[]): Operation[] {
  const calls = tokens.flatMap((token, i) =>
    token.kind === "word" && tokens[i + 1]?.text === "(" && RUNS_TEXT.test(token.text) ? [i + 1] : [],
  );
  return calls.slice(0, MAX_CALLS).flatMap(open => {
    const depth = tokens[open]?.depth ?? 0;
    const close = tokens.findIndex((token, at) => at > open && token.text === ")" && token.depth === depth);
    return tokens
      .slice(open, close === -1 ? undefined : close)
      .filter(({ kind, text }) => (kind === "string" || kind === "dollar") && /^\s*[a-z]+\s/i.test(text))
      .map(({ text }): Operation => ({ kind: "dynamic", text, static: true }));
  });
}

/** Client commands that run something. Others (`\d`, `\timing`, `.tables`) only show or set. */
export function metaOperations(text: string): Operation[] {
  if (/^(?:\\!|\.(?:shell|system)\b)/.test(text)) return [{ kind: "program", how: "the client's shell command" }];
  if (/^\\copy\b.*\bprogram\b/i.test(text) || /^\\(?:o|g|gx|w)\s*\|/.test(text))
    return [{ kind: "program", how: "a program of the client" }];
  if (/^\.load\b/.test(text)) return [{ kind: "program", how: ".load, which loads native code" }];
  if (/^\.restore\b/.test(text)) return [{ kind: "replace-table", target: "database" }];
  if (/^(?:\\(?:i|ir|include|include_relative|gexec|\.)(?![a-z])|\.read\b)/.test(text))
    return [{ kind: "unknown", word: text.slice(0, 200) }];
  return [];
}
