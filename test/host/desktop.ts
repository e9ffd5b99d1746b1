/**
 * `npm run test:desktop`: the suite in a desktop VS Code.
 *
 *   npm run test:desktop [-- --version 1.100.3] [-- --executable /path/to/code]
 *
 * Without an executable (or AGENTGUARD_VSCODE) VS Code is downloaded into .cache/desktop. On Linux without a display
 * put `xvfb-run -a` in front. Exits with 1 when a test fails or when no VS Code can be had, and says which.
 */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { downloadAndUnzipVSCode, runTests } from "@vscode/test-electron";
import { cache } from "../support/project.ts";
import { Sandbox } from "../support/sandbox.ts";
import { isAlive } from "../support/service.ts";
import { type BuiltSuite, bundleSuite } from "./bundle.ts";
import { failuresOf, REPORT, readReport } from "./report.ts";

const { values } = parseArgs({ options: { version: { type: "string" }, executable: { type: "string" } } });

try {
  const suite = await bundleSuite("desktop");
  const executable = await desktopEditor(
    values.executable ?? process.env.AGENTGUARD_VSCODE,
    values.version ?? "stable",
  );
  const ended = await runIn(executable, suite);
  const report = readReport(suite.report);
  if (report?.service !== undefined && isAlive(report.service)) process.kill(report.service);
  const failures = failuresOf(report);
  // A suite that passed in an editor that failed is no pass.
  if (failures.length === 0 && ended) failures.push(ended);
  if (failures.length > 0) throw new Error(failures.join("\n\n"));
  console.log(`${report?.passed.length} tests passed in ${executable}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** Absolute path of a desktop VS Code. Throws, with the reason, when there is none. */
async function desktopEditor(named: string | undefined, version: string): Promise<string> {
  if (named) {
    if (!existsSync(named))
      throw new Error(`${named} is not there: name a VS Code executable, or none to download one`);
    return resolve(named);
  }
  const cachePath = join(cache, "desktop");
  mkdirSync(cachePath, { recursive: true });
  try {
    return await downloadAndUnzipVSCode({ version, cachePath });
  } catch (error) {
    const why = error instanceof Error ? error.message || ("code" in error ? error.code : error.name) : error;
    throw new Error(
      `No desktop VS Code: ${version} could not be downloaded (${why}).\n` +
        "Name an installed one: npm run test:desktop -- --executable /path/to/code. The same suite runs in code-server\n" +
        "without a download: npx vitest run test/editor/host.test.ts",
    );
  }
}

/** Runs to the editor's end, with a profile, a home and a folder of its own; what went wrong with it, if anything. */
async function runIn(vscodeExecutablePath: string, suite: BuiltSuite): Promise<string | undefined> {
  const sandbox = new Sandbox();
  const profile = join(sandbox.root, "user-data");
  mkdirSync(join(profile, "User"), { recursive: true });
  writeFileSync(join(profile, "User", "settings.json"), JSON.stringify({ "telemetry.telemetryLevel": "off" }));
  try {
    await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: suite.extension,
      extensionTestsPath: suite.entry,
      extensionTestsEnv: { ...homeVariables(sandbox.home), [REPORT]: suite.report },
      launchArgs: [
        sandbox.workspace,
        `--user-data-dir=${profile}`,
        `--extensions-dir=${join(sandbox.root, "extensions")}`,
        "--disable-extensions",
      ],
    });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    await sandbox.remove();
  }
}

/** Where each system looks for a user's folders: the guard of whoever runs this stays untouched. */
function homeVariables(home: string): Record<string, string | undefined> {
  return {
    HOME: home,
    USERPROFILE: home,
    APPDATA: join(home, "AppData", "Roaming"),
    LOCALAPPDATA: join(home, "AppData", "Local"),
    XDG_DATA_HOME: undefined,
    XDG_CONFIG_HOME: undefined,
    XDG_STATE_HOME: undefined,
    XDG_CACHE_HOME: undefined,
    ELECTRON_RUN_AS_NODE: undefined,
  };
}
