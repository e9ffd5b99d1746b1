/** The replay when its parts are missing or its guard says nothing: told, never assumed. */
import { chmodSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findClaude, NoClient } from "../../../src/hosts/demo/agent-client.ts";
import { replay } from "../../../src/hosts/demo/replay.ts";
import { WORKSPACE } from "../../../src/hosts/demo/story.ts";
import { writeWorkspace } from "../../../src/hosts/demo/workspace.ts";

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "agentguard-replay-")));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A program in place of the client. */
function program(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${text}\n`);
  chmodSync(file, 0o755);
  return file;
}

test("finds the client where it was named, then on PATH, and says how to get one", () => {
  const claude = program("claude", "exit 0");
  expect(findClaude({ PATH: `/nonexistent:${folder}` })).toBe(claude);
  expect(findClaude({ PATH: "/nonexistent", AGENTGUARD_CLAUDE: claude })).toBe(claude);
  expect(() => findClaude({ PATH: "/nonexistent" })).toThrow(NoClient);
  expect(() => findClaude({ PATH: folder, AGENTGUARD_CLAUDE: "/nonexistent/claude" })).toThrow("npm i -g");
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
