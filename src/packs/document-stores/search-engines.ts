import type { ProgramPack } from "../../core/effects/pack.ts";
import { store } from "./store.ts";

const CURATOR = "https://www.elastic.co/guide/en/elasticsearch/client/curator/current/";

export const searchEngines: ProgramPack = store(
  "search-engines",
  [
    "algolia",
    "meilisearch",
    "typesense",
    "elasticsearch-users",
    "elasticsearch-node",
    "elasticsearch-shard",
    "elasticsearch-keystore",
    "elasticsearch-plugin",
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
  "https://www.algolia.com/doc/tools/cli/",
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
    "path",
  ],
  { profile: ["p", "profile"], host: ["host", "url", "output"] },
  [
    {
      call: "indices|index|objects|records|collections|collection|documents|db|database delete|clear|deletebyquery|delete-by-query|truncate",
      does: { verb: "drop", resource: "table", says: "deletes what is searched:" },
    },
    {
      call: "ad|knn|rules|synonyms|dictionary|apikeys|apikey|settings|profile|entries|applications|crawler|keys delete|remove|clear|reset",
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
      source: CURATOR,
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
      source: "https://www.elastic.co/docs/reference/elasticsearch/command-line-tools/node-tool",
      does: { verb: "delete", resource: "database", says: "gives up data of the node", named: [] },
    },
    // elasticdump's: what is copied is deleted where it came from, or goes.
    {
      call: "",
      source: "https://github.com/elasticsearch-dump/elasticsearch-dump",
      with: ["delete=true"],
      does: {
        verb: "delete",
        resource: "table",
        reach: "several",
        says: "deletes the documents that it copies",
        named: ["input"],
      },
    },
    {
      call: "curl delete",
      source: "https://docs.opensearch.org/latest/tools/cli/",
      does: { verb: "drop", resource: "table", says: "deletes by a request", named: ["path"] },
    },
    // curator's action file, by its name.
    {
      call: "",
      source: CURATOR,
      operand: /delete(?:(?!delete)[\w-])*\.ya?ml$/i,
      does: { verb: "drop", resource: "table", reach: "several", says: "deletes what the file describes" },
    },
    {
      call: "userdel|roles",
      source: "https://www.elastic.co/docs/reference/elasticsearch/command-line-tools/users-command",
      does: { verb: "delete", resource: "account", says: "deletes the user" },
    },
    {
      call: "remove|uninstall",
      source: "https://www.elastic.co/guide/en/elasticsearch/plugins/current/",
      does: { verb: "delete", resource: "setting", says: "removes" },
    },
    {
      call: "delete|destroy|drop|clear|purge",
      source: "https://docs.vespa.ai/en/reference/clients/vespa-cli/vespa_destroy.html",
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
    { run: "curator --config curator.yml delete_indices.yml", expect: "ask" },
    { run: "elasticsearch-node unsafe-bootstrap", expect: "ask" },
    { run: "elasticdump --input=http://localhost:9200/a --output=a.json", expect: "allow" },
  ],
);
