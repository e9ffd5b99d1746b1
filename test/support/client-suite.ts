/**
 * What must hold for every agent, shown with its real client: `everyClient(client)` in one file for each, so that a
 * client's name stands in the report. Whether an act ran is read off the disk.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { delimiter, dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Failure } from "../../src/agents/agent.ts";
import { AGENTS } from "../../src/agents/index.ts";
import type { Turn } from "../../src/hosts/models/model.ts";
import { Answer } from "../../src/wire/messages/answer.ts";
import { GuardedAgent } from "./agent-session.ts";
import { folderOf, type RealClient } from "./clients/client.ts";
import { allow, deny, fakeEditor } from "./fake-editor.ts";
import { run } from "./process.ts";
import { dist } from "./project.ts";
import { serviceProcess, stopService } from "./service.ts";

const SAFEGUARD = "  prevent_destroy = true\n";
const DATABASE = `resource "aws_db_instance" "main" {\n  lifecycle {\n  ${SAFEGUARD}  }\n}\n`;

const CUT_OFF = "HTTP/1.1 200 OK\r\ncontent-length: 400\r\n\r\nagentguard-reply 0\n";

export function everyClient(client: RealClient): void {
  const facts = AGENTS.find(({ id }) => id === client.id);
  if (!facts) throw new Error(`there is no agent file for ${client.id}`);
  const shell = (command: string): Turn => ({ calls: [client.calls.shell(command)] });
  const REMOVE = shell("echo ran >> runs.log && rm -r important");

  let agent: GuardedAgent;
  const runs = () => agent.sandbox.read("runs.log")?.split("\n").filter(Boolean).length ?? 0;
  const told = (session: Awaited<ReturnType<GuardedAgent["run"]>>, turn = 0) => session.told(turn)?.text ?? "";
  /** What became of the deletion; an open failure is the agent's own gap, and its file says so. */
  const expectAfter = (failure: Failure) => expect(agent.sandbox.markerAlive).toBe(failure !== "open");

  beforeEach(async () => {
    agent = await GuardedAgent.install(client);
  });
  afterEach(() => agent.remove());

  describe(`${client.id} ${client.version}: acts`, () => {
    test("harmless work runs unasked; a write is written, an MCP call arrives", async () => {
      const editor = await fakeEditor(agent.sandbox, deny());
      const file = agent.sandbox.at("new.txt");
      await agent.run([
        shell("cat notes.txt > copy.txt"),
        { calls: [client.calls.write(file, "hello\n")] },
        { calls: [client.calls.mcp("list_tables", {})] },
      ]);
      expect(agent.sandbox.read("copy.txt")).toBe("alpha\nbeta\ngamma\n");
      expect(agent.sandbox.read("new.txt")).toBe("hello\n");
      expect(agent.mcpCalls).toEqual(["list_tables"]);
      expect(editor.questions).toEqual([]);
      editor.close();
    });

    test("denied: command, write, edit and MCP call do nothing, and the model reads the person's words", async () => {
      const file = agent.sandbox.write("main.tf", DATABASE);
      const editor = await fakeEditor(agent.sandbox, deny("keep it, ask me tomorrow"));
      const session = await agent.run([
        REMOVE,
        { calls: [client.calls.edit(file, SAFEGUARD.trimEnd(), SAFEGUARD.trimEnd().replace("true", "false"))] },
        { calls: [client.calls.mcp("drop_table", { table: "bookings" })] },
      ]);
      expect(agent.sandbox.markerAlive).toBe(true);
      expect(runs()).toBe(0);
      expect(agent.sandbox.read("main.tf")).toBe(DATABASE);
      expect(agent.mcpCalls).toEqual([]);
      const kinds = editor.questions.map(({ card }) => card.kind);
      expect(kinds).toEqual(["command", expect.stringMatching(/^(?:edit|patch)$/), "mcp"]);
      for (const turn of [0, 1, 2]) expect(told(session, turn)).toContain("keep it, ask me tomorrow");
      editor.close();
    });

    test("held for five seconds, then allowed: it runs once, and the next one is asked about again", async () => {
      agent.sandbox.write("other/file", "x");
      const editor = await fakeEditor(agent.sandbox);
      const running = agent.run([REMOVE, shell("rm -r other")]);
      const question = await editor.nextQuestion();
      await new Promise(resolve => setTimeout(resolve, 5000));
      expect(agent.sandbox.markerAlive).toBe(true);
      expect(await editor.ask(Answer, { id: question.id, ...allow(question) })).toEqual({ accepted: true });
      const second = await editor.nextQuestion();
      expect(agent.sandbox.markerAlive).toBe(false);
      await editor.ask(Answer, { id: second.id, answer: "deny" });
      await running;
      expect(runs()).toBe(1);
      expect(agent.sandbox.read("other/file")).toBe("x");
      editor.close();
    });

    test("nobody to ask: denied with the way to a person; the kill switch denies everything", async () => {
      const session = await agent.run([REMOVE]);
      expect(agent.sandbox.markerAlive).toBe(true);
      expect(told(session)).toContain("Ask the person to run agentguard approve");
      await agent.cli("halt", "a test pulled it");
      const stopped = await agent.run([shell("touch afterwards")]);
      expect(agent.sandbox.read("afterwards")).toBeUndefined();
      expect(told(stopped)).toContain("a test pulled it");
    });
  });

  test(`${client.id} ${client.version}: driven by the guard itself`, async () => {
    expect(await drive(agent)).toEqual({
      code: 0,
      said: expect.stringMatching(/^ok .*: the agent itself proposed a command that nobody may allow; it was not run/),
    });
    expectNothingLeft(agent);
    expect((await agent.cli("audit", "show")).stdout).toMatch(/ AgentGuard's own proof: cp \/dev\/null .*→ deny/);
  });

  describe(`${client.id} ${client.version}: failures`, () => {
    test("the service is dead: another one starts; it dies while the person thinks: denied", async () => {
      await stopService(agent.sandbox.home, "SIGKILL");
      const session = await agent.run([REMOVE, shell("touch harmless")]);
      expect(agent.sandbox.markerAlive).toBe(true);
      expect(told(session)).toContain("AgentGuard");
      expect(agent.sandbox.read("harmless")).toBe("");
      const editor = await fakeEditor(agent.sandbox);
      const running = agent.run([REMOVE]);
      await editor.nextQuestion();
      process.kill(await serviceProcess(agent.sandbox.home), "SIGKILL");
      expect(told(await running)).toContain("AgentGuard");
      expect(agent.sandbox.markerAlive).toBe(true);
      editor.close();
    });

    test(`the launcher is gone: denied; the hook is killed while the person thinks: ${facts.whenHookFails}`, async () => {
      const launcher = readFileSync(agent.sandbox.places.launcher);
      rmSync(agent.sandbox.places.launcher);
      await agent.run([REMOVE]);
      expect(agent.sandbox.markerAlive).toBe(true);
      writeFileSync(agent.sandbox.places.launcher, launcher, { mode: 0o700 });
      const editor = await fakeEditor(agent.sandbox);
      const running = agent.run([REMOVE]);
      await editor.nextQuestion();
      for (const pid of processesOf(agent.sandbox.places.launcher)) process.kill(pid, "SIGKILL");
      await running;
      expectAfter(facts.whenHookFails);
      editor.close();
    });

    const shorten = client.shortenPatience;
    // One that waits for ever has no patience to lose.
    const impatient = shorten === undefined ? [] : [shorten];
    test.each(impatient)(`the agent's patience ends before an answer: ${facts.whenLate}`, async shorten => {
      // A service that sees it done takes the hook for lost, and stops all agents.
      await stopService(agent.sandbox.home);
      const args = shorten(agent.sandbox);
      await agent.cli("service", "start");
      const editor = await fakeEditor(agent.sandbox);
      const running = agent.run([REMOVE], { args });
      const { id } = await editor.nextQuestion();
      // Some agents go on waiting for what their hook has started; a late answer counts for nothing.
      const late = setTimeout(() => editor.ask(Answer, { id, answer: "deny" }).catch(() => {}), 6000);
      await running;
      clearTimeout(late);
      expectAfter(facts.whenLate);
      editor.close();
    });

    // What else an impostor may say is tried on the launcher itself, in test/hosts/hook.
    test("something else listens on the socket and its answer is cut off: denied", async () => {
      await stopService(agent.sandbox.home);
      const impostor = await impersonate(agent.sandbox.places.socket, CUT_OFF);
      try {
        const session = await agent.run([REMOVE]);
        expect(agent.sandbox.markerAlive).toBe(true);
        expect(told(session)).toContain("AgentGuard");
      } finally {
        await impostor.close();
      }
    });
  });
}

