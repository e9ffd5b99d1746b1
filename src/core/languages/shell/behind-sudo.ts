/** Finds the command that `sudo` runs, unless its options change the folder or the root. */

import type { Invocation } from "../../effects/pack.ts";
import { programName } from "../../text/words.ts";

const VALUED = /^-(?:[ugp]|-(?:user|group|prompt))$/;
const PLAIN = /^-(?:[nEHSkb]+|-(?:non-interactive|preserve-env|set-home|stdin)|-(?:user|group)=\S*)$/;

/** Returns the command after `sudo`, or the same command for other programs and other options. */
export function behindSudo(command: Invocation): Invocation {
  if (command.program !== "sudo") return command;
  let at = 1;
  for (let word = command.argv[at]?.value; word?.startsWith("-"); word = command.argv[at]?.value) {
    if (!VALUED.test(word) && !PLAIN.test(word)) return command;
    at += VALUED.test(word) ? 2 : 1;
  }
  const argv = command.argv.slice(at);
  return argv.length === 0 ? command : { ...command, argv, program: programName(argv[0]) };
}
