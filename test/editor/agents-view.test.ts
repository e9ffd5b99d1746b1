/** The lights of the agents: one that holds, goes out within seconds when somebody touches it, and is put right. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { inEditor } from "../support/editor-suite.ts";
import { must } from "../support/process.ts";
import { dist } from "../support/project.ts";
import type { Workbench } from "../support/workbench.ts";

const suite = inEditor();
let window: Workbench;

const settings = () => join(suite().server.home, ".claude", "settings.json");
const projects = () => join(suite().workspace, ".claude", "settings.local.json");
/** A row of the tree. */
const row = (text: string | RegExp) => window.page.locator(".pane-body .monaco-list-row", { hasText: text }).first();

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function cli(...args: readonly string[]) {
  const env = { HOME: suite().server.home, PATH: process.env.PATH };
  return must(process.execPath, [dist("cli"), ...args], { env });
}

/** Waits for a row, and tells how long that took. */
async function follows(what: string, text: string | RegExp): Promise<void> {
  const started = performance.now();
  await row(text).waitFor({ timeout: 60_000 });
  console.log(`the light said "${text}" ${Math.round(performance.now() - started)} ms after ${what}`);
}

beforeAll(async () => {
  write(settings(), '{\n  "model": "opus"\n}\n');
  await cli("install", "claude-code", "--yes");
  window = await suite().window();
  await window.status("Stop agents").waitFor({ timeout: 60_000 });
});

test("an agent that asks is proven and shown as holding", async () => {
  await window.command("AgentGuard: Check Agents");
  await row(/Claude Code.*holding, proven/).waitFor({ timeout: 60_000 });
  await window.picture("agents-holding");
  expect(await window.status("not guarded").count()).toBe(0);
});

test("somebody takes the hook out: it says so at once, and a click puts it back", async () => {
  const guarded = readFileSync(settings(), "utf8");
  write(settings(), '{\n  "model": "opus"\n}\n');
  await follows("the edit", "Somebody took AgentGuard's hook out");
  await row(/Claude Code.*changed by someone else/).waitFor();
  await window.status("Claude Code not guarded").waitFor();
  await window.notification("Claude Code is not guarded any more").waitFor();
  await window.picture("agents-broken");
  await row("Somebody took AgentGuard's hook out").click();
  await window.button("Write Changes").click();
  await row(/Claude Code.*holding, proven/).waitFor({ timeout: 60_000 });
  expect(readFileSync(settings(), "utf8")).toBe(guarded);
  await window.status("Claude Code not guarded").waitFor({ state: "detached" });
});

test("a file of the project switches hooks off: the click opens it", async () => {
  write(projects(), '{\n  "disableAllHooks": true\n}\n');
  await follows("the file", "`disableAllHooks` is true in this file");
  await row("`disableAllHooks` is true").click();
  await window.tab("settings.local.json").first().waitFor();
  await window.picture("agents-project");
  rmSync(projects());
  await follows("its end", /Claude Code.*holding, proven/);
});

test("in one folder alone: written after a click, shown by the light, and taken out to the byte", async () => {
  await cli("uninstall", "claude-code", "--yes");
  await row(/Claude Code.*not connected/).waitFor();
  const own = '{\n  "permissions": { "deny": ["Read(./.env)"] }\n}\n';
  write(projects(), own);
  const offered = window.page.locator(".quick-input-list .monaco-list-row", { hasText: "Claude Code" }).first();
  await window.command("AgentGuard: Protect Agents in One Folder");
  await offered.waitFor();
  await window.page.keyboard.press("Enter");
  await window.dialog.filter({ hasText: "Let AgentGuard guard Claude Code in pocketos?" }).waitFor();
  await window.picture("agents-one-folder");
  expect(readFileSync(projects(), "utf8")).toBe(own);
  await window.button("Write Changes").click();
  await follows("the click", /Claude Code.*holding/);
  expect(readFileSync(projects(), "utf8")).toContain(suite().places.launcher);
  await window.command("AgentGuard: Unprotect Agents in One Folder");
  await offered.waitFor();
  await window.page.keyboard.press("Enter");
  await window.button("Take Out").click();
  await follows("the click", /Claude Code.*not connected/);
  expect(readFileSync(projects(), "utf8")).toBe(own);
});
