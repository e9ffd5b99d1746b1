/** Reads env, which runs a command in another environment. */
import { hasOption, operands, optionValues, readArguments } from "../core/effects/options.ts";
import type { Inner, Invocation, ProgramPack, Reading } from "../core/effects/pack.ts";
import type { Scope } from "../core/places/scope.ts";
import { resolvePath } from "../core/text/paths.ts";
import { knownPrefix, quotedForShell, textOf, type Word } from "../core/text/words.ts";

export const env: ProgramPack = {
  kind: "program",
  id: "env",
  programs: ["env", "genv"],
  ownPaths: true,
  read(command: Invocation): Reading {
    const args = readArguments(command.argv.slice(1), {
      values: ["u", "unset", "C", "chdir", "S", "split-string", "a", "argv0"],
      optional: ["default-signal", "ignore-signal", "block-signal"],
      stopAtOperand: true,
    });
    const words = operands(args);
    // `env - x` is the old spelling of `env -i x`.
    const dash = words[0]?.value === "-";
    const cleared = dash || hasOption(args, "i", "ignore-environment");
    const variables = new Map<string, string | null>(cleared ? [] : command.scope.variables);
    for (const name of optionValues(args, "u", "unset")) if (name.value !== null) variables.set(name.value, "");
    let at = dash ? 1 : 0;
    const split = optionValues(args, "S", "split-string");
    // The split text comes first. After a program in it, all words are its arguments.
    for (const word of split.length > 0 ? [] : words.slice(at)) {
      const name = /^([^=]+)=/.exec(knownPrefix(word))?.[1];
      if (name === undefined) break;
      variables.set(name, word.value === null || word.glob ? null : word.value.slice(name.length + 1));
      at++;
    }
    const folder = optionValues(args, "C", "chdir").at(-1);
    const scope: Scope = {
      ...command.scope,
      cwd: folder ? folderOf(folder, command.scope) : command.scope.cwd,
      variables,
      via: [...command.scope.via, "env"],
    };
    return { effects: [], inner: run(command, split, words.slice(at), scope) };
  },
  examples: [
    { run: "env rm -rf /", expect: "deny" },
    { run: "env -i HOME=/home/dev PATH=/bin rm -rf /", expect: "deny" },
    { run: "env -u X FOO=1 BAR=2 bash -c 'rm -rf ~'", expect: "deny" },
    { run: "env -C / rm -rf home", expect: "deny" },
    { run: "env -S 'rm -rf /'", expect: "deny" },
    { run: "env -S '-u CI rm -rf /'", expect: "deny" },
    { run: "env -S -u CLAUDECODE agentguard resume", expect: "deny" },
    { run: "env -S '-u CI npm test'", expect: "allow" },
    { run: "env -S 'bash -c' 'x=/home/dev; rm -rf $x'", expect: "deny" },
    { run: "env DIR=/home/dev bash -c 'rm -rf $DIR'", expect: "deny", why: "the variable is read inside" },
    { run: "env FOO=1 rm notes.txt", expect: "ask", files: { "notes.txt": "x" } },
    { run: "env", expect: "allow" },
    { run: "env NODE_ENV=test npm test", expect: "allow" },
  ],
};

const ENV = "env";

/**
 * `-S` splits its text by rules close to the shell's, and the other words follow it. All of it is then read as if it
 * had been typed: `env -S '-u CI npm test'`.
 */
function run(command: Invocation, split: readonly Word[], words: readonly Word[], scope: Scope): Inner[] {
  const span = command.span && { span: command.span };
  if (split.length > 0) {
    const text = [ENV, ...split.map(textOf), ...words.map(word => quotedForShell(textOf(word)))].join(" ");
    return [{ kind: "shell", text, scope, ...span }];
  }
  return words.length > 0 ? [{ kind: "argv", argv: words, scope, stdin: command.stdin, ...span }] : [];
}

function folderOf(word: Word, scope: Scope): string | null {
  if (word.value === null || (scope.cwd === null && !word.value.startsWith("/"))) return null;
  return resolvePath(word.value, scope.cwd ?? "/");
}
