/** A server that is started through the relay, by clients that spell its tools differently: asked about once, run once. */
import { afterEach, describe, expect, test } from "vitest";
import { Answer } from "../../src/wire/messages/answer.ts";
import { GuardedAgent } from "../support/agent-session.ts";
import { claudeCodeClient } from "../support/clients/claude-code.ts";
import type { RealClient } from "../support/clients/client.ts";
import { codexClient } from "../support/clients/codex.ts";
import { geminiClient } from "../support/clients/gemini-cli.ts";
import { allow, fakeEditor } from "../support/fake-editor.ts";

/** Its server is in a file of the test's own, named on its command line: `relay wrap` knows of no such file. */
const claude: RealClient = {
  ...claudeCodeClient,
  setUp: (sandbox, { command, args }) =>
    claudeCodeClient.setUp(sandbox, {
      command: sandbox.places.relay,
      args: ["--client", "claude-code", "--server", "demo", "--", command, ...args],
    }),
};

let agent: GuardedAgent | undefined;
afterEach(() => agent?.remove());

describe.each([claudeCodeClient, codexClient, geminiClient].map(client => [client.id, client] as const))(
  "%s",
  (id, client) => {
    test("one question, one run; the next one is asked about again", async () => {
      agent = await GuardedAgent.install(client === claudeCodeClient ? claude : client);
      if (client !== claudeCodeClient) {
        const { stdout } = await agent.cli("relay", "wrap", "--client", id, "--workspace", "--yes");
        expect(stdout).toMatch(/: demo in .* asks AgentGuard/);
      }
      const editor = await fakeEditor(agent.sandbox);
      const drop = { calls: [client.calls.mcp("drop_table", { table: "bookings" })] };
      const other = { calls: [client.calls.mcp("drop_table", { table: "guests" })] };
      const running = agent.run([{ calls: [client.calls.mcp("list_tables", {})] }, drop, other]);
      const first = await editor.nextQuestion();
      expect(agent.mcpCalls).toEqual(["list_tables"]);
      await editor.ask(Answer, { id: first.id, ...allow(first) });
      const second = await editor.nextQuestion();
      expect(second.card.command).toContain("guests");
      expect(agent.mcpCalls).toEqual(["list_tables", "drop_table"]);
      await editor.ask(Answer, { id: second.id, answer: "deny" });
      const session = await running;
      expect(session.told(1)?.text).toContain("drop_table ran");
      expect(agent.mcpCalls).toEqual(["list_tables", "drop_table"]);
      expect(editor.questions).toHaveLength(2);
      const audit = agent.sandbox.read(`${agent.sandbox.home}/.local/share/agentguard/audit.jsonl`) ?? "";
      expect(audit.match(/a person allowed this call when the agent's hook asked/g)).toHaveLength(1);
      editor.close();
    });
  },
);
