/** Texts made to break or stall the guard, through the whole judgement: an answer each time, never silence, bounded work. */
import { describe, expect, it } from "vitest";
import type { ShellDialect } from "../../../src/core/action/action.ts";
import { judge } from "../../../src/core/pipeline.ts";
import { BUILT_IN } from "../../../src/core/policy/policy.ts";
import { PACKS } from "../../../src/packs/index.ts";
import { SHAPES } from "../../bench/shapes.ts";
import { growth } from "../../support/growth.ts";

const around = { roots: ["/w"], home: "/home/u", platform: "linux" as const };

function verdict(text: string, shell: ShellDialect = "bash") {
  const action = {
    kind: "command",
    text,
    shell,
    cwd: "/w",
    env: { HOME: "/home/u" },
    origin: { agent: "test" },
  } as const;
  return judge(action, new Map(), { packs: PACKS, policy: BUILT_IN, around });
}

describe("a text that cannot be read is not passed in silence", () => {
  it.each([
    ["10,000 parentheses", "(".repeat(10_000)],
    ["10,000 subshells", `${"(".repeat(10_000)}ls${")".repeat(10_000)}`],
    ["10,000 substitutions", `echo ${"$(".repeat(10_000)}ls${")".repeat(10_000)}`],
    ["10,000 braces", "{ ".repeat(10_000)],
    ["128 KB of words", `echo ${"word ".repeat(26_000)}`],
    ["128 KB in quotes", `echo '${"a".repeat(128 * 1024)}'`],
    ["128 KB of commands", "ls;".repeat(44_000)],
    ["an open single quote", "echo 'abc"],
    ["an open double quote", 'echo "abc'],
    ["an open substitution", "echo $(ls"],
    ["an open backtick", "echo `ls"],
    ["an open here-document in a substitution", "echo $(cat <<E"],
    [
      "values of a makefile that double",
      `make -f - <<'E'\nA := ; rm -rf /home/u\n${"A := $(A)$(A)\n".repeat(40)}all:\n\techo $(A)\nE\n`,
    ],
    ["a recipe behind a thousand lines", `make -f - <<'E'\nall:\n${"\techo a\n".repeat(1000)}\trm -rf /home/u\nE\n`],
    ["a NUL, and what is behind it", "ls\0; rm -rf /home/u"],
    ["a lone surrogate in the target", "rm -rf /home/u\ud800/.."],
    ["bidirectional marks around", "rm\u202e -rf /home/u; rm -rf /home/u"],
    ["a zero-width mark within a program's name", "r\u200bm -rf /home/u/photos"],
    ["a byte order mark behind a program's name", "rm\ufeff -rf /home/u/photos"],
    ["marks that turn the order in which it is read", "ls \u202efr- mr"],
    ["an isolate that hides where a text ends", "echo '\u2066 done' # \u2069"],
    ["zero-width marks around", "\u200bls; rm -rf /home/u\u200b/.."],
    ["replacement characters, as invalid UTF-8 arrives", "\ufffd\ufffd; rm -rf /home/u"],
  ])("%s", (_, text) => {
    expect(verdict(text).decision).not.toBe("allow");
  });
});

describe("marks that people write with their languages and pictures are no reason to ask", () => {
  it.each([
    ["a picture joined from two", "git commit -m 'done \ud83d\udc69\u200d\ud83d\udcbb'"],
    ["Persian with its half space", "echo 'می\u200cخواهم' > notes.txt"],
    ["Hebrew with its mark", "git commit -m 'שלום\u200f'"],
  ])("%s", (_, text) => {
    expect(verdict(text).decision).toBe("allow");
  });
});

describe("a program named as a property of every object is a program like any other", () => {
  it.each(["constructor", "toString", "valueOf", "hasOwnProperty", "__proto__"])("%s", name => {
    for (const shell of ["bash", "fish", "powershell", "cmd"] as const) {
      expect(verdict(`${name} a | sort`, shell).decision).toBe("allow");
      expect(verdict(`${name} a\nrm -rf /home/u`, shell).decision).not.toBe("allow");
    }
    expect(verdict(`ls | ${name} | xargs ${name}; x=$(${name}); ./a.${name}`).decision).toBe("allow");
  });
});

