/**
 * Finds the account, project or environment that a service's command line reaches: by options, by variables, or by a
 * file that links a folder to it. Only a name of production raises "unknown"; nothing lowers what the policy or the
 * name itself says.
 */

import { type Argument, hasOption, optionValue } from "../effects/options.ts";
import type { Facts } from "../facts/facts.ts";
import { shown } from "../files/targets.ts";
import { awsAccount } from "../places/accounts/aws.ts";
import { azureSubscription } from "../places/accounts/azure.ts";
import { gcloudProject } from "../places/accounts/gcloud.ts";
import { aliasedProject, linkedProject } from "../places/accounts/linked-projects.ts";
import type { PlatformName } from "../places/accounts/platforms.ts";
import { isLocalHost } from "../places/hosts.ts";
import type { Evidence, Locator } from "../places/locator.ts";
import type { Scope } from "../places/scope.ts";
import { isAbsolute, resolvePath } from "../text/paths.ts";
import type { Word } from "../text/words.ts";

export interface Account {
  /** The service's usual name: `AWS`, `Fly`. */
  readonly provider: string;
  /** Options that name an account, project, context or subscription. */
  readonly profile?: readonly string[];
  /** Options that name the environment or the app. */
  readonly label?: readonly string[];
  /** Options that mean production: `--prod`. */
  readonly production?: readonly string[];
  /** Options that keep the call on this machine: `--local`, `--emulator`. */
  readonly local?: readonly string[];
  /** Options and variables with the address of the service. */
  readonly endpoint?: readonly string[];
  /** Variables that name the account, strongest first. */
  readonly variables?: readonly string[];
  /** The tool whose configuration on this machine applies if no option names an account. */
  readonly configured?: "aws" | "gcloud" | "azure" | PlatformName;
  /** Files that name it, with an expression whose first group is the name; `~/` is the home folder. */
  readonly declared?: readonly Declaration[];
}

interface Declaration {
  readonly file: string;
  readonly name: RegExp;
  /** The kind of name; absent: an account's name. */
  readonly is?: "label";
}

/** Returns the places of a call, the most certain first; empty if it stays on this machine. */
export function accountOf(account: Account, args: readonly Argument[], scope: Scope, facts: Facts): readonly Locator[] {
  if (account.local && hasOption(args, ...account.local)) return [];
  const endpoint = endpointOf(account, args, scope);
  if (endpoint !== undefined && isLocalHost(endpoint)) return [];
  const named = productionIn(args);
  return [...(named ? [named] : []), ...(nameOf(account, args, scope, facts) ?? [unnamed(account)])];
}

function nameOf(account: Account, args: readonly Argument[], scope: Scope, facts: Facts): Locator[] | undefined {
  if (account.production && hasOption(args, ...account.production))
    return [
      { kind: "label", label: "production", evidence: { because: "the command says that it is for production" } },
    ];
  const alias = aliasOf(account, optionValue(args, ...(account.label ?? []), ...(account.profile ?? [])), scope, facts);
  if (alias) return [alias];
  const label = optionValue(args, ...(account.label ?? []));
  if (label?.value != null)
    return [
      {
        kind: "label",
        label: label.value,
        evidence: { because: `the command names ${label.value}` },
        known: [{ key: "project", name: label.value }],
      },
    ];
  const profile = optionValue(args, ...(account.profile ?? []));
  const told = configured(account, args, profile, scope, facts);
  if (told && (told.profile !== undefined || told.known)) return [told];
  if (profile)
    return [cloud(account, profile.value ?? undefined, { because: `the command names the account ${shown(profile)}` })];
  for (const variable of account.variables ?? []) {
    const value = scope.variables.get(variable);
    if (value !== undefined && value !== "")
      return [
        cloud(account, value ?? undefined, {
          because: `${variable} is ${value ?? "only known when it runs"}`,
          variable,
        }),
      ];
  }
  return linkOf(account, scope, facts) ?? declaredIn(account, scope, facts);
}

