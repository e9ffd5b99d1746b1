/** An agent that starts the hook and never closes its input: the hook ends by itself, with a refusal that says why. */
import { spawn } from "node:child_process";
import { chmodSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { AGENTS } from "../../src/agents/index.ts";
import { launcherText } from "../../src/hosts/hook/launcher.ts";
import { DIST, Machine, needBuild, type Ran } from "./machine.ts";

let machine: Machine;
beforeAll(needBuild);
beforeEach(() => {
  machine = new Machine();
  machine.deploy();
});
afterEach(() => machine.dispose());

/** Says something, and then nothing more. */
function half(program: string, args: readonly string[]): Promise<Ran> {
  const child = spawn(program, args, { cwd: machine.home, env: machine.env });
  child.stdin.on("error", () => {});
  child.stdin.write('{"session_id":');
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", data => (stdout += data));
  child.stderr.on("data", data => (stderr += data));
  return new Promise(resolve => child.on("close", exitCode => resolve({ stdout, stderr, exitCode })));
}

/** The launcher for agents that wait two seconds, with something about it changed. */
function launcherWith(change: Partial<Parameters<typeof launcherText>[0]> = {}): void {
  const text = launcherText({
    shell: "/bin/sh",
    socket: machine.places.socket,
    node: [process.execPath],
    hookEntry: `${machine.places.runtime}/hook.cjs`,
    curl: "/usr/bin/curl",
    home: { HOME: machine.home, XDG_DATA_HOME: "", XDG_CONFIG_HOME: "" },
    agents: AGENTS.map(agent => ({ ...agent, timeoutSeconds: 3, marginSeconds: 2 })),
    ...change,
  });
  writeFileSync(machine.places.launcher, text);
}

describe("an input that stays open", () => {
  it("ends in a refusal by the launcher, through a service", async () => {
    launcherWith();
    await machine.service();
    expect(await half(machine.places.launcher, ["claude-code"])).toMatchObject({
      exitCode: 2,
      stdout: expect.stringContaining('"deny"'),
      stderr: expect.stringMatching(/could not get an answer in time: .*the agent has not said all.*nothing was run/s),
    });
  });

  it.runIf(existsSync("/usr/bin/timeout"))("ends in one, too, with a curl that cannot end by itself", async () => {
    const curl = machine.write("programs/curl", "#!/bin/sh\nexec cat >/dev/null\n");
    chmodSync(curl, 0o755);
    launcherWith({ curl, timeout: "/usr/bin/timeout" });
    expect(await half(machine.places.launcher, ["claude-code"])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/could not get an answer in time/),
    });
  });

  const says = /could not read the agent's payload: its input was not closed within 10 s; nothing was run/;

  it("ends in one by the fallback, through the launcher", async () => {
    launcherWith({ curl: "" });
    machine.breakService();
    const ran = await half(machine.places.launcher, ["claude-code"]);
    expect(ran.stdout).toContain('"deny"');
    expect(ran.stdout + ran.stderr).toMatch(says);
  });

  it("ends in one by `agentguard hook`, for every agent", async () => {
    const all = AGENTS.map(async ({ id }) => {
      const { stdout, stderr, exitCode } = await half(process.execPath, [join(DIST, "cli.cjs"), "hook", "--host", id]);
      expect(exitCode, id).not.toBe(null);
      expect(JSON.stringify(stdout + stderr), id).toMatch(/its input was not closed within 10 s/);
    });
    await Promise.all(all);
  });
});
