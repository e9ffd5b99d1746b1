/**
 * Table of stores that are known by their port, on this machine as elsewhere. What is deleted there is no record of the
 * application under development, but an index, a key space, a series. Ports and paths are from each store's
 * documentation.
 */
import type { ControlPlane } from "./plane.ts";

export const STORE_PLANES: readonly ControlPlane[] = [
  {
    name: "Elasticsearch",
    hosts: [":9200", ":9201", "*.es.amazonaws.com", "*.found.io", "*.elastic-cloud.com", "*.elasticsearch.*"],
    routes: {
      "POST /_cluster/reroute": ["mutate", "system", "the shards of the cluster"],
      "PUT /_cluster/settings": ["mutate", "system", "the settings of the whole cluster"],
      "POST /*/_close": ["stop", "cluster", "the index"],
      "POST /*/_delete_by_query": ["delete", "rows", "documents of the index"],
      "POST /*/_update_by_query": ["update", "rows", "documents of the index"],
      "POST /_snapshot/*/*/_restore": ["overwrite", "table", "indices from a snapshot"],
      "POST|PUT /_nodes/shutdown": ["stop", "cluster", "the nodes"],
      "DELETE /_snapshot/**": ["delete", "backup", "the snapshot"],
      "DELETE /_index_template|_template|_ingest|_ilm|_slm|_security|_data_stream/**": [
        "delete",
        "table",
        "the definition",
      ],
      "DELETE /_search/scroll": null,
      "DELETE /_search/scroll/*": null,
      "DELETE /_pit": null,
      "DELETE /_async_search/*": null,
      "DELETE /_all": ["delete", "database", "every index"],
      "DELETE /*": ["delete", "table", "the index"],
      "DELETE /*/_doc|_create/*": ["delete", "rows", "one document"],
    },
  },
  {
    name: "Meilisearch",
    hosts: [":7700", "*.meilisearch.io"],
    routes: {
      "DELETE /indexes/*": ["delete", "table", "the index"],
      "DELETE /indexes/*/documents": ["delete", "table", "every document of the index"],
      "POST /indexes/*/documents/delete|delete-batch": ["delete", "record", "documents of the index"],
      "POST /swap-indexes": ["move", "table", "indexes"],
      "DELETE /keys/*": ["revoke", "secret", "the API key"],
      "DELETE /tasks": ["delete", "record", "the tasks"],
    },
  },
  {
    name: "Qdrant",
    hosts: [":6333", "*.qdrant.io"],
    routes: {
      "DELETE /collections/*": ["delete", "table", "the collection"],
      "POST /collections/*/points/delete": ["delete", "record", "points of the collection"],
      "DELETE|POST /collections/*/snapshots/*": ["delete", "backup", "the snapshot"],
      "DELETE /snapshots/*": ["delete", "backup", "the snapshot"],
    },
  },
  { name: "Typesense", hosts: [":8108", "*.typesense.net"], nouns: { collections: "table", documents: "record" } },
  {
    name: "Solr",
    hosts: [":8983"],
    routes: {
      "GET|POST /solr/admin/cores?deleteIndex": ["delete", "table", "the core and its index"],
      "GET|POST /solr/admin/cores?deleteInstanceDir": ["delete", "table", "the core and its files"],
      "GET|POST /solr/admin/cores?deleteDataDir": ["delete", "table", "the core and its data"],
    },
    nouns: { collections: "table", cores: "table" },
  },
  { name: "Weaviate", hosts: [":8080"], under: ["/v1/schema", "/v1/objects", "/v1/batch"], nouns: { schema: "table" } },
  {
    name: "Chroma",
    hosts: [":8000"],
    under: ["/api/v1/collections", "/api/v2/tenants"],
    nouns: { collections: "table" },
  },
  { name: "CouchDB", hosts: [":5984", ":6984"], routes: { "DELETE /*": ["delete", "database", "the database"] } },
  { name: "ArangoDB", hosts: [":8529"], nouns: { collection: "table", database: "database" } },
  { name: "RavenDB", hosts: [":8088"], under: ["/admin/databases"], nouns: { databases: "database" } },
  {
    name: "InfluxDB",
    hosts: [":8086"],
    routes: { "POST /api/v2/delete": ["delete", "rows", "series"] },
    nouns: { buckets: "bucket" },
  },
  {
    name: "Prometheus",
    hosts: [":9090"],
    routes: {
      "POST|PUT /api/v1/admin/tsdb/delete_series": ["delete", "table", "series"],
      "POST|PUT /api/v1/admin/tsdb/clean_tombstones": ["delete", "table", "the deleted series for good"],
      "POST|PUT /-/quit": ["stop", "service", "Prometheus"],
    },
  },
  {
    name: "VictoriaMetrics",
    hosts: [":8428", ":8481"],
    routes: {
      "GET|POST /api/v1/admin/tsdb/delete_series": ["delete", "table", "series"],
      "GET|POST /delete/*/prometheus/api/v1/admin/tsdb/delete_series": ["delete", "table", "series"],
    },
  },
  {
    name: "Pushgateway",
    hosts: [":9091"],
    under: ["/metrics", "/api/v1/admin"],
    routes: { "PUT|POST /api/v1/admin/wipe": ["delete", "table", "every metric that was pushed"] },
    nouns: { metrics: "table" },
  },
  { name: "Alertmanager", hosts: [":9093"], nouns: { silence: "setting" } },
  { name: "Loki", hosts: [":3100"], under: ["/loki/"], nouns: { delete: "rows" } },
  {
    name: "Vault",
    hosts: [":8200", "*.hashicorp.cloud", "*.vault.*"],
    routes: {
      "DELETE /v1/sys/mounts/**": ["delete", "database", "the secrets engine and every secret in it"],
      "PUT|POST /v1/sys/seal": ["stop", "cluster", "Vault"],
      "DELETE|PUT|POST /v1/*/metadata|destroy/**": ["delete", "secret", "every version of the secret"],
      "DELETE /v1/auth|sys/**": ["revoke", "account", "access"],
      "PUT|POST /v1/sys/leases/revoke-prefix|revoke-force/**": ["revoke", "secret", "leases"],
      "DELETE /v1/**": ["delete", "secret", "the secret"],
    },
  },
  {
    name: "Consul",
    hosts: [":8500", ":8501"],
    routes: {
      "DELETE /v1/kv/**": ["delete", "setting", "the key", "no-confirmation"],
      "PUT /v1/catalog/deregister": ["delete", "service", "the registration"],
      "PUT /v1/agent/service/deregister/*": ["stop", "service", "the registration"],
      "PUT /v1/agent/leave": ["stop", "cluster", "the agent"],
      "PUT /v1/agent/force-leave/*": ["stop", "cluster", "the node"],
    },
  },
  {
    name: "Nomad",
    hosts: [":4646"],
    routes: { "PUT /v1/system/gc": ["delete", "record", "what the cluster keeps of finished jobs"] },
    nouns: { job: "service", jobs: "service", namespace: "namespace", volume: "volume" },
  },
  {
    name: "etcd",
    hosts: [":2379"],
    routes: {
      "POST /v3/kv/deleterange": ["delete", "database", "keys"],
      "DELETE /v2/keys/**": ["delete", "database", "keys"],
    },
  },
];
