/**
 * Finds the AWS account that a command reaches: the profile by option or variable, and the account's number in the
 * configuration. Order of precedence: https://docs.aws.amazon.com/cli/v1/userguide/cli-configure-envvars.html
 */

import type { Facts } from "../../facts/facts.ts";
import { type IniSection, readIni } from "../../text/ini-text.ts";
import type { Evidence, KnownAs, Locator } from "../locator.ts";
import { accountOfKey } from "./aws-key.ts";
import {
  type Chosen,
  chosenBy,
  chosenOption,
  type FileText,
  fileAt,
  pathIn,
  type Standing,
} from "./command-context.ts";

export interface AwsChoice extends Standing {
  /** `--profile`; null when it is only known at run time. */
  readonly profile?: string | null;
  /** `--region`. */
  readonly region?: string | null;
}

type CloudLocator = Extract<Locator, { kind: "cloud" }>;

/** Returns the profile, its account's number, and other profiles of the same account. */
export function awsAccount(choice: AwsChoice, facts: Facts): CloudLocator {
  const option = chosenOption(choice.profile, "profile");
  const keys = option ? undefined : chosenBy(["AWS_ACCESS_KEY_ID"], choice);
  const variable = chosenBy(["AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_VAULT"], choice);
  const profiles = profilesOf(filesOf(choice, facts));
  // Keys in the environment override a profile named there; aws-vault names the profile of its keys.
  const named = option ?? (keys ? chosenBy(["AWS_VAULT"], choice) : variable);
  const chosen = named ?? (keys ? undefined : defaultProfile(profiles));
  const account = keys ? accountOfKeys(keys, choice) : chosen?.value && accountOf(chosen.value, profiles);
  const region = regionOf(choice, chosen?.value, profiles);
  const aside: KnownAs[] =
    keys && variable?.value ? [{ key: "awsProfile", name: variable.value, evidence: variable.evidence }] : [];
  const known = [
    ...(account ? [account, ...sameAccount(account.name, chosen?.value ?? undefined, profiles)] : []),
    ...aside,
  ];
  const evidence = chosen?.evidence ?? (keys && BY_KEYS);
  return {
    kind: "cloud",
    provider: "AWS",
    ...(chosen?.value != null && chosen.value !== "default" && { profile: chosen.value }),
    ...(region !== undefined && { region }),
    ...(evidence && { evidence: detailed(evidence, account || undefined, region) }),
    ...(known.length > 0 && { known }),
  };
}

/** The key's id is no secret, but a card has no use for it. */
const BY_KEYS: Evidence = { because: "keys of the environment are used", variable: "AWS_ACCESS_KEY_ID" };

/** Adds the account and the region to the evidence. */
function detailed(evidence: Evidence, account: KnownAs | undefined, region: string | undefined): Evidence {
  const parts = [account && `account ${account.name}`, region && `region ${region}`].filter(Boolean);
  const because = parts.length > 0 ? `${evidence.because} (${parts.join(", ")})` : evidence.because;
  return { ...account?.evidence, ...evidence, because };
}

interface Profile {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly values: IniSection["values"];
}

function filesOf(choice: Standing, facts: Facts): readonly FileText[] {
  const sources = [
    ["AWS_CONFIG_FILE", "~/.aws/config"],
    ["AWS_SHARED_CREDENTIALS_FILE", "~/.aws/credentials"],
  ] as const;
  return sources.flatMap(([variable, usual]) => {
    const chosen = choice.variables.get(variable);
    if (chosen === null) return [];
    return fileAt(pathIn(chosen || usual, choice, facts), facts) ?? [];
  });
}

/** Profiles by name from all files; a name may be in several. Cached from act to act. */
interface Profiles {
  readonly files: readonly FileText[];
  readonly sections: ReadonlyMap<string, readonly Profile[]>;
  readonly accounts: Map<string, KnownAs | undefined>;
}

let latest: Profiles = { files: [], sections: new Map(), accounts: new Map() };

