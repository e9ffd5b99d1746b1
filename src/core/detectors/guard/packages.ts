/** Finds calls that remove the guard's own package. */

import type { Effect } from "../../effects/effect.ts";
import type { Invocation, Stdin } from "../../effects/pack.ts";
import { textOf, type Word } from "../../text/words.ts";
import { lettingGo } from "./letting-go.ts";

/** System package managers. A project's package managers count only for global packages. */
const OF_SYSTEM =
  /^(?:apt|apt-get|aptitude|dpkg|dnf|yum|rpm|zypper|pacman|yay|paru|apk|brew|port|snap|flatpak|nix-env|winget|choco|scoop|volta)$/;
const OF_PROJECTS = /^(?:npm|pnpm|yarn|bun|cnpm)$/;
const REMOVES =
  /^(?:rm|remove|un|uninstall|unlink|purge|erase|del|delete|-r|-P|-e|-R\w*|--(?:remove|purge|erase|uninstall))$/;
const FOR_USER = /^(?:--global|--location=global|global|-[a-zA-Z]{0,8}g[a-zA-Z]{0,8})$/;
const OVER_INPUT = /^(?:g?xargs|parallel)$/;
const OWN = /^agentguard(?:-cli)?(?:@[^/]*)?(?:[_:]\w+)?$/i;

/** Returns whether a program manages packages, or runs another for each line of its input. */
export function managesPackages(program: string): boolean {
  return OVER_INPUT.test(program) || isManager(program);
}

/** Returns one effect or none. */
export function effectsOnGuardPackage(command: Invocation): Effect[] {
  const over = OVER_INPUT.test(command.program);
  const words = [command.program, ...command.argv.slice(1).map(textOf)];
  const [manager = "", ...rest] = words.slice(words.findIndex(isManager));
  if (!isManager(manager) || !rest.some(word => REMOVES.test(word))) return NOTHING;
  if (OF_PROJECTS.test(manager) && !rest.some(word => FOR_USER.test(word))) return NOTHING;
  if (rest.some(word => OWN.test(word))) return [lettingGo(command, "takes AgentGuard off this machine")];
  return over && choosesGuard(command.stdin)
    ? [lettingGo(command, "takes packages off this machine, AgentGuard among them", "possible")]
    : NOTHING;
}

const NOTHING: Effect[] = [];

function isManager(name: string): boolean {
  return OF_SYSTEM.test(name) || OF_PROJECTS.test(name);
}

/** Returns whether a filter before it lets the guard's package pass: `grep -i guard`. */
function choosesGuard(stdin: Stdin): boolean {
  let from: Stdin | undefined = stdin;
  for (let i = 0; from?.kind === "pipe" && i < MAX_PIPE; i++, from = from.from)
    if ([...(from.producer ?? []), ...(from.filter ?? [])].some(isPartOfName)) return true;
  return false;
}

/** The most programs of a pipeline that are searched. */
const MAX_PIPE = 8;

function isPartOfName(word: Word): boolean {
  const text = textOf(word)
    .toLowerCase()
    .replace(/[\^$*]/g, "");
  return text.length >= 4 && "agentguard".includes(text);
}
