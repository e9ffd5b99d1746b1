/** Table of Kafka's scripts by name. All of them take only options. */
import type { EffectTemplate, Line } from "../../core/kit/table.ts";

export const TOPIC: EffectTemplate = {
  verb: "delete",
  resource: "queue",
  says: "deletes the topic {} with every message in it",
  named: ["topic"],
  reach: "one",
};
export const RECORDS: EffectTemplate = {
  verb: "delete",
  resource: "queue",
  says: "deletes messages",
  named: ["topic"],
  reach: "several",
};
export const OFFSETS: EffectTemplate = {
  verb: "overwrite",
  resource: "record",
  says: "moves where consumers go on reading:",
  named: ["group"],
  certainty: "likely",
  reach: "one",
};

/** By script. */
export const SCRIPTS: Readonly<Record<string, readonly Line[]>> = {
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
      with: ["election-type=unclean", "election-type=UNCLEAN"],
      does: { ...RECORDS, says: "lets a copy lead that lacks messages, which are then gone:" },
    },
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
  "kafka-cluster": [
    {
      call: "unregister",
      does: { verb: "weaken", resource: "cluster", recovery: "effort", says: "unregisters a broker", named: [] },
    },
  ],
};

export const VALUES = [
  "election-type",
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
