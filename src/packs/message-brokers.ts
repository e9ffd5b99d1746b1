/** Command lines of message brokers: RabbitMQ, NATS, Pulsar, and their like. */
import type { ProgramPack } from "../core/effects/pack.ts";
import { clientPlace } from "../core/effects/sql/client-place.ts";
import { type Doing, tablePack } from "../core/effects/subcommands.ts";

const QUEUE: Doing = { verb: "delete", resource: "queue", says: "deletes with what is in it" };
const REVOKED: Doing = { verb: "revoke", resource: "account", says: "takes access away:", recovery: "none" };
const ACCOUNT: Doing = { verb: "delete", resource: "account", says: "deletes the account" };

export const rabbitmq: ProgramPack = tablePack({
  id: "rabbitmq",
  programs: [
    "rabbitmqctl",
    "rabbitmqadmin",
    "rabbitmq-queues",
    "rabbitmq-plugins",
    "rabbitmq-diagnostics",
    "rabbitmq-streams",
    "rabbitmq-upgrade",
    "rabbitmqadmin-ng",
  ],
  grammar: {
    values: [
      "n",
      "node",
      "p",
      "vhost",
      "H",
      "host",
      "P",
      "port",
      "u",
      "username",
      "password",
      "c",
      "config",
      "f",
      "format",
      "t",
      "timeout",
      "V",
    ],
  },
  lines: [
    {
      call: "reset|force_reset",
      does: {
        verb: "delete",
        resource: "cluster",
        says: "empties the broker: every queue, user and setting goes",
        named: [],
        reach: "one",
        certainty: "likely",
      },
    },
    { call: "purge_queue", does: { ...QUEUE, says: "empties the queue" } },
    { call: "delete_queue|delete_shovel|delete_vhost|delete_super_stream|delete_stream_consumer_group", does: QUEUE },
    { call: "delete_user|delete_internal_user", does: ACCOUNT },
    {
      call: "clear_permissions|clear_topic_permissions|clear_password|clear_user_limits|clear_vhost_limits",
      does: REVOKED,
    },
    {
      call: "clear_policy|clear_operator_policy|clear_parameter|clear_global_parameter",
      does: { verb: "weaken", resource: "setting", recovery: "effort", says: "takes away" },
    },
    {
      call: "forget_cluster_node|delete_member|delete_replica|shrink|grow",
      does: { verb: "destroy", resource: "cluster", says: "takes out of the cluster for good:" },
    },
    {
      call: "force_boot|restart_vhost|rename_cluster_node|force_standalone_khepri_boot",
      does: {
        verb: "weaken",
        resource: "cluster",
        recovery: "effort",
        says: "overrides the cluster's own checks",
        named: [],
      },
    },
    {
      call: "stop|shutdown|stop_app|drain",
      does: { verb: "stop", resource: "service", recovery: "effort", says: "stops the broker", named: [] },
    },
    {
      call: "close_connection|close_all_connections|close_all_user_connections|kill_connection",
      does: { verb: "stop", resource: "process", recovery: "effort", says: "closes connections", named: [] },
    },
    {
      call: "eval|eval_file",
      does: {
        verb: "execute-unknown",
        resource: "code",
        reach: "unknown",
        certainty: "possible",
        says: "runs Erlang code inside the broker",
        named: [],
      },
    },
    {
      call: "import_definitions",
      does: { verb: "overwrite", resource: "setting", recovery: "effort", says: "replaces definitions", named: [] },
    },
    // rabbitmqadmin: `delete queue name=jobs`, `purge queue name=jobs`.
    { call: "delete user", does: ACCOUNT },
    { call: "delete permission|topic_permission", does: REVOKED },
    {
      call: "delete|purge queue|exchange|binding|vhost|parameter|policy|shovel|federation_upstream|stream|*",
      does: QUEUE,
    },
    { call: "delete_*" },
    { call: "start_app|await_startup|sync_queue|cancel_sync_queue|close|enable|disable|set|list|status|*" },
  ],
  at: call => clientPlace(call.args, call.command.scope, call.facts, { host: ["H", "host"] }),
  examples: [
    { run: "rabbitmqctl list_queues name messages", expect: "allow" },
    { run: "rabbitmqctl -n rabbit@web reset", expect: "ask" },
    { run: "rabbitmqctl force_reset", expect: "ask" },
    { run: "rabbitmqctl purge_queue mails", expect: "ask" },
    { run: "rabbitmqctl delete_vhost /web", expect: "ask" },
    { run: "rabbitmqctl clear_permissions -p /web app", expect: "ask" },
    { run: "rabbitmqctl forget_cluster_node rabbit@web3", expect: "ask" },
    { run: "rabbitmqctl add_user app secret", expect: "allow" },
    { run: "rabbitmqctl stop_app", expect: "allow", why: "a broker on this machine; the queues stay" },
    { run: "rabbitmqadmin delete queue name=mails", expect: "ask" },
    { run: "rabbitmqadmin -H mq.example.com purge queue name=mails", expect: "deny" },
    { run: "rabbitmqadmin declare queue name=mails", expect: "allow" },
  ],
});

