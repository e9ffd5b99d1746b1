/** Finds miners, readers of stored passwords, and hidden programs, whichever program starts them. */

import type { Effect } from "../../effects/effect.ts";
import type { Invocation } from "../../effects/pack.ts";
import { keepingNames } from "../../text/memoize.ts";
import { baseName } from "../../text/paths.ts";
import { textOf } from "../../text/words.ts";
import { isMiningPool, type Kind, MINING, offensiveTool } from "./offensive-tools.ts";

const INTERPRETERS = /^(?:python[\d.]*|ruby|perl|php|bash|sh|zsh|dash|wine|mono|java|pwsh|powershell)$/;
const ENGINES = /^(?:docker|podman|nerdctl)$/;

/** Reports a program in a hidden place: in shared memory, or hidden in a world-writable folder. */
function effectsOfHiding({ program, argv, span, scope }: Invocation): readonly Effect[] {
  const [name] = argv;
  const shared = startsOthers(program)
    ? argv.find((word, i) => i > 0 && isShared(word.value ?? word.text))
    : name && isShared(name.value ?? name.text)
      ? name
      : undefined;
  const path = shared ? (shared.value ?? shared.text) : (name?.value ?? "");
  if (!shared && !isHidden(path)) return NOTHING;
  if (scope.container) return [];
  return [
    {
      verb: "execute-unknown",
      resource: "code",
      target: path,
      reach: "unknown",
      recovery: "none",
      certainty: "likely",
      source: "attacks",
      says: `starts a program that is hidden at ${path}`,
      ...(span && { span }),
    },
  ];
}

/** World-writable folders of Windows, and a program in one. */
const SHARED =
  /^["']?(?:[\\/]{2}(?!wsl|localhost[\\/]|[.?][\\/])[\w.-]+(?:@\w+)*[\\/][^\\/]+|(?:[a-z]:)?[\\/](?:users[\\/]public|windows[\\/]temp|perflogs|temp|\$recycle\.bin|programdata(?=[\\/][^\\/]+$))|%(?:temp|tmp|public)%|\$\{?env:(?:temp|tmp|public)\}?|.*[\\/]appdata[\\/]local[\\/]temp)[\\/][^\n]*\.(?:exe|com|scr|bat|cmd|ps1|vbs|js|hta|dll|pif|msi|lnk)["']?$/i;
const isShared = keepingNames(path => SHARED.test(path));
const HIDDEN =
  /^(?:\/dev\/shm\/\S+|\/(?:var\/)?tmp\/\.(?!(?:venv|env|virtualenv|nvm|cargo|local|npm|cache|bun|deno|pyenv|rbenv|volta|yarn|pnpm|tox|nox|git|mount_|dotnet|go|uv|pixi|conda|tools?|bin)[\w.-]*\/)[^/]+(?:\/[^/]+){0,3}|\/(?:var\/)?tmp\/\.(?:ICE|X11|font|XIM|Test)-unix\/\S+)$/;
const isHidden = keepingNames(path => HIDDEN.test(path));
const STARTERS = /^(?:start-process|start|saps|invoke-item|ii|explorer|call)$/i;
const startsOthers = keepingNames(program => STARTERS.test(program));

/** Returns whether any call of a program may start an offensive tool: it is one, or it starts its arguments. */
export function startsTool(program: string): boolean {
  return offensiveTool(program) !== undefined || waysToStart(program) !== "neither" || startsOthers(program);
}

/** Returns the effect of starting an offensive tool; empty for other calls. */
export function effectsOfAttack(command: Invocation): readonly Effect[] {
  const found = startedTool(command);
  if (found) {
    const [name, kind, words] = found;
    return onlyAsks(words) ? [] : [effectOf(command, kind, name, words)];
  }
  const hidden = effectsOfHiding(command);
  if (hidden.length > 0) return hidden;
  if (PRINTS.has(command.program) || !namesPool(command)) return NOTHING;
  return [effectOf(command, MINING, command.program, command.argv.slice(1).map(textOf))];
}

const NOTHING: readonly Effect[] = [];

function namesPool({ argv }: Invocation): boolean {
  for (let i = 1; i < argv.length; i++) {
    const word = argv[i];
    // A pool's address has a port or a scheme.
    if (word && (word.value ?? word.text).includes(":") && isMiningPool(textOf(word))) return true;
  }
  return false;
}

const PRINTS = new Set(["echo", "printf", "grep", "rg", "git", "cat", "sed", "awk"]);

type Started = readonly [name: string, kind: Kind, words: readonly string[]];

function startedTool({ program, argv }: Invocation): Started | undefined {
  const kind = offensiveTool(program);
  const starts = waysToStart(program);
  if (!kind && starts === "neither") return undefined;
  const words = argv.slice(1).map(textOf);
  if (kind) return [program, kind, words];
  const container = starts === "engine" && /^(?:run|create)$/.test(words[0] ?? "");
  if (!container && starts !== "interpreter") return undefined;
  // A script counts by its name, a module after `-m`, an image by the last part of its name.
  for (const [i, word] of words.slice(0, 12).entries()) {
    if (word.startsWith("-")) continue;
    const before = words[i - 1] ?? "";
    const name = container ? baseName(word).replace(/[:@].*$/s, "") : baseName(word);
    const named = offensiveTool(name);
    if (named && !/^--?name$/.test(before)) return [name, named, words.slice(i + 1)];
    if (!container && before !== "-W" && before !== "-X") return undefined;
  }
  return undefined;
}

/** Returns how a program of this name may start another one among its arguments. */
const waysToStart = keepingNames((program): "engine" | "interpreter" | "neither" => {
  if (ENGINES.test(program)) return "engine";
  return INTERPRETERS.test(program) ? "interpreter" : "neither";
});

/** Returns whether the call only asks for the version, the help or a benchmark. */
function onlyAsks(words: readonly string[]): boolean {
  const alone = words.length === 1 && /^-(?:[hvV]|-?help|-?version|-list|-test(?:=\d+)?)$/.test(words[0] ?? "");
  return alone || words.some(word => /^--(?:help|version|usage)$/.test(word));
}

function effectOf({ span }: Invocation, kind: Kind, name: string, words: readonly string[]): Effect {
  return {
    verb: kind.verb,
    resource: kind.resource,
    target: [name, ...words.slice(0, 3)].join(" "),
    reach: "unknown",
    recovery: "none",
    certainty: "certain",
    source: "attacks",
    says: `${kind.says} ${name}`,
    instead: "Say what is to be found out, and let the person run it where it is allowed.",
    ...(span && { span }),
  };
}
