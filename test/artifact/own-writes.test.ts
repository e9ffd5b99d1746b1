/** What a person lets AgentGuard write into a watched folder is nobody's secret change. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { Machine, needBuild, until } from "./machine.ts";

let machine: Machine;
beforeAll(needBuild);
beforeEach(() => {
  machine = new Machine();
});
afterEach(() => machine.dispose());

it("a policy that is begun and hooks that are written and taken out are not told", async () => {
  await machine.service();
  const editor = await machine.editor();
  mkdirSync(join(machine.workspace, ".claude"));
  await new Promise(resolve => setTimeout(resolve, 1500));
  const here = (...args: string[]) => machine.cli(args, { cwd: machine.workspace });
  expect(await here("policy", "init")).toMatchObject({ exitCode: 0 });
  expect(await here("install", "--workspace", ".", "claude-code", "--yes")).toMatchObject({ exitCode: 0 });
  expect(await here("uninstall", "--workspace", ".", "claude-code", "--yes")).toMatchObject({ exitCode: 0 });
  // Somebody else's change is told, and nothing before it was.
  machine.write("work/.cursor/hooks.json", "{}\n");
  await until(() => (editor.state().found?.length ?? 0) > 0, "the watcher tells of the other file");
  expect(editor.state().found?.map(({ kind, says }) => `${kind}: ${says}`)).toEqual([
    expect.stringMatching(/^protected-write: \.cursor\/hooks\.json changed/),
  ]);
});

it("a process that an agent has started explains nothing", async () => {
  await machine.service();
  const editor = await machine.editor();
  await new Promise(resolve => setTimeout(resolve, 1500));
  const text = "{}\n";
  const file = join(machine.workspace, ".agentguard.json");
  const client = `
    const http = require("http"), fs = require("fs"), path = require("path");
    const [socketPath, body] = process.argv.slice(1);
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    const ask = then => {
      const call = http.request({ socketPath, path: "/v1/own-writes", method: "POST", agent,
        headers: { "x-agentguard-pid": String(process.pid) } }, response => { response.resume(); response.on("end", () => then(response)); });
      call.end(body);
    };
    ask(first => {
      fs.openSync(path.join(path.dirname(socketPath), "peers", first.headers["x-agentguard-challenge"]), "r");
      ask(second => { console.log(first.statusCode, second.statusCode); process.exit(0); });
    });`;
  const body = JSON.stringify({ files: [{ path: file, size: text.length }] });
  const told = (env: NodeJS.ProcessEnv) =>
    machine.start(process.execPath, ["-e", client, machine.places.socket, body], { env }).ended;
  expect((await told({ CLAUDE_CODE_CHILD_SESSION: "1" })).stdout).toBe("401 403\n");
  machine.write("work/.agentguard.json", text);
  await until(() => (editor.state().found?.length ?? 0) > 0, "the watcher tells of it");
  expect((await told({})).stdout).toBe("401 200\n");
});
