/** Finds the stack of a Pulumi command: by option, by variable, or the one that was selected for its project. */

import type { Facts } from "../../facts/facts.ts";
import { readYaml, yamlAt, yamlText } from "../../text/yaml-text.ts";
import type { Evidence, Locator } from "../locator.ts";
import {
  chosenBy,
  chosenOption,
  fileAbove,
  fileAt,
  jsonText,
  lineOf,
  readJson,
  type Standing,
} from "./command-context.ts";

export interface PulumiChoice extends Standing {
  /** `--stack`; null when it is only known at run time. */
  readonly stack?: string | null;
}

const MAX_NOTES = 10;

/** Returns the possible stacks: several if copies of the project have different ones selected. */
export function pulumiStacks(choice: PulumiChoice, facts: Facts): readonly Locator[] {
  const chosen = chosenOption(choice.stack, "stack") ?? chosenBy(["PULUMI_STACK"], choice);
  if (chosen) return chosen.value === null ? [] : [stack(chosen.value, chosen.evidence)];
  const file = fileAbove("Pulumi.yaml", choice, facts) ?? fileAbove("Pulumi.yml", choice, facts);
  const project = file && yamlText(yamlAt(readYaml(file.text)?.[0], "name"));
  const home = choice.variables.get("PULUMI_HOME") || (facts.around.home && `${facts.around.home}/.pulumi`);
  if (project === undefined || !home) return [];
  // The file's name has the project's name and a hash of its path.
  const folder = `${home}/workspaces`;
  const entries = facts.ask({ kind: "stat", path: folder })?.entries ?? [];
  return entries
    .filter(
      name => name.startsWith(`${project}-`) && /^[0-9a-f]{40}-workspace\.json$/.test(name.slice(project.length + 1)),
    )
    .slice(0, MAX_NOTES)
    .flatMap((name): Locator[] => {
      const note = fileAt(`${folder}/${name}`, facts);
      const selected = note && jsonText(readJson(note.text), "stack");
      if (!note || selected === undefined) return [];
      const because = `the selected stack of ${project} is ${selected}`;
      const line = lineOf(note.text, note.text.indexOf('"stack"'));
      return [stack(selected, { because, file: note.path, line, value: selected })];
    });
}

/** `organization/project/prod` is the stack prod of that project. */
function stack(name: string, evidence: Evidence): Locator {
  const own = name.slice(name.lastIndexOf("/") + 1);
  return { kind: "label", label: own, evidence, known: [{ key: "project", name, evidence }] };
}
