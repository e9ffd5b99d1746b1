/** Reads xargs and parallel, which run a command for items from standard input, a file, or the command line. */

import { type Argument, hasOption, operands, optionValue, readArguments } from "../core/effects/options.ts";
import type { Inner, Invocation, ProgramPack, Reading, Stdin } from "../core/effects/pack.ts";
import type { Facts } from "../core/facts/facts.ts";
import { boundsOfWord } from "../core/files/possible.ts";
import { boundsOf } from "../core/languages/shell/bounds.ts";
import { itemsOf } from "../core/languages/shell/items.ts";
import { withGiven } from "../core/languages/shell/scripts.ts";
import type { Scope } from "../core/places/scope.ts";
import { HOLE, literalWord, quotedForShell, substituted, textOf, unknownWord, type Word } from "../core/text/words.ts";

/** The most items that are read separately, if each makes a command of its own. */
const MAX_RUNS = 16;
const XARGS = {
  values: `a d E I J L n P R S s arg-file delimiter eof max-args max-chars max-lines max-procs process-slot-var`.split(
    " ",
  ),
  optional: ["e", "i", "l", "replace"],
  stopAtOperand: true,
};
const PARALLEL = {
  values: `a d E I j L n N P s S arg-file colsep delimiter delay jobs joblog max-args max-procs max-replace-args
    recend recstart block replace retries results shebang sshlogin sshloginfile tagstring timeout tmpdir wd workdir C U basefile`.split(
    /\s+/,
  ),
  stopAtOperand: true,
};

export const xargs: ProgramPack = {
  kind: "program",
  id: "xargs",
  programs: ["xargs", "gxargs", "parallel"],
  ownPaths: true,
  read(command: Invocation, facts: Facts): Reading {
    return {
      effects: [],
      inner: command.program === "parallel" ? parallel(command, facts) : overInput(command, facts),
    };
  },
  examples: [
    { run: "find /foo -type f | xargs rm", expect: "ask", files: { "/foo/a": "x" } },
    { run: "cat list | xargs rm -rf", expect: "deny", why: "a recursive delete of anything" },
    {
      run: "cat list | xargs rm -rf",
      expect: "ask",
      files: { list: "src\nnotes.txt\n", "src/a": "x", "notes.txt": "x" },
    },
    { run: "echo / | xargs rm -rf", expect: "deny" },
    { run: "printf '%s\\0' ~ | xargs -0 -I{} rm -rf {}", expect: "deny" },
    { run: "ls | xargs -0 -I{} sh -c 'rm -rf \"{}\"'", expect: "deny", files: { "a.ts": "x" } },
    { run: "ls *.log | head -5 | xargs rm", expect: "ask", files: { "a.log": "x" } },
    { run: "parallel rm -rf {} ::: ~ /tmp/x", expect: "deny" },
    { run: "parallel ::: 'rm -rf ~'", expect: "deny" },
    { run: "parallel bash -c ::: 'rm -rf ~'", expect: "deny" },
    { run: "echo / | xargs --replace= bash -c 'rm -rf {}'", expect: "deny" },
    { run: "grep -rl foo . | xargs rm", expect: "ask" },
    { run: "find . -name '*.pyc' -print0 | xargs -0 rm -f", expect: "allow" },
    { run: "echo dist node_modules | xargs -n1 rm -rf", expect: "allow", files: { "node_modules/a": "x" } },
    { run: "git ls-files | xargs wc -l", expect: "allow" },
    { run: "parallel -j4 gzip ::: a.txt b.txt", expect: "allow" },
    { run: "cat steps | parallel --pipe -N1 sh", expect: "deny", files: { steps: "rm -rf ~\n" } },
    { run: "cat a.log | parallel --pipe --block 10M wc -l", expect: "allow", files: { "a.log": "x" } },
  ],
};

function overInput(command: Invocation, facts: Facts): Inner[] {
  const args = readArguments(command.argv.slice(1), XARGS);
  const template = operands(args);
  if (template.length === 0 || hasOption(args, "help", "version")) return [];
  const file = optionValue(args, "a", "arg-file");
  const input: Stdin = file ? { kind: "file", path: file } : command.stdin;
  const marker =
    optionValue(args, "I")?.value ??
    (hasOption(args, "i", "replace") ? replaced(optionValue(args, "i", "replace")) : null);
  const separators = hasOption(args, "0", "null")
    ? /\0/
    : hasOption(args, "d", "delimiter")
      ? /[\n,;:\t\0]/
      : marker
        ? /\n/
        : /\s+/;
  const items = itemsOf(input, command.scope, facts, separators);
  const scope = via(command);
  const stdin: Stdin = file ? command.stdin : { kind: "none" };
  const run = (argv: readonly Word[], within = scope): Inner => ({
    kind: "argv",
    argv,
    scope: within,
    stdin,
    ...spanOf(command),
  });
  if (marker === null) {
    const given = items ?? [anything(command, facts)];
    const joined = given.map(textOf).join(" ");
    // `xargs sh -c` takes one word for the text, though the whole line is meant.
    const meant: Inner[] = endsInText(template) ? [{ kind: "shell", text: joined, scope, ...spanOf(command) }] : [];
    return [run([...template, ...given]), ...meant];
  }
  const each = items && items.length <= MAX_RUNS ? items : [anything(command, facts)];
  return each.map(item =>
    run(
      template.map(word => substituted(word, marker, item)),
      withItem(scope, item),
    ),
  );
}

