import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { knownKeys, policyJsonSchema } from "../../../src/core/policy/json-schema.ts";

const file = new URL("../../../media/schema/agentguard.schema.json", import.meta.url);

test("the published schema is the one that files are checked with (UPDATE_SCHEMA=1 rewrites it)", () => {
  const generated = `${JSON.stringify(policyJsonSchema(), null, 2)}\n`;
  if (process.env.UPDATE_SCHEMA === "1") writeFileSync(file, generated);
  expect(readFileSync(file, "utf8")).toBe(generated);
});

describe("every key explains itself on hover", () => {
  const described = (node: unknown, path: string): string[] => {
    if (typeof node !== "object" || node === null) return [];
    const { properties, items, anyOf, additionalProperties } = node as Record<string, unknown>;
    const inside = Object.entries(properties ?? {}).flatMap(([key, child]) => [
      ...((child as { description?: string }).description ? [] : [`${path}/${key}`]),
      ...described(child, `${path}/${key}`),
    ]);
    return [
      ...inside,
      ...described(items, path),
      ...described(additionalProperties, path),
      ...[anyOf ?? []].flat().flatMap(one => described(one, path)),
    ];
  };
  test("no key is without a description", () => {
    expect(described(policyJsonSchema(), "")).toEqual([]);
  });
});

test.each([
  [
    [],
    [
      "$schema",
      "version",
      "profile",
      "mode",
      "thresholds",
      "environments",
      "rules",
      "agents",
      "limits",
      "examples",
      "credentials",
      "servers",
      "maskedReads",
      "terminals",
      "protect",
    ],
  ],
  [
    ["agents", "reviewer"],
    ["match", "may"],
  ],
  [["thresholds"], ["ask", "deny"]],
  [
    ["rules", 3, "when"],
    ["rule", "effect", "resource", "environment", "path", "command", "host", "tool", "agent", "role", "time"],
  ],
  [
    ["environments", "production", "badge"],
    ["label", "color"],
  ],
  [["mode"], []],
])("known keys at %j", (path, keys) => {
  expect(knownKeys(path)).toEqual(keys);
});
