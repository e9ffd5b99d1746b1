/** Reads Supabase, where one word separates the database on this machine from the linked one. */

import { optionValue } from "../../core/effects/options.ts";
import { placeOf, sqlThere } from "../../core/kit/carried.ts";
import { changes, deletes, deploys, readsOne, replaces, stops, weakens } from "../../core/kit/effect-templates.ts";
import type { Call, Table } from "../../core/kit/table.ts";
import { databaseLocators } from "../../core/places/database-address.ts";
import type { Locator } from "../../core/places/locator.ts";
import { maskSecrets } from "../../core/text/masking.ts";

/** Returns the database that a command changes: by its URL, the linked project, or the one on this machine. */
function supabaseDatabase(call: Call): readonly Locator[] {
  const url = optionValue(call.args, "db-url");
  if (url?.value != null) {
    const because = `the command connects to ${maskSecrets(url.value)}`;
    return databaseLocators(url.value, { because });
  }
  if (url) return [{ kind: "database", evidence: { because: "the database is only known when it runs" } }];
  const [group, action] = call.words.map(word => word.value);
  const linked = call.args.some(arg => arg.kind === "option" && arg.name === "linked");
  const local = call.args.some(arg => arg.kind === "option" && arg.name === "local");
  const resets =
    (group === "db" && action === "reset") || group === "stop" || (group === "migration" && action === "up");
  if (local || (resets && !linked)) return [];
  return placeOf(call, SUPABASE);
}

export const SUPABASE: Omit<Table, "id" | "examples"> = {
  source: "https://supabase.com/docs/reference/cli",
  programs: ["supabase"],
  grammar: {
    values:
      "project-ref db-url password p workdir network-id profile schema s version last sql-paths experimental env-file f file name from".split(
        " ",
      ),
  },
  unasked: ["yes"],
  account: { provider: "Supabase", profile: ["project-ref", "profile"], configured: "supabase" },
  at: call => supabaseDatabase(call),
  nouns: {
    branch: "database",
    function: "service",
    project: "project",
    sso: "account",
    subdomain: "domain",
    hostname: "domain",
  },
  lines: [
    {
      call: "db reset",
      does: deletes("database", "every table and row of the database, and builds it anew from migrations", {
        named: [],
      }),
    },
    {
      call: "db push",
      does: { verb: "migrate", resource: "schema", recovery: "effort", says: "migrates the database", named: [] },
    },
    {
      call: "migration up",
      does: { verb: "migrate", resource: "schema", recovery: "effort", says: "migrates the database", named: [] },
    },
    { call: "migration down", does: deletes("database", "what the last migrations made", { named: [] }) },
    { call: "migration repair", does: changes("system", "which migrations count as applied") },
    { call: "stop", with: ["no-backup"], does: deletes("volume", "the local database", { named: [] }) },
    { call: "stop|start|status|init|link|unlink|login|logout|gen|inspect|services|test|seed|snippets|completion" },
    { call: "storage rm", with: ["r", "recursive"], does: deletes("bucket", "everything under", { reach: "all" }) },
    { call: "storage rm", does: deletes("file", "the object") },
    { call: "storage mv", does: { verb: "move", resource: "file", recovery: "effort", says: "moves" } },
    { call: "secrets set", does: changes("setting", "secrets of the functions") },
    { call: "secrets unset", does: deletes("secret", "the secret") },
    {
      call: "functions deploy",
      with: ["prune"],
      does: deletes("service", "functions that the folder no longer has", { reach: "several" }),
    },
    { call: "functions deploy", does: deploys("the function") },
    { call: "config push", does: changes("setting", "the project's settings") },
    { call: "projects api-keys", does: readsOne("the project's keys") },
    {
      call: "ssl-enforcement update",
      with: ["disable-db-ssl-enforcement"],
      does: weakens("database", "lets connections to the database go unencrypted"),
    },
    { call: "network-restrictions update", does: changes("network", "who may connect to the database") },
    { call: "network-bans remove" },
    { call: "branches pause", does: stops("database", "the branch") },
    { call: "backups restore", does: replaces("database", "what is in the database by a backup", { reach: "all" }) },
  ],
  inner: call =>
    sqlThere(call, SUPABASE, "db query|execute", { file: ["f", "file"], operand: 0 }, supabaseDatabase(call)),
};
