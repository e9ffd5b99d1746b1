/** Sets up what a suite in the editor needs: VS Code with the packaged extension, a browser, the PocketOS workspace. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContext } from "playwright-core";
import { afterAll, afterEach, beforeAll } from "vitest";
import type { Places } from "../../src/platform/places.ts";
import { openBrowser } from "./browser.ts";
import { installClaude } from "./claude-client.ts";
import { makeDemoWorkspace } from "./demo-workspace.ts";
import { type EditorVersion, installEditor, NEWEST } from "./editor-install.ts";
import { type EditorServer, startEditor } from "./editor-server.ts";
import { vsix } from "./project.ts";
import { placesIn } from "./service.ts";
import { openWindow, Workbench } from "./workbench.ts";

export interface EditorSuite {
  readonly server: EditorServer;
  /** Holds what the windows of one person share. */
  readonly context: BrowserContext;
  readonly workspace: string;
  readonly places: Places;
  window(folder?: string): Promise<Workbench>;
  /** Returns everything that the extension has logged so far. */
  log(): string;
  stop(): Promise<void>;
}

/** Environment variables of the extension host. */
type Env = Readonly<Record<string, string>>;

/**
 * Starts the editor before the tests of a file and stops it after them; a failed test saves pictures. Without `env` its
 * extension host knows a Claude Code client.
 */
export function inEditor(version: EditorVersion = NEWEST, env?: Env): () => EditorSuite {
  let suite: EditorSuite | undefined;
  beforeAll(async () => {
    suite = await startSuite(version, env);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state !== "fail") return;
    const name = `failed ${task.name.replace(/[^\w]+/g, " ").slice(0, 60)}`;
    for (const [i, page] of (suite?.context.pages() ?? []).entries()) {
      await new Workbench(page).picture(`${name} ${i}`);
    }
    console.log(suite?.log());
  });
  afterAll(() => suite?.stop());
  return () => {
    if (!suite) throw new Error("the editor has not started");
    return suite;
  };
}

async function startSuite(version: EditorVersion, env: Env | undefined): Promise<EditorSuite> {
  if (!existsSync(vsix)) throw new Error(`${vsix} is missing: run npm run package`);
  const install = await installEditor(version, console.log);
  const server = await startEditor({
    install,
    vsix: [vsix],
    env: env ?? { AGENTGUARD_CLAUDE: await installClaude(console.log) },
  });
  let browser: Browser | undefined;
  const stop = async () => {
    await browser?.close();
    await server.stop();
  };
  try {
    mkdirSync(join(server.profile, "work"));
    const workspace = await makeDemoWorkspace(join(server.profile, "work", "pocketos"));
    // The folder is not in git, so nothing can restore it.
    mkdirSync(join(workspace, "uploads"));
    writeFileSync(join(workspace, "uploads", "receipt.txt"), "the only copy\n");
    browser = await openBrowser();
    const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
    return {
      server,
      context,
      workspace,
      places: placesIn(server.home),
      window: (folder = workspace) => openWindow(context, server, folder),
      log: () => readLogs(join(server.profile, "user-data", "logs")),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function readLogs(folder: string): string {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return files
    .filter(file => file.endsWith("AgentGuard.log"))
    .sort()
    .map(file => readFileSync(join(folder, file), "utf8"))
    .join("");
}
