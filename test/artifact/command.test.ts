/** The `agentguard` command as a newcomer's machine has it, and in the user's own folder of programs. */
import { chmodSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { howToFind, installCommand, removeCommand, userCommand } from "../../src/hosts/command/user-bin.ts";
import { VERSION } from "../../src/wire/version.ts";
import { Machine, needBuild } from "./machine.ts";

let machine: Machine;
beforeAll(needBuild);
beforeEach(() => {
  machine = new Machine();
  machine.deploy();
});
afterEach(() => machine.dispose());

const here = (path = "/usr/bin:/bin") => userCommand(machine.places, { PATH: path });
const local = () => join(machine.home, ".local", "bin");

it("runs by its name with the folder on a short PATH, whatever a project sets", async () => {
  const env = { PATH: `${machine.places.bin}:/usr/bin:/bin`, NODE_OPTIONS: "--require /nowhere.cjs" };
  const ran = await machine.start("/bin/sh", ["-c", "agentguard --version"], { env }).ended;
  expect(ran).toEqual({ stdout: `${VERSION}\n`, stderr: "", exitCode: 0 });
});

it("runs from the user's own folder, survives an update, and is taken back", async () => {
  installCommand(here());
  machine.deploy();
  const env = { PATH: `${local()}:/usr/bin:/bin` };
  const ran = await machine.start("/bin/sh", ["-c", "agentguard --version"], { env }).ended;
  expect(ran).toEqual({ stdout: `${VERSION}\n`, stderr: "", exitCode: 0 });
  expect(removeCommand(here())).toBe(true);
  expect(existsSync(join(local(), "agentguard"))).toBe(false);
});

it("goes where PATH leads, and says how to find it elsewhere", () => {
  const bin = join(machine.home, "bin");
  expect(here(`/usr/bin:${bin}`)).toMatchObject({ file: join(bin, "agentguard"), onPath: true, state: "missing" });
  expect(here()).toMatchObject({ file: join(local(), "agentguard"), onPath: false });
  expect(howToFind(here())).toContain(`export PATH="${local()}:$PATH"`);
});

it("never touches somebody else's file", () => {
  const file = machine.write(".local/bin/agentguard", "#!/bin/sh\necho another\n");
  chmodSync(file, 0o755);
  expect(here().state).toBe("other");
  expect(() => installCommand(here())).toThrow(/not AgentGuard's/);
  expect(removeCommand(here())).toBe(false);
  expect(readFileSync(file, "utf8")).toContain("another");
});
