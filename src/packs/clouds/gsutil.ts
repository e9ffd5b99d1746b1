/** gsutil: objects and buckets of Google Cloud Storage. */
import { deletes, grants, line, replaces, weakens } from "../../core/effects/doings.ts";
import type { Table } from "../../core/effects/subcommands.ts";
import { GOOGLE } from "./google.ts";

const INSTEAD = "Look at what is there first: the same path with ls.";

export const gsutil: Omit<Table, "id" | "examples"> = {
  programs: ["gsutil"],
  grammar: { values: ["o", "u", "h", "i", "t", "x", "j"] },
  account: GOOGLE,
  lines: [
    line("rm", deletes("bucket", "everything under", { reach: "all", instead: INSTEAD }), { with: ["r", "R", "a"] }),
    line("rm", deletes("file", "the object")),
    line("rb", deletes("bucket", "the empty bucket", { recovery: "effort" })),
    line("rsync", undefined, { with: ["n"] }),
    line(
      "rsync",
      deletes("file", "what the source does not have from the goal of", {
        reach: "several",
        instead: "Leave -d out, or look at it with -n first.",
      }),
      { with: ["d"] },
    ),
    line("mv", { verb: "move", resource: "file", recovery: "effort", says: "moves" }),
    line("versioning set off", weakens("bucket", "stops keeping earlier versions in")),
    line("lifecycle set", {
      verb: "delete",
      resource: "file",
      reach: "all",
      certainty: "likely",
      says: "lets objects expire by the rules of",
    }),
    line("retention clear|remove", weakens("bucket", "ends the retention of")),
    line("iam ch allUsers:*", weakens("bucket", "opens to everybody")),
    line("iam set", replaces("account", "who may do what on")),
    line("acl ch|set public-read|public-read-write|AllUsers:R", weakens("bucket", "opens to everybody")),
    line("hmac create", grants("makes a lasting key that acts as")),
    line("hmac delete", deletes("secret", "the key")),
    line("notification delete", deletes("queue", "the notifications of")),
  ],
};
