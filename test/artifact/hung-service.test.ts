/** A service that accepts connections and does not answer: every command says so, says what to do, and ends. */
import { existsSync } from "node:fs";
import { createServer } from "node:http";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { expectDenied, expectNoOpinion } from "./claude.ts";
import { isAlive, Machine, needBuild, type Running } from "./machine.ts";

let machine: Machine;
let service: Running;
beforeAll(needBuild);
beforeEach(() => {
  machine = new Machine();
  machine.deploy();
});
afterEach(() => machine.dispose());

const HANGS = /service hangs: it takes calls and does not answer.*\(process \d+\).*agentguard service stop/s;

describe.runIf(process.platform === "linux")("a service that hangs", () => {
  beforeEach(async () => {
    service = await machine.service();
    service.child.kill("SIGSTOP");
  });
  afterEach(() => void service.child.kill("SIGKILL"));

  it("is told by status, with its process, and everything else is shown as well", async () => {
    const ran = await machine.cli(["status"]);
    expect(ran).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(HANGS) });
    expect(ran.stdout).toContain(`process ${service.child.pid}`);
    expect(ran.stdout).toContain("The audit log is whole");
  });

  for (const call of ["service status", "service start", "resume", "pending", "approve 3f2a"]) {
    it(`is told by ${call}`, async () => {
      // There is something to resume from.
      if (call === "resume") machine.write(".local/share/agentguard/halted.json", '{"because":"lunch","at":1}');
      expect(await machine.cli(call.split(" "))).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(HANGS) });
    });
  }

  it("is waited for by no call of an agent as long as a person would be", async () => {
    expectDenied(await machine.hook(machine.harmless).ended, /its service hangs/);
  });

  it("does not keep a person from stopping the agents", async () => {
    expect(await machine.cli(["halt", "lunch"])).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining("All agents are stopped."),
      stderr: expect.stringMatching(HANGS),
    });
    expect(existsSync(machine.places.halt)).toBe(true);
    expect((await machine.cli(["status"])).stdout).toContain("Agents are STOPPED: lunch");
  });

  it("is ended by service stop, and the next call starts a new one", async () => {
    const ran = await machine.cli(["service", "stop"]);
    expect(ran).toMatchObject({ exitCode: 0, stdout: expect.stringContaining(`process ${service.child.pid}`) });
    expect(isAlive(service.child.pid ?? 0)).toBe(false);
    expectNoOpinion(await machine.hook(machine.harmless).ended);
    expect((await machine.status())?.pid).not.toBe(service.child.pid);
  });
});

it.runIf(process.platform === "linux")(
  "somebody else who does not answer is not called the service, and not ended",
  async () => {
    const stranger = createServer(() => {});
    await new Promise<void>(resolve => stranger.listen(machine.places.socket, resolve));
    const says = /process \d+.* not known as (its|AgentGuard's) service/;
    expect((await machine.cli(["status"])).stdout).toMatch(says);
    expect(await machine.cli(["service", "status"])).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(says),
    });
    const ran = await machine.cli(["service", "stop"]);
    expect(ran).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/not known as AgentGuard's service.*process \d+/),
    });
    stranger.closeAllConnections();
    await new Promise(resolve => stranger.close(resolve));
  },
);
