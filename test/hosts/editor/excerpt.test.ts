import fc from "fast-check";
import { expect, test } from "vitest";
import { excerpt, MARK_END, MARK_START, marksIn } from "../../../src/hosts/editor/present/excerpt.ts";

/** Marks `dangerous` in `command`. */
function excerptOf(command: string, dangerous: readonly string[], budget: number) {
  const marked = dangerous.map(d => ({ start: command.indexOf(d), end: command.indexOf(d) + d.length }));
  return excerpt(command, marked, budget);
}

test("what fits is shown whole, its dangerous parts marked", () => {
  expect(excerptOf("ls; rm -rf x; ls", ["rm -rf x"], 100)).toEqual({ text: "ls; ⟪rm -rf x⟫; ls", cut: false });
  expect(excerptOf("rm a; rm b", ["rm b", "rm a"], 100).text).toBe("⟪rm a⟫; ⟪rm b⟫");
  expect(excerpt("ls", [], 100)).toEqual({ text: "ls", cut: false });
});

test("marks are found again where they are shown", () => {
  const { text } = excerptOf("rm a; ls; rm b", ["rm b", "rm a"], 100);
  expect(marksIn(text).map(({ start, end }) => text.slice(start, end))).toEqual(["⟪rm a⟫", "⟪rm b⟫"]);
  expect(marksIn("⟪ no end")).toEqual([]);
});

test("marks that touch or overlap are one mark, and marks outside the text are none", () => {
  const marked = [
    { start: 0, end: 4 },
    { start: 2, end: 6 },
    { start: 6, end: 8 },
    { start: 50, end: 60 },
  ];
  expect(excerpt("rm -rf xyz", marked, 100).text).toBe("⟪rm -rf x⟫yz");
});

test("a long command keeps its start and every marked part, and says what is left out", () => {
  const pad = "x".repeat(3000);
  const { text, cut } = excerptOf(
    `start; ${pad}; rm -rf /srv; ${pad}; drop table t; ${pad}`,
    ["rm -rf /srv", "drop table t"],
    500,
  );
  expect(cut).toBe(true);
  expect(text.startsWith("start; ")).toBe(true);
  expect(text).toContain("⟪rm -rf /srv⟫");
  expect(text).toContain("⟪drop table t⟫");
  expect(text.length).toBeLessThan(1000);
  const left = [...text.matchAll(/\[(\d+) characters not shown\]/g)].map(m => Number(m[1]));
  expect(left.length).toBe(3);
});

test("a long command without marks keeps both ends", () => {
  const { text, cut } = excerpt(`first ${"x".repeat(5000)} last`, [], 200);
  expect(cut).toBe(true);
  expect(text.startsWith("first ")).toBe(true);
  expect(text.endsWith(" last")).toBe(true);
});

test("a marked part longer than the room keeps both its ends", () => {
  const { text } = excerptOf(`A${"x".repeat(5000)}Z tail`, [`A${"x".repeat(5000)}Z`], 200);
  expect(text.startsWith(`${MARK_START}A`)).toBe(true);
  expect(text).toContain(`Z${MARK_END} tail`);
});

test("hidden characters are revealed without moving a mark", () => {
  expect(excerpt("a\u200Brm x", [{ start: 2, end: 6 }], 100).text).toBe("a⟨U+200B⟩⟪rm x⟫");
});

test("whatever is marked, what is shown plus what is left out is the whole command", () => {
  const span = fc.tuple(fc.nat(3000), fc.nat(400)).map(([start, length]) => ({ start, end: start + length }));
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 3000 }),
      fc.array(span, { maxLength: 5 }),
      fc.integer({ min: 20, max: 1500 }),
      (length, marked, budget) => {
        const command = Array.from({ length }, (_, i) => "abcdefghij"[i % 10]).join("");
        const { text, cut } = excerpt(command, marked, budget);
        const left = [...text.matchAll(/ … \[(\d+) characters not shown\] … /g)];
        const shown = text.replace(/ … \[\d+ characters not shown\] … /g, "").replace(/[⟪⟫]/g, "");
        expect(shown.length + left.reduce((n, m) => n + Number(m[1]), 0)).toBe(length);
        expect(cut).toBe(left.length > 0);
      },
    ),
  );
});
