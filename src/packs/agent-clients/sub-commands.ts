/** Recognizes sub-commands by which a client's own command line switches its hooks off, by each client's help. */

const OFF = /^(?:disable|disable-all|uninstall|remove|rm|delete|off)$/;
const HOOK_SETTING =
  /^(?:hooks(?:$|\.)|disableAllHooks$|disabledHooks|allowManagedHooksOnly$|(?:features|hooksConfig)\.)/;
/** Values with which such a setting leaves hooks on. */
const AS_IT_WAS = /^disable.*(?:\n)(?:false|off|0)$|^(?:features|hooks).*\n(?:true|on|1)$/;

/** `words`: the operands; null for one that is only known at run time. */
export function isSwitchingOff(words: readonly (string | null)[]): boolean {
  const [group, verb, ...rest] = words.map(word => word ?? "");
  if (group === undefined || verb === undefined) return false;
  const guard = rest.some(word => /agentguard/i.test(word)) || rest.length === 0;
  switch (group) {
    // Codex.
    case "features":
      return verb === "disable" && rest.some(word => /^(?:codex_)?hooks$/.test(word));
    // Gemini CLI and Qwen Code.
    case "hook":
    case "hooks":
      return OFF.test(verb) && guard;
    // Claude Code, Copilot CLI, Gemini CLI, Qwen Code, Codex: all of them when none is named.
    case "plugin":
    case "plugins":
    case "extensions":
      return OFF.test(verb) && guard;
    // Copilot CLI: `config KEY VALUE`. Claude Code until 2.0: `config set KEY VALUE`.
    case "config": {
      const [key = "", ...values] = /^(?:set|add|remove|rm|unset)$/.test(verb) ? rest : [verb, ...rest];
      return HOOK_SETTING.test(key) && values.length > 0 && !AS_IT_WAS.test([key, ...values].join("\n"));
    }
    default:
      return false;
  }
}
