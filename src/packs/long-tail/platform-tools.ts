/** Command lines of data platforms and document services that few people have. */
import { deletes, line, replaces } from "../../core/effects/doings.ts";
import type { Example } from "../../core/effects/pack.ts";
import { server, type Tool } from "./server.ts";

export const PLATFORM_TOOLS: readonly Tool[] = [
  server(
    ["clickhouse-backup"],
    "ClickHouse's backups",
    [
      line("delete|clean|clean_remote_broken", deletes("backup", "the backup")),
      line(
        "restore|restore_remote",
        replaces("database", "tables, which it drops first, by those of", { reach: "several" }),
        {
          with: ["rm", "drop"],
        },
      ),
      line("*"),
    ],
    { grammar: { values: ["t", "table", "tables", "c", "config", "env", "partitions"] } },
  ),
  server(
    ["yb-admin", "yb-ts-cli"],
    "YugabyteDB",
    [
      line("delete_table|delete_table_by_id|delete_namespace|delete_tablet", deletes("table", "from the cluster:")),
      line("delete_snapshot|delete_snapshot_schedule", deletes("backup", "the snapshot")),
      line("restore_snapshot|restore_snapshot_schedule", replaces("database", "what is there by the snapshot")),
      line(
        "leader_stepdown|master_leader_stepdown|change_master_config|modify_placement_info",
        replaces("cluster", "the layout of the cluster", { recovery: "effort" }),
      ),
      line("*"),
    ],
    { grammar: { values: ["master_addresses", "server_address", "certs_dir_name", "timeout_ms"], singleDash: true } },
  ),
  server(
    ["tabcmd"],
    "Tableau",
    [
      line("delete|deleteproject|deletesite|deletegroup", deletes("project", "from the server:")),
      line("deleteusers|deletesiteusers|removeusers", deletes("account", "the users in", { reach: "several" })),
      line("*"),
    ],
    { grammar: { values: ["s", "server", "t", "site", "u", "username", "p", "password", "project", "r"] } },
  ),
  server(["gzr"], "Looker", [
    line("* rm|delete|mark_deleted", deletes("record", "from Looker:", { reach: "several" })),
    line("*"),
  ]),
  server(["rdme"], "ReadMe", [
    line(
      "docs:prune|versions:delete|categories:delete",
      deletes("record", "documents that are published", { reach: "several", named: [] }),
    ),
    line("*"),
  ]),
];

export const PLATFORM_EXAMPLES: readonly Example[] = [
  { run: "clickhouse-backup delete remote 2026-01-01", expect: "deny" },
  { run: "clickhouse-backup restore --rm 2026-01-01", expect: "ask" },
  { run: "clickhouse-backup list remote", expect: "allow" },
  { run: "yb-admin -master_addresses m:7100 delete_table ysql.shop orders", expect: "ask" },
  { run: "yb-admin -master_addresses m:7100 list_tables", expect: "allow" },
  { run: "tabcmd deleteusers users.csv", expect: "ask" },
  { run: "tabcmd export Sales --csv", expect: "allow" },
  { run: "gzr dashboard rm 1", expect: "ask" },
  { run: "gzr dashboard cat 1", expect: "allow" },
  { run: "rdme docs:prune ./docs", expect: "ask" },
  { run: "rdme openapi validate", expect: "allow" },
];
