/** A file that holds nothing but ours: a folder of hooks, of plugins, or a script that an agent looks for by name. */
import type { ConfigEdit, Start } from "../agent.ts";

export interface OwnFile {
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

export function ownFile({ file, text, mode, ours, starts }: OwnFile): ConfigEdit {
  return {
    file,
    ...(mode !== undefined && { mode }),
    apply: () => text,
    remove: current => (ours(current) ? null : current),
    present: current => current === text,
    ...(starts && { starts: (current: string) => (ours(current) ? starts(current) : undefined) }),
  };
}

export interface OwnJsonFile extends Omit<OwnFile, "text" | "ours" | "starts"> {
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
