/**
 * Tracks resources beside files that a text creates and deletes again: `createdb t && … && dropdb t`. Deleting them
 * loses nothing older.
 */

import { operands, optionValue, readArguments } from "../../effects/options.ts";
import type { Invocation } from "../../effects/pack.ts";
import type { Scope } from "../../places/scope.ts";
import { anyOf } from "../../text/expressions.ts";
import { programName, type Word } from "../../text/words.ts";
import { behindExec } from "./behind-exec.ts";
import { behindSudo } from "./behind-sudo.ts";
import { type CreatedResource, type Spelled, THINGS } from "./created-resources.ts";

type Way = "makes" | "takes" | "uses";
interface Entry {
  readonly thing: CreatedResource;
  readonly spelled: Spelled;
  readonly call: readonly (readonly string[])[];
}

function byProgram(way: Way): ReadonlyMap<string, readonly Entry[]> {
  const found = new Map<string, Entry[]>();
  for (const thing of THINGS)
    for (const spelled of thing[way] ?? []) {
      const call = (spelled.call ?? "").split(" ").flatMap(word => (word === "" ? [] : [word.split("|")]));
      found.set(spelled.program, [...(found.get(spelled.program) ?? []), { thing, spelled, call }]);
    }
  return found;
}

const ENTRIES = { makes: byProgram("makes"), takes: byProgram("takes"), uses: byProgram("uses") };
/** Options that tell which call it is, where no sub-command does. */
const SAYS: Partial<Readonly<Record<Way, RegExp>>> = { makes: /^--create$/, takes: /^--delete$/ };

/** Returns the key of the resource that `command` creates; such calls fail if it exists. */
export function madeByCall(command: Invocation): string | undefined {
  return keysOf("makes", command)?.[0];
}

/** Drops the resources from `begun` that the same words no longer mean after `command`. */
export function withoutTurned(begun: ReadonlySet<string>, command: Invocation): ReadonlySet<string> {
  if (begun.size === 0 || !pointsElsewhere(command)) return begun;
  const left = [...begun].filter(key => !OF_CLUSTERS.test(key));
  return left.length === begun.size ? begun : new Set(left);
}

/** Whether `command` deletes only what the same text has created, on this machine. */
export function takesCreated(command: Invocation): boolean {
  return areOwn("takes", command);
}

/** Whether `command` connects to a database that the same text has created, and to no other. */
export function usesCreated(command: Invocation): boolean {
  return areOwn("uses", command) && !command.argv.some(({ value }) => value !== null && LEAVES.test(value));
}

/** Returns the keys of databases of these names, for a client like that of `command`. */
export function keysOfDatabases(command: Invocation, names: readonly string[]): readonly string[] {
  return keysOf("uses", command, names) ?? [];
}

/** Statements that affect more than their database, or switch to another one. */
const LEAVES = anyOf(
  [
    /\\c(?:onnect)?\b|\buse\s/,
    /\b(?:drop|alter|reassign|revoke)\s+(?:database|schema\s+\w+\s*\.|role|user|owned|tablespace)\b/,
    /\b(?:from|table|into|update|truncate)\s+(?:if\s+exists\s+)?[\w`]+\s*\.\s*[\w`]/,
  ],
  "i",
);

function areOwn(way: Way, command: Invocation): boolean {
  const begun = command.scope.earlier?.begun;
  const keys = begun && begun.size > 0 ? keysOf(way, command) : undefined;
  return keys?.every(key => begun?.has(key)) ?? false;
}

/** Returns the keys of the resources that `command` names, here or in a container; undefined where it names none. */
function keysOf(way: Way, command: Invocation, given?: readonly string[]): readonly string[] | undefined {
  const { command: inside, container } = behindExec(behindSudo(command));
  const { program, argv, scope } = inside;
  if (scope.elsewhere || !ENTRIES[way].has(program)) return undefined;
  // Another account has other configuration files, which select another cluster or project.
  if (command.program === "sudo" && OWN_PLACES.test(program)) return undefined;
  const keys = named(way, argv, scope, given);
  return container === "" ? keys : keys?.map(key => `${key}\nin ${container}`);
}

/** Returns the keys of what a call creates, deletes or uses; undefined for other calls, or where not all is known. */
function named(
  way: Way,
  argv: readonly Word[],
  scope: Scope,
  given?: readonly string[],
): readonly string[] | undefined {
  const [program, ...words] = argv;
  for (const { thing, spelled, call } of ENTRIES[way].get(programName(program)) ?? []) {
    const { place = [], values = [], never = [], variables } = thing;
    const args = readArguments(words, {
      values: [...place, ...values, ...(spelled.values ?? []), ...(spelled.named ?? [])],
    });
    const rest = operands(args);
    if (!call.every((names, i) => names.includes(rest[i]?.value ?? ""))) continue;
    const says = spelled.call === undefined && spelled.named ? SAYS[way] : undefined;
    if (says && !words.some(({ value }) => says.test(value ?? ""))) continue;
    if (args.some(arg => arg.kind === "option" && never.includes(arg.name))) return undefined;
    const names = given ?? namesOf(spelled, way, optionValue(args, ...(spelled.named ?? [])), rest.slice(call.length));
    const places = place.map(name => optionValue(args, name)).map(word => (word ? word.value : ""));
    const set = variables ? [...scope.variables].filter(([name]) => variables.test(name)) : [];
    // An unknown value may mean another name or another place.
    if (names.length === 0 || [...names, ...places, ...set.map(([, value]) => value)].includes(null)) return undefined;
    return names.map(name => [thing.kind, name, ...places, ...set.flat()].join("\n"));
  }
  return undefined;
}

function namesOf(
  { named, at, unnamed }: Spelled,
  way: Way,
  option: Word | undefined,
  rest: readonly Word[],
): readonly (string | null)[] {
  if (named && option) return [option.value];
  const given = named && way !== "uses" ? [] : at === undefined && way === "takes" ? rest : [rest.at(at ?? 0)];
  const names = given.flatMap(word => (word ? [word.value] : []));
  return names.length === 0 && unnamed !== undefined ? [unnamed] : names;
}

/** Most words to search for a sub-command, since options may precede it. */
const MAX_WORDS = 12;
const OWN_PLACES = /^(?:kubectl|oc|helm|aws|gcloud|gsutil|mcli?)$/;
const OF_CLUSTERS = /^(?:namespace|release of Helm)\n/;

/** Whether the same words mean another cluster after this command. */
function pointsElsewhere({ program, argv }: Invocation): boolean {
  const words = argv.slice(1, MAX_WORDS).map(({ value }) => value ?? "");
  if (/^(?:kubectl|oc)$/.test(program)) return words.some(word => /^(?:config|login|project|ctx)$/.test(word));
  if (/^(?:kubectx|kubens|kubie|tsh)$/.test(program)) return true;
  if (/^(?:kind|k3d|minikube|aws|gcloud|az|doctl|eksctl|oci|ibmcloud|rancher|linode-cli|scw|civo)$/.test(program))
    return words.some(word =>
      /^(?:create|start|delete|profile|update-kubeconfig|create-kubeconfig|get-credentials|kubeconfig|switch|cluster)$/.test(
        word,
      ),
    );
  return false;
}
