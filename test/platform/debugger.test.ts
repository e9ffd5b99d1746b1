/** Real processes, each started another way: which of them somebody could steer from outside. */
import { spawn } from "node:child_process";
import { expect, it } from "vitest";
import { openedAtStart } from "../../src/platform/debugger.ts";

const RUNS = ["-e", "process.stdout.write('up'); setTimeout(() => {}, 60_000)"];

/** `said`: why it is refused; undefined where it is not. */
function check(what: string, args: readonly string[], options: string | undefined, said: RegExp | undefined): void {
  it.runIf(process.platform === "linux")(what, async () => {
    const { NODE_OPTIONS: _, ...env } = process.env;
    const child = spawn(process.execPath, [...args, ...RUNS], {
      env: { ...env, ...(options !== undefined && { NODE_OPTIONS: options }) },
      stdio: ["ignore", "pipe", "ignore"],
    });
    try {
      await new Promise(resolve => child.stdout.once("data", resolve));
      const found = openedAtStart(child.pid ?? 0);
      if (said) expect(found).toMatch(said);
      else expect(found).toBeUndefined();
    } finally {
      child.kill("SIGKILL");
    }
  });
}

check("a plain process", [], undefined, undefined);
check("more memory is no debugger", [], "--max-old-space-size=512 --no-warnings", undefined);
check("a port alone opens nothing", ["--inspect-port=0"], undefined, undefined);
check("--inspect", ["--inspect=127.0.0.1:0"], undefined, /started with --inspect/);
check("NODE_OPTIONS with --inspect", [], "--inspect=127.0.0.1:0", /NODE_OPTIONS has --inspect/);
check("NODE_OPTIONS with --require", [], "--no-warnings --require=node:fs", /NODE_OPTIONS has --require=node:fs/);
check("NODE_OPTIONS with -r", [], "-r node:fs", /NODE_OPTIONS has -r,/);
check("NODE_OPTIONS with --import", [], "--import=data:text/javascript,1", /NODE_OPTIONS has --import/);

it("a process that is gone says nothing", () => {
  expect(openedAtStart(2 ** 22 + 1)).toBeUndefined();
});
