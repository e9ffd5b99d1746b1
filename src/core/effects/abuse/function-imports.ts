/** Definitions of functions in what only ought to be a value: bash reads them, and older ones run what stands behind. */
import type { Effect } from "../effect.ts";
import type { Invocation } from "../pack.ts";
import type { Doing } from "../subcommands.ts";
import { textOf } from "../words.ts";
import { effectOf } from "./lines.ts";

const IMPORTS: Doing = {
  verb: "execute-unknown",
  resource: "code",
  reach: "unknown",
  says: "hands a function's definition to a shell as a value, which runs what stands behind it",
};
const SENDS: Doing = {
  ...IMPORTS,
  verb: "execute-remote",
  says: "sends a function's definition to another machine, whose shell runs what stands behind it",
};
/** `() { :;}; command`, behind a name, a header or nothing at all. */
const DEFINES = /(?:^|[=:]\s{0,2})\(\)\s{0,4}\{[^}\n]{0,200}\}\s{0,4};\s{0,4}\S/;
/** How bash hands its own functions on (`BASH_FUNC_ls%%=() { …`). */
const EXPORTED = /^BASH_FUNC_[^=]{1,80}(?:%%|\(\))=\(\)\s{0,4}\{/;
const CLIENTS = /^(?:curl|wget|http|https|xh|nc|ncat|netcat|openssl|lwp-request|httpie|ssh|dhclient)$/;
const SETS = /^(?:env|export|declare|typeset|sudo|set)$/;
const MAX_TEXT = 1024;

export function effectsOfFunctionImport(command: Invocation): Effect[] {
  const { program, argv } = command;
  const sends = CLIENTS.test(program);
  if (!sends && !SETS.test(program)) return [];
  const found = argv.slice(1, 64).some(word => {
    const text = textOf(word);
    return text.includes("()") && (DEFINES.test(text.slice(0, MAX_TEXT)) || EXPORTED.test(text.slice(0, MAX_TEXT)));
  });
  return found ? [effectOf(sends ? SENDS : IMPORTS, command, "function-imports")] : [];
}
