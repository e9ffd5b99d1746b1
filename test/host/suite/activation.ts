/** The extension starts by itself, at once, with every command that package.json promises. */
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { commands } from "vscode";
import type { Api } from "../../../src/hosts/editor/main.ts";
import { eventually } from "../eventually.ts";
import { extension } from "../extension.ts";

/** The requirement's own number: a guard that slows the editor's start gets switched off. */
const ACTIVATION_BUDGET_MS = 50;

describe("activation", () => {
  it("happens without anybody asking for it", async () => {
    const guard = extension();
    await eventually(
      () => guard.isActive,
      active => assert.ok(active, "the extension is still not active"),
    );
  });

  it(`takes less than ${ACTIVATION_BUDGET_MS} ms`, async function () {
    const { activationMs } = (await extension().activate()) as Api;
    assert.ok(activationMs > 0, `activationMs is ${activationMs}: nothing was measured`);
    // Part of the title, so that every report shows the figure.
    this.runnable().title += `: ${activationMs.toFixed(1)} ms`;
    assert.ok(activationMs < ACTIVATION_BUDGET_MS, `activate took ${activationMs.toFixed(1)} ms`);
  });

  it("registers every command of package.json", async () => {
    await extension().activate();
    const promised = contributedCommands();
    assert.ok(promised.length > 0, "package.json contributes no command");
    const registered = new Set(await commands.getCommands(true));
    const missing = promised.filter(command => !registered.has(command));
    assert.deepEqual(missing, [], "commands without anything behind them");
  });
});

function contributedCommands(): string[] {
  const { contributes } = extension().packageJSON as { contributes: { commands: { command: string }[] } };
  return contributes.commands.map(({ command }) => command);
}
