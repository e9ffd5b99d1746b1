/** Command lines of stores that speak no SQL, or little: Cassandra's nodes, Neo4j, InfluxDB, Couchbase, search engines. */
import type { Effect } from "../core/effects/effect.ts";
import { optionValues } from "../core/effects/options.ts";
import type { Invocation, ProgramPack, Reading } from "../core/effects/pack.ts";
import { fileSource, inlineSource, type Source, stdinSource, unreadableSql } from "../core/effects/sql/client-input.ts";
import { clientPlace, type Placing } from "../core/effects/sql/client-place.ts";
import { type Call, type Doing, type Line, type Table, tablePack } from "../core/effects/subcommands.ts";

const DATABASE: Doing = { verb: "drop", resource: "database", says: "deletes with everything in it" };
const OVERWRITES: Doing = {
  verb: "overwrite",
  resource: "database",
  reach: "all",
  says: "replaces the data by a backup",
  named: [],
};

function store(
  id: string,
  programs: readonly string[],
  values: readonly string[],
  place: Placing,
  lines: readonly Line[],
  examples: Table["examples"],
  special?: Table["special"],
): ProgramPack {
  return tablePack({
    id,
    programs,
    grammar: { values },
    lines: [...lines, { call: "" }],
    at: call => clientPlace(call.args, call.command.scope, call.facts, place),
    examples,
    ...(special && { special }),
  });
}

export const nodetool: ProgramPack = store(
  "nodetool",
  ["nodetool", "sstableutil"],
  ["h", "host", "p", "port", "u", "username", "pw", "password", "t", "tag", "kc"],
  { host: ["h", "host"] },
  [
    {
      call: "decommission|removenode|assassinate",
      does: { verb: "destroy", resource: "cluster", says: "takes a node out of the cluster" },
    },
    {
      call: "clearsnapshot",
      does: { verb: "delete", resource: "backup", reach: "one", says: "deletes snapshots", named: ["t", "tag"] },
    },
    {
      call: "truncatehints|resetlocalschema|garbagecollect|cleanup|drain|stopdaemon|disablegossip|disablebinary",
      does: { verb: "stop", resource: "service", recovery: "effort", says: "changes what the node serves" },
    },
  ],
  [
    { run: "nodetool status", expect: "allow" },
    { run: "nodetool decommission", expect: "ask" },
    { run: "nodetool -h cassandra.example.com removenode 2f1c", expect: "deny" },
    { run: "nodetool clearsnapshot --all", expect: "ask" },
    { run: "nodetool flush", expect: "allow" },
  ],
);

export const neo4j: ProgramPack = store(
  "neo4j",
  ["neo4j-admin", "cypher-shell", "neo4j"],
  [
    "a",
    "address",
    "uri",
    "u",
    "username",
    "p",
    "password",
    "d",
    "database",
    "f",
    "file",
    "from",
    "from-path",
    "to",
    "to-path",
    "expand-commands",
    "format",
    "P",
    "param",
  ],
  { host: ["a", "address", "uri"], variables: ["NEO4J_ADDRESS", "NEO4J_URI"] },
  [
    { call: "database drop|delete", does: DATABASE },
    { call: "database load|restore|copy|import", with: ["overwrite-destination", "force"], does: OVERWRITES },
    { call: "database import full", does: OVERWRITES },
    { call: "load|restore|copy|import", with: ["force", "overwrite-destination"], does: OVERWRITES },
    {
      call: "server unbind|unbind",
      does: {
        verb: "destroy",
        resource: "cluster",
        recovery: "effort",
        says: "takes the server out of its cluster",
        named: [],
      },
    },
    { call: "dbms set-initial-password" },
  ],
  [
    { run: "cypher-shell 'MATCH (n) RETURN count(n)'", expect: "allow" },
    { run: "cypher-shell -u neo4j -p secret 'MATCH (n) DETACH DELETE n'", expect: "ask" },
    { run: "cypher-shell -a neo4j+s://x.databases.neo4j.io 'MATCH (n) DETACH DELETE n'", expect: "deny" },
    { run: 'cypher-shell "MATCH (n:User {id: 3}) DELETE n"', expect: "allow" },
    { run: "cypher-shell 'DROP DATABASE web'", expect: "ask" },
    { run: "echo 'MATCH (n) DELETE n' | cypher-shell", expect: "ask" },
    { run: "neo4j-admin database load web --from-path=/dumps --overwrite-destination=true", expect: "ask" },
    { run: "neo4j-admin database dump web", expect: "allow" },
  ],
  cypher,
);

