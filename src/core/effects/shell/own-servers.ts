/**
 * Servers that a text starts itself, with nothing in them but what it puts there: `redis-server --port 7777`,
 * `docker run -p 55432:5432 postgres`. What their clients take away came with the text.
 */
import { isThisMachine } from "../../environment/hosts.ts";
import type { Effect } from "../effect.ts";
import { hasOption, optionValues, readArguments } from "../options.ts";
import type { Invocation } from "../pack.ts";
import type { Piece } from "../words.ts";
import { behindExec } from "./behind-exec.ts";

const PORT = "server at ";
const CONTAINER = "server in ";
const OF_CLIENT = "server of ";
const MAX_WORDS = 40;
const CONTAINERS = /^(?:docker|podman|nerdctl)$/;
/** By these a container holds what was there before, or more of this machine than a port. */
const OLDER = ["v", "volume", "mount", "volumes-from", "device", "privileged", "pid", "env-file", "link"];
const VALUES =
  `p publish name e env v volume mount volumes-from network net h hostname w workdir u user m memory cpus entrypoint
   platform tmpfs health-cmd health-interval health-timeout health-retries restart l label log-driver log-opt env-file
   add-host pull shm-size ulimit link device pid`.split(/\s+/);

interface Server {
  /** The option that says where it listens. */
  readonly port: RegExp;
  /** The option that says where its data is: of a folder for temporary files, nothing older counts. */
  readonly data?: RegExp;
  /** Words by which it loads something older, or goes by what another file says. */
  readonly never?: RegExp;
}

const REDIS: Server = { port: /^--port$/, never: /\.conf$|^--(?:dir|dbfilename|replicaof|slaveof|include)$/ };
const SERVERS: ReadonlyMap<string, Server> = new Map([
  ["redis-server", REDIS],
  ["valkey-server", REDIS],
  ["mongod", { port: /^--port$/, data: /^--dbpath$/, never: /^(?:-f|--config|--replSet)$/ }],
  ["postgres", { port: /^-p$/, data: /^-D$/ }],
  ["pg_ctl", { port: /^-p$/, data: /^(?:-D|--pgdata)$/ }],
  ["mysqld", { port: /^(?:-P|--port)$/, data: /^(?:-h|--datadir)$/, never: /^--defaults/ }],
]);

/** Servers that keep nothing when they are started like this, and the clients that find them by themselves. */
const PASSING: ReadonlyMap<string, { readonly how: RegExp; readonly clients: readonly string[] }> = new Map([
  ["vault", { how: /^server (?:.* )?-dev\b/, clients: ["vault"] }],
  ["bao", { how: /^server (?:.* )?-dev\b/, clients: ["bao"] }],
  ["consul", { how: /^agent (?:.* )?-dev\b/, clients: ["consul"] }],
  ["nomad", { how: /^agent (?:.* )?-dev\b/, clients: ["nomad"] }],
  ["etcd", { how: /^(?:.* )?--data-dir[= ]\/tmp\/\S/, clients: ["etcdctl"] }],
  ["minio", { how: /^server (?:.* )?\/tmp\/\S/, clients: ["mc", "mcli"] }],
]);

/** Whether what is remembered is a server and no thing with a name: whoever asks for its port meets what the text started. */
export function isServer(begun: string): boolean {
  return begun.startsWith(PORT) || begun.startsWith(OF_CLIENT);
}

/** What `command` starts, as it is remembered of a text. */
export function serversOf({ program, argv, scope }: Invocation): readonly string[] {
  if (scope.elsewhere || argv.some(({ value }) => value === null)) return NONE;
  const passing = PASSING.get(program);
  if (
    passing?.how.test(
      argv
        .slice(1, MAX_WORDS)
        .map(({ value }) => value)
        .join(" "),
    )
  )
    return passing.clients.map(client => `${OF_CLIENT}${client}`);
  if (CONTAINERS.test(program)) return argv[1]?.value === "run" ? inContainer(argv.slice(2)) : NONE;
  const server = SERVERS.get(program);
  if (server === undefined) return NONE;
  // `pg_ctl -o "-p 5555"` hands an option on.
  const words = argv.slice(1).flatMap(({ value }) => (value ?? "").split(/[\s=]/));
  if (server.never && words.some(word => server.never?.test(word))) return NONE;
  const folders = server.data ? behind(words, server.data) : [];
  if (server.data && (folders.length === 0 || !folders.every(folder => SCRATCH.test(folder)))) return NONE;
  return behind(words, server.port).map(port => `${PORT}${port}`);
}

