/** The incident in the editor where Claude Code is not installed: the same card, and an answer that counts. */
import { expect, test } from "vitest";
import { NEWEST } from "../support/editor-install.ts";
import { inEditor } from "../support/editor-suite.ts";

const suite = inEditor(NEWEST, { AGENTGUARD_CLAUDE: "/nonexistent/claude" });

test("the hook is called directly, which is said, and Deny keeps the volume", async () => {
  const window = await suite().window();
  await window.status("PROD").waitFor({ timeout: 60_000 });
  await window.command("AgentGuard: Replay the PocketOS Incident");
  await window.button("Deny").waitFor({ timeout: 60_000 });
  expect(await window.text(window.dialog)).toContain("backboard.railway.app");
  await window.answer("Deny");
  await window.notification("Claude Code is not installed here").waitFor({ timeout: 60_000 });
  await window.picture("held without a client");
  await expect
    .poll(() => suite().log())
    .toContain("replay: Claude Code is not installed here: the hook is called directly, with the same call.");
  expect(suite().log()).toMatch(/held: the volume still exists \(1 volume with 3 backups/);
  expect(suite().log()).toMatch(/the agent was told: .*denied this/);
});
