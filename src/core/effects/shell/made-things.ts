/**
 * Things beside files that a text has certainly made itself, and takes away again: `createdb t && … && dropdb t`. What
 * was in them came with the text.
 */
import { operands, optionValue, readArguments } from "../options.ts";
import type { Invocation, Scope } from "../pack.ts";
import { programName, type Word } from "../words.ts";
import { behindExec } from "./behind-exec.ts";
import { behindSudo } from "./behind-sudo.ts";
import { type Spelled, THINGS, type Thing } from "./things.ts";

type Way = "makes" | "takes";
interface Entry {
  readonly thing: Thing;
  readonly spelled: Spelled;
  readonly call: readonly (readonly string[])[];
}

function byProgram(way: Way): ReadonlyMap<string, readonly Entry[]> {
  const found = new Map<string, Entry[]>();
  for (const thing of THINGS)
    for (const spelled of thing[way]) {
      const call = (spelled.call ?? "").split(" ").flatMap(word => (word === "" ? [] : [word.split("|")]));
      found.set(spelled.program, [...(found.get(spelled.program) ?? []), { thing, spelled, call }]);
    }
  return found;
}

const ENTRIES = { makes: byProgram("makes"), takes: byProgram("takes") };
/** Which of two calls of one program it is, where no sub-command says it. */
const SAYS: Readonly<Record<Way, RegExp>> = { makes: /^--create$/, takes: /^--delete$/ };

/** The key of what `command` makes, where it fails if that is there already. */
export function madeByCall(command: Invocation): string | undefined {
  const { command: inside, container } = behindExec(behindSudo(command));
  const { program, argv, scope } = inside;
  if (command.program === "sudo" && OWN_PLACES.test(program)) return undefined;
  const made = scope.elsewhere || !ENTRIES.makes.has(program) ? undefined : named("makes", argv, scope)?.[0];
  return made === undefined || container === "" ? made : `${made}\nin ${container}`;
}

/** `begun` without the things that the same words no longer mean after `command`. */
export function withoutTurned(begun: ReadonlySet<string>, command: Invocation): ReadonlySet<string> {
  if (begun.size === 0 || !pointsElsewhere(command)) return begun;
  const left = [...begun].filter(key => !OF_CLUSTERS.test(key));
  return left.length === begun.size ? begun : new Set(left);
}

/** Whether all that `command` takes away has been made by the same text, on this machine. */
export function takesOwn(command: Invocation): boolean {
  const begun = command.scope.earlier?.begun;
  if (!begun || begun.size === 0 || command.scope.elsewhere) return false;
  const { command: inside, container } = behindExec(behindSudo(command));
  const { program, argv, scope } = inside;
  // Another account has another file that says which cluster or project is meant.
  if (command.program === "sudo" && OWN_PLACES.test(program)) return false;
  const taken = ENTRIES.takes.has(program) ? named("takes", argv, scope) : undefined;
  const where = container === "" ? "" : `\nin ${container}`;
  return taken !== undefined && taken.length > 0 && taken.every(key => begun.has(`${key}${where}`));
}

/** The keys of what a call makes or takes away; undefined where it is no such call, or not all of it is known. */
function named(way: Way, argv: readonly Word[], scope: Scope): readonly string[] | undefined {
  const [program, ...words] = argv;
  for (const { thing, spelled, call } of ENTRIES[way].get(programName(program)) ?? []) {
    const { place = [], values = [], never = [], variables } = thing;
    const args = readArguments(words, { values: [...place, ...values, ...(spelled.named ?? [])] });
    const rest = operands(args);
    if (!call.every((names, i) => names.includes(rest[i]?.value ?? ""))) continue;
    if (spelled.call === undefined && spelled.named && !words.some(({ value }) => SAYS[way].test(value ?? "")))
      continue;
    if (args.some(arg => arg.kind === "option" && never.includes(arg.name))) return undefined;
    const names = namesOf(spelled, way, optionValue(args, ...(spelled.named ?? [])), rest.slice(call.length));
    const places = place.map(name => optionValue(args, name)?.value ?? "");
    const set = variables ? [...scope.variables].filter(([name]) => variables.test(name)) : [];
    // What nobody can read may be another name, or another place.
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
  const given = named ? [] : at === undefined && way === "takes" ? rest : [rest.at(at ?? 0)];
  const names = given.flatMap(word => (word ? [word.value] : []));
  return names.length === 0 && unnamed !== undefined ? [unnamed] : names;
}

/** Options may stand before the sub-command. */
const MAX_WORDS = 12;
const OWN_PLACES = /^(?:kubectl|oc|helm|aws|gcloud|gsutil|mcli?)$/;
const OF_CLUSTERS = /^(?:namespace|release of Helm)\n/;

/** From here on, the same words mean another cluster. */
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
