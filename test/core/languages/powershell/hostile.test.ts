/** Any text gets an answer from the PowerShell and cmd readers: no error, no silence where it cannot be read, linear time. */
import { describe, expect, it } from "vitest";
import { readCmd } from "../../../../src/core/languages/cmd/reader.ts";
import { readPowershell } from "../../../../src/core/languages/powershell/reader.ts";
import type { Scope } from "../../../../src/core/places/scope.ts";
import { disk } from "../../../support/disk.ts";
import { growth } from "../../../support/growth.ts";

const READERS = { powershell: readPowershell, cmd: readCmd } as const;
const SCOPE: Scope = { cwd: "C:/work", variables: new Map(), via: [] };
const FACTS = disk({ around: { platform: "win32", roots: ["C:/work"] } });

/** What is repeated until the text is as long as asked. */
const SHAPES = [
  '$a="x$a$a";',
  "$a=@($a,$a,1);",
  '$env:A="x$env:A$env:A";',
  '$a+="$a$a";',
  "set a=x&set a=%a%%a%%a%&",
  "(",
  "{",
  "$(",
  "@(",
  "@{",
  "[",
  '"$(',
  "`",
  "^",
  "'",
  '"',
  "@'\n",
  '@"\n',
  "<#",
  "#",
  "a.b(",
  "$x.y[",
  "%{",
  "if(",
  "if exist a ",
  "for %i in (",
  "function f{",
  "|",
  "&",
  "&&",
  ";",
  ",",
  ">",
  "1>&2 ",
  "a b c ",
  "%PATH%",
  "!a!",
  "%",
  "$a=$a+",
  '"a"+',
  "$a+",
  "[a]::b(",
  "echo a|",
  "set a=%a%%a%&",
  "\\a",
  ".bat\\",
  "$a.b.c=",
  "[int]$x=",
  "-a:",
  "\\",
  ")",
  "}",
  "]",
  "\n",
  "\0",
  "\u202e",
  "\u200b",
  "\uFFFC",
  "\ud800",
  "a`\n",
  "a^\n",
  "$PSDefaultParameterValues['a:b']=1;",
  "foreach($x in 1,2){",
  "try{}catch{}",
  "x | y ",
];

describe.each(Object.entries(READERS))("%s", (_name, read) => {
  it.each(SHAPES.map(shape => [shape]))("answers 128 kB of %j", shape => {
    const { unreadable } = read(shape.repeat(Math.ceil((128 * 1024) / shape.length)), SCOPE, FACTS);
    expect(unreadable.map(({ because }) => because).join()).toContain("longer than");
  });

  it.each(SHAPES.map(shape => [shape]))("answers 60 kB of %j before and behind a deletion", shape => {
    const filler = shape.repeat(Math.ceil(30_000 / shape.length));
    for (const text of [filler, `${filler} rd /s C:\\x`, `rd C:\\x ; ${filler}`]) {
      const reading = read(text, SCOPE, FACTS);
      for (const { because } of reading.unreadable) expect(because).not.toContain("reader failed");
    }
  });

  it("says so where brackets are nested deeper than it follows", () => {
    for (const open of ["(", "$(", "& {"]) {
      const text = `${open.repeat(10_000)} del C:\\x ${")".repeat(10_000)}`;
      const { unreadable, invocations } = read(text, SCOPE, FACTS);
      expect(unreadable.length + invocations.length).toBeGreaterThan(0);
      for (const { because } of unreadable) expect(because).not.toContain("reader failed");
    }
  });

  it.each([["\0"], ["\u202e"], ["\u200b"], ["\u2066"]])("does not pass over %j, which nobody can see", char => {
    const { unreadable } = read(`echo a${char}b`, SCOPE, FACTS);
    expect(unreadable).toHaveLength(1);
  });

  it.each(SHAPES.map(shape => [shape]))("takes no more than in proportion to the length of %j", shape => {
    const work = (length: number) => {
      const text = shape.repeat(Math.ceil(length / shape.length));
      return () => read(text, SCOPE, FACTS);
    };
    // Sixteen times the text may take sixteen times as long; what grows with the square would take 256.
    expect(growth(work(3_750), work(60_000), 150)).toBeLessThan(150);
  });
});

describe("powershell", () => {
  it.each([["$("], ["("], ["@{"], ["& {"], ['"a'], ["'a"], ["@'\na"]])("asks about %j, which is never closed", open => {
    expect(readPowershell(`Get-Date; ${open}`, SCOPE, FACTS).unreadable).not.toEqual([]);
  });
});

describe("cmd", () => {
  it.each([["("], ["if exist a ("], ["for %i in (a b"]])("asks about %j, which is never closed", open => {
    expect(readCmd(`dir & ${open}`, SCOPE, FACTS).unreadable).not.toEqual([]);
  });
});
