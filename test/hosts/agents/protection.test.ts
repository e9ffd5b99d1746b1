/** Protecting and unprotecting agents as the editor and the command line do it, on the real disk of a throw-away home. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Agent } from "../../../src/agents/agent.ts";
import { claudeCode } from "../../../src/agents/claude-code.ts";
import {
  agentHere,
  agentsHere,
  applyPlan,
  type Plan,
  planOf,
  type Step,
} from "../../../src/hosts/agents/protection.ts";
import { placesAt } from "../../../src/platform/places.ts";

let home: string;
const own = () => placesAt(home, join(home, "data"), join(home, "config"));

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "ag-protect-"));
  mkdirSync(own().data);
  writeFileSync(own().launcher, "#!/bin/sh\nexit 2\n", { mode: 0o755 });
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const states = () => agentsHere(own(), {}).map(({ agent, protection }) => [agent.id, protection]);
const agent = (id: string) => {
  const found = agentsHere(own(), {}).find(here => here.agent.id === id);
  if (!found) throw new Error(`${id} is not here`);
  return found.agent;
};
async function take(step: Step, id: string): Promise<Plan> {
  const plan = planOf(step, agent(id), own(), {});
  await applyPlan(step, plan, own(), {});
  return plan;
}

test("only agents that are on the machine are offered", () => {
  expect(states()).toEqual([]);
  mkdirSync(join(home, ".claude"));
  expect(states()).toEqual([["claude-code", "no"]]);
});

/** An executable file, and nothing else of its agent. */
function program(...path: readonly string[]): void {
  const file = join(home, ...path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, "#!/bin/sh\n", { mode: 0o755 });
}

const NVM = [".nvm", "versions", "node", "v24.1.0"] as const;

test.each<[name: string, put: () => void, env: NodeJS.ProcessEnv, found: readonly string[]]>([
  ["on PATH", () => program("anywhere", "codex"), { PATH: "<home>/anywhere" }, ["codex"]],
  ["in ~/.local/bin", () => program(".local", "bin", "claude"), {}, ["claude-code"]],
  ["of a Node that nvm has put there", () => program(...NVM, "bin", "gemini"), {}, ["gemini-cli"]],
  [
    "in npm's own prefix",
    () => {
      program("npm-packages", "bin", "qwen");
      writeFileSync(join(home, ".npmrc"), "registry=https://r.example\nprefix = ${HOME}/npm-packages\n");
    },
    {},
    ["qwen-code"],
  ],
  ["where another program has the same name", () => program(".local", "bin", "goose"), {}, []],
  ["where another program has the same name, in another package", () => program(".local", "bin", "copilot"), {}, []],
  [
    "where another program has the same name, in the agent's own package",
    () => {
      const bin = ["lib", "node_modules", "@github", "copilot", "index.js"];
      program(...NVM, ...bin);
      mkdirSync(join(home, ...NVM, "bin"));
      symlinkSync(join(home, ...NVM, ...bin), join(home, ...NVM, "bin", "copilot"));
    },
    {},
    ["copilot-cli"],
  ],
  ["that cannot be started", () => mkdirSync(join(home, ".local", "bin", "codex"), { recursive: true }), {}, []],
])("an agent that was never started is found by its program %s", (_, put, env, found) => {
  put();
  const PATH = env.PATH?.replace("<home>", home);
  const here = agentsHere(own(), PATH === undefined ? {} : { PATH });
  expect(here.map(({ agent, protection }) => [agent.id, protection])).toEqual(found.map(id => [id, "no"]));
});

test("protecting writes what the plan shows, and unprotecting restores every byte", async () => {
  mkdirSync(join(home, ".claude"));
  const file = join(home, ".claude", "settings.json");
  const before = '{\n\t"model": "x"\n}\n';
  writeFileSync(file, before);

  const plan = await take("protect", "claude-code");
  expect(plan.changes.map(change => [change.file, change.before])).toEqual([[file, before]]);
  expect(readFileSync(file, "utf8")).toBe(plan.changes[0]?.after);
  expect(readFileSync(file, "utf8")).toContain(own().launcher);
  expect(states()).toEqual([["claude-code", "yes"]]);
  expect(planOf("protect", agent("claude-code"), own(), {}).changes).toEqual([]);

  await take("unprotect", "claude-code");
  expect(readFileSync(file, "utf8")).toBe(before);
  expect(states()).toEqual([["claude-code", "no"]]);
});

test("a file that changed after it was shown is not written", async () => {
  mkdirSync(join(home, ".claude"));
  const file = join(home, ".claude", "settings.json");
  writeFileSync(file, "{}\n");
  const plan = planOf("protect", agent("claude-code"), own(), {});
  writeFileSync(file, '{ "model": "y" }\n');
  await expect(applyPlan("protect", plan, own(), {})).rejects.toThrow(file);
  expect(readFileSync(file, "utf8")).toBe('{ "model": "y" }\n');
});

test("an agent whose launcher is gone is not fully protected, and one that left can still be unprotected", async () => {
  mkdirSync(join(home, ".claude"));
  await take("protect", "claude-code");
  rmSync(own().launcher);
  expect(states()).toEqual([["claude-code", "partly"]]);
  expect(agentsHere(own(), {})[0]?.because).toContain("launcher");
  await take("unprotect", "claude-code");
  expect(existsSync(join(home, ".claude", "settings.json"))).toBe(false);
});

test("an agent without hooks is named when it is here, and nothing protects it", () => {
  const unhooked: Agent = { ...claudeCode, title: "Unhooked", cannot: [], install: () => [] };
  expect(agentsHere(own(), {}, [unhooked])).toEqual([]);
  mkdirSync(join(home, ".claude"));
  expect(agentsHere(own(), {}, [unhooked])).toEqual([
    { agent: unhooked, protection: "impossible", wrong: [], because: expect.stringMatching(/^Unhooked has no hooks/) },
  ]);
  const told = agentHere({ ...unhooked, cannot: ["It asks nobody."] }, own(), {});
  expect(told).toMatchObject({ protection: "impossible", because: "It asks nobody." });
  expect(planOf("protect", unhooked, own(), {}).changes).toEqual([]);
});
