/** Reads docker, podman, nerdctl and their compose. Containers and images can be replaced, volumes cannot. */
import type { Effect } from "../../core/effects/effect.ts";
import { hasOption, operands, optionValues, readArguments } from "../../core/effects/options.ts";
import type { Invocation, PackRule, ProgramPack, Reading } from "../../core/effects/pack.ts";
import type { Facts } from "../../core/facts/facts.ts";
import { inputFromHere, textOfFile } from "../../core/files/input-text.ts";
import { effectsOfWrite } from "../../core/files/writes.ts";
import { tablePack } from "../../core/kit/subcommands.ts";
import type { Call } from "../../core/kit/table.ts";
import type { Locator } from "../../core/places/locator.ts";
import { containerCommands } from "../../core/programs/container-commands.ts";
import type { Word } from "../../core/text/words.ts";
import { COMPOSE_GLOBAL, COMPOSE_GRAMMAR, COMPOSE_LINES, projectOf, serviceIn, stageOf } from "./compose.ts";
import { examples } from "./examples.ts";
import { entered, started, startedProject, startedService } from "./inside.ts";
import { LINES } from "./lines.ts";
import { behindGlobals, contextNamed, enginesOf, GLOBAL } from "./place.ts";

const SOURCE = "https://docs.docker.com/reference/cli/docker/";
const PROGRAMS = ["docker", "podman", "nerdctl", "finch", "docker-compose", "podman-compose"];

export const docker: ProgramPack = {
  kind: "program",
  id: "docker",
  programs: PROGRAMS,
  read,
  get rules() {
    return [VOLUME_RM, ...(ENGINE.rules ?? []), ...(COMPOSE.rules ?? [])];
  },
  examples,
};

const ENGINE = tablePack({
  id: "docker",
  source: SOURCE,
  programs: ["docker"],
  grammar: {
    values: [
      ...(GLOBAL.values ?? []).filter(name => !["a", "n", "c", "l"].includes(name)),
      "t",
      "time",
      "filter",
      "s",
      "signal",
    ],
  },
  special: unforeseen,
  lines: LINES,
  examples: [],
});

const COMPOSE = tablePack({
  id: "docker",
  source: "https://docs.docker.com/reference/cli/docker/compose/",
  programs: ["docker-compose"],
  grammar: COMPOSE_GRAMMAR,
  lines: COMPOSE_LINES,
  examples: [],
});

function read(command: Invocation, facts: Facts): Reading {
  if (command.program.endsWith("-compose")) return composed(command, command.argv.slice(1), facts);
  const words = behindGlobals(command);
  const [group, name, ...rest] = words;
  const how = `${command.program} ${group?.value ?? ""}`;
  const from = {
    command,
    facts,
    source: "docker",
    how,
    engines: enginesOf(command, facts),
    stdin: inputFromHere(command, facts),
  };
  const grouped = group?.value === "container";
  switch (grouped ? name?.value : group?.value) {
    case "compose":
      return composed(command, words.slice(1), facts);
    case "exec":
      return entered(grouped ? rest : words.slice(1), from, false);
    case "run":
    case "create":
      return started(grouped ? rest : words.slice(1), from);
    case "stack":
    case "kube":
    case "play":
      return located(definitions(command, words, facts, how), from.engines);
    case "unshare":
      return {
        effects: [],
        inner: [{ kind: "argv", argv: words.slice(1), scope: command.scope, stdin: command.stdin }],
      };
    default:
      return located(ENGINE.read({ ...command, argv: [...command.argv.slice(0, 1), ...words] }, facts), from.engines);
  }
}

/** Reads `stack deploy -c stack.yml shop`, `kube play pod.yaml`, with the commands of the file's containers. */
function definitions(command: Invocation, words: readonly Word[], facts: Facts, how: string): Reading {
  const read = ENGINE.read({ ...command, argv: [...command.argv.slice(0, 1), ...words] }, facts);
  const args = readArguments(words, { values: ["c", "compose-file"] });
  const [group, verb, ...rest] = operands(args);
  if (!/^(?:deploy|up|play|kube)$/.test(verb?.value ?? "")) return read;
  const files = group?.value === "stack" ? optionValues(args, "c", "compose-file") : rest;
  const texts = files.map(word => textOfFile(word, command.scope, facts));
  return { ...read, inner: [...(read.inner ?? []), ...containerCommands(texts, command, how, [])] };
}

/** `words`: those after `compose`. */
function composed(command: Invocation, words: readonly Word[], facts: Facts): Reading {
  const args = readArguments(words, COMPOSE_GLOBAL);
  if (hasOption(args, "dry-run")) return { effects: [] };
  const called = operands(args);
  const [name, ...rest] = called;
  const how = `${command.program} compose ${name?.value ?? ""}`;
  const from = {
    command,
    facts,
    source: "docker",
    how,
    engines: [...enginesOf(command, facts), ...stageOf(args)],
    stdin: inputFromHere(command, facts),
    service: (service: string) => serviceIn(service, args, command.scope, facts),
  };
  switch (name?.value) {
    case "exec":
      return entered(rest, from, true);
    case "run":
      return startedService(rest, from);
    default: {
      const project = /^(?:up|start|create|down|rm)$/.test(name?.value ?? "")
        ? projectOf(args, command.scope, facts)
        : undefined;
      const read = COMPOSE.read({ ...command, argv: [...command.argv.slice(0, 1), ...called] }, facts);
      const known = project?.withoutVolumes ? { ...read, effects: read.effects.map(withoutVolumes) } : read;
      const starts = project && /^(?:up|start)$/.test(name?.value ?? "") ? startedProject(rest, project, from) : [];
      return located({ ...known, inner: [...(known.inner ?? []), ...starts] }, from.engines);
    }
  }
}

