/** Writes the launcher for this machine, together with the files it starts. */
import { chmodSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { announceSizes } from "../../platform/announce.ts";
import { limiterFor } from "../../platform/curl.ts";
import {
  deployedVersion,
  deployRuntime,
  findProgram,
  replaceFile,
  runtimeFiles,
  scriptShell,
  type Write,
} from "../../platform/deploy.ts";
import { type Places, placesAt } from "../../platform/places.ts";
import { PROGRAMS, STATES } from "../../platform/strong.ts";
import type { OwnWrite } from "../../wire/own-writes.ts";
import { compareVersions, VERSION } from "../../wire/version.ts";
import { deployCommand } from "../command/starter.ts";
import { relayStarterText } from "../relay/starter.ts";
import { deployTerminal, keepScripts } from "../terminal/deploy.ts";
import { terminalFiles } from "../terminal/places.ts";
import { type LauncherParts, launcherText } from "./launcher.ts";
import { PROTOCOLS } from "./refusals.ts";
import { shellProof } from "./shell-proof.ts";

/**
 * `distDir` holds the build; `node` is the absolute path of Node, or of an editor's binary that can run as Node.
 * Returns the paths that changed. A newer version stays, as two editors may carry two versions. Use it only where no
 * service runs, as a service would restore the old files.
 */
export function deployHook(places: Places, distDir: string, node: string, write: Write = replaceFile): string[] {
  const shell = scriptShell();
  const systemNode = findProgram("node");
  const nodes = [...new Set([node, ...(systemNode === "" ? [] : [systemNode])])];
  const own = () => [
    ...deployCommand(places, { shell, node: nodes }, write),
    ...deployTerminal(places, distDir, write),
  ];
  // All other files are the administrator's.
  if (places.strong !== undefined) return own();
  if (compareVersions(deployedVersion(places), VERSION) > 0) return [];
  return [...deployStarted(places, distDir, { shell, node: nodes, home: homeVariables(places) }, write), ...own()];
}

/** Writes for strong mode, as administrator, what everybody's agents start. Returns the paths that changed. */
export function deployPrograms(distDir: string, node: string): string[] {
  const all = placesAt("", PROGRAMS, PROGRAMS);
  const state = join(STATES, "$user");
  const { socket, serviceKey } = placesAt("", state, state);
  const [id, getent] = [findProgram("id"), findProgram("getent")];
  // A user without strong mode has a service of their own, in their own home.
  const home = { XDG_DATA_HOME: "", XDG_CONFIG_HOME: "" };
  const parts = { shell: scriptShell(), node: [node], home, id, getent };
  // Everybody may read the files, whoever installs them.
  const write: Write = (path, content, mode) => replaceFile(path, content, mode | 0o044);
  const changed = deployStarted({ ...all, socket, serviceKey }, distDir, parts, write);
  keepScripts(distDir, all.runtime);
  chmodSync(join(all.runtime, "terminal"), 0o755);
  return changed;
}

type StartedParts = Pick<LauncherParts, "shell" | "node" | "home" | "id" | "getent">;

function deployStarted(places: Places, distDir: string, parts: StartedParts, write: Write): string[] {
  const curl = findProgram("curl");
  const launcher = launcherText({
    ...parts,
    socket: places.socket,
    hookEntry: join(places.runtime, "hook.cjs"),
    curl,
    timeout: limiterFor(curl),
    proof: shellProof(places),
    agents: PROTOCOLS,
  });
  const relay = relayStarterText({ ...parts, entry: join(places.runtime, "relay.cjs") });
  return deployRuntime(places, distDir, { launcher, relay, version: VERSION }, write);
}

/** Deploys on a person's behalf. It first announces the writes to the service, which would undo them otherwise. */
export async function deployAnnounced(places: Places, distDir: string, node: string): Promise<string[]> {
  const wanted: OwnWrite[] = [];
  deployHook(places, distDir, node, (path, content, mode) => {
    if (!holds(path, content, mode)) wanted.push({ path, size: content.length });
    return false;
  });
  if (wanted.length === 0) return [];
  await announceSizes(places, wanted);
  return deployHook(places, distDir, node);
}

function holds(path: string, content: Buffer, mode: number): boolean {
  try {
    return (statSync(path).mode & 0o777) === mode && readFileSync(path).equals(content);
  } catch {
    return false;
  }
}

/** Returns by path what a build in `distDir` would write with the present Node. Empty where there is no build. */
export function textsOfBuild(places: Places, distDir: string): ReadonlyMap<string, Buffer> {
  const texts = new Map<string, Buffer>();
  try {
    deployHook(places, distDir, process.execPath, (path, content) => {
      texts.set(path, content);
      return false;
    });
  } catch {
    // The files found so far are still right.
  }
  return texts;
}

/** Returns the files that it writes and that agents, terminals and people start. */
export function deployedFiles(places: Places): readonly string[] {
  // In strong mode the service may write none of them, and only the administrator may write what agents start.
  if (places.strong !== undefined) return [];
  return [...runtimeFiles(places), places.command, ...terminalFiles(places)];
}

/** Returns the variables of `places()`, empty if unset, since an agent's project may have set them differently. */
function homeVariables({ home }: Places): Record<string, string> {
  const { XDG_DATA_HOME = "", XDG_CONFIG_HOME = "" } = process.env;
  return { HOME: home, XDG_DATA_HOME, XDG_CONFIG_HOME };
}
