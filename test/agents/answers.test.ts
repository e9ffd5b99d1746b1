/** What becomes of an act, by what the person answers: read off the disk, not off anybody's words. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { bash, GuardedAgent } from "../support/agent-session.ts";
import { allow, deny, fakeEditor } from "../support/fake-editor.ts";

let agent: GuardedAgent;
beforeEach(async () => {
  agent = await GuardedAgent.install();
});
afterEach(() => agent.remove());

const REMOVE = "echo ran >> runs.log && rm -rf important";
const runs = () => agent.sandbox.read("runs.log")?.split("\n").filter(Boolean).length ?? 0;

test("denied: the command does not run and the model reads the person's words", async () => {
  const editor = await fakeEditor(agent.sandbox, deny("keep the folder, move it aside"));
  const session = await agent.run([bash(REMOVE)]);
  expect(agent.sandbox.markerAlive).toBe(true);
  expect(runs()).toBe(0);
  expect(editor.questions).toHaveLength(1);
  expect(session.told(0)).toMatchObject({
    failed: true,
    text: expect.stringContaining("keep the folder, move it aside"),
  });
  editor.close();
});

test("allowed: it runs, once", async () => {
  const editor = await fakeEditor(agent.sandbox, allow);
  const session = await agent.run([bash(REMOVE)]);
  expect(agent.sandbox.markerAlive).toBe(false);
  expect(runs()).toBe(1);
  expect(editor.questions).toHaveLength(1);
  expect(session.told(0)?.failed).toBe(false);
  editor.close();
});

test("allowed once is not allowed twice: the next deletion is asked about again", async () => {
  const editor = await fakeEditor(agent.sandbox, question =>
    editor.questions.length === 1 ? allow(question) : { answer: "deny" },
  );
  await agent.run([bash(REMOVE), bash("mkdir important && touch important/marker"), bash(REMOVE)]);
  expect(editor.questions).toHaveLength(2);
  expect(runs()).toBe(1);
  expect(agent.sandbox.markerAlive).toBe(true);
  editor.close();
});

test("held for five seconds, then allowed: the agent waits and the command runs", async () => {
  const editor = await fakeEditor(agent.sandbox);
  const running = agent.run([bash(REMOVE)]);
  const question = await editor.nextQuestion();
  await new Promise(resolve => setTimeout(resolve, 5000));
  expect(agent.sandbox.markerAlive).toBe(true);
  expect(await editor.answer({ id: question.id, ...allow(question) })).toEqual({ accepted: true });
  await running;
  expect(agent.sandbox.markerAlive).toBe(false);
  expect(runs()).toBe(1);
  editor.close();
});

test("nobody there to ask: denied, and the model is told how a person can be reached", async () => {
  const session = await agent.run([bash(REMOVE)]);
  expect(agent.sandbox.markerAlive).toBe(true);
  expect(session.told(0)).toMatchObject({
    failed: true,
    text: expect.stringContaining("Ask the person to open this folder in VS Code or Cursor"),
  });
});

test("harmless work runs without a question, and without an answer in the agent's stead", async () => {
  const editor = await fakeEditor(agent.sandbox, deny());
  const session = await agent.run([bash("ls && cat notes.txt > copy.txt && git status; true")]);
  expect(agent.sandbox.read("copy.txt")).toBe("alpha\nbeta\ngamma\n");
  expect(editor.questions).toEqual([]);
  expect(session.told(0)?.failed).toBe(false);
  editor.close();
});

test("the kill switch denies even that, and engaging it denies what waits", async () => {
  const editor = await fakeEditor(agent.sandbox);
  const running = agent.run([bash(REMOVE), bash("touch afterwards")]);
  await editor.nextQuestion();
  await editor.halt("a test pulled it");
  const session = await running;
  expect(agent.sandbox.markerAlive).toBe(true);
  expect(agent.sandbox.read("afterwards")).toBeUndefined();
  for (const turn of [0, 1]) {
    expect(session.told(turn)).toMatchObject({ failed: true, text: expect.stringContaining("a test pulled it") });
  }
  await editor.resume();
  await agent.run([bash("touch afterwards")]);
  expect(agent.sandbox.read("afterwards")).toBe("");
  editor.close();
});
