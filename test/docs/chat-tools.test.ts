/** What package.json tells the editor's chat of the tools is what they are. UPDATE_DOCS=1 writes it. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CHAT_TOOLS, inputSchemaOf } from "../../src/hosts/advice/advise.ts";
import { root } from "../support/project.ts";

const wanted = CHAT_TOOLS.map(tool => ({
  name: tool.name,
  displayName: tool.title,
  modelDescription: tool.description,
  canBeReferencedInPrompt: true,
  toolReferenceName: tool.name.replace("agentguard_", "agentguard-"),
  inputSchema: inputSchemaOf(tool),
}));

interface Manifest {
  contributes: { languageModelTools?: unknown };
}

test("package.json contributes the chat tools as they are", () => {
  const file = join(root, "package.json");
  const manifest = JSON.parse(readFileSync(file, "utf8")) as Manifest;
  if (process.env.UPDATE_DOCS === "1") {
    manifest.contributes.languageModelTools = wanted;
    writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`);
  }
  expect(manifest.contributes.languageModelTools).toEqual(JSON.parse(JSON.stringify(wanted)));
});
