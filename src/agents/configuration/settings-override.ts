/** Settings files that are not ours and can switch our hook off: a project's, an administrator's. */
import { SettingsText } from "../../core/agent-switches/document.ts";
import type { AgentSwitch } from "../../core/agent-switches/switch.ts";
import { thrownIn } from "../../core/agent-switches/thrown.ts";
import { type JsonDialect, JsonText } from "../../core/text/json-text.ts";
import { parentOf } from "../../core/text/paths.ts";
import type { Override } from "../agent.ts";

export interface SettingsOverride {
  /** Absolute path. */
  readonly file: string;
  readonly dialect: JsonDialect;
  /** One clause for what in these settings keeps our hook from working. */
  readonly off: (settings: unknown) => string | undefined;
}

/** A file that cannot be read switches nothing off: the agent cannot read it either. */
export function settingsOverride({ file, dialect, off }: SettingsOverride): Override {
  return {
    file,
    off: text => {
      const json = new JsonText(text, dialect);
      return json.faults.length > 0 ? undefined : off(json.value());
    },
    fix: `Take that out of ${file}, or do not let agents work in this folder.`,
  };
}

/**
 * The files of Gemini CLI and of those that come from it: a project's, or without one what the machine sets and, beside
 * that, what holds where nobody sets anything. `machine` and `defaults` are absolute; of the latter a variable decides.
 */
export function layeredOverrides(
  { machine, defaults, project }: { machine: string; defaults: string | undefined; project: string | undefined },
  off: SettingsOverride["off"],
): readonly Override[] {
  const fallback = defaults || `${parentOf(machine)}/system-defaults.json`;
  const files = project === undefined ? [machine, fallback] : [project];
  return files.map(file => settingsOverride({ file, dialect: "comments", off }));
}

/** The same by an agent's own list: the first switch in a file with which hooks do not run. `file` is absolute. */
export function switchOverride(file: string, switches: readonly AgentSwitch[]): Override {
  const unhooking = switches.filter(({ means, audited }) => means === "unhooked" && audited !== null);
  return {
    file,
    off: text => {
      const [first] = thrownIn(new SettingsText(file, text), unhooking, true);
      return first && `\`${first.setting}\`: ${first.by.says.replace(/\.$/, "")}`;
    },
    fix: `Take that out of ${file}.`,
  };
}
