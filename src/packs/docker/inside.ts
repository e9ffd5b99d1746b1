/** Reads the command inside `docker exec`, `docker run`, `compose exec`, in the place where it runs. */
import { handedBack } from "../../core/effects/budget.ts";
import type { Effect } from "../../core/effects/effect.ts";
import {
  type Argument,
  type Grammar,
  hasOption,
  operands,
  optionValue,
  optionValues,
  readArguments,
} from "../../core/effects/options.ts";
import type { Inner, Invocation, Reading, Stdin } from "../../core/effects/pack.ts";
import type { Facts } from "../../core/facts/facts.ts";
import { entersStartedContainer } from "../../core/languages/shell/started-servers.ts";
import type { ComposeProject, ComposeService } from "../../core/places/databases/formats/compose.ts";
import type { Locator } from "../../core/places/locator.ts";
import type { Scope } from "../../core/places/scope.ts";
import { withEnvFiles } from "../../core/programs/env-files.ts";
import { entrypointOf } from "../../core/programs/image-programs.ts";
import { literalWord, type Word } from "../../core/text/words.ts";
import { containerOf, variablesOf, wholeMachine } from "./mounted.ts";

/** Options of run, create and exec of Docker, Podman and nerdctl; flags without a value are left out. */
const OPTIONS: Grammar = {
  values: `a attach add-host annotation blkio-weight blkio-weight-device cap-add cap-drop cgroup-parent cgroupns cidfile
    cpu-count cpu-percent cpu-period cpu-quota cpu-rt-period cpu-rt-runtime c cpu-shares cpus cpuset-cpus cpuset-mems
    detach-keys device device-cgroup-rule device-read-bps device-read-iops device-write-bps device-write-iops dns
    dns-option dns-search domainname entrypoint e env env-file expose gpus group-add health-cmd health-interval
    health-retries health-start-interval health-start-period health-timeout h hostname ip ip6 ipc isolation
    kernel-memory l label label-file link link-local-ip log-driver log-opt mac-address m memory memory-reservation
    memory-swap memory-swappiness mount name network net network-alias net-alias oom-score-adj pid pids-limit platform
    p publish pull restart runtime security-opt shm-size stop-signal stop-timeout storage-opt sysctl tmpfs ulimit u user
    userns uts v volume volume-driver volumes-from w workdir pod pod-id-file secret arch os variant tz umask index
    preserve-fds cidfile authfile conmon-pidfile group-entry passwd-entry requires sdnotify seccomp-policy timeout T`.split(
    /\s+/,
  ),
  stopAtOperand: true,
};
/** Options of compose, where `-T` and `-p` (service ports excepted) are flags. */
const COMPOSE: Grammar = {
  values:
    "cap-add cap-drop entrypoint e env env-from-file l label name p publish u user v volume w workdir index pull".split(
      " ",
    ),
  stopAtOperand: true,
};

export interface Entered {
  readonly command: Invocation;
  readonly facts: Facts;
  readonly source: string;
  /** The name on the card and in policies: `docker exec`. */
  readonly how: string;
  readonly engines: readonly Locator[];
  /** The standard input of the container. */
  readonly stdin: Stdin;
  /** Returns what the compose file says of a service. */
  service?(name: string): ComposeService | undefined;
}

/** Reads `exec [options] container command…`: what is lost there stays lost. */
export function entered(words: readonly Word[], from: Entered, compose: boolean): Reading {
  const args = readArguments(
    words,
    compose ? COMPOSE : { ...OPTIONS, values: OPTIONS.values?.filter(name => name !== "T") ?? [] },
  );
  const [name, ...argv] = operands(args);
  // A container that the same text has started holds what its image held.
  const fresh = entersStartedContainer(from.command);
  return { effects: [], inner: insideOf(argv, args, { mounts: [], fresh }, from, serviceOf(name, from)) };
}

/** Reads `run [options] image command…`: a new container, with what it mounts. */
export function started(words: readonly Word[], from: Entered): Reading {
  const args = readArguments(words, { ...OPTIONS, values: OPTIONS.values?.filter(name => name !== "T") ?? [] });
  const [image, ...argv] = operands(args);
  const { scope } = from.command;
  const container = containerOf(args, scope, from.engines.length > 0 || scope.elsewhere !== undefined);
  const entry = optionValue(args, "entrypoint");
  const program = entry ?? entrypointOf(image);
  const runs = program ? [...insideOf([program, ...argv], args, container, from)] : [];
  return {
    effects: escapes(args, from),
    inner: entry ? runs : [...runs, ...insideOf(argv, args, container, from)],
  };
}

