/** What the PowerShell reader makes of a text: commands with their words, writes, and what it cannot read. */
import { describe, expect, it } from "vitest";
import { readPowershell } from "../../../../src/core/languages/powershell/reader.ts";
import type { Scope } from "../../../../src/core/places/scope.ts";
import { HOLE, textOf } from "../../../../src/core/text/words.ts";
import { disk } from "../../../support/disk.ts";

const SCOPE: Scope = { cwd: "C:/work", variables: new Map([["USERPROFILE", "C:/Users/dev"]]), via: [] };
const FACTS = disk({ around: { platform: "win32", roots: ["C:/work"], home: "C:/Users/dev" } });

/** Each command as its program and words, `…` for what is not known. */
function commands(text: string): string[] {
  return readPowershell(text, SCOPE, FACTS).invocations.map(({ program, argv }) =>
    [program, ...argv.slice(1).map(word => textOf(word).replaceAll(HOLE, "…"))].join(" "),
  );
}

const check = (text: string, ...expected: string[]) => expect(commands(text)).toEqual(expected);

describe("words", () => {
  it.each([
    ["git diff -- src/a.ts", "git diff -- src/a.ts"],
    ['git log --format="%h|%s" -1', "git log --format=%h|%s -1"],
    ["npm test; ./x.sh", "npm test", "x.sh"],
    ["git stash show stash@{0}", "git stash show stash@{0}"],
    ['echo \'it\'\'s\' "a`"b" a"b"c', "write-output it's a\"b abc"],
    ["C:\\Tools\\Git.EXE status", "git status"],
    ["& 'C:\\Program Files\\nodejs\\node.exe' x.js", "node x.js"],
    ["Remove-Item -Path a, b -Recurse", "remove-item -Path a -Path b -Recurse"],
    ["Remove-Item -Path:a, b", "remove-item -Path:a -Path b"],
    ["ri a,b", "remove-item a b"],
    ["R`emove-It`em x", "remove-item x"],
    ["Microsoft.PowerShell.Management\\Remove-Item x", "remove-item x"],
    ['cmd --% /c echo %PATH% "a b"', "cmd /c echo … a b"],
    ["tool `\n  --flag", "tool --flag"],
    ["tool # rest\ntool2 <# in #> x", "tool", "tool2 x"],
    ["curl -Uri x", "invoke-webrequest -Uri x"],
    ["curl -X GET x", "curl -X GET x"],
    ["sc delete x", "sc.exe delete x"],
  ])("%s", (text, ...expected) => check(text, ...expected));

  it.each([
    ["echo @'\na 'b'\n$c\n'@", "a 'b'\n$c"],
    ["$c = 'x'; echo @\"\na $c\n\"@", "a x"],
  ])("%j is a here-string", (text, expected) => check(text, `write-output ${expected}`));

  it("takes typographic quotes and dashes for the plain ones", () =>
    check("Remove-Item \u2013Recurse \u201cx y\u201d", "remove-item -Recurse x y"));
});

describe("values", () => {
  it.each([
    ["$a = 'x'; del $a", "remove-item x"],
    ["$a = 'x', 'y'; del $a", "remove-item x y"],
    ["$a = 'x' + 'y'; del $a", "remove-item xy"],
    ["$a = 'x'; $a += 'y'; del $a", "remove-item xy"],
    ['$a = "$b\\x"; del $a', "remove-item …\\x"],
    ["del $env:USERPROFILE\\x", "remove-item C:/Users/dev\\x"],
    ["$env:X = 'y'; tool $env:X", "tool y"],
    ["del (Join-Path $HOME 'x')", "remove-item C:/Users/dev/x"],
    ["del ([IO.Path]::Combine('a', 'b'))", "remove-item a/b"],
    ["$p = @{ Path = 'x'; Force = $true }; del @p", "remove-item -path:x -force:$true"],
    ["if ($z) { $a = 'x' } else { $a = 'y' }; del $a", "remove-item …"],
    ['for ($i = 0; $i -lt 3; $i++) { del "f$i" }', "remove-item f…"],
    ["foreach ($x in 'a', 'b') { del $x }", "remove-item a", "remove-item b"],
    ["function f($p) { del $p }; f x", "remove-item x"],
    ["function f { del $args }; f x y", "remove-item x y"],
    ["Set-Alias z Remove-Item; z x", "set-alias z Remove-Item", "remove-item x"],
    ["$PSDefaultParameterValues['Remove-*:Force'] = $true; del x", "remove-item x -force:$true"],
    ["$PSDefaultParameterValues = @{ '*:Recurse' = $true }; del x", "remove-item x -recurse:$true"],
  ])("%s", (text, ...expected) => check(text, ...expected));
});

