/** What the paths of a policy file mean: a workspace file speaks of its own folder, and `~/` is the user's home. */
import { isWindows, normalizePath } from "../text/paths.ts";
import type { PolicyLayer } from "./policy.ts";

/**
 * The layer of a workspace file with its relative path patterns made absolute under `folder`, the one that holds the
 * file, wherever the act comes from. Without this a second policy file deeper down would move the first one's patterns
 * away from what they protect. A rule of a workspace that lets acts pass never speaks of the home folder: there `~/`
 * stays as it is, and means nothing.
 */
export function anchorLayer(layer: PolicyLayer, folder: string, home?: string): PolicyLayer {
  const base = literal(folder);
  return placed(layer, (pattern, allows) => {
    if (isHomely(pattern)) return allows ? pattern : expanded(pattern, home);
    if (pattern.startsWith("/") || isWindows(pattern)) return pattern;
    const parts = pattern.startsWith("./") ? pattern.replace(/^(?:\.\/)+/, "") : pattern;
    return `${base}/${base.startsWith("/") && !base.startsWith("//") ? parts : parts.replaceAll("\\", "/")}`;
  });
}

/** The layer of the organization or the user: `~/` is the home folder of whoever it counts for. */
export function homeLayer(layer: PolicyLayer, home: string): PolicyLayer {
  return placed(layer, pattern => expanded(pattern, home));
}

/** Whether a pattern means the home folder or what is in it, behind a `!` as well. */
export function isHomely(pattern: string): boolean {
  return /^!?~(?:[\\/]|$)/.test(pattern);
}

function expanded(pattern: string, home: string | undefined): string {
  return home !== undefined && isHomely(pattern)
    ? `${literal(home)}${pattern.slice(1).replaceAll("\\", "/")}`
    : pattern;
}

/** `place` never sees the `!` of a pattern. */
function placed(layer: PolicyLayer, place: (pattern: string, allows: boolean) => string): PolicyLayer {
  const each = (patterns: readonly string[], allows = false) =>
    patterns.map(pattern => (pattern.startsWith("!") ? `!${place(pattern.slice(1), allows)}` : place(pattern, allows)));
  return {
    ...layer,
    environments: layer.environments.map(rule => {
      const { envFile } = rule.match;
      return envFile ? { ...rule, match: { ...rule.match, envFile: each(envFile) } } : rule;
    }),
    rules: layer.rules.map(rule => {
      const { path } = rule.when;
      return path ? { ...rule, when: { ...rule.when, path: each(path, rule.then === "allow") } } : rule;
    }),
    protect: each(layer.protect),
  };
}

/**
 * A folder as the beginning of a pattern that means nothing else. In a Windows path `\` stands between folders, so
 * there nothing can be escaped by it: what begins a group becomes a class of its own.
 */
function literal(folder: string): string {
  if (!isWindows(folder)) return folder.replace(/(?<!\/)\/+$/, "").replace(/[*?[\]{}()!+@\\]/g, "\\$&");
  return normalizePath(folder)
    .replace(/(?<!\/)\/+$/, "")
    .replace(/[[(]/g, "[$&]")
    .replaceAll("{", "?");
}