/** Reads `compose run service command…`, whose image and mounts are in the compose file. */
export function startedService(words: readonly Word[], from: Entered): Reading {
  const args = readArguments(words, COMPOSE);
  const [name, ...argv] = operands(args);
  const entry = optionValue(args, "entrypoint");
  const service = serviceOf(name, from);
  // In `run --rm flyway clean` the service is named like the only program of its image, unless a file says more.
  const program = entry ?? (service === undefined ? entrypointOf(name) : undefined);
  const run = program ? [program, ...argv] : argv;
  const inner = insideOf(run, args, { mounts: [], fresh: false }, from, service);
  return { effects: [], inner: run.length === 0 && service ? ownCommand(service, args, from) : inner };
}

/** Reads `compose up [service…]`: the commands of the services in the file. */
export function startedProject(words: readonly Word[], project: ComposeProject, from: Entered): Inner[] {
  const named = new Set(words.flatMap(({ value }) => (value?.startsWith("-") ? [] : (value ?? []))));
  const wanted = [...project.services].filter(([name]) => named.size === 0 || named.has(name));
  const all = wanted.length > 0 ? wanted : [...project.services];
  return handedBack(all).flatMap(([, service]) => ownCommand(onThisEngine(service, from), [], from));
}

/** Returns the command of a service in the file, in a container of its own. */
function ownCommand(service: ComposeService, args: readonly Argument[], from: Entered): Inner[] {
  const { command } = service;
  const container = { mounts: [], fresh: true };
  if (command === undefined) return [];
  if (typeof command !== "string")
    return insideOf(
      command.map(word => literalWord(word)),
      args,
      container,
      from,
      service,
    );
  return insideOf([literalWord("sh"), literalWord("-c"), literalWord(command)], args, container, from, service);
}

function serviceOf(name: Word | undefined, { service, engines }: Entered): ComposeService | undefined {
  const found = name?.value ? service?.(name.value) : undefined;
  return found && onThisEngine(found, { engines });
}

/** With another machine's engine, the mounted folders are that machine's. */
function onThisEngine(service: ComposeService, { engines }: Pick<Entered, "engines">): ComposeService {
  return engines.some(({ kind }) => kind === "host") ? { ...service, mounts: [] } : service;
}

function insideOf(
  argv: readonly Word[],
  args: readonly Argument[],
  container: Scope["container"],
  from: Entered,
  service?: ComposeService,
): Inner[] {
  if (argv.length === 0 || !container) return [];
  const { scope, span } = from.command;
  const folder = optionValue(args, "w", "workdir")?.value;
  const named = variablesOfFiles(args, from);
  const inner: Scope = {
    cwd: folder?.startsWith("/") ? folder : (service?.folder ?? (container.fresh ? null : SOMEWHERE)),
    variables: new Map([...(service?.variables ?? []), ...named.variables, ...variablesOf(args)]),
    origins: new Map([...(service?.origins ?? []), ...(named.origins ?? [])]),
    via: [...scope.via, from.how],
    elsewhere: [...(scope.elsewhere ?? []), ...from.engines],
    container: service ? { ...container, mounts: [...container.mounts, ...service.mounts] } : container,
    ...(scope.own && { own: true as const }),
    ...(scope.ownServer && { ownServer: true as const }),
  };
  return [{ kind: "argv", argv, scope: inner, stdin: from.stdin, ...(span && { span }) }];
}

/** Reads `--env-file`, of which later files override earlier ones. It is read here, whatever the container sees. */
function variablesOfFiles(args: readonly Argument[], { command: { scope }, facts }: Entered): Scope {
  const files = optionValues(args, "env-file", "env-from-file").map(({ value }) => value);
  const none: Scope = { cwd: scope.cwd, variables: new Map(), via: [] };
  if (files.length === 0 || scope.cwd === null || scope.elsewhere) return none;
  return withEnvFiles(none, { files: files.toReversed(), named: true, folder: scope.cwd }, facts);
}

/** A folder for the commands of a running container. Its image decides on the real one. */
const SOMEWHERE = "/workdir";

/** Finds rights that undo the isolation of a container: the machine's devices, its root folder, its processes. */
function escapes(args: readonly Argument[], { command: { span }, source, engines }: Entered): Effect[] {
  const machine = wholeMachine(args);
  const privileged = hasOption(args, "privileged");
  if (machine === undefined && !privileged) return [];
  const what = machine === undefined ? "every device of the machine" : `the machine's own ${machine}`;
  return [
    {
      verb: "escalate",
      resource: "system",
      target: machine ?? "the machine",
      reach: "one",
      recovery: "none",
      certainty: "certain",
      source,
      says: `gives a container ${what}, to be written to`,
      instead: "Mount only the folders that are needed, read-only where it is enough.",
      ...(engines.length > 0 && { at: engines }),
      ...(span && { span }),
    },
  ];
}
