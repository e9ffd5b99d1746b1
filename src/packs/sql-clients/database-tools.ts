/** Reads what databases' own tools do besides running SQL, where their words alone would mislead. */

import type { ProgramPack } from "../../core/effects/pack.ts";
import { changes, deletes, line, stops } from "../../core/kit/effect-templates.ts";
import { tablePack } from "../../core/kit/subcommands.ts";

/** Dolt keeps tables as git keeps files: a reset loses uncommitted changes, and the last branch holds commits. */
const DOLT = tablePack({
  id: "sql-clients",
  source: "https://docs.dolthub.com/cli-reference/cli",
  programs: ["dolt"],
  lines: [
    line("branch", deletes("branch", "the branch with what only it holds:", { reach: "one" }), { with: ["D"] }),
    line("branch", deletes("branch", "the branch", { recovery: "effort" }), { with: ["d"] }),
    line(
      "reset",
      { verb: "discard", resource: "rows", reach: "all", says: "throws away every change that is not committed, to" },
      { with: ["hard"] },
    ),
    line(
      "checkout",
      { verb: "discard", resource: "rows", reach: "several", says: "throws away changes of" },
      { with: ["f"] },
    ),
    line("clean", deletes("table", "tables that were never added:", { reach: "several" }), { without: ["dry-run"] }),
    line(
      "push",
      { verb: "rewrite-history", resource: "remote-branch", says: "pushes over what others have in" },
      { with: ["f", "force"] },
    ),
    line("table rm", deletes("table", "the table", { reach: "one" })),
    line("stash drop|clear", deletes("stash", "stashed changes of the tables")),
    line("remote remove|rm", changes("setting", "where the database is pushed to:")),
    line("tag", deletes("setting", "the tag", { recovery: "effort" }), { with: ["d"] }),
    line("gc", changes("setting", "what nothing refers to any more in")),
    line("*"),
  ],
  examples: [],
});

const COCKROACH = tablePack({
  id: "sql-clients",
  source: "https://www.cockroachlabs.com/docs/stable/cockroach-commands",
  programs: ["cockroach"],
  grammar: {
    values: ["host", "url", "certs-dir", "cert-principal-map", "p", "port", "u", "user", "wait", "drain-wait"],
  },
  account: { provider: "CockroachDB", endpoint: ["host", "url", "COCKROACH_HOST", "COCKROACH_URL"] },
  lines: [
    line(
      "node decommission",
      deletes("cluster", "from the cluster, its data moved to others:", { recovery: "effort" }),
    ),
    line("node drain", stops("cluster", "a node for its clients:")),
    line("quit", stops("cluster", "the node:", { named: [] })),
    line("debug reset-quorum|recover|unsafe-remove-dead-replicas", {
      verb: "overwrite",
      resource: "database",
      says: "rewrites ranges that have lost their copies:",
    }),
    line("nodelocal|userfile delete", deletes("backup", "files of the store:", { reach: "several" })),
  ],
  nouns: {},
  examples: [],
});

export const OWN_COMMANDS: Readonly<Partial<Record<string, ProgramPack>>> = { dolt: DOLT, cockroach: COCKROACH };
