/** Reading first: the real diff of what an agent proposes, with the answer beside it. */
import { readFileSync } from "node:fs";
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

/** The agent would change a migration that has run, which the workspace's own rules protect. */
function edit() {
  const path = join(suite().workspace, "migrations", "0001_bookings.sql");
  const input = { file_path: path, old_string: "not null", new_string: "null", replace_all: true };
  return { path, reaction: propose(suite().places, { tool: "Edit", input, cwd: suite().workspace }) };
}

async function openReview(): Promise<void> {
  await window.answer("Details");
  await window.page.locator(".monaco-diff-editor .line-insert, .monaco-diff-editor .char-insert").first().waitFor();
}

test("the diff shows both sides, and Deny in it denies", async () => {
  const { path, reaction } = edit();
  await openReview();
  await expect
    .poll(() => window.text(window.page.locator(".monaco-diff-editor").first()))
    .toContain("customer uuid null");
  await window.picture("review");
  await window.page.waitForTimeout(1500);
  await window.page.locator(".codelens-decoration").getByText("Deny", { exact: true }).first().click();
  expect(await reaction).toMatchObject({ denied: true, reason: expect.stringContaining("denied this") });
  expect(readFileSync(path, "utf8")).toContain("customer uuid not null");
  await expect.poll(() => window.page.locator(".monaco-diff-editor").count()).toBe(0);
});

test("Allow Once in the diff lets the edit through", async () => {
  const { reaction } = edit();
  await openReview();
  await window.page.waitForTimeout(1500);
  await window.page.locator(".codelens-decoration").getByText("Allow Once", { exact: false }).first().click();
  expect(await reaction).toEqual({ denied: false, reason: "" });
});
