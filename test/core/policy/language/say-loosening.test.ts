/** What trusting a workspace's policy would mean, in words. */
import { expect, it } from "vitest";
import { sayLoosenings } from "../../../../src/core/policy/language/say-loosening.ts";
import { loadPolicy } from "../../../../src/core/policy/load.ts";

function check(policy: Record<string, unknown>, expected: readonly string[]): void {
  const { policy: layer, problems } = loadPolicy(JSON.stringify({ version: 1, ...policy }), "/w/.agentguard.json");
  if (!layer) throw new Error(JSON.stringify(problems));
  expect(sayLoosenings(layer).map(({ says }) => says)).toEqual(expected);
}

it.each<[Record<string, unknown>, string[]]>([
  [{ thresholds: { ask: 30 } }, []],
  [{ mode: "observe" }, ["Only observes: nothing is held any more."]],
  [{ profile: "observe" }, ["Only observes: nothing is held any more."]],
  [{ thresholds: { ask: 80, deny: 99 } }, ["Asks only from a score of 80.", "Refuses only from a score of 99."]],
  [
    { environments: { staging: { match: { host: ["a.example", "b.example"] } } } },
    ["Says that a.example, b.example are staging, and no longer production."],
  ],
  [
    { environments: { production: { match: { host: "a.example" }, badge: { label: "toy" } } } },
    ['Shows production under the name "toy".'],
  ],
  [
    { limits: { retriesAfterDenial: 50, then: "ask" } },
    ["Raises the limit retriesAfterDenial to 50.", "Asks, instead of stopping every agent, when a limit is passed."],
  ],
  [{ credentials: [{ name: "TOKEN", for: "x", environment: "local" }] }, ["Says that TOKEN only opens local."]],
  [
    {
      rules: [
        { id: "a", when: { path: "x/**" }, then: "ask" },
        { id: "b", when: { command: "make" }, then: "allow" },
      ],
    },
    ["Lets pass unasked every act run as `make`."],
  ],
])("%j", check);