/** Returns the account in the configuration of a cloud's own tool; undefined for other services. */
function configured(
  { configured: whose }: Account,
  args: readonly Argument[],
  profile: Word | undefined,
  { variables, cwd }: Scope,
  facts: Facts,
): Extract<Locator, { kind: "cloud" }> | undefined {
  const standing = { variables, cwd };
  switch (whose) {
    case "aws": {
      const region = optionValue(args, "region");
      return awsAccount(
        { ...standing, ...(profile && { profile: profile.value }), ...(region && { region: region.value }) },
        facts,
      );
    }
    case "gcloud": {
      const configuration = optionValue(args, "configuration");
      return gcloudProject(
        {
          ...standing,
          ...(profile && { project: profile.value }),
          ...(configuration && { configuration: configuration.value }),
        },
        facts,
      );
    }
    case "azure":
      return azureSubscription({ ...standing, ...(profile && { subscription: profile.value }) }, facts);
    default:
      return undefined;
  }
}

function aliasOf(account: Account, word: Word | undefined, { variables, cwd }: Scope, facts: Facts) {
  const platform = platformOf(account);
  if (platform === undefined || word?.value == null) return undefined;
  return aliasedProject(platform, word.value, { variables, cwd }, facts);
}

function platformOf({ configured: whose }: Account): PlatformName | undefined {
  return whose === "aws" || whose === "gcloud" || whose === "azure" ? undefined : whose;
}

function linkOf(account: Account, { variables, cwd }: Scope, facts: Facts): Locator[] | undefined {
  const platform = platformOf(account);
  const link = platform && linkedProject(platform, { variables, cwd }, facts);
  return link && [link];
}

function declaredIn(account: Account, scope: Scope, facts: Facts): Locator[] | undefined {
  for (const { file, name, is } of account.declared ?? []) {
    const path = pathOfDeclaration(file, scope, facts);
    const value = path === undefined ? undefined : name.exec(facts.ask({ kind: "text", path }) ?? "")?.[1];
    if (path === undefined || value === undefined) continue;
    const evidence = { because: `${file} names ${value}`, file: path };
    return is === "label" ? [{ kind: "label", label: value, evidence }] : [cloud(account, value, evidence)];
  }
  return undefined;
}

function pathOfDeclaration(file: string, scope: Scope, facts: Facts): string | undefined {
  const { home } = facts.around;
  if (file.startsWith("~/")) return home === undefined ? undefined : resolvePath(file.slice(2), home);
  return scope.cwd === null || isAbsolute(file) ? undefined : resolvePath(file, scope.cwd);
}

function cloud({ provider }: Account, profile: string | undefined, evidence: Evidence): Locator {
  return { kind: "cloud", provider, ...(profile !== undefined && { profile }), evidence };
}

function unnamed({ provider }: Account): Locator {
  return { kind: "cloud", provider };
}

const NAMES_PRODUCTION = /(?:^|[^a-z])(?:prod|production|prd)(?:$|[^a-z])/i;

/** Returns production if a bucket, table or app is named after it. */
function productionIn(args: readonly Argument[]): Locator | undefined {
  return namedProduction(args.map(arg => (arg.kind === "operand" ? arg.word : arg.value)));
}

/** Returns production if one of these words is named after it. */
export function namedProduction(words: readonly (Word | undefined)[]): Locator | undefined {
  const word = words.find(word => word?.value != null && word.value.length < 300 && NAMES_PRODUCTION.test(word.value));
  if (!word) return undefined;
  return { kind: "label", label: "production", evidence: { because: `${shown(word)} is named after production` } };
}

function endpointOf(account: Account, args: readonly Argument[], scope: Scope): string | undefined {
  for (const name of account.endpoint ?? []) {
    const text = optionValue(args, name)?.value ?? scope.variables.get(name);
    if (text == null) continue;
    return /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^@/]*@)?(\[[0-9a-f:]+\]|[^/:]+)/i.exec(text)?.[1];
  }
  return undefined;
}
