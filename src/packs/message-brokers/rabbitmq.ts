/** Reads RabbitMQ's tools. */
import type { ProgramPack } from "../../core/effects/pack.ts";
import { tablePack } from "../../core/kit/subcommands.ts";
import { clientPlace } from "../../core/languages/sql/client-place.ts";
import { ACCOUNT, QUEUE, REVOKED } from "./losses.ts";

const MANAGEMENT = "https://www.rabbitmq.com/docs/management-cli";
export const rabbitmq: ProgramPack = tablePack({
  id: "rabbitmq",
  source: "https://www.rabbitmq.com/docs/man/rabbitmqctl.8",
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
    { call: "delete_queue", does: { ...QUEUE, says: "deletes the queue {} with what is in it" } },
    { call: "delete_shovel|delete_vhost|delete_super_stream|delete_stream_consumer_group", does: QUEUE },
    { call: "delete_user|delete_internal_user", does: ACCOUNT },
    {
      call: "set_permissions|set_topic_permissions",
      operand: /^guest$/,
      does: {
        verb: "grant",
        resource: "account",
        says: "gives the account that everybody knows rights over everything",
      },
    },
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
    { call: "delete user", source: MANAGEMENT, does: ACCOUNT },
    { call: "delete permission|topic_permission", source: MANAGEMENT, does: REVOKED },
    {
      call: "delete|purge queue|exchange|binding|vhost|parameter|policy|shovel|federation_upstream|stream|*",
      source: MANAGEMENT,
      does: QUEUE,
    },
    { call: "*" },
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
