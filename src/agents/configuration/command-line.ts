/** Builds the one line of `sh` by which an agent starts the launcher, and recognizes it in somebody's settings. */
import * as z from "zod";
import { quotedForShell } from "../../core/text/words.ts";
import { ConfigError, type InstallTarget, type Start } from "../agent.ts";
import { launchesUs } from "../json-config.ts";

/**
 * Returns the line that starts the launcher. It must never change for one launcher and agent, as some agents trust a
 * hook by its text. It has no `//`, a comment to some. Throws `ConfigError` for a path that cannot be written in
 * `file`.
 */
export function launchLine({ launcher }: Pick<InstallTarget, "launcher">, id: string, file: string): string {
  const path = launcher.replace(/\/{2,}/g, "/");
  if (path.includes("\n")) throw new ConfigError(file, 1, 1, `the launcher's path holds a line break: ${launcher}`);
  return `${quotedForShell(path)} ${id}`;
}

/**
 * Does the same for agents that let a call run when a hook crashes, is killed or is missing: a shell that outlives the
 * launcher turns all of that into a refusal. Agents start the line through the person's own shell, which may be fish,
 * so everything that only `sh` understands is inside the quotes.
 */
export function closedLaunchLine(target: Pick<InstallTarget, "launcher">, id: string, file: string): string {
  return `${CLOSED}${launchLine(target, id, file)}`;
}

const CLOSED = `/bin/sh -c '"$0" "$1"; c=$?; case $c in 0|2) exit $c;; esac; echo "AgentGuard could not be asked: its hook failed. Nothing was run. Tell the person to run agentguard verify." >&2; exit 2' `;

/** Whether a line, of any version of ours, starts the launcher for this agent. */
export function isLaunchLine(line: unknown, { launcher }: Pick<InstallTarget, "launcher">, id: string): boolean {
  if (typeof line !== "string" || !line.endsWith(` ${id}`)) return false;
  const bare = line.replace(/^\/bin\/sh -c '[^']*' /, "");
  const path = bare.slice(0, -id.length - 1).replace(/^'(.*)'$/s, "$1");
  return launchesUs(path.replaceAll("'\\''", "'"), launcher);
}

/** The line of an entry that is nothing but `{command: line}` and what belongs to it. */
export function lineOf(entry: unknown): string | undefined {
  return Entry.safeParse(entry).data?.command;
}

const Entry = z.object({ command: z.string() });

export function lineStart(line: unknown): Start | undefined {
  return typeof line === "string" ? { kind: "line", line } : undefined;
}
