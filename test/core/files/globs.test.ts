import { describe, expect, it } from "vitest";
import { isPattern, matchesAll, matchesGlob } from "../../../src/core/files/globs.ts";

describe("matchesGlob", () => {
  it.each([
    ["*.ts", "a.ts", true],
    ["*.ts", "a.tsx", false],
    ["*", "", true],
    ["?", "", false],
    ["a*b*c", "axxbyyc", true],
    ["a*b*c", "axxbyy", false],
    ["**a", "ba", true],
    ["[ab]x", "bx", true],
    ["[!ab]x", "bx", false],
    ["[^ab]x", "cx", true],
    ["[a-c]", "b", true],
    ["[a-]", "-", true],
    ["[]a]", "]", true],
    ["[a", "[a", true],
    ["\\*", "*", true],
    ["\\*", "x", false],
    ["a\\", "a\\", true],
    ["[[:alpha:]]*", "x1", true],
    ["@(a|b)", "a", null],
    ["!(a)", "b", null],
  ])("%s on %j: %s", (pattern, text, expected) => expect(matchesGlob(pattern, text)).toBe(expected));

  it("stays cheap on patterns made to be dear", () => {
    expect(matchesGlob(`${"*a".repeat(60)}b`, "a".repeat(250))).toBe(false);
  });
});

it("tells a pattern from a name", () => {
  expect(["*", "a?", "[a]", "\\\\*"].map(isPattern)).toEqual([true, true, true, true]);
  expect(["a", "\\*", "a\\[b", ""].map(isPattern)).toEqual([false, false, false, false]);
  expect(["*", "**", "?*"].map(matchesAll)).toEqual([true, true, true]);
  expect(["*.ts", "?", ".*"].map(matchesAll)).toEqual([false, false, false]);
});
