/**
 * Recognises changes of settings that amount to a loss: `{"status": "closed"}`, `{"replicas": 0}`, an empty list in
 * place of a full one. Bodies of requests and arguments of tools share this reader.
 */
import type { Effect, ResourceKind } from "../effects/effect.ts";
import { anyOf, inOrder, wholly, words } from "../text/expressions.ts";
import { EVERY_ADDRESS, EVERYBODY, isEverything } from "./granted-rights.ts";
import { loosened } from "./loosening.ts";

/** What the values amount to, with the name and value that say so. */
export interface Told {
  readonly verb: Effect["verb"];
  readonly resource: ResourceKind;
  readonly reach: Effect["reach"];
  readonly recovery: Effect["recovery"];
  /** A clause up to its object: `sets status to closed of`. */
  readonly says: string;
}

type Written = Pick<Told, "verb" | "resource" | "recovery"> & Partial<Pick<Told, "reach">>;

const PUT_AWAY: Written = { verb: "revoke", resource: "record", recovery: "effort" };
const STOPPED: Written = { verb: "stop", resource: "service", recovery: "effort", reach: "all" };
const OPENED: Written = { verb: "weaken", resource: "setting", recovery: "effort" };
const OPENED_TO_ALL: Written = { verb: "weaken", resource: "network", recovery: "effort", reach: "all" };
const GIVEN: Written = { verb: "grant", resource: "account", recovery: "effort" };
const ALL_GONE: Written = { verb: "delete", resource: "record", recovery: "none", reach: "all" };

/** Names in lower case, without `_` and `-`. */
const STATES = /^(?:account|user|project|new|target|lifecycle)?(?:status|state)$/;
const AWAY = new Set(words`
  closed archived suspended deleted disabled terminated inactive trashed deactivated banned revoked canceled cancelled
  destroyed ignored
`);
const AWAY_WHEN_TRUE = inOrder([
  /^(?:is)?/,
  words`
    deleted archived intrash trashed suspended blocked banned cancell?ed closed frozen locked paused maintenance
    deactivated
  `,
  /$/,
]);
const AWAY_WHEN_FALSE = /^(?:is)?(?:account|user|login|signin|mail|alerting|monitoring)?(?:enabled|active)$/;
/** Settings that protect an account while they are on. */
const GUARD_WHEN_TRUE = inOrder([
  /^(?:is|require|enforce|enable)*/,
  words`
    mfa fa twofactor(?:auth\w*)? multifactor\w* sso saml passwordpolicy ipallowlist branchprotection codeownerreviews
    signedcommits secretscanning\w* auditlog\w* auditing logging
  `,
  /(?:is|requirement|required|enforced|enabled|protection)*$/,
]);
const OPEN_WHEN_TRUE = /^(?:is)?public(?:ly|access|read|accessible)?$/;
const GONE_WHEN_TRUE =
  /^(?:isdestroy|deleteall|destroyall|purgeeverything|purgeall|removeall|purge|prune|destroy|wipe|fullrefresh)$/;
const COUNTS = wholly(words`
  replicas? scale quantity numinstances instancecount desired(?:count|capacity|size|instances)? maxinstances
  minimuminstances maxsize dynos?
`);
/** Names of who is admitted, and of who has a role. */
const LETS_IN = wholly([
  ...words`\w*cidr(?:s|block|ip|blocks)? sources? sourceaddressprefix sourceranges?`,
  /ip(?:v[46])?(?:addresses|address|ranges?|allowlist|s)?/,
  /(?:allowed|trusted|authorized)\w*|\w*(?:allow|access)list\w*|addresses|remoteip\w*/,
]);
const MEMBERS = /^(?:members?|principals?|entity|grantees?|subjects?)$/;
const ROLES = /^(?:roles?|roleid|rolename|\w*permissions?|permissionlevel|accesslevel|policy(?:arn|name))$/;
const VISIBLE = /^(?:predefinedacl|acl|publicaccess|publicaccesstype|publicaccesslevel|anonymousaccess|access)$/;
const PUBLIC =
  /^(?:public(?:-?read(?:-?write)?)?|allusers|ObjectRead(?:WithoutList)?|Blob|Container|anyone|anonymous|everyone)$/i;
const RETENTION = /^retention(?:ms|bytes|hours|days|seconds|period|indays|periodhours)$/;

/** Returns every loss in the values. `replaces`: the values replace the old ones as a whole. */
export function losingValues(value: unknown, replaces = false): Told[] {
  const found: Told[] = [];
  if (replaces && isEmptied(value))
    found.push({ ...ALL_GONE, reach: "all", says: "puts nothing in place of what is in" });
  walk(value, "", 0, found);
  return found.slice(0, MOST);
}

const MOST = 4;
const DEEPEST = 5;

