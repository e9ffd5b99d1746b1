/** The built fallback hook behind the launcher: calls for which no service runs, or none can. */
import { readFileSync } from "node:fs";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { expectDenied, expectNoOpinion } from "./claude.ts";
import { Machine, needBuild } from "./machine.ts";

let machine: Machine;
beforeAll(needBuild);
beforeEach(() => {
  machine = new Machine();
  machine.deploy();
});
afterEach(() => machine.dispose());

describe("no service runs", () => {
  it("the first call starts one, which then answers the next", async () => {
    expectNoOpinion(await machine.hook(machine.harmless).ended);
    expect(await machine.status()).toMatchObject({ pending: 0 });
    expectNoOpinion(await machine.hook(machine.harmless).ended);
  });

  it("git in a terminal of an editor is nothing to ask about", async () => {
    const payload = { ...machine.harmless, tool_input: { command: "git status && git fetch" } };
    const GIT_ASKPASS = "/usr/share/code/resources/app/extensions/git/dist/askpass.sh";
    expectNoOpinion(await machine.hook(payload, { env: { ...process.env, GIT_ASKPASS } }).ended);
  });

  it("the service it starts does not keep the hook's output open", async () => {
    const { child, ended } = machine.hook(machine.harmless);
    await ended;
    expect(child.stdout?.closed).toBe(true);
    expect(await machine.status()).toBeDefined();
  });

  it("and none can be started: harmless acts pass, what would be asked is denied and says how to be asked", async () => {
    machine.breakService();
    expectNoOpinion(await machine.hook(machine.harmless).ended);
    expectDenied(
      await machine.hook(machine.risky).ended,
      /the service that asks cannot be reached.*agentguard service start/s,
    );
    expectDenied(await machine.hook(machine.forbidden).ended, /AgentGuard refused this/);
    const log = readFileSync(machine.places.audit, "utf8")
      .trim()
      .split("\n")
      .map(line => JSON.parse(line));
    expect(log.map(({ kind }) => kind)).toEqual(["intent", "outcome", "intent", "outcome", "intent", "outcome"]);
    expect(log.filter(({ kind }) => kind === "outcome").map(({ outcome }) => outcome)).toEqual([
      "allowed",
      "denied",
      "denied",
    ]);
  });

  it("and Node cannot start one either: denied, with the way to its log", async () => {
    machine.breakService();
    expectDenied(
      await machine.hook(machine.risky).ended,
      /did not start: it ended with exit code 1; see .*service\.log/,
    );
  });

  it("and agents are stopped: denied", async () => {
    machine.breakService();
    await machine.cli(["halt", "lunch"]);
    expectDenied(await machine.hook(machine.harmless).ended, /kill switch is engaged \(lunch\)/);
  });

  it("and the audit log cannot be written: denied", async () => {
    machine.breakService();
    machine.write(".local/share/agentguard/audit.jsonl/not-a-file", "");
    expectDenied(await machine.hook(machine.harmless).ended, /could not write its audit log: .*nothing was run/s);
  });
});

describe("agentguard hook, without the launcher", () => {
  it("answers like the launcher does", async () => {
    const run = (payload: object) => machine.cli(["hook", "--host", "claude-code"], { stdin: JSON.stringify(payload) });
    expectNoOpinion(await run(machine.harmless));
    expectDenied(await run(machine.forbidden), /AgentGuard refused this/);
  });

  it("refuses an agent it does not know", async () => {
    const ran = await machine.cli(["hook", "--host", "nobody"], { stdin: "{}" });
    expect(ran).toMatchObject({ exitCode: 2, stdout: "", stderr: expect.stringContaining("which agent is asking") });
  });
});
