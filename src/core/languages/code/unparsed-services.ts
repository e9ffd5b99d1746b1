/**
 * Searches programs in languages without a parser for requests to services: SQL, HTTP requests, and calls of client
 * libraries whose names mean deletion.
 */

import type { ResourceKind } from "../../effects/effect.ts";
import { destructiveName, resourceNamed } from "../../effects/names.ts";
import { databaseLocators, databaseOf } from "../../places/database-address.ts";
import type { Locator } from "../../places/locator.ts";
import { anyOf, inOrder, words } from "../../text/expressions.ts";
import { looksLikeSql } from "../sql/reader.ts";
import { spelledOut } from "./spelled.ts";
import { withoutTexts } from "./strip-strings.ts";

export interface AskedOfServices {
  readonly statements: readonly string[];
  /** Where the databases are that it names. */
  readonly databases: readonly Locator[];
  readonly requests: readonly { readonly method: string; readonly url: string; readonly body?: string }[];
  readonly calls: readonly { readonly name: string; readonly resource: ResourceKind; readonly several: boolean }[];
}

const NOTHING: AskedOfServices = { statements: [], databases: [], requests: [], calls: [] };
const MAX_LOOKED_AT = 32 * 1024;
const MAX_FOUND = 16;

/** Frameworks of servers, whose code runs when a client asks for it. */
const SERVES = inOrder([
  /\b/,
  words`
    ListenAndServe\w* gin\.(?:Default|New) echo\.New fiber\.New chi\.NewRouter mux\.NewRouter HandleFunc
    grpc\.NewServer net\.Listen http\.Serve SpringApplication\.run WebApplication\.Create\w* axum::serve
    HttpServer::new rocket::(?:build|ignite) Router\.start Plug\.Cowboy Bandit run-jetty run-server plumber
    shiny(?:App|Server)? Genie\.up HTTP\.serve!? Javalin embeddedServer Sinatra Kemal\.run Application\.Run
  `,
  /\b/,
]);

/** Reads what `source` requests of services. A server requests nothing by being started. */
export function asksServices(source: string): AskedOfServices {
  const text = spelledOut(source.slice(0, MAX_LOOKED_AT));
  if (!MAY_ASK.test(text)) return NOTHING;
  const code = withoutTexts(text);
  if (SERVES.test(code)) return NOTHING;
  const texts = textsIn(text);
  return {
    statements: statementsIn(text, code, texts),
    databases: databasesIn(texts),
    requests: requestsIn(text, code, texts),
    calls: callsIn(text, code),
  };
}

/** Quick check: most programs hold none of these words. */
const MAY_ASK = anyOf(
  [
    /\b(?:https?:\/\/|delete|drop|truncate|update|alter|grant)/,
    ...words`delete remove destroy terminate flush drop purge storage_down`,
  ],
  "i",
);

/** String literals, those of several lines first. */
const TEXTS = anyOf(
  words`
    """([\s\S]{0,4000}?)""" \`([^\`]{1,4000})\` r?#"([\s\S]{0,4000}?)"# \[\[([\s\S]{0,4000}?)\]\]
    ~[sS]["'|]([^"'|]{1,2000}) @?(?<!\\)"((?:[^"\\\n]|\\.){1,4000})" (?<!\\)'((?:[^'\\\n]|\\.){2,4000})'
  `,
  "g",
);

