/** Judging in threads: what one act that hangs, ends its thread or eats its memory does to the others, and to itself. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { getPriority, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { BUILT_IN } from "../../../../src/core/policy/policy.ts";
import type { Judged } from "../../../../src/hosts/engine.ts";
import { unreadAct } from "../../../../src/hosts/engine.ts";
import { realClock } from "../../../../src/hosts/service/clock.ts";
import { type Act, JudgingPool } from "../../../../src/hosts/service/judging/pool.ts";
import { threadsOf } from "../../../../src/hosts/service/judging/thread.ts";

/** A thread that does as it is told: `hang`, `steps` that never end, `end`, `fill` the memory, `fail`; anything else is allowed at once. */
const SCRIPT = `
const { parentPort, workerData } = require("node:worker_threads");
const pulse = new Int32Array(workerData.pulse);
if (process.platform === "linux")
  Atomics.store(pulse, 2, Number(require("node:fs").readlinkSync("/proc/thread-self").split("/")[2]));
let known = 0;
const busy = (ms, id) => {
  Atomics.store(pulse, 1, id);
  Atomics.add(pulse, 0, 1);
  for (const end = Date.now() + ms; Date.now() < end; );
  Atomics.store(pulse, 1, 0);
  Atomics.add(pulse, 0, 1);
};
parentPort.on("message", async ({ id, action, policy }) => {
  if (action.text.startsWith("steps"))
    for (;;) {
      busy(100, id);
      await new Promise(resolve => setTimeout(resolve, 1));
    }
  Atomics.store(pulse, 1, id);
  Atomics.add(pulse, 0, 1);
  if (policy.text) known++;
  if (action.text.startsWith("hang")) for (;;);
  if (action.text === "end") throw new Error("as it was told to");
  if (action.text === "fill") for (const all = []; ; ) all.push(new Array(1e6).fill(id));
  if (action.text === "fail") parentPort.postMessage({ id, failed: "as it was told to" });
  else parentPort.postMessage({ id, judged: { judgement: { decision: "allow" }, fingerprint: "thread " + known } });
  Atomics.store(pulse, 1, 0);
});
parentPort.postMessage(undefined);
exports.service = async () => {};
`;

const act = (text: string): Act => ({
  action: { kind: "command", text, shell: "bash", cwd: "/", origin: { agent: "claude-code" } },
  policy: BUILT_IN,
  roots: ["/"],
  session: {},
});

let folder: string;
let log: string[];
let pool: JudgingPool;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ag-"));
  log = [];
});
afterEach(() => {
  pool.end();
  rmSync(folder, { recursive: true, force: true });
});

/** A pool that has begun; `script`: text of its threads. */
async function poolOf(script: string, isReady = true): Promise<JudgingPool> {
  const file = join(folder, "service.cjs");
  writeFileSync(file, script);
  pool = new JudgingPool({
    start: threadsOf(file),
    clock: realClock,
    log: message => void log.push(message),
    here: async () => ({ ...unreadAct(act("").action, BUILT_IN, [], "here"), fingerprint: "here" }),
    unread: ({ action, policy, roots }, because) => unreadAct(action, policy, roots, because),
    limitMs: 300,
  });
  pool.start();
  while (isReady && (await pool.judge(act("ls"))).fingerprint === "here") await passed(10);
  return pool;
}

const passed = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));
const told = ({ judgement, fingerprint }: Judged) =>
  judgement.decision === "allow" ? fingerprint : (judgement.effects[0]?.says ?? "");

describe("acts that are judged together", () => {
  const check = (what: string, texts: readonly string[], expected: readonly (string | RegExp)[]) =>
    it(what, { timeout: 60_000 }, async () => {
      const threads = await poolOf(SCRIPT);
      const all = await Promise.all(
        texts.map(text => threads.judge(act(text)).then(told, (error: Error) => `failed: ${error.message}`)),
      );
      for (const [i, one] of expected.entries()) expect(all[i]).toMatch(one);
      // The next one is judged as if nothing had been.
      expect(told(await threads.judge(act("ls")))).toMatch(/^(thread|could do anything: here)/);
    });
  const UNREAD = /^could do anything: reading took longer than 0.3 seconds$/;
  const FINE = /^thread|^could do anything: here$/;
  check("ordinary ones", ["ls", "ls"], ["thread 1", "thread 1"]);
  check("one hangs: it alone is unread", ["ls", "hang", "ls", "ls"], [FINE, UNREAD, FINE, FINE]);
  const long = "hang".padEnd(2000);
  check("more hang than there are threads", [...Array(6).fill(long), "ls"], [...Array(6).fill(UNREAD), FINE]);
  check("one hangs in short stretches", ["steps", "ls", "ls", "ls"], [UNREAD, FINE, FINE, FINE]);
  check(
    "more of these than there are threads",
    [...Array(6).fill("steps".padEnd(2000)), "ls"],
    [...Array(6).fill(UNREAD), FINE],
  );
  check("one ends its thread", ["end", "ls"], [/^could do anything: reading failed \(as it was told to\)$/, FINE]);
  check("one fails", ["fail", "ls"], ["failed: as it was told to", FINE]);
  check("one fills the memory", ["fill", "ls"], [/^could do anything: reading/, FINE]);
});

it.skipIf(process.platform !== "linux")("leaves the processor to others while one holds up its thread", async () => {
  const threads = await poolOf(SCRIPT);
  const behind = () =>
    readdirSync("/proc/self/task").filter(thread => getPriority(Number(thread)) > getPriority()).length;
  const before = behind();
  const both = Promise.all([threads.judge(act("hang")), threads.judge(act("ls"))]);
  while (behind() === before) await passed(10);
  await both;
});

it("judges in its own thread while no other one is ready, and where none can be started", async () => {
  await poolOf("throw new Error('not this one')", false);
  expect((await pool.judge(act("ls"))).fingerprint).toBe("here");
  while (log.length === 0) await passed(10);
  expect((await pool.judge(act("ls"))).fingerprint).toBe("here");
  expect((await pool.judge(act("x".repeat(5000)))).fingerprint).toBe("here");
  expect(log).toEqual(["a thread that judges has ended: reading failed (not this one)"]);
});

it("asks about an act that nobody has read", () => {
  const { judgement } = unreadAct(act("ls").action, BUILT_IN, ["/"], "reading took longer than 2 seconds");
  expect(judgement).toMatchObject({ decision: "ask", override: "confirm", wants: [] });
});

it("hands on rules as they are", () => {
  expect(structuredClone(BUILT_IN)).toEqual(BUILT_IN);
});
