/** Lists the verbs of command lines by their effect, and splits words that combine a verb with nouns. */
import { splitName } from "../effects/names.ts";

export const GONE = words(
  `delete del destroy remove rm erase drop terminate purge wipe nuke prune decommission deprovision obliterate empty
   clear flush truncate uninstall expunge unset rb scrub shred forget cleanup unload reap undefine`,
);
export const APART = words(
  `revoke detach disassociate dissociate deregister unregister unsubscribe unassign unlink disconnect unbind undeploy
   unpublish unshare evict expire deprecate archive retire release reject ban untrust leave isolate unjoin invalidate`,
);
export const OFF = words(
  `stop disable shutdown poweroff halt suspend pause deactivate kill deallocate hibernate quiesce abort cancel off`,
);
const CHANGED = words(
  `update modify put set edit patch replace change configure scale resize rename move mv transfer rotate apply restart
   reboot import reload failover renew regenerate`,
);
export const OVERWRITTEN = words("restore reset recreate");
export const REINSTALLED = words("rebuild reinstall reimage");
export const ROLLED_BACK = words("rollback revert");
export const DEPLOYED = words("deploy promote rollout activate");
export const GRANTED = words("grant");
const VERBS = [GONE, APART, OFF, CHANGED, OVERWRITTEN, REINSTALLED, ROLLED_BACK, DEPLOYED, GRANTED];
/** Verbs that read, add or copy: nothing is lost. */
const HARMLESS = words(
  `list ls get show describe desc info status view read search find query count check validate verify test diff logs tail
   watch wait help version whoami inspect explain dump download cat head stat du history top preview plan lint doctor
   browse url print fetch audit create add new init upload login logout start enable resume retry trigger build generate
   pull clone attach mount register accept approve join cp copy run exec invoke connect open export link use switch
   select sync send publish receive subscribe backup scan batch test tag untag allocate associate lookup
   estimate simulate lock`,
);
/** Verbs that may also be groups: `run services delete`, `backup delete`. */
export const GROUPS = words(
  `run deploy backup restore connect test release publish import export link logs history status build start scale sync
   archive tag lock view plan query search scan audit request batch exec reset clone set empty transfer`,
);
/** Groups whose names begin like a verb. */
export const PRODUCTS = words("backup-dr backup-restore");
/** Come before the verb in a name: `batch-delete-image`, `force-delete`, `schedule-key-deletion`. */
const ADVERBS = words("batch bulk mass force hard soft admin permanently permanent cascade begin async schedule");

/** Words that are always the verb, never a noun, when they end a name. */
const ENDINGS = words(
  "delete destroy terminate purge wipe erase remove drop rm del cancel disable revoke suspend reset",
);
/** Words before such an ending that make the name about the deletion, without doing it. */
const ONLY_SPEAKS = words(
  "get list show describe enable allow can check count cancel prevent undo pre post on before after simulate pending",
);

interface FoundVerb {
  readonly verb?: string;
  /** The other words of the name. */
  readonly rest: readonly string[];
  readonly scheduled: boolean;
}

/** The verb in one word: the whole of it, the first part of `delete-stack`, the last of `apps:destroy`. */
export function verbIn(word: string): FoundVerb | "harmless" {
  const colon = word.lastIndexOf(":");
  const group = colon > 0 ? splitName(word.slice(0, colon)) : [];
  const own = splitName(word.slice(colon + 1));
  const scheduled = own[0] === "schedule" && own.at(-1) === "deletion";
  if (scheduled) return { verb: "delete", rest: [...group, ...own.slice(1, -1)], scheduled };
  const at = own.findIndex(part => !ADVERBS.has(part));
  const joined = own.join("");
  if (isLosing(joined)) return { verb: joined, rest: group, scheduled };
  const verb = own[at] ?? own[0] ?? "";
  if (isLosing(verb)) return { verb, rest: [...group, ...own.slice(at + 1)], scheduled };
  // `cluster-delete`, `backup-destroy`: the noun comes first. `enable-delete` allows it only.
  const last = own.at(-1) ?? "";
  if (own.length > 1 && ENDINGS.has(last) && !ONLY_SPEAKS.has(own[0] ?? ""))
    return { verb: last, rest: [...group, ...own.slice(0, -1)], scheduled };
  if (HARMLESS.has(own[0] ?? "")) return "harmless";
  return { rest: [...group, ...own], scheduled };
}

const ANY_VERB = new RegExp(VERBS.flatMap(list => [...list]).join("|"));

/** Quick check whether a word may hold one of the verbs: most hold none, and need not be split. */
export function mayHoldVerb(word: string): boolean {
  return ANY_VERB.test(word.toLowerCase().replace(/[^a-z]/g, ""));
}

function isLosing(verb: string): boolean {
  return VERBS.some(list => list.has(verb));
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/));
}
