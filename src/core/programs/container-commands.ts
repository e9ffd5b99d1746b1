/**
 * Reads commands in definitions of containers: `command` and `args` of pods, jobs and workflows, `script` of steps,
 * `entrypoint` and `command` of services. Whatever applies or submits YAML or JSON shares this reader.
 */

import { handedBack } from "../effects/budget.ts";
import type { Inner, Invocation } from "../effects/pack.ts";
import type { Locator } from "../places/locator.ts";
import type { Scope } from "../places/scope.ts";
import { literalWord, wordOfText } from "../text/words.ts";
import { isYamlMap, readYaml, type Yaml, yamlText } from "../text/yaml-text.ts";
import { entrypointOf } from "./image-programs.ts";

const DEEPEST = 24;

/** The start command of a new container: words, or the text of a script. */
type Started = readonly string[] | string;

/** Returns the commands in definitions, each in a container of its own. `at`: where the containers run. */
export function containerCommands(
  texts: readonly (string | null)[],
  { scope, span }: Pick<Invocation, "scope" | "span">,
  via: string,
  at: readonly Locator[],
): Inner[] {
  const found: Started[] = [];
  for (const text of texts) {
    // Most manifests have no command, and searching for the keys is cheaper than parsing.
    if (text === null || !/\b(?:command|args|script|entrypoint|source)\b/i.test(text)) continue;
    for (const document of readYaml(text) ?? []) collect(document, 0, found);
  }
  const inside: Scope = {
    cwd: null,
    variables: new Map(),
    via: [...scope.via, via],
    elsewhere: [...(scope.elsewhere ?? []), ...at],
    container: { mounts: [], fresh: true },
  };
  return handedBack(found).map(started => {
    const where = { scope: inside, ...(span && { span }) };
    return typeof started === "string"
      ? { kind: "shell", text: started, ...where }
      : { kind: "argv", argv: started.map(word => literalWord(word)), ...where };
  });
}

function collect(value: Yaml, depth: number, found: Started[]): void {
  if (depth > DEEPEST) return;
  if (Array.isArray(value)) for (const item of value) collect(item, depth + 1, found);
  if (!isYamlMap(value)) return;
  const started = startedBy(value);
  if (started) found.push(started);
  for (const item of Object.values(value)) collect(item, depth + 1, found);
}

/** Returns how a map starts a container. The `exec` of a probe or a hook has a `command` as well. */
function startedBy(map: { readonly [key: string]: Yaml }): Started | undefined {
  const source = yamlText(map.script ?? null) ?? (map.image === undefined ? undefined : yamlText(map.source ?? null));
  if (source !== undefined) return source.replace(/^#!.*\n/, "");
  const entry = wordsOf(map.command) ?? wordsOf(map.entrypoint);
  const given = wordsOf(map.entrypoint === undefined ? map.args : map.command) ?? [];
  if (entry) return [...entry, ...given];
  const image = yamlText(map.image ?? null);
  const program = image === undefined ? undefined : entrypointOf(wordOfText(image))?.value;
  return image === undefined || given.length === 0 ? undefined : [...(program ? [program] : []), ...given];
}

/** Returns a list of words. A text is given to a shell, which splits it. */
function wordsOf(value: Yaml | undefined): readonly string[] | undefined {
  if (typeof value === "string") return value === "" ? undefined : ["sh", "-c", value];
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const words = value.map(yamlText);
  return words.includes(undefined) ? undefined : words.map(word => word ?? "");
}
