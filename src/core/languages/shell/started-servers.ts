/**
 * Tracks servers that a text starts and that hold only its own data: `redis-server --port 7777`,
 * `docker run -p 55432:5432 postgres`. Their clients can delete nothing older.
 */

import type { Effect } from "../../effects/effect.ts";
import { hasOption, optionValues, readArguments } from "../../effects/options.ts";
import type { Invocation } from "../../effects/pack.ts";
import { hostOfValue, isThisMachine } from "../../places/hosts.ts";
import type { Scope } from "../../places/scope.ts";
import { inOrder, wholly, words } from "../../text/expressions.ts";
import type { Piece } from "../../text/words.ts";
import { behindExec } from "./behind-exec.ts";

const PORT = "server at ";
const CONTAINER = "server in ";
const OF_CLIENT = "server of ";
const MAX_WORDS = 40;
const CONTAINERS = /^(?:docker|podman|nerdctl)$/;
/** Options that give a container older data, or more of this machine than a port. */
const OLDER = ["v", "volume", "mount", "volumes-from", "device", "privileged", "pid", "env-file", "link"];
const VALUES =
  `p publish name e env v volume mount volumes-from network net h hostname w workdir u user m memory cpus entrypoint
   platform tmpfs health-cmd health-interval health-timeout health-retries restart l label log-driver log-opt env-file
   add-host pull shm-size ulimit link device pid`.split(/\s+/);

interface Server {
  /** The option for the port that it listens on. */
  readonly port: RegExp;
  /** The option for its data folder, which must be a temporary one. */
  readonly data?: RegExp;
  /** Words that load older data, or read the settings of a file. */
  readonly never?: RegExp;
}

const REDIS: Server = {
  port: /^--port$/,
  never: /\.conf$|^--(?:dir|dbfilename|replicaof|slaveof|include|appendonly)$/,
};
const SERVERS: ReadonlyMap<string, Server> = new Map([
  ["redis-server", REDIS],
  ["valkey-server", REDIS],
  ["mongod", { port: /^--port$/, data: /^--dbpath$/, never: /^(?:-f|--config|--replSet)$/ }],
  ["postgres", { port: /^-p$/, data: /^-D$/ }],
  ["pg_ctl", { port: /^-p$/, data: /^(?:-D|--pgdata)$/, never: /^(?:stop|status|reload|promote|kill)$/ }],
  ["mysqld", { port: /^(?:-P|--port)$/, data: /^(?:-h|--datadir)$/, never: /^--defaults/ }],
]);

/** Servers without persistent data when started like this, with the clients that connect to them by default. */
const PASSING: ReadonlyMap<string, { readonly how: RegExp; readonly clients: readonly string[] }> = new Map([
  ["vault", { how: /^server (?:.* )?-dev\b/, clients: ["vault"] }],
  ["bao", { how: /^server (?:.* )?-dev\b/, clients: ["bao"] }],
  ["consul", { how: /^agent (?:.* )?-dev\b/, clients: ["consul"] }],
  ["nomad", { how: /^agent (?:.* )?-dev\b/, clients: ["nomad"] }],
  ["etcd", { how: /^(?:.* )?--data-dir[= ]\/tmp\/\S/, clients: ["etcdctl"] }],
  ["minio", { how: /^server (?:.* )?\/tmp\/\S/, clients: ["mc", "mcli"] }],
]);

/** Whether an entry is a server rather than a named resource: a client of its port reaches what the text started. */
export function isServer(begun: string): boolean {
  return begun.startsWith(PORT) || begun.startsWith(OF_CLIENT);
}

/** Returns the entries for servers that `command` starts. */
export function serversOf({ program, argv, scope }: Invocation): readonly string[] {
  const passing = PASSING.get(program);
  const server = SERVERS.get(program);
  const runs = CONTAINERS.test(program) && argv[1]?.value === "run";
  if (!(passing || server || runs) || scope.elsewhere || argv.some(({ value }) => value === null)) return NONE;
  if (runs) return inContainer(argv.slice(2));
  const words = argv.slice(1).map(({ value }) => value ?? "");
  if (passing)
    return passing.how.test(words.slice(0, MAX_WORDS).join(" "))
      ? passing.clients.map(client => `${OF_CLIENT}${client}`)
      : NONE;
  return server ? listening(server, words, scope) : NONE;
}

