/** One click denies what waits and everything after it, until a person resumes. */
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

const bash = (command: string) => propose(suite().places, { tool: "Bash", input: { command }, cwd: suite().workspace });

test("stopping denies a pending question and everything after it, and survives a reload", async () => {
  const pending = bash("rm -rf uploads");
  // Set aside to be read: the status bar is in reach again.
  await window.answer("Details");
  await window.dialog.waitFor({ state: "detached" });
  await window.status("Stop agents").click();
  expect(await pending).toMatchObject({ denied: true, reason: expect.stringContaining("kill switch") });
  await window.status("AGENTS STOPPED").waitFor();
  await window.picture("stopped");

  expect(await bash("ls")).toMatchObject({ denied: true, reason: expect.stringContaining("kill switch") });
  await window.reload();
  await window.status("AGENTS STOPPED").waitFor({ timeout: 60_000 });
  expect((await bash("ls")).denied).toBe(true);
});

test("resuming asks once", async () => {
  await window.status("AGENTS STOPPED").click();
  await window.button("Cancel").click();
  expect((await bash("ls")).denied).toBe(true);
  await window.status("AGENTS STOPPED").click();
  await window.button("Resume agents").click();
  await window.status("Stop agents").waitFor();
  expect(await bash("ls")).toEqual({ denied: false, reason: "" });
});

test("agents that the guard has stopped: why stays to be read", async () => {
  const { launcher } = suite().places;
  const spellings = ["rm", "rm -f", "shred", "chmod 000", "truncate -s0", "unlink", "mv -t /tmp"];
  for (const spelling of spellings) await bash(`${spelling} ${launcher}`);
  await window.status("AGENTS STOPPED").waitFor();
  await window.command("Focus on Actions View");
  const row = window.page.locator(".pane-body .monaco-list-row", { hasText: "Agents are stopped" });
  await row.waitFor();
  await row.click();
  await window.tab("Why Agents Are Stopped").waitFor();
  const page = window.page.frameLocator("iframe.webview.ready").last().frameLocator("iframe#active-frame");
  await page.getByText("this was one too many").waitFor();
  await window.picture("stopped-why");
  await window.status("AGENTS STOPPED").click();
  expect(await window.text(window.dialog)).toMatch(/What was counted:.*shred .*denied by a rule/s);
  await window.picture("stopped-resume");
  await window.button("Resume agents").click();
  await window.status("Stop agents").waitFor();
  await row.waitFor({ state: "detached" });
});
