/**
 * Gets what the suites need and `npm ci` does not install: the packaged extension, VS Code, the agent clients. It runs
 * before the suites, because they run without a network.
 */
import { installClient } from "./clients/client.ts";
import { CLIENTS } from "./clients/index.ts";
import { installEditor, NEWEST, OLDEST } from "./editor-install.ts";

const started = Date.now();
const log = (line: string) => console.log(`[${Math.round((Date.now() - started) / 1000)} s] ${line}`);

await Promise.all(CLIENTS.map(client => installClient(client, log)));
await installEditor(NEWEST, log);
await installEditor(OLDEST, log);
log("agent clients and VS Code are there");
