/** A claim of the README's table needs a test that passed. */
import { expect, test } from "vitest";
import { AGENTS } from "../../src/agents/index.ts";
import { CLIENTS } from "../support/clients/index.ts";
import { type Report, shownBy } from "./agents-shown.ts";

const [client] = CLIENTS;
const agent = AGENTS.find(({ id }) => id === client?.id);
if (!client || !agent) throw new Error("there is no client");

const NAMES = [
  "acts harmless work runs unasked; a write is written",
  "acts denied: command, write, edit and MCP call do nothing, and more",
  "acts held for five seconds, then allowed: it runs once",
  "acts nobody to ask: denied with the way to a person",
  "failures the service is dead: another one starts",
  `failures the launcher is gone: denied; the hook is killed while the person thinks: ${agent.whenHookFails}`,
  `failures the agent's patience ends before an answer: ${agent.whenLate}`,
  "failures something else listens on the socket and its answer is cut off: denied",
];
const report = (status: (name: string) => string, version = client.version): Report => ({
  testResults: [
    {
      assertionResults: NAMES.map(name => ({ fullName: `${client.id} ${version}: ${name}`, status: status(name) })),
    },
  ],
});

test.each([
  ["all passed", report(() => "passed"), 0],
  ["one failed", report(name => (name.includes("acts denied") ? "failed" : "passed")), 1],
  ["another version", report(() => "passed", "0.0.1"), NAMES.length],
  ["nothing ran", { testResults: [] }, NAMES.length],
])("%s", (_, results, missing) => {
  expect(shownBy(results, client, agent).missing).toHaveLength(missing);
});
