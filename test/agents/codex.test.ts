import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Script } from "../../src/hosts/models/model.ts";
import { GuardedAgent } from "../support/agent-session.ts";
import { everyClient } from "../support/client-suite.ts";
import { codexClient } from "../support/clients/codex.ts";
import { allow, deny, fakeEditor } from "../support/fake-editor.ts";

everyClient(codexClient);

describe(`codex ${codexClient.version}: text typed into a shell that runs`, () => {
  let agent: GuardedAgent;
  beforeEach(async () => {
    agent = await GuardedAgent.install(codexClient);
  });
  afterEach(() => agent.remove());

  /** Starts a shell, then types into it: the second call fires no hook. */
  const typing: Script = (turn, [result]) => {
    if (turn === 0)
      return { calls: [{ tool: "exec_command", input: { cmd: "bash --norc", tty: true, yield_time_ms: 500 } }] };
    const id = /session ID (\d+)/.exec(result?.text ?? "")?.[1];
    if (turn > 1 || id === undefined) return { says: "Done." };
    const input = { session_id: Number(id), chars: "rm -r important\n", yield_time_ms: 800 };
    return { calls: [{ tool: "write_stdin", input }] };
  };

  test("the start of the shell is asked about; refused, nothing is typed", async () => {
    const editor = await fakeEditor(agent.sandbox, deny());
    await agent.run(typing);
    expect(editor.questions.map(({ card }) => card.command)).toEqual(["bash --norc"]);
    expect(editor.questions[0]?.card.what).toContain("typed in later");
    expect(agent.sandbox.markerAlive).toBe(true);
    editor.close();
  });

  test("allowed, what is typed runs unseen: the card has said so", async () => {
    const editor = await fakeEditor(agent.sandbox, allow);
    await agent.run(typing);
    expect(editor.questions).toHaveLength(1);
    expect(agent.sandbox.markerAlive).toBe(false);
    editor.close();
  });
});
