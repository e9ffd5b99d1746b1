/** Reads Microsoft Azure's `az`, by its groups and verbs. */

import { optionValue } from "../../core/effects/options.ts";
import type { Reading } from "../../core/effects/pack.ts";
import { textOfFile } from "../../core/files/input-text.ts";
import { deletes, deploys, grants, line, readsOne, replaces, stops, weakens } from "../../core/kit/effect-templates.ts";
import type { Call, Table } from "../../core/kit/table.ts";
import type { Account } from "../../core/providers/account.ts";
import { literalWord, wordOfText } from "../../core/text/words.ts";
import { remoteShell, remoteSql } from "./remote.ts";

const ACCOUNT: Account = {
  provider: "Azure",
  profile: ["subscription", "s"],
  configured: "azure",
  endpoint: ["blob-endpoint"],
};

/** `-n`, `-g` and similar options name the target, or where it is. */
const VALUES = `n name g resource-group s subscription l location c container-name account-name account-key vault-name
  server server-name d database-name ids id o output query p path f file k i image role assignee scope template-file
  parameters u source r registry repository password w workspace-name namespace-name t tags pattern destination
  environment project organization org m method url uri b body scripts command-id zone-name record-set-name sas-token connection-string auth-mode querytext
  file-path q command exec-command admin-user admin-password`.split(/\s+/);

const NAMED = ["n", "name", "ids", "id", "g", "resource-group"];

