/** Servers' own administration tools that no other pack knows: what they delete, reset, stop or open. */
import { changes, deletes, line, replaces, revokes, stops, weakens } from "../../core/effects/doings.ts";
import type { Doing, Table } from "../../core/effects/subcommands.ts";
import { server, type Tool } from "./server.ts";

const DATA: Doing = deletes("database", "data of the server:");
const RESTORED: Doing = replaces("database", "what the server holds, by a copy:");

export const SERVICES: readonly Tool[] = [
  server(
    ["etcdctl", "etcdutl"],
    "etcd",
    [
      line("snapshot restore|defrag", RESTORED, { without: ["help"] }),
      line("del", deletes("record", "keys under", { reach: "all" }), { with: ["prefix", "from-key"] }),
      line("del", deletes("record", "the key")),
      line("compact|compaction", deletes("record", "earlier versions of the keys before")),
      line("auth disable", weakens("account", "the need to sign in to")),
      line("member remove", deletes("cluster", "a member of the cluster:", { recovery: "effort" })),
      line("user|role delete", deletes("account", "the account")),
      line("user|role revoke|revoke-role|revoke-permission", revokes("account", "takes rights from")),
      line("lease revoke", deletes("record", "every key under the lease")),
      line("downgrade|move-leader", changes("cluster", "the cluster")),
    ],
    { grammar: { values: ["endpoints", "cacert", "cert", "key", "user", "data-dir"] } },
  ),
  server(
    ["vtctldclient", "vtctlclient", "vtctl"],
    "Vitess",
    [
      line(
        "DeleteKeyspace|DeleteShards|DeleteTablets|DeleteCellInfo|RemoveBackup|RemoveKeyspaceCell|RemoveShardCell",
        DATA,
      ),
      line(
        "ApplySchema",
        { verb: "migrate", resource: "schema", recovery: "effort", says: "changes the schema of" },
        { without: ["sql"] },
      ),
      line(
        "EmergencyReparentShard|PlannedReparentShard|RestoreFromBackup|ApplyVSchema|TabletExternallyReparented",
        stops("cluster", "the primary:"),
      ),
    ],
    { inner: call => sqlOption(call, "sql"), grammar: { values: ["server", "sql"] } },
  ),
  server(["stolonctl"], "stolon", [
    line("init|update|spec", RESTORED),
    line("removekeeper|failkeeper|promote", stops("cluster", "a member of the cluster:")),
  ]),
  server(
    ["orchestrator-client", "orchestrator"],
    "orchestrator",
    [line("", stops("cluster", "the primary: puts another server in its place"), { operand: /^$/ })],
    {
      special: call =>
        call.command.argv.some(word =>
          /takeover|failover|move|relocate|reset|detach|stop|kill|begin-maintenance|^forget/.test(
            word.value ?? word.text,
          ),
        )
          ? undefined
          : { effects: [] },
      lines: [line("", stops("cluster", "the primary or a replica"))],
    },
  ),
  server(
    ["pt-online-schema-change", "gh-ost"],
    "MySQL",
    [
      line("", deletes("rows", "rows that it archives", { reach: "all" }), { with: ["purge"] }),
      line(
        "",
        { verb: "migrate", resource: "schema", reach: "all", says: "changes a table that is in use", recovery: "none" },
        { with: ["execute"] },
      ),
      line("", stops("process", "queries of others", { reach: "all" }), { with: ["kill", "kill-query"] }),
    ],
    {
      special: call =>
        call.args.some(arg => arg.kind === "option" && /^(?:execute|purge|kill|kill-query)$/.test(arg.name))
          ? undefined
          : { effects: [] },
      lines: [
        line("", deletes("rows", "rows that it archives", { reach: "all" }), { with: ["purge"] }),
        line("", { verb: "overwrite", resource: "table", says: "changes a table that is in use" }),
      ],
    },
  ),
  server(["proxysql-admin"], "ProxySQL", [
    line("", stops("database", "the proxy before the database", { reach: "all" }), { with: ["disable", "d"] }),
  ]),
  server(["memcached-tool"], "memcached", [
    line("* flush_all|flush", deletes("database", "everything that is cached", { reach: "all", recovery: "effort" })),
  ]),
  server(["litestream"], "Litestream", [line("restore", RESTORED, { without: ["if-db-not-exists"] })]),
  server(["dgraph"], "Dgraph", [line("live|bulk", DATA, { with: ["drop_all", "drop-all"] })]),
  server(["rethinkdb"], "RethinkDB", [
    line("restore|import", RESTORED, { with: ["force"] }),
    line("index-rebuild|dump|export"),
  ]),
  server(["ecctl"], "Elastic Cloud", [
    line("deployment shutdown|delete", deletes("cluster", "the deployment")),
    line("deployment resource|plan|* shutdown|stop|delete|cancel", stops("cluster", "the deployment")),
  ]),
  server(["searchd", "indexer"], "Sphinx", [
    line("", stops("database", "search", { reach: "all" }), { with: ["stop", "stopwait"] }),
  ]),
  server(["kc.sh"], "Keycloak", [line("import", replaces("account", "realms with their accounts"))]),
  server(["temporal", "tctl"], "Temporal", [
    line(
      "workflow terminate|delete|reset|cancel",
      stops("service", "all work that a query finds", { reach: "all", named: [] }),
      {
        with: ["query", "q"],
      },
    ),
    line(
      "workflow|batch|activity terminate|term|delete|reset",
      stops("service", "running work, which begins anew:", {
        reach: "several",
        recovery: "none",
        named: ["w", "workflow-id", "job-id"],
      }),
    ),
    line("workflow|batch cancel", stops("service", "running work:", { reach: "several" })),
    line("operator namespace delete", deletes("namespace", "the namespace with its history")),
    line("namespace delete", deletes("namespace", "the namespace with its history")),
    line("schedule delete|toggle", deletes("record", "the schedule")),
    line("users|user|nodes|tokens|bots|db|apps|windows_desktops|kube rm", deletes("account", "access of")),
    line("rm", deletes("account", "from the cluster:")),
    line("auth rotate", replaces("secret", "the keys of the cluster, and cuts off who has not the new ones:")),
    line("lock", revokes("account", "locks out")),
  ]),
];

function sqlOption(call: Parameters<NonNullable<Table["inner"]>>[0], name: string) {
  return call.args.flatMap(arg =>
    arg.kind === "option" && arg.name === name && arg.value?.value != null
      ? [{ kind: "sql" as const, text: arg.value.value, at: [], source: "long-tail" }]
      : [],
  );
}
