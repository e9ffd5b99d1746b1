import { expect, test } from "vitest";
import { reveal, revealLine } from "../../../src/hosts/cards/reveal.ts";

function check(text: string, expected: string): void {
  expect(reveal(text)).toBe(expected);
  expect(reveal(expected), "revealing twice changes nothing").toBe(expected);
}

test("characters that change the look of text unseen are spelled out", () => {
  check("rm -rf \u202Eppa/", "rm -rf ⟨U+202E⟩ppa/");
  check("a\u200Bb\uFEFFc\u2060d", "a⟨U+200B⟩b⟨U+FEFF⟩c⟨U+2060⟩d");
  check("a\u0000b\u001B[31mc\u007Fd\u009B", "a⟨U+0000⟩b⟨U+001B⟩[31mc⟨U+007F⟩d⟨U+009B⟩");
  check("a\rb", "a⟨U+000D⟩b");
  check("a\u2028b\u2029c", "a⟨U+2028⟩b⟨U+2029⟩c");
  check("a\u00A0b\u2003c\u2800d\u3164e", "a⟨U+00A0⟩b⟨U+2003⟩c⟨U+2800⟩d⟨U+3164⟩e");
  check("\u{E0041}", "⟨U+E0041⟩");
});

test("gaps that push text out of sight are counted", () => {
  check(`ok${" ".repeat(40)}; rm x`, "ok ⟨40 blanks⟩ ; rm x");
  check(`ok${"\n".repeat(30)}rm x`, "ok\n⟨29 empty lines⟩\nrm x");
});

test("ordinary text stays as it is", () => {
  for (const text of ["rm -rf build", "a\n\tb\n\nc", "größer – “ok” 漢字 ✓", "a  b    c"]) check(text, text);
  check("a\r\nb", "a\nb");
});

test("one line is one line, and not longer than asked for", () => {
  expect(revealLine("a\n  b\nc")).toBe("a ⏎ b ⏎ c");
  expect(revealLine("abcdef", 4)).toBe("abc…");
  expect(revealLine("abcd", 4)).toBe("abcd");
});
