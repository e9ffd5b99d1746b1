/** Reads programs without a pack: an unknown name is unknown code, and a destructive one may mean a loss. */

import { effectsOnGuard } from "../detectors/guard/reach.ts";
import type { Effect } from "../effects/effect.ts";
import type { Inner, Invocation, Reading } from "../effects/pack.ts";
import type { Facts } from "../facts/facts.ts";
import { textOfStdin } from "../files/input-text.ts";
import { namedAfterDestruction, publishing, spokenOtherwise } from "../kit/unknown-words.ts";
import { effectsOfCmdlet } from "../languages/powershell/cmdlets.ts";
import { scriptOfSubscript } from "../languages/shell/subscripts.ts";
import { looksLikeSql } from "../languages/sql/reader.ts";
import { effectsOfGiving } from "../providers/granted-rights.ts";
import { anyOf, inOrder, words } from "../text/expressions.ts";
import { keepingNames } from "../text/memoize.ts";
import { literalWord, type Word } from "../text/words.ts";
import { effectsOfBroughtProgram } from "./brought-programs.ts";
import { commandsInOptions } from "./command-options.ts";
import { toldToConsole } from "./console-text.ts";
import { lookAlike } from "./look-alikes.ts";
import { startedScript } from "./started-script.ts";
import { programInUnknownFolder } from "./unknown-folder.ts";
import { changingThere, maySwitchOrChange, switchingOff } from "./unknown-stops.ts";
import { guessedCommand, isCommandName, programsLike, wrappedCommand } from "./wrapped.ts";

/** Programs whose arguments are data, in which destructive words mean nothing. */
const WORDS_ARE_DATA = new Set(
  `echo printf cat grep egrep fgrep rg ag sed awk head tail less more wc sort uniq cut tr ls which type man info test [ [[
   true false : pwd date basename dirname realpath readlink stat file tree diff cmp jq yq code vim nano open xdg-open read
   export local declare typeset readonly alias unset set shift return exit let history say notify-send
   cd pushd popd hash whereis apropos whatis tldr cheat perldoc pydoc pydoc3 ri
   figlet toilet banner boxes cowsay cowthink lolcat espeak espeak-ng spd-say wall logger`.split(/\s+/),
);

const NOTHING: Reading = { effects: [] };

/** Returns what an invocation without a pack would do. */
export function unknownProgram(command: Invocation, facts: Facts): Reading {
  const [name] = command.argv;
  if (!name) return NOTHING;
  const rest = command.argv.slice(1);
  if (name.value === null) return knownAtRunTime(command, name, rest);
  const likely = name.glob ? programsLike(name)[0] : undefined;
  // `GIT CHECKOUT -- x`: on a case-insensitive disk this starts git.
  if (/^[A-Z]{2,12}$/.test(name.value))
    return { effects: [], inner: [guessedCommand(command, command.argv.map(inLowerCase))] };
  if (likely !== undefined) return { effects: [], inner: [guessedCommand(command, [literalWord(likely), ...rest])] };
  const meant = lookAlike(name.value);
  if (meant !== undefined && startsCommand(meant))
    return {
      effects: [],
      inner: /\s/.test(meant)
        ? [shellText(command, meant)]
        : [guessedCommand(command, [literalWord(meant.toLowerCase()), ...rest])],
    };
  const script = startedScript(command, facts);
  if (script) {
    const read = withWrapped(script, command);
    const sql = statementsAmong(command, rest, facts);
    return sql.length > 0 ? { ...read, inner: [...(read.inner ?? []), ...sql] } : read;
  }
  const evaluated = evaluatesNames(command.program) ? evaluatedSubscripts(command, rest) : NO_INNER;
  if (evaluated.length > 0) return { effects: [], inner: evaluated };
  const onGuard = effectsOnGuard(command, facts, false);
  if (onGuard.length > 0) return { effects: onGuard };
  if (WORDS_ARE_DATA.has(command.program)) return NOTHING;
  const cmdlet = effectsOfCmdlet(command);
  if (cmdlet) return { effects: cmdlet };
  // `W="rm -rf x"; "$W"` fails in bash, but shows the intent, and zsh can be set to run it.
  if (/^[a-z]+ /.test(name.value) && !name.glob) return { effects: [], inner: [shellText(command, name.value)] };
  const wrapped = wrappedCommand(command);
  const own = wrapped?.kind === "argv" ? rest.slice(0, -wrapped.argv.length) : rest;
  const statements = statementsAmong(command, rest, facts);
  const inner = [...(wrapped ? [wrapped] : commandsInOptions(command)), ...statements];
  const told = statements.length > 0 ? NOTHING.effects : toldToConsole(command, own, facts);
  const effects = [...spokenOf(command, own), ...told];
  return inner.length > 0 ? { effects, inner } : effects.length > 0 ? { effects } : NOTHING;
}

/** Infers effects from the words of the call; most calls have none. */
function spokenOf(command: Invocation, words: readonly Word[]): readonly Effect[] {
  if (words.length === 0) return NOTHING.effects;
  return [
    ...namedAfterDestruction(command, words),
    ...spokenOtherwise(command, words),
    ...(maySwitchOrChange(words) ? [...switchingOff(command, words), ...changingThere(command, words)] : []),
    ...publishing(command, words),
    ...effectsOfBroughtProgram(command, words),
    ...effectsOfGiving(command, words),
  ];
}

const NO_INNER: readonly Inner[] = [];