export const az: Omit<Table, "id" | "examples"> = {
  source: "https://learn.microsoft.com/cli/azure/reference-index",
  programs: ["az"],
  grammar: { values: VALUES },
  shows: ["what-if"],
  unasked: ["yes", "y", "force", "no-wait"],
  names: ["n", "name"],
  account: ACCOUNT,
  special: call => (call.words[0]?.value === "rest" ? apiCall(call) : undefined),
  inner: call => [
    ...["vm", "vmss"].flatMap(group =>
      remoteShell(call, { account: ACCOUNT }, `${group} run-command invoke`, "scripts"),
    ),
    ...remoteShell(call, { account: ACCOUNT }, "aks command invoke", "command", "c"),
    ...remoteShell(call, { account: ACCOUNT }, "containerapp exec", "command"),
    ...remoteShell(call, { account: ACCOUNT }, "container exec", "exec-command"),
    ...["postgres", "mysql"].flatMap(server =>
      remoteSql(
        call,
        { account: ACCOUNT },
        `${server} flexible-server execute`,
        ["q", "querytext"],
        ["f", "file-path"],
      ),
    ),
  ],
  lines: [
    line("group delete", deletes("stack", "the resource group {} with everything in it", { named: NAMED })),
    line("group deployment delete", deletes("record", "the deployment's record", { named: NAMED, recovery: "effort" })),
    line("lock delete", weakens("system", "takes a lock against deletion away")),
    line("group lock delete", { verb: "weaken", resource: "system", says: "takes a lock against deletion away" }),
    line(
      "keyvault purge",
      deletes("backup", "the key vault and what could still be recovered of it,", { named: NAMED }),
    ),
    line("keyvault delete", deletes("secret", "the key vault", { named: NAMED, reach: "all" })),
    line("keyvault secret|key|certificate purge", deletes("secret", "for good", { named: ["n", "name", "id"] })),
    line("keyvault secret show|download", readsOne("the secret", { named: ["n", "name", "id", "vault-name"] })),
    line("keyvault secret set", {
      verb: "overwrite",
      resource: "secret",
      recovery: "effort",
      says: "sets the secret",
      named: ["n", "name"],
    }),
    line("account clear", {
      verb: "mutate",
      resource: "setting",
      recovery: "effort",
      says: "forgets the signed-in accounts",
    }),
    line("account get-access-token", {
      verb: "read-secret",
      resource: "record",
      recovery: "effort",
      says: "prints an access token of the account",
    }),
    line(
      "backup protection disable",
      deletes("backup", "the backups of", { named: ["item-name", "i"], reach: "all" }),
      { with: ["delete-backup-data"] },
    ),
    line("account subscription cancel", deletes("project", "the subscription", { named: ["id", "subscription-id"] })),
    line("account management-group delete", deletes("project", "the management group", { named: ["n", "name"] })),
    line("account|configure|config|login|logout|version|cloud|extension|bicep|find|feedback|upgrade|self-test"),
    line(
      "role assignment create",
      grants("grants a role to", { recovery: "effort", reach: "several", named: ["assignee", "assignee-object-id"] }),
    ),
    line("ad sp create-for-rbac", grants("makes an account with a lasting password", { named: ["n", "name"] })),
    line("ad sp|app credential reset", replaces("secret", "the password of", { named: ["id"] })),
    line("deployment group|sub|mg|tenant create", stackChange("deploys the template")),
    line("deployment group|sub|mg|tenant what-if|validate|show|list|export"),
    line("stack group|sub|mg delete", deletes("stack", "the deployment stack", { named: NAMED })),
    line("acr repository untag", {
      verb: "delete",
      resource: "image",
      says: "takes the tag from the image",
      named: ["image", "t"],
    }),
    line("acr repository delete", deletes("image", "from the registry", { named: ["image", "t", "repository"] })),
    line("acr run", {
      verb: "execute-remote",
      resource: "code",
      recovery: "effort",
      certainty: "possible",
      says: "runs in the registry",
    }),
    line(
      "storage blob delete-batch",
      deletes("bucket", "every blob that fits in", { named: ["s", "source"], reach: "all" }),
    ),
    line(
      "storage remove",
      deletes("bucket", "from", { named: ["c", "container-name", "share-name", "n", "name"], reach: "several" }),
    ),
    line(
      "storage blob|azcopy sync",
      deletes("file", "what the source does not have from", {
        named: ["c", "container", "d", "destination"],
        reach: "several",
      }),
      { with: ["delete-destination"] },
    ),
    line("storage blob sync|upload|upload-batch|download|download-batch|undelete"),
    line(
      "storage account keys renew",
      replaces("secret", "a key of the storage account", { named: ["n", "account-name"] }),
    ),
    line("storage account keys list|show-connection-string", {
      verb: "read-secret",
      resource: "record",
      recovery: "effort",
      says: "prints the keys of the storage account",
      named: ["n", "account-name"],
    }),
    line("storage account blob-service-properties update", weakens("bucket", "stops keeping deleted blobs"), {
      with: ["enable-delete-retention", "enable-versioning"],
    }),
    line("postgres|mysql flexible-server restart|failover", stops("database", "the server", { named: ["n", "name"] })),
    line("redis force-reboot", stops("database", "the server", { named: ["n", "name"] })),
    line(
      "cosmosdb|redis|servicebus|eventhubs keys regenerate|regenerate-keys",
      replaces("secret", "a key of", { named: NAMED }),
    ),
    line("redis regenerate-keys", replaces("secret", "a key of", { named: NAMED })),
    line("containerapp revision deactivate", stops("service", "the revision", { named: ["revision"] })),
    line("security pricing create", weakens("system", "the protection of the subscription"), { operand: /^free$/i }),
    line("artifacts universal publish", {
      verb: "publish",
      resource: "package",
      recovery: "effort",
      says: "publishes",
    }),
    line("vm deallocate|stop|restart", stops("service", "the machine", { named: ["n", "name", "ids"] })),
    line(
      "webapp|functionapp deployment slot swap",
      deploys("what the slot runs", { named: ["n", "name"], label: "production" }),
      { without: ["target-slot"] },
    ),
    line("webapp|functionapp deployment slot delete", deletes("service", "the slot", { named: ["s", "slot"] })),
    line("webapp|functionapp deploy|deployment", deploys("a new version", { named: ["n", "name"] })),
    line("webapp up", deploys("a new version", { named: ["n", "name"] })),
    line("containerapp up|update", deploys("a new version", { named: ["n", "name"] })),
    line(
      "sql failover-group set-primary",
      replaces("database", "by the other copy, and gives up what it lacks,", { named: NAMED }),
      {
        with: ["allow-data-loss"],
      },
    ),
    line("appconfig kv import", replaces("setting", "every setting of the store by the file", { named: NAMED }), {
      with: ["strict"],
    }),
    line(
      "cosmosdb sql|mongodb|table|gremlin|cassandra container|collection|table|graph update",
      deletes("rows", "what is older than a moment in", { named: NAMED, reach: "all" }),
      {
        with: ["ttl"],
        operand: /^[1-9]\d{0,2}$/,
      },
    ),
    line("aks command invoke"),
    line(
      "webapp|functionapp config appsettings delete",
      deletes("secret", "settings of the app", { named: ["setting-names"] }),
    ),
    line("sql db import|restore", {
      verb: "overwrite",
      resource: "database",
      certainty: "likely",
      says: "loads over the database",
      named: ["n", "name"],
    }),
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

/** Reads `az rest --method delete --url …`: an HTTP call with the account's own token. */
function apiCall({ args, command, facts }: Call): Reading {
  const given = optionValue(args, "u", "url", "uri");
  if (!given) return { effects: [] };
  // A path without a host belongs to the management API.
  const url = given.value?.startsWith("/") ? literalWord(`https://management.azure.com${given.value}`) : given;
  const method = optionValue(args, "m", "method")?.value?.toUpperCase() ?? "GET";
  const sent = optionValue(args, "b", "body");
  const file = sent?.value?.startsWith("@") ? wordOfText(sent.value.slice(1)) : undefined;
  const body = file ? { value: textOfFile(file, command.scope, facts) } : sent;
  const call = {
    method,
    url,
    headers: [],
    ...(body && { body: body.value }),
    ...(command.span && { span: command.span }),
  };
  return { effects: [], inner: [{ kind: "http", call, scope: command.scope, source: "clouds" }] };
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
