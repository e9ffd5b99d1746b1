/**
 * One act never holds up another: texts made to occupy the reader, beside ordinary calls of other clients. What is
 * measured is printed, beside the same calls alone. AGENTGUARD_LOAD says how many calls (20,000 by hand).
 */
import { type ChildProcess, spawn } from "node:child_process";
import { afterAll, beforeAll, expect, test } from "vitest";
import { AGENTS } from "../../src/agents/index.ts";
import { callService, serviceStatus } from "../../src/platform/service-client.ts";
import { dist } from "../support/project.ts";
import { Sandbox } from "../support/sandbox.ts";

const CALLS = Number(process.env.AGENTGUARD_LOAD ?? 1500);
const CLIENTS = 16;

/** Of the medians: 2 to 6 on two cores. Where one act holds up all others it is 30 and more. */
const MOST = 15;

const sandbox = new Sandbox();
let service: ChildProcess | undefined;
const agent = AGENTS.find(({ id }) => id === "claude-code");

const ORDINARY = [
  "git status",
  "ls -la src",
  "npm test",
  "cat README.md | head -20",
  "git add -A && git commit -m 'more'",
  "grep -rn TODO src",
  "mkdir -p out && cp README.md out/",
  "node --version",
];

/** Texts that take long to read, or more than anybody should. */
const HOSTILE = [
  "cd a; ".repeat(10_000),
  Array.from({ length: 3000 }, (_, i) => `mv a${i} b${i}`).join("; "),
  `rm -rf ${Array.from({ length: 4000 }, (_, i) => `a${i}*`).join(" ")}`,
  "a=xx; ".concat("a=$a$a; ".repeat(200), "rm -rf $a"),
  `rm -rf ${"{a,b,c,d}".repeat(12)}`,
  `${Array.from({ length: 2000 }, (_, i) => `f${i}() { f${i + 1}; f${i + 1}; }`).join("; ")}; f0`,
  `python3 -c '${"import os;os.remove(a);".repeat(2500)}'`,
  `${"eval ".repeat(4000)}ls`,
];

async function call(command: string): Promise<{ readonly ms: number; readonly body: string }> {
  const payload = JSON.stringify(agent?.shellCall(command, sandbox.workspace));
  const begun = performance.now();
  const options = { timeoutMs: 60_000, headers: { "Content-Type": "application/json" } };
  const { body } = await callService(sandbox.places, "POST", `/v1/hook/${agent?.id}`, payload, options);
  return { ms: performance.now() - begun, body };
}

const part = (sorted: readonly number[], share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;

/** Latencies of ordinary calls by all clients at once, sorted; ms. */
async function ordinary(calls: number): Promise<readonly number[]> {
  const found: number[] = [];
  let next = 0;
  await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      while (next < calls) {
        const { ms, body } = await call(ORDINARY[next++ % ORDINARY.length] ?? "");
        expect(body).not.toContain("deny");
        found.push(ms);
      }
    }),
  );
  return found.sort((a, b) => a - b);
}

beforeAll(async () => {
  const unlimited = { destructivePerMinute: 1_000_000, destructivePerSession: 1_000_000, deletedPerMinute: 1_000_000 };
  sandbox.write(
    sandbox.places.userPolicy,
    JSON.stringify({ version: 1, limits: { ...unlimited, retriesAfterDenial: 1_000_000 } }),
  );
  // Nobody is there to be asked: whatever is asked is refused at once.
  service = spawn(process.execPath, [dist("cli"), "service", "run", "--grace-ms", "1"], {
    env: sandbox.env,
    cwd: sandbox.workspace,
    stdio: "ignore",
  });
  while (!(await serviceStatus(sandbox.places).catch(() => undefined)))
    await new Promise(resolve => setTimeout(resolve, 50));
});
afterAll(() => {
  service?.kill();
  sandbox.remove();
});

test("ordinary calls beside hostile ones", { timeout: 900_000 }, async () => {
  await ordinary(200);
  const alone = await ordinary(CALLS);
  let going = true;
  const hostile: { readonly ms: number; readonly body: string }[] = [];
  const attacking = Promise.all(
    HOSTILE.slice(0, 2).map(async (_, client) => {
      for (let i = client; going; i++) hostile.push(await call(HOSTILE[i % HOSTILE.length] ?? ""));
    }),
  );
  const beside = await ordinary(CALLS);
  going = false;
  await attacking;
  const told = (name: string, sorted: readonly number[]) =>
    console.log(
      `${name}: ${sorted.length} calls, median ${part(sorted, 0.5).toFixed(0)} ms, p99 ${part(sorted, 0.99).toFixed(0)} ms, longest ${part(sorted, 1).toFixed(0)} ms`,
    );
  told("alone", alone);
  told("beside hostile ones", beside);
  told(
    "hostile",
    hostile.map(({ ms }) => ms).sort((a, b) => a - b),
  );
  expect(hostile.length).toBeGreaterThan(1);
  expect(part(beside, 0.5) / part(alone, 0.5)).toBeLessThan(MOST);
  // It is still there, and reads as before.
  expect((await call("rm -rf /")).body).toContain("deny");
});
