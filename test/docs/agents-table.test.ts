/** What README.md and docs/agents.md say of agents is what their files say. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../support/project.ts";
import { agentsPage, agentsTable } from "./agents-table.ts";

const [FROM, TO] = ["<!-- agents -->", "<!-- /agents -->"];
const update = process.env.UPDATE_DOCS === "1";

test("docs/agents.md is made from the agents' files", () => {
  const file = join(root, "docs/agents.md");
  if (update) writeFileSync(file, agentsPage());
  expect(readFileSync(file, "utf8")).toBe(agentsPage());
});

test("so is the table in README.md", () => {
  const file = join(root, "README.md");
  const text = readFileSync(file, "utf8");
  const [before = "", rest = ""] = text.split(FROM);
  const [table = "", after = ""] = rest.split(TO);
  const wanted = `\n${agentsTable()}\n`;
  if (update) writeFileSync(file, `${before}${FROM}${wanted}${TO}${after}`);
  else expect(table).toBe(wanted);
});
