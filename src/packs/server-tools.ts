/** The administration tools of commercial databases, mail servers and other servers that stand alone. */
import { deletes, readsMany, replaces, stops } from "../core/effects/doings.ts";
import { type Doing, type Table, tablesPack } from "../core/effects/subcommands.ts";

type Tool = Omit<Table, "id" | "examples">;

const database = { provider: "the database server" };
const mail = { provider: "the mail server" };
const REPLACES: Doing = replaces("database", "what the database holds", { named: [] });

const TOOLS: readonly Tool[] = [
  {
    programs: ["dbca"],
    grammar: { values: ["sourceDB", "gdbName", "sid", "templateName"], singleDash: true },
    account: database,
    lines: [
      {
        call: "",
        with: ["deleteDatabase", "deletePluggableDatabase", "deleteInstance", "unplugDatabase"],
        does: deletes("database", "the database", { named: ["sourceDB", "gdbName", "sid"] }),
      },
      { call: "" },
    ],
  },
  {
    programs: ["impdp", "imp"],
    account: database,
    lines: [
      { call: "*", operand: /^table_exists_action=(?:replace|truncate)/i, does: REPLACES },
      { call: "", operand: /^table_exists_action=(?:replace|truncate)/i, does: REPLACES },
      { call: "" },
    ],
  },
  {
    programs: ["srvctl", "crsctl"],
    grammar: { values: ["d", "db", "database", "i", "s", "n", "node"], singleDash: true },
    account: database,
    lines: [
      {
        call: "stop|disable",
        does: stops("system", "the database for everybody:", { named: ["d", "db", "database"] }),
      },
      {
        call: "remove|delete",
        does: deletes("service", "from the cluster of databases", { named: ["d", "db", "database"] }),
      },
      { call: "*" },
    ],
  },
  {
    programs: ["gfix"],
    grammar: { values: ["user", "password", "shut", "force", "attach", "tran"], singleDash: true },
    account: database,
    lines: [
      { call: "", with: ["shut", "kill"], does: stops("system", "the database for everybody:") },
      { call: "", with: ["mend", "ignore"], does: deletes("rows", "damaged rows of", { reach: "unknown" }) },
      { call: "" },
    ],
  },
  {
    programs: ["gbak"],
    grammar: { values: ["user", "password", "page_size", "se"], singleDash: true },
    account: database,
    lines: [{ call: "", with: ["rep", "replace_database", "recreate", "r"], does: REPLACES }, { call: "" }],
  },
  {
    programs: ["sqlpackage", "SqlPackage"],
    account: database,
    lines: [
      {
        call: "",
        operand: /DropObjectsNotInSource=true|BlockOnPossibleDataLoss=false/i,
        does: deletes("schema", "what the package does not name from the target", { reach: "several", named: [] }),
      },
      {
        call: "",
        operand: /^[/-]a(?:ction)?:(?:publish|import)$/i,
        does: {
          verb: "migrate",
          resource: "schema",
          recovery: "effort",
          says: "changes the target's schema",
          named: [],
        },
      },
      { call: "" },
    ],
  },
  {
    programs: ["arangorestore"],
    grammar: { values: "server.endpoint server.database input-directory".split(" ") },
    account: database,
    lines: [{ call: "", with: ["overwrite"], does: REPLACES }, { call: "" }],
  },
  {
    programs: ["pbm"],
    grammar: { values: ["mongodb-uri", "time", "ns", "older-than", "o"] },
    unasked: ["yes", "y", "force", "f"],
    account: database,
    lines: [
      { call: "delete-backup|delete-pitr|cleanup", does: deletes("backup", "backups of the database") },
      { call: "restore|oplog-replay", does: REPLACES },
      { call: "*" },
    ],
  },
  {
    programs: ["tiup"],
    unasked: ["y", "yes"],
    account: database,
    lines: [
      { call: "cluster destroy|clean|prune", does: deletes("cluster", "the database cluster") },
      { call: "cluster stop|disable|scale-in", does: stops("system", "the database cluster, or a part of it") },
      {
        call: "clean",
        does: { ...deletes("database", "data of a playground"), recovery: "effort", certainty: "likely" },
      },
      { call: "*" },
    ],
  },
  {
    programs: ["postsuper"],
    grammar: { values: ["d", "h", "H", "r", "c"] },
    account: mail,
    lines: [
      { call: "", with: ["d"], does: deletes("queue", "mail that waits to be delivered", { named: ["d"] }) },
      { call: "" },
    ],
  },
  {
    programs: ["exim", "exim4"],
    grammar: { singleDash: true },
    account: mail,
    lines: [{ call: "", with: ["Mrm"], does: deletes("queue", "mail that waits to be delivered") }, { call: "" }],
  },
  {
    programs: ["doveadm"],
    grammar: { values: ["u", "S", "c", "F"] },
    account: mail,
    lines: [
      { call: "expunge", does: deletes("record", "mail of", { reach: "several", named: ["u"] }) },
      { call: "mailbox|dict|backup|acl delete|unset", does: deletes("table", "the mailbox") },
      { call: "backup", does: replaces("database", "mail with that of another server") },
      { call: "kick|penalty|*" },
    ],
  },
  {
    programs: ["zmprov"],
    account: mail,
    lines: [
      {
        call: "deleteAccount|da|deleteDomain|dd|deleteDistributionList|ddl|deleteCos|dc|deleteCalendarResource|dcr|purgeAccountCalendarCache|emptyFolder|deleteMailbox|dm|deleteServer|ds",
        does: deletes("account", "from the mail server"),
      },
      { call: "*" },
    ],
  },
  {
    programs: ["chef-server-ctl", "gitlab-ctl", "gitlab-runsvdir"],
    grammar: { values: ["c", "config"] },
    account: { provider: "the server" },
    lines: [
      {
        call: "cleanse|remove-accounts|cleanup-se",
        does: deletes("database", "all data of the server", { reach: "all" }),
      },
      { call: "uninstall|stop|kill|graceful-kill", does: stops("system", "the server for everybody") },
      { call: "org-delete|user-delete", does: deletes("account", "from the server") },
      { call: "*" },
    ],
  },
  {
    programs: ["rq"],
    grammar: { values: ["u", "url", "c", "config", "S", "serializer"] },
    account: { provider: "the job queue", endpoint: ["u", "url"] },
    lines: [
      { call: "empty", does: deletes("queue", "every waiting job of the queue", { reach: "all" }) },
      { call: "*" },
    ],
  },
  {
    programs: ["celery"],
    grammar: { values: ["A", "app", "b", "broker", "Q", "queues", "n", "hostname", "l", "loglevel", "workdir", "d"] },
    unasked: ["f", "force"],
    account: { provider: "the job queue", endpoint: ["b", "broker"] },
    lines: [
      { call: "purge", does: deletes("queue", "every waiting task", { reach: "all", named: ["Q", "queues"] }) },
      {
        call: "amqp queue.purge|queue.delete|exchange.delete",
        does: deletes("queue", "the queue, or what waits in it:"),
      },
      { call: "control shutdown", does: stops("system", "the workers", { reach: "all" }) },
      { call: "*" },
    ],
  },
  {
    programs: ["ipvsadm"],
    account: { provider: "the load balancer" },
    lines: [
      {
        call: "",
        with: ["C", "clear", "D", "delete-service"],
        does: deletes("network", "services of the load balancer", { named: [] }),
      },
      { call: "" },
    ],
  },
  {
    programs: ["tc"],
    lines: [
      {
        call: "qdisc add|replace|change",
        operand: /^(?:netem|tbf|loss)$/,
        does: stops("network", "or slows what goes over the interface"),
      },
      { call: "*" },
    ],
  },
  {
    programs: ["wg-quick"],
    lines: [{ call: "down", does: stops("network", "the private network") }, { call: "*" }],
  },
  {
    programs: ["gitlab-runner"],
    grammar: { values: ["n", "name", "t", "token", "u", "url", "c", "config"] },
    account: { provider: "GitLab", endpoint: ["u", "url"] },
    lines: [
      {
        call: "unregister",
        with: ["all-runners"],
        does: deletes("service", "every runner of this machine from the forge", { reach: "all", named: [] }),
      },
      { call: "unregister", does: deletes("service", "the runner from the forge", { named: ["n", "name"] }) },
      { call: "uninstall", does: stops("system", "the runner's service") },
      { call: "*" },
    ],
  },
  {
    programs: ["azd"],
    grammar: { values: ["e", "environment", "C", "cwd"] },
    unasked: ["force"],
    account: { provider: "Azure", label: ["e", "environment"] },
    lines: [
      { call: "down", does: deletes("stack", "every resource of the application", { reach: "all" }) },
      { call: "env delete|remove", does: deletes("environment", "the environment's settings") },
      {
        call: "up|deploy|provision",
        does: { verb: "deploy", resource: "stack", recovery: "effort", says: "puts into service" },
      },
      { call: "*" },
    ],
  },
  {
    programs: ["atlantis"],
    lines: [
      {
        call: "apply",
        does: { verb: "mutate", resource: "stack", says: "applies planned infrastructure changes", named: ["d", "p"] },
      },
      { call: "*" },
    ],
    grammar: { values: ["d", "p", "w"] },
    account: { provider: "the infrastructure" },
  },
  {
    programs: ["conjur"],
    grammar: { values: ["b", "branch", "f", "file", "i", "id"] },
    account: { provider: "Conjur" },
    lines: [
      {
        call: "policy load|replace",
        with: ["replace", "delete"],
        does: replaces("secret", "policies, and the secrets under them"),
      },
      { call: "policy replace", does: replaces("secret", "policies, and the secrets under them") },
      { call: "*" },
    ],
  },
  {
    programs: ["age", "rage"],
    grammar: { values: ["i", "identity", "o", "output", "r", "recipient", "R"] },
    lines: [
      { call: "", with: ["d", "decrypt"], without: ["o", "output"], does: readsMany("the plain text of") },
      { call: "" },
    ],
  },
];

