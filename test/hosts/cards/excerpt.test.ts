import fc from "fast-check";
import { expect, test } from "vitest";
import type { Span } from "../../../src/core/text/span.ts";
import { excerpt as cut, MARK_END, MARK_START, marksIn } from "../../../src/hosts/cards/excerpt.ts";

/** With room for any number of lines. */
const excerpt = (command: string, marked: readonly Span[], characters: number) =>
  cut(command, marked, { characters, lines: Infinity });

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
  expect(text.endsWith("xxx")).toBe(true);
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

const GAP = /\n… \[\d+ lines?, (\d+) characters? not shown.*?\] …\n| … \[(\d+) characters? not shown.*?\] … /g;

test("whatever is marked, what is shown plus what is left out is the whole command", () => {
  const span = fc.tuple(fc.nat(3000), fc.nat(400)).map(([start, length]) => ({ start, end: start + length }));
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 3000 }),
      fc.array(span, { maxLength: 5 }),
      fc.integer({ min: 20, max: 1500 }),
      fc.integer({ min: 2, max: 40 }),
      (length, marked, characters, lines) => {
        const command = Array.from({ length }, (_, i) => "abcdefghijklmno\np"[i % 17]).join("");
        const { text, cut: isCut } = cut(command, marked, { characters, lines });
        const left = [...text.matchAll(GAP)];
        const shown = text.replace(GAP, "").replace(/[⟪⟫]/g, "");
        expect(shown.length + left.reduce((n, m) => n + Number(m[1] ?? m[2]), 0)).toBe(length);
        expect(isCut).toBe(left.length > 0);
      },
    ),
  );
});

/** Lines as agents write them: plain ones, pipes, heredocs, long ones. */
const LINE = fc.oneof(
  fc.constantFrom("cd /srv/app", "npm run build 2>&1 | tail -5", "cat <<'EOF' > notes.md", "EOF", "", "  --yes \\"),
  fc.integer({ min: 1, max: 400 }).map(n => `echo ${"x".repeat(n)}`),
  fc.integer({ min: 1, max: 99 }).map(n => `INSERT INTO log VALUES (${n});`),
);
const DANGEROUS = ["TRUNCATE bookings CASCADE;", "rm -rf ~/work", "DELETE FROM users", "git push --force"];

test("of a long command the dangerous part and the last word are shown, and how much is not, right where it is missing", () => {
  fc.assert(
    fc.property(
      fc.array(LINE, { maxLength: 60 }),
      fc.constantFrom(...DANGEROUS),
      fc.array(LINE, { maxLength: 60 }),
      fc.constantFrom("", " && ", "psql <<'SQL' "),
      (before, dangerous, after, prefix) => {
        const start = before.length === 0 ? prefix : `${before.join("\n")}\n${prefix}`;
        const command = `${[start + dangerous, ...after].join("\n")}\nlast-word`;
        const marked = [{ start: start.length, end: start.length + dangerous.length }];
        const { text } = cut(command, marked, { characters: 600, lines: 8 });
        expect(text).toContain(`⟪${dangerous}⟫`);
        expect(text.endsWith("last-word")).toBe(true);
        expect(text.split("\n").length).toBeLessThanOrEqual(8);
        const lines = command.split("\n").filter(line => line.trim() !== "").length;
        const counted = [...text.matchAll(/\[(\d+) lines?,/g)].reduce((n, m) => n + Number(m[1]), 0);
        const shown = text
          .replace(GAP, "\n")
          .split("\n")
          .filter(line => line.trim() !== "").length;
        expect(counted + shown).toBeGreaterThanOrEqual(lines);
      },
    ),
  );
});

test("more dangerous parts than there is room for are counted where they are missing", () => {
  const lines = Array.from({ length: 60 }, (_, i) => `DROP TABLE bookings_${i};`);
  const command = lines.join("\n");
  const marked = lines.map(line => ({ start: command.indexOf(line), end: command.indexOf(line) + line.length }));
  const { text } = cut(command, marked, { characters: 600, lines: 8 });
  expect(text).toContain("⟪DROP TABLE bookings_0;⟫");
  expect(text).toMatch(/\[\d+ lines, \d+ characters not shown, 5\d dangerous parts among them\]/);
  expect(text.split("\n").length).toBeLessThanOrEqual(14);
});
