import { expect, test } from "vitest";
import { diffText } from "../../src/platform/diff-text.ts";

test.each([
  ["a\nb\nc\n", "a\nB\nc\n", "--- f\n+++ f\n@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n"],
  [null, "a\n", "--- /dev/null\n+++ f\n@@ -0,0 +1,1 @@\n+a\n"],
  ["a\n", null, "--- f\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-a\n"],
  ["a\n", "a\n", ""],
  [null, null, ""],
  ["a", "a\n", "--- f\n+++ f\n@@ -1,1 +1,1 @@\n-a\n\\ No newline at end of file\n+a\n"],
])("%j to %j", (before, after, patch) => {
  expect(diffText(before, after, "f")).toBe(patch);
});

test("texts with nothing in common do not hold anybody up", () => {
  const lines = (salt: string) => Array.from({ length: 30_000 }, (_, n) => `${salt}${n * 7919}\n`).join("");
  expect(diffText(lines("a"), lines("b"), "f")).toMatch(/^--- f\n\+\+\+ f\n(@@|\(the two differ)/);
});