describe("a word named as a property of every object is a word like any other", () => {
  /** Each with a name that nothing has, of the same form. */
  const NAMES = [
    ["constructor", "konstruktor"],
    ["hasOwnProperty", "hasOwnProverty"],
    ["__proto__", "__probo__"],
  ] as const;
  const PROGRAMS = PACKS.flatMap(pack => (pack.kind === "program" ? pack.programs : []));

  function check(textOf: (name: string) => string, shell: ShellDialect = "bash"): void {
    for (const [name, other] of NAMES) {
      const [found, expected] = [verdict(textOf(name), shell), verdict(textOf(other), shell)];
      const shown = (all: typeof found) => [all.decision, all.score, all.effects.map(e => [e.verb, e.resource])];
      expect([textOf(name), ...shown(found)]).toEqual([textOf(name), ...shown(expected)]);
    }
  }

  it.each([
    ["a sub-command", (program: string, name: string) => `${program} ${name}`],
    ["behind a verb", (program: string, name: string) => `${program} delete ${name}`],
    ["before a verb", (program: string, name: string) => `${program} ${name} delete`],
    ["an option and its value", (program: string, name: string) => `${program} x --${name}=${name} -x ${name}`],
  ])("%s of every program", (_, text) => {
    for (const program of PROGRAMS) check(name => text(program, name));
  });

  it.each([
    (name: string) => `python3 -c 'import os, ${name}\nos.${name}(1); x["${name}"]("b"); ${name}.remove(1)'`,
    (name: string) => `node -e 'const a = require("${name}"); a.${name}("x"); ({})["${name}"]("x"); ${name}("x")'`,
    (name: string) => `ruby -e '${name}.${name}("a"); File.${name}("x")'`,
    (name: string) => `perl -e '${name}("a"); unlink ${name};'`,
    (name: string) => `php -r '${name}("a"); $x->${name}("b");'`,
    (name: string) => `psql -c 'drop ${name} ${name}; ${name} x; grant ${name} on ${name} to ${name}; ${name}(1)'`,
    (name: string) => `mongosh --eval 'db.${name}.${name}(); db.x.${name}()'`,
    (name: string) => `curl https://api.railway.app/graphql -d '{"query":"mutation { ${name}(a: 1) { ${name} } }"}'`,
    (name: string) => `curl https://x.example/${name} -d '{"${name}": {"${name}": 1}}'`,
    (name: string) => `kubectl delete -f - <<'E'\nkind: ${name}\nmetadata:\n  name: ${name}\n  ${name}: ${name}\nE`,
    (name: string) => `export ${name}=x; echo $${name} \${${name}:-y} \${!${name}}; ${name}() { ls; }; ${name} a`,
    (name: string) => `alias ${name}=ls; ${name} x; for ${name} in a b; do echo $${name}; done; declare -n ${name}=a`,
    (name: string) => `make -f - ${name} <<'E'\n${name}:\n\techo $(${name}) $(${name} a,b)\nE`,
    (name: string) =>
      `git -c ${name}.${name}=x ${name} ${name}; docker run ${name} ${name}; echo a | tr '[:${name}:]' b | sh`,
  ])("text %#", textOf => check(textOf));
});

describe("128 KB are not passed in silence, whatever they are", () => {
  it.each(SHAPES.map(shape => [shape.name, shape] as const))("%s", (_, { text, shell }) => {
    expect(verdict(text(128 * 1024, 0), shell).decision).not.toBe("allow");
  });
});

describe("work grows with the length, at most", () => {
  /** Sixteen times the text takes sixteen times as long, with room for whatever else is done; its square would take 256. */
  const FACTOR = 16;
  const ALLOWED = FACTOR * 10;

  function check(text: (size: number) => string, shell: ShellDialect = "bash"): void {
    const [small, large] = [text(3000), text(3000 * FACTOR)];
    const grown = growth(
      () => verdict(small, shell),
      () => verdict(large, shell),
      ALLOWED,
    );
    expect(grown).toBeLessThan(ALLOWED);
  }

  it.each([
    ["commands", "", "git status && npm test | tail -5; ", ""],
    ["words", "rm ", "a ", ""],
    ["quoted text", "echo '", "some words of text ", "'"],
    ["a document", "cat > x.md <<'E'\n", "a line of text\n", "E\n"],
    ["a document for a shell", "bash <<'E'\n", "echo a\n", "E\n"],
    ["an awk program", "awk '", '{ print $1 "a" }\n', "'"],
    ["an awk program without an end", "awk '", "a=", "b'"],
    ["letters of one option", "pkill -", "r", "- x"],
    ["empty lines for a console", "hbase shell <<'E'\n", "\n", "x\nE\n"],
    ["empty lines for a client", "rman target / <<'E'\n", "\n", "x\nE\n"],
    ["a mode", "chmod ", "u", "!=r x"],
    ["a version", "java -jar a", "1", "!.jar"],
    ["a service", "systemctl restart lvm-", "2", "!"],
    ["an environment file", "cat .env.prod", "-a", "!"],
    ["one long option", "restic prune '", "-", "'"],
    ["one long word behind redirects", "cmd /c '>x echo ", " ", "a'"],
    ["a sed program", "sed '", "s/a/b/;", "'"],
    ["text for another machine", "ssh box '", "echo a; ", "'"],
    ["keys for a terminal", "tmux send-keys ", "'a' Enter ", ""],
    ["wrappers of wrappers", "", "nice -n 5 ", "ls"],
    ["texts to run", "concurrently ", "'a b' ", ""],
    ["encoded text", "echo ", "bHMK", " | base64 -d | sh"],
    ["redirects", "", "> a ", ""],
    ["patterns", "rm ", "*a", ""],
  ])("%s", (_, before, middle, after) => {
    check(size => before + middle.repeat(Math.max(1, Math.floor(size / middle.length))) + after);
  });

  it.each(SHAPES.map(shape => [shape.name, shape] as const))("%s", (_, { text, shell }) => {
    check(size => text(size, 0), shell);
  });
});
