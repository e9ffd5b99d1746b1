/** The npm package of the command line as `npm run package:cli` makes it, on a machine without an editor. */
import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { must } from "../support/process.ts";
import { manifest } from "../support/project.ts";
import { copyProject } from "../support/project-copy.ts";
import { Machine } from "./machine.ts";

let project: string;
let machine: Machine;
/** The installed command, and the package that it belongs to. */
let agentguard: string;
let installed: string;

beforeAll(async () => {
  project = await copyProject();
  machine = new Machine();
  await must("npm", ["run", "--silent", "package:cli"], { cwd: project, timeoutMs: 220_000 });
  const tarball = join(project, `agentguard-cli-${manifest().version}.tgz`);
  const prefix = join(machine.home, "prefix");
  mkdirSync(prefix);
  await must("npm", ["install", "--offline", "--global", "--prefix", prefix, tarball], { env: machine.env });
  agentguard = join(prefix, "bin", "agentguard");
  installed = join(prefix, "lib", "node_modules", "agentguard-cli");
});
afterAll(async () => {
  rmSync(project, { recursive: true, force: true, maxRetries: 5 });
  await machine.dispose();
});

const run = (...args: readonly string[]) => machine.start(agentguard, args).ended;

test("it holds the guard and its papers, and depends on nothing", () => {
  expect(readdirSync(installed).sort()).toEqual(
    ["LICENSE", "README.md", "SECURITY.md", "ThirdPartyNotices.txt", "dist", "package.json", "schema"].sort(),
  );
  expect(readdirSync(join(installed, "dist")).sort()).toEqual(
    ["cli.cjs", "engine.cjs", "hook.cjs", "libpg-query.wasm", "relay.cjs", "service.cjs", "terminal"].sort(),
  );
  const told = JSON.parse(readFileSync(join(installed, "package.json"), "utf8")) as Record<string, unknown>;
  expect(told).toMatchObject({
    name: "agentguard-cli",
    version: manifest().version,
    license: "MIT",
    bin: { agentguard: "dist/cli.cjs" },
    engines: { node: ">=20" },
    repository: { url: "https://github.com/agentguard/agentguard.git" },
  });
  // npm publishes no private package, and installs nothing beside it.
  for (const key of ["private", "dependencies", "scripts"]) expect(told).not.toHaveProperty(key);
  const readme = readFileSync(join(installed, "README.md"), "utf8");
  expect([...readme.matchAll(/\]\((?!https:)[^)]*\)/g)].map(([link]) => link)).toEqual([]);
});

test("the command says its version and judges", async () => {
  expect(await run("--version")).toMatchObject({ exitCode: 0, stdout: `${manifest().version}\n` });
  expect((await run("check", "--", "ls")).stdout).toMatch(/^allow /);
  expect((await run("check", "--", "rm", "-rf", "/")).stdout).toMatch(/^deny /);
});

test("an agent is protected, proven and given back, and the service is started by hand", async () => {
  const settings = machine.write(".claude/settings.json", '{ "model": "opus" }\n');
  expect(await run("install", "claude-code", "--yes")).toMatchObject({ exitCode: 0, stderr: "" });
  expect(readFileSync(settings, "utf8")).toContain(machine.places.launcher);
  expect((await run("verify", "claude-code")).stdout).toContain("Claude Code: holding, proven just now.");
  expect(await run("service", "stop")).toMatchObject({ exitCode: 0 });
  expect((await run("service", "start")).stdout).toContain(`The service ${manifest().version} runs`);
  const held = await machine.hook(machine.forbidden).ended;
  expect(held.stdout).toContain('"permissionDecision":"deny"');
  expect(await run("uninstall", "claude-code", "--yes")).toMatchObject({ exitCode: 0 });
  expect(readFileSync(settings, "utf8")).toBe('{ "model": "opus" }\n');
});

test("the relay and a guarded shell start", async () => {
  expect(await run("relay", "--", "cat")).toMatchObject({ exitCode: 0 });
  const shell = machine.start(agentguard, ["shell", "bash"], { stdin: "echo it runs\nexit\n" });
  expect((await shell.ended).stdout).toContain("it runs");
});
