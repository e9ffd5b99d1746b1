/** A hook entry that disappears while its agent runs stops all agents; one that AgentGuard takes out itself does not. */
import { chmodSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { expectDenied, expectNoOpinion } from "./claude.ts";
import { Machine, needBuild, until } from "./machine.ts";

let machine: Machine;
let settings: string;
beforeAll(needBuild);
beforeEach(async () => {
  machine = new Machine();
  machine.deploy();
  settings = machine.write(".claude/settings.json", '{\n  "model": "opus"\n}\n');
  await machine.cli(["install", "claude-code", "--yes"]);
  expect(readFileSync(settings, "utf8")).toContain(machine.places.launcher);
});
afterEach(() => machine.dispose());

const gone = () => machine.notices().filter(({ what }) => what === "hook-gone");

/** A program that is called like Claude Code's. */
async function startClaude() {
  const program = machine.write(
    "programs/claude",
    "#!/usr/bin/env node\nconsole.log('up'); setInterval(() => {}, 1000);\n",
  );
  chmodSync(program, 0o755);
  const running = machine.start(program, []);
  await new Promise(resolve => running.child.stdout?.once("data", resolve));
}

const started = async () => {
  await machine.service();
  await until(() => /watches \d+ hook/.test(machine.log()), "it watches the hooks");
};

const change = (to: (settings: { hooks?: Record<string, unknown[]> }) => unknown) =>
  writeFileSync(settings, JSON.stringify(to(JSON.parse(readFileSync(settings, "utf8"))), null, 4));

const takes: readonly (readonly [name: string, take: () => void, says: RegExp])[] = [
  ["is taken out", () => change(({ hooks: _, ...rest }) => rest), /hook entry is gone from \S+settings\.json/],
  [
    "is taken out of one event",
    () =>
      change(({ hooks = {}, ...rest }) => {
        const { PreToolUse: _, ...others } = hooks;
        return { ...rest, hooks: others };
      }),
    /hook entry is gone from \S+settings\.json/,
  ],
  ["goes with its file", () => rmSync(settings), /hook entry is gone.*settings\.json/],
  ["is switched off", () => change(all => ({ ...all, disableAllHooks: true })), /disableAllHooks/],
  ["stands in a file that cannot be read", () => writeFileSync(settings, "{"), /settings\.json/],
];

describe("a hook entry of an agent that runs", () => {
  for (const [name, take, says] of takes) {
    it(`that ${name} stops all agents, and the reason says what to do and blames nobody`, async () => {
      await started();
      await startClaude();
      take();
      await until(async () => (await machine.status())?.halted === true, "agents are stopped");
      const because = (await machine.status())?.haltedBecause ?? "";
      expect(because).toMatch(says);
      expect(because).toContain("agentguard install");
      expect(because).not.toMatch(/removed by|Claude Code (has )?(removed|took|deleted)/i);
      expectDenied(await machine.hook(machine.harmless).ended, /kill switch/);
      await until(() => gone().length > 0, "the log tells of it");
      expect(gone()).toEqual([expect.objectContaining({ by: "somebody" })]);
    });
  }

  it("that has only called its hook is known to run", async () => {
    await started();
    const client = machine.write(
      "bin/other-name",
      "#!/usr/bin/env node\n" +
        `
      const { spawn } = require("child_process");
      const hook = spawn(${JSON.stringify(machine.places.launcher)}, ["claude-code"], { stdio: ["pipe", "ignore", "ignore"] });
      hook.stdin.end(${JSON.stringify(JSON.stringify(machine.harmless))});
      hook.on("exit", () => console.log("asked"));
      setInterval(() => {}, 1000);`,
    );
    chmodSync(client, 0o755);
    const running = machine.start(client, []);
    await new Promise(resolve => running.child.stdout?.once("data", resolve));
    change(({ hooks: _, ...rest }) => rest);
    await until(async () => (await machine.status())?.halted === true, "agents are stopped");
  });
});

describe("agents go on", () => {
  it("where the agent does not run: it is only written down", async () => {
    await started();
    change(({ hooks: _, ...rest }) => rest);
    await until(() => gone().length > 0, "the log tells of it");
    expect(await machine.status()).toMatchObject({ halted: false });
    expectNoOpinion(await machine.hook(machine.harmless).ended);
  });

  it("where a person takes the hook out and puts it in", async () => {
    await started();
    await startClaude();
    expect(await machine.cli(["uninstall", "claude-code", "--yes"])).toMatchObject({ exitCode: 0 });
    await new Promise(resolve => setTimeout(resolve, 2000));
    expect(gone()).toEqual([]);
    await machine.cli(["install", "claude-code", "--yes"]);
    await new Promise(resolve => setTimeout(resolve, 1500));
    expect(await machine.status()).toMatchObject({ halted: false });
    change(({ hooks: _, ...rest }) => rest);
    await until(async () => (await machine.status())?.halted === true, "it is watched again");
  });

  it("where the file is re-formatted, added to, moved about or saved in two steps", async () => {
    await started();
    await startClaude();
    const whole = readFileSync(settings, "utf8");
    const texts = [
      JSON.stringify(JSON.parse(whole)),
      JSON.stringify({ other: 1, ...JSON.parse(whole) }, null, 8),
      JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(whole)).reverse())),
    ];
    for (const text of texts) {
      writeFileSync(settings, text);
      await new Promise(resolve => setTimeout(resolve, 1200));
    }
    rmSync(settings);
    await new Promise(resolve => setTimeout(resolve, 150));
    writeFileSync(settings, whole);
    await new Promise(resolve => setTimeout(resolve, 1500));
    expect(await machine.status()).toMatchObject({ halted: false });
    expect(gone()).toEqual([]);
    expect(join(settings)).toBe(settings);
  });
});
