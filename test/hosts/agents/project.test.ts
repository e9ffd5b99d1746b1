/** Hooks for one project alone, on the real disk of a throw-away home. */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { AGENTS } from "../../../src/agents/index.ts";
import { type Around, lightNow } from "../../../src/hosts/agents/health.ts";
import { type InProject, inProject, projectFiles } from "../../../src/hosts/agents/project.ts";
import { agentHere, applyPlan, planOf, type Step } from "../../../src/hosts/agents/protection.ts";
import { littleHome, put } from "../../support/little-home.ts";

let home: string;
let root: string;
let around: Around;
let remove: () => void;
beforeEach(() => {
  ({ home, root, around, remove } = littleHome());
});
afterEach(() => remove());

const target = () => ({ home, env: {}, launcher: around.own.launcher });
const take = (step: Step, { agent, own }: InProject) => applyPlan(step, planOf(step, agent, own, {}), own, {}, root);

const HOOKED = AGENTS.filter(({ inProject }) => inProject);

test("agents that do not tell which folders they trust take none", () => {
  const hooked = AGENTS.filter(agent => agent.install({ home: "/h", env: {}, launcher: "/l" }).length > 0);
  const others = hooked.filter(agent => !HOOKED.includes(agent));
  expect(others.length).toBeGreaterThan(0);
  for (const agent of others) expect(inProject(agent, around.own, root)).toBeUndefined();
});

describe.each(HOOKED)("$id", agent => {
  const project = () => {
    const found = inProject(agent, around.own, root);
    if (!found) throw new Error(`${agent.id} takes nothing from a project`);
    return found;
  };
  const light = (roots = [root]) => lightNow(agent, { ...around, roots });

  test("writes into the project, and nothing into the home", async () => {
    const plan = planOf("protect", project().agent, project().own, {});
    expect(plan.changes.length).toBeGreaterThan(0);
    for (const { file } of plan.changes) expect(file).toMatch(new RegExp(`^${root}/\\.`));
    await take("protect", project());
    expect(agentHere(project().agent, project().own, {})).toMatchObject({ protection: "yes", wrong: [] });
    for (const { file } of agent.install(target())) expect(existsSync(file)).toBe(false);
  });

  test.each(["{}", '{\n\t"mine": [1,2 ,3]\n}', null])("gives back every byte of %j", async before => {
    const file = project().agent.install(target()).at(-1)?.file ?? "";
    const isOurs = !file.endsWith(".json") || /agentguard[^/]*\.json$/.test(file) || /agentguard\/hooks/.test(file);
    if (before !== null && !isOurs) put(file, before);
    await take("protect", project());
    await take("unprotect", project());
    expect(existsSync(file) ? readFileSync(file, "utf8") : null).toBe(isOurs ? null : before);
    expect(projectFiles(around.own)).toEqual([]);
  });

  test("its light is on in that project and not in another, and goes out when somebody takes the hook out", async () => {
    await take("protect", project());
    expect(light().causes.filter(({ state }) => state !== "observing")).toEqual([]);
    expect(light([root, home]).state).toBe("not-connected");
    expect(light([]).state).toBe("not-connected");
    expect(projectFiles(around.own).length).toBeGreaterThan(0);
    for (const { file } of project().agent.install(target())) rmSync(file, { force: true });
    expect(light().state).toBe("changed");
    for (const { fix } of light().causes)
      expect(fix.says).toBe(`Run \`agentguard install --workspace '${root}' ${agent.id}\`.`);
  });
});
