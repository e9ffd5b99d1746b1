/** Kafka's scripts, with and without `.sh`, and Redpanda's rpk. */
import type { ProgramPack } from "../core/effects/pack.ts";
import { clientPlace } from "../core/effects/sql/client-place.ts";
import { type Call, type Doing, type Line, tablePack } from "../core/effects/subcommands.ts";

const TOPIC: Doing = {
  verb: "delete",
  resource: "queue",
  says: "deletes the topic and every message in it:",
  named: ["topic"],
  reach: "one",
};
const RECORDS: Doing = {
  verb: "delete",
  resource: "queue",
  says: "deletes messages",
  named: ["topic"],
  reach: "several",
};
const OFFSETS: Doing = {
  verb: "overwrite",
  resource: "record",
  says: "moves where consumers go on reading:",
  named: ["group"],
  certainty: "likely",
  reach: "one",
};

/** By script: every one of them is options only. */
const SCRIPTS: Readonly<Record<string, readonly Line[]>> = {
  "kafka-topics": [
    { call: "", with: ["delete"], does: TOPIC },
    {
      call: "",
      with: ["alter"],
      does: { verb: "mutate", resource: "setting", recovery: "effort", says: "changes the topic", named: ["topic"] },
    },
  ],
  "kafka-consumer-groups": [
    {
      call: "",
      with: ["delete", "delete-offsets"],
      does: {
        verb: "delete",
        resource: "queue",
        says: "deletes the consumer group and its position:",
        named: ["group"],
        reach: "one",
      },
    },
    { call: "", with: ["reset-offsets"], without: ["dry-run"], does: OFFSETS },
  ],
  "kafka-share-groups": [
    {
      call: "",
      with: ["delete", "delete-offsets", "reset-offsets"],
      does: {
        verb: "delete",
        resource: "queue",
        says: "deletes the group's position:",
        named: ["group"],
        reach: "one",
      },
    },
  ],
  "kafka-streams-application-reset": [
    {
      call: "",
      does: {
        verb: "delete",
        resource: "queue",
        says: "resets the application's position and deletes its internal topics:",
        named: ["application-id"],
        reach: "several",
      },
    },
  ],
  "kafka-delete-records": [
    { call: "", does: { ...RECORDS, named: ["offset-json-file"], says: "deletes messages by the list in" } },
  ],
  "kafka-configs": [
    {
      call: "",
      with: ["delete-config"],
      does: {
        verb: "weaken",
        resource: "setting",
        recovery: "effort",
        says: "takes away the setting",
        named: ["delete-config"],
      },
    },
    {
      call: "",
      with: ["add-config"],
      does: {
        verb: "mutate",
        resource: "setting",
        recovery: "effort",
        says: "changes the setting",
        named: ["add-config"],
      },
    },
  ],
  "kafka-acls": [
    {
      call: "",
      with: ["remove"],
      does: { verb: "revoke", resource: "account", says: "takes access away", named: ["topic", "group", "principal"] },
    },
    {
      call: "",
      with: ["add"],
      does: {
        verb: "grant",
        resource: "account",
        recovery: "effort",
        says: "grants access",
        named: ["topic", "group"],
      },
    },
  ],
  "kafka-reassign-partitions": [
    {
      call: "",
      with: ["execute", "cancel"],
      does: {
        verb: "mutate",
        resource: "system",
        recovery: "effort",
        says: "moves partitions between brokers",
        named: [],
      },
    },
  ],
  "kafka-leader-election": [
    {
      call: "",
      does: {
        verb: "mutate",
        resource: "system",
        recovery: "effort",
        certainty: "likely",
        says: "moves leadership",
        named: [],
      },
    },
  ],
  "kafka-storage": [
    {
      call: "format",
      does: {
        verb: "delete",
        resource: "volume",
        certainty: "likely",
        says: "formats the broker's storage",
        named: [],
      },
    },
  ],
  "kafka-server-stop": [
    { call: "", does: { verb: "stop", resource: "service", recovery: "effort", says: "stops the broker", named: [] } },
  ],
  "zookeeper-shell": [
    {
      call: "* deleteall|rmr|delete",
      does: { verb: "delete", resource: "record", reach: "several", says: "deletes nodes of ZooKeeper:" },
    },
  ],
  zkCli: [
    {
      call: "deleteall|rmr|delete",
      does: { verb: "delete", resource: "record", reach: "several", says: "deletes nodes of ZooKeeper:" },
    },
  ],
  "kafka-cluster": [
    {
      call: "unregister",
      does: { verb: "weaken", resource: "cluster", recovery: "effort", says: "unregisters a broker", named: [] },
    },
  ],
};

