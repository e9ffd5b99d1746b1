/**
 * What a console that nobody here knows is told in words: `gfsh -e "destroy region"`, `runmqsc QM1 <<< "DELETE QLOCAL(A)"`.
 * SQL and shells have their own readers; here the first words of each statement are taken like sub-commands.
 */

import type { Effect } from "../effects/effect.ts";
import type { Invocation } from "../effects/pack.ts";
import type { Facts } from "../facts/facts.ts";
import { textOfStdin } from "../files/input-text.ts";
import { leadingWords } from "../kit/leading-words.ts";
import { destructiveWord, MAKES, WORDS_ARE_NAMES } from "../kit/unknown-words.ts";
import type { Word } from "../text/words.ts";

/** They change one file by such commands, which is judged as a file. */
const EDITS_FILE = /^(?:plistbuddy|ex|ed|vi\w*|nvim|emacs\w*|hexedit|augtool|crudini|jaq|gron|fx|dasel)$/i;
/** Options by which consoles take what they are to do. */
const TELLS = /^(?:-[cex]|--(?:command|cmd|execute|exec|eval|run))$/;
/** What is called so reads commands from its standard input. */
const CONSOLE = /(?:sc|ql|adm|admin|ctl|cli|shell|console|client|mgr)$/i;
/** Devices' own words for what takes everything away, or the device from the network. */
const DEVICE = /^(?:zeroize|factoryreset|factory-reset|reboot|shutdown|poweroff|halt|write-erase)$/;
/** Sentences are for people, or for a model. */
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
