/** Recognizes a shell text that is one program with literal words: without expansion, pipe, assignment or redirect. */
import type { Command, ParsedScript, Redirection } from "unbash";
import { literalWord, type Word } from "../../text/words.ts";
import { atomsOf } from "./atoms.ts";
import { parseGuarded, tooLarge } from "./guards.ts";

/** Its words, the program first, each with where it stands in `text`; undefined where the text is anything more. */
export function literalCommand(text: string): readonly Word[] | undefined {
  const command = onlyCommand(text);
  if (!command?.name || command.prefix.length > 0 || !command.redirects.every(discardsErrors)) return undefined;
  const words: Word[] = [];
  for (const node of [command.name, ...command.args]) {
    if (node.type !== "Word") return undefined;
    const value = literalOf(node);
    if (value === undefined) return undefined;
    words.push(literalWord(value, { start: node.pos, end: node.end }));
  }
  return words;
}

function onlyCommand(text: string): Command | undefined {
  if (tooLarge(text) !== undefined) return undefined;
  try {
    const { script, unreadable } = parseGuarded(text);
    const { commands, errors = [] }: ParsedScript = script;
    const [statement, ...more] = commands;
    if (!statement || more.length > 0 || unreadable.length > 0 || errors.length > 0) return undefined;
    return !statement.background && statement.command.type === "Command" ? statement.command : undefined;
  } catch {
    // A text that the parser rejects is not plain.
    return undefined;
  }
}

/** `2>/dev/null`, which agents append to everything. */
function discardsErrors(redirect: Redirection): boolean {
  const { type, descriptor } = redirect;
  const errors = descriptor?.type === "FileDescriptor" && descriptor.value === 2;
  return errors && type === "Redirect" && redirect.operator === ">" && redirect.target?.text === "/dev/null";
}

/** Characters that an expansion would change when they are not quoted. */
const EXPANDED = /[*?[\]{}~!]/;

function literalOf(word: Parameters<typeof atomsOf>[0]): string | undefined {
  let value = "";
  for (const atom of atomsOf(word)) {
    if (atom.kind === "part" || (!atom.quoted && EXPANDED.test(atom.char))) return undefined;
    value += atom.char;
  }
  return value;
}
