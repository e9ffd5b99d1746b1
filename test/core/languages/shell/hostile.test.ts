/** Any text at all: nothing is thrown, the work is bounded, and what could not be read is said. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Facts } from "../../../../src/core/facts/facts.ts";
import { readShell, type ShellReading } from "../../../../src/core/languages/shell/reader.ts";

/** Fixed, so that a failure is the change's own; raise the runs to look further. */
const SEED = 20261121;

function read(text: string): ShellReading {
  const scope = { cwd: "/w", variables: new Map([["PATH", "/bin"]]), via: [] };
  return readShell(text, scope, new Facts(new Map(), { roots: ["/w"], platform: "linux" }));
}

/** What holds of every reading, whatever the text. */
function checkSound(text: string): void {
  const { invocations, writes, unreadable } = read(text);
  expect(invocations.length).toBeLessThanOrEqual(4000);
  for (const { argv, span } of invocations) {
    expect(argv.length).toBeGreaterThan(0);
    if (span) expect(0 <= span.start && span.start <= span.end && span.end <= text.length).toBe(true);
    for (const word of argv) expect(word.value === null).toBe(word.pieces.some(piece => piece.kind === "hole"));
  }
  for (const write of writes) expect(write.operator).toMatch(/>/);
  for (const { because } of unreadable) {
    expect(because).not.toBe("");
    // What the parser cannot stand is caught, but our own code must not need that.
    expect(because.replace(/Maximum call stack.*/, "")).not.toMatch(/reader failed: ./);
  }
}

const FRAGMENTS =
  `$( ) \` \${ } <( >( << <<- <<< EOF ' " \\ $' $" { } ( ) (( )) [[ ]] [ ; & | && || ;; > >> >& <& 2>&1 3>&- ! # = += * ?
  ~ $x \${x} \${x:-a} $@ "$@" \${a[@]} $1 if then else fi for in do done while case esac f() function time coproc rm -rf / a b
  x= x=a a=( eval cd set -- read local export alias trap exit return break source printf echo {a,b} {1..9} $((1+1)) \uFFFC
  $'\\x{72}'`.split(/\s+/);

describe("any text", () => {
  it("is read without an error, characters", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 200 }), checkSound), { numRuns: 400, seed: SEED });
  });
  it("is read without an error, fragments", () => {
    const text = fc
      .array(fc.tuple(fc.constantFrom(...FRAGMENTS), fc.constantFrom("", " ", " ", "\n", ";")), { maxLength: 40 })
      .map(parts => parts.flat().join(""));
    fc.assert(fc.property(text, checkSound), { numRuns: 1500, seed: SEED });
  });
});

describe("a text that grows", () => {
  const shapes = [
    ..."$( ` ${ <( ( { [ ' \" \\ ! # * ~ > < & | ; \n \t \0".split(" "),
    ...[
      "<<A ",
      "<<A\n",
      '"$(',
      "$((",
      "((1+",
      "1+",
      "a=(",
      "a[",
      "[[ ",
      "{a,",
      "{1..9}",
      "coproc ",
      "time ",
      "@(a|",
      "$'\\x",
    ],
    ...["if a; then ", "while a; do ", "for i in 1 2 3 4 5 6 7 8 9; do ", "case a in a) ", "f() { ", "function f { "],
    ...[
      "x=$x$x;",
      "a+=($x $x);",
      "set -- $@ $@ b;",
      "eval 'eval ",
      "f() { f; f; }; f;",
      "alias a='a;a'; a;",
      "x=$(echo $x$x);",
    ],
    ...[
      "cd a && ",
      "a && ",
      "a || ",
      "a | ",
      "a; ",
      "a\n",
      ">a ",
      "3>&-a ",
      "mv a b;",
      "echo a>b;",
      "local x;",
      "source a;",
    ],
    ...["${x:-", "${x//a/", "${x%%*a*a*b} ", "$x ", "~/a ", "[a", "?", "\uFFFC", ")", "}", "fi ", "done "],
  ];

  it.each(shapes)("%j again and again", shape => {
    for (const times of [10, 100, 1000, 20_000]) checkSound(shape.repeat(times).slice(0, 64 * 1024));
  });

  it.each([
    ["((", "a", "))"],
    ["echo $((", "a", "))"],
    ["x=$(printf '", "\\n", "x'); rm $x"],
    ["echo '", "a ", "' | xargs rm"],
    ["find ", "( ", ""],
    ["find ", "-o -name a ", "-delete"],
    ["x='", "a ", "'; for i in $x; do rm $i; done"],
    ["x='", ":", "'; IFS=:; rm $x"],
    ["while read x; do rm $x; done <<E\n", "a\n", "E"],
    ["cat <<-E\n", "\t", "\nE"],
    ["rm ", "{a,b}", ""],
    ["[[ ", "a && ", "a ]]"],
  ])("%j, %j, %j", (before, middle, after) => {
    const count = Math.floor((64 * 1024 - before.length - after.length) / middle.length);
    checkSound(before + middle.repeat(count) + after);
  });

  it("is refused when it is too long or too full, and says so", () => {
    expect(read("a ".repeat(40_000)).unreadable[0]?.because).toMatch(/longer than/);
    expect(read("$(a) ".repeat(3000)).unreadable[0]?.because).toMatch(/more than/);
    expect(read("a;".repeat(20_000)).unreadable[0]?.because).toMatch(/more commands than/);
  });

  it("does not know the folder behind a path that no system takes", () => {
    const { invocations } = read(`${"cd a; ".repeat(900)}rm b`);
    expect(invocations.at(-1)?.scope.cwd).toBe(null);
    expect(read(`${"cd a; ".repeat(200)}rm b`).invocations.at(-1)?.scope.cwd).toBe(`/w${"/a".repeat(200)}`);
  });

  it("keeps what it could read", () => {
    const { invocations, unreadable } = read('rm a; echo "abc');
    expect(invocations.map(({ argv }) => argv[0]?.value)).toEqual(["rm", "echo"]);
    expect(unreadable).toHaveLength(1);
  });
});
