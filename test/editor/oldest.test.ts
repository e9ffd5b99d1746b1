/** The oldest VS Code that package.json admits: the extension starts, shows the badge, asks and is answered. */
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
