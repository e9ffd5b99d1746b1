/** Entries that refuse by themselves when the launcher does not answer, started as the agents start them. */
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { InstallTarget, Start } from "../../src/agents/agent.ts";
import { AGENTS } from "../../src/agents/index.ts";
import { applyInstall, planInstall } from "../../src/platform/install.ts";

const NOWHERE: InstallTarget = { home: "/h", env: {}, launcher: "/h/agentguard/hook" };
/** A module is loaded by its agent, not started: plugins.test.ts. */
const CLOSED = AGENTS.filter(agent =>
  agent.install(NOWHERE).some(edit => {
    const text = edit.apply(null);
    return /AgentGuard could not be asked/.test(text) && edit.starts?.(text)?.kind !== "module";
  }),
);

test("the agents that have no switch for it", () => {
  expect(CLOSED.map(({ id }) => id)).toEqual(
    expect.arrayContaining(["augment", "cline", "crush", "devin", "droid", "grok-build", "kiro", "windsurf"]),
  );
});

describe.each(CLOSED)("$id", agent => {
  let home: string;
  let launcher: string;
  let start: Start | undefined;
  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), "agentguard-closed-"));
    launcher = join(home, "it's data/agentguard/hook");
    const target = { home, env: {}, launcher };
    const note = { receipts: join(home, "receipts"), version: "1.0.0" };
    await applyInstall(agent, target, planInstall(agent, target), note);
    start = agent
      .install(target)
      .map(edit => edit.starts?.(edit.apply(null)))
      .find(found => found !== undefined);
  });
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  /** `body` of the launcher; null: there is none. */
  const run = (body: string | null) => {
    rmSync(launcher, { force: true });
    if (body !== null) {
      mkdirSync(dirname(launcher), { recursive: true });
      writeFileSync(launcher, `#!/bin/sh\n[ "$1" = ${agent.id} ] || exit 9\n${body}\n`);
      chmodSync(launcher, 0o700);
    }
    if (!start || start.kind === "module") throw new Error("started by a line or a program");
    const [program = "", ...args] = start.kind === "line" ? ["/bin/sh", "-c", start.line] : start.argv;
    const { stdout, stderr, status } = spawnSync(program, args, { input: "{}", encoding: "utf8", env: {} });
    return { stdout, stderr, exitCode: status };
  };
  /** What the launcher does with an answer of this agent. */
  const say = ({ stdout, stderr, exitCode }: ReturnType<typeof agent.reply>) => {
    const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
    return `/bin/cat > /dev/null; printf %s ${quoted(stdout)}; printf %s ${quoted(stderr)} >&2; exit ${exitCode}`;
  };

  test("hands on what the launcher says, to the byte", () => {
    const { event } = agent.read(agent.shellCall("true", "/work"), {});
    for (const answer of [{ kind: "no-opinion" }, { kind: "deny", reason: "it's held" }] as const) {
      const reply = agent.reply(answer, event);
      expect(run(say(reply))).toEqual(reply);
    }
  });

  test.each([
    ["crashes", "exit 3"],
    ["is killed", "kill -9 $$"],
    ["is not there", null],
  ])("refuses, and says why, when the launcher %s", (_, body) => {
    const { stdout, stderr, exitCode } = run(body);
    expect(stdout + stderr).toMatch(/AgentGuard could not be asked.*Nothing was run/);
    const refusal = agent.reply({ kind: "deny", reason: "x" }, undefined);
    expect(exitCode).toBe(refusal.exitCode);
  });
});
