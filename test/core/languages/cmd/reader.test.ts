/** What the cmd reader makes of a text: commands with their words, writes, and where they run. */
import { describe, expect, it } from "vitest";
import { readCmd } from "../../../../src/core/languages/cmd/reader.ts";
import type { Scope } from "../../../../src/core/places/scope.ts";
import { HOLE, textOf } from "../../../../src/core/text/words.ts";
import { disk } from "../../../support/disk.ts";

const SCOPE: Scope = { cwd: "C:/work", variables: new Map([["USERPROFILE", "C:/Users/dev"]]), via: [] };
const FACTS = disk({ around: { platform: "win32", roots: ["C:/work"], home: "C:/Users/dev" } });

/** Each command as its program and words, `…` for what is not known. */
function commands(text: string): string[] {
  return readCmd(text, SCOPE, FACTS).invocations.map(({ program, argv }) =>
    [program, ...argv.slice(1).map(word => textOf(word).replaceAll(HOLE, "…"))].join(" "),
  );
}

const check = (text: string, ...expected: string[]) => expect(commands(text)).toEqual(expected);

describe("words", () => {
  it.each([
    ['rmdir /s/q "a b"', "rd /s /q a b"],
    ['rd/s/q"a b"', "rd /s /q a b"],
    ["erase,a;b", "del a b"],
    ["R^D /s x", "rd /s x"],
    ["echo a ^& del b", "echo a & del b"],
    ['git commit -m "a & b"', "git commit -m a & b"],
    ['node -e "a(\\"b\\")"', 'node -e a("b")'],
    ['robocopy "C:\\a b\\" D:\\c', "robocopy C:\\a b\\ D:\\c"],
    ["C:\\Tools\\Git.EXE status", "git status"],
    ["@echo off", "echo off"],
    ["a & b && c || d | e\nf", "a", "b", "c", "d", "e", "f"],
    ["(a & b) & c", "a", "b", "c"],
    ["rem del x", ...[]],
    [":: del x", ...[]],
  ])("%s", (text, ...expected) => check(text, ...expected));
});

describe("variables", () => {
  it.each([
    ["del %USERPROFILE%\\x", "del C:\\Users\\dev\\x"],
    ["set X=rd& %X% y", "rd y"],
    ['set "X=a b" & del "%x%"', "del a b"],
    ["del %UNKNOWN%\\x", "del …\\x"],
    ["del !X!", "del …"],
    ["%COMSPEC% /c x", "cmd /c x"],
    ["set X=abcdef& del %X:~1,3%", "del bcd"],
    ["set X=a-b& del %X:-=_%", "del a_b"],
    ["set X=a^&del b& %X%", "a", "del b"],
    ["call del %%USERPROFILE%%\\x", "del C:\\Users\\dev\\x"],
    ["del %1", "del …"],
    ["set /p X=name & del %X%", "del …"],
  ])("%s", (text, ...expected) => check(text, ...expected));
});

describe("loops and conditions", () => {
  it.each([
    ["for %i in (a b) do del %i", "del a", "del b"],
    ['for %%i in (*.txt) do (del "%%i" & ren %%~ni x)', "del *.txt", "ren *.txt x"],
    ["for /d %d in (x y) do rd /s %d", "rd /s x", "rd /s y"],
    ["for /r src %f in (*.o) do del %f", "del src/**/*.o"],
    ["for /f \"delims=\" %f in ('dir /b /s *.log') do del %f", "dir /b /s *.log", "del **/*.log"],
    ["for /f %f in (list.txt) do del %f", "del …"],
    ["for /l %i in (1,1,3) do del f%i", "del f…"],
    ["if exist x del x", "del x"],
    ['if /i not "%a%"=="b c" (del x) else (del y)', "del x", "del y"],
    ["if errorlevel 1 exit /b 1", ...[]],
    ["if 1 geq 2 del x", "del x"],
    ["if defined X (if exist y del y)", "del y"],
  ])("%s", (text, ...expected) => check(text, ...expected));
});

it.each([
  ["cd src & x", "C:/work/src"],
  ["cd /d D:\\y & x", "D:/y"],
  ["cd \\ & x", "C:/"],
  ["D: & x", "D:/"],
  ["pushd .. & popd & x", "C:/work"],
  ["cd %UNKNOWN% & x", null],
  ["cd C:\\My Folder & x", "C:/My Folder"],
])("%s runs in %s", (text, cwd) => expect(readCmd(text, SCOPE, FACTS).invocations.at(-1)?.scope.cwd).toBe(cwd));

it.each([
  ["echo x > out.txt", ["out.txt"]],
  ["x >> a 2> b < c", ["a", "b"]],
  ["x > nul 2>&1", []],
])("%s writes", (text, expected) =>
  expect(readCmd(text, SCOPE, FACTS).writes.map(({ target }) => target.value)).toEqual(expected),
);

it("hands what is printed to the next command", () => {
  const { invocations } = readCmd("(echo a & echo b) | x", SCOPE, FACTS);
  expect(invocations.at(-1)?.stdin).toEqual({ kind: "text", text: "a \nb\n" });
});
