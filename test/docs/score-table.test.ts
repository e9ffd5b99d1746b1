/** docs/scores.md says what the code says. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "../support/project.ts";
import { scoreTable } from "./score-table.ts";

it("is what the code makes of its own numbers", () => {
  const file = join(root, "docs/scores.md");
  if (process.env.UPDATE_DOCS === "1") writeFileSync(file, scoreTable());
  expect(readFileSync(file, "utf8")).toBe(scoreTable());
});
