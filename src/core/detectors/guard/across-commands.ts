/**
 * Finds acts on the guard that several commands do together. One looks for a process and another ends it: `for d in
 * /proc/*; do grep -q service.cjs $d/cmdline && kill ${d#/proc/}; done`. One opens a file of the guard and another
 * writes to it: `exec 9<hook; echo > /dev/fd/9`. One finds a place of the guard and another changes it: `p=$(ss -xlH |
 * awk '/agentguard/{print $5}'); mv "$p" "$p.o"`.
 */

import type { Effect } from "../../effects/effect.ts";
import type { Invocation, Stdin } from "../../effects/pack.ts";
import type { Facts } from "../../facts/facts.ts";
import { guardFile } from "../../files/guard-files.ts";
import { pathOf, shown } from "../../files/targets.ts";
import { textOf, type Word } from "../../text/words.ts";
import { lettingGo } from "./letting-go.ts";
import { findsPlace, isGuard, mayEnd } from "./processes.ts";
import { handedOver, isReadOnly } from "./reach.ts";

/** Programs that list processes or show who has a file open. */
const LISTS = /^(?:ps|pgrep|pidof|lsof|fuser|ss|netstat|top|procs|systemctl)$/;
const ENDS = /^(?:kill|skill|prlimit|renice|ionice|taskset|chrt|gdb|lldb|criu|reptyr|nsenter)$/;

/** A file by its descriptor, except the three standard ones. */
const DESCRIPTOR = /^\/(?:proc\/[^/]+\/fd|dev\/fd)\/(?![012]$)/;

/** Records what the commands of one act look for and open. */
export class AcrossCommands {
  /** An open file of the guard. */
  private open: string | undefined;
  private lists = false;
  private names: boolean;

  /** `text`: the act's whole text, which may contain a pattern outside of any command. */
  constructor(text: string) {
    this.names = wordsOf(text).some(isGuard);
  }

  /** Number of recorded facts. */
  get changes(): number {
    return Number(this.lists) + Number(this.names) + Number(this.open !== undefined);
  }

  /** Returns the effects of `command` after the earlier commands. */
  effectsOf(command: Invocation, facts: Facts): Effect[] {
    return [...this.ends(command), ...this.writes(command, facts), ...onFoundPlace(command)];
  }

  private ends(command: Invocation): Effect[] {
    const { program, argv, stdin, redirects } = command;
    if (this.lists && this.names && ENDS.test(program) && argv.some((word, i) => i > 0 && isUnexplained(word)))
      return [mayEnd(command)];
    this.lists ||=
      LISTS.test(program) || [...argv, ...redirects.map(({ target }) => target), ...fileOf(stdin)].some(isInProc);
    this.names ||= argv.some((word, i) => i > 0 && isGuard(textOf(word)));
    return [];
  }

  private writes(command: Invocation, facts: Facts): Effect[] {
    for (const { operator, target } of command.redirects) {
      const path = operator === "<" ? pathOf(target, command.scope) : undefined;
      if (path !== undefined && guardFile(path, facts.around)) this.open = path;
    }
    if (this.open === undefined) return [];
    const through = [...writtenBy(command), ...command.argv.slice(1)].find(word => DESCRIPTOR.test(textOf(word)));
    return through ? [handedOver(command, shown(through), this.open)] : [];
  }
}

function writtenBy({ redirects }: Invocation): readonly Word[] {
  return redirects.flatMap(({ operator, target }) => (operator.includes(">") ? [target] : []));
}

function onFoundPlace(command: Invocation): Effect[] {
  const written = writtenBy(command).find(findsPlace);
  const given = isReadOnly(command) ? undefined : command.argv.find((word, i) => i > 0 && findsPlace(word));
  const place = written ?? given;
  if (!place) return [];
  const does = written ? "writes to" : `gives ${command.program}`;
  return [lettingGo(command, `${does} ${shown(place)}, which may be the guard's own`, "possible")];
}

function wordsOf(text: string): readonly string[] {
  return text.length > MAX_TEXT ? [] : (text.match(/[\w\\./[\]-]{5,}/g) ?? []);
}

/** In a longer text, only the commands themselves are searched. */
const MAX_TEXT = 64 * 1024;

function fileOf(stdin: Stdin): readonly Word[] {
  return stdin.kind === "file" ? [stdin.path] : [];
}

function isInProc(word: Word): boolean {
  return /^\/proc(?:\/|$)(?!self|sys|cpuinfo|meminfo)/.test(textOf(word));
}

/** A substitution's text says what it finds; a variable that a loop or `read` sets does not. */
function isUnexplained({ value, pieces }: Word): boolean {
  return (
    value === null &&
    pieces.some(piece => piece.kind === "hole" && piece.from === "variable" && !/^\$\{?!/.test(piece.of))
  );
}
