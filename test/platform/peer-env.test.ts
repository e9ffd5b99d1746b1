import { spawn } from "node:child_process";
import { describe, expect, it } from "vitest";
import { environmentOfProcess, readBlock, readPs } from "../../src/platform/peer-env.ts";

describe("the environment of another process", () => {
  it.runIf(process.platform === "linux" || process.platform === "darwin")("is what it was started with", async () => {
    const child = spawn("/bin/sleep", ["30"], { env: { A: "1", B: "two words", C: "x=y" } });
    try {
      await new Promise(resolve => child.once("spawn", resolve));
      expect(await environmentOfProcess(child.pid ?? 0)).toMatchObject({ A: "1", B: "two words", C: "x=y" });
    } finally {
      child.kill("SIGKILL");
    }
  });

  it.runIf(process.platform === "linux")("names the folder that it is in, whatever it was told", async () => {
    const child = spawn("/bin/sleep", ["30"], { cwd: "/usr", env: { PWD: "/elsewhere" } });
    try {
      await new Promise(resolve => child.once("spawn", resolve));
      expect(await environmentOfProcess(child.pid ?? 0)).toEqual({ PWD: "/usr" });
    } finally {
      child.kill("SIGKILL");
    }
  });

  for (const pid of [0, -1, 1.5, Number.NaN, 2 ** 31]) {
    it(`is not known for ${pid}`, async () => expect(await environmentOfProcess(pid)).toBeUndefined());
  }
});

describe("as the system prints it", () => {
  const cases: readonly (readonly [read: (text: string) => object, text: string, env: object])[] = [
    [readBlock, "A=1\0B=\0C=a=b\0=odd\0nothing\0", { A: "1", B: "", C: "a=b" }],
    [readBlock, "", {}],
    [readPs, "/bin/sh hook A=1 B=two words C=x=y\n", { A: "1", B: "two words", C: "x=y" }],
    [readPs, "/bin/sh hook", {}],
  ];
  for (const [read, text, env] of cases) it(JSON.stringify(text), () => expect(read(text)).toEqual(env));
});
