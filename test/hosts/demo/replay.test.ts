/** The replay when its parts are missing, its guard says nothing or no client is there: told, never assumed. */
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { findClaude } from "../../../src/hosts/demo/agent-client.ts";
import { type ReplayResult, replay } from "../../../src/hosts/demo/replay.ts";
import { DELETE_VOLUME, WORKSPACE } from "../../../src/hosts/demo/story.ts";
import { writeWorkspace } from "../../../src/hosts/demo/workspace.ts";

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "agentguard-replay-")));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

/** A program in place of the client. */
function program(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${text}\n`);
  chmodSync(file, 0o755);
  return file;
}

test("finds the client where it was named, then on PATH", () => {
  const claude = program("claude", "exit 0");
  expect(findClaude({ PATH: `/nonexistent:${folder}` })).toBe(claude);
  expect(findClaude({ PATH: "/nonexistent", AGENTGUARD_CLAUDE: claude })).toBe(claude);
  expect(findClaude({ PATH: "/nonexistent" })).toBeUndefined();
  expect(findClaude({ PATH: folder, AGENTGUARD_CLAUDE: "/nonexistent/claude" })).toBeUndefined();
});

describe("without a client the hook is called directly", () => {
  const denies = (what: string) =>
    `case "$payload" in *${what}*) echo '{"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"deny","permissionDecisionReason":"not today"}}';; *) echo '{}';; esac`;

  test.each<[string, hook: string, Partial<ReplayResult>]>([
    [
      "what it lets pass reaches the stand-in",
      "echo '{}'",
      { outcome: "ran", calls: 1, toldAgent: '{"data":{"volumeDelete":true}}' },
    ],
    ["what it denies does not", denies("volumeDelete"), { outcome: "held", calls: 0, toldAgent: "not today" }],
    ["a hook that says nothing lets nothing pass", "exit 0", { outcome: "failed", calls: 0 }],
    ["nor one that fails", "echo '{}'; exit 1", { outcome: "failed", calls: 0 }],
    ["nor one that answers in another form", "echo '{ }'", { outcome: "failed", calls: 0 }],
    [
      "nor one that denies everything without a reason",
      `echo '{"hookSpecificOutput":{"permissionDecision":"deny"}}'`,
      { outcome: "failed", calls: 0 },
    ],
  ])("%s", async (_, hook, expected) => {
    vi.stubEnv("AGENTGUARD_CLAUDE", "/nonexistent/claude");
    const launcher = program("hook", `payload=$(cat); printf '%s %s\n' "$1" "$payload" >> ${folder}/calls; ${hook}`);
    const lines: string[] = [];
    const result = await replay({ launcher, log: line => lines.push(line) });
    expect(result).toMatchObject({ ...expected, direct: true });
    expect(lines).toContain("Claude Code is not installed here: the hook is called directly, with the same call.");
    expect(existsSync(JSON.parse(calls()[0]?.slice("claude-code ".length) ?? "{}").cwd)).toBe(false);
  });

  const calls = () => readFileSync(join(folder, "calls"), "utf8").trim().split("\n");

  test("it is sent what Claude Code sends", async () => {
    vi.stubEnv("AGENTGUARD_CLAUDE", "/nonexistent/claude");
    await replay({
      launcher: program(
        "hook",
        `printf '%s ' "$1" >> ${folder}/calls; cat >> ${folder}/calls; echo >> ${folder}/calls; echo '{}'`,
      ),
    });
    const recorded = JSON.parse(
      readFileSync("test/fixtures/agents/claude-code/PreToolUse-shell.json", "utf8"),
    ) as object;
    for (const call of calls()) {
      expect(call).toMatch(/^claude-code \{/);
      const payload = JSON.parse(call.slice("claude-code ".length)) as Record<string, unknown>;
      expect(Object.keys(payload)).toEqual(Object.keys(recorded));
      expect(payload).toMatchObject({ hook_event_name: "PreToolUse", tool_name: "Bash" });
    }
    expect(calls()).toHaveLength(3);
    expect(calls()[2]).toContain(JSON.stringify(DELETE_VOLUME).slice(1, -1));
  });

  test("stopping it ends the hook", async () => {
    vi.stubEnv("AGENTGUARD_CLAUDE", "/nonexistent/claude");
    const launcher = program("hook", `echo $$ > ${folder}/pid; sleep 600`);
    const stop = new AbortController();
    const running = replay({ launcher, signal: stop.signal });
    while (!readdirSync(folder).includes("pid")) await new Promise(resolve => setTimeout(resolve, 10));
    stop.abort();
    expect(await running).toMatchObject({ outcome: "failed", because: "The replay was stopped." });
  });
});

test("a client that never asks its model is a failure, with what it said", async () => {
  const agentBinary = program("broken", "echo 'no licence' >&2; exit 3");
  const result = await replay({ launcher: "/nonexistent/hook", agentBinary });
  expect(result).toMatchObject({ outcome: "failed", calls: 0, because: expect.stringContaining("no licence") });
  expect(result.volumes).toHaveLength(1);
  expect(result.backups).toHaveLength(3);
});

test("a client that cannot be started is a failure as well", async () => {
  const result = await replay({ launcher: "/nonexistent/hook", agentBinary: join(folder, "missing") });
  expect(result).toMatchObject({ outcome: "failed", because: expect.stringContaining("missing") });
});

test("stopping it ends the client and what the client started", async () => {
  const agentBinary = program("slow", `echo $$ > ${folder}/pid; sleep 600`);
  const stop = new AbortController();
  const running = replay({ launcher: "/nonexistent/hook", agentBinary, signal: stop.signal });
  while (!readdirSync(folder).includes("pid")) await new Promise(resolve => setTimeout(resolve, 10));
  stop.abort();
  expect(await running).toMatchObject({ outcome: "failed", because: "The replay was stopped." });
});

test("its workspace holds every file of the story", () => {
  writeWorkspace(join(folder, "pocketos"));
  const files = readdirSync(join(folder, "pocketos"), { recursive: true, withFileTypes: true }).filter(e => e.isFile());
  expect(files.map(e => join(e.parentPath, e.name).slice(folder.length + "/pocketos/".length)).sort()).toEqual(
    Object.keys(WORKSPACE).sort(),
  );
});
