/** The oldest VS Code that package.json admits: the extension starts, shows the badge, asks and is answered. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { OLDEST } from "../support/editor-install.ts";
import { inEditor } from "../support/editor-suite.ts";
import { launcherReady, propose } from "../support/propose.ts";

const suite = inEditor(OLDEST);

test("activates, shows the badge, asks and denies", async () => {
  const window = await suite().window();
  await window.status("PROD").waitFor({ timeout: 60_000 });
  await window.status("Stop agents").waitFor();
  await launcherReady(suite().places);
  const reaction = propose(suite().places, {
    tool: "Bash",
    input: { command: "rm -rf uploads" },
    cwd: suite().workspace,
  });
  await window.button("Deny").waitFor({ timeout: 60_000 });
  await window.picture("oldest");
  await window.answer("Deny");
  expect((await reaction).denied).toBe(true);
});

test("several files are one diff, and its buttons answer", async () => {
  const window = await suite().window();
  mkdirSync(join(suite().workspace, "notes"), { recursive: true });
  for (const name of ["a", "b", "c"])
    writeFileSync(join(suite().workspace, "notes", `${name}.txt`), `all of ${name}\n`);
  const input = { command: "rm -rf notes" };
  const reaction = propose(suite().places, { tool: "Bash", input, cwd: suite().workspace });
  await window.answer("Details");
  await window.tab("now ↔ after the act (").click();
  await window.page.locator(".multiDiffEntry").nth(1).waitFor();
  await window.picture("oldest-several");
  await window.page.waitForTimeout(1500);
  await window.page.locator(".editor-actions").getByRole("button", { name: "Deny", exact: true }).first().click();
  expect((await reaction).denied).toBe(true);
  await expect.poll(() => window.tab("now ↔ after the act (").count()).toBe(0);
});
