/**
 * Brings what the suites need and `npm ci` does not: the packaged extension, VS Code, the agent client. Run before the
 * suites because they run without a network.
 */
import { installClaude } from "./claude-client.ts";
import { installEditor, NEWEST, OLDEST } from "./editor-install.ts";

const started = Date.now();
const log = (line: string) => console.log(`[${Math.round((Date.now() - started) / 1000)} s] ${line}`);

await installClaude(log);
await installEditor(NEWEST, log);
await installEditor(OLDEST, log);
log("agent client and VS Code are there");