export const nats: ProgramPack = tablePack({
  id: "nats",
  programs: ["nats", "nsc", "natscli"],
  grammar: {
    values: ["s", "server", "context", "user", "password", "creds", "nkey", "timeout", "subject", "seq", "keep"],
  },
  lines: [
    {
      call: "stream|str|consumer|con|kv|object|obj|bucket|micro|account|server rm|delete|del|purge|rmm|wipe|rm-msg|cluster-rm",
      does: QUEUE,
    },
    {
      call: "stream|str restore|edit|seal",
      does: { verb: "mutate", resource: "queue", recovery: "effort", says: "changes the stream" },
    },
    {
      call: "server|cluster * peer-remove|rm|remove",
      does: { verb: "destroy", resource: "cluster", says: "takes a server out of the cluster:" },
    },
    {
      call: "server|srv|stream|consumer cluster|raft|cluster peer-remove|step-down|rm",
      does: { verb: "destroy", resource: "cluster", says: "takes a server out of the cluster:" },
    },
    {
      call: "server|srv config|request|account reload|purge|kick",
      does: { verb: "mutate", resource: "system", recovery: "effort", says: "changes the server" },
    },
    { call: "account|auth|delete|revocations * delete|rm|add", does: ACCOUNT },
    {
      call: "context rm|delete",
      does: { verb: "delete", resource: "setting", recovery: "effort", says: "forgets the context" },
    },
    { call: "*" },
  ],
  at: call =>
    clientPlace(call.args, call.command.scope, call.facts, {
      host: ["s", "server"],
      profile: ["context"],
      variables: ["NATS_URL"],
    }),
  examples: [
    { run: "nats stream ls", expect: "allow" },
    { run: "nats pub updates hello", expect: "allow" },
    { run: "nats stream purge LOGS --force", expect: "ask" },
    { run: "nats stream rm LOGS -f", expect: "ask" },
    { run: "nats kv del SETTINGS theme", expect: "ask" },
    { run: "nats --context prod consumer rm LOGS mailer -f", expect: "deny" },
    { run: "nats object rm FILES a.png", expect: "ask" },
    { run: "nats kv get SETTINGS theme", expect: "allow" },
  ],
});

export const pulsar: ProgramPack = tablePack({
  id: "pulsar",
  programs: ["pulsar-admin", "pulsarctl", "mosquitto_ctrl", "activemq", "artemis", "emqx_ctl", "emqx"],
  grammar: {
    values: [
      "admin-url",
      "admin-service-url",
      "auth-plugin",
      "auth-params",
      "h",
      "host",
      "u",
      "P",
      "p",
      "name",
      "queueFilter",
      "url",
      "user",
      "password",
    ],
  },
  lines: [
    {
      call: "topics|persistent|namespaces|tenants|clusters|subscriptions|schemas|functions|sinks|sources|packages|brokers|bookies delete|delete-partitioned-topic|terminate|remove",
      does: QUEUE,
    },
    {
      call: "topics|namespaces|persistent clear-backlog|skip-all|skip|unsubscribe|expire-messages|expire-messages-all-subscriptions|reset-cursor|trim-topic|unload|truncate",
      does: { ...QUEUE, says: "throws away messages:" },
    },
    {
      call: "namespaces|tenants remove-retention|revoke-permission|set-retention|remove-backlog-quota",
      does: { verb: "weaken", resource: "setting", recovery: "effort", says: "takes away" },
    },
    { call: "purge", does: QUEUE },
    { call: "queue|address delete|purge", does: QUEUE },
    { call: "dynsec deleteClient|deleteRole|deleteGroup|removeClientRole|removeRoleACL", does: ACCOUNT },
    {
      call: "dynsec init",
      does: { verb: "overwrite", resource: "account", says: "replaces every account", named: [] },
    },
    { call: "users|admins|clients|sessions|rules|plugins|retainer del|delete|kick|clean|uninstall", does: QUEUE },
    {
      call: "stop",
      does: { verb: "stop", resource: "service", recovery: "effort", says: "stops the broker", named: [] },
    },
    { call: "*" },
  ],
  at: call =>
    clientPlace(call.args, call.command.scope, call.facts, {
      host: ["admin-url", "admin-service-url", "h", "host", "url"],
    }),
  examples: [
    { run: "pulsar-admin topics list public/default", expect: "allow" },
    { run: "pulsar-admin topics delete persistent://public/default/mails", expect: "ask" },
    { run: "pulsar-admin --admin-url http://pulsar.example.com:8080 namespaces delete public/mails", expect: "deny" },
    { run: "pulsar-admin namespaces clear-backlog public/default", expect: "ask" },
    { run: "mosquitto_ctrl dynsec deleteClient sensor1", expect: "ask" },
  ],
});
