/** Reads kill, pkill, killall, skill, fuser. A process by its number is the agent's own business; many are not. */
import type { Effect } from "../core/effects/effect.ts";
import type { Invocation, ProgramPack, Reading } from "../core/effects/pack.ts";
import { shown } from "../core/files/targets.ts";
import { isBroadName } from "../core/kit/process-names.ts";
import { inOrder, words } from "../core/text/expressions.ts";
import type { Word } from "../core/text/words.ts";

/** Signals that tell a process something, or only check whether it exists. */
const GENTLE = /^(0|1|10|12|17|18|20|28|(SIG)?(HUP|USR[12]|CONT|CHLD|WINCH|URG|INFO))$/i;
/** Options of pkill and killall that take a value. */
const TAKES = inOrder([
  /^-/,
  [
    ...words`g G P s t u U F r A d o y`,
    inOrder([
      /-/,
      words`
        pgroup group parent session terminal euid uid user pidfile ns nslist signal older-than younger-than context
      `,
    ]),
  ],
  /$/,
]);

/** Matches `killall -r`, after which a regular expression follows. */
const BY_PATTERN = /^-(-regexp|(?=[a-zA-Z]*r)[a-zA-Z]+)$/;

export const processes: ProgramPack = {
  kind: "program",
  id: "processes",
  programs: ["kill", "pkill", "killall", "skill", "fuser", "killall5", "fkill", "fkill-cli"],
  read(command: Invocation): Reading {
    switch (command.program) {
      case "kill":
        return { effects: killed(command) };
      case "killall5":
        return { effects: [crowd(command, "every process outside this session", "all")] };
      case "fuser":
        return { effects: users(command) };
      default:
        return { effects: named(command) };
    }
  },
  examples: [
    { run: "kill -9 -1", expect: "ask" },
    { run: "kill -1", expect: "ask" },
    { run: "kill -KILL -- -1", expect: "ask" },
    { run: "kill -s TERM 1", expect: "ask", why: "takes the machine down" },
    { run: "kill -9 $(ps -e -o pid=)", expect: "ask" },
    { run: "kill -9 $(pgrep node)", expect: "ask" },
    { run: "kill $(pgrep -f 'node')", expect: "ask" },
    {
      run: "kill -TERM $(pgrep -f 'node dist/index.js') 2>/dev/null || true",
      expect: "allow",
      why: "one's own server",
    },
    { run: 'pgrep -f "python worker.py" | xargs kill', expect: "allow" },
    { run: "pkill -f agentguard", expect: "deny" },
    { run: "kill $(pgrep -f agentguard)", expect: "deny" },
    { run: "pkill -f .", expect: "ask" },
    { run: "pkill -9 -u dev", expect: "ask" },
    { run: "killall -9 node", expect: "ask" },
    { run: "sudo pkill sshd", expect: "ask" },
    { run: 'pkill -f "$PATTERN"', expect: "ask" },
    { run: "fuser -km /", expect: "ask" },
    { run: 'fuser -k -KILL "$XDG_RUNTIME_DIR"/agentguard/*.sock', expect: "deny" },
    { run: 'fuser -v "$XDG_RUNTIME_DIR"/agentguard/*.sock', expect: "allow", why: "only looks" },
    { run: 'fuser -k "$XDG_RUNTIME_DIR"/vite/*.sock', expect: "allow" },
    { run: "ps aux | awk '{print $2}' | xargs kill -9", expect: "ask" },
    { run: "kill -9 $(ps -ef | grep -v grep | awk '{print $2}')", expect: "ask" },
    { run: "kill -9 $(ps -eo pid=)", expect: "ask" },
    { run: "pgrep node | xargs -r kill", expect: "ask" },
    { run: "ps aux | grep 'vite dev' | grep -v grep | awk '{print $2}' | xargs kill", expect: "allow" },
    { run: "lsof -ti :3000 | xargs -r kill -9", expect: "allow" },
    { run: "kill 4242", expect: "allow" },
    { run: "kill -9 4242 4243", expect: "allow" },
    { run: "kill -HUP 1", expect: "allow", why: "init reads its settings again" },
    { run: "kill -HUP $(pidof nginx)", expect: "allow", why: "it reads its settings again" },
    { run: "kill -s KILL $(pidof nginx)", expect: "ask" },
    { run: "killall -9 -r '.*'", expect: "ask", why: "every name fits" },
    { run: "killall --regexp '^(node|sh)'", expect: "ask" },
    { run: "killall -r 'my-dev-(api|web)'", expect: "allow" },
    { run: "lsof -t / | xargs kill -9", expect: "ask", why: "all that use the disk" },
    { run: "kill -9 $(lsof -t +D /home)", expect: "ask" },
    { run: "kill -l", expect: "allow" },
    { run: "kill -0 $PID", expect: "allow" },
    { run: "kill $(lsof -t -i:3000)", expect: "allow" },
    { run: "kill -9 $(ps aux | grep 'vite dev' | awk '{print $2}')", expect: "allow" },
    { run: "kill %1", expect: "allow" },
    { run: "pkill -f vite", expect: "allow" },
    { run: "pkill -f 'node server.js'", expect: "allow" },
    { run: "pkill -HUP nginx", expect: "allow" },
    { run: "killall my-dev-server", expect: "allow" },
    { run: "fuser -k 3000/tcp", expect: "allow" },
    { run: "npx fkill-cli --force node", expect: "ask" },
    { run: "fkill :3000", expect: "allow" },
  ],
};

