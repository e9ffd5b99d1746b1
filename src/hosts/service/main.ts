/** Starts the resident service as a process, for an editor or the first hook when none runs, and its threads. */
import { parseArgs } from "node:util";
import { refuseDebugger } from "../../platform/debugger.ts";
import { places } from "../../platform/places.ts";
import { isJudgingThread, judgeForService } from "./judging/inside.ts";
import { openLog } from "./log.ts";
import { runService } from "./run.ts";

const { values } = parseArgs({
  options: {
    idle: { type: "string", default: "900" },
    "grace-ms": { type: "string", default: "8000" },
  },
  strict: false,
});

/** An invalid number must not end the service at once. */
const numberOr = (text: unknown, other: number) => (Number(text) > 0 ? Number(text) : other);

async function serve(): Promise<void> {
  const log = openLog(places().serviceLog);
  process.on("uncaughtException", error => {
    // When this process is gone, the launcher itself denies what is pending.
    log(`ended by a bug: ${error.stack}`);
    process.exit(1);
  });
  process.on("unhandledRejection", error => log(`a promise nobody waited for: ${error}`));
  try {
    refuseDebugger();
    const idleSeconds = numberOr(values.idle, 900);
    const graceMs = numberOr(values["grace-ms"], 8000);
    process.exit(await runService({ idleSeconds, graceMs, log, script: __filename }));
  } catch (error) {
    log(`could not start: ${error instanceof Error ? error.message : error}`);
    process.exit(1);
  }
}

if (isJudgingThread()) judgeForService();
else void serve();
