/** Reads commands that a cloud's own tool runs on another machine, as commands in that place. */

import { optionValue } from "../../core/effects/options.ts";
import type { Inner } from "../../core/effects/pack.ts";
import { textOfFile } from "../../core/files/input-text.ts";
import type { Call, Table } from "../../core/kit/table.ts";
import { behindCall } from "../../core/kit/table-line.ts";
import type { Locator } from "../../core/places/locator.ts";
import { accountOf } from "../../core/providers/account.ts";
import { HOLE, textOf, type Word, wordOfText } from "../../core/text/words.ts";

/** Returns the shell text in an option of the sub-command: `compute ssh vm --command 'uptime'`. */
export function remoteShell(call: Call, table: Pick<Table, "account">, path: string, ...options: string[]): Inner[] {
  const { scope, span } = call.command;
  return [...carriedTexts(call, path, options), ...behindDashes(call, path)].map(text => {
    const via = [...scope.via, `${call.command.program} ${path}`];
    const there = { ...scope, cwd: null, elsewhere: placeOf(call, table), via };
    return { kind: "shell", text: scriptOf(text, call), scope: there, ...(span && { span }) };
  });
}

/** `--scripts @setup.sh` stands for the file's content. */
function scriptOf(text: Word, { command, facts }: Call): string {
  const said = textOf(text);
  return said.startsWith("@") ? (textOfFile(wordOfText(said.slice(1)), command.scope, facts) ?? HOLE) : said;
}

/** Returns the command of `compute ssh vm -- -t sudo reboot`: after the dashes come ssh's options, then the command. */
function behindDashes({ args, command }: Call, path: string): Word[] {
  const dashes = command.argv.findIndex(({ value }) => value === "--");
  if (dashes === -1 || !path.endsWith(" ssh") || !behindCall(path, args)) return [];
  const words = command.argv.slice(dashes + 1).map(textOf);
  let from = 0;
  while (words[from]?.startsWith("-")) from += /^-[bcDEeFIiJLlmOopQRSWw]$/.test(words[from] ?? "") ? 2 : 1;
  const text = words.slice(from).join(" ");
  return text === "" ? [] : [wordOfText(text)];
}

/**
 * Returns the SQL in an option of the sub-command: `spanner databases execute-sql db --sql 'SELECT 1'`. `files` are
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

/** Returns the value of the first of `options` that is given, if the call is `path`. */
function carriedTexts({ args }: Call, path: string, options: readonly string[]): Word[] {
  const text = optionValue(args, ...options);
  return text && behindCall(path, args) ? [text] : [];
}

function placeOf({ args, command, facts }: Call, { account }: Pick<Table, "account">): readonly Locator[] {
  return account ? accountOf(account, args, command.scope, facts) : [];
}
