/**
 * Finds the Google Cloud project that a command reaches: by option, by variable, by the active configuration. Order of
 * precedence: https://cloud.google.com/sdk/docs/properties#setting_properties
 */

import type { Facts } from "../../facts/facts.ts";
import { readIni } from "../../text/ini-text.ts";
import type { KnownAs, Locator } from "../locator.ts";
import { type Chosen, chosenBy, chosenOption, type FileText, fileAt, type Standing } from "./command-context.ts";

export interface GcloudChoice extends Standing {
  /** `--project`; null when it is only known at run time. */
  readonly project?: string | null;
  /** `--configuration`. */
  readonly configuration?: string | null;
}

type CloudLocator = Extract<Locator, { kind: "cloud" }>;

/** Returns the project and the configuration that names it. */
export function gcloudProject(choice: GcloudChoice, facts: Facts): CloudLocator {
  const chosen = chosenOption(choice.project, "project") ?? chosenBy(["CLOUDSDK_CORE_PROJECT"], choice);
  if (chosen) return located(chosen);
  const configuration = activeConfiguration(choice, facts);
  if (configuration.value !== null) {
    const file = fileAt(`${folderOf(choice, facts)}/configurations/config_${configuration.value}`, facts);
    const found = file && projectIn(file, configuration);
    if (found) return located(found, configuration);
  }
  const usual = chosenBy(["GOOGLE_CLOUD_PROJECT"], choice);
  return usual ? located(usual) : located(configuration.value === "default" ? undefined : configuration);
}

function located(chosen: Chosen | undefined, configuration?: Chosen): CloudLocator {
  const name = configuration?.value;
  const known: KnownAs[] =
    name != null && name !== "default" && configuration
      ? [{ key: "gcpProject", name, evidence: configuration.evidence }]
      : [];
  return {
    kind: "cloud",
    provider: "Google Cloud",
    ...(chosen?.value != null && { profile: chosen.value }),
    ...(chosen && { evidence: chosen.evidence }),
    ...(known.length > 0 && { known }),
  };
}

function projectIn({ path, text }: FileText, configuration: Chosen): Chosen | undefined {
  const project = readIni(text)
    .find(({ name }) => name === "core")
    ?.values.get("project");
  if (!project || project.value === "") return undefined;
  const because = `the configuration ${configuration.value} names the project ${project.value}`;
  return {
    value: project.value,
    evidence: { because, file: path, line: project.line, variable: "project", value: project.value },
  };
}

function activeConfiguration(choice: GcloudChoice, facts: Facts): Chosen {
  const chosen =
    chosenOption(choice.configuration, "configuration") ?? chosenBy(["CLOUDSDK_ACTIVE_CONFIG_NAME"], choice);
  if (chosen) return chosen;
  const file = fileAt(`${folderOf(choice, facts)}/active_config`, facts);
  const value = file?.text.trim();
  if (!file || !value) return { value: "default", evidence: { because: "the default configuration is active" } };
  return { value, evidence: { because: `the active configuration is ${value}`, file: file.path, line: 1, value } };
}

function folderOf({ variables }: Standing, { around }: Facts): string {
  const chosen = variables.get("CLOUDSDK_CONFIG");
  if (chosen) return chosen;
  const home = around.home ?? "~";
  return around.platform === "win32" ? `${home}/AppData/Roaming/gcloud` : `${home}/.config/gcloud`;
}
