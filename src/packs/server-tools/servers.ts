/** Tools of mail servers, job queues, load balancers and other servers that stand alone. */
import { deletes, line, readsMany, replaces, stops, weakens } from "../../core/effects/doings.ts";
import type { Table } from "../../core/effects/subcommands.ts";

const mail = { provider: "the mail server" };

export const SERVERS: readonly Omit<Table, "id" | "examples">[] = [
  {
    programs: ["postsuper"],
    grammar: { values: ["d", "h", "H", "r", "c"] },
    account: mail,
    lines: [line("", deletes("queue", "mail that waits to be delivered", { named: ["d"] }), { with: ["d"] }), line("")],
  },
  {
    programs: ["exim", "exim4"],
    grammar: { singleDash: true },
    account: mail,
    lines: [line("", deletes("queue", "mail that waits to be delivered"), { with: ["Mrm"] }), line("")],
  },
  {
    programs: ["qmHandle", "qmhandle"],
    grammar: { singleDash: true },
    account: mail,
    lines: [line("", deletes("queue", "mail that waits to be delivered", { reach: "all" }), { with: ["D"] }), line("")],
  },
  {
    programs: ["elasticsearch-reset-password", "elasticsearch-setup-passwords"],
    grammar: { values: ["u", "username", "url", "E"] },
    account: { provider: "Elasticsearch", endpoint: ["url"] },
    lines: [line("", replaces("secret", "the password that programs log in with:", { named: ["u", "username"] }))],
  },
  {
    programs: ["cancel", "lprm", "lpadmin", "cupsdisable", "cupsreject"],
    grammar: { values: ["P", "U", "h", "H", "u", "p", "x", "r"] },
    special: ({ command, args, words }) => {
      const every = args.some(arg => arg.kind === "option" && /^(?:a|all)$/.test(arg.name));
      const removes = args.some(arg => arg.kind === "option" && arg.name === "x");
      const unsorted = command.program === "lprm" && command.argv.some(({ value }) => value === "-");
      const stopsPrinting = command.program.startsWith("cups") && words.length > 0;
      const lost = command.program === "lpadmin" ? removes : every || unsorted || stopsPrinting;
      return lost ? undefined : { effects: [] };
    },
    lines: [line("", deletes("queue", "what others print, or the printer", { reach: "several", recovery: "effort" }))],
  },
  {
    programs: ["exportfs"],
    lines: [line("", stops("system", "the folders that other machines mount"), { with: ["u"] }), line("")],
  },
  {
    programs: ["quotaoff"],
    lines: [line("", weakens("system", "the limits of what each user may store"))],
  },
  {
    programs: ["gearadmin"],
    account: { provider: "the job queue" },
    lines: [
      line("", deletes("queue", "every waiting job of", { named: ["drop-function"] }), { with: ["drop-function"] }),
      line("", stops("system", "the job server"), { with: ["shutdown"] }),
      line(""),
    ],
  },
  {
    programs: ["omd"],
    lines: [
      line("rm", deletes("service", "the monitoring site with all that it has measured:")),
      line("stop|disable|umount", stops("system", "the monitoring site")),
      line("*"),
    ],
  },
  {
    programs: ["cmk", "check_mk"],
    lines: [
      line("", deletes("record", "all that is known of the host", { reach: "all", named: ["flush"] }), {
        with: ["flush"],
      }),
      line(""),
    ],
  },
  {
    programs: ["doveadm"],
    grammar: { values: ["u", "S", "c", "F"] },
    account: mail,
    lines: [
      line("expunge", deletes("record", "mail of", { reach: "several", named: ["u"] })),
      line("mailbox|dict|backup|acl delete|unset", deletes("table", "the mailbox")),
      line("backup", replaces("database", "mail with that of another server")),
      line("purge", deletes("record", "mail that was marked as deleted:"), { with: ["A"] }),
      line("kick|penalty|*"),
    ],
  },
  {
    programs: ["zmprov"],
    account: mail,
    lines: [
      line(
        "deleteAccount|da|deleteDomain|dd|deleteDistributionList|ddl|deleteCos|dc|deleteCalendarResource|dcr|purgeAccountCalendarCache|emptyFolder|deleteMailbox|dm|deleteServer|ds",
        deletes("account", "from the mail server"),
      ),
      line("*"),
    ],
  },
  {
    programs: ["chef-server-ctl", "gitlab-ctl", "gitlab-runsvdir"],
    grammar: { values: ["c", "config"] },
    account: { provider: "the server" },
    lines: [
      line("cleanse|remove-accounts|cleanup-se", deletes("database", "all data of the server", { reach: "all" })),
      line("uninstall|stop|kill|graceful-kill", stops("system", "the server for everybody")),
      line("org-delete|user-delete", deletes("account", "from the server")),
      line("*"),
    ],
  },
  {
    programs: ["rq"],
    grammar: { values: ["u", "url", "c", "config", "S", "serializer"] },
    account: { provider: "the job queue", endpoint: ["u", "url"] },
    lines: [line("empty", deletes("queue", "every waiting job of the queue", { reach: "all" })), line("*")],
  },
  {
    programs: ["celery"],
    grammar: { values: ["A", "app", "b", "broker", "Q", "queues", "n", "hostname", "l", "loglevel", "workdir", "d"] },
    unasked: ["f", "force"],
    account: { provider: "the job queue", endpoint: ["b", "broker"] },
    lines: [
      line("purge", deletes("queue", "every waiting task", { reach: "all", named: ["Q", "queues"] })),
      line("amqp queue.purge|queue.delete|exchange.delete", deletes("queue", "the queue, or what waits in it:")),
      line("control shutdown", stops("system", "the workers", { reach: "all" })),
      line("*"),
    ],
  },
  {
    programs: ["ipvsadm"],
    account: { provider: "the load balancer" },
    lines: [
      line("", deletes("network", "services of the load balancer", { named: [] }), {
        with: ["C", "clear", "D", "delete-service"],
      }),
      line(""),
    ],
  },
  {
    programs: ["tc"],
    lines: [
      // Nobody is behind the loopback but this machine.
      line("qdisc add|replace|change|del|delete", undefined, { operand: /^lo$/ }),
      line("qdisc add|replace|change", stops("network", "or slows what goes over the interface"), {
        operand: /^(?:netem|tbf|loss)$/,
      }),
      line("*"),
    ],
  },
  {
    programs: ["wg-quick"],
    lines: [line("down", stops("network", "the private network")), line("*")],
  },
  {
    programs: ["monit"],
    lines: [{ call: "stop|unmonitor all", does: stops("system", "every service that it watches") }, { call: "*" }],
  },
  {
    programs: ["brctl"],
    lines: [{ call: "delbr|delif", does: deletes("network", "the bridge, or a port of it:") }, { call: "*" }],
  },
  {
    programs: ["atrm"],
    lines: [{ call: "", does: deletes("system", "what was to run later:") }],
  },
  {
    programs: ["apparmor_parser"],
    grammar: { values: ["b", "I", "f", "m", "n", "L"] },
    lines: [
      {
        call: "",
        with: ["R", "remove", "C", "Complain"],
        does: { verb: "weaken", resource: "system", recovery: "effort", says: "lifts the confinement of" },
      },
      { call: "" },
    ],
  },
  {
    programs: ["dsrm", "dsmove", "dsmod"],
    account: { provider: "the directory" },
    lines: [{ call: "", does: deletes("account", "or changes entries of the directory:") }],
  },
  {
    programs: ["bw"],
    grammar: { values: ["format", "output", "session", "organizationid", "itemid"] },
    account: { provider: "Bitwarden" },
    lines: [
      { call: "export", does: readsMany("every password of the vault", { named: [] }) },
      { call: "delete|delete-permanent", does: deletes("secret", "from the vault") },
      { call: "purge", does: deletes("secret", "every password of the vault", { reach: "all", named: [] }) },
      { call: "get password|totp|item|notes", does: { ...readsMany("a secret of"), reach: "one" } },
      { call: "*" },
    ],
  },
  {
    programs: ["gitlab-runner"],
    grammar: { values: ["n", "name", "t", "token", "u", "url", "c", "config"] },
    account: { provider: "GitLab", endpoint: ["u", "url"] },
    lines: [
      line(
        "unregister",
        deletes("service", "every runner of this machine from the forge", { reach: "all", named: [] }),
        { with: ["all-runners"] },
      ),
      line("unregister", deletes("service", "the runner from the forge", { named: ["n", "name"] })),
      line("uninstall", stops("system", "the runner's service")),
      line("*"),
    ],
  },
  {
    programs: ["azd"],
    grammar: { values: ["e", "environment", "C", "cwd"] },
    unasked: ["force"],
    account: { provider: "Azure", label: ["e", "environment"] },
    lines: [
      line("down", deletes("stack", "every resource of the application", { reach: "all" })),
      line("env delete|remove", deletes("environment", "the environment's settings")),
      line("up|provision", undefined, { with: ["preview"] }),
      line("up|deploy|provision", { verb: "deploy", resource: "stack", recovery: "effort", says: "puts into service" }),
      line("*"),
    ],
  },
  {
    programs: ["atlantis"],
    lines: [
      line("apply", {
        verb: "mutate",
        resource: "stack",
        says: "applies planned infrastructure changes",
        named: ["d", "p"],
      }),
      line("*"),
    ],
    grammar: { values: ["d", "p", "w"] },
    account: { provider: "the infrastructure" },
  },
  {
    programs: ["conjur"],
    grammar: { values: ["b", "branch", "f", "file", "i", "id"] },
    account: { provider: "Conjur" },
    lines: [
      line("policy load|replace", replaces("secret", "policies, and the secrets under them"), {
        with: ["replace", "delete"],
      }),
      line("policy replace", replaces("secret", "policies, and the secrets under them")),
      line("*"),
    ],
  },
  {
    programs: ["age", "rage"],
    grammar: { values: ["i", "identity", "o", "output", "r", "recipient", "R"] },
    lines: [line("", readsMany("the plain text of"), { with: ["d", "decrypt"], without: ["o", "output"] }), line("")],
  },
];