/** Deleting volumes costs nothing where the project's files name none, as mounted folders of this machine stay. */
function withoutVolumes(effect: Effect): Effect {
  if (effect.resource !== "volume" || effect.verb !== "delete") return effect;
  return { ...effect, recovery: "free", says: "deletes the project's volumes, of which its files name none" };
}

/** Places a reading on the engine that the call reaches. */
function located({ effects, inner }: Reading, engines: readonly Locator[]): Reading {
  return {
    effects: effects.map(effect => ({ ...effect, at: [...(effect.at ?? []), ...engines] })),
    inner: inner ?? [],
  };
}

/** Reads what the table cannot express: how many a substitution names, one loss for each volume, files copied out. */
function unforeseen(call: Call): Reading | undefined {
  const [first, second, ...rest] = call.words;
  const names = first?.value === "container" || first?.value === "image" ? rest : call.words.slice(1);
  const action = first?.value === "container" || first?.value === "image" ? second?.value : first?.value;
  if (first?.value === "volume" && /^(?:rm|remove)$/.test(second?.value ?? "") && rest.length > 0)
    return { effects: volumes(call, rest) };
  if (first?.value === "cp" || (first?.value === "container" && second?.value === "cp")) return copied(call, names);
  if (
    first?.value === "push" &&
    names.every(({ value }) => /^(?:localhost|127\.0\.0\.1|\[::1\])[:/]/.test(value ?? ""))
  )
    return { effects: [] };
  if (first?.value === "context" && second?.value === "use" && rest[0]) return { effects: [switching(call, rest[0])] };
  const everyone = names.some(listsAll);
  if (!everyone) return undefined;
  switch (action) {
    case "rm":
    case "remove":
      return {
        effects: [
          every(call, "delete", first?.value === "image" ? "image" : "container", hasOption(call.args, "v", "volumes")),
        ],
      };
    case "rmi":
      return { effects: [every(call, "delete", "image", false)] };
    case "stop":
    case "kill":
    case "restart":
    case "pause":
      return { effects: [every(call, "stop", "system", false)] };
    default:
      return undefined;
  }
}

function switching(call: Call, context: Word): Effect {
  const { span } = call.command;
  const target = context.value ?? context.text;
  return {
    verb: "mutate",
    resource: "setting",
    target,
    reach: "one",
    recovery: "effort",
    certainty: "certain",
    source: "docker",
    says: `makes ${target} the engine that later commands reach`,
    at: contextNamed(context.value, call.command, call.facts),
    ...(span && { span }),
  };
}

/** Matches `$(docker ps -aq)` and its output through xargs, which name all containers unless there is a filter. */
function listsAll(word: Word): boolean {
  const text = word.pieces.map(piece => (piece.kind === "hole" ? piece.of : piece.value)).join("");
  return (
    /\b(?:docker|podman|nerdctl)\b(?:(?!\b(?:docker|podman|nerdctl)\b).)*\b(?:ps|ls|images|container|image|volume)\b/.test(
      text,
    ) &&
    !/\s(?:-[a-z]*f|--filter)\b|grep|awk|head/.test(text) &&
    !NAMES_IMAGES.test(text.replace(/\s--format[ =](?:'[^']*'|"[^"]*"|\S+)/g, ""))
  );
}

/** Matches `docker images -q acme/web`: the images of one name. */
const NAMES_IMAGES = /\b(?:images|image ls)(?:\s+-(?:(?!\bimages\b|\bimage ls)\S)+)*\s+['"]?[a-z]/;

function every(
  call: Call,
  verb: "delete" | "stop",
  resource: "container" | "image" | "system",
  volumesToo: boolean,
): Effect {
  const noun = resource === "image" ? "image" : "container";
  const { span } = call.command;
  return {
    verb,
    resource: volumesToo ? "volume" : resource,
    target: `every ${noun}`,
    reach: verb === "stop" ? "several" : "all",
    recovery: verb === "stop" ? "effort" : "none",
    certainty: "likely",
    source: "docker",
    says: `${verb}s every ${noun} of this engine, of other projects too${volumesToo ? ", with its anonymous volumes" : ""}`,
    instead: "Name them, or filter by the project's label.",
    ...(span && { span }),
  };
}

const VOLUME_RM: PackRule = {
  id: "docker/volume-rm",
  programs: PROGRAMS,
  call: "volume rm|remove",
  says: ["deletes the volume {} with what is stored in it"],
  source: SOURCE,
};

/** Returns one effect for each volume, so that the card names it. */
function volumes(call: Call, names: readonly Word[]): Effect[] {
  const { span } = call.command;
  return names.map(word => {
    const all = word.value === null && listsAll(word);
    const target = word.value ?? word.text;
    return {
      verb: "delete",
      resource: "volume",
      target,
      reach: all ? "all" : "one",
      recovery: "none",
      certainty: "certain",
      source: "docker",
      // Deleting one volume is not deleting all, which is a line of the table.
      rule: all ? `${VOLUME_RM.id}-all` : VOLUME_RM.id,
      says: `deletes the volume ${target} with what is stored in it`,
      instead: "A copy first is one run of tar in a container that mounts it.",
      ...(span && { span }),
    };
  });
}

/** Reads `cp container:/a ./a`, which writes a file here. The other way round it changes the container. */
function copied(call: Call, words: readonly Word[]): Reading {
  const to = words.at(-1);
  if (!to || words.length < 2 || to.value === "-" || /^[^/.][^:/\\]+:/.test(to.value ?? "")) return { effects: [] };
  const { scope, span } = call.command;
  return { effects: effectsOfWrite(to, scope, call.facts, { source: "docker", span, empties: true }) };
}
