/** Google Cloud: gcloud's resource groups and verbs, and gsutil's objects. */
import type { Account } from "../../core/effects/account.ts";
import type { Line, Table } from "../../core/effects/subcommands.ts";
import { remoteShell } from "./remote.ts";

const ACCOUNT: Account = {
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
    does: { verb: "delete", resource: "bucket", reach: "all", says: "deletes everything under", instead: INSTEAD },
  },
  { call: "storage rm", does: { verb: "delete", resource: "file", says: "deletes the object" } },
  {
    call: "storage rsync",
    with: ["delete-unmatched-destination-objects"],
    does: {
      verb: "delete",
      resource: "file",
      reach: "several",
      says: "deletes what the source does not have from the goal of",
      instead: "Leave the deleting option out, or run it with --dry-run first.",
    },
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
  account: ACCOUNT,
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
      does: {
        verb: "read-secret",
        resource: "record",
        recovery: "effort",
        says: "reads the secret",
        named: ["secret"],
      },
    },
    {
      call: "secrets versions destroy",
      does: { verb: "delete", resource: "secret", says: "destroys a version of the secret" },
    },
    {
      call: "kms keys versions destroy",
      does: { verb: "delete", resource: "secret", says: "destroys the key, and what is encrypted with it" },
    },
    { call: "kms decrypt", does: { verb: "read-secret", resource: "record", recovery: "effort", says: "decrypts" } },
    {
      call: "iam service-accounts keys create",
      does: { verb: "grant", resource: "account", says: "makes a lasting key that acts as the service account" },
    },
    ...grants("add-iam-policy-binding"),
    {
      call: "* set-iam-policy",
      does: { verb: "overwrite", resource: "account", says: "replaces who may do what on" },
    },
    {
      call: "* * set-iam-policy",
      does: { verb: "overwrite", resource: "account", says: "replaces who may do what on" },
    },
    {
      call: "sql instances patch",
      with: ["no-deletion-protection", "no-backup"],
      does: {
        verb: "weaken",
        resource: "database",
        recovery: "effort",
        says: "takes the protection or the backups away from",
      },
    },
    {
      call: "sql instances restore-backup",
      does: { verb: "overwrite", resource: "database", says: "replaces what is in the database by a backup" },
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
      does: {
        verb: "weaken",
        resource: "service",
        recovery: "effort",
        says: "takes the protection against deletion away from",
      },
    },
    { call: "compute instances reset|set-*|add-*|tail-serial-port-output" },
    {
      call: "services disable",
      does: { verb: "stop", resource: "system", recovery: "effort", says: "turns off the API" },
    },
    {
      call: "app versions stop",
      does: { verb: "stop", resource: "service", recovery: "effort", says: "stops the version" },
    },
    { call: "app|functions|run|builds|deploy deploy|submit", does: deploys() },
    { call: "run services replace|update-traffic", does: deploys() },
    {
      call: "container clusters resize|upgrade",
      does: { verb: "mutate", resource: "cluster", recovery: "effort", says: "changes the cluster" },
    },
    { call: "logging logs delete", does: { verb: "delete", resource: "table", says: "deletes the log" } },
    {
      call: "* * undeploy",
      does: { verb: "revoke", resource: "service", recovery: "effort", says: "takes out of service" },
    },
  ],
  inner: call => remoteShell(call, { account: ACCOUNT }, "compute ssh", "command"),
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

function grants(verb: string): readonly Line[] {
  return ["* ", "* * ", "* * * "].map(before => ({
    call: `${before}${verb}`,
    does: { verb: "grant", resource: "account", recovery: "effort", says: "grants a role on" } as const,
  }));
}

function deploys() {
  return { verb: "deploy", resource: "service", recovery: "effort", says: "puts a new version into service" } as const;
}

export const gsutil: Omit<Table, "id" | "examples"> = {
  programs: ["gsutil"],
  grammar: { values: ["o", "u", "h", "i", "t", "x", "j"] },
  account: ACCOUNT,
  lines: [
    {
      call: "rm",
      with: ["r", "R", "a"],
      does: { verb: "delete", resource: "bucket", reach: "all", says: "deletes everything under", instead: INSTEAD },
    },
    { call: "rm", does: { verb: "delete", resource: "file", says: "deletes the object" } },
    { call: "rb", does: { verb: "delete", resource: "bucket", recovery: "effort", says: "deletes the empty bucket" } },
    { call: "rsync", with: ["n"] },
    {
      call: "rsync",
      with: ["d"],
      does: {
        verb: "delete",
        resource: "file",
        reach: "several",
        says: "deletes what the source does not have from the goal of",
        instead: "Leave -d out, or look at it with -n first.",
      },
    },
    { call: "mv", does: { verb: "move", resource: "file", recovery: "effort", says: "moves" } },
    {
      call: "versioning set off",
      does: { verb: "weaken", resource: "bucket", recovery: "effort", says: "stops keeping earlier versions in" },
    },
    {
      call: "lifecycle set",
      does: {
        verb: "delete",
        resource: "file",
        reach: "all",
        certainty: "likely",
        says: "lets objects expire by the rules of",
      },
    },
    {
      call: "retention clear|remove",
      does: { verb: "weaken", resource: "bucket", recovery: "effort", says: "ends the retention of" },
    },
    {
      call: "iam ch allUsers:*",
      does: { verb: "weaken", resource: "bucket", recovery: "effort", says: "opens to everybody" },
    },
    {
      call: "iam set",
      does: { verb: "overwrite", resource: "account", says: "replaces who may do what on" },
    },
    {
      call: "acl ch|set public-read|public-read-write|AllUsers:R",
      does: { verb: "weaken", resource: "bucket", recovery: "effort", says: "opens to everybody" },
    },
    {
      call: "hmac create",
      does: { verb: "grant", resource: "account", says: "makes a lasting key that acts as" },
    },
    { call: "hmac delete", does: { verb: "delete", resource: "secret", says: "deletes the key" } },
    { call: "notification delete", does: { verb: "delete", resource: "queue", says: "deletes the notifications of" } },
  ],
};
