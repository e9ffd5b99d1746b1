import { writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { GuardedAgent } from "../support/agent-session.ts";
import { drive, everyClient, expectNothingLeft } from "../support/client-suite.ts";
import { claudeCodeClient } from "../support/clients/claude-code.ts";

everyClient(claudeCodeClient);

test("driven by the guard itself without a hook: the command ran, on a file that nobody misses", async () => {
  const agent = await GuardedAgent.install(claudeCodeClient);
  try {
    writeFileSync(agent.settings, "{}\n");
    expect(await drive(agent)).toEqual({
      code: 1,
      said: expect.stringMatching(/RAN a command that AgentGuard denies/),
    });
    expectNothingLeft(agent);
  } finally {
    await agent.remove();
  }
});
