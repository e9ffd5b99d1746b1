/** Reads Perl: programs given inline, as files, on standard input. With `-i` it edits the files after it in place. */

import { hasOption, operands, optionValues } from "../../core/effects/options.ts";
import type { Inner, Invocation, ProgramPack } from "../../core/effects/pack.ts";
import type { Facts } from "../../core/facts/facts.ts";
import { effectsOfWrite } from "../../core/files/writes.ts";
import { type Edit, leavesNothingOf } from "../../core/languages/shell/nothing-left.ts";
import { asArgv, interpreterPack, runText } from "../../core/programs/interpreter.ts";
import { inOrder } from "../../core/text/expressions.ts";
import { literalWord, textOf, type Word } from "../../core/text/words.ts";

const INTERPRETER = { id: "perl", language: "perl" } as const;

const READ = interpreterPack({
  ...INTERPRETER,
  programs: [
    "perl",
    "perl5",
    "perl6",
    ...["5.30", "5.32", "5.34", "5.36", "5.38", "5.40"].map(version => `perl${version}`),
  ],
  grammar: { values: ["e", "E", "I", "M", "m"], optional: ["i", "F", "0", "l", "C", "D", "x"] },
  inline: ["e", "E"],
  shows: ["c", "v", "V"],
  special: (command, args, facts) => {
    const inline = optionValues(args, "e", "E");
    // `-Mx;code` means `use x;code`.
    const used = optionValues(args, "M", "m").filter(word => textOf(word) !== "");
    if (used.some(word => textOf(word).includes(";") || isOwn(word, command, facts)))
      return runText(command, [...used.map(usedModule), ...inline.map(textOf)].join(";\n"), [], facts, INTERPRETER);
    const tool = used.some(word => textOf(word) === "ExtUtils::Command")
      ? TOOLS[textOf(inline[0] ?? literalWord(""))]
      : undefined;
    if (tool)
      return { effects: [], inner: [asArgv(command, [...tool.map(word => literalWord(word)), ...operands(args)])] };
    if (inline.length === 0 || !hasOption(args, "i")) return undefined;
    const files = operands(args);
    const script = inline.map(textOf).join("\n");
    const empties = leavesNothing(script, hasOption(args, "p"));
    const edit = hasOption(args, "0") ? undefined : editOf(script, hasOption(args, "p"));
    const edits = files.flatMap(file =>
      effectsOfWrite(file, command.scope, facts, {
        source: "perl",
        span: command.span,
        empties: empties || (edit !== undefined && leavesNothingOf(file, edit, command.scope, facts)),
      }),
    );
    const { inner = [], effects } = runText(command, inline.map(textOf).join("\n"), files, facts, INTERPRETER);
    return { effects: [...edits, ...effects], inner };
  },
  examples: [
    { run: "perl -le 'print `git push --force origin main`'", expect: "deny" },
    { run: "perl -0777ne 'unlink \"notes.txt\"' a", expect: "ask", files: { "notes.txt": "x" } },
    { run: "perl -lane 'print $F[0]' a.txt", expect: "allow" },
    { run: "perl -e \"system('rm -rf /')\"", expect: "deny" },
    { run: "perl -MFile::Path -E 'remove_tree(\"/home/dev\")'", expect: "deny" },
    { run: "perl -e 'unlink glob(\"*.db\")'", expect: "ask", files: { "a.db": "x" } },
    { run: "perl -e 'unlink glob \"~/Doc*/*\"'", expect: "ask", files: { "/home/dev/Documents/a.txt": "x" } },
    { run: "perl -we 'unlink for <*.db>'", expect: "ask", files: { "a.db": "x" } },
    { run: "base64 -d payload | perl", expect: "ask" },
    { run: "perl -pi -e 's/foo/bar/g' src/a.ts", expect: "allow", files: { "src/a.ts": "foo" } },
    { run: "perl -i -ne '' notes.txt", expect: "ask", files: { "notes.txt": "x" }, why: "no line is printed back" },
    { run: "perl -pi -e 's/.*//' *.txt", expect: "ask", files: { "notes.txt": "x" } },
    { run: "perl -pi -e '$_=\"\"' notes.txt", expect: "ask", files: { "notes.txt": "x" } },
    { run: "perl -i -ne 'print if /^KEEP/' notes.txt", expect: "ask", files: { "notes.txt": "one\ntwo three\n" } },
    { run: "perl -MExtUtils::Command -e rm_rf notes", expect: "ask", files: { "notes/a.txt": "x" } },
    { run: "perl -MExtUtils::Command -e mkpath build", expect: "allow" },
    { run: "perl -ne 'print' 'rm -f notes.txt |'", expect: "ask", files: { "notes.txt": "x" } },
    { run: "perl -ne 'print' 'gzip -dc a.gz |'", expect: "allow" },
    { run: "perl -i -ne 'print if /one/' notes.txt", expect: "allow", files: { "notes.txt": "one\ntwo three\n" } },
    { run: "perl -i -ne 'print unless /x/' notes.txt", expect: "allow", files: { "notes.txt": "x\ny\n" } },
    { run: "perl -ne 'print if /unlink/' a.log", expect: "allow" },
    { run: "perl -lane 'print $F[0]' a.txt | sort", expect: "allow" },
    { run: "perl -e 'delete $h{x}; print scalar(@ARGV)'", expect: "allow" },
  ],
});

