/** Reads resources and their arguments from Terraform files, line by line and without evaluating expressions. */
import { inOrder, wholly, words } from "./expressions.ts";

/** Resource types whose deletion destroys data. */
const STATEFUL = wholly([
  inOrder([
    /aws_/,
    words`
      db_instance rds_cluster rds_global_cluster dynamodb_table s3_bucket ebs_volume efs_file_system
      elasticache_(?:cluster|replication_group) redshift_cluster docdb_cluster neptune_cluster opensearch_domain
      elasticsearch_domain kms_key cognito_user_pool backup_vault fsx_\w+ timestreamwrite_database
    `,
  ]),
  inOrder([
    /google_/,
    words`
      sql_database_instance sql_database storage_bucket bigquery_(?:dataset|table) spanner_(?:instance|database)
      bigtable_instance firestore_database compute_disk filestore_instance kms_crypto_key alloydb_cluster
      redis_instance
    `,
  ]),
  inOrder([
    /azurerm_/,
    words`
      mssql_database mssql_server postgresql_(?:flexible_)?server mysql_(?:flexible_)?server cosmosdb_account
      storage_account storage_container managed_disk key_vault redis_cache
    `,
  ]),
  /digitalocean_(?:database_cluster|volume|spaces_bucket)/,
  /hcloud_volume|cloudflare_(?:r2_bucket|d1_database)|neon_(?:project|branch)|supabase_project/,
  /mongodbatlas_(?:cluster|advanced_cluster)/,
  ...words`linode_(?:volume|database_\w+) heroku_addon railway_(?:service|volume) fly_volume`,
  /vultr_(?:database|block_storage)|scaleway_(?:rdb_instance|object_bucket)/,
]);

/** Whether a resource of this type holds data that is deleted with it: `aws_db_instance`, `google_storage_bucket`. */
export function holdsData(type: string): boolean {
  return STATEFUL.test(type);
}

export interface ResourceBlock {
  readonly type: string;
  readonly name: string;
  /** 1-based line of the header. */
  readonly line: number;
  readonly lines: readonly string[];
}

/** Resources with their lines, by counting braces outside of texts. */
export function resourcesOf(text: string): ResourceBlock[] {
  const found: ResourceBlock[] = [];
  let open: { type: string; name: string; line: number; lines: string[] } | undefined;
  let depth = 0;
  for (const [at, line] of text.split("\n", 20_000).entries()) {
    if (line.length > 4000) continue;
    const header = depth === 0 ? /^\s*resource\s+"(\w+)"\s+"([\w-]+)"/.exec(line) : null;
    if (header?.[1] && header[2]) open = { type: header[1], name: header[2], line: at + 1, lines: [] };
    open?.lines.push(line);
    const bare = line.replace(/"(?:[^"\\]|\\.)*"/g, '""').replace(/(?:#|\/\/).*/s, "");
    depth = Math.max(0, depth + bare.split("{").length - bare.split("}").length);
    if (depth === 0 && open && bare.includes("}")) {
      found.push(open);
      open = undefined;
    }
  }
  return found;
}
