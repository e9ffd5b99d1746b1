/** Finds the Azure subscription that a command reaches: by option, or the default of the profile file. */

import type { Facts } from "../../facts/facts.ts";
import type { KnownAs, Locator } from "../locator.ts";
import {
  type Chosen,
  chosenBy,
  chosenOption,
  type FileText,
  fileAt,
  jsonAt,
  jsonText,
  lineOf,
  readJson,
  type Standing,
} from "./command-context.ts";

export interface AzureChoice extends Standing {
  /** `--subscription`, by name or id; null when it is only known at run time. */
  readonly subscription?: string | null;
  /** The tool's variables with the subscription; az itself has none. */
  readonly named?: readonly string[];
}

type CloudLocator = Extract<Locator, { kind: "cloud" }>;

interface Subscription {
  readonly id: string;
  readonly name: string;
  readonly isDefault: boolean;
  readonly line: number;
}

/** Returns the subscription's name, its id, and other names of the same id. */
export function azureSubscription(choice: AzureChoice, facts: Facts): CloudLocator {
  const file = profileFile(choice, facts);
  const all = file ? subscriptionsIn(file) : [];
  const chosen =
    chosenOption(choice.subscription, "subscription") ??
    chosenBy(choice.named ?? ["AZURE_SUBSCRIPTION_ID", "ARM_SUBSCRIPTION_ID"], choice);
  const own = chosen ? all.find(one => isNamed(one, chosen.value)) : all.find(({ isDefault }) => isDefault);
  if (!own || !file) return located(chosen);
  const because = chosen?.evidence.because ?? `the default subscription is ${own.name}`;
  const evidence = { ...chosen?.evidence, because, file: file.path, line: own.line, value: own.id };
  const known = all
    .filter(({ id, name }) => id === own.id && name !== own.name)
    .map(
      ({ name, line }): KnownAs => ({
        key: "azureSubscription",
        name,
        evidence: { because: `${name} is the same subscription`, file: file.path, line },
      }),
    );
  return { ...located({ value: own.name, evidence }), known: [...known, { key: "azureSubscription", name: own.id }] };
}

function located(chosen: Chosen | undefined): CloudLocator {
  return {
    kind: "cloud",
    provider: "Azure",
    ...(chosen?.value != null && { profile: chosen.value }),
    ...(chosen && { evidence: chosen.evidence }),
  };
}

function isNamed({ id, name }: Subscription, wanted: string | null): boolean {
  const text = wanted?.toLowerCase();
  return id.toLowerCase() === text || name.toLowerCase() === text;
}

function profileFile({ variables }: Standing, facts: Facts): FileText | undefined {
  const chosen = variables.get("AZURE_CONFIG_DIR");
  if (chosen === null) return undefined;
  const folder = chosen || (facts.around.home === undefined ? undefined : `${facts.around.home}/.azure`);
  return fileAt(folder === undefined ? undefined : `${folder}/azureProfile.json`, facts);
}

function subscriptionsIn({ text }: FileText): readonly Subscription[] {
  const listed = jsonAt(readJson(text), "subscriptions");
  if (!Array.isArray(listed)) return [];
  return listed.slice(0, 200).flatMap((one): Subscription[] => {
    const id = jsonText(one, "id");
    const name = jsonText(one, "name") ?? id;
    if (id === undefined || name === undefined) return [];
    const line = lineOf(text, text.indexOf(id));
    return [{ id, name, isDefault: jsonAt(one, "isDefault") === true, line }];
  });
}
