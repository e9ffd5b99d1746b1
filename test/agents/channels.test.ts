/** Every door an agent can use is the same door: files and MCP tools as well as the shell. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { bash, GuardedAgent } from "../support/agent-session.ts";
import { deny, fakeEditor } from "../support/fake-editor.ts";

let agent: GuardedAgent;
beforeEach(async () => {
  agent = await GuardedAgent.install();
});
afterEach(() => agent.remove());

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
