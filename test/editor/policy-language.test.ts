/** Writing rules as a person does: completion, squiggles with fixes, hover, lenses, and hints on what an agent wrote. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { inEditor } from "../support/editor-suite.ts";
import { launcherReady, propose } from "../support/propose.ts";
import type { Workbench } from "../support/workbench.ts";

const suite = inEditor();
let window: Workbench;

const POLICY = `{
  // Rules of PocketOS.
  "version": 1,
  "rules": [
    {
      "id": "no-force",
      "when": { "command": "git push --force *", "path": ["src/**", "!src/gen/**"] },
      "then": "deny"
    },
    { "id": "tables", "when": { "effect": "drop", "environment": "production" }, "then": "deny" },
    { "id": "uploads", "when": { "command": "rm -rf uploads" }, "then": "deny" }
  ]
}
`;

beforeAll(async () => {
  // Before the window opens, so that it knows the file by its name.
  writeFileSync(join(suite().workspace, "cleanup.sh"), "#!/bin/sh\nls\ndropdb -h db.acme.io shop\n");
  window = await suite().window();
  await window.status("Stop agents").waitFor({ timeout: 60_000 });
  await launcherReady(suite().places);
});

function writePolicy(text: string): void {
  writeFileSync(join(suite().workspace, ".agentguard.json"), text);
}

/** The file as it was, in the only editor: what was typed before may have been saved by itself. */
async function openPolicy(): Promise<void> {
  await window.command("View: Revert and Close Editor");
  writePolicy(POLICY);
  await window.openFile(".agentguard.json");
  await window.page.locator(".codelens-decoration", { hasText: "Test this rule" }).first().waitFor({ timeout: 60_000 });
}

/** The cursor behind `text`, which stands in the open file. */
async function goBehind(text: string): Promise<void> {
  const before = POLICY.slice(0, POLICY.indexOf(text) + text.length).split("\n");
  await window.page.keyboard.press("Control+G");
  await window.input.waitFor();
  await window.input.fill(`:${before.length}:${(before.at(-1)?.length ?? 0) + 1}`);
  await window.page.keyboard.press("Enter");
  await window.input.waitFor({ state: "hidden" });
}

/** The colour in which a piece of the file is shown. Runs in the page, where our types do not reach. */
function colourOf(text: string): Promise<string | undefined> {
  return window.page.evaluate<string | undefined>(`(() => {
    const spans = [...document.querySelectorAll(".monaco-editor .view-line span span")];
    const span = spans.find(one => one.textContent.replaceAll("\u00a0", " ") === ${JSON.stringify(text)});
    return span && getComputedStyle(span).color;
  })()`);
}

test("patterns and commands have colours of their own", async () => {
  await openPolicy();
  await expect.poll(() => colourOf("**")).toBeDefined();
  expect(await colourOf("**")).not.toBe(await colourOf("src/"));
  expect(await colourOf("--force")).not.toBe(await colourOf(" push "));
  await window.picture("policy-colours");
});

test("completion offers what may stand there, and inserts it", async () => {
  await openPolicy();
  await goBehind('"effect": "drop"');
  await window.page.keyboard.type(', "');
  const offers = window.page.locator(".suggest-widget .monaco-list-row");
  await offers.filter({ hasText: "resource" }).first().waitFor({ timeout: 60_000 });
  await window.page.keyboard.type("reso");
  await window.picture("policy-completion-keys");
  await window.page.keyboard.press("Enter");
  await offers.filter({ hasText: "working-tree" }).first().waitFor({ timeout: 60_000 });
  await window.picture("policy-completion-words");
  await window.page.keyboard.type("buck");
  await window.page.keyboard.press("Enter");
  await expect
    .poll(() => window.text(window.page.locator(".monaco-editor .view-lines").first()))
    .toContain('"resource": "bucket"');
});

test("hover says what a rule means and how often it fired", async () => {
  await openPolicy();
  await goBehind('"id": "tables');
  await window.command("Show or Focus Hover");
  const hover = window.page.locator(".monaco-hover", { hasText: "Refuses every act" }).first();
  await hover.waitFor({ timeout: 60_000 });
  expect(await window.text(hover)).toContain("that drops something, in production");
  expect(await window.text(hover)).toContain("It never fired.");
  await window.picture("policy-hover");
  await window.page.keyboard.press("Escape");
});

