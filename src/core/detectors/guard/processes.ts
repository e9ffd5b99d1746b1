/** Finds calls that end, stop or attach to the guard's own process or service. */

import type { Effect } from "../../effects/effect.ts";
import type { Invocation, Redirect, Stdin } from "../../effects/pack.ts";
import type { Facts } from "../../facts/facts.ts";
import { isPattern, matchesGlob } from "../../files/globs.ts";
import { textOfStdin } from "../../files/input-text.ts";
import { keepingNames } from "../../text/memoize.ts";
import { knownPrefix, textOf, type Word } from "../../text/words.ts";
import { lettingGo } from "./letting-go.ts";

/** Programs that select processes by name. */
const BY_NAME = /^(?:pkill|killall|skill|taskkill|stop-process|spps|fkill(?:-cli)?)$/;
/** Programs that select them by id: a literal, a substitution, or one from a pipe. */
const BY_NUMBER =
  /^(?:kill|skill|gdb|lldb|strace|ltrace|perf|renice|ionice|chrt|taskset|prlimit|reptyr|criu|gcore|nsenter|stop-process)$/;
/** Programs that attach as a debugger: `node inspect -p 4242`. */
const ATTACHES = /^(?:node|nodejs|bun|deno)$/;
/** Ends the processes that use a file. */
const BY_FILE = /^fuser$/;
const OVER_INPUT = /^(?:g?xargs|parallel)$/;
const SERVICES = /^(?:systemctl|launchctl|service|rc-service|supervisorctl|pm2|sc|net|brew|stop-service)$/;
const ENDS =
  /^(?:stop|kill|disable|mask|restart|try-restart|reload-or-restart|freeze|revert|edit|set-property|remove|delete|del|unload|bootout|unset|services)$/;
const REACHES = [BY_NAME, BY_NUMBER, BY_FILE, ATTACHES, OVER_INPUT, SERVICES];
const mayReach = keepingNames(program => REACHES.some(programs => programs.test(program)));
/** Options that only ask, or send no signal. */
const LOOKS = /^(?:-0|-l|-L|--list|--help|--version|-V)$/;
/** Programs that trace a process without changing it. */
const WATCHES = /^(?:strace|ltrace|perf)$/;
/** Files of a process whose change affects it: its memory, its limits, whether it runs. */
const OF_PROCESS = /^\/(?:proc\/|sys\/fs\/cgroup)/;

/** Returns one effect or none. `facts.around` has the ids of the guard's own processes. */
export function effectsOnGuardProcess(command: Invocation, facts: Facts): Effect[] {
  if (command.redirects.some(writesToFound)) return [ended(command)];
  const { program } = command;
  if (!mayReach(program)) return program === "tee" && command.argv.some(isOfFound) ? [ended(command)] : [];
  const words = command.argv.slice(1);
  if (words.some(({ value }) => LOOKS.test(value ?? ""))) return [];
  const numbers = ownNumbers(facts);
  const numbered = words.some(({ value }) => value !== null && numbers?.test(value));
  const found = numbered || words.some(searches);
  // Its other arguments may be a whole program.
  if (ATTACHES.test(program)) return words[0]?.value === "inspect" && found ? [ended(command)] : [];
  const named = words.some(({ value }) => value !== null && isGuard(value));
  if (BY_NAME.test(program)) {
    if (named) return [ended(command)];
    return words.some(({ value }, i) => inLine(words.slice(0, i)) && isPartOfName(value)) ? [mayEnd(command)] : [];
  }
  if (BY_FILE.test(program)) {
    const ends = words.some(({ value }) => /^-(?:-kill$|(?!-)[a-zA-Z]*k)/.test(value ?? ""));
    return ends && words.some(word => isPartlyKnown(word) && isGuard(textOf(word))) ? [ended(command)] : [];
  }
  if (BY_NUMBER.test(program)) {
    if (found) return [ended(command)];
    return !WATCHES.test(program) && program !== "kill" && words.some(searchesRuntime) ? [mayEnd(command)] : [];
  }
  if (OVER_INPUT.test(program) && words.some(({ value }) => BY_NUMBER.test(value ?? ""))) {
    const isMeant = (text: string) => isGuard(text) || (numbers?.test(text) ?? false);
    if (comesFrom(command.stdin, isMeant) || isMeant(textOfStdin(command, facts) ?? "")) return [ended(command)];
  }
  const ends = words.some(({ value }) => ENDS.test(value ?? ""));
  return SERVICES.test(program) && ends && (named || words.some(fitsUnit)) ? [ended(command)] : [];
}

/** A known path is compared with the guard's folders elsewhere. */
function isPartlyKnown({ value, glob }: Word): boolean {
  return value === null || glob;
}

/** Returns whether `pkill -f` is used, which matches whole command lines. */
function inLine(before: readonly Word[]): boolean {
  return before.some(({ value }) => /^-(?:-full|(?=[a-zA-Z]*f)[a-zA-Z]+)$/.test(value ?? ""));
}

/** Parts such as `agent` and `guard` also match the command line of the guard's process. */
function isPartOfName(pattern: string | null): boolean {
  const plain = (pattern ?? "").toLowerCase().replace(/[[\]^$]/g, "");
  return plain.length >= 4 && "agentguard".includes(plain);
}