function textsIn(text: string): string[] {
  const found = [...text.matchAll(TEXTS)].map(match => match.slice(1).find(part => part !== undefined) ?? "");
  return found
    .map(one =>
      one
        .replace(/\\(["'`])/g, "$1")
        .replace(/\\[ntr]/g, " ")
        .trim(),
    )
    .slice(0, 400);
}

/** Drivers and toolkits that connect to a database. */
const DRIVERS = anyOf(
  [
    inOrder([
      /\b/,
      [
        ...words`
          database/sql jdbc lib/pq pgx\w* sqlx gorm go-sql-driver sqlite\w* DriverManager Npgsql\w* SqlConnection
          MySqlConnection OracleConnection Dapper DBI RPostgres\w* RMySQL RMariaDB RSQLite odbc Postgrex MyXQL Tds Ecto
          LibPQ MySQL SQLite luasql pgmoon groovy\.sql Sql\.newInstance next\.jdbc rusqlite diesel tokio_postgres
          postgres mysql(?:_async)? clickhouse\w* duckdb DuckDB snowflake epgsql exposed doobie scalikejdbc slick HDBC
          postgresql-simple PostgreSQL Caqti pgsql db_postgres db_mysql crystal-db DB\.(?:open|connect) GRDB dbConnect
          dbExecute
        `,
        /query db/,
        ...words`Repo\.query JdbcTemplate EntityManager createNativeQuery createStatement`,
      ],
      /\b/,
    ]),
    /\b(?:Execute|From)Sql/,
  ],
  "i",
);
const SENDS = inOrder([
  words`
    (?:\b|_)(?:exec|execute|query) \bprepare \bstatement Exec Query Execute Statement \bsql Sql \braw Raw dbSend
    dbExecute \bdb-do \bcommand Command \bget\( \brows\b
  `,
  /\w*!?/,
]);

function statementsIn(text: string, code: string, texts: readonly string[]): string[] {
  const sent = DRIVERS.test(text) && SENDS.test(code) ? texts.filter(one => looksLikeSql(one)) : [];
  const meant = MEANS.flatMap(({ call, statement }) =>
    [...code.matchAll(call)].map(([, name = ""]) => statement(name === "" ? "a table" : name)),
  );
  return [...sent, ...meant, ...wholeTables(text)].slice(0, MAX_FOUND);
}

/** GORM's `db.Delete(&User{})`, and `db.Where("1 = 1").Delete(&User{})`. */
function wholeTables(text: string): string[] {
  if (!/\bgorm\b/.test(text)) return [];
  return [...text.matchAll(/\.Delete\s{0,2}\(\s{0,2}&(?:\[\])?(?:\w{1,40}\.)?(\w{1,40})\{\}\s{0,2}\)/g)].flatMap(
    ({ 1: table = "", index }) => {
      const before =
        text
          .slice(Math.max(0, index - 200), index)
          .split(/[;\n{}]/)
          .at(-1) ?? "";
      const narrowed =
        /\b(?:Where|Limit|Model|Not|Or)\(/.test(before) &&
        !/\bWhere\(\s{0,2}(?:"\s{0,2}(?:1\s{0,2}=\s{0,2}1|true)?\s{0,2}"|true)/.test(before);
      return narrowed ? [] : [`DELETE FROM "${table}"`];
    },
  );
}

/** Calls of mappers that mean a statement. */
const MEANS: readonly { readonly call: RegExp; readonly statement: (name: string) => string }[] = [
  { call: /\.storage_down\s{0,2}\(/g, statement: () => 'DROP DATABASE "the database"' },
  { call: /\b(\w+)\.schema\.drop(?:IfExists)?\b/g, statement: name => `DROP TABLE "${name}"` },
  { call: /\bdbRemoveTable\s{0,2}\(/g, statement: () => 'DROP TABLE "a table"' },
  { call: /\bMigrator\s{0,2}\(\)\.DropTable\s{0,2}\(\s{0,2}&?(\w*)/g, statement: name => `DROP TABLE "${name}"` },
  { call: /\.EnsureDeleted(?:Async)?\s{0,2}\(/g, statement: () => 'DROP DATABASE "the database"' },
  { call: /\bSchemaUtils\.drop\s{0,2}\(\s{0,2}(\w*)/g, statement: name => `DROP TABLE "${name}"` },
  {
    call: /\bRepo\.delete_all\s{0,2}\(?\s{0,2}([A-Z]\w{0,400})(?:\.[\w.]{0,400})?\s{0,2}\)/g,
    statement: name => `DELETE FROM "${name}"`,
  },
  { call: /\bdiesel::delete\s{0,2}\(\s{0,2}(\w+)(?:::\w+)?\s{0,2}\)/g, statement: name => `DELETE FROM "${name}"` },
  {
    call: /\b(\w+)\.(?:ExecuteDelete(?:Async)?\s{0,2}\(\)|deleteAll(?:InBatch)?\s{0,2}\(\))/g,
    statement: name => `DELETE FROM "${name}"`,
  },
  {
    call: inOrder(
      [
        /\b(\w+)\.(?:[Dd]eleteMany|DeleteManyAsync)\s{0,2}\([^()]{0,40}/,
        [
          /bson\.[MD]\{\s{0,2}\}|new Document\s{0,2}\(\s{0,2}\)|doc!\s{0,2}\{\s{0,2}\}/,
          /FilterDefinition<\w+>\.Empty|Filters\.empty\s{0,2}\(\s{0,2}\)|_\s{0,2}=>\s{0,2}true/,
        ],
      ],
      "g",
    ),
    statement: name => `DELETE FROM "${name}"`,
  },
  {
    call: /\b[Dd]atabase\s{0,2}\([^()]{0,60}\)\s{0,4}\.\s{0,2}[Dd]rop\s{0,2}\(/g,
    statement: () => 'DROP DATABASE "the database"',
  },
  { call: /\bDropDatabase(?:Async)?\s{0,2}\(/g, statement: () => 'DROP DATABASE "the database"' },
  {
    call: /\b(?:[Gg]et)?[Cc]ollection(?:<\w+>)?\s{0,2}\([^()]{0,60}\)\s{0,4}\.\s{0,2}[Dd]rop\s{0,2}\(/g,
    statement: () => 'DROP TABLE "a collection"',
  },
];

function databasesIn(texts: readonly string[]): Locator[] {
  const found = texts.filter(one => one.length < 400 && !looksLikeSql(one) && CONNECTION.test(one) && databaseOf(one));
  return found
    .slice(0, 4)
    .flatMap(one =>
      databaseLocators(one, { because: `the program connects to ${databaseOf(one)?.host ?? "a database"}` }),
    );
}

const CONNECTION = anyOf(
  [
    inOrder([
      /^/,
      [/jdbc:/, /(?:postgres(?:ql)?|mysql|mariadb|mongodb(?:\+srv)?|rediss?|sqlserver|oracle|clickhouse|sqlite3?):/],
    ]),
    /\b(?:host|server|data source|dbname|database)\s?=/,
  ],
  "i",
);

const ADDRESS = /["'`](https?:\/\/[^"'`\s]{3,300})["'`]/g;
/** HTTP methods, as libraries of these languages write them. */
const VERB = anyOf(
  [
    /["'`](DELETE|PUT|PATCH|POST)["'`]|\bMethod(Delete|Put|Patch|Post)\b/,
    /\b(?:Http)?Method(?:::|\.)(Delete|Put|Patch|Post|DELETE|PUT|PATCH|POST)\b/,
    /\.(DELETE|PUT|POST)\s{0,2}\(|:(delete|put|patch|post)\b/,
  ],
  "g",
);
/** `httr::DELETE("…")`, `client.delete("…")`, `DeleteAsync("…")`, `(client/delete "…")`, `http delete …`. */
const CALLED_VERB = /\b(delete|put|patch|post)\w{0,5}!?\s{0,2}[( ]\s{0,2}(?:[\w.]{1,30}\(\s{0,2})?$/i;
const NEAR = 400;

function requestsIn(
  text: string,
  code: string,
  texts: readonly string[],
): { method: string; url: string; body?: string }[] {
  if (!/delete|put|patch|post/i.test(code) && !/["'`](?:DELETE|PUT|PATCH|POST)["'`]/.test(text)) return [];
  const found: { method: string; url: string; body?: string }[] = [];
  for (const { 1: url = "", index } of text.matchAll(ADDRESS)) {
    if (found.length >= MAX_FOUND) break;
    const before = text.slice(Math.max(0, index - 60), index);
    const called = CALLED_VERB.exec(before)?.[1];
    const around = text.slice(Math.max(0, index - NEAR), index + url.length + NEAR);
    const verbs = [...around.matchAll(VERB)].map(match => match.slice(1).find(part => part !== undefined) ?? "");
    const method = (called ?? verbs.find(verb => /^delete$/i.test(verb)) ?? verbs[0] ?? "").toUpperCase();
    if (method === "") continue;
    const body = method === "DELETE" ? undefined : texts.find(one => /^\{|^\s*mutation\b/.test(one));
    found.push({ method, url, ...(body !== undefined && { body }) });
  }
  return found;
}

/** Client libraries of clouds, clusters and stores, by what is imported. */
const CLIENTS = anyOf(
  [
    ...words`
      aws-sdk-go awssdk com\.amazonaws \bAmazon\.\w+ \bAWSSDK \baws_sdk_ \bExAws \bpaws\b cloud\.google\.com/go
      google\.golang\.org/api com\.google\.cloud Google\.Cloud googleCloudStorageR bigrquery azure-sdk-for-go
      com\.azure
    `,
    /\bAzure\.(?:Storage|Identity|ResourceManager|Security|Data|Messaging)/,
    /\bazure_\w+|AzureR|k8s\.io\/|\busing k8s\b/,
    ...words`
      clientset io\.kubernetes io\.fabric8 \bkube:: k8s_openapi go-redis redigo \bredis\b jedis lettuce
      StackExchange\.Redis \bRedix\b redux mongo-driver com\.mongodb MongoDB\.Driver mongodb:: mongolite stripe
      cloudflare \bgodo\b hcloud linodego govultr scaleway go-github octocrab Octokit go-gitlab docker/docker
      docker-java Docker\.DotNet bollard elasticsearch opensearch hashicorp/vault vaultsharp hashicorp/consul
      hashicorp/nomad sarama kafka confluent rabbitmq amqp nats firebase supabase twilio sendgrid slack minio gorm etcd
      clientv3 qdrant pinecone weaviate milvus auth0 okta algolia shopify contentful notion heroku flyctl pulumi
    `,
  ],
  "i",
);
/** `.namespaces().withName("prod").delete()`: a collection earlier in the same chain. */
function inChain(before: string): ResourceKind | undefined {
  const chain = /(?:\.\w{1,40}\([^()]{0,60}\)\s{0,12}){1,6}$/.exec(before)?.[0] ?? "";
  const collections = [...chain.matchAll(/\.(\w{1,40}s)\(/g)].flatMap(([, name = ""]) => resourceNamed(name) ?? []);
  return collections.at(-1);
}

const CALL =
  /(?:(\w{1,60})\s{0,2}(?:\([^()\n]{0,80}\))?\s{0,2})?(?:\.|::|->|\/|:)\s{0,2}([A-Za-z][\w-]{2,60}[!?]?)\s{0,2}(?=[({ ])/g;
/** They name an action and do not take it: the input of a call, an option, a test. */
const SPEAKS =
  /(?:Input|Request|(?<!With)Options?|Params?|Result|Response|Output|Error|Builder|Args|Marker|Handler|Event)$/;

/** The name of a collection or a constructor, not of a variable such as `db`: `Namespaces()`, `volumes`. */
const STANDS_ALONE = /^[A-Z]|s$/;

function callsIn(text: string, code: string): AskedOfServices["calls"] {
  if (!CLIENTS.test(text)) return [];
  const found: { name: string; resource: ResourceKind; several: boolean }[] = [];
  let before = "";
  for (const { 1: receiver = before, 2: name = "", index } of code.matchAll(CALL)) {
    if (found.length >= MAX_FOUND) break;
    before = name;
    if (/^flush_?(?:all|db|database|allDatabases)/i.test(name)) {
      found.push({ name, resource: "database", several: true });
      continue;
    }
    const meaning = SPEAKS.test(name) ? undefined : destructiveName(name);
    if (!meaning || meaning.verb === "revoke") continue;
    const own = meaning.noun === "" ? undefined : resourceNamed(meaning.noun);
    const resource =
      own ??
      (STANDS_ALONE.test(receiver) ? resourceNamed(receiver) : undefined) ??
      (meaning.noun === "" && meaning.certainty === "likely"
        ? inChain(code.slice(Math.max(0, index - 160), index))
        : undefined) ??
      (meaning.noun !== "" && meaning.certainty === "likely" ? meaning.resource : undefined);
    if (resource === undefined || resource === "file" || resource === "directory") continue;
    if (!found.some(one => one.name === name)) found.push({ name, resource, several: meaning.several });
  }
  return found;
}