const VALUES = [
  "bootstrap-server",
  "bootstrap-servers",
  "broker-list",
  "zookeeper",
  "topic",
  "group",
  "command-config",
  "partitions",
  "replication-factor",
  "config",
  "delete-config",
  "add-config",
  "entity-type",
  "entity-name",
  "offset-json-file",
  "application-id",
  "input-topics",
  "intermediate-topics",
  "reassignment-json-file",
  "operation",
  "principal",
  "allow-principal",
  "deny-principal",
  "to-offset",
  "to-datetime",
  "by-duration",
  "shift-by",
  "from-file",
  "server",
  "timeout",
];

export const kafka: ProgramPack = kafkaPack();

function kafkaPack(): ProgramPack {
  const at = (call: Call) =>
    clientPlace(call.args, call.command.scope, call.facts, {
      host: ["bootstrap-server", "bootstrap-servers", "zookeeper", "broker-list", "server"],
      variables: ["KAFKA_BROKERS", "BOOTSTRAP_SERVERS", "KAFKA_BOOTSTRAP_SERVERS"],
    });
  const tables = new Map(
    Object.entries(SCRIPTS).map(([program, lines]) => [
      program,
      tablePack({
        id: "kafka",
        programs: [program],
        grammar: { values: VALUES },
        lines: [...lines, { call: "" }],
        at,
        examples: [],
      }),
    ]),
  );
  return {
    kind: "program",
    id: "kafka",
    programs: Object.keys(SCRIPTS).flatMap(name => [name, `${name}.sh`]),
    read: (command, facts) => tables.get(command.program.replace(/\.sh$/, ""))?.read(command, facts) ?? { effects: [] },
    examples: [
      { run: "kafka-topics --bootstrap-server localhost:9092 --list", expect: "allow" },
      { run: "kafka-topics.sh --bootstrap-server localhost:9092 --create --topic orders", expect: "allow" },
      { run: "kafka-topics.sh --bootstrap-server localhost:9092 --delete --topic audit", expect: "ask" },
      {
        run: "bin/kafka-topics.sh --bootstrap-server kafka.example.com:9092 --delete --topic 'audit.*'",
        expect: "deny",
      },
      { run: "kafka-consumer-groups --bootstrap-server localhost:9092 --describe --group mailer", expect: "allow" },
      { run: "kafka-consumer-groups --bootstrap-server localhost:9092 --delete --group mailer", expect: "ask" },
      {
        run: "kafka-consumer-groups --bootstrap-server localhost:9092 --group mailer --reset-offsets --to-earliest --topic audit --execute",
        expect: "ask",
      },
      {
        run: "kafka-consumer-groups --bootstrap-server localhost:9092 --group mailer --reset-offsets --to-earliest --topic audit --dry-run",
        expect: "allow",
      },
      { run: "kafka-delete-records.sh --bootstrap-server localhost:9092 --offset-json-file cut.json", expect: "ask" },
      {
        run: "kafka-configs --bootstrap-server localhost:9092 --entity-type topics --entity-name audit --alter --delete-config retention.ms",
        expect: "ask",
      },
      {
        run: "kafka-configs --bootstrap-server localhost:9092 --entity-type topics --entity-name audit --describe",
        expect: "allow",
      },
      { run: "kafka-acls --bootstrap-server localhost:9092 --remove --topic audit", expect: "ask" },
    ],
  };
}

export const rpk: ProgramPack = tablePack({
  id: "rpk",
  programs: ["rpk", "kaf", "kafkactl", "kcat", "kafkacat", "redpanda"],
  grammar: { values: ["brokers", "X", "profile", "config", "b", "c", "t", "g", "G", "p", "o", "cluster", "context"] },
  lines: [
    { call: "topic delete", does: { ...TOPIC, named: [] } },
    { call: "topic trim-prefix|trim", does: { ...RECORDS, named: [] } },
    { call: "delete topic", does: { ...TOPIC, named: [] } },
    { call: "delete consumer-group|offset|records", does: RECORDS },
    { call: "group delete|offset-delete", does: { ...RECORDS, named: [], says: "deletes the consumer group" } },
    { call: "group seek|commit", does: OFFSETS },
    { call: "reset offset|consumer-group-offset", does: OFFSETS },
    {
      call: "cluster|redpanda|container decommission|purge|delete",
      does: { verb: "destroy", resource: "cluster", says: "removes" },
    },
    {
      call: "security|acl user|acl|delete delete",
      does: { verb: "revoke", resource: "account", says: "takes access away" },
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
  ],
});