function walk(value: unknown, key: string, depth: number, found: Told[]): void {
  if (depth > DEEPEST || found.length >= MOST) return;
  if (Array.isArray(value)) for (const item of value.slice(0, 50)) walk(item, key, depth + 1, found);
  else if (typeof value === "object" && value !== null) {
    if (switchesOff(value)) found.push({ reach: "one", ...PUT_AWAY, says: "switches off" });
    for (const [name, item] of Object.entries(value).slice(0, 50)) walk(item, name, depth + 1, found);
  } else if (key !== "") {
    const told = toldBy(key, value);
    if (told) found.push({ reach: "one", ...told, says: `sets ${key} to ${String(value).slice(0, 40)} for` });
  }
}

/** Matches `{ op: "replace", path: "/environments/production/on", value: false }` of JSON Patch. */
function switchesOff(value: object): boolean {
  const { op, path, value: to } = value as { op?: unknown; path?: unknown; value?: unknown };
  return typeof op === "string" && typeof path === "string" && to === false && /\/(?:on|enabled|active)$/.test(path);
}

/** Cypher and AQL that delete, and rights over everything in a policy. */
const QUERIES = /^(?:statement|query|cypher|aql)$/;
const DELETING = /\b(?:DETACH\s+DELETE|MATCH\b(?:(?!\bMATCH\b)[\s\S]){0,2000}\bDELETE)\s+\w|\bREMOVE\s+\w+\s+IN\s+\w/;
const EVERYTHING = anyOf([
  /\bpath\s+\\?"\*\\?"\s*\{[^}]{0,200}\b(?:sudo|delete)\b/,
  /:policy\/(?:Administrator|PowerUser|IAMFull)Access\b/,
  /"Principal"\s*:\s*(?:"\*"|\{\s*"AWS"\s*:\s*"\*")/,
]);

function toldBy(key: string, value: unknown): Written | undefined {
  if (typeof value === "string" && value.length < 10_000) {
    if (QUERIES.test(key) && DELETING.test(value)) return ALL_GONE;
    if (EVERYTHING.test(value)) return OPENED;
  }
  // A form's `security[secret_scanning][status]` counts by its innermost name.
  const name = key
    .replace(/^.*\[([^[\]]+)\]$/s, "$1")
    .replace(/[^A-Za-z]/g, "")
    .toLowerCase();
  if (typeof value === "string" && value !== "") {
    if (LETS_IN.test(name) && EVERY_ADDRESS.test(value)) return OPENED_TO_ALL;
    if (MEMBERS.test(name) && EVERYBODY.test(value)) return OPENED_TO_ALL;
    if (VISIBLE.test(name) && PUBLIC.test(value)) return OPENED;
    if (/^(?:type|scope|audience|grantee)$/.test(name) && /^anyone(?:with(?:the)?link)?$/i.test(value)) return OPENED;
    if (ROLES.test(name) && isEverything(value)) return GIVEN;
  }
  const yes = value === true || value === "true";
  const no = value === false || value === "false";
  if (STATES.test(name)) return typeof value === "string" && AWAY.has(value.toLowerCase()) ? PUT_AWAY : undefined;
  if (name === "deletedat" || name === "archivedat")
    return typeof value === "string" && value !== "" ? PUT_AWAY : undefined;
  if (name === "visibility") return value === "public" || value === "internal" ? OPENED : undefined;
  if (name === "private" || name === "isprivate") return no ? OPENED : undefined;
  if (COUNTS.test(name)) return isNothing(value) ? STOPPED : undefined;
  if (RETENTION.test(name)) return isShort(name, value) ? { ...ALL_GONE, resource: "queue" } : undefined;
  if (yes && AWAY_WHEN_TRUE.test(name)) return PUT_AWAY;
  if (yes && OPEN_WHEN_TRUE.test(name)) return OPENED;
  if (yes && GONE_WHEN_TRUE.test(name)) return ALL_GONE;
  if (no && GUARD_WHEN_TRUE.test(name)) return OPENED;
  if ((yes || no || value === null) && loosened(key.slice(0, 80), String(value)) !== undefined) return OPENED;
  if (no && AWAY_WHEN_FALSE.test(name)) return PUT_AWAY;
  return undefined;
}

/** `0`, `"0"`, and `web=0:Standard-1X` of process types. */
function isNothing(value: unknown): boolean {
  return value === 0 || (typeof value === "string" && /^(?:[\w.-]{1,40}[=:])?0(?::[\w.-]+)?$/.test(value));
}

/** Returns whether the retention is at most a minute (in ms) or a day, so that older data is dropped at once. */
function isShort(name: string, value: unknown): boolean {
  const amount = typeof value === "number" ? value : typeof value === "string" ? Number(value) : Number.NaN;
  if (!(amount >= 0)) return false;
  return amount <= (name.endsWith("ms") ? 60_000 : name.endsWith("bytes") ? 1024 : 1);
}

/** Returns whether the value is empty: `[]`, `null`, `{"members": []}`. */
function isEmptied(value: unknown): boolean {
  if (value === null || (Array.isArray(value) && value.length === 0)) return true;
  if (typeof value !== "object" || Array.isArray(value)) return false;
  const items = Object.values(value);
  return items.length > 0 && items.every(item => Array.isArray(item) && item.length === 0);
}
