/** Texts made to break a reader: each is answered, never with an exception. */
import { describe, expect, it } from "vitest";
import type { CodeLanguage } from "../../../../src/core/effects/pack.ts";
import { Facts } from "../../../../src/core/facts/facts.ts";
import { readCode } from "../../../../src/core/languages/code/reader.ts";

const LANGUAGES: readonly CodeLanguage[] = ["python", "javascript", "mongosh", "ruby", "perl", "php"];
const UNITS = [
  "{a{a",
  "(((",
  "`${",
  "a<b<",
  "[{(",
  "(a=>(",
  "x?y:",
  "f'{",
  "lambda x:",
  "if x:\n ",
  "q(q(",
  "/(/(",
  "<<A\n",
  '"#{',
  "->->",
  "do |x| ",
  "sub a{",
  "%w[",
  "`",
  '"',
  "'''",
  "\\",
  "x=x+x\n",
  "x=[x,x]\n",
  "await ",
  "\uFFFC",
  "\u0000",
  "\r",
  "😀",
  "unlink ",
  "def f(x):\n f(f(x))\nf(f(1))\n",
];

function read(language: CodeLanguage, text: string) {
  const facts = new Facts(new Map(), { roots: ["/w"], home: "/home/dev", platform: "linux" });
  return readCode(language, text, { cwd: "/w", variables: new Map(), via: [] }, facts);
}

describe.each(LANGUAGES)("%s", language => {
  it.each(UNITS)("answers many of %j", unit => {
    for (const size of [500, 24_000]) {
      const { effects, inner = [] } = read(language, unit.repeat(Math.ceil(size / unit.length)));
      expect(effects.length + inner.length).toBeLessThanOrEqual(502);
    }
  });
});

it("does not lose a call behind nonsense that is short enough to look through", () => {
  expect(read("python", "import shutil\nshutil.rmtree('/x')\n)))((( [[[").inner).toHaveLength(1);
  expect(read("javascript", "require('fs').rmSync('/x', {recursive:true}); ))) }}}").inner).toHaveLength(1);
});
