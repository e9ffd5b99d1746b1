/** A second editor of the same person answers only after it was paired by the code that the first one shows. */
import { expect, test } from "vitest";
import { inEditor } from "../support/editor-suite.ts";
import { launcherReady, propose } from "../support/propose.ts";
import { openWindow } from "../support/workbench.ts";

const suite = inEditor();

const remove = () =>
  propose(suite().places, { tool: "Bash", input: { command: "rm uploads/receipt.txt" }, cwd: suite().workspace });

test("the first editor is paired by being the first, the second by a code", async () => {
  const { server, workspace, context, places } = suite();
  const first = await suite().window();
  await first.status("Stop agents").waitFor({ timeout: 60_000 });
  expect(await first.status("not paired").count()).toBe(0);
  await launcherReady(places);
  // Another browser keeps its secrets for itself, as another editor does.
  const others = await context.browser()?.newContext({ viewport: { width: 1400, height: 900 } });
  if (!others) throw new Error("the browser is gone");
  const second = await openWindow(others, server, workspace);
  await second.status("not paired").waitFor({ timeout: 60_000 });
  await second.picture("not-paired");

  const reaction = remove();
  await second.button("Allow Once").waitFor({ timeout: 60_000 });
  await second.page.bringToFront();
  await second.answer("Allow Once");
  const asked = first.notification("wants to answer for you");
  await asked.waitFor({ timeout: 60_000 });
  await first.picture("code");
  const code = /(\d{3}) (\d{3})/.exec((await asked.textContent()) ?? "");
  await second.page.bringToFront();
  await second.page.locator(".quick-input-widget input").fill(`${code?.[1]} ${code?.[2]}`);
  await second.picture("typing-the-code");
  await second.page.keyboard.press("Enter");
  await second.status("not paired").waitFor({ state: "hidden", timeout: 60_000 });
  expect((await reaction).denied).toBe(false);
});
