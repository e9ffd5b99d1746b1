/** A question that arrives while the person types: no key of the text answers it, and none of the text is lost. */
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

/** As a person types: words, a space after each, and Enter after the third. */
async function type(words: readonly string[]): Promise<string> {
  let typed = "";
  for (const [i, word] of words.entries()) {
    const end = i % 3 === 2 ? "\n" : " ";
    await window.page.keyboard.type(word, { delay: 50 });
    await window.page.keyboard.press(end === "\n" ? "Enter" : "Space", { delay: 50 });
    typed += word + end;
  }
  return typed;
}

const words = (count: number) => Array.from({ length: count }, (_, i) => `word${i}`);

test("it waits for a pause, keys that come at once are no answer, and a deliberate Deny is one", async () => {
  await window.command("File: New Untitled Text File");
  await window.tab("Untitled-1").waitFor();
  const lines = window.page.locator(".editor-instance .view-lines").first();
  let answered = false;
  const reaction = propose(suite().places, {
    tool: "Bash",
    input: { command: "rm -rf uploads" },
    cwd: suite().workspace,
  }).finally(() => {
    answered = true;
  });
  let typed = "";
  const waits = window.status(/1 question/);
  for (let i = 0; i < 60 && !(await waits.isVisible()); i++) typed += await type(["hello"]);
  typed += await type(words(2));
  expect(await window.dialog.count(), "no card in the middle of a word").toBe(0);
  expect((await window.text(lines)).split(/\s+/)).toEqual(typed.split(/\s+/));

  // On and on, until the question can wait no longer; then further, into the card.
  for (let i = 0; i < 60 && (await window.dialog.count()) === 0; i++) await type(["on"]);
  await type(words(12));
  expect(answered, "a space or Enter of the text has answered").toBe(false);
  await window.button("Deny").waitFor();
  await window.picture("card-too-soon");
  expect(await window.text(window.dialog)).toContain("too soon");

  await window.page.waitForTimeout(2000);
  await window.page.keyboard.press("Enter");
  expect(await reaction).toMatchObject({ denied: true, reason: expect.stringContaining("denied this") });
  await expect.poll(() => suite().log()).toMatch(/too soon/);
});
