#!/usr/bin/env node
// Stands in for a desktop VS Code as far as its command line goes: it tells how it was started and, as told in STAND_IN,
// loads the module it was given, reports a pass, or ends without a word. No editor: an extension's API it does not have.
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import Module, { createRequire } from "node:module";

const args = process.argv.slice(2);
const entry = args.find(arg => arg.startsWith("--extensionTestsPath="))?.split("=")[1];
const { HOME, XDG_DATA_HOME, AGENTGUARD_HOST_REPORT, STAND_IN } = process.env;

/** What the extension would have left running. */
const service = spawn("sleep", ["120"], { detached: true, stdio: "ignore" });
service.unref();
console.log(`started with ${JSON.stringify({ args, HOME, XDG_DATA_HOME, service: service.pid })}`);

if (STAND_IN === "load") {
  service.kill();
  const load = Module._load;
  Module._load = (name, ...rest) =>
    name === "vscode" ? { extensions: { getExtension: () => undefined } } : load(name, ...rest);
  await createRequire(import.meta.url)(entry)
    .run()
    .catch(error => {
      console.error(error.message);
      process.exitCode = 1;
    });
} else if (STAND_IN === "silent") {
  service.kill();
} else {
  writeFileSync(AGENTGUARD_HOST_REPORT, JSON.stringify({ passed: ["one"], failed: [], service: service.pid }));
  process.exitCode = STAND_IN === "crash" ? 3 : 0;
}
