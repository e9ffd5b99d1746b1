/** Reads a Terraform state file: the resources, which of them hold data, and their hosts. */
import type { ResourceKind } from "../../core/effects/effect.ts";
import { anyOf, words } from "../../core/text/expressions.ts";

export interface StateResource {
  /** `module.a.aws_db_instance.courses`. */
  readonly address: string;
  readonly type: string;
  /** The name for a person: the identifier, bucket or name from its attributes; else its name in the configuration. */
  readonly name: string;
  readonly instances: number;
  /** The kind of resource, if it holds data. */
  readonly holds: ResourceKind | undefined;
  readonly hosts: readonly string[];
}

/** Returns the resources; null when the text is no state. Data sources are left out, as they are not destroyed. */
export function readState(text: string): readonly StateResource[] | null {
  const json = parse(text);
  if (!Array.isArray(json?.resources)) return null;
  return json.resources
    .filter(isObject)
    .filter(item => item.mode !== "data")
    .map(resourceOf);
}

/** Types that hold data, of any provider. */
const HOLDS: readonly (readonly [RegExp, ResourceKind])[] = [
  [/snapshot|backup_vault|_backup$/, "backup"],
  [
    anyOf(words`
      db_instance rds_cluster rds_global dynamodb elasticache memorydb redshift docdb neptune timestream
      opensearch_domain elasticsearch_domain sql_database sql_instance spanner bigtable firestore bigquery cosmosdb
      mongodb database (?:mysql|postgresql|mssql|mariadb|redis)_
    `),
    "database",
  ],
  [/s3_bucket$|storage_bucket$|storage_account$|spaces_bucket|r2_bucket|_bucket$/, "bucket"],
  [/ebs_volume|efs_file_system|fsx_|compute_disk|managed_disk|_volume$|block_storage/, "volume"],
  [/secretsmanager_secret$|kms_key$|key_vault$|secret_manager_secret$/, "secret"],
];
const NAMES = ["identifier", "cluster_identifier", "bucket", "name", "table_name", "id"];
const HOSTS = ["endpoint", "reader_endpoint", "address", "host", "fqdn", "dns_name", "connection_string"];

function resourceOf(item: Readonly<Record<string, unknown>>): StateResource {
  const type = String(item.type ?? "resource");
  const own = String(item.name ?? "");
  const instances = Array.isArray(item.instances) ? item.instances.filter(isObject) : [];
  const attributes = instances.map(instance => instance.attributes).filter(isObject);
  const named = attributes
    .flatMap(values => NAMES.map(key => values[key]))
    .find(value => typeof value === "string" && value !== "");
  return {
    address: [item.module, type, own].filter(Boolean).join("."),
    type,
    name: typeof named === "string" ? named : own,
    instances: Math.max(1, instances.length),
    holds: HOLDS.find(([pattern]) => pattern.test(type))?.[1],
    hosts: attributes.flatMap(values => HOSTS.flatMap(key => hostIn(values[key]))),
  };
}

function hostIn(value: unknown): string[] {
  if (typeof value !== "string") return [];
  const host = value
    .replace(/^[a-z+]+:\/\/(?:[^@/]*@)?/i, "")
    .replace(/[:/].*$/s, "")
    .toLowerCase();
  return /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(host) ? [host] : [];
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const json: unknown = JSON.parse(text);
    return isObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
