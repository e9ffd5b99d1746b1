/**
 * Finds account and environment of a Terraform command: profile, workspace, variable file, folder, hosts in the state.
 */

import { type Argument, optionValues } from "../../core/effects/options.ts";
import type { Facts } from "../../core/facts/facts.ts";
import { awsAccount } from "../../core/places/accounts/aws.ts";
import { azureSubscription } from "../../core/places/accounts/azure.ts";
import { chosenBy } from "../../core/places/accounts/command-context.ts";
import {
  backendLocators,
  providerLocators,
  terraformWorkspace,
  variableLocators,
} from "../../core/places/accounts/terraform.ts";
import type { Evidence, Locator } from "../../core/places/locator.ts";
import type { Scope } from "../../core/places/scope.ts";
import { partsOf } from "../../core/text/paths.ts";
import type { StateResource } from "./state.ts";

/** Variables that select an account of a provider other than AWS, with the provider. */
const ACCOUNTS = [
  ["GOOGLE_PROJECT", "Google Cloud"],
  ["GOOGLE_CLOUD_PROJECT", "Google Cloud"],
  ["CLOUDSDK_CORE_PROJECT", "Google Cloud"],
  ["ARM_SUBSCRIPTION_ID", "Azure"],
] as const;
const STAGE = /^(?:prod|production|live|staging|stage)$/i;

/** Returns the places, the strongest first and never empty: by default the account is unknown. */
export function placesOf(
  args: readonly Argument[],
  folder: string | null,
  scope: Scope,
  facts: Facts,
  resources: readonly StateResource[] | null,
): Locator[] {
  const choice = {
    cwd: folder,
    variables: scope.variables,
    variableFiles: optionValues(args, "var-file").map(({ value }) => value),
    values: optionValues(args, "var").map(({ value }) => value),
    backend: optionValues(args, "backend-config").map(({ value }) => value),
  };
  const hosts = [...new Set((resources ?? []).flatMap(({ hosts: found }) => found))].slice(0, 10);
  const accounts: Locator[] = [
    ...hosts.map((host): Locator => ({ kind: "host", host, evidence: { because: `the state names ${host}` } })),
    ...awsOf(scope, facts),
    ...ACCOUNTS.flatMap(([variable, provider]): Locator[] => {
      const chosen = chosenBy([variable], scope);
      if (!chosen) return [];
      if (provider === "Azure") return [azureSubscription({ ...scope, named: [variable] }, facts)];
      return [cloud(provider, chosen.value ?? undefined, chosen.evidence)];
    }),
    ...providerLocators(choice, facts),
  ];
  const workspace = terraformWorkspace(choice, facts);
  const names = [
    ...(workspace ? [workspace] : []),
    ...variableLocators(choice, facts),
    ...backendLocators(choice, facts),
    ...partsOf(folder ?? "")
      .filter(part => STAGE.test(part))
      .map(part => cloud("terraform", part, { because: `the configuration is in the folder ${part}` })),
  ];
  // Beside an account only a name of a stage adds anything: `common.tfvars` does not.
  const found = accounts.length === 0 ? names : [...accounts, ...names.filter(saysStage)];
  if (found.length > 0) return found;
  return [cloud(providerOf(resources), undefined)];
}

/** Returns the AWS account that variables name. Its default profile only counts if nothing else is known. */
function awsOf(scope: Scope, facts: Facts): Locator[] {
  const named = chosenBy(["AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_VAULT", "AWS_ACCESS_KEY_ID"], scope);
  return named ? [awsAccount(scope, facts)] : [];
}

function saysStage(at: Locator): boolean {
  const name = at.kind === "cloud" ? at.profile : at.kind === "label" ? at.label : undefined;
  return at.kind === "label" || /prod|live|stag/i.test(name ?? "");
}

function cloud(provider: string, profile: string | undefined, evidence?: Evidence): Locator {
  return { kind: "cloud", provider, ...(profile !== undefined && { profile }), ...(evidence && { evidence }) };
}

function providerOf(resources: readonly StateResource[] | null): string {
  return resources?.[0]?.type.split("_")[0] ?? "cloud";
}
