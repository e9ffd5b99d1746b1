import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { knowledgeJsonSchema } from "../../src/core/knowledge/json-schema.ts";

const file = new URL("../../knowledge/schema.json", import.meta.url);

test("the schema beside the files is the one that they are checked with (UPDATE_SCHEMA=1 rewrites it)", () => {
  const generated = `${JSON.stringify(knowledgeJsonSchema(), null, 2)}\n`;
  if (process.env.UPDATE_SCHEMA === "1") writeFileSync(file, generated);
  expect(readFileSync(file, "utf8")).toBe(generated);
});
