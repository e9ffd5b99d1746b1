import { expect, test } from "vitest";
import { markdownText } from "../../../src/hosts/editor/present/markdown.ts";

test.each([
  ["an unknown host counts", "an unknown host counts"],
  ["**bold** <b>", "\\*\\*bold\\*\\* \\<b\\>"],
  ["[x](command:y)", "\\[x\\]\\(command\\:y\\)"],
  ["$(shield) &amp; `code`", "\\$\\(shield\\) \\&amp\\; \\`code\\`"],
  ["https://evil.example", "https\\:\\/\\/evil\\.example"],
  ["one\n\n# two\r\n|", "one \\# two \\|"],
  ["naïve — ⟨U+202E⟩", "naïve — ⟨U\\+202E⟩"],
])("%j stays text", (text, expected) => expect(markdownText(text)).toBe(expected));
