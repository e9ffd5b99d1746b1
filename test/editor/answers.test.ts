/** What becomes of an answer: a quiet line, and what was denied by mistake can be asked again. */
import { existsSync, readFileSync, rmSync } from "node:fs";
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

const remove = (file: string) =>
  propose(suite().places, { tool: "Bash", input: { command: `rm ${file}` }, cwd: suite().workspace });

test("a denial is told in the status bar, and asked again from there; a yes lets the same act pass once", async () => {
  const denied = remove("uploads/receipt.txt");
  await window.answer("Deny");
  expect((await denied).denied).toBe(true);
  await window.status("Denied: rm uploads/receipt.txt · Ask Again").waitFor();
  await window.picture("answered");
  await window.status("Ask Again").click();
  await window.button("Allow Once").waitFor({ timeout: 60_000 });
  expect(await window.text(window.dialog)).toContain("no agent waits for it");
  await window.picture("asked-again");
  await window.answer("Allow Once");
  await window.dialog.waitFor({ state: "detached" });
  expect(await remove("uploads/receipt.txt")).toEqual({ denied: false, reason: "" });
  const once = remove("uploads/receipt.txt");
  await window.answer("Deny");
  expect((await once).denied).toBe(true);
});

test("the row of a denied act asks again, too", async () => {
  await window.command("AgentGuard: Show Pending Questions");
  const row = window.page.locator(".pane-body .monaco-list-row", { hasText: "receipt.txt" }).first();
  await row.hover();
  await window.picture("row-ask-again");
  await row.getByRole("button", { name: "Ask Again" }).click();
  await window.answer("Deny");
  await window.dialog.waitFor({ state: "detached" });
});

test("after three times yes a rule is offered, and Enter keeps asking", async () => {
  const ask = () =>
    propose(suite().places, { tool: "Bash", input: { command: "helm upgrade api ./chart" }, cwd: suite().workspace });
  for (let i = 0; i < 3; i++) {
    const asked = ask();
    await window.answer("Allow Once");
    expect((await asked).denied).toBe(false);
  }
  const offer = window.notification("allowed the same kind of act three times");
  await offer.getByRole("button", { name: "Show Rule…" }).click();
  await window.button("Add to My Policy").waitFor();
  expect(await window.text(window.dialog)).toContain("helm upgrade api ./chart");
  await window.picture("rule-offered");
  await window.page.keyboard.press("Enter");
  await window.dialog.waitFor({ state: "detached" });
  expect(existsSync(suite().places.userPolicy)).toBe(false);
});

test("opening the policy file writes one, and accuses nobody", async () => {
  const file = join(suite().workspace, ".agentguard.json");
  rmSync(file);
  await window.page.waitForTimeout(2000);
  const before = readFileSync(suite().places.audit, "utf8").length;
  await window.command("AgentGuard: Open Policy File");
  await window.tab(".agentguard.json").first().waitFor();
  await window.page.waitForTimeout(3000);
  expect(existsSync(file)).toBe(true);
  expect(readFileSync(suite().places.audit, "utf8").slice(before)).not.toContain("protected");
});
