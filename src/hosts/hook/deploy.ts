/** The launcher as it must be on this machine, written together with the files it starts. */
import { join } from "node:path";
import { AGENTS } from "../../agents/index.ts";
import { deployedVersion, deployRuntime, findProgram, scriptShell } from "../../platform/deploy.ts";
import type { Places } from "../../platform/places.ts";
import { compareVersions, VERSION } from "../../wire/version.ts";
import { launcherText } from "./launcher.ts";

/**
 * `distDir` holds the build; `node` is the absolute path of Node, or of an editor's binary that can run as Node.
 * Returns the paths that changed. A newer version that is there stays: two editors may carry two versions.
 */
export function deployHook(places: Places, distDir: string, node: string): string[] {
  if (compareVersions(deployedVersion(places), VERSION) > 0) return [];
  const systemNode = findProgram("node");
  const launcher = launcherText({
    shell: scriptShell(),
    socket: places.socket,
    node: [...new Set([node, ...(systemNode === "" ? [] : [systemNode])])],
    hookEntry: join(places.runtime, "hook.cjs"),
    curl: findProgram("curl"),
    home: homeVariables(places),
    agents: AGENTS,
  });
  return deployRuntime(places, distDir, { launcher, version: VERSION });
}

/** What `places()` depends on, empty where it is not set: an agent's project may have set it otherwise. */
function homeVariables({ home }: Places): Record<string, string> {
  const { XDG_DATA_HOME = "", XDG_CONFIG_HOME = "" } = process.env;
  return { HOME: home, XDG_DATA_HOME, XDG_CONFIG_HOME };
}
