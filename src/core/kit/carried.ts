/** Reads commands and SQL that a platform's own tool runs where the app is: `heroku run rake db:drop`. */

import { operands, optionValue, readArguments } from "../effects/options.ts";
import type { Inner } from "../effects/pack.ts";
import { textOfFile, textOfStdin } from "../files/input-text.ts";
import type { Locator } from "../places/locator.ts";
import type { Scope } from "../places/scope.ts";
import { accountOf } from "../providers/account.ts";
import { HOLE, literalWord, textOf, type Word, wordOfText } from "../text/words.ts";
import type { Call, Table } from "./table.ts";
import { behindCall } from "./table-line.ts";

type Place = Pick<Table, "account" | "grammar">;

/**
 * Returns the command of a sub-command that runs it at the app: `run rake db:drop`, `ssh console -C 'rm -rf x'`. `skip`
 * is the number of operands before the command, for example the app's name.
 */
export function ranThere(
  call: Call,
  table: Place,
  path: string,
  how: { readonly options?: readonly string[]; readonly skip?: number } = {},
): Inner[] {
  const behind = behindCall(path, call.args);
  if (!behind) return [];
  const option = optionValue(call.args, ...(how.options ?? []));
  const words = how.options ? [] : commandBehind(call, table, path, how.skip ?? 0);
  const [first, second] = words;
  // `run 'A=1 rake db:drop' -a shop`: the first word holds the whole command, and the tool's own options follow.
  const whole = words.length === 1 || (/\s/.test(first?.value ?? "") && second?.value?.startsWith("-") === true);
  const text = option ?? (whole ? first : undefined);
  const { span } = call.command;
  const scope: Scope = {
    ...call.command.scope,
    cwd: null,
    elsewhere: placeOf(call, table),
    via: [...call.command.scope.via, `${call.command.program} ${path}`],
  };
  if (text) return [{ kind: "shell", text: textOf(text), scope, ...(span && { span }) }];
  return words.length === 0 ? [] : [{ kind: "argv", argv: words, scope, ...(span && { span }) }];
}

/** SQL of an option, a file, an operand or standard input. */
export function sqlThere(
  call: Call,
  table: Place,
  path: string,
  how: { readonly text?: readonly string[]; readonly file?: readonly string[]; readonly operand?: number },
  at: readonly Locator[] = placeOf(call, table),
): Inner[] {
  const behind = behindCall(path, call.args);
  if (!behind) return [];
  const file = optionValue(call.args, ...(how.file ?? []));
  const word =
    optionValue(call.args, ...(how.text ?? [])) ?? (how.operand === undefined ? undefined : behind[how.operand]);
  const text = file
    ? (textOfFile(file, call.command.scope, call.facts) ?? HOLE)
    : word
      ? textOf(word)
      : textOfStdin(call.command, call.facts);
  if (text === undefined) return [];
  const { span } = call.command;
  return [{ kind: "sql", text: text ?? HOLE, at, source: "platforms", ...(span && { span }) }];
}

/**
 * Returns the database client that the tool starts with the words after `--`: `neonctl psql main -- -c 'SELECT 1'`.
 * `options` name those that hold a command for the client; without one, commands come from standard input.
 */
export function clientThere(
  call: Call,
  table: Place,
  path: string,
  client: string,
  options?: readonly string[],
): Inner[] {
  const words = call.command.argv;
  const dashes = words.findIndex(({ value }) => value === "--");
  if ((dashes === -1 && !options) || !behindCall(path, call.args)) return [];
  const given = dashes === -1 ? splitWords(optionValue(call.args, ...(options ?? []))) : words.slice(dashes + 1);
  const { span, stdin } = call.command;
  const scope: Scope = {
    ...call.command.scope,
    elsewhere: placeOf(call, table),
    via: [...call.command.scope.via, `${call.command.program} ${path}`],
  };
  return [{ kind: "argv", argv: [literalWord(client), ...given], scope, stdin, ...(span && { span }) }];
}

function splitWords(command: Word | undefined): Word[] {
  return command
    ? textOf(command)
        .split(/\s+/)
        .filter(Boolean)
        .map(word => wordOfText(word))
    : [];
}

export function placeOf(call: Call, table: Place): readonly Locator[] {
  return table.account ? accountOf(table.account, call.args, call.command.scope, call.facts) : [];
}

/** The words of the command itself, which may begin with options of its own. */
function commandBehind(call: Call, table: Place, path: string, skip: number): readonly Word[] {
  const words = call.command.argv.slice(1);
  const dashes = words.findIndex(({ value }) => value === "--");
  if (dashes !== -1) return words.slice(dashes + 1);
  let rest: readonly Word[] = words;
  for (let left = path.split(" ").length + skip; left > 0; left--) {
    const plain = operands(readArguments(rest, { ...table.grammar, stopAtOperand: true }));
    rest = plain.slice(1);
  }
  return operands(readArguments(rest, { ...table.grammar, stopAtOperand: true }));
}
