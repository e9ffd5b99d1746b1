/** Taking away what watches over a machine by its own programs: `…\SentinelOne\uninstall.exe /uninstall`. */

import type { Effect } from "../../effects/effect.ts";
import type { Invocation } from "../../effects/pack.ts";
import { keepingNames } from "../../text/memoize.ts";
import { baseName } from "../../text/paths.ts";
import { effectOfRule } from "./rules.ts";
import { isInstalledAgent, isSecurityAgent } from "./security-agents.ts";

const REMOVES = /^(?:--?|\/)?(?:uninstall\w*|remove\w*|unload|unprotect|disable\w*|unregister|kill|stop)$/i;
/** `uninstall.exe`, `uninst000.exe`, and the sensor's own set-up. */
const REMOVER =
  /^(?:un(?:install|inst)\w*(?:\.(?:sh|pl|py|bash|command|tool))?|(?=\w*(?:sensor|setup|agent|removal))\w*|\w*cleaner)$/i;

export function effectsOfAgentRemoval(command: Invocation): readonly Effect[] {
  const { argv, program } = command;
  if (!watches(argv[0]?.value ?? "")) return NOTHING;
  const removes = /^un/i.test(program) || argv.some(({ value }) => REMOVES.test(value ?? ""));
  return removes ? [effectOfRule("defenses/removed-agent", command)] : NOTHING;
}

/** Whether a program by its path belongs to what watches; elsewhere such words are sub-commands: `filebeat modules disable`. */
export const watches = keepingNames(path => {
  const name = baseName(path.replaceAll("\\", "/")).replace(/\.exe$/i, "");
  const installed = /[\\]|\.exe$/i.test(path) || isInstalledAgent(path);
  return (installed || REMOVER.test(name)) && (isSecurityAgent(path.replaceAll("\\", "/")) || SENSOR.test(path));
});

const SENSOR = /WindowsSensor|FalconSensor|SentinelInstaller|CylanceProtect|TaniumClient/i;
const NOTHING: readonly Effect[] = [];
