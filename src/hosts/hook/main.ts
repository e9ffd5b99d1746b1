/**
 * The launcher's fallback, and `agentguard hook`: reads one payload on standard input, and writes one answer to
 * standard output. It first tries to start the service, since only there a person can be asked; else it judges by
 * itself and denies whatever would be asked about. Everything heavy is loaded only when it is needed.
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
    // Set when another program answered the launcher. Nothing is judged then.
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