export const perl: ProgramPack = {
  ...READ,
  read: (command, facts) => {
    const { effects, inner = [] } = READ.read({ ...command, argv: command.argv.map(withoutDigits) }, facts);
    return { effects, inner: [...inner, ...openedAsCommands(command)] };
  },
};

/** Reads `perl -ne … 'command |'`: an operand that `<>` opens may be a command (perlop, I/O Operators). */
function openedAsCommands({ argv, scope, span }: Invocation): readonly Inner[] {
  const opens = argv.some(({ value }) => /^-\w*[np]|<>/.test(value ?? ""));
  if (!opens) return [];
  return argv.slice(1).flatMap(({ value }): Inner[] => {
    const text =
      /^\s*\|\s*\w/.test(value ?? "") || /^\w.*\|\s*$/s.test(value ?? "")
        ? value?.replace(/^\s*\||\|\s*$/g, "")
        : undefined;
    return text
      ? [{ kind: "shell", text, scope: { ...scope, via: [...scope.via, "perl"] }, ...(span && { span }) }]
      : [];
  });
}

/** The commands of ExtUtils::Command, which act on the words after them. */
const TOOLS: Readonly<Record<string, readonly string[]>> = {
  rm_rf: ["rm", "-rf"],
  rm_f: ["rm", "-f"],
  mv: ["mv"],
  cp: ["cp"],
  chmod: ["chmod"],
};

/** Reads `-MKeep=a,b` as `use Keep qw(a b)` (perlrun). */
function usedModule(word: Word): string {
  const [name = "", list] = textOf(word).split(/=(.*)/s);
  return list === undefined || list.includes(";")
    ? `use ${textOf(word)}`
    : `use ${name} qw(${list.replaceAll(",", " ")})`;
}

/** Tells whether this session, or the same text, has written a module. */
function isOwn(word: Word, { scope }: Invocation, facts: Facts): boolean {
  const end = `/${textOf(word).replace(/=.*/s, "").replaceAll("::", "/")}.pm`;
  return [...(facts.around.created ?? []), ...(scope.earlier?.written.keys() ?? [])].some(path => path.endsWith(end));
}

/** Tells whether an edit in place leaves the file empty: `-n` without printing, or `-p` with every line emptied. */
function leavesNothing(script: string, prints: boolean): boolean {
  const bare = script.trim().replace(/(?<!;);+$/, "");
  if (prints)
    return /^(?:\$_\s*=\s*(?:""|''|undef)|undef\s+\$_|undef\(\$_\)|s([/|#])(?:\^?\.[*+]\$?)\1\1[gsm]*)$/.test(bare);
  return !/\b(?:print|printf|say|write|syswrite|eof|do|require|eval)\b/.test(bare);
}

/** Reads `s/a/b/` for each line, or the lines of `print if /a/`, as a script of sed. */
function editOf(script: string, prints: boolean): Edit | undefined {
  if (prints) return { script, flavour: "perl" };
  const [, how, place] = /^\s*print\s+(if|unless)\s+(?:m?)(\/(?:\\.|[^/\\])+\/)\s*;?\s*$/.exec(script) ?? [];
  return place === undefined
    ? undefined
    : { script: `${place}${how === "if" ? "" : "!"}p`, flavour: "extended", silent: true };
}

/** A cluster of switches that ends in `e` and has `-l` or `-0` in it. */
const WITH_DIGITS = inOrder([
  /^-(?=[\da-zA-Z]*[eE]$)/,
  [/([a-km-zA-Z]*)l([a-zA-Z]*)/, /([a-zA-Z]*?)(?:l[0-7]{1,3}|0(?:[xX][\da-fA-F]{1,6}|[0-7]*))([a-zA-Z]*)/],
  /$/,
]);

/** In a cluster `-l` and `-0` take only digits (perlrun), so `-lne`, `-0777pe` are read as `-ne`, `-pe`. */
function withoutDigits(word: Word): Word {
  const bare = WITH_DIGITS.exec(word.value ?? "");
  return bare && word.value !== null
    ? { ...literalWord(`-${bare[1] ?? bare[3]}${bare[2] ?? bare[4]}`), text: word.text }
    : word;
}
