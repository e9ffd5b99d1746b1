/**
 * Strong mode: the service runs as a system user of its own, so that nothing an agent starts can end it, read its memory
 * or write its files. An administrator has set it up. Where it is in force is told by who owns a folder, never by a
 * variable, which an agent could set.
 */
import { lstatSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** The service's programs and what agents call; the administrator's alone. */
export const PROGRAMS = "/opt/agentguard";
/** One folder for each person, called by the number of the user. */
export const STATES = "/var/lib/agentguard";

/** The user whose agents this process guards: the one who runs it, or the one whom a service of a system user serves. */
export function guardedUser(): number | undefined {
  const own = process.getuid?.();
  return own === undefined ? undefined : (servedFrom(ownFolder(), own) ?? own);
}

/** Whether this process is the service in strong mode. */
export function isStrongService(): boolean {
  return guardedUser() !== process.getuid?.();
}

function ownFolder(): string {
  try {
    return process.cwd();
  } catch {
    // It has been deleted.
    return "/";
  }
}

/** The service begins in the folder of the user whom it serves; nobody else can own such a folder. */
function servedFrom(cwd: string, own: number): number | undefined {
  const name = basename(cwd);
  if (dirname(cwd) !== STATES || !/^\d+$/.test(name)) return undefined;
  return lstatSync(cwd, { throwIfNoEntry: false })?.uid === own ? Number(name) : undefined;
}

/** What the service of `user` keeps, where strong mode is in force for that user: a folder that the user cannot have made. */
export function strongState(user: number | undefined): string | undefined {
  if (process.platform !== "linux" || user === undefined) return undefined;
  const folder = join(STATES, String(user));
  const above = lstatSync(STATES, { throwIfNoEntry: false });
  if (!above?.isDirectory() || above.uid !== 0 || (above.mode & 0o022) !== 0) return undefined;
  const own = lstatSync(folder, { throwIfNoEntry: false });
  return own?.isDirectory() && own.uid !== user ? folder : undefined;
}

/** The unit of systemd that runs the service of `user`. */
export function unitOf(user: number): string {
  return `agentguard-${user}.service`;
}
