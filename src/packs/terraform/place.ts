/** Which account and environment a Terraform command works on: profile, workspace, variable file, folder, hosts in the state. */
import type { Evidence, Locator } from "../../core/effects/effect.ts";
import { type Argument, optionValues } from "../../core/effects/options.ts";
import type { Scope } from "../../core/effects/pack.ts";
import type { Facts } from "../../core/facts.ts";
import { baseName, partsOf } from "../../core/paths.ts";
import type { StateResource } from "./state.ts";

/** Variables that pick an account, and whose it is. */
const PROFILES = [
  ["AWS_PROFILE", "aws"],
  ["AWS_DEFAULT_PROFILE", "aws"],
  ["AWS_VAULT", "aws"],
  ["GOOGLE_PROJECT", "google"],
  ["CLOUDSDK_CORE_PROJECT", "google"],
  ["ARM_SUBSCRIPTION_ID", "azure"],
] as const;
const STAGE = /^(?:prod|production|live|staging|stage)$/i;

/** Strongest first; never empty: when nothing says, the account is unknown. */
export function placesOf(
  args: readonly Argument[],
  folder: string | null,
  scope: Scope,
  facts: Facts,
  resources: readonly StateResource[] | null,
): Locator[] {
  const hosts = [...new Set((resources ?? []).flatMap(({ hosts: found }) => found))].slice(0, 10);
  const accounts: Locator[] = [
    ...hosts.map((host): Locator => ({ kind: "host", host, evidence: { because: `the state names ${host}` } })),
    ...PROFILES.filter(([variable]) => scope.variables.has(variable)).map(([variable, provider]) => {
      const profile = scope.variables.get(variable) ?? undefined;
      const because = `${variable} is ${profile ?? "only known when it runs"}`;
      return cloud(provider, profile, { because, variable });
    }),
  ];
  const names = [
    ...workspaceOf(folder, scope, facts),
    ...optionValues(args, "var-file").flatMap(({ value }) =>
      value === null
        ? []
        : named(baseName(value).replace(/\.(?:auto\.)?tfvars(?:\.json)?$/, ""), `the variables come from ${value}`),
    ),
    ...partsOf(folder ?? "")
      .filter(part => STAGE.test(part))
      .flatMap(part => named(part, `the configuration is in the folder ${part}`)),
  ];
  // Beside an account, only a name that says its stage adds anything: `common.tfvars` does not.
  const found = accounts.length === 0 ? names : [...accounts, ...names.filter(saysStage)];
  if (found.length > 0) return found;
  return [cloud(providerOf(resources), undefined, { because: "nothing here says which account this reaches" })];
}

function saysStage(at: Locator): boolean {
  return at.kind === "cloud" && /prod|live|stag/i.test(at.profile ?? "");
}

function workspaceOf(folder: string | null, scope: Scope, facts: Facts): Locator[] {
  const chosen = scope.variables.get("TF_WORKSPACE");
  if (chosen) return named(chosen, `TF_WORKSPACE is ${chosen}`);
  if (folder === null) return [];
  const file = `${folder}/.terraform/environment`;
  const workspace = facts.ask({ kind: "text", path: file })?.trim();
  return workspace && workspace !== "default" ? named(workspace, `the selected workspace is ${workspace}`, file) : [];
}

/** A name that a person gave to the place; compared with the policy's like a profile's. */
function named(name: string, because: string, file?: string): Locator[] {
  return name === "" ? [] : [cloud("terraform", name, { because, ...(file && { file, line: 1 }) })];
}

function cloud(provider: string, profile: string | undefined, evidence: Evidence): Locator {
  return { kind: "cloud", provider, ...(profile !== undefined && { profile }), evidence };
}

function providerOf(resources: readonly StateResource[] | null): string {
  return resources?.[0]?.type.split("_")[0] ?? "cloud";
}
