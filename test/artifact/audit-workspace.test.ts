/** The built `agentguard audit workspace`: words, JSON, SARIF and exit codes. */
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { noise } from "../core/posture/assembled.ts";
import { Machine, needBuild } from "./machine.ts";

const KEY = ["sk", "live", noise(24)].join("_");

let machine: Machine;
beforeAll(needBuild);
beforeEach(() => {
  machine = new Machine();
  machine.write("work/.env", `PORT=3000\nSTRIPE_KEY=${KEY}\n`);
  machine.write(".claude/settings.json", '{"disableAllHooks": true}');
});
afterEach(() => machine.dispose());

const audit = (...args: string[]) => machine.cli(["audit", "workspace", machine.workspace, ...args]);

describe("audit workspace", () => {
  it("says in words what is there, the worst first, and no value", async () => {
    const { stdout, exitCode } = await audit();
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^~\/\.claude\/settings\.json:1: high: Claude Code runs no hooks/);
    expect(stdout).toContain("\n.env:2: medium: STRIPE_KEY is a live Stripe key: it can charge");
    expect(stdout).toMatch(/\n2 findings \(1 high, 1 medium\) in \d+ files?\.\n$/);
    expect(stdout).not.toContain(KEY);
  });

  it("leaves the user's own files out", async () => {
    const { findings } = JSON.parse((await audit("--json", "--no-user")).stdout);
    expect(findings).toMatchObject([{ rule: "secret/in-reach", file: ".env", line: 2 }]);
  });

  it("prints SARIF", async () => {
    const { version, runs } = JSON.parse((await audit("--sarif")).stdout);
    expect(version).toBe("2.1.0");
    expect(runs[0].results.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual([
      "agent/hooks-off",
      "secret/in-reach",
    ]);
  });

  it("fails a build from the severity on that it is told", async () => {
    expect((await audit("--fail-on", "high")).exitCode).toBe(1);
    expect((await audit("--fail-on", "high", "--no-user")).exitCode).toBe(0);
    expect((await audit("--fail-on", "medium", "--no-user")).exitCode).toBe(1);
  });

  it("refuses what is no folder", async () => {
    expect(await machine.cli(["audit", "workspace", "/nowhere"])).toMatchObject({
      exitCode: 1,
      stderr: "agentguard: /nowhere: is no folder\n",
    });
  });
});