/** Neither what was at stake nor the scratch folder. */
export function expectNothingLeft({ sandbox }: GuardedAgent): void {
  expect(readdirSync(sandbox.places.data).filter(name => name.startsWith("drive-"))).toEqual([]);
  expect(readdirSync(sandbox.at("../tmp")).filter(name => name.startsWith("agentguard-"))).toEqual([]);
}

/** `agentguard verify --drive`, as a person would call it who has the client on the PATH. */
export async function drive({ client, sandbox }: GuardedAgent) {
  const path = [join(folderOf(client), "node_modules", ".bin"), sandbox.env.PATH].join(delimiter);
  const env = { ...sandbox.env, PATH: path, XDG_CACHE_HOME: join(folderOf(client), "cache") };
  const ran = await run(process.execPath, [dist("cli"), "verify", "--drive", client.id], {
    cwd: sandbox.workspace,
    env,
  });
  return { code: ran.code, said: `${ran.stdout}${ran.stderr}` };
}

/** Listens on a service's socket and sends `bytes` to whoever asks. */
async function impersonate(socket: string, bytes: string) {
  rmSync(socket, { force: true });
  mkdirSync(dirname(socket), { recursive: true });
  const server = createServer(connection => {
    connection.on("error", () => {});
    connection.once("data", () => setTimeout(() => connection.end(bytes), 200));
  });
  await new Promise<void>(resolve => server.listen(socket, resolve));
  return {
    async close() {
      await new Promise(resolve => server.close(resolve));
      rmSync(socket, { force: true });
    },
  };
}

/** Returns processes that run this script, whose path follows the shell that the kernel started it with. */
function processesOf(script: string): number[] {
  const lines = execFileSync("ps", ["-eo", "pid=,args="], { encoding: "utf8" }).split("\n");
  return lines
    .filter(line => new RegExp(`^\\s*\\d+ \\S*sh(?: -p)? ${script.replace(/[.\\/]/g, "\\$&")}(?: |$)`).test(line))
    .map(line => Number.parseInt(line, 10));
}
