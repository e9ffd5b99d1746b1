/** Files for the whole machine: an administrator writes them, and no project, option or home variable goes past them. */
import type { Agent, InstallTarget } from "../../agents/agent.ts";
import { readConfig } from "../../platform/config-file.ts";

/** Whether the machine's files of this agent hold our entries, complete and in force. Reads only. */
export function heldByMachine({ managed }: Agent, target: InstallTarget): boolean {
  const edits = managed?.(target) ?? [];
  return (
    edits.length > 0 &&
    edits.every(edit => {
      try {
        const text = readConfig(edit.file);
        return edit.present(text) && (text === null || edit.obstacle?.(text) === undefined);
      } catch {
        return false;
      }
    })
  );
}
