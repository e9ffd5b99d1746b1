/** A first day: nothing looks armed that is not, the stop and the answers are on keys, and no reflex loosens anything. */
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { inEditor } from "../support/editor-suite.ts";
import { launcherReady, propose } from "../support/propose.ts";
import type { Workbench } from "../support/workbench.ts";

const suite = inEditor();
let window: Workbench;

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** Changes a setting of the person's, as the settings page does. */
function set(name: string, value: unknown): void {
  const file = join(suite().server.profile, "user-data", "User", "settings.json");
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), [name]: value }, null, 2));
}

const row = (text: string | RegExp) =>
  window.page.locator(".quick-input-list .monaco-list-row", { hasText: text }).first();
const step = (title: string) => window.page.locator(".getting-started-step", { hasText: title }).first();
const ticked = (title: string) =>
  step(title)
    .locator(".step-list-container .codicon-getting-started-step-checked, .codicon-getting-started-step-checked")
    .count();
const bash = (command: string) => propose(suite().places, { tool: "Bash", input: { command }, cwd: suite().workspace });

async function press(first: string, second: string): Promise<void> {
  await window.page.keyboard.press(first);
  await window.page.keyboard.press(second);
}

beforeAll(async () => {
  write(join(suite().server.home, ".claude", "settings.json"), '{\n  "model": "opus"\n}\n');
  write(join(suite().server.home, ".codex", "config.toml"), "");
  // Never started: only the program is there, where an editor from the desktop has no PATH to.
  write(join(suite().server.home, ".local", "bin", "gemini"), "#!/bin/sh\necho 0.61.0\n");
  chmodSync(join(suite().server.home, ".local", "bin", "gemini"), 0o755);
  window = await suite().window();
});

test("nothing is protected yet: it says so, counts whom, and tells once", async () => {
  await window.status("3 agents not protected").waitFor({ timeout: 60_000 });
  await window.notification("AgentGuard holds nothing yet").waitFor();
  await window.picture("armed-nothing");
  await window.notification("AgentGuard holds nothing yet").getByRole("button", { name: "Not Now" }).click();
  const item = window.status("3 agents not protected");
  expect(await item.locator("a, [aria-label]").first().getAttribute("aria-label")).toMatch(
    /^AgentGuard: 3 agents not protected/,
  );
  await window.reload();
  await window.status("3 agents not protected").waitFor({ timeout: 60_000 });
  await window.page.waitForTimeout(2000);
  expect(await window.notification("AgentGuard holds nothing yet").count()).toBe(0);
});

test("a walkthrough's step is not ticked by a click that led nowhere", async () => {
  await window.command("Welcome: Open Walkthrough");
  await row("Get Started with AgentGuard").click();
  await step("Protect your agents").waitFor();
  await step("Protect your agents").getByRole("button", { name: "Protect Agents…" }).click();
  await row("Codex").waitFor();
  await window.page.keyboard.press("Escape");
  await window.page.waitForTimeout(500);
  expect(await ticked("Protect your agents")).toBe(0);
  expect(await ticked("Know the stop")).toBe(0);
  // The workspace has a policy, whoever wrote it and whenever.
  await expect.poll(() => ticked("Choose what to start from"), { timeout: 20_000 }).toBe(1);
});

test("after protecting, guarded is only who is proven, and the other one's cause is told", async () => {
  await window.status("3 agents not protected").click();
  await row("Codex").waitFor();
  await row("Gemini CLI").click();
  await window.page.keyboard.press("Enter");
  await window.button("Write Changes").click();
  const said = window.notification("AgentGuard guards Claude Code. ");
  await said.waitFor({ timeout: 120_000 });
  expect(await window.text(said)).toContain("Codex is not connected yet: ");
  await window.status("2 agents not protected").waitFor();
  await window.picture("armed-partly");
  await expect.poll(() => ticked("Protect your agents"), { timeout: 20_000 }).toBe(1);
});

