/** A team's own knowledge files, through the built guard: read, proved, in force for agents, and kept from them. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, expect, it, test } from "vitest";
import { Machine, needBuild } from "./machine.ts";

const WORKSPACE = "work/.agentguard/knowledge/mycorp.yaml";
const USER = ".config/agentguard/knowledge/mycorp.yaml";
const ACT = "mycorp tenant offboard shop";

/** A file that says what `call` does; line 7 is the rule's, 11 that of its example. */
const fileOf = (held: string, more = "") => `about: MyCorp's platform
programs: [mycorp]
source: https://wiki.mycorp.example/cli
reaches: MyCorp
${more}
rules:
  offboard:
    call: tenant offboard
    effect: delete database
    says: deletes the tenant {} with its data
    held: ${held}
    passes: mycorp tenant list
`;

let machine: Machine;
beforeAll(needBuild);
beforeEach(() => {
  machine = new Machine();
});
afterEach(() => machine.dispose());

const cli = (...args: readonly string[]) => machine.cli(args, { cwd: machine.workspace });
const decided = async (command: string) => (await cli("check", "--", command)).stdout.split(" ")[0];

test.each([
  ["the workspace's", WORKSPACE],
  ["the person's own", USER],
])("%s file is named by rules and explanations", async (_, path) => {
  expect(await decided(ACT)).toBe("allow");
  const file = machine.write(path, fileOf(ACT));
  expect((await cli("explain", "--", ACT)).stdout).toMatch(/\(mycorp\/offboard\)$/m);
  expect((await cli("rules", "offboard")).stdout).toBe("mycorp/offboard  deletes the tenant … with its data\n");
  const shown = (await cli("rules", "show", "mycorp/offboard")).stdout;
  expect(shown).toContain(`${file}:7\n`);
  expect(shown).toMatch(/^Source {6}https:\/\/wiki\.mycorp\.example\/cli$/m);
  expect(await decided("mycorp tenant list")).toBe("allow");
});

it("tries the examples, and says where one does not hold", async () => {
  const good = machine.write(WORKSPACE, fileOf(ACT));
  expect(await cli("rules", "test")).toMatchObject({ exitCode: 0, stdout: "All 2 examples hold.\n", stderr: "" });
  const bad = machine.write("drafts/mycorp.yaml", fileOf("mycorp tenant list"));
  const ran = await cli("rules", "test", good, bad);
  expect(ran).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("1 of 2 files") });
  expect(ran.stdout).toMatch(new RegExp(`^${bad}:11:5: error: The example says that this is held`, "m"));
});

it("a workspace's file loosens nothing, and says where that belongs", async () => {
  const file = machine.write(WORKSPACE, fileOf(ACT, 'harmless: ".*"'));
  const ran = await cli("rules", "test");
  expect(ran.exitCode).toBe(1);
  expect(ran.stdout).toContain(`${file}:5:1: inert: A file of a workspace only adds`);
  expect(await decided(ACT)).toBe("deny");
});

it("a policy names its rules, and examples mean what it says", async () => {
  machine.write(USER, fileOf(ACT));
  const policy = (id: string) =>
    JSON.stringify({ version: 1, rules: [{ id, then: "deny" }], examples: [{ run: ACT, expect: "deny" }] });
  machine.write("work/.agentguard.json", policy("mycorp/offboard"));
  expect(await cli("policy", "check")).toMatchObject({ exitCode: 0, stderr: "" });
  expect((await cli("policy", "test")).stdout).toContain("All 1 hold.");
  // Under any policy the examples mean the same, whichever workspace it stands in.
  machine.write("work/.agentguard/knowledge/teamtool.yaml", fileOf(ACT).replaceAll("mycorp]", "teamtool]"));
  machine.write("work/.agentguard.json", policy("teamtool/offboard"));
  expect((await cli("policy", "check")).stdout).toContain(`No rule is called "teamtool/offboard"`);
  machine.write("work/.agentguard.json", policy("mycorp/offbord"));
  expect((await cli("policy", "check")).stdout).toContain(`No rule is called "mycorp/offbord"`);
});

it("prints the schema that editors check such files with", async () => {
  const { stdout } = await cli("rules", "schema");
  expect(JSON.parse(stdout)).toMatchObject({ properties: { programs: { type: "array" } } });
});

it("holds what an agent proposes as soon as it is there, and stays in force while a change is broken", async () => {
  machine.deploy();
  await machine.service("--grace-ms", "100");
  const ask = async () => {
    const ran = await machine.hook({ ...machine.harmless, tool_input: { command: ACT } }).ended;
    return /mycorp\/offboard|deletes the tenant/i.test(ran.stdout + ran.stderr);
  };
  expect(await ask()).toBe(false);
  machine.write(USER, fileOf(ACT));
  await expect.poll(ask, { timeout: 30_000 }).toBe(true);
  machine.write(USER, "about: [");
  await new Promise(resolve => setTimeout(resolve, 2_500));
  expect(await ask()).toBe(true);
  expect((await cli("status")).stdout).toContain(`${join(machine.home, USER)}:1:`);
  rmSync(join(machine.home, USER));
  await expect.poll(ask, { timeout: 30_000 }).toBe(false);
});

test.each([
  ["writing", "echo 'rules: {}' > .agentguard/knowledge/mycorp.yaml"],
  ["removing its folder", "rm -rf .agentguard"],
  ["moving it away", "mv .agentguard elsewhere"],
  ["a program that writes it", `python3 -c 'open(".agentguard/knowledge/mycorp.yaml", "w")'`],
  ["the person's own", "rm ~/.config/agentguard/knowledge/mycorp.yaml"],
])("%s is not left to an agent", async (_, command) => {
  machine.write(WORKSPACE, fileOf(ACT));
  machine.write(USER, fileOf(ACT).replaceAll("mycorp", "other"));
  expect(["ask", "deny"]).toContain(await decided(command));
});
