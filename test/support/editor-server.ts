/**
 * Runs a real VS Code on loopback: the workbench and the extension host of code-server, with a home, settings and
 * extensions of its own under one folder.
 */
import { spawn } from "node:child_process";
import { createWriteStream, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { EditorInstall } from "./editor-install.ts";
import { must, stopGroup } from "./process.ts";
import { stopService } from "./service.ts";

export interface EditorServer {
  /** `http://127.0.0.1:PORT`. */
  readonly origin: string;
  /** HOME of the extension host and its terminals. */
  readonly home: string;
  /** The folder with the logs of the server and its extension hosts. */
  readonly profile: string;
  /** Ends the editor and the AgentGuard service that it started. */
  stop(): Promise<void>;
}

export interface EditorOptions {
  readonly install: EditorInstall;
  /** Packaged extensions to install. */
  readonly vsix: readonly string[];
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Kept afterwards; a throw-away folder when absent. */
  readonly profile?: string;
  readonly port?: number;
}

/** Settings that keep a window quiet, so that what is on screen is ours. */
const QUIET = {
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.welcomePage.walkthroughs.openOnInstall": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.colorTheme": "Default Dark Modern",
  "chat.disableAIFeatures": true,
  "chat.commandCenter.enabled": false,
  "extensions.autoUpdate": false,
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "telemetry.telemetryLevel": "off",
  "security.workspace.trust.enabled": false,
  "terminal.integrated.gpuAcceleration": "off",
  "git.openRepositoryInParentFolders": "never",
  "remote.autoForwardPorts": false,
  "window.restoreWindows": "none",
};

export async function startEditor(options: EditorOptions): Promise<EditorServer> {
  const { install } = options;
  const profile = options.profile ?? realpathSync(mkdtempSync(join(tmpdir(), "agentguard-editor-")));
  const home = join(profile, "home");
  const userData = join(profile, "user-data");
  const extensions = join(profile, "extensions");
  for (const folder of [home, extensions, join(userData, "User")]) mkdirSync(folder, { recursive: true });
  writeFileSync(join(userData, "User", "settings.json"), JSON.stringify({ ...QUIET, ...options.settings }, null, 2));
  const config = join(profile, "config.yaml");
  writeFileSync(config, "auth: none\n");
  const env = editorEnv(home, options.env ?? {});
  const common = [install.entry, "--config", config, "--user-data-dir", userData, "--extensions-dir", extensions];
  for (const file of options.vsix) {
    await must(install.node, [...common, "--install-extension", resolve(file), "--force"], { env });
  }

  const quiet = ["--disable-telemetry", "--disable-update-check", "--disable-getting-started-override"];
  const bind = ["--auth", "none", "--bind-addr", `127.0.0.1:${options.port ?? 0}`];
  const flags = ["--ignore-last-opened", "--disable-workspace-trust"];
  const child = spawn(install.node, [...common, ...bind, ...quiet, ...flags], {
    env,
    cwd: profile,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const log = createWriteStream(join(profile, "server.log"));
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const stop = async () => {
    await stopGroup(child);
    // After the windows: an extension that is still there would start it again.
    await stopService(home);
    log.end();
    if (!options.profile) rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  const origin = await new Promise<string>((found, failed) => {
    let text = "";
    const read = (data: Buffer) => {
      text += data;
      const address = /listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(text)?.[1];
      if (address) found(address);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("exit", code => failed(new Error(`code-server ended early (${code})\n${text}`)));
    setTimeout(() => failed(new Error(`code-server did not listen within 180 s\n${text}`)), 180_000).unref();
  }).catch(async error => {
    await stop();
    throw error;
  });
  return { origin, home, profile, stop };
}

/** Address of a window on a folder, or on the folders that a `.code-workspace` file names. */
export function windowUrl(server: EditorServer, path: string): string {
  const url = new URL(server.origin);
  url.searchParams.set(path.endsWith(".code-workspace") ? "workspace" : "folder", resolve(path));
  return url.href;
}

/** Waits until a window on `path` is served; throws with the last answer and the end of the server's log. */
export async function waitForWorkbench(server: EditorServer, path: string): Promise<void> {
  let last = "nothing";
  for (let tries = 0; tries < 40; tries++) {
    try {
      const response = await fetch(windowUrl(server, path));
      const page = await response.text();
      if (response.status === 200 && page.includes("vscode-workbench-web-configuration")) return;
      last = `status ${response.status}${response.status === 200 ? " without a workbench" : ""}`;
      // It listens, so what it answers with an error does not get better.
      if (response.status >= 500 && tries >= 4) break;
    } catch (error) {
      last = String(error);
    }
    await new Promise(resolve => setTimeout(resolve, 500));
  }
  const log = readFileSync(join(server.profile, "server.log"), "utf8").trim().split("\n").slice(-30);
  throw new Error(
    `VS Code's server answers with ${last}. The end of its log:\n${log.map(line => `  ${line}`).join("\n")}`,
  );
}

/** The caller's environment without what would tie this editor to another one, or to the caller's own AgentGuard. */
function editorEnv(home: string, extra: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(VSCODE_|ELECTRON_|CODE_SERVER_|NODE_OPTIONS$|npm_|XDG_|PORT$|PASSWORD$|VITEST|CLAUDE)/i.test(name),
  );
  return { ...Object.fromEntries(kept), HOME: home, EXTENSIONS_GALLERY: "{}", ...extra };
}
