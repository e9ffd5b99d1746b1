/** Starts the MCP relay as a process, which a client runs instead of a server. */

import { refuseDebugger } from "../../platform/debugger.ts";
import { endLike, failed } from "./end.ts";
import { readOptions } from "./options.ts";
import { runRelay } from "./run.ts";

try {
  refuseDebugger();
  runRelay(readOptions(process.argv.slice(2)), __dirname).then(endLike, failed);
} catch (error) {
  failed(error as Error);
}
