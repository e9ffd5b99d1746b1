/**
 * Finds what an edit of infrastructure code loses or exposes. Matches are counted before and after, so that only a
 * change is reported: fewer that protect, or more that expose.
 */

import { anyOf, inOrder, words } from "../text/expressions.ts";
import { holdsData, type ResourceBlock, resourcesOf } from "../text/terraform-text.ts";

/** Settings that keep data, limit costs or make copies; a decrease is reported. */
const PROTECTS: readonly (readonly [says: string, pattern: RegExp])[] = [
  ["reclaimPolicy", /\b(?:persistentVolumeR|r)eclaimPolicy["']?\s{0,4}[:=]\s{0,4}["']?(?:Retain|Recycle)\b/g],
  ["deletionPolicy", /\bdeletionPolicy["']?\s{0,4}[:=]\s{0,4}["']?(?:Retain|Orphan|Snapshot)\b/g],
  ["the volumes of the set", /\bwhen(?:Deleted|Scaled)["']?\s{0,4}:\s{0,4}["']?Retain\b/g],
  ["RemovalPolicy", /\bRemovalPolicy\.(?:RETAIN\w*|SNAPSHOT)\b/g],
  ["the quota or policy", /^kind:\s{0,4}["']?(?:ResourceQuota|LimitRange|PodDisruptionBudget|NetworkPolicy)\b/gm],
  ["the lock", /["']Microsoft\.Authorization\/locks["'@]/g],
  ["limits", /^\s{0,40}limits:/gm],
  ["the copy elsewhere", /\breplica(?:tion_configuration)?\s{0,4}\{|\bread_replica\w{0,20}\s{0,4}[={]/g],
];
/** Pulumi's protect option in any language. It only counts in texts that mention Pulumi, because the word is common. */
const PROTECTED = /\bprotect["']?\s{0,4}[:=]\s{0,4}(?:true|True)\b|\bpulumi\.Protect\(true\)/g;
const PULUMI = /pulumi/i;
const BLOCKS = "versioning|point_in_time_recovery|backup(?:_configuration|_policy|_retention)?|soft_delete_policy";
/** `versioning { enabled = false }`: blocks with a switch in them. */
const SWITCHED_OFF = new RegExp(
  `\\b(?:${BLOCKS}|delete_retention_policy|object_lock_configuration)\\w*\\s{0,4}[{:=][^{}]{0,400}?` +
    `\\b(?:enabled|status)["']?\\s{0,8}[:=]\\s{0,8}["']?(?:false|disabled|suspended|off|no)\\b`,
  "gi",
);

/** Settings that give access or rights; an increase is reported. */
const OPENS: readonly (readonly [says: string, pattern: RegExp])[] = [
  ["versioning or backups", SWITCHED_OFF],
  [
    "the privacy: everybody becomes a member",
    anyOf(
      words`
        \ball(?:Authenticated)?Users\b \bidentifiers\s{0,4}=\s{0,4}\[\s{0,4}"\*" (?:Any|Star)Principal\(\)
        grantPublicAccess\(
      `,
      "g",
    ),
  ],
  [
    "the privacy: everybody may act",
    /\bPrincipals?["']?\s{0,4}[:=]\s{0,4}(?:\{\s{0,4}["']?AWS["']?\s{0,4}[:=]\s{0,4})?["']\*["']/g,
  ],
  [
    "the privacy: everybody may read",
    /\b(?:acl|access_?control|container_access_type|publicAccess)["']?\s{0,4}[:=]\s{0,4}["']?(?:public|blob|container)/gi,
  ],
  [
    "the limits of rights: somebody gets all of them",
    /\bActions?["']?\s{0,4}[:=]\s{0,4}\[?\s{0,4}["'](?:iam:)?\*["':]/g,
  ],
  [
    "the limits of rights: somebody gets all of them",
    /\b(?:Administrator|PowerUser|IAMFull)Access\b|["']roles\/(?:owner|editor)["']|\bname:\s{0,4}["']?cluster-admin\b/g,
  ],
];

/** Returns what the edit loses or exposes, in the terms of the definitions; empty if it does neither. */
export function lossesIn(before: string, after: string): string[] {
  const protects = PULUMI.test(before) ? [...PROTECTS, ["protect", PROTECTED] as const] : PROTECTS;
  return [
    ...protects.flatMap(([says, pattern]) => (count(before, pattern) > count(after, pattern) ? [says] : [])),
    ...OPENS.flatMap(([says, pattern]) => (count(after, pattern) > count(before, pattern) ? [says] : [])),
    ...(openRules(after) > openRules(before) ? ["the closed door: a rule lets the whole internet in"] : []),
    ...resourcesLost(before, after),
    ...amountsLess(before, after),
  ];
}

function count(text: string, pattern: RegExp): number {
  return [...text.matchAll(pattern)].length;
}

const EVERYWHERE = /\b0\.0\.0\.0\/0\b|["' ]::\/0\b|\bany(?:Ipv4|Ipv6|_ipv4|_ipv6)\(/;
/** The nearest of these words, on the line or above it, gives the direction of a rule. */
const INWARD =
  /ingress|cidrip|\bsource_?(?:ranges|address|cidr)|inbound|authorized_?networks|allowlist|public_access|\bfirewall/i;
const OUTWARD = /egress|\broute\b|route_?table|destination|outbound/i;
const WEB_PORT = /port\w{0,20}["']?\s{0,4}[:=]\s{0,4}\[?["']?(?:80|443)\b|\b(?:http|https)\b/i;
const LINES_ABOVE = 10;

/** Counts lines that admit every address, except in rules for web ports. */
function openRules(text: string): number {
  if (!EVERYWHERE.test(text)) return 0;
  const lines = text.split("\n", 20_000).map(line => line.slice(0, 2000));
  return lines.filter((line, at) => {
    if (!EVERYWHERE.test(line)) return false;
    const above = lines.slice(Math.max(0, at - LINES_ABOVE), at + 1).reverse();
    const way = above.find(one => INWARD.test(one) || OUTWARD.test(one));
    const near = lines.slice(Math.max(0, at - 5), at + 6).join("\n");
    return way !== undefined && !OUTWARD.test(way) && !WEB_PORT.test(near);
  }).length;
}

/** Resources whose only purpose is to protect others; they hold no data. */
const GUARDS_OTHERS = [
  /_(?:versioning|public_access_block|encryption_configuration|lock|flow_log|replication_configuration)$/,
  /^aws_(?:cloudtrail|guardduty_detector|config_\w+|securityhub_\w+|backup_\w+|budgets_budget|dlm_lifecycle_policy)$/,
  /^azurerm_(?:management_lock|monitor_diagnostic_setting|backup_\w+)$|^google_(?:logging_\w+_sink|org_policy_policy)$/,
];

/** Returns Terraform resources with data, or that protect others, which are gone without `moved` or `removed`. */
function resourcesLost(before: string, after: string): string[] {
  if (!before.includes("resource")) return [];
  const left = new Set(resourcesOf(after).map(nameOf));
  return resourcesOf(before).flatMap(block => {
    const matters = holdsData(block.type) || GUARDS_OTHERS.some(pattern => pattern.test(block.type));
    const name = nameOf(block);
    return matters && !left.has(name) && !isMoved(name, after) ? [`${name} itself`] : [];
  });
}

function nameOf({ type, name }: ResourceBlock): string {
  return `${type}.${name}`;
}

/** `moved { from = … }` and `removed { from = … }` keep what is there. */
function isMoved(name: string, after: string): boolean {
  const from = after.indexOf(name);
  return from !== -1 && /\bfrom\s{0,4}=\s{0,4}$/.test(after.slice(Math.max(0, from - 20), from));
}

/** Numbers of days and copies, by their names in definitions. */
const AMOUNT = inOrder(
  [
    /(?<![\w.-])["']?(\w{0,40}(?:retention\w{0,30}|window_?in_?days|num_?clusters|replica_?count))["']?\s{0,4}/,
    /[:=]\s{0,4}["']?(\d{1,6})\b/,
  ],
  "gi",
);
/** Halving a retention is a choice of cost; going below half is reported. */
const LESS = 0.5;

/** Returns the names of retentions and copies that fall below half. */
function amountsLess(before: string, after: string): string[] {
  const was = new Map([...before.matchAll(AMOUNT)].map(([, name = "", amount]) => [name, Number(amount)]));
  return [...after.matchAll(AMOUNT)].flatMap(([, name = "", amount]) =>
    Number(amount) < (was.get(name) ?? 0) * LESS ? [name] : [],
  );
}

/** Returns whether a text defines infrastructure, whatever its path: a Kubernetes object, a CDK stack. */
export function definesInfrastructure(text: string): boolean {
  return DEFINITIONS.some(pattern => pattern.test(text));
}

const DEFINITIONS = [
  /^apiVersion:/m,
  /\bRemovalPolicy\.|\baws[-_]cdk\b|@pulumi\/|\bimport pulumi|\bpulumi_\w/,
  /\bAWSTemplateFormatVersion\b|["']?Type["']?:\s{0,4}["']?AWS::\w/,
  /\b(?:amazon|community)\.aws\.|\bazure\.azcollection\.|\bgoogle\.cloud\.gcp_/,
];
