/**
 * Reads statements for an unknown console: `gfsh -e "destroy region"`, `runmqsc QM1 <<< "DELETE QLOCAL(A)"`. SQL and
 * shells have their own readers; here the first words of each statement are read like sub-commands.
 */

import type { Effect } from "../effects/effect.ts";
import type { Invocation } from "../effects/pack.ts";
import type { Facts } from "../facts/facts.ts";
import { textOfStdin } from "../files/input-text.ts";
import { leadingWords } from "../kit/leading-words.ts";
import { destructiveWord, MAKES, WORDS_ARE_NAMES } from "../kit/unknown-words.ts";
import type { Word } from "../text/words.ts";

/** Programs that edit a file by such commands, which counts as a change of the file. */
const EDITS_FILE = /^(?:plistbuddy|ex|ed|vi\w*|nvim|emacs\w*|hexedit|augtool|crudini|jaq|gron|fx|dasel)$/i;
/** Options with which consoles take statements. */
const TELLS = /^(?:-[cex]|--(?:command|cmd|execute|exec|eval|run))$/;
/** Names of programs that read statements from standard input. */
const CONSOLE = /(?:sc|ql|adm|admin|ctl|cli|shell|console|client|mgr)$/i;
/** Statements of network devices that erase everything or take the device offline. */
const DEVICE = /^(?:zeroize|factoryreset|factory-reset|reboot|shutdown|poweroff|halt|write-erase)$/;
/** Text for people or for a language model. */
const PROSE = /\b(?:the|an?|this|that|my|please|should|when|with)\b/i;

const MOST_STATEMENTS = 40;

export function toldToConsole(command: Invocation, words: readonly Word[], facts: Facts): Effect[] {
  if (WORDS_ARE_NAMES.has(command.program) || EDITS_FILE.test(command.program)) return [];
  const texts = words.flatMap(({ value }, i) => (value && TELLS.test(words[i - 1]?.value ?? "") ? [value] : []));
  if (CONSOLE.test(command.program)) texts.push(textOfStdin(command, facts) ?? "");
  const statements = texts.flatMap(text => text.split(/[;\n]/, MOST_STATEMENTS));
  const found = statements.find(losing)?.trim();
  if (found === undefined) return [];
  return [
    {
      verb: "delete",
      resource: "unknown",
      target: found,
      reach: "unknown",
      recovery: "none",
      certainty: "possible",
      source: "reader",
      says: `tells ${command.program}, which is not known here: ${found}`,
      ...(command.span && { span: command.span }),
    },
  ];
}

function losing(statement: string): boolean {
  const text = statement.trim();
  if (text.length > 300 || PROSE.test(text)) return false;
  const words = text.split(/[\s(]+/);
  if (words.length < 2) return false;
  for (const word of leadingWords(words)) {
    if (MAKES.test(word)) return false;
    if (DEVICE.test(word) || destructiveWord(word)?.certainty === "likely") return true;
  }
  return false;
}
