/** fish in a POSIX shell's words: the same commands with the same arguments, shown by running both where fish is there. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inPosix } from "../../../../src/core/languages/fish/reader.ts";
import { root } from "../../../support/project.ts";

const SCRIPTS: readonly string[] = [
  "echo one; echo two\necho three",
  `echo 'it''s' 'a\\'b\\\\c' "q\\"d\\$x" un\\ quoted \\x41\\u00e9 a\\tb`,
  `set x a 'b c' d; printf '[%s]' $x; printf '<%s>' "$x" $x[1]`,
  "set -g one 'two words'; printf '[%s]' $one; echo $one[1]",
  "set -l x (printf 'a\\nb\\n'); printf '[%s]' $x",
  "set x 1; set -a x 2; set -p x 0; echo $x; set -e x; set -q x; or echo gone",
  "for i in 1 2 3; if test $i = 2; echo two; else if test $i = 3; echo three; else; echo other; end; end",
  "set n 0; while test $n -lt 3; set n (expr $n + 1); echo $n; end",
  "begin; echo a; echo b; end | tr a-z A-Z",
  "true; and echo yes; or echo no; false; and echo yes; or echo no",
  "not false; and echo negated; ! true; or echo again",
  "if true; and false; echo both; else; echo not both; end",
  "function greet --argument-names who how; echo $how $who; end; greet world hello",
  "function all; printf '[%s]' $argv; printf '<%s>' $argv[2..-1]; echo $argv[1]; end; all a 'b c' d",
  "switch abc; case 'a*'; echo fits; end",
  'echo (echo in) $(echo side) "$(echo quoted) (not)"',
  "echo {a,b}c {x} {1..3} {'p q', r} pre{$HOME}post",
  "echo a&b 2>&1 | cat; echo 'x' >/dev/null; echo y &>/dev/null; echo z 2>|cat",
  "echo a \\\n  b # remark\necho '#' no#remark",
  "echo x | while read -l line; echo got $line; end",
  "X=1 sh -c 'echo $X'",
  "set -x Y two; sh -c 'echo $Y'; set -gx Z 'a b'; sh -c 'echo $Z'",
  "eval 'if true; echo inside; end'",
  "command echo done; builtin echo fi; echo then do",
  "echo `not` !x ^y %z [b] nobody\\$",
  "cat </dev/null; echo -n; echo $status",
  "set d /tmp; cd $d; and echo $PWD",
  "begin\n  # nothing but this\nend\necho after",
  "set v name; set name value; echo $$v",
  "if test -d / ; or test -d /nowhere\n  echo here\nend",
  "diff (echo a | psub) (echo a | psub); and echo same",
  "alias shout 'echo loud'; true",
  "echo 'one\ntwo' | cat",
];

const fish = spawnSync("fish", ["--version"]).status === 0;
let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "ag-fish-"));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

function run(program: string, text: string): string {
  const file = join(home, "text");
  writeFileSync(file, text);
  const env = { PATH: process.env.PATH, HOME: home, LANG: "C.UTF-8" };
  return execFileSync(program, program === "fish" ? ["--no-config", file] : [file], {
    cwd: home,
    env,
    encoding: "utf8",
  });
}

describe.skipIf(!fish)(`what both shells print${fish ? "" : " (skipped: fish is not installed)"}`, () => {
  it.each(SCRIPTS)("%s", text => {
    const translated = inPosix(text);
    if (typeof translated === "string") throw new Error(translated);
    expect(run("bash", translated.text), translated.text).toBe(run("fish", text));
  });
});

it("reads a whole script: the guard's own", () => {
  const script = readFileSync(join(root, "src/hosts/terminal/scripts/guard.fish"), "utf8");
  const translated = inPosix(script.replaceAll(/@(\w+)@/g, "'$1'"));
  expect(typeof translated === "string" ? translated : "read").toBe("read");
});

describe("what fish refuses", () => {
  it.each([
    ["an open block", "if true; echo x"],
    ["an open quote", "echo 'x"],
    ["an open substitution", "echo (ls"],
    ["an end of nothing", "echo x; end"],
    ["a pipe from nothing", "| cat"],
    ["a redirect to nothing", "echo x >"],
  ])("%s", (_, text) => expect(typeof inPosix(text)).toBe("string"));

  it("ends with a reason however deep it is", () => {
    for (const open of ["(echo ", "begin; ", '"$(echo ', "{a,"])
      expect(typeof inPosix(`echo ${open.repeat(5000)}`)).toBe("string");
  });
});

it("knows where each part of the translation stood", () => {
  const text = "if test -d x\n  rm -rf 'a b'\nend";
  const translated = inPosix(text);
  if (typeof translated === "string") throw new Error(translated);
  const start = translated.text.indexOf("rm");
  const { start: from, end: to } = translated.spanOf({ start, end: start + "rm -rf 'a b'".length });
  expect(text.slice(from, to)).toBe("rm -rf 'a b'");
});
