/** Reads Redpanda's rpk and other clients of Kafka. */
import type { ProgramPack } from "../../core/effects/pack.ts";
import { tablePack } from "../../core/kit/subcommands.ts";
import { clientPlace } from "../../core/languages/sql/client-place.ts";
import { OFFSETS, RECORDS, TOPIC } from "./scripts.ts";

const KAFKACTL = "https://deviceinsight.github.io/kafkactl/";
export const rpk: ProgramPack = tablePack({
  id: "rpk",
  source: "https://docs.redpanda.com/current/reference/rpk/",
  programs: ["rpk", "kaf", "kafkactl", "kcat", "kafkacat", "redpanda"],
  grammar: { values: ["brokers", "X", "profile", "config", "b", "c", "t", "g", "G", "p", "o", "cluster", "context"] },
  lines: [
    { call: "topic delete", does: { ...TOPIC, named: [] } },
    { call: "topic trim-prefix|trim", does: { ...RECORDS, named: [] } },
    { call: "delete topic", source: KAFKACTL, does: { ...TOPIC, named: [] } },
    { call: "delete consumer-group|offset|records", source: KAFKACTL, does: RECORDS },
    { call: "group delete|offset-delete", does: { ...RECORDS, named: [], says: "deletes the consumer group" } },
    { call: "group seek|commit", does: OFFSETS },
    { call: "reset offset|consumer-group-offset", source: KAFKACTL, does: OFFSETS },
    {
      call: "redpanda admin brokers decommission",
      does: { verb: "destroy", resource: "cluster", says: "removes the broker" },
    },
    {
      call: "cluster|redpanda|container decommission|purge|delete",
      does: { verb: "destroy", resource: "cluster", says: "removes" },
    },
    {
      call: "acl delete|remove",
      does: { verb: "revoke", resource: "account", says: "takes access away" },
    },
    {
      call: "security|acl user|acl|delete delete",
      does: { verb: "revoke", resource: "account", says: "takes access away" },
    },
    // kcat: an empty value is sent as none, which deletes the record of that key.
    {
      call: "",
      source: "https://github.com/edenhill/kcat",
      with: ["Z"],
      without: ["C"],
      does: { ...RECORDS, named: ["t"] },
    },
    {
      call: "topic|group|cluster|container|redpanda|security|acl|get|describe|list|create|produce|consume|profile|cloud|debug|registry|config|start|stop",
    },
  ],
  at: call =>
    clientPlace(call.args, call.command.scope, call.facts, {
      host: ["brokers", "b"],
      profile: ["profile", "context"],
      variables: ["REDPANDA_BROKERS", "KAFKA_BROKERS"],
    }),
  examples: [
    { run: "rpk topic list", expect: "allow" },
    { run: "rpk topic delete audit", expect: "ask" },
    { run: "rpk topic delete -r '.*' --brokers kafka.example.com:9092", expect: "deny" },
    { run: "rpk group delete mailer", expect: "ask" },
    { run: "kcat -b localhost:9092 -t audit -C", expect: "allow" },
    { run: "kcat -b kafka.example.com:9092 -t users -P -Z -K: -l keys.txt", expect: "deny" },
    { run: "kcat -b localhost:9092 -t audit -C -Z", expect: "allow" },
  ],
});
