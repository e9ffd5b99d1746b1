/** Decides where an effect takes place: on this machine, in a container, or on another machine. */

import { type Effect, withoutLoss } from "../effects/effect.ts";
import type { Facts } from "../facts/facts.ts";
import { isScratch } from "../files/loss.ts";
import { landingOnMounts } from "../files/mounts.ts";
import { staysOnStartedServer } from "../languages/shell/started-servers.ts";
import { isThisMachine } from "../places/hosts.ts";
import type { Locator } from "../places/locator.ts";
import type { Scope } from "../places/scope.ts";

/**
 * Moves an effect to where its command runs. A path on another machine is no path of this disk, and a guessed command
 * is marked; deleting what the same text has created, or what lies in a temporary folder, is no loss.
 */
export function landing(found: Effect, scope: Scope, facts: Facts): Effect {
  const { elsewhere, container, guessed, settingsOf, own, ownServer } = scope;
  const onOwn = ownServer && OF_SERVER.has(found.verb) && staysOnStartedServer(found);
  const isOwn = LOSES.has(found.verb) && (own || (!elsewhere && isInScratch(found, scope, facts)));
  const given = onOwn || isOwn ? withoutLoss(found) : found;
  const effect = settingsOf && given.at?.some(isUntold) ? { ...given, at: [...given.at, settingsOf] } : given;
  const marks = guessed ? { marks: [...(effect.marks ?? []), "through-wrapper" as const] } : {};
  if (container)
    return landingOnMounts({ ...effect, ...marks, at: [...(effect.at ?? []), ...(elsewhere ?? [])] }, container);
  if (!elsewhere) return guessed ? { ...effect, ...marks } : effect;
  const { path: _, covers: __, movedTo: ___, at = [], ...rest } = effect;
  return { ...rest, ...marks, at: [...at.filter(({ kind }) => kind !== "path"), ...elsewhere] };
}

const LOSES: ReadonlySet<Effect["verb"]> = new Set([
  "delete",
  "drop",
  "destroy",
  "truncate",
  "discard",
  "stop",
  "revoke",
  "mutate",
]);

/** The content of a server that the text has started is new as well: its secrets, and what unread SQL changes. */
const OF_SERVER: ReadonlySet<Effect["verb"]> = new Set([...LOSES, "overwrite", "read-secret", "execute-unknown"]);

/** A database file in a temporary folder counts like any other file there. */
function isInScratch({ at = [], path, target }: Effect, { cwd, earlier }: Scope, facts: Facts): boolean {
  if (path !== undefined || at.length === 0 || OF_ANOTHER.test(target)) return false;
  return at.every(place => {
    if (place.kind !== "database" || !isThisMachine(place.host ?? "localhost")) return false;
    const file = fileOf(place.database ?? "");
    const linked = [...(earlier?.linked.keys() ?? [])].some(link => file === link || file.startsWith(`${link}/`));
    return !linked && isScratch(file, facts, cwd);
  });
}

/** `users` of a file that is attached under that name. */
const OF_ANOTHER = /^(?!(?:main|temp)\.)\w+\.\w/;

/** The file of a database URL: `/tmp/x.db` of `sqlite:////tmp/x.db` and `file:/tmp/x.db?mode=rwc`. */
function fileOf(database: string): string {
  return database.replace(/^(?:file|sqlite\d?):(?:\/\/(?=\/))?/, "").replace(/\?.*/s, "");
}

/** The locator depends on a variable that is only known at run time. */
function isUntold(at: Locator): boolean {
  return (at.kind === "database" && at.host === undefined) || (at.kind === "cloud" && at.profile === undefined);
}
