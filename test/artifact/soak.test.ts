/**
 * A busy quarter of an hour of a team in a minute: eight agents at once, ten thousand calls (or as many as the variable
 * AGENTGUARD_SOAK says), two hundred questions open meanwhile, windows that come and go. Nothing is lost, nothing is answered twice or with another's answer, and
 * the service does not grow. What happened is counted and printed.
 */

import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Agent } from "../../src/agents/agent.ts";
import { AGENTS } from "../../src/agents/index.ts";
import type { Attached } from "../../src/hosts/answering/attach.ts";
import { attach } from "../../src/hosts/answering/attach.ts";
import { frameReply } from "../../src/hosts/hook/frame.ts";
import { callService } from "../../src/platform/service-client.ts";
import { Answer } from "../../src/wire/messages/answer.ts";
import { must } from "../support/process.ts";
import { dist } from "../support/project.ts";
import { Sandbox } from "../support/sandbox.ts";
import { serviceProcess } from "../support/service.ts";
import { testSigner } from "../support/test-client.ts";

const CALLS = Number(process.env.AGENTGUARD_SOAK ?? 10_000);
const QUESTIONS = 200;
/** Those that wait long enough for a question to stay open to the end. */
const TEAM = AGENTS.filter(({ channels, timeoutSeconds: wait }) => channels.shell === "held" && wait >= 300).slice(
  0,
  8,
);

const sandbox = new Sandbox();
const cli = (...args: readonly string[]) =>
  must(process.execPath, [dist("cli"), ...args], { env: sandbox.env, cwd: sandbox.workspace });

beforeAll(async () => {
  const unlimited = { destructivePerMinute: 1_000_000, destructivePerSession: 1_000_000, deletedPerMinute: 1_000_000 };
  const limits = { ...unlimited, retriesAfterDenial: 1_000_000 };
  sandbox.write(sandbox.places.userPolicy, JSON.stringify({ version: 1, limits }));
  for (let question = 0; question < QUESTIONS; question++) sandbox.write(`keep/${question}/file`, "x");
  await cli("service", "start");
});
afterAll(() => sandbox.remove());

/** One call of an agent's shell, as its launcher would hand it on; resolves to what the launcher would get. */
async function call(agent: Agent, command: string) {
  const payload = JSON.stringify(agent.shellCall(command, sandbox.workspace));
  const options = { timeoutMs: 280_000, headers: { "Content-Type": "application/json" } };
  const { body } = await callService(sandbox.places, "POST", `/v1/hook/${agent.id}`, payload, options);
  return body;
}

/** Kilobytes of the service that are in memory. */
function residentOf(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
}

function agentAt(index: number): Agent {
  const agent = TEAM[index % TEAM.length];
  if (!agent) throw new Error("there is no agent to soak with");
  return agent;
}

/** The open questions, all of them there. */
async function allOpen(asker: Attached): Promise<void> {
  for (let waited = 0; asker.state().pending.length < QUESTIONS; waited++) {
    if (waited > 2400) throw new Error(`only ${asker.state().pending.length} questions are open`);
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

test("nothing lost, nothing doubled, nothing grows", { timeout: 900_000 }, async () => {
  expect(TEAM).toHaveLength(8);
  const pid = await serviceProcess(sandbox.home);
  let [passed, turn, windows] = [0, 0, 0];
  const resident: number[] = [];
  const wrong: string[] = [];

  // Windows open and close all the while.
  let working = true;
  const comingAndGoing = (async () => {
    while (working) {
      const window = await attach(sandbox.places, {
        signer: testSigner,
        client: `window ${windows++}`,
        folders: [sandbox.workspace],
      });
      await new Promise(resolve => setTimeout(resolve, 100));
      window.close();
    }
  })();
  /** All agents at once, each with its next call as soon as it has its answer, until so many were made. */
  const workUntil = (calls: number) =>
    Promise.all(
      TEAM.map(async agent => {
        const { event } = agent.read(agent.shellCall("true", "/"), {});
        const silence = frameReply(agent.reply({ kind: "no-opinion" }, event));
        for (let number = turn++; number < calls; number = turn++) {
          const reply = await call(agent, `echo ${number} >> log.txt`);
          if (reply === silence) passed++;
          else wrong.push(`${agent.id} ${number}: ${reply}`);
          if (number % (CALLS / 8) === 0) resident.push(residentOf(pid));
        }
        // The call that was one too many.
        turn--;
      }),
    );

  // Every question's answer carries its own words back.
  const asker = await attach(sandbox.places, { signer: testSigner, client: "soak", folders: [sandbox.workspace] });
  const open = Array.from({ length: QUESTIONS }, async (_, index) => {
    const agent = agentAt(index);
    return { index, agent, reply: await call(agent, `rm -r keep/${index}`) };
  });
  await allOpen(asker);
  await workUntil(CALLS / 10);
  expect(asker.state().pending).toHaveLength(QUESTIONS);
  for (const { id, card } of asker.state().pending) {
    const tell = `answer to ${card.command.trim()}`;
    expect(await asker.ask(Answer, { id, answer: "deny", tell })).toMatchObject({ accepted: true });
    // Good once.
    expect(await asker.ask(Answer, { id, answer: "deny" })).toMatchObject({ accepted: false });
  }
  const replies = await Promise.all(open);
  for (const { index, agent, reply } of replies) {
    expect(reply, agent.id).toContain(`answer to rm -r keep/${index}`);
  }
  await expect.poll(() => asker.state().pending, { timeout: 60_000 }).toEqual([]);

  await workUntil(CALLS);
  working = false;
  await comingAndGoing;
  asker.close();
  resident.push(residentOf(pid));
  expect(wrong.slice(0, 3)).toEqual([]);
  expect(passed).toBe(CALLS);

  await cli("audit", "verify");
  // The heap takes its time to grow to what it needs: two thirds of the calls have to be enough for that.
  const warm = resident[Math.floor((resident.length * 2) / 3)] ?? 0;
  const last = resident.at(-1) ?? 0;
  console.log(
    `soak: ${passed} calls of ${TEAM.length} agents passed, ${replies.length} questions answered once each, ` +
      `${windows} windows opened and closed; MB resident: ${resident.map(kB => Math.round(kB / 1024)).join(" ")}`,
  );
  expect(last / warm).toBeLessThan(1.2);
});
