/** The one line of `sh` by which an agent starts the launcher, and knowing it again in somebody's settings. */
import { ConfigError, type InstallTarget, type Start } from "../agent.ts";
import { launchesUs } from "../json-config.ts";

/**
 * Constant for ever for one launcher and agent: some agents trust a hook by its text. Throws `ConfigError` for a path
 * that cannot be written down in `file`. Some agents take `//` for a comment, so it never holds one.
 */
export function launchLine({ launcher }: Pick<InstallTarget, "launcher">, id: string, file: string): string {
  const path = launcher.replace(/\/{2,}/g, "/");
  if (path.includes("\n")) throw new ConfigError(file, 1, 1, `the launcher's path holds a line break: ${launcher}`);
  return `${/^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`} ${id}`;
}

/** Whether a line, of any version of ours, starts the launcher for this agent. */
export function isLaunchLine(line: unknown, { launcher }: Pick<InstallTarget, "launcher">, id: string): boolean {
  if (typeof line !== "string" || !line.endsWith(` ${id}`)) return false;
  const path = line.slice(0, -id.length - 1).replace(/^'(.*)'$/s, "$1");
  return launchesUs(path.replaceAll("'\\''", "'"), launcher);
}

export function lineStart(line: unknown): Start | undefined {
  return typeof line === "string" ? { kind: "line", line } : undefined;
}
