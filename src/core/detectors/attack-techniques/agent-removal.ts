/** Taking away what watches over a machine by its own programs: `…\SentinelOne\uninstall.exe /uninstall`. */

import type { Effect } from "../../effects/effect.ts";
import type { Invocation } from "../../effects/pack.ts";
import { effectOfRule } from "./rules.ts";
import { isInstalledAgent, isSecurityAgent } from "./security-agents.ts";

const REMOVES = /^(?:--?|\/)?(?:uninstall\w*|remove\w*|unload|unprotect|disable\w*|unregister|kill|stop)$/i;
/** `uninstall.exe`, `uninst000.exe`, and the sensor's own set-up. */
const REMOVER =
  /^(?:un(?:install|inst)\w*(?:\.(?:sh|pl|py|bash|command|tool))?|(?=\w*(?:sensor|setup|agent|removal))\w*|\w*cleaner)$/i;

export function effectsOfAgentRemoval(command: Invocation): readonly Effect[] {
  const { argv, program } = command;
  const path = argv[0]?.value ?? "";
  // Elsewhere such words are sub-commands of their own: `filebeat modules disable`.
  const installed = /[\\]|\.exe$/i.test(path) || isInstalledAgent(path);
  if (!(REMOVER.test(program) || installed) || !(isSecurityAgent(path.replaceAll("\\", "/")) || SENSOR.test(path)))
    return NOTHING;
  const removes = /^un/i.test(program) || argv.some(({ value }) => REMOVES.test(value ?? ""));
  return removes ? [effectOfRule("defenses/removed-agent", command)] : NOTHING;
}

const SENSOR = /WindowsSensor|FalconSensor|SentinelInstaller|CylanceProtect|TaniumClient/i;
const NOTHING: readonly Effect[] = [];
