/** Reads the commands in the steps of a Cloud Build configuration (Google). */

import { optionValue } from "../../core/effects/options.ts";
import type { Inner } from "../../core/effects/pack.ts";
import { textOfFile } from "../../core/files/input-text.ts";
import type { Call } from "../../core/kit/table.ts";
import { literalWord } from "../../core/text/words.ts";
import { readYaml, type Yaml, yamlAt, yamlItems, yamlText } from "../../core/text/yaml-text.ts";

/** Reads `builds submit --config cleanup.yaml`. A step runs its image's program, its entry point or its script. */
export function buildSteps(call: Call): Inner[] {
  const [group, verb] = call.words;
  if (group?.value !== "builds" || verb?.value !== "submit") return [];
  const file = optionValue(call.args, "config") ?? literalWord("cloudbuild.yaml");
  const text = textOfFile(file, call.command.scope, call.facts);
  const steps = text === null ? [] : yamlItems(yamlAt(readYaml(text)?.[0], "steps"));
  return steps.flatMap(step => commandOf(step, call));
}

function commandOf(step: Yaml, { command }: Call): Inner[] {
  const { scope, span } = command;
  const there = { ...scope, cwd: null, elsewhere: [], via: [...scope.via, "gcloud builds"] };
  const at = span && { span };
  const script = yamlText(yamlAt(step, "script"));
  if (script !== undefined) return [{ kind: "shell", text: script, scope: there, ...at }];
  const image = (yamlText(yamlAt(step, "name")) ?? "").replace(/(^|\/)([^/:@]*)[:@][^/]*$/, "$1$2");
  const program =
    yamlText(yamlAt(step, "entrypoint")) ?? PROGRAM_OF[image.split("/").at(-1) ?? ""] ?? image.split("/").at(-1);
  const words = yamlItems(yamlAt(step, "args")).flatMap(arg => yamlText(arg) ?? []);
  if (!program) return [];
  return [{ kind: "argv", argv: [program, ...words].map(word => literalWord(word)), scope: there, ...at }];
}

/** Builders with another name than the program in them. */
const PROGRAM_OF: Readonly<Record<string, string>> = {
  "cloud-sdk": "gcloud",
  "google-cloud-cli": "gcloud",
  "k8s-skaffold": "skaffold",
  postgres: "psql",
  "aws-cli": "aws",
};
