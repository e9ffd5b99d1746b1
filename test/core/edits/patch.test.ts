import { expect, test } from "vitest";
import { readPatch } from "../../../src/core/edits/patch.ts";

const patch = (...lines: readonly string[]) => ["*** Begin Patch", ...lines, "*** End Patch"].join("\n");

function check(cases: readonly (readonly [name: string, text: string, expected: unknown])[]): void {
  test.each(cases)("%s", (_, text, expected) => {
    expect(readPatch(text)).toEqual(expected);
  });
}

check([
  [
    "a new file",
    patch("*** Add File: a/b.txt", "+x", "+", "+y"),
    [{ kind: "edit", path: "a/b.txt", after: "x\n\ny\n" }],
  ],
  ["an empty new file", patch("*** Add File: a"), [{ kind: "edit", path: "a", after: "" }]],
  ["a file that goes", patch("*** Delete File: a b.txt"), [{ kind: "delete", path: "a b.txt" }]],
  [
    "pieces of a file",
    patch("*** Update File: a", "@@ class A", " one", "-two", "+2", "@@", "-three", "*** End of File"),
    [
      {
        kind: "edit",
        path: "a",
        replace: [
          { from: "one\ntwo", to: "one\n2", all: false },
          { from: "three", to: "", all: false },
        ],
      },
    ],
  ],
  ["a new name", patch("*** Update File: a", "*** Move to: b"), [{ kind: "move", path: "a", to: "b" }]],
  [
    "a new name and a new text",
    patch("*** Update File: a", "*** Move to: b", "-x", "+y"),
    [
      { kind: "edit", path: "a", replace: [{ from: "x", to: "y", all: false }] },
      { kind: "move", path: "a", to: "b" },
    ],
  ],
  [
    "several files, with the line ends of Windows",
    patch("*** Delete File: a", "*** Add File: b", "+x").replaceAll("\n", "\r\n"),
    [
      { kind: "delete", path: "a" },
      { kind: "edit", path: "b", after: "x\n" },
    ],
  ],
  ["nothing", patch(), undefined],
  ["no patch", "rm -rf /", undefined],
  ["a patch without its end", "*** Begin Patch\n*** Delete File: a", undefined],
  ["words between", patch("*** Delete File: a", "and then"), undefined],
  ["a name that goes nowhere", patch("*** Move to: b"), undefined],
  ["a line of no kind", patch("*** Update File: a", "?x"), undefined],
  ["a new file with a line that is not new", patch("*** Add File: a", "+x", "y"), undefined],
]);
