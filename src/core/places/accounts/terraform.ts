/**
 * Finds the workspace and backend of a Terraform command: by variable, by what `init` and `workspace select` recorded
 * in `.terraform`, and by blocks in the configuration's usual files.
 */

import type { Facts } from "../../facts/facts.ts";
import { baseName, resolvePath } from "../../text/paths.ts";
import type { Evidence, KnownAs, Locator } from "../locator.ts";
import { awsAccount } from "./aws.ts";
import {
  chosenBy,
  type FileText,
  fileAt,
  jsonAt,
  jsonText,
  lineOf,
  readJson,
  type Standing,
} from "./command-context.ts";

export interface TerraformChoice extends Standing {
  /** Folder of the configuration; null when it is not known. */
  readonly cwd: string | null;
  /** `-var-file`, as written; null if known only at run time. */
  readonly variableFiles?: readonly (string | null)[];
  /** `-var`, as written. */
  readonly values?: readonly (string | null)[];
  /** `-backend-config`, as written: a pair or a file. */
  readonly backend?: readonly (string | null)[];
}

/** Returns the selected workspace; undefined for the default one. */
export function terraformWorkspace(choice: TerraformChoice, facts: Facts): Locator | undefined {
  const chosen = chosenBy(["TF_WORKSPACE"], choice);
  if (chosen) return chosen.value === null ? undefined : workspace(chosen.value, chosen.evidence);
  const file = fileAt(inDataFolder("environment", choice), facts);
  const name = file?.text.trim();
  if (!file || !name || name === "default") return undefined;
  const because = `the selected workspace is ${name}`;
  return workspace(name, { because, file: file.path, line: 1, value: name });
}

function workspace(name: string, evidence: Evidence): Locator {
  const known: KnownAs[] = [{ key: "terraformWorkspace", name, evidence }];
  return { kind: "cloud", provider: "terraform", profile: name, evidence, known };
}

/** The backend as recorded in `.terraform/terraform.tfstate`: its type and its string settings. */
interface Backend {
  readonly type: string;
  readonly settings: ReadonlyMap<string, string>;
  readonly file: FileText;
}

function terraformBackend(choice: TerraformChoice, facts: Facts): Backend | undefined {
  const file = fileAt(inDataFolder("terraform.tfstate", choice), facts);
  const backend = file && jsonAt(readJson(file.text), "backend");
  const type = jsonText(backend, "type");
  if (!file || type === undefined) return undefined;
  const config = jsonAt(backend, "config");
  const names = [...BACKEND_NAMES, ...BACKEND_ACCOUNTS, "region"];
  const settings = names.flatMap((name): [string, string][] => {
    const value = name === "workspaces" ? workspaceOfCloud(config) : jsonText(config, name);
    return value === undefined ? [] : [[name, value]];
  });
  return { type, settings: new Map(settings), file };
}

/** Settings that people name after the environment: a bucket, a path in it, a workspace of the service. */
const BACKEND_NAMES = [
  "workspaces",
  "bucket",
  "key",
  "prefix",
  "container_name",
  "storage_account_name",
  "resource_group_name",
  "path",
  "address",
  "secret_suffix",
  "dynamodb_table",
  "organization",
];
const BACKEND_ACCOUNTS = ["profile", "role_arn", "subscription_id"];

function workspaceOfCloud(config: unknown): string | undefined {
  return (
    jsonText(config, "workspaces", "name") ??
    jsonText(config, "workspaces", "0", "name") ??
    jsonText(config, "workspaces", "prefix")
  );
}

const SAYS_STAGE = /(?:^|[^a-z])(?:prod|production|prd|live|staging|stage|stg|preprod|uat)(?:$|[^a-z])/i;

/** Returns where the state is stored, as far as names there say a stage, and the account of the storage. */
export function backendLocators(choice: TerraformChoice, facts: Facts): readonly Locator[] {
  const backend = terraformBackend(choice, facts);
  const noted = backend ? notedBackend(backend, choice, facts) : [];
  const given = (choice.backend ?? []).flatMap((text): Locator[] => {
    const value = text?.includes("=") ? text.slice(text.indexOf("=") + 1) : text;
    return value && SAYS_STAGE.test(value) ? [label(value, { because: `the backend is set up with ${value}` })] : [];
  });
  return [...given, ...noted];
}

