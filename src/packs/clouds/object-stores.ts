/** Clients of S3-like object stores: MinIO's mc, s3cmd, s4cmd, s5cmd. What is gone from a bucket is gone. */

import { deletes, line, revokes, weakens } from "../../core/effects/doings.ts";
import type { Account } from "../../core/effects/services/account.ts";
import type { Doing, Table } from "../../core/effects/subcommands.ts";

const INSTEAD = "List what is under the path first.";

const object: Doing = deletes("file", "the object", { instead: INSTEAD });
const everything: Doing = deletes("bucket", "everything under", { reach: "all", instead: INSTEAD });
const bucket: Doing = deletes("bucket", "the bucket");
const extra: Doing = deletes("file", "what the source does not have from the goal of", {
  reach: "several",
  instead: "Leave the deleting option out, or rehearse it with --dry-run.",
});
const moved: Doing = { verb: "move", resource: "file", recovery: "effort", says: "moves" };

const S3: Account = {
  provider: "an object store",
  profile: ["profile", "c", "config"],
  endpoint: ["host", "endpoint-url", "S3_ENDPOINT_URL", "AWS_ENDPOINT_URL"],
  variables: ["AWS_PROFILE"],
};

export const OBJECT_STORES: readonly Omit<Table, "id" | "examples">[] = [
  {
    programs: ["mc", "mcli", "minio-client"],
    grammar: {
      values: [
        "C",
        "config-dir",
        "older-than",
        "newer-than",
        "rewind",
        "version-id",
        "vid",
        "encrypt-key",
        "tags",
        "exclude",
        "limit-upload",
        "limit-download",
      ],
    },
    shows: ["fake"],
    account: { provider: "MinIO" },
    nouns: {
      user: "account",
      policy: "account",
      svcacct: "secret",
      accesskey: "secret",
      bucket: "bucket",
      tier: "bucket",
      replicate: "setting",
      ilm: "setting",
      rule: "setting",
      event: "setting",
      alias: "setting",
    },
    lines: [
      line("rm", everything, { with: ["r", "recursive", "versions", "bypass"] }),
      line("rm", object),
      line(
        "rb",
        { ...bucket, reach: "all", says: "deletes the bucket {} with everything in it" },
        { with: ["force", "dangerous"] },
      ),
      line("rb", bucket),
      line("mirror", extra, { with: ["remove"] }),
      line("mv", moved),
      line("undo", { verb: "overwrite", resource: "file", says: "takes back the last changes of" }),
      line(
        "find",
        { ...everything, certainty: "possible", says: "runs a command on what it finds under" },
        { with: ["exec"] },
      ),
      line(
        "ilm rule add|edit",
        { ...object, reach: "all", certainty: "likely", says: "lets objects expire in" },
        { with: ["expire-days", "noncurrent-expire-days", "expiry-days"] },
      ),
      line("version suspend", weakens("bucket", "stops keeping earlier versions in")),
      line("retention clear", weakens("bucket", "ends the retention of")),
      line("legalhold clear", weakens("bucket", "ends the legal hold on")),
      line("anonymous|policy set public|upload|download", weakens("bucket", "opens to everybody")),
      line("admin user disable", revokes("account", "locks the user out")),
      line("admin policy unset|detach", revokes("account", "takes a policy from")),
      line("admin service stop", {
        verb: "stop",
        resource: "cluster",
        recovery: "effort",
        says: "stops the whole store",
      }),
      line("admin service restart", {
        verb: "stop",
        resource: "service",
        recovery: "effort",
        says: "restarts the store",
      }),
      line("admin decommission|rebalance start", {
        verb: "mutate",
        resource: "system",
        recovery: "effort",
        says: "moves all data off a pool of",
      }),
      line("alias|ls|cat|head|stat|du|diff|find|tree|cp|pipe|share|watch|sql|ping|ready|support"),
    ],
  },
  {
    programs: ["s3cmd", "s4cmd"],
    grammar: {
      values: [
        "c",
        "config",
        "exclude",
        "include",
        "rexclude",
        "rinclude",
        "host",
        "host-bucket",
        "access_key",
        "secret_key",
        "region",
        "p",
        "profile",
        "endpoint-url",
        "expiry-days",
        "expiry-date",
      ],
    },
    shows: ["n"],
    account: S3,
    lines: [
      line("del|rm|delete", everything, { with: ["r", "recursive", "f", "force"] }),
      line("del|rm|delete", object),
      line(
        "rb",
        { ...bucket, reach: "all", says: "deletes the bucket {} with everything in it" },
        { with: ["r", "recursive", "force"] },
      ),
      line("rb", { ...bucket, recovery: "effort" }),
      line("sync|dsync", extra, { with: ["delete-removed", "delete-after"] }),
      line("mv", moved),
      line("expire", { ...object, reach: "all", certainty: "likely", says: "lets objects expire in" }),
      line("setacl", weakens("bucket", "opens to everybody"), { with: ["P", "acl-public"] }),
      line("delpolicy", revokes("account", "deletes the policy of")),
      line("delcors|dellifecycle|delnotification", deletes("setting", "settings of", { recovery: "effort" })),
    ],
  },
  {
    programs: ["s5cmd"],
    grammar: {
      values: [
        "endpoint-url",
        "profile",
        "credentials-file",
        "numworkers",
        "log",
        "exclude",
        "include",
        "storage-class",
        "version-id",
      ],
    },
    account: S3,
    lines: [
      line("rm", everything, { with: ["all-versions"] }),
      line("rm", { ...object, reach: "several", says: "deletes" }),
      line("rb", { ...bucket, recovery: "effort" }),
      line("sync", extra, { with: ["delete"] }),
      line("mv", moved),
    ],
  },
];
