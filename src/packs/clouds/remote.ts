/** Commands that a cloud's own tool carries to a machine: read as what they are, where they land. */

import { optionValue } from "../../core/effects/options.ts";
import type { Inner } from "../../core/effects/pack.ts";
import { accountOf } from "../../core/effects/services/account.ts";
import { behindCall, type Call, type Table } from "../../core/effects/subcommands.ts";
import { textOf } from "../../core/effects/words.ts";

/** The shell text that an option of the sub-command carries: `compute ssh vm --command 'uptime'`. */
export function remoteShell(
  call: Call,
  table: Pick<Table, "account">,
  path: string,
  ...options: readonly string[]
): Inner[] {
  const steps = path.split(" ").map(step => new Set([step]));
  const text = optionValue(call.args, ...options);
  if (!text || !behindCall(steps, call.args)) return [];
  const { scope, span } = call.command;
  const elsewhere = table.account ? accountOf(table.account, call.args, scope, call.facts) : [];
  const there = { ...scope, cwd: null, elsewhere, via: [...scope.via, `${call.command.program} ${path}`] };
  return [{ kind: "shell", text: textOf(text), scope: there, ...(span && { span }) }];
}

/** The SQL that an option of the sub-command carries: `spanner databases execute-sql db --sql 'SELECT 1'`. */
export function remoteSql(
  call: Call,
  table: Pick<Table, "account">,
  path: string,
  ...options: readonly string[]
): Inner[] {
  const steps = path.split(" ").map(step => new Set([step]));
  const text = optionValue(call.args, ...options);
  if (!text || !behindCall(steps, call.args)) return [];
  const { scope, span } = call.command;
  const at = table.account ? accountOf(table.account, call.args, scope, call.facts) : [];
  return [{ kind: "sql", text: textOf(text), at, source: "clouds", ...(span && { span }) }];
}
