/** Finds conditions that no act can meet. A rule with one looks like protection but is none. */
import type { ResourceKind, Verb } from "../../effects/effect.ts";
import type { PolicyRule } from "../policy.ts";

export interface Never {
  /** Path below the rule: `when/path`, `when/path/0`. */
  readonly at: string;
  /** One sentence. */
  readonly because: string;
  /** The text that was probably intended. */
  readonly meant?: string;
  /** The patterns that were probably intended. */
  readonly split?: readonly string[];
}

/** Returns every reason why the rule can never apply; empty if it may. `now` is in epoch ms. */
export function neverMatches({ when, then }: PolicyRule, now: number): Never[] {
  return [
    ...ofTogether(when),
    ...ofPaths(when.path ?? []),
    ...ofHosts(when.host ?? []).map(found => ({ ...found, at: `when/host/${found.at}` })),
    ...ofCommands(when.command ?? []),
    ...ofTools(when.tool ?? []),
    ...ofTime(when.time, now),
    ...(then === "allow" && when.effect?.every(verb => verb === "disable-protection")
      ? [{ at: "when/effect", because: "What switches a safeguard off is never allowed unasked." }]
      : []),
  ];
}

/** Verbs whose effects never have a path on this machine. */
export const WITHOUT_PATH: ReadonlySet<Verb> = new Set<Verb>([
  "drop",
  "truncate",
  "update",
  "destroy",
  "revoke",
  "publish",
  "migrate",
  "deploy",
  "stop",
  "rewrite-history",
  "execute-remote",
  "escalate",
]);

/** Resources that have a path on a disk. */
export const WITH_PATH: ReadonlySet<ResourceKind> = new Set<ResourceKind>([
  "file",
  "directory",
  "working-tree",
  "untracked-files",
  "volume",
  "secret",
  "system",
  "setting",
  "guard",
  "code",
  "backup",
  "image",
  "package",
  "unknown",
]);

const OF_DATABASES: ReadonlySet<Verb> = new Set<Verb>(["drop", "update", "migrate"]);
const OF_DISKS: ReadonlySet<ResourceKind> = new Set<ResourceKind>([
  "file",
  "directory",
  "working-tree",
  "untracked-files",
  "stash",
  "branch",
  "remote-branch",
  "commit",
]);

function ofTogether({ effect, resource, path, host }: PolicyRule["when"]): Never[] {
  const never: Never[] = [];
  if (path && effect?.every(verb => WITHOUT_PATH.has(verb)))
    never.push({
      at: "when/path",
      because: `What an act of the kind ${effect.join(" or ")} is done to has no path here.`,
    });
  if (path && resource && !resource.some(kind => WITH_PATH.has(kind)))
    never.push({ at: "when/path", because: `What is called ${resource.join(" or ")} has no path here.` });
  if (path && host)
    never.push({ at: "when/host", because: "What has a path is on this machine, and so it is on no host." });
  if (resource?.every(kind => OF_DISKS.has(kind)) && effect?.every(verb => OF_DATABASES.has(verb)))
    never.push({ at: "when/resource", because: `An act of the kind ${effect.join(" or ")} is never done to that.` });
  return never;
}

function ofPaths(paths: readonly string[]): Never[] {
  const out = new Set(paths.filter(path => path.startsWith("!")).map(path => path.slice(1)));
  const inside = paths.filter(path => !path.startsWith("!"));
  if (out.has("**") || (inside.length > 0 && inside.every(path => out.has(path))))
    return [{ at: "when/path", because: "Whatever is named here is taken out again." }];
  return paths.flatMap((path, index): Never[] => {
    const at = `when/path/${index}`;
    if (/,\s/.test(path))
      return [{ at, because: "That is one pattern with a comma in it.", split: partsOf(path, /,\s+/) }];
    if (/^!?file:\/\//.test(path))
      return [{ at, because: "A path is no address.", meant: path.replace("file://", "") }];
    return [];
  });
}

/** Checks host patterns; `at` of a result has the index in the list. */
export function ofHosts(hosts: readonly string[]): Never[] {
  return hosts.flatMap((host, index): Never[] => {
    const meant = host
      .replace(/^[a-z][a-z0-9+.-]*:\/\/(?:[^@/]*@)?/i, "")
      .replace(/[/?#].*$/s, "")
      .replace(/:\d+$/, "");
    if (meant === host || meant === "" || /^\[?[0-9a-f]*:[0-9a-f:]*\]?$/i.test(host)) return [];
    return [{ at: String(index), because: "A host is its name alone, without protocol, port or path.", meant }];
  });
}

function partsOf(text: string, between: RegExp): string[] {
  return text.split(between).filter(part => part !== "");
}

/** Checks command patterns, each of which is matched against one simple command. */
function ofCommands(commands: readonly string[]): Never[] {
  return commands.flatMap((command, index): Never[] => {
    const operator = /(?:^|\s)(&&|\|\||[|;&])(?:\s|$)/.exec(command)?.[1];
    if (operator === undefined) return [];
    const because = `Commands are held against the pattern one by one, so \`${operator}\` is never part of one.`;
    return [{ at: `when/command/${index}`, because, split: partsOf(command, /(?<!\s)\s*(?:&&|\|\||[|;&])\s*/) }];
  });
}

function ofTools(tools: readonly string[]): Never[] {
  return tools.flatMap((tool, index): Never[] => {
    if (tool.includes("/") || tool === "**" || tool.includes("{")) return [];
    const because = "A tool is named with its server: `server/tool`.";
    return [{ at: `when/tool/${index}`, because, meant: `*/${tool}` }];
  });
}

function ofTime(time: PolicyRule["when"]["time"], now: number): Never[] {
  if (!time) return [];
  const { after, before } = time;
  if (before !== undefined && after !== undefined && before <= after)
    return [{ at: "when/time/before", because: "The rule would end before it begins." }];
  if (before !== undefined && before <= now)
    return [{ at: "when/time/before", because: "That is in the past, so the rule is not in force any more." }];
  return [];
}
