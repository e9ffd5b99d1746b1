import type { Placing } from "../../core/languages/sql/client-place.ts";
import type { ClientSyntax } from "../../core/languages/sql/client-script.ts";

export interface Client extends Placing {
  /** Options whose value is SQL. */
  readonly text?: readonly string[];
  /** Options whose value is a file of SQL. */
  readonly file?: readonly string[];
  /** Other options that take a value. */
  readonly values?: readonly string[];
  readonly optional?: readonly string[];
  readonly singleDash?: boolean;
  /** The kind of operand; default: a database of the same server. */
  readonly operand?: "sql" | "address" | "file";
  /** Only this sub-command runs SQL: `cockroach sql`. */
  readonly command?: readonly string[];
  readonly syntax?: ClientSyntax;
  /** The dialect's name, if the client's name does not tell it. */
  readonly source?: string;
}

const MYSQL_SCRIPT: ClientSyntax = {
  includes: /^[ \t]*(?:source[ \t]|\\\.)[ \t]*(?![ \t])(.*)$/i,
  shell: /^[ \t]*(?:system[ \t]|\\!)[ \t]*(?![ \t])(.*)$/i,
};
const SQLCMD_SCRIPT: ClientSyntax = {
  includes: /^:r[ \t]+(?![ \t])(.*)$/i,
  shell: /^:?!!(.*)$/,
  connects: /^:connect[ \t]+(?![ \t])(.*)$/i,
  connectedTo: argument => [
    {
      kind: "database",
      host: argument.split(/\s/)[0] ?? "",
      evidence: { because: `the script connects to ${argument}` },
    },
  ],
};
const SOURCE_LINES: ClientSyntax = {
  includes: /^[ \t]*source[ \t]+(?![ \t])(.*)$/i,
  shell: /^[ \t]*!(?:sh\b)?(.*?);?$/,
};

const CLICKHOUSE: Client = {
  text: ["q", "query"],
  file: ["queries-file", "F"],
  host: ["h", "host"],
  profile: ["C", "config-file", "connection"],
  values: [
    "d",
    "u",
    "port",
    "user",
    "password",
    "database",
    "format",
    "max_memory_usage",
    "receive_timeout",
    "external",
  ],
  source: "clickhouse",
};

const CQLSH: Client = {
  text: ["e", "execute"],
  file: ["f", "file"],
  values: [..."ukp", "username", "password", "keyspace", "cqlshrc", "encoding", "request-timeout", "connect-timeout"],
  operand: "address",
  variables: ["CQLSH_HOST"],
  source: "cqlsh",
  syntax: { includes: /^[ \t]*source[ \t]+(?![ \t])(.*)$/i },
};

const MYSQL: Client = {
  text: ["e", "execute", "init-command"],
  host: ["h", "host", "login-path-host"],
  profile: ["login-path", "defaults-group-suffix", "defaults-file", "defaults-extra-file"],
  variables: ["MYSQL_HOST"],
  values: [
    ..."uPDS",
    "user",
    "port",
    "database",
    "socket",
    "protocol",
    "delimiter",
    "default-character-set",
    "pager",
    "tee",
    "prompt",
    "ssl-ca",
    "ssl-cert",
    "ssl-key",
    "ssl-mode",
  ],
  optional: ["p", "password"],
  syntax: MYSQL_SCRIPT,
};
const SQLCMD: Client = {
  text: ["Q", "q", "query"],
  file: ["i", "input-file"],
  host: ["S", "server", "H"],
  variables: ["SQLCMDSERVER"],
  values: [..."UPdvobaclthmrsywVKMD", "user-name", "password", "database-name", "output-file"],
  syntax: SQLCMD_SCRIPT,
  source: "sqlcmd",
};
const SNOWFLAKE: Client = {
  text: ["q", "query"],
  file: ["f", "filename"],
  host: ["a", "accountname", "account", "host", "h"],
  profile: ["c", "connection", "environment"],
  variables: ["SNOWSQL_ACCOUNT", "SNOWFLAKE_ACCOUNT"],
  values: [
    ..."udswrmoD",
    "username",
    "user",
    "dbname",
    "database",
    "schema",
    "schemaname",
    "rolename",
    "role",
    "warehouse",
    "option",
    "variable",
    "format",
    "config",
    "config-file",
  ],
  hosted: true,
  source: "snowsql",
  syntax: { includes: /^[ \t]*!source[ \t]+(?![ \t])(.*)$/i, shell: /^[ \t]*!system[ \t]+(?![ \t])(.*)$/i },
};
const HIVE: Client = {
  text: ["e"],
  file: ["f", "i"],
  host: ["u", "h", "host"],
  values: [
    "n",
    "p",
    "d",
    "w",
    "hiveconf",
    "hivevar",
    "define",
    "database",
    "master",
    "conf",
    "jars",
    "packages",
    "name",
    "deploy-mode",
    "queue",
  ],
  singleDash: true,
  hosted: true,
  syntax: SOURCE_LINES,
};
const TRINO: Client = {
  text: ["execute"],
  file: ["f", "file"],
  host: ["server"],
  values: ["catalog", "schema", "user", "output-format", "session", "client-tags", "source", "keystore-path"],
  variables: ["TRINO_SERVER"],
};
const PSQL_LIKE: Client = {
  text: ["c", "command"],
  file: ["f", "file"],
  host: ["h", "host"],
  values: [..."pUdvw", "port", "username", "dbname", "password", "set"],
  source: "psql",
};