test("production is told by a sign where a theme has no colours", async () => {
  await window.status("▲ PROD").waitFor({ timeout: 60_000 });
  for (const theme of ["Default High Contrast", "Default High Contrast Light", "Default Light Modern"]) {
    set("workbench.colorTheme", theme);
    await window.reload();
    await window.status("▲ PROD").waitFor({ timeout: 60_000 });
    await window.status("2 agents not protected").waitFor({ timeout: 60_000 });
    await window.picture(`armed-${theme.toLowerCase().replaceAll(" ", "-")}`);
  }
  await window.page.setViewportSize({ width: 640, height: 800 });
  await window.picture("armed-narrow");
  await window.page.setViewportSize({ width: 1400, height: 900 });
  set("workbench.colorTheme", "Default Dark Modern");
  await window.reload();
  await window.status("▲ PROD").waitFor({ timeout: 60_000 });
});

test("keys answer where a question is reviewed, and the palette has the answers", async () => {
  await launcherReady(suite().places);
  const pending = bash("rm -rf uploads");
  await window.answer("Details");
  await window.tab("Question").first().click();
  await window.page.locator(".codelens-decoration").getByText("Deny", { exact: true }).first().waitFor();
  await window.page.waitForTimeout(1500);
  await window.palette("AgentGuard: ", "AgentGuard: Deny and Tell the Agent");
  await row("AgentGuard: Allow Once").waitFor();
  await window.picture("armed-palette");
  await window.page.keyboard.press("Escape");
  await window.tab("Question").first().click();
  await window.page.waitForTimeout(1500);
  await press("Control+k", "Control+Shift+d");
  expect(await pending).toMatchObject({ denied: true, reason: expect.stringContaining("denied this") });
  await window.tab("Question").waitFor({ state: "detached" });
  await window.palette("AgentGuard: Allow Once");
  await window.page.waitForTimeout(700);
  expect(await window.page.locator(".quick-input-list .monaco-list-row", { hasText: "Allow Once" }).count()).toBe(0);
  await window.page.keyboard.press("Escape");
  await window.input.waitFor({ state: "hidden" });
});

test("keys answer the question that is selected in the list", async () => {
  const pending = bash("rm -rf uploads");
  await window.answer("Details");
  await window.tab("Question").first().waitFor();
  await window.command("AgentGuard: Focus on Actions View");
  // A click on the row shows the question again.
  await window.page.locator(".pane-body .monaco-list-row", { hasText: "Deletes 1 file, not in git." }).first().click();
  await window.answer("Details");
  await window.dialog.waitFor({ state: "detached" });
  await window.command("AgentGuard: Focus on Actions View");
  await window.page.waitForTimeout(1500);
  await press("Control+k", "Control+Shift+d");
  expect(await pending).toMatchObject({ denied: true, reason: expect.stringContaining("denied this") });
});

test("the stop is on a key, and Enter does not let agents act again", async () => {
  await press("Control+k", "Control+Shift+h");
  await window.status("AGENTS STOPPED").waitFor();
  await window.status("AGENTS STOPPED").click();
  await window.button("Keep Them Stopped").waitFor();
  await window.picture("armed-resume");
  await window.page.keyboard.press("Enter");
  await window.dialog.waitFor({ state: "detached" });
  expect(await window.status("AGENTS STOPPED").count()).toBe(1);
  await window.status("AGENTS STOPPED").click();
  await window.button("Resume agents").click();
  await window.status("Stop agents").waitFor();
  await window.command("Welcome: Open Walkthrough");
  await row("Get Started with AgentGuard").click();
  await expect.poll(() => ticked("Know the stop"), { timeout: 20_000 }).toBe(1);
  await window.picture("armed-walkthrough");
});

test("the badge follows the trust in a workspace's policy", async () => {
  const file = join(suite().workspace, ".agentguard.json");
  write(
    file,
    '{ "version": 1, "environments": { "local": { "match": { "host": ["*"], "project": ["*"], "branch": ["*"] } } } }',
  );
  await window.notification("would loosen the guard").getByRole("button", { name: "Review…" }).click();
  await window.button("Trust This File").click();
  await window.status("▲ PROD").waitFor({ state: "detached", timeout: 15_000 });
  await window.picture("armed-trusted");
});
