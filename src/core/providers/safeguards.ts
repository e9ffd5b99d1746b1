/**
 * Lists switches that protect against loss, as configuration and APIs write them: deletion protection,
 * `prevent_destroy`, backups. Edits of infrastructure code and requests that change settings share the list.
 */
import { captured, inOrder, wholly, words } from "../text/expressions.ts";

/** Settings that protect while they are on. Names are in lower case, without `_` and `-`. */
const GUARDS = wholly(words`
  \w*deletionprotection(?:enabled)? deleteprotection(?:enabled)? preventdestroy (?:enable)?terminationprotection
  disableapitermination pointintimerecovery(?:enabled)? backups?enabled automatedbackups?(?:enabled)?
  enableautomatedbackups automaticbackups? purgeprotection(?:enabled)? softdelete(?:enabled)? enablesoftdelete
  retainondelete versioning(?:enabled)? enforceadmins requiredsignatures storageencrypted blockpublic(?:acls|policy)
  restrictpublicbuckets ignorepublicacls bruteforceprotected mfa(?:enabled|required)?
  (?:require|enforce)(?:mfa|ssl|tls|2fa) sslenforcement sslrequired tlsverify requiresecuretransport httpsonly
`);
/** Settings that are dangerous while they are on. */
const DANGERS = new Set(words`
  forcedestroy forcedelete skipfinalsnapshot skipfinalbackup deleteautomatedbackups allowforcepushes allowdeletions
  publiclyaccessible bypassgovernanceretention deletebackup deletebackups deleteontermination deletionallowed
`);
/** Numbers of days or copies; 0 means off. */
const AMOUNTS = wholly([
  /\w*backupretention(?:period|days|indays|count)?/,
  ...words`
    retentionperiod retainedbackups softdeleteretention\w* recoverywindowindays deletionwindowindays
    finalsnapshotretention
  `,
]);

const SETTING = inOrder(
  [
    /(?<![\w.])["']?([A-Za-z][\w-]{4,60})["']?\s{0,20}(?:=|:|=>)\s{0,20}["']?/,
    captured(words`true false on off yes no enabled disabled suspended null \d{1,6}`),
    /\b/,
  ],
  "gi",
);
const POLICY = /["']?(?:Deletion|UpdateReplace)Policy["']?\s{0,4}:\s{0,4}["']?(Retain|Snapshot|Delete)\b/g;

/** Returns the safeguards that a text sets, by name as written; true if they are on. */
function safeguardsIn(text: string): ReadonlyMap<string, boolean> {
  const found = new Map<string, boolean>();
  for (const [, name = "", value = ""] of text.matchAll(SETTING)) {
    const key = name.replace(/[_-]/g, "").toLowerCase();
    const off = /^(?:false|off|no|disabled|suspended|null|0+)$/i.test(value);
    if (GUARDS.test(key)) found.set(name, (found.get(name) ?? true) && !off);
    else if (DANGERS.has(key)) found.set(name, (found.get(name) ?? true) && off);
    else if (AMOUNTS.test(key)) found.set(name, !/^0+$/.test(value));
  }
  for (const [, value = ""] of text.matchAll(POLICY))
    found.set("DeletionPolicy", (found.get("DeletionPolicy") ?? true) && value !== "Delete");
  return found;
}

/** Returns the safeguards that are off in `after` but not in `before`, and those that were removed. */
export function weakened(before: string, after: string): string[] {
  const was = safeguardsIn(before);
  const is = safeguardsIn(after);
  const down = [...is].filter(([name, up]) => !up && was.get(name) !== false).map(([name]) => name);
  const gone = [...was]
    .filter(([name, up]) => up && !is.has(name) && !DANGERS.has(name.replace(/[_-]/g, "").toLowerCase()))
    .map(([name]) => name);
  return [...down, ...gone];
}
