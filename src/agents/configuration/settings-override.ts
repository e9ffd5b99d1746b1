/** Settings files that are not ours and can switch our hook off: a project's, an administrator's. */
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