function listening(server: Server, given: readonly string[], { earlier }: Scope): readonly string[] {
  // `pg_ctl -o "-p 5555"` hands an option on.
  const words = given.flatMap(word => word.split(/[\s=]/));
  if (server.never && words.some(word => server.never?.test(word))) return NONE;
  const folders = server.data ? behind(words, server.data) : [];
  if (server.data && (folders.length === 0 || !folders.every(folder => SCRATCH.test(folder)))) return NONE;
  if (folders.some(folder => earlier?.linked.has(folder))) return NONE;
  return behind(words, server.port).map(port => `${PORT}${port}`);
}

const NONE: readonly string[] = [];
const SCRATCH = /^(?:\/private)?\/(?:tmp|var\/tmp)\/(?!(?:.*\/)?\.\.(?:\/|$))./;

function behind(words: readonly string[], option: RegExp): readonly string[] {
  return words.flatMap((word, i) => (option.test(word) ? [words[i + 1] ?? ""] : []));
}

function inContainer(words: Invocation["argv"]): readonly string[] {
  const args = readArguments(words, { values: VALUES, stopAtOperand: true });
  if (hasOption(args, ...OLDER) || optionValues(args, "network", "net").some(({ value }) => value === "host"))
    return NONE;
  // A proxy, or a server that is configured with another one, reaches older data.
  if (words.some(({ value }) => HANDS_ON.test(value ?? ""))) return NONE;
  if (optionValues(args, "e", "env").some(({ value }) => namesAnother(value ?? ""))) return NONE;
  const ports = optionValues(args, "p", "publish").flatMap(
    ({ value }) => /(?<!\d)(\d+):\d+(?:\/tcp)?$/.exec(value ?? "")?.[1] ?? [],
  );
  const names = optionValues(args, "name").flatMap(({ value }) => value ?? []);
  return [...ports.map(port => `${PORT}${port}`), ...names.map(name => `${CONTAINER}${name}`)];
}

const HANDS_ON = inOrder(
  [
    /(?:^|[/_-])/,
    words`
      socat proxy cloud[_-]?sql[\w-]* gce-proxy tunnel autossh ssh ngrok cloudflared pgbouncer pgpool haproxy envoy
      twemproxy proxysql
    `,
    /(?:$|[:@/_-])/,
  ],
  "i",
);

/** `PGHOST=prod.db.acme.io`, `DATABASE_URL=postgres://prod.acme.io/app`. */
function namesAnother(setting: string): boolean {
  const value = setting.slice(setting.indexOf("=") + 1);
  const host = hostOfValue(value);
  return host !== undefined && !isThisMachine(host);
}

/** Whether `command` speaks to a server that its text has started: by its port, or in its container. */
export function asksStartedServer(command: Invocation): boolean {
  const { program, scope } = command;
  const { begun } = scope.earlier ?? {};
  if (!begun || scope.elsewhere) return false;
  const ports = [...begun].flatMap(entry => (entry.startsWith(PORT) ? [entry.slice(PORT.length)] : []));
  if (ports.length > 0) {
    const named = ports.map(port => new RegExp(`(?:^|[:=pP])${port}(?:[/?]|$)`));
    const said = [...spoken(command), ...addresses(program, scope.variables)];
    // An unknown word may name another host.
    if (said.some(text => named.some(form => form.test(text))) && !hidesPlace(command)) return true;
  }
  if (begun.has(`${OF_CLIENT}${program}`) && !pointsAway(scope.variables)) return true;
  return entersStartedContainer(command);
}

/** `docker exec NAME …` of a container that the same text has started. */
export function entersStartedContainer(command: Invocation): boolean {
  const { container } = behindExec(command);
  return container !== "" && command.scope.earlier?.begun?.has(`${CONTAINER}${container}`) === true;
}

/** The words of a command without the statements in them. */
function spoken({ program, argv }: Invocation): readonly string[] {
  return argv
    .slice(1)
    .flatMap(({ value }, i) =>
      value === null || CARRIES.test(argv[i]?.value ?? "") || IS_SECRET.test(`${program} ${value}`) ? [] : [value],
    );
}

