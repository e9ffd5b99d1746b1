/** Describes a file that is entirely ours: a hook or plugin in a folder, or a script that an agent finds by name. */
import type { ConfigEdit, InstallTarget, Start } from "../agent.ts";
import { closedLaunchLine, isLaunchLine } from "./command-line.ts";

export interface DedicatedFile {
  /** Absolute path. */
  readonly file: string;
  readonly text: string;
  /** Permission bits, for a file that is run. */
  readonly mode?: number;
  /** Whether a text at this place is of our making, of any version. */
  readonly ours: (text: string) => boolean;
  /** How the agent starts our hook by this file, whatever version of it stands there. */
  readonly starts?: (text: string) => Start | undefined;
}

export function ownFile({ file, text, mode, ours, starts }: DedicatedFile): ConfigEdit {
  return {
    file,
    ...(mode !== undefined && { mode }),
    apply: () => text,
    remove: current => (ours(current) ? null : current),
    present: current => current === text,
    ...(starts && { starts: (current: string) => (ours(current) ? starts(current) : undefined) }),
  };
}

/**
 * A script that asks the launcher, for agents that start a file or read variables into a line; whatever becomes of the
 * launcher, it refuses.
 */
export function launchScript(file: string, target: InstallTarget, id: string): ConfigEdit {
  return ownFile({
    file,
    mode: 0o700,
    text: `${SHEBANG}${closedLaunchLine(target, id, file)}\n`,
    ours: text => text.startsWith(SHEBANG) && isLaunchLine(text.slice(SHEBANG.length).trimEnd(), target, id),
  });
}

const SHEBANG = "#!/bin/sh\n";

export interface OwnJsonFile extends Omit<DedicatedFile, "text" | "ours" | "starts"> {
  readonly value: object;
  /** The same two for what the text holds; a text that is no JSON is not ours. */
  readonly ours: (value: unknown) => boolean;
  readonly starts?: (value: unknown) => Start | undefined;
}

export function ownJsonFile({ value, ours, starts, ...file }: OwnJsonFile): ConfigEdit {
  return ownFile({
    ...file,
    text: `${JSON.stringify(value, null, 2)}\n`,
    ours: text => ours(parsed(text)),
    ...(starts && { starts: (text: string) => starts(parsed(text)) }),
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
