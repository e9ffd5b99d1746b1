/** Reads `-v`, `--mount`, `--tmpfs`, `-w`: what a new container sees of this machine. */

import { type Argument, hasOption, optionValue, optionValues } from "../../core/effects/options.ts";
import { pathOf } from "../../core/files/targets.ts";
import type { Container, Mount, Scope } from "../../core/places/scope.ts";
import { dropPrefix, knownPrefix, literalWord, type Word } from "../../core/text/words.ts";

/** `remote`: the engine is another machine's, and so are the mounted folders. */
export function containerOf(args: readonly Argument[], scope: Scope, remote: boolean): Container {
  const mounts = [
    ...optionValues(args, "v", "volume").flatMap(word => bindOf(word, scope)),
    ...optionValues(args, "mount").flatMap(word => mountOf(word, scope)),
  ];
  const shared =
    hasOption(args, "privileged", "device", "volumes-from", "env-host") ||
    /^(?:host|container:.*)$/.test(optionValue(args, "pid")?.value ?? "");
  return { mounts: remote ? mounts.map(({ at }) => ({ at, from: null })) : mounts, fresh: !shared };
}

/** Returns a system folder of the machine that is mounted writable: `-v /:/host`. */
export function wholeMachine(args: readonly Argument[]): string | undefined {
  const sources = [
    ...optionValues(args, "v", "volume").flatMap(({ value }) =>
      value && !/:[^:]*\bro\b[^:]*$/.test(value) ? [value.split(":")[0] ?? ""] : [],
    ),
    ...optionValues(args, "mount").flatMap(({ value }) => {
      const fields = fieldsOf(value ?? "");
      return fields.has("readonly") || fields.has("ro") ? [] : [fields.get("src") ?? fields.get("source") ?? ""];
    }),
  ];
  return sources.find(source => /^\/(?:etc|boot|root|proc|sys|dev|usr|bin|sbin|lib|var|home)?\/?$/.test(source));
}

/** Reads `from:at[:options]`. A name without a slash is a volume; `at` alone is one that is new with the container. */
function bindOf(word: Word, scope: Scope): Mount[] {
  if (word.value !== null) {
    // A drive letter's colon is no separator.
    const match = /^((?:[A-Za-z]:[\\/])?[^:]*):([^:]+)(?::[^:]*)?$/.exec(word.value);
    if (!match?.[1] || !match[2]) return [];
    return [
      {
        at: match[2].replace(/(.)\/$/, "$1"),
        from: isFolder(match[1]) ? (pathOf(literalWord(atHome(match[1], scope)), scope) ?? null) : null,
      },
    ];
  }
  const text = word.pieces.map(piece => (piece.kind === "text" ? piece.value : "\u0000")).join("");
  const at = /:(\/[^:\u0000]*)(?::[^:\u0000]*)?$/.exec(text)?.[1];
  return at === undefined ? [] : [{ at: at.replace(/(.)\/$/, "$1"), from: null }];
}

/** Expands `~:` as some shells do; whoever writes it means the home folder. */
function atHome(source: string, { variables }: Scope): string {
  const home = variables.get("HOME");
  return home ? source.replace(/^~(?=\/|$)/, () => home) : source;
}

/** Reads `type=bind,source=/a,target=/b,readonly`. */
function mountOf(word: Word, scope: Scope): Mount[] {
  const fields = fieldsOf(word.value ?? knownPrefix(word));
  const at = fields.get("target") ?? fields.get("dst") ?? fields.get("destination");
  const from = fields.get("source") ?? fields.get("src");
  if (at === undefined || fields.get("type") === "tmpfs") return [];
  const bound = fields.get("type") === "bind" && from !== undefined && word.value !== null;
  return [{ at: at.replace(/(.)\/$/, "$1"), from: bound ? (pathOf(literalWord(from), scope) ?? null) : null }];
}

function fieldsOf(text: string): ReadonlyMap<string, string> {
  return new Map(
    text.split(",").map(field => {
      const [name = "", ...value] = field.split("=");
      return [name, value.join("=")] as const;
    }),
  );
}

function isFolder(source: string): boolean {
  return /^(?:[./~]|[A-Za-z]:[\\/])/.test(source);
}

/** Reads `-e NAME=value`. */
export function variablesOf(args: readonly Argument[]): ReadonlyMap<string, string | null> {
  return new Map(
    optionValues(args, "e", "env").flatMap((word): [string, string | null][] => {
      const name = /^([A-Za-z_]\w*)=/.exec(knownPrefix(word))?.[1];
      return name === undefined ? [] : [[name, dropPrefix(word, name.length + 1).value]];
    }),
  );
}
