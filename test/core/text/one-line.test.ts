import { expect, test } from "vitest";
import { oneLine } from "../../../src/core/text/one-line.ts";

test.each<readonly [what: string, text: string, shown: string]>([
  ["an ordinary name", "src/żółw – a b.ts 👩‍💻", "src/żółw – a b.ts 👩‍💻"],
  ["a name that moves the cursor", "a\u001b[2Jb\u009b1mc", "a [2Jb 1mc"],
  ["a name of two lines", "a\r\nb\u2028c\td", "a  b c d"],
  ["a name that turns what follows", "a\u202egpj.exe\u2066b", "a gpj.exe b"],
])("%s", (_what, text, shown) => expect(oneLine(text)).toBe(shown));
