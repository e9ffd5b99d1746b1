/**
 * What only several commands of an act together do to the guard. One looks for a process and another ends it: `for d in
 * /proc/*; do grep -q service.cjs $d/cmdline && kill ${d#/proc/}; done`. One opens a file of the guard and another
 * writes to the open file: `exec 9<hook; echo > /dev/fd/9`. One finds a place of the guard and another gets it:
 * `p=$(ss -xlH | awk '/agentguard/{print $5}'); mv "$p" "$p.o"`.
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

/** Programs that list processes or say which of them has a file open. */
const LISTS = /^(?:ps|pgrep|pidof|lsof|fuser|ss|netstat|top|procs|systemctl)$/;
const ENDS = /^(?:kill|skill|prlimit|renice|ionice|taskset|chrt|gdb|lldb|criu|reptyr|nsenter)$/;

/** A file by its descriptor, other than those that every program has. */
const DESCRIPTOR = /^\/(?:proc\/[^/]+\/fd|dev\/fd)\/(?![012]$)/;

/** Remembers what the commands of one act look for and open. */
export class AcrossCommands {
  /** A file of the guard that is open. */
  private open: string | undefined;
  private lists = false;
  private names: boolean;

  /** `text`: the act's own, where a pattern may stand outside of any command. */
  constructor(text: string) {
    this.names = wordsOf(text).some(isGuard);
  }

  /** How much more it remembers than at the start. */
  get changes(): number {
    return Number(this.lists) + Number(this.names) + Number(this.open !== undefined);
  }

  /** Effects of `command`, given those before it. */
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

/** Of a longer text only the commands themselves count. */
const MAX_TEXT = 64 * 1024;

function fileOf(stdin: Stdin): readonly Word[] {
  return stdin.kind === "file" ? [stdin.path] : [];
}

function isInProc(word: Word): boolean {
  return /^\/proc(?:\/|$)(?!self|sys|cpuinfo|meminfo)/.test(textOf(word));
}

/** Of a substitution its own text says what it finds; a variable that a loop or `read` has set says nothing. */
function isUnexplained({ value, pieces }: Word): boolean {
  return (
    value === null &&
    pieces.some(piece => piece.kind === "hole" && piece.from === "variable" && !/^\$\{?!/.test(piece.of))
  );
}
