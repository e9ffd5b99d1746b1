/** A workspace file speaks of its own folder, wherever the act comes from. */
import type { PolicyLayer } from "./policy.ts";

/**
 * The layer with its relative path patterns made absolute under `folder`, the one that holds the file. Without this a
 * second policy file deeper down would move the first one's patterns away from what they protect. Folders of Windows
 * drives stay as they are: patterns know only `/` as a root.
 */
export function anchorLayer(layer: PolicyLayer, folder: string): PolicyLayer {
  if (!folder.startsWith("/")) return layer;
  const base = folder.replace(/\/+$/, "").replace(/[*?[\]{}()!+@\\]/g, "\\$&");
  const anchor = (pattern: string): string => {
    if (pattern.startsWith("!")) return `!${anchor(pattern.slice(1))}`;
    return pattern.startsWith("/") ? pattern : `${base}/${pattern.replace(/^(?:\.\/)+/, "")}`;
  };
  return {
    ...layer,
    environments: layer.environments.map(rule => {
      const { envFile } = rule.match;
      return envFile ? { ...rule, match: { ...rule.match, envFile: envFile.map(anchor) } } : rule;
    }),
    rules: layer.rules.map(rule => {
      const { path } = rule.when;
      return path ? { ...rule, when: { ...rule.when, path: path.map(anchor) } } : rule;
    }),
    protect: layer.protect.map(anchor),
  };
}