function killed(command: Invocation): Effect[] {
  const [signal, targets] = signalAndTargets(command.argv.slice(1));
  if (signal === undefined) return [];
  const effects: Effect[] = [];
  for (const word of targets) {
    if (word.value === "-1") effects.push(crowd(command, "every process this user may stop", "all"));
    else if (word.value === "1" && !GENTLE.test(signal)) effects.push(machine(command));
    else if (!GENTLE.test(signal)) {
      const pattern = searched(word);
      if (pattern !== undefined && isBroadName(pattern)) effects.push(crowd(command, `all of ${shown(word)}`, "all"));
    }
  }
  return effects;
}

/** Returns signal and targets; undefined for `-l` and `-0`, which stop nothing. A lone `-1` is no signal. */
function signalAndTargets(words: readonly Word[]): readonly [string | undefined, readonly Word[]] {
  let signal = "TERM";
  let at = 0;
  for (; at < words.length; at++) {
    const text = words[at]?.value ?? "";
    if (/^(-l|-L|--list|--table|-0|--help|--version)$/.test(text)) return [undefined, []];
    if (text === "--") {
      at++;
      break;
    }
    if (/^(-s|-n|--signal|-q|--queue)$/.test(text)) {
      if (!/q/.test(text)) signal = words[at + 1]?.value ?? "?";
      at++;
    } else if (/^(-s.+|--signal=.+)$/.test(text)) signal = text.replace(/^(-s|--signal=)/, "");
    else if (/^-(\w+)$/.test(text) && words.length - at > 1) signal = text.slice(1);
    else break;
  }
  return signal === "0" ? [undefined, []] : [signal, words.slice(at)];
}

/**
 * Returns the name by which the processes are searched: `node` for `$(pgrep -f node)` or `pgrep node | xargs kill`, and
 * everything for `$(ps -e -o pid=)`.
 */
function searched(word: Word): string | undefined {
  const hole = word.pieces.find(piece => piece.kind === "hole" && piece.from !== "variable");
  const text = hole?.kind === "hole" ? hole.of : "";
  const found = /\b(pgrep|pidof)((?: +-[\w-]+)*) +("[^"]*"|'[^']*'|[^\s;|)]+)/.exec(text);
  if (found) return /-[uUgG]\b/.test(found[2] ?? "") ? "" : (found[3] ?? "").replace(/^["']|["']$/g, "");
  // `lsof -t /` lists whoever uses anything there.
  if (/\blsof\b(?:(?!\blsof\b)[^|;])*\s\/(?:home|usr|var|tmp|etc|dev|opt|root)?\/?(?=[\s;|)"']|$)/.test(text))
    return "";
  const lists = /\bps\s+(?:-?[aexAf]+o?|aux|-ef)\b/.test(text);
  // `grep -v grep` selects nothing. Of a pipeline into xargs only the last filter is known.
  const whole = hole?.kind === "hole" && hole.from === "substitution";
  const chosen = whole ? text.replace(/\bgrep\s+(?:-[a-zA-Z]+\s+){0,3}-(?=[a-zA-Z]*v)[a-zA-Z]+\s+\S+/g, "") : text;
  return lists && !/grep|awk\s+["'][^"'{]*\/|--pid|\s-p\b|-C\b/.test(chosen) ? "" : undefined;
}

function named(command: Invocation): Effect[] {
  const words = command.argv.slice(1);
  let crowded: string | undefined;
  const patterns: Word[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    const text = word?.value ?? "";
    if (!word || /^(-l|--list|-V|--version|-h|--help|-0)$/.test(text)) return [];
    if (/^(-u|-U|--euid|--uid|--user|-t|--terminal|-g|-G|--group|--pgroup|-s|--session)$/.test(text)) {
      if (command.program === "killall" && /^(-s|-g)$/.test(text)) {
        if (text === "-s") i++;
        continue;
      }
      crowded = `everything of ${text} ${words[i + 1]?.value ?? "?"}`;
      i++;
    } else if (command.program === "killall" && BY_PATTERN.test(text)) continue;
    else if (TAKES.test(text)) i++;
    else if (text.startsWith("-") && text !== "-") {
      if (GENTLE.test(text.replace(/^-(-signal=|s)?/, ""))) return [];
      if (/^-(-inverse|v)$/.test(text) && command.program === "pkill") crowded = "everything but what is named";
    } else patterns.push(word);
  }
  if (patterns.length === 0) return crowded === undefined ? [] : [crowd(command, crowded, "all")];
  if (crowded?.startsWith("everything but")) return [crowd(command, crowded, "all")];
  return patterns.flatMap(word => {
    if (word.value === null) return [crowd(command, `whatever ${shown(word)} names`, "unknown")];
    return isBroadName(word.value) ? [crowd(command, `every process named ${word.value}`, "all")] : [];
  });
}

function users(command: Invocation): Effect[] {
  const words = command.argv.slice(1).map(({ value }) => value ?? "");
  if (!words.some(text => /^-\w*k|^--kill/.test(text))) return [];
  const mount = words.some(text => /^-\w*[mMc]/.test(text));
  const broad = words.some(text => /^\/(home|usr|var|tmp|etc)?\/?$/.test(text));
  return mount || broad ? [crowd(command, "every process that uses this file system", "all")] : [];
}

function machine({ span }: Invocation): Effect {
  return {
    verb: "stop",
    resource: "system",
    target: "process 1",
    reach: "all",
    recovery: "effort",
    certainty: "certain",
    source: "processes",
    says: "stops process 1, and with it the machine or the container",
    ...(span && { span }),
  };
}

function crowd({ span }: Invocation, target: string, reach: "all" | "unknown"): Effect {
  return {
    verb: "stop",
    resource: "process",
    target,
    reach,
    recovery: "effort",
    certainty: "certain",
    source: "processes",
    says: `stops ${target}`,
    instead: "Stop the process by its number, or by the whole of its own command line.",
    ...(span && { span }),
  };
}
