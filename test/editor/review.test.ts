/** Reading first: an edit is asked about in its own diff; what takes several files is one diff of all of them. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
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

async function diffOpens(): Promise<void> {
  const changed = window.page.locator(".monaco-diff-editor .line-insert, .monaco-diff-editor .char-insert");
  await changed.first().waitFor({ timeout: 60_000 });
  expect(await window.dialog.count(), "no dialog over the diff").toBe(0);
}

const lens = (title: string) => window.page.locator(".codelens-decoration").getByText(title, { exact: true }).first();

test("the diff shows both sides, and Deny in it denies", async () => {
  const { path, reaction } = edit();
  await diffOpens();
  await expect
    .poll(() => window.text(window.page.locator(".monaco-diff-editor").first()))
    .toContain("customer uuid null");
  await window.picture("review");
  await window.page.waitForTimeout(1500);
  await lens("Deny").click();
  expect(await reaction).toMatchObject({ denied: true, reason: expect.stringContaining("denied this") });
  expect(readFileSync(path, "utf8")).toContain("customer uuid not null");
  await expect.poll(() => window.page.locator(".monaco-diff-editor").count()).toBe(0);
});

test("Allow Once in the diff lets the edit through", async () => {
  const { reaction } = edit();
  await diffOpens();
  await window.page.waitForTimeout(1500);
  await lens("Allow Once").click();
  expect(await reaction).toEqual({ denied: false, reason: "" });
});

test("the whole card is one click away from the diff, and closing both brings the dialog", async () => {
  const { reaction } = edit();
  await diffOpens();
  await lens("Details").click();
  await window.tab("Question").waitFor();
  await window.command("View: Close All Editors");
  await window.answer("Deny");
  expect((await reaction).denied).toBe(true);
});

test("a patch of several files opens as one diff by itself", async () => {
  const files = ["0001_bookings", "0002_prices", "0003_cars", "0004_rides", "0005_fees"];
  const add = (name: string) =>
    name === "0001_bookings"
      ? `*** Update File: migrations/${name}.sql\n@@\n-create table bookings (\n+create table if not exists bookings (\n`
      : `*** Add File: migrations/${name}.sql\n+create table ${name.slice(5)} (id uuid);\n`;
  const command = `*** Begin Patch\n${files.map(add).join("")}*** End Patch\n`;
  const act = { tool: "apply_patch", input: { command }, cwd: suite().workspace, agent: "codex" } as const;
  const reaction = propose(suite().places, act);
  await window.page.locator(".multiDiffEntry").nth(1).waitFor({ timeout: 60_000 });
  expect(await window.dialog.count(), "no dialog over the diff").toBe(0);
  await window.picture("review-patch");
  await window.page.waitForTimeout(1500);
  await lens("Deny").click();
  expect((await reaction).denied).toBe(true);
});

test("several files are one diff, with the answers above it", async () => {
  mkdirSync(join(suite().workspace, "notes"), { recursive: true });
  for (const name of ["a", "b", "c", "d", "e"])
    writeFileSync(join(suite().workspace, "notes", `${name}.txt`), `all of ${name}\n`);
  const command = "rm -rf notes";
  const reaction = propose(suite().places, { tool: "Bash", input: { command }, cwd: suite().workspace });
  await window.answer("Details");
  await window.tab("Question").waitFor();
  await window.tab("now ↔ after the act (").click();
  await window.page.locator(".multiDiffEntry").nth(1).waitFor();
  await window.picture("review-several");
  expect(await window.page.locator(".tab").count()).toBe(2);
  await window.page.waitForTimeout(1500);
  await window.page.locator(".editor-actions").getByRole("button", { name: "Deny", exact: true }).first().click();
  expect((await reaction).denied).toBe(true);
  await expect.poll(() => window.tab("now ↔ after the act (").count()).toBe(0);
});
