/** Reads the objects that `-f` and `-k` name, from files on this disk. */

import { optionValues } from "../../core/effects/options.ts";
import { textOfFile, textOfStdin } from "../../core/files/input-text.ts";
import { pathOf } from "../../core/files/targets.ts";
import type { Call } from "../../core/kit/table.ts";
import { HOLE, literalWord, type Word } from "../../core/text/words.ts";
import { readYaml, type Yaml, yamlAt, yamlItems, yamlText } from "../../core/text/yaml-text.ts";

export interface Manifest {
  readonly kind: string;
  readonly name: string;
}

const MOST_FILES = 30;

/** Returns the texts of all manifests that a call names, also a kustomization's resources; null for missing ones. */
export function manifestTexts(call: Call): readonly (string | null)[] {
  const built = optionValues(call.args, "k", "kustomize").flatMap(({ value }) =>
    value === null ? [] : resourcesOf(value, call),
  );
  return [...optionValues(call.args, "f", "filename").flatMap(word => textsOf(word, call)), ...built];
}

function resourcesOf(folder: string, call: Call): (string | null)[] {
  const text = ["kustomization.yaml", "kustomization.yml"]
    .map(name => textOfFile(literalWord(`${folder}/${name}`), call.command.scope, call.facts))
    .find(one => one != null);
  const resources = (readYaml(text ?? "") ?? []).flatMap(document => yamlItems(yamlAt(document, "resources")));
  return resources
    .flatMap(one => yamlText(one) ?? [])
    .slice(0, MOST_FILES)
    .flatMap(name => (/^https?:/.test(name) ? [null] : textsOf(literalWord(`${folder}/${name}`), call)));
}

/** Returns the objects; null when a part could not be read: a URL, a kustomization, a missing file. */
export function manifestsOf(call: Call): readonly Manifest[] | null {
  if (optionValues(call.args, "k", "kustomize").length > 0) return null;
  const texts = optionValues(call.args, "f", "filename").flatMap(word => textsOf(word, call));
  const found = texts.map(text => (text === null || text.includes(HOLE) ? null : objectsIn(text)));
  return found.includes(null) ? null : found.flatMap(objects => objects ?? []);
}

function textsOf(word: Word, call: Call): (string | null)[] {
  const { command, facts } = call;
  if (word.value === "-") return [textOfStdin(command, facts) ?? null];
  if (word.value === null || /^https?:/.test(word.value)) return [null];
  return word.value.split(",").flatMap(name => {
    const path = pathOf(literalWord(name), command.scope);
    const stat = path === undefined ? null : facts.ask({ kind: "stat", path });
    if (stat?.type !== "directory") return [textOfFile(literalWord(name), command.scope, facts)];
    const files = (stat.entries ?? []).filter(entry => /\.(?:ya?ml|json)$/.test(entry));
    if (files.length > MOST_FILES) return [null];
    return files.map(entry => textOfFile(literalWord(`${path}/${entry}`), command.scope, facts));
  });
}

function objectsIn(text: string): readonly Manifest[] | null {
  const documents = readYaml(text);
  return documents === null ? null : documents.flatMap(objectsOf);
}

function objectsOf(document: Yaml): Manifest[] {
  const kind = yamlText(yamlAt(document, "kind"));
  if (kind === undefined) return [];
  if (kind === "List") return yamlItems(yamlAt(document, "items")).flatMap(objectsOf);
  const group = yamlText(yamlAt(document, "apiVersion"))?.split("/")[0] ?? "";
  const named = group.includes(".") ? `${kind}.${group}` : kind;
  return [{ kind: named, name: yamlText(yamlAt(document, "metadata", "name")) ?? kind }];
}
