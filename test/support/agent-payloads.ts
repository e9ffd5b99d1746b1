/** Payloads of agents' hooks kept as files, and what a reading of one comes to. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Agent, Payload } from "../../src/agents/agent.ts";
import { parsePayload } from "../../src/agents/payload.ts";

const FIXTURES = new URL("../fixtures/agents/", import.meta.url);

/** What matters of a payload, flat: the act without its origin and environment, or the kind of anything else. */
export function view(payload: Payload): unknown {
  if (payload.kind !== "act") return payload.kind;
  const { origin: _, env: _env, ...act } = payload.action;
  return act;
}

export function recorded(agent: string, name: string): unknown {
  return parsePayload(readFileSync(new URL(`${agent}/${name}.json`, FIXTURES)));
}

/** One test for each file of this agent, and one that none is left out. */
export function checkPayloads(agent: Agent, expected: Readonly<Record<string, unknown>>): void {
  test("each payload has its line here", () => {
    const files = readdirSync(new URL(`${agent.id}/`, FIXTURES)).map(name => name.replace(".json", ""));
    expect(files.sort()).toEqual(Object.keys(expected).sort());
  });
  test.each(Object.entries(expected))("%s", (name, act) => {
    expect(view(agent.read(recorded(agent.id, name), undefined))).toEqual(act);
  });
}
