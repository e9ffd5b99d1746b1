/**
 * What definitions of infrastructure name so that data stays, costs end somewhere and copies are made: reclaim policies,
 * quotas and limits, plans of backups. Taking one away is told where it stood before: their defaults are everyday.
 */

/** Policies of what becomes of data when its definition goes, by their name in words; true where it stays. */
const POLICIES: readonly (readonly [RegExp, string])[] = [
  // Kubernetes' volumes and storage classes.
  [/\b(?:persistentVolumeR|r)eclaimPolicy["']?\s{0,4}[:=]\s{0,4}["']?(Retain|Recycle|Delete)\b/g, "reclaimPolicy"],
  // Crossplane, snapshots of a cluster. CloudFormation's, with a capital, is a safeguard of services.
  [/\bdeletionPolicy["']?\s{0,4}[:=]\s{0,4}["']?(Retain|Orphan|Snapshot|Delete)\b/g, "deletionPolicy"],
  [/\bdeletion-policy["']?\s{0,4}:\s{0,4}["']?(abandon|delete)\b/g, "deletion-policy"],
  [/\bwhen(?:Deleted|Scaled)["']?\s{0,4}:\s{0,4}["']?(Retain|Delete)\b/g, "the volumes of the set"],
  // CDK, in any of its languages.
  [/\bRemovalPolicy\.(RETAIN\w*|SNAPSHOT|DESTROY)\b/g, "RemovalPolicy"],
];
const GOES = /^(?:Delete|delete|DESTROY)$/;

/** Blocks with a switch in them: `versioning { enabled = false }`. */
const BLOCK =
  /\b(versioning|point_in_time_recovery|backup(?:_configuration|_policy|_retention)?|soft_delete_policy|delete_retention_policy|object_lock_configuration)\w*\s{0,4}[{:=][^{}]{0,400}?\b(?:enabled|status)["']?\s{0,8}[:=]\s{0,8}["']?(\w+)/g;
const OFF = /^(?:false|disabled|suspended|off|no)$/i;

/** Objects and resources that are nothing but such a safeguard. */
const OBJECT = /^kind:\s{0,4}["']?(ResourceQuota|LimitRange|PodDisruptionBudget|NetworkPolicy|VolumeSnapshotClass)\b/gm;
const RESOURCE =
  /\bresource\s{1,4}"(\w{0,60}(?:backup|snapshot_policy|dlm_lifecycle|budget|quota|resource_lock|vault_lock)\w{0,60})"\s{1,4}"([\w-]{1,80})"/g;
const LIMITS = /^\s{0,40}limits:/gm;

/** What holds a resource itself, where there is one fewer of them. */
const HOLDS: readonly (readonly [RegExp, string])[] = [
  [/'Microsoft\.Authorization\/locks@|"Microsoft\.Authorization\/locks"/g, "the lock"],
];
/** Pulumi's, in any of its languages; the word alone is everybody's. */
const PROTECTED = /\bprotect["']?\s{0,4}[:=]\s{0,4}(?:true|True)\b|\bpulumi\.Protect\(true\)/g;
const PULUMI = /pulumi/i;

/** In the words of the definitions; empty where nothing of the kind has become less. */
export function keepersGone(before: string, after: string): string[] {
  const policies = POLICIES.flatMap(([pattern, name]) =>
    countOf(before, pattern, value => !GOES.test(value)) > countOf(after, pattern, value => !GOES.test(value)) &&
    countOf(after, pattern, value => GOES.test(value)) > countOf(before, pattern, value => GOES.test(value))
      ? [name]
      : [],
  );
  const was = blocksIn(before);
  const blocks = [...blocksIn(after)].flatMap(([name, up]) => (!up && was.get(name) !== false ? [name] : []));
  const kept = new Set(namesIn(after));
  const objects = namesIn(before).filter(name => !kept.has(name));
  const held = [...HOLDS, ...(PULUMI.test(before) ? [[PROTECTED, "protect"] as const] : [])].flatMap(
    ([pattern, name]) => (countOf(before, pattern) > countOf(after, pattern) ? [name] : []),
  );
  const limits = countOf(before, LIMITS) > countOf(after, LIMITS) ? ["limits"] : [];
  return [...new Set([...policies, ...blocks, ...objects, ...held, ...limits])];
}

/** Those blocks by their names; true where their switch is on. */
function blocksIn(text: string): ReadonlyMap<string, boolean> {
  return new Map([...text.matchAll(BLOCK)].map(([, name = "", value = ""]) => [name, !OFF.test(value)]));
}

function countOf(text: string, pattern: RegExp, fits: (value: string) => boolean = () => true): number {
  return [...text.matchAll(pattern)].filter(([, value = ""]) => fits(value)).length;
}

function namesIn(text: string): string[] {
  return [
    ...[...text.matchAll(OBJECT)].map(([, kind = ""]) => kind),
    ...[...text.matchAll(RESOURCE)].map(([, kind = "", name = ""]) => `${kind}.${name}`),
  ];
}

/** Whether a text defines infrastructure, wherever it lies: an object of a cluster, a stack of the CDK. */
export function definesInfrastructure(text: string): boolean {
  return (
    /^apiVersion:/m.test(text) ||
    /\bRemovalPolicy\./.test(text) ||
    /\baws[-_]cdk\b|@pulumi\/|\bimport pulumi|\bpulumi_\w/.test(text) ||
    /\bAWSTemplateFormatVersion\b|["']?Type["']?:\s{0,4}["']?AWS::\w/.test(text) ||
    /\b(?:amazon|community)\.aws\.|\bazure\.azcollection\.|\bgoogle\.cloud\.gcp_/.test(text)
  );
}
