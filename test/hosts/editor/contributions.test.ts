/** What package.json contributes: ticks by state, answers where a question is, and keys that no stray press triggers. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { MILESTONES } from "../../../src/hosts/editor/present/milestones.ts";
import { root } from "../../support/project.ts";

interface When {
  readonly command: string;
  readonly when: string;
}

const { keybindings, menus, walkthroughs, viewsWelcome } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"))
  .contributes as {
  readonly keybindings: readonly (When & { readonly key: string; readonly mac: string })[];
  readonly menus: { readonly commandPalette: readonly When[] };
  readonly walkthroughs: readonly { readonly steps: readonly { readonly completionEvents: readonly string[] }[] }[];
  readonly viewsWelcome: readonly { readonly when?: string; readonly contents: string }[];
};

test("every step of the walkthrough is ticked by what is so, and by nothing that was only clicked", () => {
  const events = walkthroughs.flatMap(({ steps }) => steps.flatMap(({ completionEvents }) => completionEvents));
  expect(events).toEqual(MILESTONES.map(milestone => `onContext:${milestone}`));
});

test("every key is two strokes with two modifiers or more, and counts only where it means something", () => {
  expect(keybindings.map(({ command }) => command)).toContain("agentguard.halt");
  for (const { key, mac, when } of keybindings) {
    for (const strokes of [key, mac]) {
      const [first, second, ...more] = strokes.split(" ");
      expect([first?.split("+").length, (second?.split("+").length ?? 0) >= 3, more], strokes).toEqual([
        strokes === mac ? 3 : 2,
        true,
        [],
      ]);
    }
    expect(when).not.toBe("");
  }
});

test("answers are in the palette while a review is open, and allowing only what may be allowed", () => {
  const when = Object.fromEntries(menus.commandPalette.map(({ command, when }) => [command, when]));
  expect(when["agentguard.review.deny"]).toBe("agentguard.reviewing");
  expect(when["agentguard.review.denyAndTell"]).toBe("agentguard.reviewing");
  expect(when["agentguard.review.allowOnce"]).toBe("agentguard.reviewing && agentguard.mayAllow");
  expect(when["agentguard.halt"]).toBe("!agentguard.halted");
  for (const { command, when } of keybindings)
    if (command.endsWith("allowOnce")) expect(when).toMatch(/agentguard\.mayAllow|!= final/);
});

test("while nobody is guarded, the list of actions says so", () => {
  const [said] = viewsWelcome.filter(({ when }) => when === "agentguard.reachable && !agentguard.armed");
  expect(said?.contents).toMatch(/^No agent is known to be guarded/);
});
