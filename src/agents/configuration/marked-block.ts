/** Keeps lines of ours between two marks in somebody else's text file that allows comments. No other byte changes. */
import { type ConfigEdit, ConfigError } from "../agent.ts";

export interface MarkedBlock {
  /** Absolute path. */
  readonly file: string;
  /** Whole lines, each with its line break. */
  readonly lines: string;
  /** Returns why the lines conflict with the rest of the text; undefined when they do not. */
  readonly clash: (rest: string) => string | undefined;
}

const HEAD = "# >>> AgentGuard: written by `agentguard install`, taken out by `agentguard uninstall`\n";
const TAIL = "# <<< AgentGuard\n";

/** Appends the block at the end, where a TOML table that it opens cannot take in the entries of others. */
export function ownBlock({ file, lines, clash }: MarkedBlock): ConfigEdit {
  const block = `${HEAD}${lines}${TAIL}`;
  return {
    file,
    apply: current => {
      const rest = current === null ? "" : without(current);
      const why = clash(rest);
      if (why !== undefined)
        throw new ConfigError(file, 1, 1, `${why}. Correct it and install again; nothing was changed.`);
      return `${rest}${rest === "" || rest.endsWith("\n") ? "" : "\n"}${block}`;
    },
    remove: current => {
      const rest = without(current);
      return rest === "" && rest !== current ? null : rest;
    },
    present: current => current?.endsWith(block) === true && without(current) === current.slice(0, -block.length),
  };
}

/** Removes the block, also one of an older version with other lines. */
function without(text: string): string {
  const start = text.indexOf(HEAD);
  if (start === -1) return text;
  const end = text.indexOf(TAIL, start);
  return end === -1 ? text : text.slice(0, start) + text.slice(end + TAIL.length);
}
