/** Makes an act of the words after `--`. */
import { quote } from "shell-quote";
import type { CommandAction } from "../../core/action/action.ts";
import { shellSchema } from "./action-line.ts";
import { folderAt } from "./files.ts";
import { WrongUsage } from "./trouble.ts";

/**
 * One word is a command text as it stands; several are an argument list, which is quoted to stay one. The person's own
 * environment is the act's. Throws `Trouble` for a missing folder, and `WrongUsage` otherwise.
 */
export function commandAction(
  words: readonly string[],
  { cwd = ".", shell = "bash" }: { readonly cwd?: string; readonly shell?: string },
): CommandAction {
  const dialect = shellSchema.safeParse(shell);
  if (!dialect.success || !dialect.data) throw new WrongUsage(`--shell ${shell}: ${dialect.error?.issues[0]?.message}`);
  const [only] = words;
  if (words.join("").trim() === "") throw new WrongUsage("there is nothing to judge: the command is empty");
  const env = Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return {
    kind: "command",
    text: words.length === 1 && only !== undefined ? only : quote(words),
    shell: dialect.data,
    cwd: folderAt(cwd),
    origin: { agent: "unknown" },
    env: Object.fromEntries(env) as Record<string, string>,
  };
}
