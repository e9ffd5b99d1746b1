/** What becomes of the resources that a definition names: those that go, are made anew, or keep less than they did. */
import { holdsData, type ResourceBlock, resourcesOf } from "../../terraform-text.ts";

/** Arguments that a provider cannot change: with another value the resource is destroyed, and an empty one is made. */
const MADE_ANEW =
  /^\s{0,40}(identifier|cluster_identifier|db_name|engine|bucket|name|table_name|hash_key|range_key|availability_zone|kms_key_id|region|location|snapshot_identifier)\s{0,20}=\s{0,4}"([^"$]{1,120})"/;
/** Resources that are nothing but what keeps others safe, and no data of their own. */
const KEEPERS =
  /_(?:versioning|public_access_block|encryption_configuration|lock|flow_log|log_metric_filter|replication_configuration)$|^aws_(?:cloudtrail|guardduty_detector|config_\w+|securityhub_\w+|macie2_\w+|inspector2_\w+|wafv2_\w+|network_acl|accessanalyzer_analyzer)$|^azurerm_(?:management_lock|monitor_diagnostic_setting|web_application_firewall_policy|security_center_\w+)$|^google_(?:logging_\w+_sink|compute_security_policy|org_policy_policy)$/;

/** Resources of Terraform that go, lose what guards them, or would be made anew. */
export function resourcesLost(before: string, after: string): string[] {
  if (!before.includes("resource")) return [];
  const left = new Map(resourcesOf(after).map(block => [nameOf(block), block]));
  return resourcesOf(before).flatMap(block => {
    const name = nameOf(block);
    const now = left.get(name);
    if (!holdsData(block.type) && !KEEPERS.test(block.type)) return [];
    if (!now) return isMoved(name, after) ? [] : [`${name} itself`];
    if (!holdsData(block.type)) return [];
    const was = namesIn(block);
    const other = [...namesIn(now)].find(([key, value]) => was.get(key) !== undefined && was.get(key) !== value);
    return other ? [`what is in ${name}: another ${other[0]} makes it anew`] : [];
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

/** Arguments at the top of the block, by name. */
function namesIn({ lines }: ResourceBlock): ReadonlyMap<string, string> {
  let depth = 0;
  const found = new Map<string, string>();
  for (const line of lines) {
    const [, name, value] = depth === 1 ? (MADE_ANEW.exec(line) ?? []) : [];
    if (name !== undefined && value !== undefined) found.set(name, value);
    depth += line.split("{").length - line.split("}").length;
  }
  return found;
}

/** Numbers of days and copies, by the names that definitions give them. */
const AMOUNT =
  /(?<![\w.-])["']?(\w{0,40}(?:[rR]etention\w{0,30}|[wW]indow_?[iI]n_?[dD]ays|[nN]um_?(?:[cC]ache_?)?[cC]lusters|number_cache_clusters|[rR]eplica_?[cC]ount|replicas_per_node_group|numReplicas|[rR]etained_?[bB]ackups))["']?\s{0,4}[:=]\s{0,4}["']?(\d{1,6})\b/g;
/** Half as long is a choice of cost; less than that is another promise. */
const LESS = 0.5;

/** Retentions and copies that become less than half of what they were. */
export function amountsLess(before: string, after: string): string[] {
  const was = new Map([...before.matchAll(AMOUNT)].map(([, name = "", amount]) => [name, Number(amount)]));
  return [...after.matchAll(AMOUNT)].flatMap(([, name = "", amount]) => {
    const earlier = was.get(name);
    return earlier !== undefined && Number(amount) < earlier * LESS ? [name] : [];
  });
}

/** A state of Terraform that knows of fewer resources: what it forgets is managed by nobody, or made once more. */
export function forgottenIn(path: string, before: string, after: string): string[] {
  if (!/\.tfstate(?:\.backup)?$/.test(path)) return [];
  const known = (text: string) => [...text.matchAll(/"(?:instances|mode)"\s{0,4}:/g)].length;
  return known(after) < known(before) ? ["resources from the state"] : [];
}

/** Copies elsewhere and the place of the state, as blocks: there is one fewer, or the state is on this machine now. */
export function blocksLost(before: string, after: string): string[] {
  const copies = /\breplica(?:tion_configuration)?\s{0,4}\{|\bread_replica\w{0,20}\s{0,4}[={]/g;
  const remote = /\bbackend\s{0,4}"(?!local")\w{1,20}"/;
  return [
    ...([...before.matchAll(copies)].length > [...after.matchAll(copies)].length ? ["the copy elsewhere"] : []),
    ...(remote.test(before) && !remote.test(after) && /\bbackend\s{0,4}"local"/.test(after)
      ? ["the shared state"]
      : []),
  ];
}
