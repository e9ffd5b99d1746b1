/** Reads BigQuery's command line. */

import { hasOption, optionValue } from "../core/effects/options.ts";
import type { ProgramPack, Reading } from "../core/effects/pack.ts";
import { tablePack } from "../core/kit/subcommands.ts";
import type { Call, EffectTemplate } from "../core/kit/table.ts";
import { inlineSource, readSources, stdinSource } from "../core/languages/sql/client-input.ts";
import type { Locator } from "../core/places/locator.ts";

const REPLACES: EffectTemplate = {
  verb: "drop",
  resource: "table",
  certainty: "likely",
  says: "replaces the table",
  instead: "Write to a new table, or append.",
};

export const bq: ProgramPack = tablePack({
  id: "bq",
  source: "https://cloud.google.com/bigquery/docs/reference/bq-cli-reference",
  programs: ["bq"],
  grammar: {
    values: [
      "project_id",
      "dataset_id",
      "location",
      "format",
      "n",
      "max_rows",
      "schema",
      "source_format",
      "destination_table",
      "time_partitioning_field",
      "label",
      "expiration",
      "description",
      "api",
      "job_id",
      "apilog",
      "bigqueryrc",
    ],
    singleDash: true,
  },
  shows: ["dry_run"],
  lines: [
    {
      call: "rm|remove",
      with: ["d", "dataset"],
      does: { verb: "drop", resource: "database", says: "deletes the dataset" },
    },
    {
      call: "rm|remove",
      with: ["r", "recursive"],
      does: { verb: "drop", resource: "database", says: "deletes with every table in it" },
    },
    {
      call: "rm|remove",
      with: ["m", "model", "routine", "transfer_config", "reservation", "connection", "capacity_commitment"],
      does: { verb: "delete", resource: "service", recovery: "effort", says: "deletes" },
    },
    { call: "rm|remove", does: { verb: "drop", resource: "table", says: "deletes the table" } },
    { call: "load", with: ["replace", "replace_data"], does: REPLACES },
    { call: "cp|copy", with: ["f", "force"], without: ["a", "append_table", "n", "no_clobber"], does: REPLACES },
    { call: "truncate", does: { verb: "truncate", resource: "table", says: "empties the table" } },
    {
      call: "update",
      with: ["expiration", "default_table_expiration", "default_partition_expiration"],
      does: { verb: "weaken", resource: "table", recovery: "effort", says: "sets when data is deleted:" },
    },
    {
      call: "add-iam-policy-binding|set-iam-policy",
      does: { verb: "grant", resource: "database", recovery: "effort", says: "changes who may read or write" },
    },
    { call: "cancel", does: { verb: "stop", resource: "process", recovery: "effort", says: "cancels the job" } },
    { call: "*" },
  ],
  at: place,
  special: queried,
  examples: [
    { run: "bq ls shop:web", expect: "allow" },
    { run: "bq query --use_legacy_sql=false 'SELECT 1'", expect: "allow" },
    { run: "bq query --nouse_legacy_sql 'DROP TABLE web.events'", expect: "ask" },
    {
      run: "bq query --use_legacy_sql=false < drop.sql",
      files: { "drop.sql": "DROP TABLE web.events" },
      expect: "ask",
    },
    { run: "bq query --replace --destination_table web.events 'SELECT 1'", expect: "ask" },
    { run: "bq rm -r -f -d acme-prod:web", expect: "deny" },
    { run: "bq rm -f -t web.events", expect: "ask" },
    { run: "bq load --replace web.events gs://bucket/events.json", expect: "ask" },
    { run: "bq mk --dataset web", expect: "allow" },
    { run: "bq cp web.events web.events_copy", expect: "allow" },
    { run: "bq query --dry_run 'DELETE FROM web.events WHERE true'", expect: "allow" },
  ],
});

/** Google keeps a deleted table for a week, so restoring it is work but possible. The project's name tells where. */
function place({ args, words }: Call): Locator[] {
  const project =
    optionValue(args, "project_id")?.value ?? /^([\w-]+):/.exec(words.at(-1)?.value ?? "")?.[1] ?? undefined;
  return project === undefined ? [{ kind: "cloud", provider: "google" }] : [{ kind: "label", label: project }];
}

function queried(call: Call): Reading | undefined {
  const [first, ...texts] = call.words;
  if (first?.value !== "query" && first?.value !== "q") return undefined;
  const replaces = hasOption(call.args, "replace") ? optionValue(call.args, "destination_table") : undefined;
  const piped = texts.length === 0 ? stdinSource(call.command, call.facts) : undefined;
  const sources = texts.length > 0 ? texts.map(inlineSource) : piped ? [piped] : [];
  const reading = readSources(sources, place(call), "bq", call.command, call.facts);
  if (!replaces) return reading;
  const effect = {
    ...REPLACES,
    verb: "drop" as const,
    target: replaces.text,
    reach: "one" as const,
    recovery: "none" as const,
    certainty: "likely" as const,
    source: "bq",
    says: `replaces the table ${replaces.text}`,
    at: place(call),
  };
  return { ...reading, effects: [effect, ...reading.effects] };
}
