/**
 * `npm start`: VS Code in the browser, on loopback, with the extension installed and the PocketOS workspace open.
 * What it needs beyond `npm ci` goes into .cache/, once. Ctrl-C stops everything it started.
 */
import { createServer } from "node:net";
import { userInfo } from "node:os";
import { join } from "node:path";
import { findClaude } from "../../src/hosts/demo/agent-client.ts";
import { installClaude } from "../support/claude-client.ts";
import { makeDemoWorkspace } from "../support/demo-workspace.ts";
import { editorVersion, installEditor, isInstalled, NEWEST } from "../support/editor-install.ts";
import { type EditorServer, startEditor, waitForWorkbench, windowUrl } from "../support/editor-server.ts";
import { lacks, settingHere } from "../support/needs.ts";
import { isPackaged } from "../support/packaged.ts";
import { must } from "../support/process.ts";
import { Progress } from "../support/progress.ts";
import { cache, vsix } from "../support/project.ts";

const progress = new Progress();
let server: EditorServer | undefined;
let stopping = false;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, async () => {
    if (stopping) return;
    stopping = true;
    await server?.stop();
    process.exit(0);
  });
}

await main().catch(async error => {
  if (stopping) return;
  console.error(`\nnpm start failed: ${error instanceof Error ? error.message : error}`);
  await server?.stop();
  process.exit(1);
});

async function main(): Promise<void> {
  const missing = lacks(settingHere(isInstalled(NEWEST)));
  if (missing !== "")
    throw new Error(`something is missing on this machine.\n\n${missing}\n\nThen run npm start again.`);
  const install = await progress.step("looking for VS Code's server in .cache", () =>
    installEditor(NEWEST, progress.say),
  );
  const claude = await clientHere();
  if (isPackaged()) progress.say("the packaged extension is up to date");
  else await progress.step("building and packaging the extension", () => must("npm", ["run", "--silent", "package"]));
  /** Kept between starts: settings, and what was done in the window. The workspace itself is made anew. */
  const profile = process.env.AGENTGUARD_PROFILE ?? join(cache, "start");
  const folder = await makeDemoWorkspace(join(profile, "pocketos"));
  const port = await freePort(Number(process.env.AGENTGUARD_PORT ?? 8421));
  const started = await progress.step("starting VS Code's server with the extension", async () => {
    const settings = { "workbench.startupEditor": "readme" };
    server = await startEditor({ install, vsix: [vsix], profile, port, settings, env: claude });
    await waitForWorkbench(server, folder);
    return server;
  });
  progress.say(`VS Code ${editorVersion(install)} answers`);
  const own = new URL(started.origin).port;
  console.log(`
VS Code is open at

    ${windowUrl(started, folder)}

If this machine is reached over ssh, run this on your own first, and open the same address there:

    ssh -L ${own}:127.0.0.1:${own} ${userInfo().username}@${process.env.SSH_CONNECTION?.split(" ")[2] ?? "HOST"}

In it: the badge at the bottom says what this workspace reaches; the button beside it stops every agent.
Press F1 and run "AgentGuard: Replay the PocketOS Incident".
Ctrl-C stops it.
`);
  await new Promise(() => {});
}

/** Variables that name the client of the replay; none where it cannot be had: the replay then calls the hook itself. */
async function clientHere(): Promise<Record<string, string>> {
  const own = findClaude(process.env);
  if (own !== undefined) return { AGENTGUARD_CLAUDE: own };
  try {
    const what = "looking for a Claude Code client in .cache, for the replay";
    return { AGENTGUARD_CLAUDE: await progress.step(what, () => installClaude(progress.say)) };
  } catch (error) {
    const [reason] = (error as Error).message.split("\n");
    progress.say(`no Claude Code client (${reason}): the replay will call the hook directly`);
    return {};
  }
}

/** The wished port, so that a bookmark and the window's own state stay good; any other when it is taken. */
function freePort(wish: number): Promise<number> {
  return new Promise(resolve => {
    const probe = createServer();
    probe.once("error", () => resolve(0));
    probe.listen(wish, "127.0.0.1", () => probe.close(() => resolve(wish)));
  });
}
