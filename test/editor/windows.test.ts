/** A question outlives the window that shows it, and any window may answer it, once. */
import { expect, test } from "vitest";
import { inEditor } from "../support/editor-suite.ts";
import { launcherReady, propose } from "../support/propose.ts";

const suite = inEditor();

/** One file: not so severe that a card waits before it can be allowed. */
const remove = () =>
  propose(suite().places, { tool: "Bash", input: { command: "rm uploads/receipt.txt" }, cwd: suite().workspace });

test("a window that closes and opens again shows the pending question again", async () => {
  const first = await suite().window();
  await first.status("Stop agents").waitFor({ timeout: 60_000 });
  await launcherReady(suite().places);
  const reaction = remove();
  await first.button("Deny").waitFor({ timeout: 60_000 });
  await first.page.close();
  const again = await suite().window();
  await again.button("Deny").waitFor({ timeout: 60_000 });
  await again.picture("reopened");
  await again.answer("Deny");
  expect((await reaction).denied).toBe(true);
  await again.page.close();
});

test("of two windows the first answer counts, and the other one hears of it", async () => {
  const one = await suite().window();
  await one.status("Stop agents").waitFor({ timeout: 60_000 });
  const two = await suite().window();
  await two.status("Stop agents").waitFor({ timeout: 60_000 });
  const reaction = remove();
  await one.button("Deny").waitFor({ timeout: 60_000 });
  await two.button("Deny").waitFor({ timeout: 60_000 });
  await two.page.bringToFront();
  await two.answer("Deny");
  expect((await reaction).denied).toBe(true);
  await one.page.bringToFront();
  await one.answer("Allow Once");
  await one.notification("did not count").waitFor();
});
