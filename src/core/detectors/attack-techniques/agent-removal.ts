/** Finds calls that remove a security agent with its own programs: `…\SentinelOne\uninstall.exe /uninstall`. */

import type { Effect } from "../../effects/effect.ts";
import type { Invocation } from "../../effects/pack.ts";
import { keepingNames } from "../../text/memoize.ts";
import { baseName } from "../../text/paths.ts";
import { effectOfRule } from "./rules.ts";
import { isInstalledAgent, isSecurityAgent } from "./security-agents.ts";

const REMOVES = /^(?:--?|\/)?(?:uninstall\w*|remove\w*|unload|unprotect|disable\w*|unregister|kill|stop)$/i;
/** `uninstall.exe`, `uninst000.exe`, and the agent's own set-up program. */
const REMOVER =
  /^(?:un(?:install|inst)\w*(?:\.(?:sh|pl|py|bash|command|tool))?|(?=\w*(?:sensor|setup|agent|removal))\w*|\w*cleaner)$/i;

export function effectsOfAgentRemoval(command: Invocation): readonly Effect[] {
  const { argv, program } = command;
  if (!watches(argv[0]?.value ?? "")) return NOTHING;
  const removes = /^un/i.test(program) || argv.some(({ value }) => REMOVES.test(value ?? ""));
  return removes ? [effectOfRule("defenses/removed-agent", command)] : NOTHING;
}

/** Returns whether a path is a security agent's program; elsewhere `filebeat modules disable` has such words. */
export const watches = keepingNames(path => {
  const name = baseName(path.replaceAll("\\", "/")).replace(/\.exe$/i, "");
  const installed = /[\\]|\.exe$/i.test(path) || isInstalledAgent(path);
  return (installed || REMOVER.test(name)) && (isSecurityAgent(path.replaceAll("\\", "/")) || SENSOR.test(path));
});

const SENSOR = /WindowsSensor|FalconSensor|SentinelInstaller|CylanceProtect|TaniumClient/i;
const NOTHING: readonly Effect[] = [];
