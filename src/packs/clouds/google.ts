/** Reads Google Cloud's `gcloud`, by its resource groups and verbs. */

import {
  changes,
  deletes,
  deploys,
  grants,
  line,
  readsOne,
  replaces,
  revokes,
  stops,
  weakens,
} from "../../core/kit/effect-templates.ts";
import type { Line, Table } from "../../core/kit/table.ts";
import type { Account } from "../../core/providers/account.ts";
import { buildSteps } from "./builds.ts";
import { remoteShell, remoteSql } from "./remote.ts";

export const GOOGLE: Account = {
  provider: "Google Cloud",
  profile: ["project", "p"],
  configured: "gcloud",
};

const INSTEAD = "Look at what is there first: the same path with ls.";

const STORAGE: readonly Line[] = [
  line("storage rm", deletes("bucket", "everything under", { reach: "all", instead: INSTEAD }), {
    with: ["r", "R", "recursive", "all-versions", "a"],
  }),
  line("storage rm", deletes("file", "the object")),
  line(
    "storage rsync",
    deletes("file", "what the source does not have from the goal of", {
      reach: "several",
      instead: "Leave the deleting option out, or run it with --dry-run first.",
    }),
    { with: ["delete-unmatched-destination-objects"] },
  ),
  line("storage mv", { verb: "move", resource: "file", recovery: "effort", says: "moves" }),
  line("storage ls|cp|cat|du|rsync|hash|sign-url"),
];

export const gcloud: Omit<Table, "id" | "examples"> = {
  source: "https://cloud.google.com/sdk/gcloud/reference",
  programs: ["gcloud"],
  grammar: {
    values:
      `project account configuration zone region location cluster format filter sql instance database network billing-project
      impersonate-service-account verbosity flags-file sort-by limit page-size secret version member role api environment
      organization folder service source env-vars-file set-env-vars update-env-vars image platform keyring key database
      dataset namespace developer command config ssh-flag ssh-key-file`.split(/\s+/),
  },
  prefixes: ["alpha", "beta", "preview"],
  unasked: ["quiet", "q"],
  account: GOOGLE,
  lines: [
    ...STORAGE,
    line("config|info|topic|cheat-sheet|init|feedback|survey|help|components|version|docker|emulators|interactive"),
    line("auth revoke", revokes("account", "signs out every account"), { with: ["all"] }),
    line("auth revoke", { verb: "mutate", resource: "setting", recovery: "effort", says: "signs out" }),
    line("auth print-access-token|print-identity-token", {
      verb: "read-secret",
      resource: "record",
      recovery: "effort",
      says: "prints an access token of the account",
    }),
    line("auth"),
    line("secrets versions access", readsOne("the secret", { named: ["secret"] })),
    line("secrets versions destroy", { verb: "delete", resource: "secret", says: "destroys a version of the secret" }),
    line("kms keys versions destroy", {
      verb: "delete",
      resource: "secret",
      says: "destroys the key, and what is encrypted with it",
    }),
    line("kms keys versions disable", revokes("secret", "makes unreadable what is encrypted with the key")),
    line("kms decrypt", { verb: "read-secret", resource: "record", recovery: "effort", says: "decrypts" }),
    line("iam service-accounts keys create", grants("makes a lasting key that acts as the service account")),
    ...roleGrants("add-iam-policy-binding"),
    line("* set-iam-policy", replaces("account", "who may do what on")),
    line("* * set-iam-policy", replaces("account", "who may do what on")),
    line("sql instances patch", weakens("database", "takes the protection or the backups away from"), {
      with: ["no-deletion-protection", "no-backup"],
    }),
    line("sql instances restore-backup", replaces("database", "what is in the database by a backup")),
    line("sql backups restore", { verb: "overwrite", resource: "database", says: "restores over the database" }),
    line("sql import sql|csv|bak", replaces("database", "what is in the database by the file in")),
    line("compute instances update", weakens("service", "takes the protection against deletion away from"), {
      with: ["no-deletion-protection"],
    }),
    line("container images untag", deletes("image", "the tag", { recovery: "effort", reach: "unknown" })),
    line("compute ssh|scp"),
    line("compute instances reset", stops("service", "by cutting its power:")),
    line(
      "compute url-maps invalidate-cdn-cache",
      deletes("record", "what the network holds of", { reach: "all", recovery: "effort" }),
    ),
    line(
      "sql instances restart|failover|promote-replica|reset-ssl-config|switchover",
      stops("database", "for a while, and those connected to it:"),
    ),
    line("app services set-traffic", stops("service", "the versions that get no traffic any more of")),
    line("storage buckets update", weakens("bucket", "sets after which time objects are deleted in", { named: [] }), {
      with: ["lifecycle-file"],
    }),
    line("firestore import", replaces("database", "documents by those of")),
    line("datastore indexes cleanup", deletes("table", "indexes that the file does not list")),
    line(
      "dns record-sets transaction execute",
      replaces("domain", "records of the zone", { recovery: "effort", reach: "several" }),
    ),
    line("dns record-sets update", replaces("domain", "the record", { recovery: "effort" })),
    line("dns record-sets import", replaces("domain", "every record of the zone", { reach: "all" }), {
      with: ["delete-all-existing", "replace-origin-ns"],
    }),
    line("redis instances|clusters import", replaces("database", "what is in the database by the file")),
    line("firestore fields ttls update", deletes("rows", "what is older than the field says in", { reach: "all" }), {
      with: ["enable-ttl"],
    }),
    line("transfer jobs create", deletes("bucket", "from one of the two what was carried over", { reach: "several" }), {
      with: ["delete-from"],
    }),
    line("deploy delivery-pipelines|targets|releases delete|abandon", deletes("service", "the pipeline")),
    line(
      "pubsub subscriptions seek",
      deletes("queue", "messages that the subscription has yet to give out, or gives them out again:", {
        recovery: "effort",
      }),
    ),
    line("services disable", stops("system", "the API")),
    line("app versions stop", { verb: "stop", resource: "service", recovery: "effort", says: "stops the version" }),
    line("builds submit", changes("image", "which image the registry has")),
    line("app|functions|run|deploy deploy|submit", deploys()),
    line("run services replace|update-traffic", deploys()),
    line("container clusters resize|upgrade", changes("cluster", "the cluster")),
    line("logging logs delete", deletes("table", "the log")),
    line("* * undeploy", revokes("service", "takes out of service")),
  ],
  inner: call => [
    ...buildSteps(call),
    ...["compute", "cloud-shell", "compute tpus tpu-vm", "workstations"].flatMap(group =>
      remoteShell(call, { account: GOOGLE }, `${group} ssh`, "command"),
    ),
    ...remoteSql(call, { account: GOOGLE }, "spanner databases execute-sql", ["sql"]),
    ...remoteSql(call, { account: GOOGLE }, "spanner databases ddl update", ["ddl"], ["ddl-file"]),
  ],
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
    does: grants("grants a role on", { recovery: "effort", reach: "several" }),
  }));
}