/** What of Cypher loses data: a pattern without a label or property means every node. */
function cypher(call: Call): Reading | undefined {
  const { command, facts, args } = call;
  if (command.program !== "cypher-shell") return undefined;
  const at = clientPlace(args, command.scope, facts, {
    host: ["a", "address", "uri"],
    variables: ["NEO4J_ADDRESS", "NEO4J_URI"],
  });
  const given: Source[] = [
    ...call.words.map(inlineSource),
    ...optionValues(args, "f", "file").map(word => fileSource(word, command, facts)),
  ];
  const piped = given.length === 0 ? stdinSource(command, facts) : undefined;
  const effects = (piped ? [piped] : given).flatMap(({ text, name }): Effect[] =>
    text === null
      ? [unreadableSql(name, at, "neo4j", command)]
      : text.split(";").flatMap(statement => cypherEffects(statement, command).map(effect => ({ ...effect, at }))),
  );
  return { effects };
}

function cypherEffects(statement: string, { span }: Invocation): Effect[] {
  const plain = statement.replace(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, "''");
  const base = { recovery: "none", certainty: "certain", source: "neo4j", ...(span && { span }) } as const;
  const dropped = /\bDROP\s+(DATABASE|CONSTRAINT|INDEX|USER|ROLE|ALIAS)\s+(\S+)/i.exec(plain);
  if (dropped) {
    const isDatabase = /^database$/i.test(dropped[1] ?? "");
    return [
      {
        ...base,
        verb: "drop",
        resource: isDatabase ? "database" : "schema",
        target: dropped[2] ?? "",
        reach: "one",
        recovery: isDatabase ? "none" : "effort",
        says: `drops the ${dropped[1]?.toLowerCase()} ${dropped[2]}`,
      },
    ];
  }
  if (
    /\bapoc\.(?:schema\.assert|periodic\.|cypher\.run|nodes\.delete|refactor\.)/i.test(plain) &&
    /delete|apoc\.(?:nodes\.delete|schema\.assert)/i.test(statement)
  )
    return [
      {
        ...base,
        verb: "delete",
        resource: "rows",
        target: "what a procedure selects",
        reach: "unknown",
        says: "deletes nodes through a procedure",
      },
    ];
  if (!/\b(?:DELETE|REMOVE)\b/i.test(plain)) return [];
  const chosen = /\bWHERE\b|\(\s*\w*\s*:\s*\w+[^)]*\{|\{\s*\w+\s*:/i.test(plain);
  return [
    {
      ...base,
      verb: "delete",
      resource: "rows",
      target: "nodes",
      reach: chosen ? "several" : "all",
      says: chosen ? "deletes the nodes that match" : "deletes every node that matches a pattern without a condition",
    },
  ];
}

export const influx: ProgramPack = store(
  "influx",
  ["influx", "influxd", "influxdb3"],
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
    { call: "delete database|table|token", does: DATABASE },
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
    { run: "influx --host https://influx.example.com bucket delete -n web", expect: "deny" },
    { run: "influx -execute 'DROP DATABASE web'", expect: "ask" },
    { run: "influx query 'from(bucket:\"web\") |> range(start: -1h)'", expect: "allow" },
  ],
  call => {
    const { command, facts } = call;
    const at = clientPlace(call.args, command.scope, facts, { host: ["host", "H"], variables: ["INFLUX_HOST"] });
    // The first version has one dash before its long options.
    const execute = command.argv.findIndex(word => /^-?-execute$/.test(word.value ?? ""));
    const text = execute === -1 ? undefined : command.argv[execute + 1];
    return text
      ? { effects: [], inner: [{ kind: "sql", text: inlineSource(text).text ?? "", at, source: "influx" }] }
      : undefined;
  },
);

export const couchbase: ProgramPack = store(
  "couchbase",
  ["couchbase-cli", "cbbackupmgr", "cbimport", "cbrestore"],
  [
    "c",
    "cluster",
    "u",
    "username",
    "p",
    "password",
    "bucket",
    "server-remove",
    "a",
    "archive",
    "r",
    "repo",
    "backup",
    "start",
    "end",
  ],
  { host: ["c", "cluster"] },
  [
    { call: "bucket-delete|bucket-flush", does: { ...DATABASE, named: ["bucket"] } },
    {
      call: "rebalance",
      with: ["server-remove"],
      does: {
        verb: "destroy",
        resource: "cluster",
        recovery: "effort",
        says: "takes servers out of the cluster",
        named: ["server-remove"],
      },
    },
    {
      call: "failover|recovery|cluster-init|reset-admin-password|reset-cipher-suites|master-password|node-init",
      does: { verb: "weaken", resource: "cluster", recovery: "effort", says: "changes the cluster", named: [] },
    },
    {
      call: "user-manage|collection-manage|xdcr-setup|xdcr-replicate|group-manage|analytics-link-setup|backup-service",
      with: ["delete", "drop-scope", "drop-collection", "delete-group"],
      does: DATABASE,
    },
    { call: "remove", does: { verb: "delete", resource: "backup", says: "deletes backups", named: ["r", "repo"] } },
    { call: "restore", with: ["force-updates", "purge"], does: OVERWRITES },
  ],
  [
    { run: "couchbase-cli bucket-list -c localhost", expect: "allow" },
    { run: "couchbase-cli bucket-delete -c localhost --bucket web", expect: "ask" },
    { run: "couchbase-cli bucket-flush -c cb.example.com --bucket web --force", expect: "deny" },
    { run: "cbbackupmgr remove -a /backups -r web", expect: "ask" },
  ],
);

export const searchEngines: ProgramPack = store(
  "search-engines",
  [
    "algolia",
    "meilisearch",
    "typesense",
    "elasticsearch-reset-password",
    "elasticsearch-users",
    "elasticsearch-node",
    "elasticsearch-shard",
    "elasticsearch-keystore",
    "elasticsearch-plugin",
    "elasticsearch-setup-passwords",
    "opensearch-cli",
    "elasticdump",
    "multielasticdump",
    "curator",
    "curator_cli",
    "esctl",
    "vespa",
    "qdrant",
    "weaviate",
    "chroma",
  ],
  [
    "application-id",
    "admin-api-key",
    "p",
    "profile",
    "u",
    "username",
    "url",
    "host",
    "input",
    "output",
    "type",
    "config",
    "F",
    "file",
    "filter_list",
  ],
  { profile: ["p", "profile"], host: ["host", "url", "output"] },
  [
    {
      call: "indices|index|objects|records|collections|documents delete|clear|deletebyquery|delete-by-query|truncate",
      does: { verb: "drop", resource: "table", says: "deletes what is searched:" },
    },
    {
      call: "rules|synonyms|dictionary|apikeys|apikey|settings|profile|entries|applications|crawler|keys delete|remove|clear|reset",
      does: { verb: "delete", resource: "record", reach: "several", says: "deletes" },
    },
    {
      call: "dictionary * delete|clear",
      does: { verb: "delete", resource: "record", reach: "several", says: "deletes" },
    },
    {
      call: "indices|objects|rules|synonyms|settings import|replace",
      with: ["clear-existing-rules", "replace-existing-synonyms", "clear-existing", "y"],
      does: { verb: "overwrite", resource: "table", reach: "several", says: "replaces what is there:" },
    },
    {
      call: "indices move|copy",
      with: ["y", "confirm"],
      does: { verb: "overwrite", resource: "table", reach: "one", says: "overwrites the index" },
    },
    {
      call: "delete_indices|delete-indices|delete_snapshots|delete-snapshots",
      does: {
        verb: "drop",
        resource: "table",
        reach: "several",
        says: "deletes indices that match",
        named: ["filter_list"],
      },
    },
    {
      call: "unsafe-bootstrap|detach-cluster|repurpose|override-version|remove-settings|remove-customs|remove-corrupted-data",
      does: { verb: "delete", resource: "database", says: "gives up data of the node", named: [] },
    },
    { call: "userdel|roles", does: { verb: "delete", resource: "account", says: "deletes the user" } },
    { call: "remove|uninstall", does: { verb: "delete", resource: "setting", says: "removes" } },
    {
      call: "delete|destroy|drop|clear|purge",
      does: { verb: "delete", resource: "table", reach: "several", says: "deletes" },
    },
  ],
  [
    { run: "algolia indices list", expect: "allow" },
    { run: "algolia indices delete books -y", expect: "ask" },
    { run: "algolia indices clear books", expect: "ask" },
    { run: "algolia synonyms delete books --synonym-ids a", expect: "ask" },
    { run: "algolia apikeys delete 1a2b", expect: "ask" },
    { run: "algolia search books tolkien", expect: "allow" },
    { run: "curator_cli delete_indices --filter_list '[]'", expect: "ask" },
    { run: "elasticsearch-node unsafe-bootstrap", expect: "ask" },
    { run: "elasticdump --input=http://localhost:9200/a --output=a.json", expect: "allow" },
  ],
);

export const memcached: ProgramPack = store(
  "memcached",
  ["memcflush", "memcrm", "memccat", "memcstat", "mcrouter"],
  ["servers", "s"],
  { host: ["servers", "s"] },
  [],
  [
    { run: "memcflush --servers=localhost:11211", expect: "ask" },
    { run: "memcstat --servers=localhost:11211", expect: "allow" },
  ],
  call =>
    call.command.program === "memcflush"
      ? {
          effects: [
            {
              verb: "truncate",
              resource: "database",
              target: "the cache",
              reach: "all",
              recovery: "effort",
              certainty: "certain",
              source: "memcached",
              says: "empties the cache",
              at: clientPlace(call.args, call.command.scope, call.facts, { host: ["servers", "s"] }),
            },
          ],
        }
      : undefined,
);