test("a misspelt key is put right by its quick fix", async () => {
  await openPolicy();
  await goBehind('"effect": "drop", "env');
  await window.page.keyboard.press("Backspace");
  await window.page.locator(".squiggly-error").first().waitFor({ timeout: 60_000 });
  await window.page.keyboard.press("Control+.");
  const fix = window.page.locator(".action-widget .monaco-list-row", { hasText: 'Change to "environment"' });
  await fix.waitFor({ timeout: 60_000 });
  await window.picture("policy-quick-fix");
  await fix.click();
  await expect
    .poll(() => window.text(window.page.locator(".monaco-editor .view-lines").first()))
    .toContain('"effect": "drop", "environment": "production"');
  await expect.poll(() => window.page.locator(".squiggly-error").count()).toBe(0);
});

test("a rule is tried on a command before it is saved", async () => {
  await openPolicy();
  await window.page.locator(".codelens-decoration a", { hasText: "Test this rule" }).last().click();
  await window.input.waitFor();
  await window.page.locator(".quick-input-title", { hasText: "Refuses every act run as" }).waitFor({ timeout: 60_000 });
  await window.input.fill("rm -rf uploads");
  const row = window.page.locator(".quick-input-list .monaco-list-row", { hasText: "rm -rf uploads" }).first();
  await row.waitFor({ timeout: 60_000 });
  await expect.poll(() => window.text(row)).toMatch(/deny instead of/);
  await window.picture("policy-test-rule");
  await window.page.keyboard.press("Escape");
});

test("an act that a rule has refused leads to the rule, whose lens counts it", async () => {
  await openPolicy();
  const reaction = propose(suite().places, {
    tool: "Bash",
    input: { command: "rm -rf uploads" },
    cwd: suite().workspace,
  });
  expect((await reaction).denied).toBe(true);
  await window.page
    .locator(".codelens-decoration", { hasText: "Fired once, last just now" })
    .waitFor({ timeout: 60_000 });
  await window.picture("policy-lens");
  await window.command("View: Close All Editors");
  await window.command("AgentGuard: Show Pending Questions");
  const act = window.page.locator(".pane-body .monaco-list-row", { hasText: "uploads" }).first();
  await act.waitFor({ timeout: 60_000 });
  await act.hover();
  await act.getByRole("button", { name: "Go to the Rule That Decided" }).click();
  await window.tab(".agentguard.json").first().waitFor({ timeout: 60_000 });
  await expect.poll(() => window.status(/Ln 11, Col 1/).count()).toBe(1);
});

test("what a policy would change is a page, before it is saved", async () => {
  await openPolicy();
  await window.command("AgentGuard: What Would This Policy Change?");
  await window.tab("What If: pocketos/.agentguard.json").waitFor({ timeout: 60_000 });
  const page = window.page.frameLocator("iframe.webview.ready").last().frameLocator("iframe#active-frame");
  await page.getByRole("heading", { name: "What this policy would change" }).waitFor({ timeout: 60_000 });
  expect(await window.text(page.locator("body"))).toMatch(/as it is written now, tried on the .*recorded command/);
  await window.picture("policy-what-if");
  await window.command("View: Close All Editors");
});

test("a script that an agent has changed gets hints on what would be held", async () => {
  const file = join(suite().workspace, "cleanup.sh");
  const input = { file_path: file, old_string: "ls\n", new_string: "ls -l\n" };
  expect((await propose(suite().places, { tool: "Edit", input, cwd: suite().workspace })).denied).toBe(false);
  await window.openFile("cleanup.sh");
  await window.page.locator(".squiggly-info").first().waitFor({ timeout: 60_000 });
  await window.page
    .locator(".monaco-editor .view-line", { hasText: "dropdb" })
    .first()
    .hover({ position: { x: 30, y: 8 } });
  const hover = window.page.locator(".monaco-hover", { hasText: "if an agent ran it" }).first();
  await hover.waitFor({ timeout: 60_000 });
  await window.picture("script-hint");
});

test("the card's document shows the dangerous part of the command", async () => {
  writePolicy('{ "version": 1 }\n');
  const reaction = propose(suite().places, {
    tool: "Bash",
    input: { command: "echo start && rm -rf uploads && echo done" },
    cwd: suite().workspace,
  });
  await window.answer("Details");
  await window.tab("Question").first().click();
  await expect.poll(() => colourOf("⟪uploads⟫"), { timeout: 60_000 }).toBeDefined();
  await window.picture("card-document");
  expect(await colourOf("⟪uploads⟫")).not.toBe(await colourOf("done"));
  await window.page.waitForTimeout(1500);
  await window.page.locator(".codelens-decoration").getByText("Deny", { exact: true }).first().click();
  expect((await reaction).denied).toBe(true);
});