const NONE: readonly string[] = [];
const SCRATCH = /^(?:\/private)?\/(?:tmp|var\/tmp)\/./;

function behind(words: readonly string[], option: RegExp): readonly string[] {
  return words.flatMap((word, i) => (option.test(word) ? [words[i + 1] ?? ""] : []));
}

function inContainer(words: Invocation["argv"]): readonly string[] {
  const args = readArguments(words, { values: VALUES, stopAtOperand: true });
  if (hasOption(args, ...OLDER) || optionValues(args, "network", "net").some(({ value }) => value === "host"))
    return NONE;
  const ports = optionValues(args, "p", "publish").flatMap(
    ({ value }) => /(?<!\d)(\d+):\d+(?:\/tcp)?$/.exec(value ?? "")?.[1] ?? [],
  );
  const names = optionValues(args, "name").flatMap(({ value }) => value ?? []);
  return [...ports.map(port => `${PORT}${port}`), ...names.map(name => `${CONTAINER}${name}`)];
}

/** Whether `command` speaks to a server that its text has started: by its port, or in its container. */
export function asksOwnServer(command: Invocation): boolean {
  const { program, argv, scope } = command;
  const { begun } = scope.earlier ?? {};
  if (!begun || scope.elsewhere) return false;
  const ports = [...begun].flatMap(entry => (entry.startsWith(PORT) ? [entry.slice(PORT.length)] : []));
  if (ports.length > 0) {
    const named = ports.map(port => new RegExp(`(?:^|[:=pP])${port}(?:[/?]|$)`));
    const said = [...argv.slice(1).map(({ value }) => value), ...addresses(scope.variables)];
    if (said.some(text => text !== null && named.some(form => form.test(text)))) return true;
  }
  if (begun.has(`${OF_CLIENT}${program}`)) return true;
  if (entersOwnContainer(command)) return true;
  const { command: inside, container } = behindExec(command);
  if (!CLIENTS.test(inside.program)) return false;
  const words = inside.argv.slice(1).map(({ value }) => value?.replace(/^--dbname=/, ""));
  const there = container === "" ? "" : `\nin ${container}`;
  return [...begun].some(
    entry => entry.startsWith(DATABASE) && entry.endsWith(there) && words.includes(entry.split("\n")[1]),
  );
}

/** `docker exec NAME …` of a container that the same text has started. */
export function entersOwnContainer(command: Invocation): boolean {
  const { container } = behindExec(command);
  return container !== "" && command.scope.earlier?.begun?.has(`${CONTAINER}${container}`) === true;
}

/** As `made-things.ts` remembers it. */
const DATABASE = "database of ";
const CLIENTS = /^(?:psql|pgcli|pg_restore|mysql|mariadb|mycli)$/;

function addresses(variables: Invocation["scope"]["variables"]): readonly (string | null)[] {
  return [...variables].flatMap(([name, value]) => (/(?:URL|URI|DSN|PORT)$/.test(name) ? [value] : []));
}

/** `CID=$(docker create image); …; docker rm -v $CID`: what the substitution has made. */
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

/** Whether the effect stays on this machine, as far as its places are told. */
export function staysOnOwnServer({ at = [], path, verb }: Effect): boolean {
  if (path !== undefined || (verb === "execute-unknown" && at.length === 0)) return false;
  return at.every(place => {
    if (place.kind === "database" || place.kind === "host") return isThisMachine(place.host ?? "localhost");
    // Where no profile is named, the client asks the one at its usual port.
    return place.kind === "cloud" && place.profile === undefined;
  });
}
