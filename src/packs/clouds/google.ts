/** Google Cloud: gcloud's resource groups and verbs. */

import {
  changes,
  deletes,
  deploys,
  grants,
  readsOne,
  replaces,
  revokes,
  stops,
  weakens,
} from "../../core/effects/doings.ts";
import type { Account } from "../../core/effects/services/account.ts";
import type { Line, Table } from "../../core/effects/subcommands.ts";
import { remoteShell } from "./remote.ts";

export const GOOGLE: Account = {
  provider: "Google Cloud",
  profile: ["project", "p", "configuration"],
  variables: ["CLOUDSDK_CORE_PROJECT", "CLOUDSDK_ACTIVE_CONFIG_NAME", "GOOGLE_CLOUD_PROJECT"],
  declared: [
    { file: "~/.config/gcloud/configurations/config_default", name: /^[ \t]*project[ \t]*=[ \t]*([\w-]{1,80})/m },
  ],
};

const INSTEAD = "Look at what is there first: the same path with ls.";

const STORAGE: readonly Line[] = [
  {
    call: "storage rm",
    with: ["r", "R", "recursive", "all-versions", "a"],
    does: deletes("bucket", "everything under", { reach: "all", instead: INSTEAD }),
  },
  { call: "storage rm", does: deletes("file", "the object") },
  {
    call: "storage rsync",
    with: ["delete-unmatched-destination-objects"],
    does: deletes("file", "what the source does not have from the goal of", {
      reach: "several",
      instead: "Leave the deleting option out, or run it with --dry-run first.",
    }),
  },
  { call: "storage mv", does: { verb: "move", resource: "file", recovery: "effort", says: "moves" } },
  { call: "storage ls|cp|cat|du|rsync|hash|sign-url" },
];

export const gcloud: Omit<Table, "id" | "examples"> = {
  programs: ["gcloud"],
  grammar: {
    values:
      `project account configuration zone region location cluster format filter instance database network billing-project
      impersonate-service-account verbosity flags-file sort-by limit page-size secret version member role api environment
      organization folder service source env-vars-file set-env-vars update-env-vars image platform keyring key database
      dataset namespace developer command ssh-flag ssh-key-file`.split(/\s+/),
  },
  prefixes: ["alpha", "beta", "preview"],
  unasked: ["quiet", "q"],
  account: GOOGLE,
  lines: [
    ...STORAGE,
    { call: "config|info|topic|cheat-sheet|init|feedback|survey|help|components|version|docker|emulators|interactive" },
    { call: "auth revoke", does: { verb: "mutate", resource: "setting", recovery: "effort", says: "signs out" } },
    {
      call: "auth print-access-token|print-identity-token",
      does: {
        verb: "read-secret",
        resource: "record",
        recovery: "effort",
        says: "prints an access token of the account",
      },
    },
    { call: "auth" },
    {
      call: "secrets versions access",
      does: readsOne("the secret", { named: ["secret"] }),
    },
    {
      call: "secrets versions destroy",
      does: { verb: "delete", resource: "secret", says: "destroys a version of the secret" },
    },
    {
      call: "kms keys versions destroy",
      does: { verb: "delete", resource: "secret", says: "destroys the key, and what is encrypted with it" },
    },
    { call: "kms keys versions disable", does: revokes("secret", "makes unreadable what is encrypted with the key") },
    { call: "kms decrypt", does: { verb: "read-secret", resource: "record", recovery: "effort", says: "decrypts" } },
    {
      call: "iam service-accounts keys create",
      does: grants("makes a lasting key that acts as the service account"),
    },
    ...roleGrants("add-iam-policy-binding"),
    {
      call: "* set-iam-policy",
      does: replaces("account", "who may do what on"),
    },
    {
      call: "* * set-iam-policy",
      does: replaces("account", "who may do what on"),
    },
    {
      call: "sql instances patch",
      with: ["no-deletion-protection", "no-backup"],
      does: weakens("database", "takes the protection or the backups away from"),
    },
    {
      call: "sql instances restore-backup",
      does: replaces("database", "what is in the database by a backup"),
    },
    {
      call: "sql backups restore",
      does: { verb: "overwrite", resource: "database", says: "restores over the database" },
    },
    {
      call: "sql import sql|csv|bak",
      does: { verb: "update", resource: "database", recovery: "effort", says: "loads into" },
    },
    {
      call: "compute instances update",
      with: ["no-deletion-protection"],
      does: weakens("service", "takes the protection against deletion away from"),
    },
    { call: "compute instances reset|set-*|add-*|tail-serial-port-output" },
    {
      call: "services disable",
      does: stops("system", "the API"),
    },
    {
      call: "app versions stop",
      does: { verb: "stop", resource: "service", recovery: "effort", says: "stops the version" },
    },
    { call: "app|functions|run|builds|deploy deploy|submit", does: deploys() },
    { call: "run services replace|update-traffic", does: deploys() },
    {
      call: "container clusters resize|upgrade",
      does: changes("cluster", "the cluster"),
    },
    { call: "logging logs delete", does: deletes("table", "the log") },
    {
      call: "* * undeploy",
      does: revokes("service", "takes out of service"),
    },
  ],
  inner: call => remoteShell(call, { account: GOOGLE }, "compute ssh", "command"),
  nouns: {
    "sql instance": "database",
    "spanner instance": "database",
    "memorystore instance": "database",
    "redis instance": "database",
    "memcache instance": "database",
    "bigtable instance": "database",
    "alloydb cluster": "database",
    "alloydb instance": "database",
    "filestore instance": "volume",
    "firestore database": "database",
    "snapshot schedule": "record",
    operation: "record",
    "artifact repository": "bucket",
    "docker image": "image",
    "dns record set": "domain",
    "record set": "domain",
    "managed zone": "domain",
    "node pool": "cluster",
    "instance group": "service",
    "instance template": "record",
    "forwarding rule": "network",
    "backend service": "network",
    "url map": "network",
    "target pool": "network",
    "service account": "account",
    "iam policy binding": "account",
    "api key": "secret",
    "backup vault": "backup",
    repositories: "bucket",
    repository: "bucket",
    api: "service",
    organization: "project",
    developer: "account",
    product: "record",
    version: "service",
  },
};

function roleGrants(verb: string): readonly Line[] {
  return ["* ", "* * ", "* * * "].map(before => ({
    call: `${before}${verb}`,
    does: grants("grants a role on", { recovery: "effort" }),
  }));
}
