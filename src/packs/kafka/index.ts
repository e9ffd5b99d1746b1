/** Reads Kafka's scripts, with and without `.sh`. */

import { hasOption, optionValues } from "../../core/effects/options.ts";
import type { ProgramPack, Reading } from "../../core/effects/pack.ts";
import { effectOfTemplate, tablePack } from "../../core/kit/subcommands.ts";
import type { Call } from "../../core/kit/table.ts";
import { clientPlace } from "../../core/languages/sql/client-place.ts";
import { RECORDS, SCRIPTS, VALUES } from "./scripts.ts";
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
        special: shortRetention,
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
      {
        run: "kafka-configs --bootstrap-server localhost:9092 --alter --entity-type topics --entity-name audit --add-config retention.ms=1",
        expect: "ask",
        why: "what is older goes at once",
      },
      {
        run: "kafka-configs --bootstrap-server localhost:9092 --alter --entity-type topics --entity-name audit --add-config retention.ms=604800000",
        expect: "allow",
      },
      { run: "kafka-acls --bootstrap-server localhost:9092 --remove --topic audit", expect: "ask" },
    ],
  };
}

/** Reads a retention of an hour or less, which empties a topic, as older records are deleted at once. */
function shortRetention(call: Call): Reading | undefined {
  const settings = optionValues(call.args, "add-config", "config").map(({ value }) => value ?? "");
  const kept = settings.map(text => /\bretention\.(?:ms|bytes)=(\d{1,12})\b/.exec(text)?.[1]).find(Boolean);
  if (kept === undefined || Number(kept) > HOUR || !hasOption(call.args, "alter")) return undefined;
  const topic = optionValues(call.args, "entity-name", "topic");
  return {
    effects: [
      effectOfTemplate({ ...RECORDS, says: "deletes all but the newest messages of" }, topic, call, { id: "kafka" }),
    ],
  };
}

const HOUR = 3_600_000;
