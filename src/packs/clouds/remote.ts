/** Commands that a cloud's own tool carries to a machine: read as what they are, where they land. */

import type { Locator } from "../../core/effects/effect.ts";
import { textOfFile } from "../../core/effects/input-text.ts";
import { optionValue } from "../../core/effects/options.ts";
import type { Inner } from "../../core/effects/pack.ts";
import { accountOf } from "../../core/effects/services/account.ts";
import { behindCall, type Call, type Table } from "../../core/effects/subcommands.ts";
import { HOLE, textOf, type Word } from "../../core/effects/words.ts";

/** The shell text that an option of the sub-command carries: `compute ssh vm --command 'uptime'`. */
export function remoteShell(call: Call, table: Pick<Table, "account">, path: string, ...options: string[]): Inner[] {
  const { scope, span } = call.command;
  return carriedTexts(call, path, options).map(text => {
    const via = [...scope.via, `${call.command.program} ${path}`];
    const there = { ...scope, cwd: null, elsewhere: placeOf(call, table), via };
    return { kind: "shell", text: textOf(text), scope: there, ...(span && { span }) };
  });
}

/**
 * The SQL that an option of the sub-command carries: `spanner databases execute-sql db --sql 'SELECT 1'`. `files` are
 * options that name a file of SQL instead.
 */
export function remoteSql(
  call: Call,
  table: Pick<Table, "account">,
  path: string,
  options: readonly string[],
  files: readonly string[] = [],
): Inner[] {
  const { scope, span } = call.command;
  const texts = [
    ...carriedTexts(call, path, options).map(textOf),
    ...carriedTexts(call, path, files).map(file => textOfFile(file, scope, call.facts) ?? HOLE),
  ];
  const at = placeOf(call, table);
  return texts.map(text => ({ kind: "sql", text, at, source: "clouds", ...(span && { span }) }));
}

/** The first of `options`, where the call is `path`. */
function carriedTexts({ args }: Call, path: string, options: readonly string[]): Word[] {
  const steps = path.split(" ").map(step => new Set([step]));
  const text = optionValue(args, ...options);
  return text && behindCall(steps, args) ? [text] : [];
}

function placeOf({ args, command, facts }: Call, { account }: Pick<Table, "account">): readonly Locator[] {
  return account ? accountOf(account, args, command.scope, facts) : [];
}
