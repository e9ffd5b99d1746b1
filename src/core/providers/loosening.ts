/**
 * Recognises settings that disable a service's protection of data, secrets or access: `--no-enable-pitr`, `--ssl-mode
 * ALLOW_UNENCRYPTED`, `scanOnPush=false`, `--enable-local-accounts`. Names are compared by their words, so that the
 * spellings of hundreds of services need no list.
 */
import { splitName } from "../effects/names.ts";
import { inOrder, words } from "../text/expressions.ts";

/** Phrases in names of settings that protect while they are on. */
const GUARDS = phrases([
  "protect|protection|protected|prevent destroy|versioning|retention|immutability|immutable|object lock|soft delete",
  "legal hold|event based hold|temporary hold|pitr|point in time recovery|backup|backups|encryption|encrypted",
  "ssl|tls|https|auth|authentication|rbac|iap|mfa|2fa|multi factor|two factor|sso|firewall|waf|web acl|network policy",
  "defender|dnssec|logging|logs|audit|auditing|monitoring|scanning|scan on push|content trust|actions enabled",
  "shielded|integrity monitoring|secure boot|public access prevention|public access block|block public",
  "uniform bucket level access|authorized networks|private nodes|private endpoint|workload identity|transfer lock",
  "rotation|default sink|security policy|security group|lockdown|vulnerability alerts|secret scanning|malware",
  "enforce admins|status checks|code owner reviews|required signatures|signed commits|multi az|automatic failover|brute force|password policy|ip restriction|ip allowlist|access control|sender verification",
]);
/** Phrases in names of settings that are dangerous while they are on. */
const DANGERS = phrases([
  "publicly accessible|public access|public network access|public read|anonymous|unauthenticated|insecure",
  "legacy authorization|legacy abac|local accounts|non ssl port|admin enabled|admin user enabled|allow all",
  "delete all existing|auto delete|from public|force destroy|skip final snapshot|skip final backup|plaintext",
  "privileged|to be public|host network|privilege escalation|auto delete objects|guest access|serial port access|unlock transfer lock",
]);
/** Endings of names that contain a guard's name but set a detail of it: how much, where to, whose. */
const ASIDE = /\b(?:level|format|driver|url|path|file|type|name|prefix|window|id|arn|key|tags?|email|mode|timeout)$/;

const OFF = /^(?:false|off|no|none|0|disabled?|inactive|suspend(?:ed)?|null|inherited|unspecified|PT0S|)$/i;
const ON = /^(?:true|on|yes|1|enabled?|always|public(?:-read(?:-write)?)?|container|blob|ObjectRead)$/i;
const OPPOSITE = /^(?:no|not|disabled?|clear|remove|without|unset) /;
const ONLY_SAYS = /^(?:enable|enables|use|require|requires|enforce|with|allow|is|set) /;
const MOST = 80;
/** A program's own environment variable, which switches only that program. */
const VARIABLE = /^[A-Z][A-Z0-9_]*$/;

/**
 * Returns what a setting disables, in readable words; undefined if nothing. `value` is undefined for a flag without a
 * value.
 */
export function loosened(name: string, value: string | undefined): string | undefined {
  if (VARIABLE.test(name) || name.length > MOST || (value !== undefined && value.length > MOST)) return undefined;
  const words = splitName(name).join(" ");
  const opposite = OPPOSITE.test(words);
  const bare = words.replace(OPPOSITE, "").replace(ONLY_SAYS, "");
  const off = value === undefined ? opposite : opposite ? ON.test(value) : OFF.test(value);
  const on = value === undefined ? !opposite : !opposite && ON.test(value);
  if (DANGERS.test(bare) || DANGERS.test(words)) return on ? `what keeps from "${bare}"` : undefined;
  if (value !== undefined && isUnguarded(bare, value)) return "what guards the way";
  if (ASIDE.test(bare)) return undefined;
  return off && (GUARDS.test(bare) || GUARDS.test(words)) ? bare : undefined;
}

/** Returns whether a value allows a broken version of TLS, plain connections, or calls without authentication. */
function isUnguarded(name: string, value: string): boolean {
  if (/\btls\b/.test(name) && /\b(?:min|minimum|version)\b/.test(name))
    return /^(?:TLS|SSL)?[_v]*1[._]?[01]$/i.test(value);
  if (/^(?:ssl|tls) mode$/.test(name)) return /unencrypted|^(?:disabled?|none|off)$/i.test(value);
  if (name === "authorization type") return /^none$/i.test(value);
  return name === "ftps state" && /^AllAllowed$/i.test(value);
}

/** Splits a value into pairs: `a=b,c=d` of a shorthand, `{"a": {"b": false}}`. */
export function pairsIn(value: string): readonly (readonly [name: string, value: string])[] {
  if (value.length > LONGEST) return [];
  return [PAIR, NESTED, KEYED].flatMap(pattern =>
    [...value.matchAll(pattern)].flatMap(([, name = "", set = ""]) =>
      BESIDE.test(name) ? [] : [[name.replace(/^.*[./]/, ""), set] as const],
    ),
  );
}

/** Metadata of a resource: `tags.backup`. */
const BESIDE = /(?:^|[./])(?:tags|labels|annotations|env)[./]/;
const LONGEST = 256 * 1024;
const PAIR = /(?<![\w.-])([A-Za-z][\w.-]{1,60})["']?\s{0,4}[=:]\s{0,4}["']?([A-Za-z0-9_.]{1,40})(?![\w.])/g;
/** `"Unauthenticated": {"Enabled": true}`: the outer name says what is on. */
const NESTED = inOrder(
  [
    /(?<![\w.-])([A-Za-z][\w.-]{1,60})["']?\s{0,4}[=:]?\s{0,4}[{\n]\s{0,40}["']?/,
    words`Status State Enabled? status state enabled?`,
    /["']?\s{0,4}[=:]\s{0,4}["']?(\w{1,20})/,
  ],
  "g",
);
/** `Key=deletion_protection.enabled,Value=false` and `op=replace,path=/authorizationType,value=NONE`. */
const KEYED = inOrder(
  [
    /\b/,
    words`Key Name ParameterName OptionName path`,
    /["']?\s{0,4}[=:]\s{0,4}["']?([\w./-]{2,80})["']?,\s{0,4}/,
    /(?:["']?\w{1,30}["']?[=:]["']?[\w:-]{1,60}["']?,\s{0,4})?["']?(?:Parameter|option_)?[Vv]alue["']?\s{0,4}/,
    /[=:]\s{0,4}["']?(\w{1,20})/,
  ],
  "g",
);
/** Names that mean nothing without the option around them. */
export const GENERIC = /^(?:status|state|enabled?|value|on|active)$/i;

/** Compiles phrases, separated by bars, into an expression for whole words. */
function phrases(list: readonly string[]): RegExp {
  return new RegExp(`(?:^| )(?:${list.join("|")})(?: |$)`);
}
