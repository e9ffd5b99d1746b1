/** What `sudo` starts, where its options say nothing of the place: it makes the same things as without it. */

import type { Invocation } from "../../effects/pack.ts";
import { programName } from "../../text/words.ts";

const VALUED = /^-(?:[ugp]|-(?:user|group|prompt))$/;
const PLAIN = /^-(?:[nEHSkb]+|-(?:non-interactive|preserve-env|set-home|stdin)|-(?:user|group)=\S*)$/;

/** The command behind `sudo`; the very same one for any other program, or where an option is none of the plain ones. */
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
