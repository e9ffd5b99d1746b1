/** Settings files that are not ours and can switch our hook off: a project's, an administrator's. */

import { SettingsText } from "../../core/agent-switches/document.ts";
import type { AgentSwitch } from "../../core/agent-switches/switch.ts";
import { thrownIn } from "../../core/agent-switches/thrown.ts";
import { type JsonDialect, JsonText } from "../../core/json-text.ts";
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
