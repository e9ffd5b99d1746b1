/**
 * `npm start`: VS Code in the browser, on loopback, with the extension installed and the PocketOS workspace open.
 * What it needs beyond `npm ci` goes into .cache/, once. Ctrl-C stops everything it started.
 */
import { createServer } from "node:net";
import { join } from "node:path";
import { installClaude } from "../support/claude-client.ts";
import { makeDemoWorkspace } from "../support/demo-workspace.ts";
import { editorVersion, installEditor, NEWEST } from "../support/editor-install.ts";
import { startEditor, windowUrl } from "../support/editor-server.ts";
import { must } from "../support/process.ts";
import { cache, vsix } from "../support/project.ts";

const say = (line: string) => console.log(line);

const install = await installEditor(NEWEST, say);
const claude = await installClaude(say);
say("building and packaging the extension");
await must("npm", ["run", "--silent", "package"]);

/** Kept between starts: settings, and what was done in the window. The workspace itself is made anew. */
const profile = process.env.AGENTGUARD_PROFILE ?? join(cache, "start");
const folder = await makeDemoWorkspace(join(profile, "pocketos"));
const server = await startEditor({
  install,
  vsix: [vsix],
  profile,
  port: await freePort(Number(process.env.AGENTGUARD_PORT ?? 8421)),
  settings: { "workbench.startupEditor": "readme" },
  env: { AGENTGUARD_CLAUDE: claude },
});
say(`
VS Code ${editorVersion(install)} is open at

    ${windowUrl(server, folder)}

In it: the badge at the bottom says what this workspace reaches; the button beside it stops every agent.
Press F1 and run "AgentGuard: Replay the PocketOS Incident".
Ctrl-C stops it.
`);

let stopping = false;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, async () => {
    if (stopping) return;
    stopping = true;
    await server.stop();
    process.exit(0);
  });
}
await new Promise(() => {});

/** The wished port, so that a bookmark and the window's own state stay good; any other when it is taken. */
function freePort(wish: number): Promise<number> {
  return new Promise(resolve => {
    const probe = createServer();
    probe.once("error", () => resolve(0));
    probe.listen(wish, "127.0.0.1", () => probe.close(() => resolve(wish)));
  });
}
