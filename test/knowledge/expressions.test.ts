/** Which regular expressions of a team are taken, and that none that is taken can be made slow. */
import { expect, test } from "vitest";
import { bounded, MAX_WORD, tooSlow } from "../../src/core/knowledge/expressions.ts";

const AHEAD = /looks ahead or behind/;
const AGAIN = /repeats what a group has found/;
const GROUP = /repeats a group/;
const LONG = /may take long/;

function check(source: string, expected: RegExp | undefined): void {
  const because = tooSlow(source);
  if (expected) expect(because, source).toMatch(expected);
  else expect(because, source).toBeUndefined();
}

test.each<[string, RegExp | undefined]>([
  ["prod", undefined],
  ["^prod(uction)?$", undefined],
  ["^(?:prod|live|main)-", undefined],
  ["prod|live|staging", undefined],
  ["^[a-z-]+/prod$", undefined],
  ["^https?://[^/]+/backups", undefined],
  ["prod.*db", undefined],
  ["\\.prod\\.acme\\.example$", undefined],
  ["[(*+]", undefined],
  ["\\(\\*", undefined],
  ["x{2,4}", undefined],
  ["(a+)+$", GROUP],
  ["(?:a|a)*$", GROUP],
  ["(a|ab){20}", GROUP],
  ["(?<x>a){2,}", GROUP],
  ["^((a*)b?)*$", GROUP],
  ["^.*a.*b.*$", LONG],
  ["a+b+", LONG],
  ["(a|aa)(a|aa)(a|aa)(a|aa)(a|aa)(a|aa)(a|aa)(a|aa)(a|aa)(a|aa)x", LONG],
  ["a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?aaaaaaaaaaaaaaa", LONG],
  ["(?=prod)", AHEAD],
  ["(?<!x)prod", AHEAD],
  ["(a)\\1", AGAIN],
  ["(?<n>a)\\k<n>", AGAIN],
])("%s", (source, expected) => check(source, expected));

test.each([
  ["a long word counts as fitting where that holds the call", true],
  ["a long word fits nothing where that would let the call pass", false],
])("%s", (_, ifLong) => {
  const expression = bounded("^prod$", ifLong);
  expect([expression.test("PROD"), expression.test("x"), expression.test("x".repeat(MAX_WORD + 1))]).toEqual([
    true,
    false,
    ifLong,
  ]);
});