export const serverTools = tablesPack("server-tools", TOOLS, [
  { run: "dbca -silent -deleteDatabase -sourceDB ORCL", expect: "deny" },
  { run: "impdp app/pw directory=DUMPS dumpfile=app.dmp table_exists_action=replace", expect: "ask" },
  { run: "srvctl stop database -d ORCL", expect: "ask" },
  { run: "srvctl status database -d ORCL", expect: "allow" },
  { run: "pbm delete-backup --older-than 3d -f", expect: "deny" },
  { run: "pbm list", expect: "allow" },
  { run: "tiup cluster destroy shop", expect: "deny" },
  { run: "tiup cluster display shop", expect: "allow" },
  { run: "postsuper -d ALL deferred", expect: "ask" },
  { run: "postsuper -s", expect: "allow" },
  { run: "gitlab-runner unregister --all-runners", expect: "deny" },
  { run: "gitlab-runner list", expect: "allow" },
  { run: "celery -A shop purge -f", expect: "deny" },
  { run: "celery -A shop worker -l info", expect: "allow" },
  { run: "rq empty default", expect: "deny" },
  { run: "rq info", expect: "allow" },
  { run: "ipvsadm -C", expect: "ask" },
  { run: "ipvsadm -L -n", expect: "allow" },
  { run: "gitlab-ctl cleanse", expect: "deny" },
  { run: "gitlab-ctl status", expect: "allow" },
  { run: "azd down --force --purge", expect: "deny" },
  { run: "azd env list", expect: "allow" },
  { run: "doveadm expunge -u kim mailbox INBOX all", expect: "ask" },
  { run: "zmprov da kim@acme.io", expect: "ask" },
]);
