/** Describes settings files that can switch our hook off and are not ours: a project's, an administrator's. */
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
  /** Returns one clause about what in these settings keeps our hook from working, or undefined. */
  readonly off: (settings: unknown) => string | undefined;
}

/** A file that cannot be parsed switches nothing off, as the agent cannot read it either. */
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
 * Returns the settings files of Gemini CLI and its forks: the project's, or without one the machine's settings and its
 * defaults. `machine` and `defaults` are absolute; a variable may set `defaults`.
 */
export function layeredOverrides(
  { machine, defaults, project }: { machine: string; defaults: string | undefined; project: string | undefined },
  off: SettingsOverride["off"],
): readonly Override[] {
  const fallback = defaults || `${parentOf(machine)}/system-defaults.json`;
  const files = project === undefined ? [machine, fallback] : [project];
  return files.map(file => settingsOverride({ file, dialect: "comments", off }));
}

/** Does the same by an agent's own switches: finds the first in the file that disables hooks. `file` is absolute. */
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
