/** Tools of commercial and clustered databases. */
import { deletes, line, replaces, stops } from "../../core/effects/doings.ts";
import type { Doing, Table } from "../../core/effects/subcommands.ts";

const database = { provider: "the database server" };
const REPLACES: Doing = replaces("database", "what the database holds", { named: [] });

export const DATABASES: readonly Omit<Table, "id" | "examples">[] = [
  {
    programs: ["dbca"],
    grammar: { values: ["sourceDB", "gdbName", "sid", "templateName"], singleDash: true },
    account: database,
    lines: [
      line("", deletes("database", "the database", { named: ["sourceDB", "gdbName", "sid"] }), {
        with: ["deleteDatabase", "deletePluggableDatabase", "deleteInstance", "unplugDatabase"],
      }),
      line(""),
    ],
  },
  {
    programs: ["impdp", "imp"],
    account: database,
    lines: [
      line("*", REPLACES, { operand: /^table_exists_action=(?:replace|truncate)/i }),
      line("", REPLACES, { operand: /^table_exists_action=(?:replace|truncate)/i }),
      line(""),
    ],
  },
  {
    programs: ["srvctl", "crsctl"],
    grammar: { values: ["d", "db", "database", "i", "s", "n", "node"], singleDash: true },
    account: database,
    lines: [
      line("stop|disable", stops("system", "the database for everybody:", { named: ["d", "db", "database"] })),
      line("remove|delete", deletes("service", "from the cluster of databases", { named: ["d", "db", "database"] })),
      line("*"),
    ],
  },
  {
    programs: ["lsnrctl"],
    account: database,
    lines: [line("stop", stops("system", "the listener: nobody reaches the databases")), line("*")],
  },
  {
    programs: ["admintools", "vertica-admintools"],
    grammar: { values: ["t", "tool", "d", "database", "p", "password", "s", "hosts"], singleDash: true },
    account: database,
    lines: [
      line("", deletes("database", "the database", { named: ["d", "database"] }), {
        with: ["t=drop_db", "tool=drop_db", "t=db_remove_node", "t=db_remove_subcluster"],
      }),
      line("", stops("system", "the database for everybody:", { named: ["d", "database"] }), {
        with: ["t=stop_db", "tool=stop_db", "t=kill_node", "t=kill_host", "t=stop_node"],
      }),
      line(""),
    ],
  },
  {
    programs: ["vacuumlo"],
    account: database,
    lines: [
      line("", undefined, { with: ["n"] }),
      line("", deletes("rows", "large objects that no column refers to in", { reach: "several" })),
    ],
  },
  {
    programs: ["gfix"],
    grammar: { values: ["user", "password", "shut", "force", "attach", "tran"], singleDash: true },
    account: database,
    lines: [
      line("", stops("system", "the database for everybody:"), { with: ["shut", "kill"] }),
      line("", deletes("rows", "damaged rows of", { reach: "unknown" }), { with: ["mend", "ignore"] }),
      line(""),
    ],
  },
  {
    programs: ["gbak"],
    grammar: { values: ["user", "password", "page_size", "se"], singleDash: true },
    account: database,
    lines: [line("", REPLACES, { with: ["rep", "replace_database", "recreate", "r"] }), line("")],
  },
  {
    programs: ["sqlpackage", "SqlPackage"],
    account: database,
    lines: [
      line("", deletes("schema", "what the package does not name from the target", { reach: "several", named: [] }), {
        operand: /DropObjectsNotInSource=true|BlockOnPossibleDataLoss=false/i,
      }),
      line(
        "",
        {
          verb: "migrate",
          resource: "schema",
          recovery: "effort",
          says: "changes the target's schema",
          named: [],
        },
        { operand: /^[/-]a(?:ction)?:(?:publish|import)$/i },
      ),
      line(""),
    ],
  },
  {
    programs: ["arangorestore"],
    grammar: { values: "server.endpoint server.database input-directory".split(" ") },
    account: database,
    lines: [line("", REPLACES, { with: ["overwrite"] }), line("")],
  },
  {
    programs: ["pbm"],
    grammar: { values: ["mongodb-uri", "time", "ns", "older-than", "o"] },
    unasked: ["yes", "y", "force", "f"],
    account: database,
    lines: [
      line("delete-backup|delete-pitr|cleanup", deletes("backup", "backups of the database")),
      line("restore|oplog-replay", REPLACES),
      line("*"),
    ],
  },
  {
    programs: ["tiup"],
    unasked: ["y", "yes"],
    account: database,
    lines: [
      line("cluster destroy|clean|prune", deletes("cluster", "the database cluster")),
      line("cluster stop|disable|scale-in", stops("system", "the database cluster, or a part of it")),
      line("clean", { ...deletes("database", "data of a playground"), recovery: "effort", certainty: "likely" }),
      line("*"),
    ],
  },
];
