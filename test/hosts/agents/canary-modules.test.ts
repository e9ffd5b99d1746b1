/** Agents that load a module of ours: the proof loads it too, whatever its ending, before it asks the launcher. */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { InstallTarget } from "../../../src/agents/agent.ts";
import { AGENTS } from "../../../src/agents/index.ts";
import { flyCanaries } from "../../../src/hosts/agents/canary.ts";
import { type Places, placesAt } from "../../../src/platform/places.ts";

const NOWHERE: InstallTarget = { home: "/h", env: {}, launcher: "/h/agentguard/hook" };
const LOADED = AGENTS.filter(agent =>
  agent.install(NOWHERE).some(edit => edit.starts?.(edit.apply(null))?.kind === "module"),
);

test("the agents that load one", () => {
  expect(LOADED.map(({ id }) => id)).toEqual(expect.arrayContaining(["amp", "kilo", "opencode"]));
});

describe.each(LOADED)("$id", agent => {
  let home: string;
  let own: Places;
  let target: InstallTarget;
  let file: string;
  beforeEach(() => {
    home = realpathSync(mkdtempSync(join(tmpdir(), "ag-canary-")));
    own = placesAt(home, join(home, "data"), join(home, "config"));
    target = { home, env: {}, launcher: own.launcher };
    const { event } = agent.read(agent.shellCall("true", home), {});
    const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
    const say = ({ stdout, stderr, exitCode }: ReturnType<typeof agent.reply>) =>
      `printf %s ${quoted(stdout)}; printf %s ${quoted(stderr)} >&2; exit ${exitCode}`;
    const yes = say(agent.reply({ kind: "no-opinion" }, event));
    const no = say(agent.reply({ kind: "deny", reason: "it is the guard's own" }, event));
    write(own.launcher, `#!/bin/sh\ncase $(/bin/cat) in */dev/null*) ${no} ;; esac\n${yes}\n`);
    chmodSync(own.launcher, 0o755);
    for (const edit of agent.install(target)) {
      file = edit.file;
      write(file, edit.apply(null));
    }
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  const issue = async () => ({ harmless: "true", forbidden: `cp /dev/null ${own.launcher}`, file: own.launcher });

  function write(path: string, text: string): void {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }

  test("a module that can be loaded, and a launcher that answers", async () => {
    expect(await flyCanaries(agent, target, own, issue)).toEqual({ ok: true, because: expect.any(String) });
  });

  test("one that cannot be loaded is no proof", async () => {
    write(file, `${readFileSync(file, "utf8")}\n}`);
    const { ok, because } = await flyCanaries(agent, target, own, issue);
    expect([ok, because]).toEqual([false, expect.stringContaining(`cannot load ${file}`)]);
  });
});
