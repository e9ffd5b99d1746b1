/** The editor's own terminals with real shells: what is refused there is said there, and everything else goes on. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { inEditor } from "../support/editor-suite.ts";
import { launcherReady } from "../support/propose.ts";
import type { Workbench } from "../support/workbench.ts";

const suite = inEditor();
let window: Workbench;

beforeAll(async () => {
  window = await suite().window();
  await window.status("Stop agents").waitFor({ timeout: 60_000 });
  await launcherReady(suite().places);
});

const rows = () => window.page.locator(".terminal-wrapper.active .xterm-rows");
const shown = async () => (await rows().innerText()).replaceAll("\u00a0", " ");

async function type(line: string): Promise<void> {
  await window.page.locator(".terminal-wrapper.active textarea.xterm-helper-textarea").first().focus();
  await window.page.keyboard.type(`${line}\n`);
}

test("the guarded profile judges the person who has chosen it, without a word in the policy", async () => {
  await window.command("Create New Terminal (With Profile)");
  await window.page.locator(".quick-input-list .monaco-list-row", { hasText: "guarded shell" }).first().click();
  await rows().waitFor();
  await type("echo cho''sen");
  await expect.poll(shown, { timeout: 60_000 }).toContain("chosen");
  await type(`rm -f ${suite().places.halt}; echo be''hind`);
  await expect.poll(shown, { timeout: 60_000 }).toContain("AgentGuard refused this");
  expect(await shown()).not.toContain("behind");
  await window.picture("guarded profile");
});

test("a line that a rule refuses is not run and says why; a harmless one runs", async () => {
  // People's lines are judged as well, so that what is typed here is.
  writeFileSync(
    join(suite().workspace, ".agentguard.json"),
    JSON.stringify({ version: 1, terminals: { people: "judge" } }),
  );
  await window.command("Terminal: Create New Terminal");
  await window.page.locator(".terminal-wrapper.active .xterm-rows").waitFor({ timeout: 60_000 });
  await type("echo har''mless");
  await expect.poll(shown, { timeout: 60_000 }).toContain("harmless");
  await type(`rm -f ${suite().places.halt}; echo be''hind`);
  await expect.poll(shown, { timeout: 60_000 }).toContain("AgentGuard refused this");
  await type("echo go''ing on");
  await expect.poll(shown, { timeout: 60_000 }).toContain("going on");
  expect(await shown()).not.toContain("behind");
  await window.picture("guarded terminal");
});

test("a program that a script starts there is asked for as well", async () => {
  const { workspace, places } = suite();
  writeFileSync(join(workspace, "steps.json"), JSON.stringify(["rm", "-f", places.halt]));
  const script = "import json, subprocess\nprint('code', subprocess.run(json.load(open('steps.json'))).returncode)\n";
  writeFileSync(join(workspace, "steps.py"), script);
  await type("python3 steps.py");
  await expect.poll(shown, { timeout: 60_000 }).toContain("code 126");
});

test("the editor's shell integration still marks what ran and what failed", async () => {
  const marks = window.page.locator(".terminal-command-decoration");
  await expect.poll(() => marks.count(), { timeout: 60_000 }).toBeGreaterThan(1);
  await expect.poll(() => window.page.locator(".terminal-command-decoration.error").count()).toBeGreaterThan(0);
});
