/** "Audit This Workspace": a page, problems at their lines, progress that can be called off. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { noise } from "../core/posture/assembled.ts";
import { inEditor } from "../support/editor-suite.ts";
import type { Workbench } from "../support/workbench.ts";

const suite = inEditor();
let window: Workbench;

const KEY = ["sk", "live", noise(24)].join("_");

function write(path: string, text: string): void {
  const file = join(suite().workspace, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

beforeAll(async () => {
  write(".env", `PORT=3000\nSTRIPE_KEY=${KEY}\nDATABASE_URL=postgres://app:${noise(14)}@db.prod.acme.io/app\n`);
  write(".claude/settings.json", '{ "permissions": { "defaultMode": "bypassPermissions" } }\n');
  write(
    ".mcp.json",
    '{ "mcpServers": { "db": { "command": "npx", "args": ["-y", "@modelcontextprotocol/server-postgres"] } } }\n',
  );
  write(
    "infra/main.tf",
    'resource "aws_db_instance" "main" {\n  identifier          = "pocketos"\n  engine              = "postgres"\n  skip_final_snapshot = true\n}\n',
  );
  window = await suite().window();
  await window.status("Stop agents").waitFor({ timeout: 60_000 });
});

const problems = () => window.page.locator(".markers-panel .monaco-list-row");

test("the page says what is there, and the panel leads to each line", async () => {
  await window.command("AgentGuard: Audit This Workspace");
  await window.tab(/Audit of pocketos/).waitFor({ timeout: 60_000 });
  const page = window.page.frameLocator("iframe.webview.ready").last().frameLocator("iframe#active-frame");
  await page.getByRole("heading", { name: /What an agent can reach in/ }).waitFor({ timeout: 60_000 });
  await window.picture("audit-page");
  const text = await window.text(page.locator("body"));
  expect(text).toContain("STRIPE_KEY is a live Stripe key");
  expect(text).not.toContain(KEY);

  await window.command("Problems: Focus on Problems View");
  const stripe = problems().filter({ hasText: "STRIPE_KEY is a live Stripe key" }).first();
  await stripe.waitFor({ timeout: 60_000 });
  await window.picture("audit-problems");
  await stripe.dblclick();
  await window.tab(".env").first().waitFor();
  await window.status(/Ln 2, /).waitFor();
  await window.picture("audit-line");
});

test("a link of the page opens its line", async () => {
  await window
    .tab(/Audit of pocketos/)
    .first()
    .click();
  const page = window.page.frameLocator("iframe.webview.ready").last().frameLocator("iframe#active-frame");
  await page.getByRole("link", { name: "infra/main.tf:1" }).first().click();
  await window.tab("main.tf").first().waitFor({ timeout: 60_000 });
  await window.status(/Ln 1, Col 1/).waitFor();
});

test("called off, it shows and changes nothing", async () => {
  await window.command("View: Close All Editors");
  for (let i = 0; i < 400; i++) write(`big/part-${i}.env`, `A=1\n`.repeat(20_000));
  await window.command("AgentGuard: Audit This Workspace");
  const progress = window.notification("auditing pocketos");
  await progress.waitFor({ timeout: 60_000 });
  await window.picture("audit-progress");
  await progress.getByRole("button", { name: "Cancel" }).click();
  await progress.waitFor({ state: "detached", timeout: 60_000 });
  expect(await window.tab(/Audit of pocketos/).count()).toBe(0);
  expect(suite().log()).not.toContain("the audit failed");
});
