/** The `agentguard` command as a newcomer meets it: in the editor's terminals, and in the user's own folder of programs. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { VERSION } from "../../src/wire/version.ts";
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

test("it runs in a terminal of the editor", async () => {
  await window.command("Terminal: Create New Terminal");
  const rows = window.page.locator(".terminal-wrapper.active .xterm-rows");
  await rows.waitFor({ timeout: 60_000 });
  await window.page.locator(".terminal-wrapper.active textarea.xterm-helper-textarea").first().focus();
  await window.page.keyboard.type("agentguard --version\n");
  await expect.poll(async () => (await rows.innerText()).split("\n"), { timeout: 60_000 }).toContain(VERSION);
  await window.picture("agentguard in a terminal");
});

test("it is put into the user's own folder after the file was shown, and taken away again", async () => {
  const file = join(suite().places.home, ".local", "bin", "agentguard");
  await window.command("AgentGuard: Install the “agentguard” Command…");
  await window.dialog.waitFor();
  expect(await window.dialog.innerText()).toContain(file);
  expect(existsSync(file)).toBe(false);
  await window.picture("agentguard command");
  await window.button("Write the File").click();
  await window.notification(`the command is ${file}`).waitFor();
  expect(readFileSync(file, "utf8")).toContain(suite().places.command);
  await window.command("AgentGuard: Remove the “agentguard” Command");
  await window.notification(`${file} was removed`).waitFor();
  expect(existsSync(file)).toBe(false);
});
