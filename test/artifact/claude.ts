/** What Claude Code is told, byte for byte. */
import { expect } from "vitest";
import type { Ran } from "./machine.ts";

/** Claude Code's "no opinion": whatever it would have done goes on. */
export function expectNoOpinion(ran: Ran): void {
  expect(ran).toEqual({ stdout: "{}\n", stderr: "", exitCode: 0 });
}

/** Claude Code's denial; `reason` must match. */
export function expectDenied(ran: Ran, reason: RegExp): void {
  const said = JSON.parse(ran.stdout) as { hookSpecificOutput?: Record<string, unknown> };
  expect(said.hookSpecificOutput).toMatchObject({ hookEventName: "PreToolUse", permissionDecision: "deny" });
  expect(said.hookSpecificOutput?.permissionDecisionReason).toMatch(reason);
}