function startsCommand(text: string): boolean {
  const [first = ""] = text.toLowerCase().split(/\s/, 1);
  return isCommandName(first.slice(first.lastIndexOf("/") + 1));
}

/** `nzsql -c 'DROP TABLE t'`: returns SQL statements among the words of an unknown database client. */
function statementsAmong(command: Invocation, rest: readonly Word[], facts: Facts): readonly Inner[] {
  const texts: string[] = [];
  for (const { value } of rest) if (value !== null && value.length > 8) texts.push(value);
  if (namesDatabase(command.program)) texts.push(textOfStdin(command, facts) ?? "");
  if (texts.length === 0) return NO_INNER;
  return texts
    .map(text => text.replace(/^\w{1,20}=/, ""))
    .filter(text => STATEMENT.test(text) && looksLikeSql(text))
    .map(text => ({
      kind: "sql",
      text,
      at: [{ kind: "database" }],
      source: "reader",
      ...(command.span && { span: command.span }),
    }));
}

const namesDatabase = keepingNames(program => /sql|query|db/i.test(program));

/** Statements as people write them, with a verb and an object; also functions that reach outside of the database. */
const STATEMENT = anyOf(
  [
    inOrder([
      /^[^'"]{0,200}\b/,
      words`
        load_extension load_file xp_cmdshell pg_read_file pg_read_binary_file lo_import lo_export sys_exec sys_eval
      `,
      /\b/,
    ]),
    /^\s*copy\s[^;]{1,400}\bprogram\b/,
    /^\s*select\b[^;]{1,400}\binto\s+(?:out|dump)file\b/,
    inOrder([
      /^\s*/,
      [
        /drop\s+(?:table|database|schema|view|index|user|keyspace)/,
        ...words`truncate\s+(?:table\s+)?\w delete\s+from alter\s+(?:table|database) update\s+\S+\s+set`,
      ],
      /\s*\S/,
    ]),
  ],
  "i",
);

/** An unreadable script may still be a wrapper: `./with-env.sh terraform destroy`. */
function withWrapped(script: Reading, command: Invocation): Reading {
  if ((script.inner ?? []).length > 0) return script;
  const wrapped = wrappedCommand(command);
  const inner = wrapped ? [wrapped] : commandsInOptions(command);
  return inner.length > 0 ? { ...script, inner } : script;
}

/** Programs that evaluate subscripts of names, including substitutions (bash(1), ARITHMETIC EVALUATION). */
const EVALUATES_NAMES = /^(?:let|test|\[|\[\[|printf|read|unset|declare|typeset|local|export|readonly|mapfile|wait)$/;

const evaluatesNames = keepingNames(program => EVALUATES_NAMES.test(program));

function evaluatedSubscripts(command: Invocation, words: readonly Word[]): Inner[] {
  return words.flatMap(({ value }, i) => {
    const script = value === null ? undefined : scriptOfSubscript(value);
    if (script === undefined || (command.program === "printf" && words[i - 1]?.value !== "-v")) return [];
    return [shellText(command, script)];
  });
}

function inLowerCase(word: Word): Word {
  return word.value !== null && /^[A-Z]{2,12}$/.test(word.value) ? literalWord(word.value.toLowerCase()) : word;
}

/**
 * Reads a program in a variable. Scripts that people have seen start their tools in this way, so only destructive words
 * count there.
 */
function knownAtRunTime(command: Invocation, name: Word, rest: readonly Word[]): Reading {
  const { scope, span } = command;
  const looksDestructive =
    namedAfterDestruction(command, rest).length > 0 ||
    rest.some(({ value }) => /^-(?=[a-z]*(?:rf|fr))[a-z]+$/i.test(value ?? ""));
  const usual = usualProgram(name, command);
  if (usual !== undefined) return { effects: [], inner: [guessedCommand(command, [literalWord(usual), ...rest])] };
  const elsewhere = programInUnknownFolder(command, name, rest);
  if (elsewhere) return elsewhere;
  if (scope.committed && !looksDestructive) return { effects: [] };
  return {
    effects: [
      {
        verb: "execute-unknown",
        resource: "code",
        target: name.text,
        reach: "unknown",
        recovery: "none",
        certainty: "likely",
        source: "reader",
        says: `runs a program that is only known at run time (${name.text})`,
        ...(span && { span }),
      },
    ],
  };
}

/** Variables that conventionally name a tool, unless this text has set them. */
const TOOLS = /^(PYTHON3?|NODE|NPM|CC|CXX|MAKE|GO|CARGO|PIP3?|GIT|DOCKER|KUBECTL|TERRAFORM|RUBY|PERL|PHP|JAVA|EDITOR)$/;

/** Returns the usual program: `gcc` for `${CC:-gcc}`, `python` for `$PYTHON`. */
function usualProgram(name: Word, { scope }: Invocation): string | undefined {
  const [, plain, braced, fallback] = /^"?\$(?:([A-Z]\w*)|\{(\w+):?[-=]([\w./-]+)\})"?$/i.exec(name.text) ?? [];
  if (fallback !== undefined && !scope.variables.has(braced ?? "")) return fallback;
  return plain !== undefined && TOOLS.test(plain) && !scope.variables.has(plain) ? plain.toLowerCase() : undefined;
}

function shellText(command: Invocation, text: string): Inner {
  const { scope, span } = command;
  return { kind: "shell", text, scope: { ...scope, guessed: true }, ...(span && { span }) };
}
