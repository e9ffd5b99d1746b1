/**
 * Detects strong mode, in which the service runs as a system user of its own, so that nothing an agent starts can end
 * it, read its memory or write its files. An administrator sets it up. The owner of a folder shows it, never a
 * variable, which an agent could set.
 */
import { lstatSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** Holds the service's programs and what agents call. Only the administrator can write it. */
export const PROGRAMS = "/opt/agentguard";
/** Holds one folder for each person, named by the user's number. */
export const STATES = "/var/lib/agentguard";

/** Returns the user whose agents this process guards: its own, or the one whom a system user's service serves. */
export function guardedUser(): number | undefined {
  const own = process.getuid?.();
  return own === undefined ? undefined : (servedFrom(ownFolder(), own) ?? own);
}

/** Tells whether this process is the service in strong mode. */
export function isStrongService(): boolean {
  return guardedUser() !== process.getuid?.();
}

function ownFolder(): string {
  try {
    return process.cwd();
  } catch {
    // The current folder has been deleted.
    return "/";
  }
}

/** Returns the owner of the service's start folder, which is the user it serves: nobody else can own such a folder. */
function servedFrom(cwd: string, own: number): number | undefined {
  const name = basename(cwd);
  if (dirname(cwd) !== STATES || !/^\d+$/.test(name)) return undefined;
  return lstatSync(cwd, { throwIfNoEntry: false })?.uid === own ? Number(name) : undefined;
}

/** Returns the state folder of `user` in strong mode; undefined elsewhere. The user cannot have made it. */
export function strongState(user: number | undefined): string | undefined {
  if (process.platform !== "linux" || user === undefined) return undefined;
  const folder = join(STATES, String(user));
  const above = lstatSync(STATES, { throwIfNoEntry: false });
  if (!above?.isDirectory() || above.uid !== 0 || (above.mode & 0o022) !== 0) return undefined;
  const own = lstatSync(folder, { throwIfNoEntry: false });
  return own?.isDirectory() && own.uid !== user ? folder : undefined;
}

/** Returns the name of the systemd unit that runs the service of `user`. */
export function unitOf(user: number): string {
  return `agentguard-${user}.service`;
}
