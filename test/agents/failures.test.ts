/** Whatever breaks between the agent and the person, the command does not run. */
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { dirname } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { bash, GuardedAgent } from "../support/agent-session.ts";
import { fakeEditor } from "../support/fake-editor.ts";
import { serviceProcess, stopService } from "../support/service.ts";

let agent: GuardedAgent;
beforeEach(async () => {
  agent = await GuardedAgent.install();
});
afterEach(() => agent.remove());

const REMOVE = "rm -rf important";

test("the service is dead: a new one is started, or the act is denied", async () => {
  await stopService(agent.sandbox.home, "SIGKILL");
  const session = await agent.run([bash(REMOVE), bash("touch harmless")]);
  expect(agent.sandbox.markerAlive).toBe(true);
  expect(session.told(0)).toMatchObject({ failed: true, text: expect.stringContaining("AgentGuard") });
  // Harmless work goes on: the guard came back by itself.
  expect(agent.sandbox.read("harmless")).toBe("");
});

test("the service dies while the person thinks: denied", async () => {
  const editor = await fakeEditor(agent.sandbox);
  const running = agent.run([bash(REMOVE)]);
  await editor.nextQuestion();
  process.kill(await serviceProcess(agent.sandbox.home), "SIGKILL");
  const session = await running;
  expect(agent.sandbox.markerAlive).toBe(true);
  expect(session.told(0)).toMatchObject({ failed: true, text: expect.stringContaining("AgentGuard could not hold") });
  editor.close();
});

test("the hook is killed while the person thinks: the agent takes that for a no", async () => {
  const editor = await fakeEditor(agent.sandbox);
  const running = agent.run([bash(REMOVE)]);
  await editor.nextQuestion();
  for (const pid of processesWith(agent.sandbox.places.launcher)) process.kill(pid, "SIGKILL");
  const session = await running;
  expect(agent.sandbox.markerAlive).toBe(true);
  expect(session.told(0)?.failed).toBe(true);
  editor.close();
});

test("the agent's patience ends before the person answers: denied", async () => {
  agent.changeHooks(hook => {
    hook.timeout = 2;
  });
  const editor = await fakeEditor(agent.sandbox);
  const session = await agent.run([bash(REMOVE)]);
  expect(editor.questions).toHaveLength(1);
  expect(agent.sandbox.markerAlive).toBe(true);
  expect(session.told(0)?.failed).toBe(true);
  editor.close();
});

test("the launcher is gone: denied", async () => {
  rmSync(agent.sandbox.places.launcher);
  const session = await agent.run([bash(REMOVE)]);
  expect(agent.sandbox.markerAlive).toBe(true);
  expect(session.told(0)?.failed).toBe(true);
});

test.each([
  ["nothing", ""],
  ["a web page", "HTTP/1.1 200 OK\r\ncontent-length: 13\r\n\r\n<html></html>"],
  ["an empty yes", "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"],
  ["an answer cut off", "HTTP/1.1 200 OK\r\ncontent-length: 400\r\n\r\nagentguard-reply 0\n"],
  ["noise", "\u0000\u0001\u0002 no protocol at all"],
])("something else listens on the socket and says %s: denied", async (_, bytes) => {
  await stopService(agent.sandbox.home);
  const { socket } = agent.sandbox.places;
  rmSync(socket, { force: true });
  mkdirSync(dirname(socket), { recursive: true });
  const impostor = createServer(connection => {
    connection.on("error", () => {});
    connection.once("data", () => setTimeout(() => connection.end(bytes), 200));
  });
  await new Promise<void>(resolve => impostor.listen(socket, resolve));
  try {
    const session = await agent.run([bash(REMOVE)]);
    expect(agent.sandbox.markerAlive).toBe(true);
    expect(session.told(0)).toMatchObject({ failed: true, text: expect.stringContaining("AgentGuard") });
  } finally {
    await new Promise(resolve => impostor.close(resolve));
    rmSync(socket, { force: true });
  }
});

/** Processes whose command line names this file, without the one that looks. */
function processesWith(file: string): number[] {
  const lines = execFileSync("ps", ["-eo", "pid=,args="], { encoding: "utf8" }).split("\n");
  return lines.filter(line => line.includes(file) && !line.includes(" ps ")).map(line => Number.parseInt(line, 10));
}
