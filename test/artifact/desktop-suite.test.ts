/** How `npm run test:desktop` starts a desktop VS Code and reads its result, with a program that stands in for it. */
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Ran, run } from "../support/process.ts";
import { out, root } from "../support/project.ts";
import { isAlive } from "../support/service.ts";

const STAND_IN = join(root, "test", "host", "stand-in-editor.mjs");

let cache: string;
beforeEach(() => {
  cache = realpathSync(mkdtempSync(join(tmpdir(), "ag-desktop-")));
});
afterEach(() => rmSync(cache, { recursive: true, force: true }));

/** As the npm script does, without its build: other tests are using dist/. */
function desktop(env: NodeJS.ProcessEnv): Promise<Ran> {
  const script = [join(root, "test", "support", "run.mjs"), join(root, "test", "host", "desktop.ts")];
  return run(process.execPath, script, {
    cwd: root,
    env: { ...process.env, AGENTGUARD_VSCODE: undefined, AGENTGUARD_CACHE: cache, ...env },
    timeoutMs: 150_000,
  });
}

test("the editor gets the extension, the suite, a folder and a home of its own; a pass is a pass", async () => {
  const { code, stdout } = await desktop({ AGENTGUARD_VSCODE: STAND_IN, STAND_IN: "pass", XDG_DATA_HOME: homedir() });
  const { args, HOME, XDG_DATA_HOME, service } = JSON.parse(/started with (.*)/.exec(stdout)?.[1] ?? "{}") as {
    args: string[];
    HOME: string;
    XDG_DATA_HOME?: string;
    service: number;
  };
  expect(args).toContain(`--extensionDevelopmentPath=${root}`);
  expect(args).toContain(`--extensionTestsPath=${join(out, "host", "desktop", "entry.cjs")}`);
  const own = join(HOME, "..");
  expect(args[0]).toBe(join(own, "work"));
  expect(args).toContain(`--user-data-dir=${join(own, "user-data")}`);
  expect(own).not.toBe(join(homedir(), ".."));
  expect(XDG_DATA_HOME).toBeUndefined();
  await expect.poll(() => isAlive(service), { timeout: 60_000 }).toBe(false);
  expect(stdout).toContain("1 tests passed");
  expect(code).toBe(0);
});

test("the suite itself is loaded, and its own messages are the failure", async () => {
  const { code, stderr } = await desktop({ AGENTGUARD_VSCODE: STAND_IN, STAND_IN: "load" });
  expect(stderr).toContain("activation registers every command of package.json");
  expect(stderr).toContain("the editor has not loaded the extension agentguard.agentguard");
  expect(code).toBe(1);
});

test.each([
  ["an editor that ends without a report", { AGENTGUARD_VSCODE: STAND_IN, STAND_IN: "silent" }, "without a report"],
  ["an editor that breaks after a pass", { AGENTGUARD_VSCODE: STAND_IN, STAND_IN: "crash" }, "failed with code 3"],
  ["an editor that is not there", { AGENTGUARD_VSCODE: "/nowhere/code" }, "/nowhere/code is not there"],
  // A proxy nobody listens at: no download, whatever the network.
  ["no VS Code to be had", { npm_config_https_proxy: "http://127.0.0.1:9" }, "could not be downloaded (connect ECONN"],
])("%s is a failure that says so", async (_name, env, says) => {
  const { code, stderr } = await desktop(env);
  expect(stderr).toContain(says);
  expect(code).toBe(1);
});
