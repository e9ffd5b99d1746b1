/** gsutil: objects and buckets of Google Cloud Storage. */
import { deletes, grants, replaces, weakens } from "../../core/effects/doings.ts";
import type { Table } from "../../core/effects/subcommands.ts";
import { GOOGLE } from "./google.ts";

const INSTEAD = "Look at what is there first: the same path with ls.";

export const gsutil: Omit<Table, "id" | "examples"> = {
  programs: ["gsutil"],
  grammar: { values: ["o", "u", "h", "i", "t", "x", "j"] },
  account: GOOGLE,
  lines: [
    {
      call: "rm",
      with: ["r", "R", "a"],
      does: deletes("bucket", "everything under", { reach: "all", instead: INSTEAD }),
    },
    { call: "rm", does: deletes("file", "the object") },
    { call: "rb", does: deletes("bucket", "the empty bucket", { recovery: "effort" }) },
    { call: "rsync", with: ["n"] },
    {
      call: "rsync",
      with: ["d"],
      does: deletes("file", "what the source does not have from the goal of", {
        reach: "several",
        instead: "Leave -d out, or look at it with -n first.",
      }),
    },
    { call: "mv", does: { verb: "move", resource: "file", recovery: "effort", says: "moves" } },
    {
      call: "versioning set off",
      does: weakens("bucket", "stops keeping earlier versions in"),
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
      does: weakens("bucket", "ends the retention of"),
    },
    {
      call: "iam ch allUsers:*",
      does: weakens("bucket", "opens to everybody"),
    },
    {
      call: "iam set",
      does: replaces("account", "who may do what on"),
    },
    {
      call: "acl ch|set public-read|public-read-write|AllUsers:R",
      does: weakens("bucket", "opens to everybody"),
    },
    {
      call: "hmac create",
      does: grants("makes a lasting key that acts as"),
    },
    { call: "hmac delete", does: deletes("secret", "the key") },
    { call: "notification delete", does: deletes("queue", "the notifications of") },
  ],
};