export const CLIENTS: Readonly<Record<string, Client>> = {
  mysql: MYSQL,
  mariadb: MYSQL,
  mycli: { ...MYSQL, operand: "address", values: [...(MYSQL.values ?? []), "myclirc", "dsn", "d"] },
  tidb: MYSQL,
  sqlcmd: SQLCMD,
  osql: SQLCMD,
  isql: { ...SQLCMD, values: [...(SQLCMD.values ?? []), "x"] },
  "mssql-cli": SQLCMD,
  snowsql: SNOWFLAKE,
  snow: { ...SNOWFLAKE, command: ["sql"], values: [...(SNOWFLAKE.values ?? []), "i"] },
  "clickhouse-client": CLICKHOUSE,
  clickhouse: { ...CLICKHOUSE, command: ["client", "local"] },
  hdbsql: { file: ["I"], host: ["n"], values: ["u", "p", "d", "U", "i", "o"], operand: "sql" },
  ycqlsh: CQLSH,
  cqlsh: CQLSH,
  cockroach: {
    text: ["e", "execute"],
    file: ["f", "file"],
    host: ["host", "url"],
    values: ["u", "user", "d", "database", "certs-dir", "port", "p", "format", "set"],
    command: ["sql"],
    variables: ["COCKROACH_URL", "COCKROACH_HOST"],
  },
  "spanner-cli": {
    text: ["e", "execute"],
    file: ["f", "file"],
    values: [..."pid", "project", "instance", "database", "credential", "role"],
    hosted: true,
  },
  trino: { ...TRINO, operand: "address" },
  presto: TRINO,
  "presto-cli": TRINO,
  beeline: HIVE,
  hive: HIVE,
  "spark-sql": HIVE,
  "impala-shell": {
    text: ["q", "query"],
    file: ["f", "query_file"],
    host: ["i", "impalad"],
    values: [..."duob", "database", "user", "output_file"],
    syntax: SOURCE_LINES,
  },
  usql: { ...PSQL_LIKE, operand: "address", source: "usql" },
  vsql: PSQL_LIKE,
  ysqlsh: PSQL_LIKE,
  ysql: PSQL_LIKE,
  gsql: PSQL_LIKE,
  db2: { file: ["f"], values: ["l", "z", "r"], optional: ["t", "v", "td"], singleDash: true, operand: "sql" },
  cbq: {
    text: ["s", "script"],
    file: ["f", "file"],
    host: ["e", "engine"],
    values: ["u", "p", "user", "password"],
    singleDash: true,
    source: "couchbase",
  },
  dolt: {
    text: ["q", "query"],
    file: ["f", "file"],
    values: ["data-dir", "r", "result-format"],
    command: ["sql"],
    source: "mysql",
  },
  ksql: {
    text: ["e", "execute"],
    file: ["f", "file"],
    values: ["u", "p", "user", "password", "config-file"],
    operand: "address",
  },
  "iotdb-cli": { text: ["e"], host: ["h"], values: ["p", "u", "pw"], singleDash: true },
  "start-cli.sh": { text: ["e"], host: ["h"], values: ["p", "u", "pw"], singleDash: true },
  taos: { text: ["s"], file: ["f"], host: ["h"], values: ["P", "u", "d"] },
  exasol: { text: ["sql"], file: ["f"], host: ["c"], values: ["u", "P", "s"], singleDash: true },
  exaplus: { text: ["sql"], file: ["f"], host: ["c"], values: ["u", "p", "s"], singleDash: true },
  bteq: {},
};
