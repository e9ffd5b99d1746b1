/** The guard proves itself again and again on an ordinary day: none of that is held against an agent. */
import { existsSync, readFileSync, rmSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { readEntry } from "../../src/core/audit/entry.ts";
import { Machine, needBuild } from "./machine.ts";

let machine: Machine;
beforeAll(needBuild);
beforeEach(() => {
  machine = new Machine();
});
afterEach(() => machine.dispose());

const proof = () => join(machine.places.proofs, "claude-code.json");
const forgetProof = () => rmSync(proof());

it("ten proofs stop nobody, and are no acts of an agent", async () => {
  machine.write(".claude/settings.json", "{}\n");
  expect(await machine.cli(["install", "claude-code", "--yes"])).toMatchObject({ exitCode: 0 });
  for (let i = 0; i < 10; i++)
    expect(await machine.cli(["verify", "claude-code"])).toMatchObject({
      exitCode: 0,
      stdout: "ok       Claude Code: holding, proven just now.\n",
    });
  const { stdout } = await machine.cli(["status"]);
  expect(stdout).toMatch(/^Agents may act\.$/m);
  expect(stdout).toMatch(/^No act was judged yet\.$/m);

  const intents = readFileSync(machine.places.audit, "utf8")
    .split("\n")
    .map(readEntry)
    .filter(entry => entry?.kind === "intent");
  // Those of the installation, which is proven too, and of the ten that were asked for.
  expect(intents.map(({ proof, decision }) => [proof, decision])).toEqual(
    Array.from({ length: 22 }, (_, i) => [true, i % 2 === 0 ? "allow" : "deny"]),
  );
  expect(await machine.cli(["audit", "verify"])).toMatchObject({ exitCode: 0 });
  const shown = (await machine.cli(["audit", "show", "--last", "4"])).stdout.trim().split("\n");
  expect(shown[2]).toMatch(/claude-code command, AgentGuard's own proof: cp .* → deny/);
});

it("what only looks like a proof counts like any other act", async () => {
  machine.deploy();
  await machine.service("--grace-ms", "20");
  const forged = (i: number) =>
    machine.act(
      "Bash",
      { command: `cp /dev/null '${machine.places.launcher}' # agentguard proof ${i}` },
      { session_id: "agentguard-verify" },
    );
  for (let i = 0; i < 7; i++) await machine.hook(forged(i)).ended;
  expect((await machine.status())?.haltedBecause).toMatch(/keeps trying: it tries to change or end its guard/);
});

it("without a service nothing is proven, and the light says why", async () => {
  machine.write(".claude/settings.json", "{}\n");
  expect(await machine.cli(["install", "claude-code", "--yes"])).toMatchObject({ exitCode: 0 });
  expect(await machine.cli(["service", "stop"])).toMatchObject({ exitCode: 0 });
  forgetProof();
  // Somebody holds the lock for ever.
  utimesSync(machine.write(".local/share/agentguard/service.lock.lock", ""), 4e9, 4e9);
  expect(await machine.cli(["verify", "claude-code"])).toMatchObject({
    exitCode: 1,
    stdout: expect.stringMatching(/^OFF .*The proof could not begin: the AgentGuard service did not start/),
  });
});

it("a proof during which agents are stopped says nothing of the hook", async () => {
  machine.write(".claude/settings.json", "{}\n");
  expect(await machine.cli(["install", "claude-code", "--yes"])).toMatchObject({ exitCode: 0 });
  forgetProof();
  // One that runs would put its launcher back.
  expect(await machine.cli(["service", "stop"])).toMatchObject({ exitCode: 0 });
  const halt = `{"because":"a person stopped them","at":1}`;
  machine.write(".local/share/agentguard/hook", `#!/bin/sh\necho '${halt}' > '${machine.places.halt}'\nexit 2\n`);
  const verified = await machine.cli(["verify", "claude-code"]);
  expect(verified.stdout).not.toContain("A harmless call was not passed");
  expect(existsSync(proof())).toBe(false);
});

it("several windows that prove at once disturb neither each other nor the agents", async () => {
  machine.write(".claude/settings.json", "{}\n");
  expect(await machine.cli(["install", "claude-code", "--yes"])).toMatchObject({ exitCode: 0 });
  const verified = await Promise.all(Array.from({ length: 4 }, () => machine.cli(["verify", "claude-code"])));
  expect(verified.map(({ stdout }) => stdout)).toEqual(
    Array(4).fill("ok       Claude Code: holding, proven just now.\n"),
  );
  const editor = await machine.editor();
  expect(editor.state()).toMatchObject({ halted: false, recent: [], budget: { acts: 0, asked: 0 } });
  // A window that opens while agents are stopped proves nothing, and leaves what was proven as it is.
  expect(await machine.cli(["halt", "lunch"])).toMatchObject({ exitCode: 0 });
  expect(await machine.cli(["verify", "claude-code"])).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining("agents are stopped (lunch)"),
  });
  expect((await machine.cli(["status"])).stdout).toMatch(/^Claude Code: holding, proven/m);
});
