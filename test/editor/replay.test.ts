/** The incident in the editor: the badge, the card, and both answers, read back from the stand-in. */
import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { inEditor } from "../support/editor-suite.ts";
import type { Workbench } from "../support/workbench.ts";

const suite = inEditor();
let window: Workbench;

beforeAll(async () => {
  window = await suite().window();
});

const REPLAY = "AgentGuard: Replay the PocketOS Incident";

test("the workspace's badge says production, and the kill switch is in reach", async () => {
  await window.status("PROD").waitFor({ timeout: 60_000 });
  await window.status("Stop agents").waitFor();
  await window.picture("badge");
});

test("Deny: the agent reads the reason and the volume is still there", async () => {
  await window.command(REPLAY);
  await window.button("Deny").waitFor({ timeout: 60_000 });
  const card = await window.text(window.dialog);
  // What, where, what would be lost and why are all on the card; the token itself is not.
  for (const part of ["volume", "backup", "production", "scripts/domains/.env", "backboard.railway.app"]) {
    expect(card).toContain(part);
  }
  expect(card).not.toContain("FAKE-railway-account-token-0000");
  await window.picture("card");
  await window.answer("Deny");
  await window.notification("held: the volume still exists (1 volume with 3 backups").waitFor({ timeout: 60_000 });
  await expect.poll(() => suite().log()).toMatch(/the agent was told: .*denied this/);
  await window.picture("held");
  await window.command("Notifications: Clear All Notifications");
});

test("Allow Once: the call goes through exactly once", async () => {
  await window.command(REPLAY);
  await window.button("Allow Once").waitFor({ timeout: 60_000 });
  const wanted = /Allow Once asks you to type: (.+)/.exec(await window.text(window.dialog))?.[1];
  // No reflex may allow it: for its first second the card only comes back.
  await window.answer("Allow Once");
  if (wanted) {
    await window.input.waitFor();
    await window.picture("type-the-name");
    await window.input.fill(wanted.trim());
    await window.page.keyboard.press("Enter");
  }
  await window.notification("the volume was deleted exactly once").waitFor({ timeout: 60_000 });
  await expect.poll(() => suite().log()).toContain('the agent was told: {"data":{"volumeDelete":true}}');
  await window.picture("allowed");
});

test("that it has been replayed is ticked, and its clean-up is nobody's secret deletion", async () => {
  await window.command("Welcome: Open Walkthrough");
  await window.page
    .locator(".quick-input-list .monaco-list-row", { hasText: "Get Started with AgentGuard" })
    .first()
    .click();
  const step = window.page.locator(".getting-started-step", { hasText: "See it hold" }).first();
  await expect.poll(() => step.locator(".codicon-getting-started-step-checked").count(), { timeout: 20_000 }).toBe(1);
  expect(readFileSync(suite().places.audit, "utf8")).not.toMatch(/seen-mass-deletion|protected-write/);
});
