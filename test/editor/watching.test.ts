/** Deletions that no hook saw, in the real editor: told within two seconds, given back from git; ordinary work is silent. */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { inEditor } from "../support/editor-suite.ts";
import type { Workbench } from "../support/workbench.ts";

const suite = inEditor();
let window: Workbench;

const git = (...args: string[]) =>
  execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b.c", ...args], {
    cwd: suite().workspace,
    stdio: "pipe",
  });

function write(path: string, text: string): void {
  const file = join(suite().workspace, path);
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, text);
}

beforeAll(async () => {
  for (let i = 0; i < 30; i++) write(`orders/order-${i}.ts`, `export const total = ${i};\n`);
  for (let i = 0; i < 90; i++) write(`node_modules/left-pad/part-${i}.js`, "x\n");
  if (!existsSync(join(suite().workspace, ".git"))) git("init", "-q", "-b", "main");
  write(".gitignore", "node_modules/\n");
  git("add", ".gitignore", "orders");
  git("commit", "-qm", "orders");
  window = await suite().window();
  await window.status("Stop agents").waitFor({ timeout: 60_000 });
  // The window has greeted the service by then; reading this small folder takes a moment.
  await window.page.waitForTimeout(2000);
});

const warnings = () => window.notification(/files are gone from/);
const files = () => readdirSync(join(suite().workspace, "orders")).length;
/** Nothing is written before there is something to write. */
const audit = () => (existsSync(suite().places.audit) ? readFileSync(suite().places.audit, "utf8") : "");

test("a package manager's and git's own deletions are silent", async () => {
  spawnSync("rm", ["-rf", join(suite().workspace, "node_modules")]);
  const branch = git("branch", "--show-current").toString().trim();
  git("checkout", "-qb", "without");
  git("rm", "-qr", "orders");
  git("commit", "-qm", "less");
  git("checkout", "-q", branch);
  git("checkout", "-q", "without");
  git("checkout", "-q", branch);
  await window.page.waitForTimeout(4000);
  expect(await warnings().count()).toBe(0);
  expect(audit()).not.toContain("seen-mass-deletion");
  expect(files()).toBe(30);
});

test("30 tracked files that a process deletes are told at once, and come back", async () => {
  const started = Date.now();
  spawnSync("rm", ["-rf", join(suite().workspace, "orders")]);
  await warnings().first().waitFor({ timeout: 60_000 });
  const took = Date.now() - started;
  console.log(`a warning ${took} ms after the deletion began`);
  await window.picture("watching-warning");
  expect(await window.text(warnings().first())).toMatch(
    /30 files are gone from [^,]*(, by somebody \(rm\))?; all of them can be given back from git/,
  );
  const entry = audit()
    .split("\n")
    .filter(line => line.includes("seen-mass-deletion"))
    .map(line => JSON.parse(line) as { time: string; because: string });
  expect(entry.length).toBe(1);
  expect(Date.parse(entry[0]?.time ?? "") - started).toBeLessThan(2000);
  expect(entry[0]?.because).toContain("order-0.ts");

  await warnings().first().getByRole("button", { name: "Restore from Git…" }).click();
  await window.dialog.waitFor();
  await window.picture("watching-restore");
  expect(await window.text(window.dialog)).toMatch(/orders\/order-0\.ts[\s\S]*and 5 more/);
  await window.button("Restore 30 Files").click();
  await window.notification("30 of 30 files are back").waitFor({ timeout: 60_000 });
  expect(files()).toBe(30);
  expect(audit()).toContain("restored-from-git");
});

test("the Actions view keeps it, and shows its files", async () => {
  await window.command("AgentGuard: Focus on Actions View");
  const row = window.page.locator(".monaco-list-row", { hasText: "30 files are gone" }).first();
  await row.waitFor({ timeout: 60_000 });
  await row.click();
  await window.tab("Seen on the Disk").first().waitFor({ timeout: 60_000 });
  const page = window.page.frameLocator("iframe.webview.ready").last().frameLocator("iframe#active-frame");
  await page.getByRole("heading", { name: /30 files are gone/ }).waitFor({ timeout: 60_000 });
  await window.picture("watching-page");
  expect(await window.text(page.locator("body"))).toContain("orders/order-29.ts");
});

test("what a person deletes in the explorer is noted, and nobody is warned", async () => {
  await window.command("View: Close All Editors");
  await window.command("Notifications: Clear All Notifications");
  await window.command("Explorer: Focus on Folders View");
  const folder = window.page.locator(".explorer-folders-view .monaco-list-row", { hasText: "orders" }).first();
  await folder.click();
  await window.page.keyboard.press("Delete");
  await window.dialog.waitFor();
  await window.dialog
    .getByRole("button", { name: /^(Delete|Move to Trash)/ })
    .first()
    .click();
  await expect.poll(() => existsSync(join(suite().workspace, "orders")), { timeout: 60_000 }).toBe(false);
  await expect.poll(audit, { timeout: 60_000 }).toMatch(/deleted or moved in the editor/);
  expect(await warnings().count()).toBe(0);
  await window.command("AgentGuard: Focus on Actions View");
  await window.page
    .locator(".monaco-list-row", { hasText: "deleted or moved in the editor" })
    .first()
    .waitFor({ timeout: 60_000 });
  await window.picture("watching-note");
});
