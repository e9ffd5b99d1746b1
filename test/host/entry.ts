/**
 * What an editor runs inside its extension host (`extensionTestsPath`): every suite beside it, with Mocha. The same
 * built module serves code-server and a desktop VS Code.
 */
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Mocha from "mocha";
import { places } from "../../src/platform/places.ts";
import { serviceStatus } from "../../src/platform/service-client.ts";
import { type HostReport, REPORT } from "./report.ts";

/** Rejects when a test fails; either way the report is written before. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: "bdd", reporter: "spec", color: false, timeout: 60_000 });
  const suites = join(__dirname, "suite");
  const files = readdirSync(suites).filter(file => file.endsWith(".cjs"));
  for (const file of files.sort()) mocha.addFile(join(suites, file));

  const passed: string[] = [];
  const failed: { title: string; error: string }[] = [];
  await new Promise<void>(resolve => {
    mocha
      .run(() => resolve())
      .on("pass", test => passed.push(test.fullTitle()))
      .on("fail", (test, error) => failed.push({ title: test.fullTitle(), error: String(error?.stack ?? error) }));
  });
  const service = (await serviceStatus(places()).catch(() => undefined))?.pid;
  const report: HostReport = { passed, failed, ...(service === undefined ? {} : { service }) };
  const file = process.env[REPORT];
  if (file) writeFileSync(file, JSON.stringify(report, null, 2));
  if (failed.length > 0) throw new Error(`${failed.length} of ${passed.length + failed.length} tests failed`);
}
