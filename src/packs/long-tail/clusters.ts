/** Clusters of databases and of machines, and organisations' own tools: members that leave, data that goes with them. */
import { changes, deletes, deploys, line, replaces, revokes, stops, weakens } from "../../core/effects/doings.ts";
import type { Call, Doing } from "../../core/effects/subcommands.ts";
import { server, type Tool } from "./server.ts";

const DATA: Doing = deletes("database", "data of the cluster:");
const HALT: Doing = stops("system", "the cluster:", { reach: "all" });
const POST: Doing = { verb: "publish", resource: "record", recovery: "effort", says: "says in public" };

/** A console that is given its command as one text: only texts that lose something count. */
function textConsole(programs: readonly string[], provider: string, loses: RegExp, does: Doing): Tool {
  return server(programs, provider, [line("", does)], {
    special: ({ command }: Call) => {
      const texts = [
        ...command.argv.slice(1).map(word => word.text),
        ...(command.stdin?.kind === "text" ? [command.stdin.text] : []),
      ];
      return texts.some(text => loses.test(text)) ? undefined : { effects: [] };
    },
  });
}

export const CLUSTERS: readonly Tool[] = [
  server(["voltadmin", "gpstop", "onmode", "monetdb", "rladmin", "db2stop"], "the database", [
    line("shutdown|stop|pause|release|lock", HALT),
    line("destroy|remove|uninstall", DATA),
    line("node * remove|demote", deletes("cluster", "a member of the cluster:", { recovery: "effort" })),
    line("cluster *", DATA, { operand: /^(?:reset_password|recover|destroy)$/ }),
    line("status|ok|list|info|show|get|config|check|start|create|version"),
    line("", HALT, { with: ["k", "ky", "M", "a", "m", "i"] }),
    line("force", HALT),
  ]),
  server(["gpdeletesystem"], "Greenplum", [
    line("", deletes("database", "the whole database system", { reach: "all" })),
  ]),
  server(
    ["control.sh", "ignite-control"],
    "Ignite",
    [line("", DATA, { with: ["deactivate", "cache", "snapshot", "baseline", "kill", "set-state"] })],
    {
      special: ({ command }) =>
        command.argv.some(word =>
          /^(?:--deactivate|destroy|remove|INACTIVE|--kill|restore)$/.test(word.value ?? word.text),
        )
          ? undefined
          : { effects: [] },
      lines: [line("", DATA)],
    },
  ),
  textConsole(["hz-cluster-admin"], "Hazelcast", /shutdown|kill-member|change-cluster-state/, HALT),
  textConsole(["gfsh"], "Geode", /\b(?:destroy|shutdown|remove|stop|clear defined|alter disk-store)\b/, DATA),
  textConsole(["dgmgrl"], "Data Guard", /\b(?:failover|switchover|remove|disable|reinstate|convert)\b/i, HALT),
  textConsole(["adrci"], "Oracle's diagnostics", /\bpurge\b/i, deletes("record", "traces and incidents")),
  textConsole(
    ["ggsci", "adminclient"],
    "GoldenGate",
    /\b(?:delete|stop|kill|purge)\b/i,
    stops("service", "replication:", { reach: "all" }),
  ),
  textConsole(["fdbcli"], "FoundationDB", /\b(?:clearrange|clear|kill|exclude|force_recovery|configure new)\b/i, DATA),
  textConsole(["zookeepercli"], "the keeper of the cluster", /\b(?:rmr|rm|delete|deleteall|rmfs)\b/, DATA),
  textConsole(
    ["aql", "asadm", "asinfo", "aerospike"],
    "Aerospike",
    /\b(?:truncate|delete|drop|recluster|quiesce|eviction)\b/i,
    DATA,
  ),
  textConsole(
    ["cyradm", "phoenix-sqlline", "sqlline", "sqlline.py"],
    "the server",
    /^[^\S\r\n\u2028\u2029]*(?:dm|delete|deletemailbox|drop|truncate)\b/im,
    DATA,
  ),
  server(["dapr"], "Dapr", [
    line("uninstall", deletes("service", "Dapr with its components and its state:", { named: [] }), {
      with: ["all", "k", "kubernetes"],
    }),
    line("uninstall|stop"),
  ]),
  server(["kcctl"], "Kafka Connect", [
    line("delete|stop|pause connector", stops("service", "the connector:", { reach: "all" })),
    line("restart|patch|apply", changes("service", "the connector")),
  ]),
  server(["kubefed", "karmadactl", "clusteradm"], "the clusters' keeper", [
    line(
      "unjoin|deinit|unregister|clean|remove|taint|cordon",
      deletes("cluster", "a member cluster:", { recovery: "effort" }),
    ),
  ]),
  server(["virtctl"], "KubeVirt", [
    line("stop", stops("system", "cuts the power of the machine:"), { with: ["force", "grace-period"] }),
    line("stop|pause|restart|soft-reboot", stops("service", "the machine:")),
    line("reset|removevolume", deletes("volume", "from the machine:", { recovery: "effort" })),
  ]),
  server(
    ["kanctl"],
    "Kanister",
    [line("create actionset", replaces("backup", "data or copies, as the action says"), { operand: /delete|restore/ })],
    {
      special: call =>
        call.args.some(
          arg => arg.kind === "option" && arg.name === "action" && /delete|restore/.test(arg.value?.value ?? ""),
        )
          ? undefined
          : { effects: [] },
      lines: [line("", deletes("backup", "copies, as the action says"))],
      grammar: { values: ["action", "n", "b", "namespace", "blueprint"] },
    },
  ),
  server(["pks", "tkgi"], "Tanzu", [
    line("cluster|management-cluster|mc|delete-cluster delete", deletes("cluster", "the cluster")),
    line("delete-cluster", deletes("cluster", "the cluster")),
    line("package installed delete", deletes("workload", "the package")),
    line("apps workload delete", deletes("workload", "the workload")),
  ]),
  server(["terminus"], "Pantheon", [
    line(
      "site:delete|multidev:delete|env:wipe|domain:remove|backup:automatic:disable",
      deletes("environment", "the site's"),
    ),
    line("backup:restore|import:database|import:files|env:clone-content", replaces("environment", "what is in")),
    line("env:deploy|env:commit|upstream:updates:apply", deploys("a new version", { recovery: "none" })),
  ]),
  server(["defang", "stackit-compose"], "Defang", [
    line("down|compose down", deletes("stack", "everything of the project")),
    line("config delete|rm", deletes("secret", "the value")),
  ]),
  server(["satellite-maintain", "foreman-maintain"], "Satellite", [
    line("service stop|disable", HALT),
    line("restore", replaces("system", "the server by a copy")),
  ]),
  server(["rhc", "subscription-manager"], "the subscription", [
    line("disconnect|unregister|clean|remove", revokes("system", "takes the machine from its updates")),
  ]),
  server(["synadm"], "the chat server", [
    line("user|users deactivate|delete|deleteall|reset-mfa|email", revokes("account", "locks out")),
    line(
      "room|channel|team|media|post delete|purge|archive|block|quarantine|remove",
      deletes("record", "from the chat:"),
    ),
    line("permissions reset|remove", weakens("account", "the rights of")),
    line("config reset", replaces("setting", "the configuration")),
  ]),
  server(
    ["signal-cli"],
    "Signal",
    [line("unregister|deleteLocalAccountData|quitGroup|block", deletes("account", "from Signal:")), line("send", POST)],
    { grammar: { values: ["u", "a", "account", "config", "m"] } },
  ),
  server(["toot", "bsky"], "the public", [
    line("post|thread|reblog|boost", POST),
    line("delete|block|mute|follow|unfollow", deletes("record", "from the account:")),
  ]),
  server(["clasp"], "Apps Script", [
    line("undeploy|delete", deletes("service", "the script's versions:", { reach: "several" })),
    line("deploy|create-deployment", deploys()),
  ]),
  server(["gmailctl"], "Gmail", [line("apply", changes("account", "the mail filters"), { with: ["y", "yes"] })]),
];
