import { expect, test } from "vitest";
import type { EnvironmentName } from "../../../src/core/places/environment.ts";
import { badge, evidenceLines } from "../../../src/hosts/editor/present/badge-text.ts";
import type { EnvironmentResult } from "../../../src/wire/messages/environment.ts";

const reaches = (name: EnvironmentName, over: Partial<EnvironmentResult> = {}): EnvironmentResult => ({
  name,
  label: name.toUpperCase(),
  evidence: [],
  ...over,
});

function check(environment: EnvironmentResult, text: string, background: string | undefined, color?: string): void {
  const shown = badge(environment);
  expect([shown.text, shown.background, shown.color]).toEqual([text, background, color]);
  expect(shown.accessible).toContain(environment.name);
}

test("production is red, staging is a warning, the others are plain; a sign stays where a theme has no colours", () => {
  check(reaches("production", { label: "PROD", color: "#d11" }), "▲ PROD", "error");
  check(reaches("staging"), "△ STAGING", "warning");
  check(reaches("local"), "LOCAL", undefined);
  check(reaches("unknown"), "UNKNOWN", undefined);
  check(reaches("development", { color: "#1a1" }), "DEVELOPMENT", undefined, "#1a1");
});

test("a label from a policy file stays one short line", () => {
  expect(badge(reaches("production", { label: `P\nR\u202E${"O".repeat(80)}D` })).text.length).toBeLessThan(40);
  expect(badge(reaches("production", { label: "P\nR" })).text).not.toContain("\n");
});

test("in a window with several folders each badge says whose it is", () => {
  const { text, accessible } = badge(reaches("production", { label: "PROD" }), "api\n\u202E");
  expect(text).toMatch(/^api.*: ▲ PROD$/);
  expect(accessible).toMatch(/^AgentGuard: api.* reaches production$/);
});

test("evidence names file and line from the folder, and links only where there is a file", () => {
  const lines = evidenceLines(
    reaches("production", {
      evidence: [
        { because: "DATABASE_URL points at db.acme.io", file: "/work/app/.env", line: 3 },
        { because: "branch main" },
        { because: "kube context", file: "/home/me/.kube/config" },
      ],
    }),
    "/work/app",
  );
  expect(lines).toEqual([
    { because: "DATABASE_URL points at db.acme.io", link: { label: ".env:3", file: "/work/app/.env", line: 3 } },
    { because: "branch main" },
    { because: "kube context", link: { label: "/home/me/.kube/config", file: "/home/me/.kube/config", line: 1 } },
  ]);
});
