/** Lines of ours in a text of somebody else's whose format bears comments: between two marks, every other byte kept. */
import { type ConfigEdit, ConfigError } from "../agent.ts";

export interface MarkedBlock {
  /** Absolute path. */
  readonly file: string;
  /** Whole lines, the last with its line break. */
  readonly lines: string;
  /** Why they cannot stand beside the rest of the text; undefined when they can. */
  readonly clash: (rest: string) => string | undefined;
}

const HEAD = "# >>> AgentGuard: written by `agentguard install`, taken out by `agentguard uninstall`\n";
const TAIL = "# <<< AgentGuard\n";

/** The block stands at the end: a table of TOML that is opened there takes nothing of the others into itself. */
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

/** Also of an older version, whose lines were others. */
function without(text: string): string {
  const start = text.indexOf(HEAD);
  if (start === -1) return text;
  const end = text.indexOf(TAIL, start);
  return end === -1 ? text : text.slice(0, start) + text.slice(end + TAIL.length);
}
