/** Resolves paths of a policy file: a workspace file's are relative to its folder, and `~/` is the user's home. */
import { isWindows, normalizePath } from "../text/paths.ts";
import type { PolicyLayer } from "./policy.ts";

/**
 * Makes relative path patterns of a workspace file absolute under `folder`, which holds the file, wherever the act
 * comes from. Otherwise a second policy file deeper down would move the first one's patterns away from what they
 * protect. In an allowing rule of a workspace, `~/` is left as it is and matches nothing.
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

/** Expands `~/` in a layer of the organization or the user to the home folder. */
export function homeLayer(layer: PolicyLayer, home: string): PolicyLayer {
  return placed(layer, pattern => expanded(pattern, home));
}

/** Returns whether a pattern means the home folder or a path in it, also after `!`. */
export function isHomely(pattern: string): boolean {
  return /^!?~(?:[\\/]|$)/.test(pattern);
}

function expanded(pattern: string, home: string | undefined): string {
  return home !== undefined && isHomely(pattern)
    ? `${literal(home)}${pattern.slice(1).replaceAll("\\", "/")}`
    : pattern;
}

/** `place` gets the pattern without its `!`. */
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
 * Escapes a folder so that a pattern matches it literally. In a Windows path `\` separates folders and cannot escape,
 * so special characters become character classes.
 */
function literal(folder: string): string {
  if (!isWindows(folder)) return folder.replace(/(?<!\/)\/+$/, "").replace(/[*?[\]{}()!+@\\]/g, "\\$&");
  return normalizePath(folder)
    .replace(/(?<!\/)\/+$/, "")
    .replace(/[[(]/g, "[$&]")
    .replaceAll("{", "?");
}
