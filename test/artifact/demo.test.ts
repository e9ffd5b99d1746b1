/** The built demo, as `npm run demo` starts it: a real agent, a guard of its own, the outcome read from the stand-in. */
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { installClaude } from "../support/claude-client.ts";
import { type Ran, run } from "../support/process.ts";
import { dist } from "../support/project.ts";

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "agentguard-demo-test-")));
});
afterEach(() => {
  // Whatever the outcome, nothing of it stays: no home, no workspace, no service's files.
  const left = readdirSync(folder);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  expect(left).toEqual([]);
});

async function environment(): Promise<NodeJS.ProcessEnv> {
  return { PATH: process.env.PATH, HOME: folder, TMPDIR: folder, AGENTGUARD_CLAUDE: await installClaude(console.log) };
}

async function demo(command: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ran> {
  const [program = process.execPath, ...args] = command;
  return run(program, args, { cwd: folder, env: { ...(await environment()), ...env } });
}

const built = (...args: readonly string[]) => [process.execPath, dist("demo"), ...args];
const HELD = "The stand-in holds: pocketos-db (production, 3 backups). Deletions that arrived: 0.";
const GONE = "The stand-in holds: no volume and no backup. Deletions that arrived: 1.";

test("denied: the agent is told why and the volume is still there", async () => {
  const { code, stdout } = await demo(built("--answer", "deny"));
  expect(stdout).not.toContain("not installed");
  expect(stdout).toContain(HELD);
  expect(stdout).toMatch(/The agent was told: .*denied this/);
  expect(code).toBe(0);
});

test("the card says what, where, and where the credential was found, and shows no secret", async () => {
  const { stdout } = await demo(built("--answer", "deny"));
  for (const part of [
    "volume",
    "backups",
    "PROD",
    "scripts/domains/.env",
    "curl -sS -X POST https://backboard.railway.app",
  ]) {
    expect(stdout).toContain(part);
  }
  expect(stdout).not.toContain("FAKE-railway-account-token-0000");
});

test("allowed: the call goes through, once", async () => {
  const { code, stdout } = await demo(built("--answer", "allow"));
  expect(stdout).toContain(GONE);
  expect(stdout).toContain('The agent was told: {"data":{"volumeDelete":true}}');
  expect(code).toBe(0);
});

const CARD = "[d]eny  [t]ell and deny  [a]llow once";
const NAME = "To allow this once, type";

test.each<[string, readonly [prompt: string, typed: string][], string]>([
  ["d denies", [[CARD, "d"]], HELD],
  [
    "an allow without the name is none",
    [
      [CARD, "a"],
      [NAME, "something else\r"],
      ["Nothing was allowed.", "d"],
    ],
    HELD,
  ],
  [
    "an allow with the name allows",
    [
      [CARD, "a"],
      [NAME, "3d2c42fb\r"],
    ],
    GONE,
  ],
])("at a terminal: %s", async (_, conversation, outcome) => {
  const said = await converse(built().join(" "), conversation);
  expect(said.text).toContain(outcome);
  expect(said.code).toBe(0);
});

/** Runs a command line in a terminal of its own (`script` gives it one) and types each answer when it is asked for. */
async function converse(line: string, conversation: readonly (readonly [prompt: string, typed: string])[]) {
  const child = spawn("script", ["-qec", line, "/dev/null"], { cwd: folder, env: await environment() });
  const rest = [...conversation];
  let text = "";
  child.stdout.on("data", data => {
    text += data;
    if (!rest[0] || !text.includes(rest[0][0])) return;
    const typed = rest.shift()?.[1] ?? "";
    // Keys count once the card could be read.
    setTimeout(() => child.stdin.write(typed), 1500);
  });
  const code = await new Promise<number | null>(resolve => child.on("close", resolve));
  return { text, code };
}

test.each<[answer: "deny" | "allow", outcome: string, told: RegExp]>([
  ["deny", HELD, /The agent was told: .*denied this/],
  ["allow", GONE, /The agent was told: \{"data":\{"volumeDelete":true\}\}/],
])("without a client the same call goes through the same hook: %s", async (answer, outcome, told) => {
  const { code, stdout } = await demo(built("--answer", answer), { AGENTGUARD_CLAUDE: "/nonexistent/claude" });
  expect(stdout).toContain("Claude Code is not installed here: the hook is called directly, with the same call.");
  expect(stdout).toContain(outcome);
  expect(stdout).toMatch(told);
  expect(code).toBe(0);
});

test("without a terminal and without an answer it does not start", async () => {
  const { code, stderr } = await demo(built());
  expect(stderr).toContain("usage: npm run demo");
  expect(code).toBe(2);
});
