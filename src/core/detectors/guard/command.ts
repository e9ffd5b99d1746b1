/** Reads calls of the guard's own command line by an agent: reading and stopping agents is fine, loosening is not. */

import type { Effect } from "../../effects/effect.ts";
import { operands, readArguments } from "../../effects/options.ts";
import type { Invocation } from "../../effects/pack.ts";
import type { Facts } from "../../facts/facts.ts";
import { pathOf, shown } from "../../files/targets.ts";
import type { Scope } from "../../places/scope.ts";
import { ownProperty } from "../../text/own-property.ts";
import { baseName, isAbsolute, parentOf, resolvePath } from "../../text/paths.ts";
import type { Span } from "../../text/span.ts";
import type { Word } from "../../text/words.ts";
import { lettingGo } from "./letting-go.ts";

/** Sub-commands that look, judge without acting, or make the guard stricter. */
const HARMLESS = new Set([
  "check",
  "explain",
  "status",
  "verify",
  "audit",
  "halt",
  "pending",
  "install",
  "hook",
  "version",
  "help",
  "service start",
  "service status",
  "policy check",
  "policy test",
  "policy import",
  "policy what-if",
  "policy distrust",
  "policy keygen",
  "policy sign",
  "policy fetch",
]);
/** What the other sub-commands do, as a clause. */
const WEAKENS: Readonly<Record<string, string>> = {
  approve: "answers a question of the guard in the person's place",
  deny: "answers a question of the guard in the person's place",
  watch: "answers the guard's questions in the person's place",
  codes: "makes the codes with which a person lets acts pass",
  pair: "lets somebody else answer the guard's questions",
  resume: "lets agents act again although a person has stopped them",
  uninstall: "takes the guard's hooks out of the agents' settings",
  mark: "says which environment a place is, so that acts there may pass without a question",
  "service stop": "stops the service that judges acts and asks about them",
  "policy trust": "lets a file of the workspace loosen the guard",
  "policy enroll": "follows another policy, which says what the guard holds",
  "policy init": "writes a policy, which says what the guard holds",
};

/** Sub-commands of `agentguard` that only a person may run. */
export const LETTING_GO: readonly string[] = Object.keys(WEAKENS);
/** The first words of these sub-commands. */
const WEAKENING = new Set(Object.keys(WEAKENS).flatMap(name => name.split(" ", 1)));

/** Returns the effects of a call. `words`: the arguments, for example `resume` of `agentguard resume`. */
export function effectsOfGuardCommand(words: readonly Word[], span: Span | undefined, sure: boolean): Effect[] {
  const [first, second] = operands(readArguments(words, {}));
  if (!first) return [];
  // Of a nested sub-command both words count. One known only at run time is not harmless.
  const nested = /^(?:service|policy)$/.test(first.value ?? "") && second !== undefined;
  const name = nested ? second.value && `${first.value} ${second.value}` : first.value;
  if (name !== null && (HARMLESS.has(name) || name === "service" || name === "policy")) return [];
  const does = name === null ? undefined : ownProperty(WEAKENS, name);
  if (onlyAsksForHelp(words)) return [];
  const says = does ?? `runs agentguard ${shown(first)}, which may change what the guard does`;
  return [lettingGo({ ...(span && { span }) }, says, does !== undefined && sure ? "certain" : "possible")];
}

/** Matches `uninstall --help`. After another option, `--help` might be that option's value. */
function onlyAsksForHelp(words: readonly Word[]): boolean {
  const [option, ...more] = words.filter(({ value }) => value === null || value.startsWith("-"));
  return more.length === 0 && /^(?:--help|-h)$/.test(option?.value ?? "");
}

/** Reads `node …/agentguard/runtime/cli.cjs resume`; undefined if the script is not the guard's. */
export function effectsOfGuardScript({ argv, scope, span }: Invocation, facts: Facts): Effect[] | undefined {
  const at = argv.findIndex((word, i) => i > 0 && !word.value?.startsWith("-"));
  const word = argv[at];
  const script = word?.value;
  const words = argv.slice(at + 1);
  if (!word || !script) return undefined;
  if (isCopy(word, words, scope, facts)) return effectsOfGuardCommand(words, span, true);
  if (!/^cli\.c?js$/.test(baseName(script))) return undefined;
  const own = /agentguard/i.test(script) || isInOwnPackage(script, scope, facts);
  const name = words.flatMap(({ value }) => (UNASKED.test(value ?? "") ? [] : (value ?? ""))).join(" ");
  // In another project's command line, only the guard's own loosening sub-commands count.
  if (!own && !Object.keys(WEAKENS).includes(name)) return undefined;
  return effectsOfGuardCommand(words, span, own);
}

/** Returns whether the script is a copy or link of the guard's command: made by the same text, or of the same size. */
function isCopy(script: Word, [first]: readonly Word[], scope: Scope, facts: Facts): boolean {
  const path = pathOf(script, scope);
  if (path === undefined || !WEAKENING.has(first?.value ?? "")) return false;
  const { copied, moved, linked, derived } = scope.earlier ?? {};
  const origins = [copied?.get(path), moved?.get(path), linked?.get(path), ...(derived?.get(path) ?? [])];
  const commands = (facts.around.guard ?? []).map(folder => `${folder}/runtime/cli.cjs`);
  if (origins.some(origin => origin !== undefined && commands.includes(origin))) return true;
  // All are asked at once, because facts are gathered in rounds.
  const [own, ...known] = [path, ...commands].map(one => facts.ask({ kind: "stat", path: one }));
  return own?.type === "file" && own.size > 1024 && known.some(file => file?.type === "file" && file.size === own.size);
}

/** Options that only skip a confirmation. */
const UNASKED = /^(?:-y|--yes|--force)$/;

/** Returns whether the script is in the guard's own package, wherever that is installed. */
function isInOwnPackage(script: string, { cwd }: Scope, facts: Facts): boolean {
  if (cwd === null && !isAbsolute(script)) return false;
  const folder = parentOf(resolvePath(script, cwd ?? "/"));
  return [folder, parentOf(folder)].some(place => {
    const manifest = facts.ask({ kind: "text", path: resolvePath("package.json", place) });
    return manifest !== null && /"name"\s*:\s*"agentguard(?:-cli)?"/.test(manifest);
  });
}