/** MySQL reads a password there. */
const IS_SECRET = /^(?:mysql\w*|mariadb|mycli) -p|^\S+ --(?:user|password)=/;
const CARRIES = /^(?:-c|-e|--command|--execute|--eval|--password|-U|-u(?!$)|--user)$/;
const TOLD = /^(?:-[cefUWaw]|--(?:command|execute|eval|file|user|username|pass|password))$/;
const ANY_CLIENT = /^(?:psql|pgcli|pg_restore|dropdb|mysql|mariadb|mysqladmin|mycli|redis-cli|valkey-cli|mongosh?)$/;

/** Whether an unknown word of a client may be the server's address. */
function hidesPlace({ program, argv }: Invocation): boolean {
  if (!ANY_CLIENT.test(program)) return false;
  return argv.some(
    ({ value, text }, i) =>
      value === null && !TOLD.test(argv[i - 1]?.value ?? "") && !/^["']?(?:-[pacef]|--(?:password|pass)=)/.test(text),
  );
}

/** The values of variables that select a program's server; tools of most services use none of these. */
function addresses(program: string, variables: Invocation["scope"]["variables"]): readonly string[] {
  const form = OWN_VARIABLES.find(([programs]) => programs.test(program))?.[1] ?? ANY_ADDRESS;
  return [...variables].flatMap(([name, value]) => (value !== null && form.test(name) ? [value] : []));
}

const ANY_ADDRESS = /(?:URL|URI|DSN)$|^(?:PG|DB|DATABASE|POSTGRES\w*|MYSQL\w*|REDIS\w*|MONGO\w*)_?PORT$/;
const NO_VARIABLE = /^(?!)/;
const OWN_VARIABLES: readonly (readonly [RegExp, RegExp])[] = [
  [/^(?:psql|pgcli|pg_restore|dropdb|createdb|dropuser)$/, /^PGPORT$/],
  [/^(?:mysql|mariadb|mysqladmin|mycli)$/, /^MYSQL_TCP_PORT$/],
  [/^(?:redis-cli|valkey-cli|mongosh?|curl|wget)$/, NO_VARIABLE],
  [/^(?:aws|terraform|tofu|pulumi|cdk|sam)$/, /^AWS_ENDPOINT_URL/],
  [
    wholly(words`
      gcloud gsutil bq gh glab az docker podman nerdctl kubectl oc helm systemctl service git heroku fly flyctl vercel
      netlify doctl wrangler
    `),
    NO_VARIABLE,
  ],
];

/** Whether variables direct these clients to another machine. */
function pointsAway(variables: Invocation["scope"]["variables"]): boolean {
  return [...variables].some(
    ([name, value]) =>
      /^(?:VAULT_ADDR|BAO_ADDR|CONSUL_HTTP_ADDR|NOMAD_ADDR|ETCDCTL_ENDPOINTS)$/.test(name) &&
      (value === null ||
        !value.split(",").every(one => isThisMachine(one.replace(/^\w+:\/\//, "").replace(/:\d+.*$/, "")))),
  );
}

/** `CID=$(docker create image); …; docker rm -v $CID`: the substitution has created the container. */
export function takesNewContainer({ program, argv }: Invocation): boolean {
  if (!CONTAINERS.test(program) || argv[1]?.value !== "rm") return false;
  const named = argv.slice(2).filter(({ value }) => value === null || !value.startsWith("-"));
  return named.length > 0 && named.every(({ pieces }) => pieces.length === 1 && pieces.every(isNewContainer));
}

function isNewContainer(piece: Piece): boolean {
  return (
    piece.kind === "hole" &&
    /^\$\((?:docker|podman|nerdctl) (?:container )?(?:create|run) /.test(piece.of) &&
    !MOUNTS.test(piece.of)
  );
}

const MOUNTS = / (?:-v|--volume|--mount|--volumes-from)\b/;

/** Whether the effect stays on this machine, as far as its locators tell. */
export function staysOnStartedServer({ at = [], path, verb }: Effect): boolean {
  if (path !== undefined || (verb === "execute-unknown" && at.length === 0)) return false;
  return at.every(place => {
    if (place.kind === "database" || place.kind === "host") return isThisMachine(place.host ?? "localhost");
    // Without a profile, the client connects to the usual port.
    return place.kind === "cloud" && place.profile === undefined;
  });
}
