/** Teaching the guard a tool of one's own: completion, explanations, and what does not hold, in the editor. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { inEditor } from "../support/editor-suite.ts";
import { launcherReady } from "../support/propose.ts";
import type { Workbench } from "../support/workbench.ts";

const suite = inEditor();
let window: Workbench;

const FILE = `about: MyCorp's platform
programs: [mycorp]
source: https://wiki.mycorp.example/cli
reaches: MyCorp
rules:
  offboard:
    call: tenant offboard
    effect: delete database
    says: deletes the tenant {} with its data
    held: mycorp tenant list
    passes: mycorp tenant list
`;

beforeAll(async () => {
  mkdirSync(join(suite().workspace, ".agentguard", "knowledge"), { recursive: true });
  // Before the window opens, so that it knows the file by its name.
  writeFileSync(join(suite().workspace, ".agentguard", "knowledge", "mycorp.yaml"), FILE);
  window = await suite().window();
  await window.status("Stop agents").waitFor({ timeout: 60_000 });
  await launcherReady(suite().places);
});

test("an example that does not hold is underlined, and the rule is completed and mended", async () => {
  const { page } = window;
  await window.command("View: Revert and Close Editor");
  writeFileSync(join(suite().workspace, ".agentguard", "knowledge", "mycorp.yaml"), FILE);
  await window.openFile("mycorp.yaml");
  await page.locator(".squiggly-error").first().waitFor({ timeout: 60_000 });
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type("    rec");
  const offers = page.locator(".suggest-widget .monaco-list-row");
  await offers.filter({ hasText: "recovery" }).first().waitFor({ timeout: 60_000 });
  await window.picture("knowledge-completion-keys");
  await page.keyboard.press("Enter");
  await offers.filter({ hasText: "effort" }).first().waitFor({ timeout: 60_000 });
  await page.keyboard.type("non");
  await page.keyboard.press("Enter");
  const text = () => window.text(page.locator(".monaco-editor .view-lines").first());
  await expect.poll(text).toContain("recovery: none");
  await page.keyboard.press("Escape");
  await page.keyboard.press("ControlOrMeta+Shift+M");
  await page.locator(".markers-panel", { hasText: "The example says that this is held" }).waitFor({ timeout: 60_000 });
  await window.picture("knowledge-problems");
});