/** Tells whether the command ends in `sh -c`, with nothing after it. */
function endsInText(template: readonly Word[]): boolean {
  const [option, program] = [template.at(-1), template.at(-2)];
  return /^-[a-z]*c$/.test(option?.value ?? "") && /(^|\/)(ba|z|k|da|a)?sh$/.test(program?.value ?? "");
}

/** Reads parallel, which joins its words and passes them to a shell, once for each item. */
function parallel(command: Invocation, facts: Facts): Inner[] {
  const args = readArguments(command.argv.slice(1), PARALLEL);
  const words = operands(args);
  if (hasOption(args, "pipe", "spreadstdin", "pipe-part", "pipepart")) return overBlocks(command, words, args);
  const at = words.findIndex(word => /^::::?\+?$/.test(word.value ?? ""));
  const template = at < 0 ? words : words.slice(0, at);
  const listed = at < 0 ? null : words.slice(at + 1).filter(word => !/^:::\+?$/.test(word.value ?? ""));
  const fromFiles = words[at]?.value?.startsWith("::::") === true;
  const items = fromFiles ? null : (listed ?? itemsOf(command.stdin, command.scope, facts, /\n/));
  const each = items && items.length <= MAX_RUNS ? items : [anything(command, facts)];
  const scope = via(command);
  // Without a template the items are commands; in a template they are quoted.
  const commands = template.length === 0;
  return each.flatMap((item): Inner[] => {
    const value =
      commands || item.value === null || item.glob ? embedded(item) : literalWord(quotedForShell(item.value));
    const appends = commands || !template.some(word => /\{[./#%\d+-]*\}/.test(word.value ?? ""));
    const filled = template.map(word => textOf(substituted(word, "{}", value)).replace(/\{[./#%\d+-]+\}/g, HOLE));
    const text = [...filled, ...(appends ? [textOf(value)] : [])].join(" ");
    const joined: Inner = { kind: "shell", text, scope: withItem(scope, item), ...spanOf(command) };
    // Quotes are lost on the way: `parallel sh -c 'rm -rf {}'` runs `sh -c rm -rf …`. What was meant counts as well.
    if (template.length < 2 || !template.some(word => /\s/.test(textOf(word)))) return [joined];
    const meant = [...template.map(word => substituted(word, "{}", item)), ...(appends ? [item] : [])];
    return [joined, { kind: "argv", argv: meant, scope, ...spanOf(command) }];
  });
}

/** Reads `--pipe`, with which each command gets a part of the input instead of items. */
function overBlocks(command: Invocation, argv: readonly Word[], args: readonly Argument[]): Inner[] {
  const file = optionValue(args, "a", "arg-file");
  const stdin: Stdin = file ? { kind: "file", path: file } : command.stdin;
  return argv.length === 0 ? [] : [{ kind: "argv", argv, scope: via(command), stdin, ...spanOf(command) }];
}

/** Returns an item as part of a shell text, where a pattern would be expanded, so its matches are unknown. */
function embedded(item: Word): Word {
  return item.glob ? unknownWord(item.text) : item;
}

function replaced(value: Word | undefined): string {
  return value?.value || "{}";
}

/** Returns one item that is only known at run time. */
function anything({ stdin, scope, span }: Invocation, facts: Facts): Word {
  return unknownWord(`each item of ${pipelineOf(stdin) || "its input"}`, span, boundsOf(stdin, scope, facts));
}

/** Returns the commands that the items pass through, first to last. */
function pipelineOf(stdin: Stdin): string {
  if (stdin.kind !== "pipe") return "";
  const stages = [stdin.producer, stdin.filter].map(argv => (argv ?? []).map(word => word.text).join(" "));
  return [stdin.from ? pipelineOf(stdin.from) : "", ...stages].filter(stage => stage !== "").join(" | ");
}

/** Inside a text that is passed on, only the bounds of an item are known. */
function withItem(scope: Scope, item: Word): Scope {
  return item.value === null || item.glob ? withGiven(scope, HOLE, boundsOfWord(item)) : scope;
}

function via(command: Invocation): Scope {
  return { ...command.scope, via: [...command.scope.via, command.program] };
}

function spanOf(command: Invocation) {
  return command.span ? { span: command.span } : {};
}