/** Reads `[profile x]` of the configuration and `[x]` of the credentials. */
function profilesOf(files: readonly FileText[]): Profiles {
  const same = (one: FileText, other: FileText | undefined) => one.text === other?.text && one.path === other.path;
  if (files.length === latest.files.length && files.every((file, i) => same(file, latest.files[i]))) return latest;
  const sections = new Map<string, Profile[]>();
  for (const { path, text } of files)
    for (const { name: title, line, values } of readIni(text)) {
      const name = title.replace(/^profile\s+/, "").replace(/^"(.*)"$/, "$1");
      const others = sections.get(name) ?? [];
      sections.set(name, [...others, { name, file: path, line, values }]);
    }
  latest = { files, sections, accounts: new Map() };
  return latest;
}

function defaultProfile({ sections }: Profiles): Chosen | undefined {
  const [found] = sections.get("default") ?? [];
  if (!found) return undefined;
  const { file, line } = found;
  return { value: "default", evidence: { because: "no profile is named, so it is the default one", file, line } };
}

const MAX_CHAIN = 5;

/** Returns the account's number by the profile's role, its sign-in settings, or its key. */
function accountOf(profile: string, { sections, accounts }: Profiles): KnownAs | undefined {
  if (!accounts.has(profile)) accounts.set(profile, readAccount(profile, sections));
  return accounts.get(profile);
}

function readAccount(profile: string, all: Profiles["sections"]): KnownAs | undefined {
  let name: string | undefined = profile;
  for (let step = 0; name !== undefined && step < MAX_CHAIN; step++) {
    const sections: readonly Profile[] = all.get(name) ?? [];
    for (const { file, values } of sections)
      for (const key of ["role_arn", "sso_account_id", "login_session", "aws_account_id", "aws_access_key_id"]) {
        const entry = values.get(key);
        const account = entry && accountIn(key, entry.value);
        if (entry && account !== undefined)
          return knownAccount(account, {
            because: `the profile ${profile} is in the account ${account}`,
            file,
            line: entry.line,
            variable: key,
            value: account,
          });
      }
    name = sections.map(({ values }) => values.get("source_profile")?.value).find(source => source !== undefined);
  }
  return undefined;
}

function accountIn(key: string, value: string): string | undefined {
  if (key === "aws_access_key_id") return accountOfKey(value);
  return /^(?:arn:[\w-]+:\w+::?)?(\d{12})\b|^arn:[\w-]+:\w+:[\w-]*:(\d{12}):/.exec(value)?.slice(1).find(Boolean);
}

/** Returns the account of a key in the environment; a role to assume takes precedence. */
function accountOfKeys({ value }: Chosen, { variables }: Standing): KnownAs | undefined {
  const role = variables.get("AWS_ROLE_ARN");
  const variable = role ? "AWS_ROLE_ARN" : "AWS_ACCESS_KEY_ID";
  const account = role ? accountIn("role_arn", role) : value === null ? undefined : accountOfKey(value);
  if (account === undefined) return undefined;
  return knownAccount(account, { because: `${variable} is of the account ${account}`, variable, value: account });
}

function knownAccount(name: string, evidence: Evidence): KnownAs {
  return { key: "awsAccount", name, evidence };
}

/** Returns the other names of the same account, because the account counts more than a name. */
function sameAccount(account: string, own: string | undefined, profiles: Profiles): KnownAs[] {
  const names = [...profiles.sections.keys()].filter(name => name !== own && name !== "default");
  return names.flatMap((name): KnownAs[] => {
    const other = accountOf(name, profiles);
    if (other?.name !== account) return [];
    const because = `the profile ${name} is in the same account ${account}`;
    return [{ key: "awsProfile", name, evidence: { ...other.evidence, because } }];
  });
}

function regionOf(choice: AwsChoice, profile: string | null | undefined, profiles: Profiles) {
  if (choice.region !== undefined) return choice.region ?? undefined;
  for (const name of ["AWS_REGION", "AWS_DEFAULT_REGION"]) {
    const value = choice.variables.get(name);
    if (value !== undefined && value !== "") return value ?? undefined;
  }
  return profiles.sections
    .get(profile ?? "default")
    ?.map(({ values }) => values.get("region")?.value)
    .find(value => value !== undefined);
}