/** Matches `agent*.service`: units by a pattern. */
function fitsUnit({ value }: Word): boolean {
  return value !== null && isPattern(value) && UNITS.some(unit => matchesGlob(value, unit) !== false);
}

const UNITS = ["agentguard", "agentguard.service"];

/** Returns whether the memory or control group of a found process is written. */
function writesToFound({ operator, target }: Redirect): boolean {
  return operator.includes(">") && isOfFound(target);
}

function isOfFound(word: Word): boolean {
  return word.value === null && OF_PROCESS.test(knownPrefix(word)) && searches(word);
}

/** Returns a pattern for ids of the guard's processes, also as a group or after an option; undefined without any. */
function ownNumbers({ around }: Facts): RegExp | undefined {
  const { guardProcesses: all = [] } = around;
  return all.length === 0 ? undefined : new RegExp(`(?:^-[a-zA-Z]|(?<![\\w.]))(?:${all.join("|")})(?![\\w.])`);
}

/** Returns whether a search word finds the guard's process; `[a]gentguard` only keeps `grep` from finding itself. */
export const isGuard = keepingNames((text: string): boolean => {
  const plain = text.replace(/[[\]]/g, "");
  return /agentguard/i.test(plain) || fitsOwnLine(plain);
});

/** The command lines of the guard's processes, where it is deployed and in the extension. */
const OWN_LINE = "/usr/bin/node /home/me/.local/share/agentguard";
const OWN_FILES = [
  ...["service", "hook", "relay"].map(name => `/agentguard/runtime/${name}.cjs`),
  "/dist/service.cjs",
  // The service holds these open.
  ...["sock", "lock"].map(ending => `/agentguard/service.${ending}`),
];

/** Returns whether a pattern matches such a line by its file's name. `node` or `service` alone match many processes. */
function fitsOwnLine(pattern: string): boolean {
  return pattern.split(/\\?\||[{}&!~"']+/).some(one => {
    const pieces = one
      .replaceAll("\\", "")
      .split(/\.[*+]|[*%]/)
      .map(piece => piece.replace(/^[\s(^]+|(?<![\s)$])[\s)$]+$/g, "").replace(/^(\/.*)\/$/, "$1"));
    const own = pieces.findIndex(isOwnFile);
    return own >= 0 && pieces.slice(0, own).every(piece => /^[~/]/.test(piece) || standsIn(piece, OWN_LINE));
  });
}

function isOwnFile(piece: string): boolean {
  const names = (/\w[./]\w/.test(piece) && piece.length > 4) || piece.endsWith("cjs");
  return names && OWN_FILES.some(file => standsIn(piece, file));
}

/** A dot in a pattern matches any character. */
function standsIn(piece: string, line: string): boolean {
  for (let start = 0; start + piece.length <= line.length; start++) {
    let i = 0;
    while (i < piece.length && (piece[i] === "." || piece[i] === line[start + i])) i++;
    if (i === piece.length) return true;
  }
  return false;
}

/** Matches `$(pgrep -f agentguard)`, `$(lsof -t …/service.sock)`. */
function searches(word: Word): boolean {
  // Each word is tested separately, because a quoted one is a pattern.
  return searchedBy(word).some(
    text => isGuard(text) || (text.match(/'[^']*'|"[^"]*"|[^\s'"()|;&`$]+/g) ?? []).some(isGuard),
  );
}

/** Matches `$(ss -xlH | awk '/agentguard/{print $5}')`, which finds a path; `lsof -t` would give process ids. */
export function findsPlace(word: Word): boolean {
  return word.value === null && searchedBy(word).some(text => SHOWS_PLACES.test(text)) && searches(word);
}

const SHOWS_PLACES = /\b(?:ss|netstat|sockstat|lsof(?! {1,4}-\w{0,8}t))\b|\/proc\/net\/unix\b/;

/** Matches `$(pidof node)`: every Node process, including the guard's. */
function searchesRuntime(word: Word): boolean {
  return searchedBy(word).some(text =>
    /\b(?:pgrep|pidof)(?: {1,4}-[\w-]{1,40}){0,6} {1,4}["']?node(?:js)?["']?(?:[\s;|)]|$)/.test(text),
  );
}

/** Returns the text of the commands whose output the word contains. */
function searchedBy({ pieces }: Word): readonly string[] {
  return pieces.flatMap(piece => (piece.kind === "hole" && piece.from !== "variable" ? [piece.of] : []));
}

/** The most programs of a pipeline that are searched. */
const MAX_PIPE = 8;

/** Returns whether a program in the pipeline before has a word that `isMeant` accepts. */
function comesFrom(stdin: Stdin, isMeant: (text: string) => boolean): boolean {
  let from: Stdin | undefined = stdin;
  for (let i = 0; from?.kind === "pipe" && i < MAX_PIPE; i++, from = from.from)
    if ([...(from.producer ?? []), ...(from.filter ?? [])].some(({ value, text }) => isMeant(value ?? text)))
      return true;
  return false;
}

function ended(command: Invocation): Effect {
  return lettingGo(command, "ends or stops the guard's own process");
}

/** Returns the effect of ending several found processes, among them perhaps the guard's. */
export function mayEnd(command: Invocation): Effect {
  return lettingGo(command, "ends, stops or holds processes that it finds, the guard's own among them", "possible");
}
