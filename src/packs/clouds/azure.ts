/** Microsoft Azure: az's groups and verbs, and azcopy's transfers. */
import type { Account } from "../../core/effects/account.ts";
import { optionValue } from "../../core/effects/options.ts";
import type { Reading } from "../../core/effects/pack.ts";
import type { Call, Table } from "../../core/effects/subcommands.ts";
import { remoteShell } from "./remote.ts";

const ACCOUNT: Account = {
  provider: "Azure",
  profile: ["subscription", "s"],
  variables: ["AZURE_SUBSCRIPTION_ID", "ARM_SUBSCRIPTION_ID"],
  endpoint: ["blob-endpoint"],
};

/** `-n`, `-g` and their like name the thing, or where it is. */
const VALUES = `n name g resource-group s subscription l location c container-name account-name account-key vault-name
  server server-name d database-name ids id o output query p path f file k i image role assignee scope template-file
  parameters u source r registry repository password w workspace-name namespace-name t tags pattern destination
  environment project organization org m method url uri b body scripts command-id zone-name record-set-name sas-token connection-string auth-mode`.split(
  /\s+/,
);

const NAMED = ["n", "name", "ids", "id", "g", "resource-group"];

export const az: Omit<Table, "id" | "examples"> = {
  programs: ["az"],
  grammar: { values: VALUES },
  shows: ["what-if"],
  unasked: ["yes", "y", "force", "no-wait"],
  account: ACCOUNT,
  special: call => (call.words[0]?.value === "rest" ? apiCall(call) : undefined),
  inner: call =>
    ["vm", "vmss"].flatMap(group => remoteShell(call, { account: ACCOUNT }, `${group} run-command invoke`, "scripts")),
  lines: [
    { call: "group delete", does: gone("stack", "deletes the resource group with everything in it", NAMED) },
    { call: "group deployment|lock delete", does: { ...gone("record", "deletes", NAMED), recovery: "effort" } },
    {
      call: "lock delete",
      does: { verb: "weaken", resource: "system", recovery: "effort", says: "takes a lock against deletion away" },
    },
    {
      call: "group lock delete",
      does: { verb: "weaken", resource: "system", says: "takes a lock against deletion away" },
    },
    { call: "keyvault purge", does: gone("backup", "purges the key vault, which can then not be recovered", NAMED) },
    { call: "keyvault delete", does: { ...gone("secret", "deletes the key vault", NAMED), reach: "all" } },
    { call: "keyvault secret|key|certificate purge", does: gone("secret", "purges for good", ["n", "name", "id"]) },
    {
      call: "keyvault secret show|download",
      does: {
        verb: "read-secret",
        resource: "record",
        recovery: "effort",
        says: "reads the secret",
        named: ["n", "name", "id", "vault-name"],
      },
    },
    {
      call: "keyvault secret set",
      does: {
        verb: "overwrite",
        resource: "secret",
        recovery: "effort",
        says: "sets the secret",
        named: ["n", "name"],
      },
    },
    {
      call: "account clear",
      does: { verb: "mutate", resource: "setting", recovery: "effort", says: "forgets the signed-in accounts" },
    },
    {
      call: "account get-access-token",
      does: {
        verb: "read-secret",
        resource: "record",
        recovery: "effort",
        says: "prints an access token of the account",
      },
    },
    {
      call: "account subscription cancel",
      does: gone("project", "cancels the subscription", ["id", "subscription-id"]),
    },
    { call: "account|configure|config|login|logout|version|cloud|extension|bicep|find|feedback|upgrade|self-test" },
    {
      call: "role assignment create",
      does: {
        verb: "grant",
        resource: "account",
        recovery: "effort",
        says: "grants a role to",
        named: ["assignee", "assignee-object-id"],
      },
    },
    {
      call: "ad sp create-for-rbac",
      does: {
        verb: "grant",
        resource: "account",
        says: "makes an account with a lasting password",
        named: ["n", "name"],
      },
    },
    {
      call: "ad sp|app credential reset",
      does: { verb: "overwrite", resource: "secret", says: "replaces the password of", named: ["id"] },
    },
    { call: "deployment group|sub|mg|tenant create", does: stackChange("deploys the template") },
    { call: "deployment group|sub|mg|tenant what-if|validate|show|list|export" },
    { call: "stack group|sub|mg delete", does: gone("stack", "deletes the deployment stack", NAMED) },
    {
      call: "acr repository untag",
      does: { verb: "delete", resource: "image", says: "takes the tag from the image", named: ["image", "t"] },
    },
    { call: "acr repository delete", does: gone("image", "deletes from the registry", ["image", "t", "repository"]) },
    {
      call: "acr run",
      does: {
        verb: "execute-remote",
        resource: "code",
        recovery: "effort",
        certainty: "possible",
        says: "runs in the registry",
      },
    },
    {
      call: "storage blob delete-batch",
      does: { ...gone("bucket", "deletes every blob that fits in", ["s", "source"]), reach: "all" },
    },
    {
      call: "storage remove",
      does: { ...gone("bucket", "deletes from", ["c", "container-name", "share-name", "n", "name"]), reach: "several" },
    },
    {
      call: "storage blob|azcopy sync",
      with: ["delete-destination"],
      does: {
        ...gone("file", "deletes what the source does not have from", ["c", "container", "d", "destination"]),
        reach: "several",
      },
    },
    { call: "storage blob sync|upload|upload-batch|download|download-batch|undelete" },
    {
      call: "storage account keys renew",
      does: {
        verb: "overwrite",
        resource: "secret",
        says: "replaces a key of the storage account",
        named: ["n", "account-name"],
      },
    },
    {
      call: "storage account keys list|show-connection-string",
      does: {
        verb: "read-secret",
        resource: "record",
        recovery: "effort",
        says: "prints the keys of the storage account",
        named: ["n", "account-name"],
      },
    },
    {
      call: "storage account blob-service-properties update",
      with: ["enable-delete-retention", "enable-versioning"],
      does: { verb: "weaken", resource: "bucket", recovery: "effort", says: "stops keeping deleted blobs" },
    },
    {
      call: "vm deallocate|stop|restart",
      does: {
        verb: "stop",
        resource: "service",
        recovery: "effort",
        says: "turns off the machine",
        named: ["n", "name", "ids"],
      },
    },
    { call: "webapp|functionapp deploy|deployment", does: deploys() },
    { call: "webapp up", does: deploys() },
    { call: "webapp deployment slot swap", does: deploys() },
    { call: "containerapp up|update", does: deploys() },
    {
      call: "aks command invoke",
      does: { verb: "execute-remote", resource: "code", recovery: "effort", says: "runs in the cluster" },
    },
    { call: "aks get-credentials" },
    {
      call: "webapp|functionapp config appsettings delete",
      does: gone("secret", "deletes settings of the app", ["setting-names"]),
    },
    { call: "pipelines run|build" },
    {
      call: "sql db import|restore",
      does: {
        verb: "overwrite",
        resource: "database",
        certainty: "likely",
        says: "loads over the database",
        named: ["n", "name"],
      },
    },
  ],
  nouns: {
    db: "database",
    "sql server": "database",
    "sql mi": "database",
    "postgres server": "database",
    "postgres flexible-server": "database",
    "flexible server": "database",
    "mysql server": "database",
    "mariadb server": "database",
    cosmosdb: "database",
    "cosmosdb database": "database",
    "sql container": "table",
    redis: "database",
    "storage account": "bucket",
    "storage container": "bucket",
    "storage table": "table",
    "storage queue": "queue",
    "storage entity": "record",
    "storage message": "record",
    "blob service": "bucket",
    vm: "service",
    vmss: "service",
    aks: "cluster",
    acr: "bucket",
    webapp: "service",
    functionapp: "service",
    containerapp: "service",
    staticwebapp: "service",
    keyvault: "secret",
    vnet: "network",
    nsg: "network",
    nic: "network",
    nodepool: "cluster",
    "recoveryservices vault": "backup",
    "backup protection": "backup",
    item: "backup",
    "managed identity": "account",
    identity: "account",
    sp: "account",
    "app registration": "account",
    assignment: "account",
    "role assignment": "account",
    pipeline: "service",
    repos: "project",
    "dns zone": "domain",
    "record set": "domain",
    "devops project": "project",
    eventhub: "queue",
  },
};

