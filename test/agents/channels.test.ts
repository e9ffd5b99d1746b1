/** Every door an agent can use is the same door: files and MCP tools as well as the shell. */
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { bash, GuardedAgent } from "../support/agent-session.ts";
import { deny, fakeEditor } from "../support/fake-editor.ts";
import { root } from "../support/project.ts";

let agent: GuardedAgent;
beforeEach(async () => {
  agent = await GuardedAgent.install();
});
afterEach(() => agent.remove());

const SECRETS = "APP_ENV=production\nTOKEN=FAKE\n";

test("a denied Write writes nothing", async () => {
  const file = agent.sandbox.write(".env.production", SECRETS);
  const editor = await fakeEditor(agent.sandbox, deny("leave production's variables alone"));
  const session = await agent.run([
    { calls: [{ tool: "Read", input: { file_path: file } }] },
    { calls: [{ tool: "Write", input: { file_path: file, content: "" } }] },
  ]);
  expect(agent.sandbox.read(".env.production")).toBe(SECRETS);
  expect(editor.questions.map(({ card }) => card.kind)).toContain("edit");
  expect(session.told(1)?.failed).toBe(true);
  editor.close();
});

test("the agent cannot edit away its own hooks, by file or by shell", async () => {
  const editor = await fakeEditor(agent.sandbox, deny());
  const before = agent.sandbox.read(agent.settings);
  const session = await agent.run([
    { calls: [{ tool: "Read", input: { file_path: agent.settings } }] },
    { calls: [{ tool: "Write", input: { file_path: agent.settings, content: "{}" } }] },
    bash(`echo '{}' > ${agent.settings}`),
    bash(`rm -f ${agent.sandbox.places.launcher}`),
  ]);
  expect(agent.sandbox.read(agent.settings)).toBe(before);
  expect(agent.sandbox.read(agent.sandbox.places.launcher)).toBeDefined();
  for (const turn of [1, 2, 3]) expect(session.told(turn), `turn ${turn}`).toMatchObject({ failed: true });
  editor.close();
});

test("a denied MCP call never reaches its server, a harmless one does", async () => {
  const log = agent.sandbox.at("mcp.log");
  const server = { command: process.execPath, args: [join(root, "test", "support", "mcp-server.mjs"), log] };
  const config = agent.sandbox.write("mcp.json", JSON.stringify({ mcpServers: { db: server } }));
  const editor = await fakeEditor(agent.sandbox, deny());
  const session = await agent.run(
    [
      { calls: [{ tool: "mcp__db__list_tables", input: {} }] },
      { calls: [{ tool: "mcp__db__drop_table", input: { table: "bookings" } }] },
    ],
    { args: ["--mcp-config", config] },
  );
  expect(agent.sandbox.read("mcp.log")).toBe("list_tables\n");
  expect(session.told(0)).toMatchObject({ failed: false, text: "list_tables ran" });
  expect(session.told(1)?.failed).toBe(true);
  expect(editor.questions.map(({ card }) => card.kind)).toEqual(["mcp"]);
  editor.close();
});

test("a background shell is the same door", async () => {
  const editor = await fakeEditor(agent.sandbox, deny());
  await agent.run([{ calls: [{ tool: "Bash", input: { command: "rm -rf important", run_in_background: true } }] }]);
  expect(agent.sandbox.markerAlive).toBe(true);
  expect(editor.questions).toHaveLength(1);
  editor.close();
});

test("a tool that watches a command's output runs that command: it is asked about", async () => {
  const editor = await fakeEditor(agent.sandbox, deny());
  const input = { description: "watch", command: "rm -rf important", timeout_ms: 3000 };
  await agent.run([{ calls: [{ tool: "Monitor", input }] }]);
  expect(agent.sandbox.markerAlive).toBe(true);
  expect(editor.questions).toHaveLength(1);
  editor.close();
});
