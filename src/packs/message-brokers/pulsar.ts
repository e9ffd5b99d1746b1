/** Reads tools of Pulsar, ActiveMQ, EMQX, Mosquitto. */
import type { ProgramPack } from "../../core/effects/pack.ts";
import { tablePack } from "../../core/kit/subcommands.ts";
import { clientPlace } from "../../core/languages/sql/client-place.ts";
import { ACCOUNT, QUEUE } from "./losses.ts";

const ACTIVEMQ = "https://activemq.apache.org/components/classic/documentation/";
const DYNSEC = "https://mosquitto.org/man/mosquitto_ctrl_dynsec-1.html";
export const pulsar: ProgramPack = tablePack({
  id: "pulsar",
  source: "https://pulsar.apache.org/docs/",
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
    { call: "purge", source: ACTIVEMQ, does: QUEUE },
    {
      call: "queue|address delete|purge",
      source: "https://activemq.apache.org/components/artemis/documentation/",
      does: QUEUE,
    },
    {
      call: "dynsec deleteClient|deleteRole|deleteGroup|removeClientRole|removeRoleACL",
      source: DYNSEC,
      does: ACCOUNT,
    },
    {
      call: "dynsec init",
      source: DYNSEC,
      does: { verb: "overwrite", resource: "account", says: "replaces every account", named: [] },
    },
    {
      call: "users|admins|clients|sessions|rules|plugins|retainer del|delete|kick|clean|uninstall",
      source: "https://docs.emqx.com/en/emqx/latest/admin/cli.html",
      does: QUEUE,
    },
    {
      call: "stop",
      source: ACTIVEMQ,
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
