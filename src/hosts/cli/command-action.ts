/** The words after `--` as an act to judge. */
import { resolve } from "node:path";
import { quote } from "shell-quote";
import type { CommandAction } from "../../core/action/action.ts";
import { shellSchema } from "./action-line.ts";
import { Trouble } from "./trouble.ts";

/**
 * One word is taken as command text as it stands; several are an argument list, quoted so that they stay one.
 * The person's own environment is the act's.
 */
export function commandAction(
  words: readonly string[],
  { cwd = ".", shell = "bash" }: { readonly cwd?: string; readonly shell?: string },
): CommandAction {
  const dialect = shellSchema.safeParse(shell);
  if (!dialect.success || !dialect.data) throw new Trouble(`--shell ${shell}: ${dialect.error?.issues[0]?.message}`);
  const [only] = words;
  const env = Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return {
    kind: "command",
    text: words.length === 1 && only !== undefined ? only : quote(words),
    shell: dialect.data,
    cwd: resolve(cwd),
    origin: { agent: "unknown" },
    env: Object.fromEntries(env) as Record<string, string>,
  };
}
