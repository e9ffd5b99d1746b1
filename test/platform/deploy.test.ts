import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { deployHook } from "../../src/hosts/hook/deploy.ts";
import { deployRuntime, findProgram, RUNTIME_FILES } from "../../src/platform/deploy.ts";
import { type Places, places } from "../../src/platform/places.ts";
import { root } from "../support/project.ts";

let folder: string;
let own: Places;
let dist: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ag-deploy-"));
  const data = join(folder, "data");
  own = {
    ...places(),
    data,
    runtime: join(data, "runtime"),
    launcher: join(data, "hook"),
    relay: join(data, "relay"),
    socket: join(data, "s"),
  };
  dist = join(folder, "dist");
  mkdirSync(dist);
  for (const name of RUNTIME_FILES) writeFileSync(join(dist, name), `built ${name}`);
  cpSync(join(root, "src/hosts/terminal/scripts"), join(dist, "terminal"), { recursive: true });
  writeFileSync(join(dist, "terminal", "marked.txt"), "rm\n");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const deploy = (launcher = "#!/bin/sh\n") =>
  deployRuntime(own, dist, { launcher, relay: "#!/bin/sh\n", version: "1.0.0" });

describe("deploying the runtime", () => {
  it("copies what agents start, for the user alone, and the launcher so that it runs", () => {
    expect(deploy().length).toBe(RUNTIME_FILES.length + 3);
    expect(readFileSync(join(own.runtime, "hook.cjs"), "utf8")).toBe("built hook.cjs");
    expect(statSync(own.data).mode & 0o777).toBe(0o700);
    expect(statSync(own.launcher).mode & 0o777).toBe(0o755);
  });

  it("changes only what differs", () => {
    deploy();
    expect(deploy()).toEqual([]);
    writeFileSync(join(dist, "hook.cjs"), "newer");
    chmodSync(own.launcher, 0o600);
    expect(deploy()).toEqual([join(own.runtime, "hook.cjs")]);
    expect(statSync(own.launcher).mode & 0o777).toBe(0o755);
    expect(deploy("#!/bin/sh\nexit 2\n")).toEqual([own.launcher]);
  });

  it("writes nothing when the build is not there", () => {
    expect(() => deployRuntime(own, join(folder, "nothing"), { launcher: "", relay: "", version: "1" })).toThrow(
      /ENOENT/,
    );
    expect(existsSync(own.launcher)).toBe(false);
  });

  it("leaves a newer version in place, and replaces an older one", () => {
    deploy();
    for (const [deployed, changes] of [
      ["999.0.0", false],
      ["0.0.1", true],
      ["garbage", true],
    ] as const) {
      writeFileSync(join(own.runtime, "version"), deployed);
      writeFileSync(join(own.runtime, "hook.cjs"), deployed);
      expect(deployHook(own, dist, process.execPath).length > 0, deployed).toBe(changes);
    }
  });
});

describe("a program on this machine", () => {
  it("is found in fixed places before PATH", () => {
    const evil = join(folder, "sh");
    writeFileSync(evil, "");
    chmodSync(evil, 0o755);
    expect(findProgram("sh", { PATH: folder })).toMatch(/^(\/usr)?\/bin\/sh$/);
  });
  it("is found on PATH when it is nowhere else", () => {
    const tool = join(folder, "only-here");
    writeFileSync(tool, "");
    expect(findProgram("only-here", { PATH: folder })).toBe("");
    chmodSync(tool, 0o755);
    expect(findProgram("only-here", { PATH: `relative:${folder}` })).toBe(tool);
  });
  it("is empty when there is none", () => expect(findProgram("no-such-program", { PATH: "" })).toBe(""));
});
