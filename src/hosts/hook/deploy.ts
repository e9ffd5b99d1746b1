/** The launcher as it must be on this machine, written together with the files it starts. */
import { join } from "node:path";
import { deployedVersion, deployRuntime, findProgram, scriptShell } from "../../platform/deploy.ts";
import type { Places } from "../../platform/places.ts";
import { compareVersions, VERSION } from "../../wire/version.ts";
import { deployCommand } from "../command/starter.ts";
import { relayStarterText } from "../relay/starter.ts";
import { deployTerminal } from "../terminal/deploy.ts";
import { launcherText } from "./launcher.ts";
import { PROTOCOLS } from "./refusals.ts";

/**
 * `distDir` holds the build; `node` is the absolute path of Node, or of an editor's binary that can run as Node.
 * Returns the paths that changed. A newer version that is there stays: two editors may carry two versions.
 */
export function deployHook(places: Places, distDir: string, node: string): string[] {
  if (compareVersions(deployedVersion(places), VERSION) > 0) return [];
  const systemNode = findProgram("node");
  const shell = scriptShell();
  const nodes = [...new Set([node, ...(systemNode === "" ? [] : [systemNode])])];
  const home = homeVariables(places);
  const launcher = launcherText({
    shell,
    socket: places.socket,
    node: nodes,
    hookEntry: join(places.runtime, "hook.cjs"),
    curl: findProgram("curl"),
    home,
    agents: PROTOCOLS,
  });
  const relay = relayStarterText({ shell, node: nodes, entry: join(places.runtime, "relay.cjs"), home });
  const changed = deployRuntime(places, distDir, { launcher, relay, version: VERSION });
  return [...changed, ...deployCommand(places, { shell, node: nodes }), ...deployTerminal(places, distDir)];
}

/** What `places()` depends on, empty where it is not set: an agent's project may have set it otherwise. */
function homeVariables({ home }: Places): Record<string, string> {
  const { XDG_DATA_HOME = "", XDG_CONFIG_HOME = "" } = process.env;
  return { HOME: home, XDG_DATA_HOME, XDG_CONFIG_HOME };
}
