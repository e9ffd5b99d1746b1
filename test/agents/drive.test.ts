/** `agentguard verify --drive`: the agent's own program tells whether the hook holds. */
import { readdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { GuardedAgent } from "../support/agent-session.ts";
import { folderOf } from "../support/clients/client.ts";
import { run } from "../support/process.ts";
import { dist } from "../support/project.ts";

let agent: GuardedAgent;
beforeEach(async () => {
  agent = await GuardedAgent.install();
});
afterEach(() => agent.remove());

function drive() {
  const { client, sandbox } = agent;
  const env = {
    ...sandbox.env,
    PATH: [join(folderOf(client), "node_modules", ".bin"), sandbox.env.PATH].join(delimiter),
  };
  return run(process.execPath, [dist("cli"), "verify", "--drive", client.id], { cwd: sandbox.workspace, env });
}

/** Neither what was at stake nor the scratch folder. */
function expectNothingLeft() {
  expect(readdirSync(agent.sandbox.places.data).filter(name => name.startsWith("drive-"))).toEqual([]);
  expect(readdirSync(agent.sandbox.at("../tmp")).filter(name => name.startsWith("agentguard-"))).toEqual([]);
}

test("holds: the command was not run, and the model was told why", async () => {
  const { code, stdout } = await drive();
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: expect.stringMatching(/^ok .*Claude Code: the agent itself.*not run/),
  });
  expectNothingLeft();
});

test("does not hold: the command ran, on a file that nobody misses", async () => {
  writeFileSync(agent.settings, "{}");
  const { code, stderr } = await drive();
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(/RAN a command that AgentGuard denies/) });
  expectNothingLeft();
});
