/**
 * The launcher's fallback, and `agentguard hook`: one payload on standard input, one answer on standard output.
 * It first tries to get the service going, since only there a person can be asked; else it judges by itself and
 * denies whatever would have been asked. Everything heavy is loaded only when it is needed.
 */
import { parseArgs } from "node:util";
import { refuseDebugger } from "../../platform/debugger.ts";
import { mend, runHook } from "./run.ts";

refuseDebugger();

const { values } = parseArgs({
  options: {
    host: { type: "string", default: "" },
    pid: { type: "string" },
    framed: { type: "boolean" },
    // Another program answered the launcher: nothing is judged.
    mend: { type: "boolean" },
  },
  strict: false,
});

const done = values.mend ? mend(__dirname) : hook();
done.then(code => process.exit(code));

function hook(): Promise<number> {
  return runHook({
    host: String(values.host),
    framed: values.framed === true,
    pid: Number.parseInt(String(values.pid ?? ""), 10) || process.pid,
    folder: __dirname,
  });
}