function notedBackend({ type, settings, file }: Backend, choice: TerraformChoice, facts: Facts): Locator[] {
  const names = BACKEND_NAMES.flatMap((name): Locator[] => {
    const value = settings.get(name);
    if (value === undefined || !SAYS_STAGE.test(value)) return [];
    const line = lineOf(file.text, file.text.indexOf(value));
    const because = `the state is kept in the ${type} backend, ${name} ${value}`;
    return [label(value, { because, file: file.path, line, variable: name, value })];
  });
  const profile = settings.get("profile");
  return profile === undefined ? names : [...names, awsAccount({ ...choice, profile }, facts)];
}

function label(name: string, evidence: Evidence): Locator {
  return { kind: "label", label: name, evidence };
}

/** Returns what the names of variable files, and the variables themselves, say of the environment. */
export function variableLocators(choice: TerraformChoice, facts: Facts): readonly Locator[] {
  const given = (choice.variableFiles ?? []).filter(file => file !== null);
  const usual = ["terraform.tfvars", "terraform.tfvars.json"];
  const files = [...usual, ...given].flatMap(file =>
    choice.cwd === null ? [] : (fileAt(resolvePath(file, choice.cwd), facts) ?? []),
  );
  const byName = given.flatMap((file): Locator[] => {
    const name = baseName(file).replace(/(?:\.auto)?\.tfvars(?:\.json)?$/, "");
    const evidence = { because: `the variables come from ${file}`, value: file };
    return name === "" ? [] : [{ kind: "cloud", provider: "terraform", profile: name, evidence }];
  });
  const byValue = (choice.values ?? []).flatMap((pair): Locator[] => {
    const found = STAGE_VARIABLE.exec(pair ?? "");
    return found?.[2] ? [label(found[2], { because: `the command sets ${found[1]} to ${found[2]}` })] : [];
  });
  return [...byName, ...byValue, ...files.flatMap(stageIn)];
}

const STAGE_VARIABLE =
  /^[ \t]*["']?((?:\w{0,30}_)?(?:env|environment|stage))["']?[ \t]*[=:][ \t]*["']?([\w-]{1,60})["']?[ \t,]*$/im;

function stageIn({ path, text }: FileText): readonly Locator[] {
  const found = STAGE_VARIABLE.exec(text);
  const [, variable, value] = found ?? [];
  if (!found || variable === undefined || value === undefined || !SAYS_STAGE.test(value)) return [];
  const because = `${baseName(path)} sets ${variable} to ${value}`;
  const offset = found.index + found[0].search(/\S/);
  return [label(value, { because, file: path, line: lineOf(text, offset), variable, value })];
}

/** Files of a configuration that conventionally contain providers and backends. */
const USUAL_FILES = ["main.tf", "providers.tf", "provider.tf", "backend.tf", "versions.tf", "terraform.tf"];

/** Returns the account of a provider block, unless the command's own variables name one. */
export function providerLocators(choice: TerraformChoice, facts: Facts): readonly Locator[] {
  const { cwd } = choice;
  if (cwd === null) return [];
  return USUAL_FILES.flatMap(name => {
    const file = fileAt(`${cwd}/${name}`, facts);
    return file ? providersIn(file, choice, facts) : [];
  });
}

const PROVIDER = /^[ \t]*provider[ \t]+"(\w{1,40})"[ \t]*\{([^}]{0,2000})/gm;
const NAMES = { profile: "AWS", project: "Google Cloud", subscription_id: "Azure" } as const;

function providersIn({ path, text }: FileText, choice: TerraformChoice, facts: Facts): readonly Locator[] {
  return [...text.matchAll(PROVIDER)].flatMap(({ 0: whole, 1: provider, 2: block = "", index }) =>
    (Object.keys(NAMES) as (keyof typeof NAMES)[]).flatMap((setting): Locator[] => {
      const found = new RegExp(`^[ \\t]*${setting}[ \\t]*=[ \\t]*"([^"$]{1,120})"`, "m").exec(block);
      if (!found?.[1]) return [];
      const line = lineOf(text, index + whole.length - block.length + found.index + found[0].search(/\S/));
      const because = `the provider ${provider} is set up with the ${setting} ${found[1]}`;
      const evidence = { because, file: path, line, variable: setting, value: found[1] };
      if (setting === "profile") return [{ ...awsAccount({ ...choice, profile: found[1] }, facts), evidence }];
      return [{ kind: "cloud", provider: NAMES[setting], profile: found[1], evidence }];
    }),
  );
}

/** `TF_DATA_DIR` moves the folder in which `init` records its choices. */
function inDataFolder(name: string, { cwd, variables }: TerraformChoice): string | undefined {
  const chosen = variables.get("TF_DATA_DIR");
  if (cwd === null || chosen === null) return undefined;
  return `${resolvePath(chosen || ".terraform", cwd)}/${name}`;
}
