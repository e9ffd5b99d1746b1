/** What agents start is put back as it was while the service runs, unless AgentGuard itself has changed it. */
import { appendFileSync, chmodSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { expectDenied } from "./claude.ts";
import { DIST, Machine, needBuild, until } from "./machine.ts";

let machine: Machine;
beforeAll(needBuild);
beforeEach(() => {
  machine = new Machine();
  machine.deploy();
});
afterEach(() => machine.dispose());

/** The service has read its files when the log of the service says so. */
const kept = () => until(() => /keeps \d+ files/.test(machine.log()), "it keeps its files");

const files: readonly (readonly [name: string, path: () => string])[] = [
  ["the launcher", () => machine.places.launcher],
  ["the fallback", () => join(machine.places.runtime, "hook.cjs")],
  ["the service's own program", () => join(machine.places.runtime, "service.cjs")],
  ["the relay's starter", () => machine.places.relay],
  ["the command", () => machine.places.command],
  ["the version", () => join(machine.places.runtime, "version")],
];
const harms: readonly (readonly [name: string, harm: (file: string) => void])[] = [
  ["deleted", file => rmSync(file)],
  ["emptied", file => writeFileSync(file, "")],
  ["added to", file => appendFileSync(file, "\nexit 0\n")],
  [
    "replaced by a folder",
    file => {
      rmSync(file);
      mkdirSync(file);
    },
  ],
];

describe("a file of the guard's own", () => {
  for (const [name, path] of files) {
    it(`${name} is put back to the byte, with its rights`, async () => {
      await machine.service();
      await kept();
      const [text, { mode }] = [readFileSync(path()), statSync(path())];
      for (const [how, harm] of harms) {
        harm(path());
        const isBack = () => {
          try {
            return readFileSync(path()).equals(text) && statSync(path()).mode === mode;
          } catch {
            return false;
          }
        };
        await until(isBack, `${name} is back after it was ${how}`);
      }
      chmodSync(path(), 0o000);
      await until(() => statSync(path()).mode === mode, "its rights are back");
      await until(() => machine.notices().some(({ what }) => what === "own-file-restored"), "the log tells of it");
      expect(machine.notices()[0]).toMatchObject({ by: "somebody", because: expect.stringContaining(path()) });
      expect(await machine.status()).toMatchObject({ halted: false });
    });
  }

  it("comes back with its folder", async () => {
    await machine.service();
    await kept();
    rmSync(machine.places.data, { recursive: true });
    await until(async () => (await machine.status()) !== undefined, "the service is reachable");
    await until(
      () => statSync(machine.places.launcher, { throwIfNoEntry: false }) !== undefined,
      "the launcher is back",
    );
    expectDenied(await machine.hook(machine.forbidden).ended, /AgentGuard refused this/);
  });

  it("that this very build would write stays, announced or not", async () => {
    writeFileSync(machine.places.launcher, "#!/bin/sh\n# of another installation\nexit 2\n");
    await machine.service();
    await kept();
    machine.deploy();
    const text = readFileSync(machine.places.launcher, "utf8");
    await new Promise(resolve => setTimeout(resolve, 1500));
    expect(readFileSync(machine.places.launcher, "utf8")).toBe(text);
    expect(machine.notices()).toEqual([]);
  });

  it("that AgentGuard itself deploys anew stays as it was deployed", async () => {
    const older = "#!/bin/sh\n# of another installation\nexit 2\n";
    writeFileSync(machine.places.launcher, older);
    await machine.service();
    await kept();
    expect(await machine.cli(["install", "claude-code", "--yes"])).toMatchObject({ stderr: "" });
    const text = readFileSync(machine.places.launcher, "utf8");
    expect(text).not.toBe(older);
    await new Promise(resolve => setTimeout(resolve, 1500));
    expect(readFileSync(machine.places.launcher, "utf8")).toBe(text);
    expect(machine.notices().filter(({ what }) => what === "own-file-restored")).toEqual([]);
    // And from then on it is what is put back.
    writeFileSync(machine.places.launcher, older);
    await until(() => readFileSync(machine.places.launcher, "utf8") === text, "the launcher is the deployed one");
    expect(
      readFileSync(join(machine.places.runtime, "service.cjs")).equals(readFileSync(join(DIST, "service.cjs"))),
    ).toBe(true);
  });
});
