/** Follows a shell that the text starts with its own script, since its changes of files affect the rest of the text. */

import type { Invocation } from "../../effects/pack.ts";
import type { Word } from "../../text/words.ts";
import { behindSudo } from "./behind-sudo.ts";
import { follow } from "./builtins.ts";
import { join } from "./joining.ts";
import { isPosixShell } from "./shell-names.ts";
import { type Outcome, type State, withPositional } from "./state.ts";
import type { Place, Walk } from "./walk.ts";

/** Most such programs change nothing that is read later. */
const MAY_CHANGE = />|\b(?:tee|cp|mv|ln|install|curl|wget|sed|patch|git|tar|unzip|dd|mkfifo|source|eval)\b|\.\s/;

/** Returns the state after `sh -c '…'` or `sh <<E`, like that of a subshell; undefined for any other command. */
export function leftByShell(command: Invocation, state: State, place: Place, walk: Walk): Outcome | undefined {
  const shell = behindSudo(command);
  if (!isPosixShell(shell.program)) return undefined;
  const program = programOf(shell);
  if (!program || !MAY_CHANGE.test(program.text)) return undefined;
  const { ok, failed, output } = follow(program.text, withPositional(state, program.args), place, walk);
  const earlier = join(ok, failed)?.earlier;
  const after = earlier && earlier !== state.earlier ? { ...state, earlier } : state;
  return { ok: after, failed: after, output };
}

function programOf({ argv, stdin }: Invocation): { text: string; args: readonly Word[] } | undefined {
  const words = argv.slice(1);
  const at = words.findIndex(({ value }) => value === null || !/^[-+]/.test(value));
  const options = at === -1 ? words : words.slice(0, at);
  if (options.some(({ value }) => /^-[a-z]*c[a-z]*$/.test(value ?? ""))) {
    const [text, , ...args] = at === -1 ? [] : words.slice(at);
    return text?.value == null ? undefined : { text: text.value, args };
  }
  return at === -1 && stdin.kind === "text" ? { text: stdin.text, args: [] } : undefined;
}
