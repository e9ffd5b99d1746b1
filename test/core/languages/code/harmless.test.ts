/** Programs that are told to do nothing by their names alone, and those that have to be read. */
import { describe, expect, it } from "vitest";
import type { CodeLanguage } from "../../../../src/core/effects/pack.ts";
import { isHarmless } from "../../../../src/core/languages/code/harmless.ts";
import { JAVASCRIPT } from "../../../../src/core/languages/code/libraries/javascript.ts";
import { PYTHON } from "../../../../src/core/languages/code/libraries/python.ts";
import { RUBY_LIBRARY } from "../../../../src/core/languages/code/libraries/ruby.ts";

const LIBRARIES = { python: PYTHON, javascript: JAVASCRIPT, ruby: RUBY_LIBRARY } as const;

function check(language: CodeLanguage & keyof typeof LIBRARIES, code: string, harmless: boolean): void {
  it(`${harmless ? "does nothing" : "has to be read"}: ${code.split("\n").join(" ⏎ ")}`, () => {
    expect(isHarmless(language, code, LIBRARIES[language])).toBe(harmless);
  });
}

describe("Python", () => {
  for (const code of [
    "print(1 + 2)",
    "import os\nfor name in os.listdir('src'):\n    print(os.path.join('a', name))",
    "import sys, json; print(json.load(sys.stdin)['version'])",
    "rows = [1, 2]\nprint('\\n'.join(str(row) for row in rows))",
    "def twice(x):\n    return x * 2\nif __name__ == '__main__':\n    print([2, 3].index(3))",
    "d = {'a': 1}\nprint(d.get('a', 0))",
    "x = 1; import os, sys; print(os.getcwd())\nif x:\n    import math; print(math.pi)",
  ])
    check("python", code, true);
  for (const code of [
    "open('a', 'w')",
    "import shutil\nprint(shutil)",
    "import os\nfor f in os.listdir('a'): os.remove(f)",
    "import os\nlist(map(os.remove, os.listdir('a')))",
    "import os as o\nprint(o)",
    "import os, shutil\nprint(1)",
    "import\tsite\nprint(1)",
    "(import os)",
    "importos",
    "import os\nx = os\nprint(x)",
    "from os import path\nprint(path)",
    "getattr(x, 'a')",
    "(print)(1)",
    "[print][0](1)",
    "print(__builtins__)",
    "p = eval\nprint(p)",
    "unknown('a')",
    "x.unknown()",
    "@app\ndef f():\n    print(1)",
    "print('a').then(1)",
    "c.}('DELETE', '/u/')",
    "ｅｘｅｃ('a')",
    "print('\\x6f\\x73')",
    "print(x.get('select a from b'))",
    "print(any('delete from users'))",
    "import os\nprint(os['a'])",
    "import mymodule\nprint(1)",
    "print('import')",
    "requests.get('https://example.com')",
    "",
  ])
    check("python", code, false);
});

describe("JavaScript", () => {
  for (const code of [
    "console.log(1 + 2)",
    "const fs = require('fs');\nfor (const name of fs.readdirSync('src')) console.log('a/' + name)",
    "const path = require(\"node:path\"); console.log(path.join('a', 'b'))",
    "const rows = [...a].map(row => row.length); console.log(JSON.stringify(rows, null, 2))",
    "function f(a) { return a.b(1) } console.log(new Map([[1, 2]]).size)",
  ])
    check("javascript", code, true);
  for (const code of [
    "require('fs').rmSync('a')",
    "const { rmSync } = require('fs'); console.log(1)",
    "const fs = require('fs'); console.log = fs['rm' + 'Sync']; console.log('a')",
    "const p = require('fs'); console.log = p['rm' + 'Sync']; console.log('a')",
    "const fs = require('fs'); const other = fs; console.log(other)",
    "const fs = require('fs'); ['a'].forEach(fs.unlinkSync)",
    "require('child_process')",
    "require(name)",
    "const load = require; load('fs')",
    "[].constructor.constructor('a')()",
    "x['a'](1)",
    "(console.log)(1)",
    "new Function('a')",
    "$`rm -r a`",
    "import fs from 'fs'",
    "console.log(process.env)",
    "fetch('https://example.com')",
    "['a'].forEach(del)",
    "\\u0065val('a')",
    "db.query('delete from users')",
    "`${await x}`",
  ])
    check("javascript", code, false);
});

describe("texts that are made to stall a reader", () => {
  const times = (text: string, before = "", after = "") => before + text.repeat(40_000 / text.length) + after;
  for (const [name, text] of [
    ["blanks behind import", times(" ", "import", "!")],
    ["imports", times("import os\n")],
    ["imports of many", times("os, ", "import ", "os")],
    ["modules behind an import", times("os ", "import ")],
    ["blanks behind a bracket", times(" ", "print(1)", "(")],
    ["blanks between names", times(`a${" ".repeat(199)}`)],
    ["dots", times(". ", "a")],
  ] as const)
    for (const language of ["python", "javascript"] as const)
      it(`${language}: ${name}`, () => {
        expect(isHarmless(language, text, LIBRARIES[language])).toBeTypeOf("boolean");
      });
});

describe("others", () => {
  check("ruby", "puts 1", false);
});
