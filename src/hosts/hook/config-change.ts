/** Decides on a change of an agent's settings while it runs: it may take effect only if our hook survives it. */
import { resolve } from "node:path";
import type { ConfigEdit, InstallTarget } from "../../agents/agent.ts";
import { AGENTS } from "../../agents/index.ts";
import type { Places } from "../../platform/places.ts";
import { readRegular } from "../../platform/regular-file.ts";
import type { HookCall } from "./flow.ts";

/** Returns why the change is refused; undefined if our entries are complete and nothing in the file disables them. */
export function configChangeRefusal(own: Places): (call: HookCall, file?: string) => string | undefined {
  return ({ agent, env }, file) => {
    const target: InstallTarget = { home: env?.HOME ?? own.home, env: env ?? {}, launcher: own.launcher };
    const edits = AGENTS.find(({ id }) => id === agent.id)?.install(target) ?? [];
    for (const edit of edits) {
      const why = lost(edit, textOf(edit.file)) ?? obstacle(edit, edit.file);
      if (why) return refusal(agent.title, why);
      // We have no entry in a project's file, but it can disable hooks all the same.
      const elsewhere = file !== undefined && resolve(file) !== resolve(edit.file) && obstacle(edit, resolve(file));
      if (elsewhere) return refusal(agent.title, elsewhere);
    }
    return undefined;
  };
}

function lost(edit: ConfigEdit, text: string | null): string | undefined {
  try {
    return edit.present(text) ? undefined : `${edit.file} no longer holds AgentGuard's hook`;
  } catch (error) {
    return (error as Error).message;
  }
}

function obstacle(edit: ConfigEdit, file: string): string | undefined {
  const text = textOf(file);
  if (text === null) return undefined;
  try {
    const why = edit.obstacle?.(text);
    return why && `${file}: ${why}`;
  } catch (error) {
    return (error as Error).message;
  }
}

function textOf(file: string): string | null {
  try {
    return readRegular(file).toString("utf8");
  } catch {
    return null;
  }
}

function refusal(agent: string, why: string): string {
  return `AgentGuard keeps ${agent}'s hooks as they were for this session: ${why.replace(/\.$/, "")}. If a person wants the guard off, agentguard uninstall takes it out.`;
}