export const azcopy: Omit<Table, "id" | "examples"> = {
  programs: ["azcopy"],
  grammar: {
    values: ["include-pattern", "exclude-pattern", "include-path", "exclude-path", "log-level", "cap-mbps", "from-to"],
  },
  account: { provider: "Azure Storage" },
  lines: [
    {
      call: "remove|rm|r",
      with: ["recursive"],
      does: { ...gone("bucket", "deletes everything under"), reach: "all" },
    },
    { call: "remove|rm|r", does: gone("file", "deletes the blob") },
    {
      call: "sync|s|sc",
      with: ["delete-destination", "mirror-mode"],
      does: { ...gone("file", "deletes what the source does not have from the goal of"), reach: "several" },
    },
    { call: "copy|cp|c|sync|s|sc|list|ls|jobs|env|login|logout|make|mk|bench|doc|set-properties" },
  ],
  special: call => (keepsDestination(call) ? { effects: [] } : undefined),
};

function keepsDestination({ args }: Call): boolean {
  return args.some(
    (arg, i) =>
      arg.kind === "option" &&
      arg.name === "delete-destination" &&
      (arg.value?.value === "false" || (arg.value === undefined && args[i + 1]?.word.value === "false")),
  );
}

/** `az rest --method delete --url …`: an HTTP call with the account's own token. */
function apiCall({ args, command }: Call): Reading {
  const url = optionValue(args, "u", "url", "uri");
  if (!url) return { effects: [] };
  const method = optionValue(args, "m", "method")?.value?.toUpperCase() ?? "GET";
  const body = optionValue(args, "b", "body");
  const call = {
    method,
    url,
    headers: [],
    ...(body && { body: body.value }),
    ...(command.span && { span: command.span }),
  };
  return { effects: [], inner: [{ kind: "http", call, scope: command.scope, source: "clouds" }] };
}

function gone(
  resource: "stack" | "record" | "backup" | "secret" | "project" | "image" | "bucket" | "file" | "unknown",
  says: string,
  named?: readonly string[],
) {
  return { verb: "delete", resource, says, ...(named && { named }) } as const;
}

function stackChange(says: string) {
  const instead = "Run it with what-if, and read what it would change.";
  return {
    verb: "mutate",
    resource: "stack",
    recovery: "effort",
    says,
    instead,
    named: ["g", "resource-group"],
  } as const;
}

function deploys() {
  const named = ["n", "name"];
  return {
    verb: "deploy",
    resource: "service",
    recovery: "effort",
    says: "puts a new version into service",
    named,
  } as const;
}
