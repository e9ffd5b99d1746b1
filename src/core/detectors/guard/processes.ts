/** The guard's own process in the hands of what ends, stops or attaches to processes and services. */

import type { Effect } from "../../effects/effect.ts";
import type { Invocation, Redirect, Stdin } from "../../effects/pack.ts";
import type { Facts } from "../../facts/facts.ts";
import { isPattern, matchesGlob } from "../../files/globs.ts";
import { textOfStdin } from "../../files/input-text.ts";
import { keepingNames } from "../../text/memoize.ts";
import { knownPrefix, textOf, type Word } from "../../text/words.ts";
import { lettingGo } from "./letting-go.ts";

/** Programs that take processes by name. */
const BY_NAME = /^(?:pkill|killall|skill|taskkill|stop-process|spps|fkill(?:-cli)?)$/;
/** Programs that take them by number: one that is written there, found by a substitution, or read from a pipe. */
const BY_NUMBER =
  /^(?:kill|skill|gdb|lldb|strace|ltrace|perf|renice|ionice|chrt|taskset|prlimit|reptyr|criu|gcore|nsenter|stop-process)$/;
/** `node inspect -p 4242`. */
const ATTACHES = /^(?:node|nodejs|bun|deno)$/;
/** Ends whoever holds a file. */
const BY_FILE = /^fuser$/;
const OVER_INPUT = /^(?:g?xargs|parallel)$/;
const SERVICES = /^(?:systemctl|launchctl|service|rc-service|supervisorctl|pm2|sc|net|brew|stop-service)$/;
const ENDS =
  /^(?:stop|kill|disable|mask|restart|try-restart|reload-or-restart|freeze|revert|edit|set-property|remove|delete|del|unload|bootout|unset|services)$/;
const REACHES = [BY_NAME, BY_NUMBER, BY_FILE, ATTACHES, OVER_INPUT, SERVICES];
const mayReach = keepingNames(program => REACHES.some(programs => programs.test(program)));
/** Asks only, or sends nothing. */
const LOOKS = /^(?:-0|-l|-L|--list|--help|--version|-V)$/;
/** These watch a process and change nothing of it. */
const WATCHES = /^(?:strace|ltrace|perf)$/;
/** What a write to changes a process: its memory, its limits, whether it runs. */
const OF_PROCESS = /^\/(?:proc\/|sys\/fs\/cgroup)/;

/** One effect, or none. `facts.around` says which processes are the guard's own. */
export function effectsOnGuardProcess(command: Invocation, facts: Facts): Effect[] {
  if (command.redirects.some(writesToFound)) return [ended(command)];
  const { program } = command;
  if (!mayReach(program)) return program === "tee" && command.argv.some(isOfFound) ? [ended(command)] : [];
  const words = command.argv.slice(1);
  if (words.some(({ value }) => LOOKS.test(value ?? ""))) return [];
  const numbers = ownNumbers(facts);
  const numbered = words.some(({ value }) => value !== null && numbers?.test(value));
  const found = numbered || words.some(searches);
  // Its other words may be a whole program.
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

/** Of a path that is known the guard's folders tell. */
function isPartlyKnown({ value, glob }: Word): boolean {
  return value === null || glob;
}

/** `pkill -f` looks for its pattern in whole command lines. */
function inLine(before: readonly Word[]): boolean {
  return before.some(({ value }) => /^-(?:-full|(?=[a-zA-Z]*f)[a-zA-Z]+)$/.test(value ?? ""));
}

/** `agent` and `guard` fit the line of the guard's process, too. */
function isPartOfName(pattern: string | null): boolean {
  const plain = (pattern ?? "").toLowerCase().replace(/[[\]^$]/g, "");
  return plain.length >= 4 && "agentguard".includes(plain);
}

/** `agent*.service`: units by a pattern. */
function fitsUnit({ value }: Word): boolean {
  return value !== null && isPattern(value) && UNITS.some(unit => matchesGlob(value, unit) !== false);
}

const UNITS = ["agentguard", "agentguard.service"];

/** Another process's memory or control group, found by a search. */
function writesToFound({ operator, target }: Redirect): boolean {
  return operator.includes(">") && isOfFound(target);
}

function isOfFound(word: Word): boolean {
  return word.value === null && OF_PROCESS.test(knownPrefix(word)) && searches(word);
}

/** Finds the number of a process of the guard: alone, as a group's, and behind an option. Undefined where none is known. */
function ownNumbers({ around }: Facts): RegExp | undefined {
  const { guardProcesses: all = [] } = around;
  return all.length === 0 ? undefined : new RegExp(`(?:^-[a-zA-Z]|(?<![\\w.]))(?:${all.join("|")})(?![\\w.])`);
}

/** Whether a word of a search finds the guard's process. `[a]gentguard` keeps a `grep` from finding itself. */
export const isGuard = keepingNames((text: string): boolean => {
  const plain = text.replace(/[[\]]/g, "");
  return /agentguard/i.test(plain) || fitsOwnLine(plain);
});

/** What its processes are called on their command lines, where they are deployed and where the extension brings them. */
const OWN_LINE = "/usr/bin/node /home/me/.local/share/agentguard";
const OWN_FILES = [
  ...["service", "hook", "relay"].map(name => `/agentguard/runtime/${name}.cjs`),
  "/dist/service.cjs",
  // What holds them open is the service.
  ...["sock", "lock"].map(ending => `/agentguard/service.${ending}`),
];

/** A pattern that fits such a line by the name of its file. By `node` or `service` alone many are meant. */
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

/** A dot of a pattern stands for any character. */
function standsIn(piece: string, line: string): boolean {
  for (let start = 0; start + piece.length <= line.length; start++) {
    let i = 0;
    while (i < piece.length && (piece[i] === "." || piece[i] === line[start + i])) i++;
    if (i === piece.length) return true;
  }
  return false;
}

/** `$(pgrep -f agentguard)`, `$(lsof -t …/service.sock)`. */
function searches(word: Word): boolean {
  // Its own words one by one: a pattern is what stands between quotes.
  return searchedBy(word).some(
    text => isGuard(text) || (text.match(/'[^']*'|"[^"]*"|[^\s'"()|;&`$]+/g) ?? []).some(isGuard),
  );
}

/** `$(ss -xlH | awk '/agentguard/{print $5}')`: a place, where `lsof -t` gives numbers. */
export function findsPlace(word: Word): boolean {
  return word.value === null && searchedBy(word).some(text => SHOWS_PLACES.test(text)) && searches(word);
}

const SHOWS_PLACES = /\b(?:ss|netstat|sockstat|lsof(?! {1,4}-\w{0,8}t))\b|\/proc\/net\/unix\b/;

/** `$(pidof node)`: every program that Node runs, the guard's own among them. */
function searchesRuntime(word: Word): boolean {
  return searchedBy(word).some(text =>
    /\b(?:pgrep|pidof)(?: {1,4}-[\w-]{1,40}){0,6} {1,4}["']?node(?:js)?["']?(?:[\s;|)]|$)/.test(text),
  );
}

/** The commands that find what the word stands for, by their text. */
function searchedBy({ pieces }: Word): readonly string[] {
  return pieces.flatMap(piece => (piece.kind === "hole" && piece.from !== "variable" ? [piece.of] : []));
}

/** How many programs of a pipe are looked at. */
const MAX_PIPE = 8;

/** Whether one of the programs that print what comes in has a word that `isMeant` knows. */
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

/** One of several processes that it finds is the guard's. */
export function mayEnd(command: Invocation): Effect {
  return lettingGo(command, "ends, stops or holds processes that it finds, the guard's own among them", "possible");
}
