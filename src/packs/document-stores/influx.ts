import type { ProgramPack } from "../../core/effects/pack.ts";
import { textOfStdin } from "../../core/files/input-text.ts";
import { inlineSource } from "../../core/languages/sql/client-input.ts";
import { clientPlace } from "../../core/languages/sql/client-place.ts";
import { looksLikeSql } from "../../core/languages/sql/reader.ts";
import { DATABASE, OVERWRITES, store } from "./store.ts";
export const influx: ProgramPack = store(
  "influx",
  ["influx", "influxd", "influxdb3"],
  "https://docs.influxdata.com/influxdb/v2/reference/cli/influx/",
  [
    "host",
    "H",
    "t",
    "token",
    "o",
    "org",
    "org-id",
    "b",
    "bucket",
    "database",
    "d",
    "p",
    "predicate",
    "start",
    "stop",
    "i",
    "id",
    "n",
    "name",
    "execute",
    "username",
    "password",
    "port",
    "precision",
    "active-config",
    "c",
    "file",
    "f",
  ],
  { host: ["host", "H"], profile: ["active-config", "c"], variables: ["INFLUX_HOST"] },
  [
    {
      call: "delete",
      with: ["p", "predicate"],
      does: {
        verb: "delete",
        resource: "rows",
        reach: "several",
        says: "deletes points that match",
        named: ["p", "predicate"],
      },
    },
    {
      call: "delete database|table|token",
      source: "https://docs.influxdata.com/influxdb3/core/reference/cli/influxdb3/",
      does: DATABASE,
    },
    {
      call: "delete",
      does: {
        verb: "delete",
        resource: "rows",
        reach: "all",
        says: "deletes every point of the bucket",
        named: ["b", "bucket"],
      },
    },
    { call: "bucket|org delete", does: { ...DATABASE, named: ["i", "id", "n", "name"] } },
    {
      call: "auth|user|dashboards|dashboard|task|telegrafs|remote|replication|v1|secret|template delete",
      does: { verb: "delete", resource: "account", says: "deletes", named: ["i", "id", "n", "name"] },
    },
    { call: "restore", with: ["full", "replace"], does: OVERWRITES },
    { call: "restore", does: { ...OVERWRITES, certainty: "likely" } },
    {
      call: "bucket update",
      with: ["r", "retention"],
      does: { verb: "weaken", resource: "bucket", recovery: "effort", says: "changes when data is deleted", named: [] },
    },
  ],
  [
    { run: "influx bucket list", expect: "allow" },
    { run: "influx delete --bucket web --start 1970-01-01T00:00:00Z --stop 2030-01-01T00:00:00Z", expect: "ask" },
    { run: "influx bucket delete -n web", expect: "ask" },
    {
      run: "influx delete --bucket prod --start 2026-01-01T00:00:00Z --stop 2026-02-01T00:00:00Z --predicate 'a=1'",
      expect: "ask",
    },
    { run: "influx --host https://influx.example.com bucket delete -n web", expect: "deny" },
    { run: "influx -execute 'DROP DATABASE web'", expect: "ask" },
    { run: "influx v1 shell <<< 'DROP DATABASE web'", expect: "ask" },
    { run: "influx v1 shell <<< 'SHOW DATABASES'", expect: "allow" },
    { run: "influx query 'from(bucket:\"web\") |> range(start: -1h)'", expect: "allow" },
  ],
  call => {
    const { command, facts } = call;
    const at = clientPlace(call.args, command.scope, facts, { host: ["host", "H"], variables: ["INFLUX_HOST"] });
    // The first version has one dash before its long options.
    const execute = command.argv.findIndex(word => /^-?-execute$/.test(word.value ?? ""));
    const text = execute === -1 ? undefined : command.argv[execute + 1];
    const typed = execute === -1 ? textOfStdin(command, facts) : undefined;
    const said = text ? inlineSource(text).text : looksLikeSql(typed ?? "") ? typed : undefined;
    return said === undefined
      ? undefined
      : { effects: [], inner: [{ kind: "sql", text: said ?? "", at, source: "influx" }] };
  },
);
