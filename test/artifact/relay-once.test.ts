/** One call, asked about at the agent's hook and brought by the relay: real processes, one question. */
import { join } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Answer } from "../../src/wire/messages/answer.ts";
import { root } from "../support/project.ts";
import { allow, Machine, needBuild, nextQuestion } from "./machine.ts";

const SERVER = join(root, "test/support/mcp/older.mjs");
const DROP = { name: "drop_table", arguments: { table: "users" } };

let machine: Machine;
let log: string;
const clients: Client[] = [];
beforeAll(needBuild);
beforeEach(async () => {
  machine = new Machine();
  machine.deploy();
  log = machine.write("ran.log", "");
  await machine.service();
});
afterEach(async () => {
  for (const client of clients.splice(0)) await client.close();
  await machine.dispose();
});

const ran = () => machine.read("ran.log").split("\n").filter(Boolean);
const textIn = (result: unknown) => (result as { content: { text: string }[] }).content[0]?.text ?? "";

/** A client is the process that starts both: this one, unless the relay is started by `through`. */
async function connect(agent = "claude-code", through: readonly string[] = []) {
  const client = new Client({ name: "claude-code", version: "1.0.0" });
  const words = [machine.places.relay, "--client", agent, "--server", "postgres", "--", process.execPath, SERVER, log];
  const [command = "", ...args] = [...through, ...words];
  const env = machine.env as Record<string, string>;
  await client.connect(new StdioClientTransport({ command, args, env, cwd: machine.workspace, stderr: "ignore" }));
  clients.push(client);
  return client;
}

const hooked = () => machine.hook(machine.act("mcp__postgres__drop_table", DROP.arguments)).ended;

const entries = () =>
  machine
    .read(".local/share/agentguard/audit.jsonl")
    .trim()
    .split("\n")
    .map(line => JSON.parse(line));

describe("what a person has allowed at the hook", () => {
  it("runs once through the relay, unasked; the same again is a question", async () => {
    const editor = await machine.editor();
    const client = await connect();
    const answered = hooked();
    const first = await nextQuestion(editor);
    await allow(editor, first);
    expect((await answered).stdout).toBe("{}\n");
    expect(textIn(await client.callTool(DROP))).toBe("users is gone");
    expect(editor.state().recent, "shown once").toHaveLength(1);
    expect(editor.state().budget).toEqual({ acts: 1, asked: 1 });
    const outcomes = entries().filter(({ kind }) => kind === "outcome");
    expect(outcomes.map(({ outcome, by }) => [outcome, by])).toEqual([
      ["allowed", "person"],
      ["allowed", "person"],
    ]);
    expect(outcomes[1].reason).toMatch(/hook/);
    const again = client.callTool(DROP);
    const second = await nextQuestion(editor, [first.id]);
    await editor.ask(Answer, { id: second.id, answer: "deny" });
    expect(textIn(await again)).toMatch(/denied this/);
    expect(ran()).toEqual(["drop_table users"]);
  });

  it.each<[string, Parameters<typeof connect>]>([
    ["another agent's relay in the same process", ["cursor"]],
    // A process in between that stays: the client of this relay is another one than the hook's.
    ["another client's relay", ["claude-code", [process.execPath, join(root, "test/support/mcp/starter.mjs")]]],
  ])("is asked again by %s", async (_, how) => {
    const editor = await machine.editor();
    const client = await connect(...how);
    const answered = hooked();
    const first = await nextQuestion(editor);
    await allow(editor, first);
    await answered;
    const call = client.callTool(DROP);
    const second = await nextQuestion(editor, [first.id]);
    await editor.ask(Answer, { id: second.id, answer: "deny" });
    expect(textIn(await call)).toMatch(/denied this/);
    expect(ran()).toEqual([]);
  });

  it("is held by the hook's card while that is open", async () => {
    const editor = await machine.editor();
    const client = await connect();
    const answered = hooked();
    const question = await nextQuestion(editor);
    const call = client.callTool(DROP);
    // Long enough for a card of its own to come up.
    await new Promise(resolve => setTimeout(resolve, 500));
    expect(editor.state().pending).toHaveLength(1);
    await editor.ask(Answer, { id: question.id, answer: "deny", tell: "not that one" });
    expect(textIn(await call)).toMatch(/not that one/);
    expect((await answered).stdout).toMatch(/not that one/);
    expect(ran()).toEqual([]);
  });

  it("does not count twice for the circuit breaker", async () => {
    machine.write(
      ".config/agentguard/policy.json",
      JSON.stringify({ version: 1, limits: { destructivePerMinute: 3, then: "halt" } }),
    );
    const editor = await machine.editor();
    const client = await connect();
    const asked: string[] = [];
    for (const round of [1, 2, 3]) {
      const answered = hooked();
      const question = await nextQuestion(editor, asked);
      asked.push(question.id);
      await allow(editor, question);
      await answered;
      expect(textIn(await client.callTool(DROP)), `round ${round}`).toBe("users is gone");
    }
    expect(editor.state().halted).toBe(false);
    // The limit does hold.
    expect((await hooked()).stdout).toMatch(/kill switch/);
  });
});
