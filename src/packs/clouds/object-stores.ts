/** Clients of S3-like object stores: MinIO's mc, s3cmd, s4cmd, s5cmd. What is gone from a bucket is gone. */

import { deletes, revokes, weakens } from "../../core/effects/doings.ts";
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
      { call: "rm", with: ["r", "recursive", "versions", "bypass"], does: everything },
      { call: "rm", does: object },
      {
        call: "rb",
        with: ["force", "dangerous"],
        does: { ...bucket, reach: "all", says: "deletes the bucket with everything in it" },
      },
      { call: "rb", does: bucket },
      { call: "mirror", with: ["remove"], does: extra },
      { call: "mv", does: moved },
      { call: "undo", does: { verb: "overwrite", resource: "file", says: "takes back the last changes of" } },
      {
        call: "find",
        with: ["exec"],
        does: { ...everything, certainty: "possible", says: "runs a command on what it finds under" },
      },
      {
        call: "ilm rule add|edit",
        with: ["expire-days", "noncurrent-expire-days", "expiry-days"],
        does: { ...object, reach: "all", certainty: "likely", says: "lets objects expire in" },
      },
      {
        call: "version suspend",
        does: weakens("bucket", "stops keeping earlier versions in"),
      },
      {
        call: "retention clear",
        does: weakens("bucket", "ends the retention of"),
      },
      {
        call: "legalhold clear",
        does: weakens("bucket", "ends the legal hold on"),
      },
      {
        call: "anonymous|policy set public|upload|download",
        does: weakens("bucket", "opens to everybody"),
      },
      {
        call: "admin user disable",
        does: revokes("account", "locks the user out"),
      },
      {
        call: "admin policy unset|detach",
        does: revokes("account", "takes a policy from"),
      },
      {
        call: "admin service stop",
        does: { verb: "stop", resource: "cluster", recovery: "effort", says: "stops the whole store" },
      },
      {
        call: "admin service restart",
        does: { verb: "stop", resource: "service", recovery: "effort", says: "restarts the store" },
      },
      {
        call: "admin decommission|rebalance start",
        does: { verb: "mutate", resource: "system", recovery: "effort", says: "moves all data off a pool of" },
      },
      { call: "alias|ls|cat|head|stat|du|diff|find|tree|cp|pipe|share|watch|sql|ping|ready|support" },
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
      { call: "del|rm|delete", with: ["r", "recursive", "f", "force"], does: everything },
      { call: "del|rm|delete", does: object },
      {
        call: "rb",
        with: ["r", "recursive", "force"],
        does: { ...bucket, reach: "all", says: "deletes the bucket with everything in it" },
      },
      { call: "rb", does: { ...bucket, recovery: "effort" } },
      { call: "sync|dsync", with: ["delete-removed", "delete-after"], does: extra },
      { call: "mv", does: moved },
      { call: "expire", does: { ...object, reach: "all", certainty: "likely", says: "lets objects expire in" } },
      {
        call: "setacl",
        with: ["P", "acl-public"],
        does: weakens("bucket", "opens to everybody"),
      },
      {
        call: "delpolicy",
        does: revokes("account", "deletes the policy of"),
      },
      {
        call: "delcors|dellifecycle|delnotification",
        does: deletes("setting", "settings of", { recovery: "effort" }),
      },
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
      { call: "rm", with: ["all-versions"], does: everything },
      { call: "rm", does: { ...object, reach: "several", says: "deletes" } },
      { call: "rb", does: { ...bucket, recovery: "effort" } },
      { call: "sync", with: ["delete"], does: extra },
      { call: "mv", does: moved },
    ],
  },
];
