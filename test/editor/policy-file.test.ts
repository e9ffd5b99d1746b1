/** A broken policy file is shown where it is broken, and the guard goes on asking. */
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { inEditor } from "../support/editor-suite.ts";
import { launcherReady, propose } from "../support/propose.ts";
import type { Workbench } from "../support/workbench.ts";

const suite = inEditor();
let window: Workbench;

beforeAll(async () => {
  window = await suite().window();
  await window.status("Stop agents").waitFor({ timeout: 60_000 });
  await launcherReady(suite().places);
});

test("a misspelt key is marked at its line, with the key that was meant", async () => {
  const file = join(suite().workspace, ".agentguard.json");
  const text = readFileSync(file, "utf8");
  const lines = text.split("\n");
  const at = lines.findIndex(line => line.includes('"credentials"'));
  lines[at] = (lines[at] ?? "").replace("credentials", "credentails");
  writeFileSync(file, lines.join("\n"));
  await window.openFile(".agentguard.json");
  await window.page.locator(".squiggly-error").first().waitFor({ timeout: 60_000 });
  await window.command("View: Toggle Problems");
  const problem = window.page.locator(".markers-panel .monaco-list-row", { hasText: "credentails" }).first();
  await problem.waitFor();
  expect(await window.text(problem)).toContain(`Ln ${at + 1}`);
  expect(await window.text(problem)).toContain("credentials");
  await window.picture("policy-error");
});

test("with the file broken altogether, a deletion is still asked about", async () => {
  appendFileSync(join(suite().workspace, ".agentguard.json"), '{ "mode": "observe" ');
  const reaction = propose(suite().places, {
    tool: "Bash",
    input: { command: "rm -rf uploads" },
    cwd: suite().workspace,
  });
  await window.answer("Deny");
  expect((await reaction).denied).toBe(true);
});
