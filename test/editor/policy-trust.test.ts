/** A workspace's policy loosens nothing until the person trusts that very text; a profile is chosen; too much stops all. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { inEditor } from "../support/editor-suite.ts";
import { launcherReady, propose } from "../support/propose.ts";
import type { Workbench } from "../support/workbench.ts";

const suite = inEditor();
let window: Workbench;

const remove = () =>
  propose(suite().places, { tool: "Bash", input: { command: "rm uploads/receipt.txt" }, cwd: suite().workspace });

function writePolicy(policy: object): void {
  writeFileSync(join(suite().workspace, ".agentguard.json"), JSON.stringify({ version: 1, ...policy }, null, 2));
}

const LOOSE = { rules: [{ id: "uploads", when: { path: "uploads/**" }, then: "allow" }] };

beforeAll(async () => {
  window = await suite().window();
  await window.status("Stop agents").waitFor({ timeout: 60_000 });
  await launcherReady(suite().places);
});

test("what it loosens has no effect, and a notification leads to what it would loosen", async () => {
  writePolicy(LOOSE);
  await window.notification("would loosen the guard").waitFor({ timeout: 60_000 });
  const reaction = remove();
  await window.answer("Deny");
  expect((await reaction).denied).toBe(true);

  await window.notification("would loosen the guard").getByRole("button", { name: "Review…" }).click();
  await window.button("Trust This File").waitFor();
  expect(await window.text(window.dialog)).toContain("Let pocketos/.agentguard.json loosen AgentGuard?");
  expect(await window.text(window.dialog)).toMatch(/Line \d+: Lets pass unasked every act .*uploads/);
  await window.picture("policy-trust");
  await window.button("Trust This File").click();
  await window.dialog.waitFor({ state: "detached" });
});

test("trusted, it is in force; changed by one letter, it is not", async () => {
  // The dialog closes before the service has written the trust down; an act in between would be held.
  const trusted = () => (existsSync(suite().places.trusted) ? readFileSync(suite().places.trusted, "utf8") : "");
  await expect.poll(trusted, { timeout: 60_000 }).toContain(".agentguard.json");
  expect((await remove()).denied).toBe(false);
  writePolicy({ ...LOOSE, protect: ["nothing/**"] });
  const reaction = remove();
  await window.answer("Deny");
  expect((await reaction).denied).toBe(true);
});

test("a profile is chosen, and written into the person's own policy", async () => {
  await window.command("AgentGuard: Choose What My Policy Starts From");
  const team = window.page.locator(".quick-input-list .monaco-list-row", { hasText: "before others are affected" });
  await team.waitFor();
  await window.picture("policy-profile");
  await team.click();
  await window.notification("your policy starts from Team").waitFor();
  expect(readFileSync(suite().places.userPolicy, "utf8")).toContain('"profile": "team"');
});

test("the walkthrough shows its steps", async () => {
  await window.command("Welcome: Open Walkthrough");
  const row = window.page.locator(".quick-input-list .monaco-list-row", { hasText: "Get Started with AgentGuard" });
  await row.first().click();
  const step = window.page.locator(".getting-started-step", { hasText: "Choose what to start from" }).first();
  await step.click();
  await step.getByRole("button", { name: "Choose a Profile…" }).waitFor();
  await window.picture("walkthrough");
});

test("an agent that keeps trying what it was denied is stopped with every other one", async () => {
  writeFileSync(join(suite().workspace, "uploads", "other.txt"), "the only copy\n");
  writePolicy({ rules: [{ id: "keep", when: { path: "uploads/**" }, then: "deny", because: "Customers' files." }] });
  // A workspace's own limit would only ask.
  const own = JSON.parse(readFileSync(suite().places.userPolicy, "utf8"));
  writeFileSync(suite().places.userPolicy, JSON.stringify({ ...own, limits: { retriesAfterDenial: 1 } }));
  const tried = () =>
    propose(suite().places, { tool: "Bash", input: { command: "rm uploads/other.txt" }, cwd: suite().workspace });
  expect((await tried()).reason).toContain("Customers' files.");
  expect((await tried()).reason).toContain("Customers' files.");
  expect((await tried()).reason).toMatch(/kill switch is engaged .*keeps trying/);
  await window.status("AGENTS STOPPED").waitFor();
  await window.picture("stopped-by-limit");
});
