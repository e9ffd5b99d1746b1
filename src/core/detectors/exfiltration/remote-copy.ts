/** Reads `host:path` words of scp and rsync, and computes what copying local files there means. */

import type { Effect } from "../../effects/effect.ts";
import type { Invocation } from "../../effects/pack.ts";
import type { Facts } from "../../facts/facts.ts";
import { shown } from "../../files/targets.ts";
import { sshHost } from "../../places/accounts/ssh.ts";
import type { Locator } from "../../places/locator.ts";
import { knownPrefix, type Word } from "../../text/words.ts";

export interface RemotePlace {
  readonly host: string;
  /** The remote path; empty for the home folder. */
  readonly path: string;
  readonly at: readonly Locator[];
}

/**
 * Parses `user@host:path`, `host::module`, `rsync://host/path`; undefined for a local path. With `facts`, an alias in
 * ssh's configuration is resolved.
 */
export function remotePlace(word: Word, facts?: Facts): RemotePlace | undefined {
  const text = word.value ?? knownPrefix(word);
  const url = /^(?:rsync|scp|sftp|ssh):\/\/(?:[^@/]*@)?(\[[^\]]+\]|[^/:]+)(?::\d+)?(\/.*)?$/.exec(text);
  // A colon after a slash is part of a name, and a single letter is a Windows drive.
  const plain = /^(?:[^@/:]*@)?(\[[^\]]+\]|[^/:@]{2,}):(.*)$/s.exec(text);
  const [, host, path] = url ?? plain ?? [];
  if (host === undefined) {
    // `$HOST:/srv`: the host is known only at run time.
    const rest = word.pieces.slice(1).find(piece => piece.kind === "text");
    const remote = word.value === null && text === "" && rest?.kind === "text" && /^:/.test(rest.value);
    return remote ? { host: shown(word).split(":")[0] ?? "", path: rest.value.slice(1), at: UNKNOWN } : undefined;
  }
  const name = host.replace(/^\[|\]$/g, "").toLowerCase();
  // Only ssh resolves aliases; `rsync://` and `host::module` connect to a daemon.
  const daemon = text.startsWith("rsync:") || plain?.[2]?.startsWith(":");
  const at: readonly Locator[] =
    facts && !daemon ? sshHost(name, { cwd: null }, facts) : [{ kind: "host", host: name }];
  return { host, path: path ?? "", at };
}

const UNKNOWN: readonly Locator[] = [{ kind: "database" }];

/** System folders, whose contents everybody runs or trusts. */
const SYSTEM = /^\/($|(bin|sbin|lib\w*|boot|etc|usr|root|dev|var\/(lib|spool))(\/|$))/;

/** Returns the effects of copying `sources` to `to`; empty if nothing is sent. Secrets are handled elsewhere. */
export function effectsOfCopying(
  sources: readonly Word[],
  to: Word,
  { span }: Invocation,
  source: string,
  facts: Facts,
): Effect[] {
  const place = remotePlace(to, facts);
  const local = sources.filter(word => !remotePlace(word));
  if (!place || local.length === 0) return [];
  const names = local.map(shown).join(", ");
  const system = SYSTEM.test(place.path);
  const empties = local.some(({ value }) => value === "/dev/null");
  const where = `${place.path} of ${place.host}, which belongs to its system`;
  return [
    {
      verb: system || empties ? "overwrite" : "mutate",
      resource: system ? "system" : "file",
      target: `${names} → ${place.host}`,
      reach: local.length > 1 || local.some(word => word.glob) ? "several" : "one",
      recovery: system || empties ? "none" : "effort",
      certainty: "certain",
      source,
      says: system ? `puts ${names} into ${where}` : `sends ${names} to ${place.host}`,
      at: place.at,
      ...((to.span ?? span) && { span: to.span ?? span }),
    },
  ];
}