describe("places where commands hide", () => {
  it.each([
    "if ($x) { del y }",
    "try { del y } catch { }",
    "switch ($x) { 1 { del y } }",
    "do { del y } while ($x)",
    "& { del y }",
    ". { del y }",
    "$x = $(del y)",
    '"text $(del y)"',
    "@(del y)",
    "@{ a = (del y) }",
    "$a[(del y)]",
    "[string]::Format('{0}', (del y))",
    "ok && del y",
    "ok || del y",
    "ok & del y",
    "return del y",
    "function never { del y }",
    "{ del y }.Invoke()",
    "ok | ForEach-Object { del y }",
    "ok | % { del y }",
    "Start-Job -ScriptBlock { del y }",
    "trap { del y } ok",
    "param($p = (del y))",
    "$x = if ($a) { del y }",
    "ok\n| del y",
  ])("%s", text => expect(commands(text)).toContain("remove-item y"));

  it.each(["'del y'", "# del y", "<# del y #>", "echo 'del y'", "@'\ndel y\n'@"])("%s is only text", text =>
    expect(commands(text).filter(command => command.startsWith("remove-item"))).toEqual([]),
  );
});

describe("what flows", () => {
  const stdin = (text: string) => readPowershell(text, SCOPE, FACTS).invocations.at(-1)?.stdin;

  it("hands a listing on through filters", () => {
    expect(stdin("gci x -r | ? { $_.Name -eq 'y' } | sort | ri")).toMatchObject({ kind: "pipe" });
    const input = stdin("gci x -r | ? { $_.Name -eq 'y' } | ri");
    expect(input?.kind === "pipe" && input.producer?.map(word => word.value)).toEqual([
      "Get-Childitem",
      "x",
      "-r",
      "-Filter",
      "y",
    ]);
  });

  it("hands a listing on through variables and loops", () => {
    for (const text of [
      "$f = gci x; $f | ri",
      "$f = gci x; ri $f",
      "foreach ($f in gci x) { ri $f.FullName }",
      "gci x | % { ri $_ }",
    ]) {
      const input = stdin(text);
      expect(input?.kind === "pipe" && input.producer?.map(word => word.value)).toEqual(["Get-Childitem", "x"]);
    }
  });

  it("hands texts on", () => {
    expect(stdin("'a', 'b' | tool")).toEqual({ kind: "text", text: "a\nb\n" });
    expect(stdin("echo x | tool")).toEqual({ kind: "text", text: "x\n" });
  });
});

describe("redirects", () => {
  it.each([
    ["tool > out.txt", ["out.txt"]],
    ["tool >> out.txt 2>&1", ["out.txt"]],
    ["tool 2> err.txt", ["err.txt"]],
    ["'x' > out.txt", ["out.txt"]],
    ["tool > $null", []],
    ["tool *> all.txt | Out-Null", ["all.txt"]],
  ])("%s", (text, expected) =>
    expect(readPowershell(text, SCOPE, FACTS).writes.map(({ target }) => target.value)).toEqual(expected),
  );
});

it.each([
  ["cd src; tool", "C:/work/src"],
  ["cd ..\\x; tool", "C:/x"],
  ["pushd D:\\y; popd; tool", "C:/work"],
  ["cd $unknown; tool", null],
  ["if ($x) { cd src }; tool", null],
  ["& { cd src }; tool", "C:/work/src"],
])("%s runs in %s", (text, cwd) => expect(readPowershell(text, SCOPE, FACTS).invocations.at(-1)?.scope.cwd).toBe(cwd));
