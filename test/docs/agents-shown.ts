/**
 * Whether the README's table is what the last test run showed: `node test/support/run.mjs test/docs/agents-shown.ts`
 * reads vitest's report in out/tests.json, prints a line for each real client, and fails for a claim that no passed test
 * bears out.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Agent } from "../../src/agents/agent.ts";
import { AGENTS } from "../../src/agents/index.ts";
import type { RealClient } from "../support/clients/client.ts";
import { CLIENTS } from "../support/clients/index.ts";
import { out } from "../support/project.ts";

/** The part of vitest's JSON report that counts here. */
export interface Report {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

export interface Shown {
  /** `claude-code 2.1.329: 10 tests passed`. */
  readonly line: string;
  /** Claims of the table that no passed test bears out; empty when all is shown. */
  readonly missing: readonly string[];
}

/** What the report says of one client, beside what its agent's file says. */
export function shownBy({ testResults }: Report, client: RealClient, agent: Agent): Shown {
  const own = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ fullName }) => fullName.startsWith(`${client.id} ${client.version}: `));
  const passed = own.filter(({ status }) => status === "passed").map(({ fullName }) => fullName);
  const missing = claimsOf(client, agent).filter(claim => !passed.some(name => name.includes(claim)));
  return { line: `${client.id} ${client.version}: ${passed.length} of ${own.length} tests passed`, missing };
}

/** Parts of the titles in test/support/client-suite.ts. */
function claimsOf({ shortenPatience }: RealClient, { whenHookFails, whenLate }: Agent): string[] {
  return [
    "acts harmless work runs unasked",
    "acts denied: command, write, edit and MCP call do nothing",
    "acts held for five seconds, then allowed",
    "acts nobody to ask: denied",
    "failures the service is dead",
    `the hook is killed while the person thinks: ${whenHookFails}`,
    ...(shortenPatience ? [`patience ends before an answer: ${whenLate}`] : []),
    "its answer is cut off: denied",
  ];
}

function main(): void {
  const report = JSON.parse(readFileSync(join(out, "tests.json"), "utf8")) as Report;
  for (const client of CLIENTS) {
    const agent = AGENTS.find(({ id }) => id === client.id);
    if (!agent) throw new Error(`there is no agent file for ${client.id}`);
    const { line, missing } = shownBy(report, client, agent);
    console.log(line);
    for (const claim of missing) console.error(`NOT SHOWN of ${client.id}: ${claim}`);
    if (missing.length > 0) process.exitCode = 1;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) main();
