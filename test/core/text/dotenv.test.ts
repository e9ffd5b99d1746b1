import { describe, expect, it } from "vitest";
import { readDotenv } from "../../../src/core/text/dotenv-text.ts";

describe("readDotenv", () => {
  const check = (name: string, text: string, entries: readonly string[]) =>
    it(name, () =>
      expect(
        readDotenv(text).map(({ name, value, line, literal }) => `${line} ${name}=${value}${literal ? " '" : ""}`),
      ).toEqual(entries),
    );
  check("lines, blanks and comments", "# note\nA=1\n\n  B = two words  # why\n", ["2 A=1", "4 B=two words"]);
  check("a comment needs a blank before it", "URL=postgres://u:p#w@h/x#y", ["1 URL=postgres://u:p#w@h/x#y"]);
  check("export", "export A=1\nexport\tB=2", ["1 A=1", "2 B=2"]);
  check("quotes", 'A="x y"\nB=\'a $B\'\nC=`d "e"`', ["1 A=x y", "2 B=a $B '", '3 C=d "e"']);
  check("escapes in double quotes only", 'A="a\\nb\\"c"\nB=\'a\\nb\'', ['1 A=a\nb"c', "2 B=a\\nb '"]);
  check("a value over several lines", 'KEY="-----\nabc\n-----"\nB=2', ["1 KEY=-----\nabc\n-----", "4 B=2"]);
  check("a quote that is never closed", 'A="x\nB=2', ['1 A="x', "2 B=2"]);
  check("a comment behind quotes", "A='x' # y", ["1 A=x '"]);
  check("a colon with a blank behind it", "A: 1\nhttp://x", ["1 A=1"]);
  check("no value", "A=\nB", ["1 A="]);
  check("the same name twice", "A=1\nA=2", ["1 A=1", "2 A=2"]);
  check("lines of Windows, and a byte order mark", "\uFEFFA=1\r\nB=2\r\n", ["1 A=1", "2 B=2"]);
  check("other texts", '<xml>\n{ "a": 1 }', []);

  // A file of any repository: quadratic work would keep every agent waiting, and this test beyond its limit.
  it("reads large files at once", () => {
    expect(readDotenv(Array.from({ length: 9000 }, (_, i) => `T${i}=`).join("\n"))).toHaveLength(9000);
    expect(readDotenv(`A=1${"\n".repeat(256 * 1024)}x\nB=2`)).toHaveLength(2);
    expect(readDotenv(`A=1 ${" ".repeat(256 * 1024)}\nB=2`)).toHaveLength(2);
    expect(readDotenv('A="x\n'.repeat(20_000)).length).toBeGreaterThan(1000);
  });
});
