/** Hosting companies' own command lines that the platforms pack leaves: apps that stop, are emptied or go away. */
import { changes, deletes, deploys, line, replaces, stops } from "../../core/effects/doings.ts";
import { ranThere } from "../../core/effects/services/carried.ts";
import { server, type Tool } from "./server.ts";

const NOUNS = { env: "secret", variable: "secret", addon: "database", database: "database", backup: "backup" } as const;

/** Calls of nouns and verbs, with the words that mislead said here. */
function host(programs: readonly string[], provider: string, lines: Tool["lines"] = [], runs: Runs = {}): Tool {
  const grammar = { values: "a app p project e environment s service n name o org r region t token".split(" ") };
  const account = { provider, label: ["a", "app", "e", "environment"] };
  return server(programs, provider, lines, {
    nouns: NOUNS,
    unasked: ["yes", "y", "force", "f"],
    grammar,
    account,
    inner: call => Object.entries(runs).flatMap(([path, how]) => ranThere(call, { account, grammar }, path, how ?? {})),
  });
}

/** Sub-commands behind which a command stands that runs where the app is, and where in the call it does. */
type Runs = Readonly<Record<string, Parameters<typeof ranThere>[3]>>;

const PANEL = deletes("project", "from the server's panel, with what it holds:", { reach: "one" });

export const HOSTS: readonly Tool[] = [
  host(["whmapi1", "whmapi0", "uapi", "cpapi2"], "cPanel", [
    line("removeacct|killacct|terminate_acct|killdns|delete_account|*::removeacct", PANEL),
    line("suspendacct|suspend_outgoing_email", stops("service", "the account:", { reach: "all" })),
  ]),
  host(["plesk"], "Plesk", [
    line("bin|ext subscription|domain|site|database|customer|reseller|mail|user|dns|client", PANEL, {
      with: ["remove", "r", "remove-all"],
    }),
  ]),
  host(
    `v-delete-user v-delete-user-backup v-delete-database v-delete-databases v-delete-domain v-delete-web-domain
     v-delete-dns-domain v-delete-mail-domain v-delete-mail-account v-delete-cron-job v-delete-user-backups`.split(
      /\s+/,
    ),
    "the server's panel",
    [line("", PANEL)],
  ),
  host(
    ["platform", "upsun", "magento-cloud"],
    "Platform.sh",
    [
      line("backup:restore|snapshot:restore|db:restore", replaces("environment", "the environment by a backup:")),
      line(
        "environment:deactivate|environment:pause",
        stops("environment", "the environment with its data:", { reach: "all" }),
      ),
      line("db:sql|sql", deletes("database", "what is in the database by", { reach: "several" }), {
        operand: /drop|truncate|delete/i,
      }),
      line("environment:push|push|deploy", deploys()),
      line("project:*|environment:*|user:* delete"),
      line("ssh|environment:ssh|environment:scp|scp"),
    ],
    { "ssh|environment:ssh": {} },
  ),
  host(
    ["scalingo"],
    "Scalingo",
    [
      line("env-unset", deletes("secret", "from the app's environment:", { recovery: "effort" })),
      line("destroy", deletes("project", "the app")),
      line("addons-remove", deletes("database", "the add-on")),
      line("backups-download|logs|ps|env|apps|run|one-off"),
    ],
    { "run|one-off": {} },
  ),
  host(["clever"], "Clever Cloud", [
    line("stop", stops("service", "the app", { reach: "all" })),
    line("database restore", replaces("database", "the database by a backup")),
  ]),
  host(["qovery"], "Qovery"),
  host(
    ["porter"],
    "Porter",
    [line("env unset", deletes("secret", "from the environment:", { recovery: "effort" })), line("run|app run")],
    { run: { skip: 1 }, "app run": { skip: 1 } },
  ),
  host(["gigalixir"], "Gigalixir", [line("run|ps:run|ps:ssh")], { run: {}, "ps:run": {}, "ps:ssh": {} }),
  host(["northflank"], "Northflank", [line("exec|exec service")], { "exec service": { options: ["cmd"] } }),
  host(["koyeb"], "Koyeb", [line("service|services|instance|instances exec")], {
    "service|services|instance|instances exec": { skip: 1 },
  }),
  host(["zeabur"], "Zeabur", [line("service exec")], { "service exec": {} }),
  host(["runpodctl"], "RunPod", [
    line("stop pod", stops("service", "the pod")),
    line("remove pod|pods", deletes("service", "the pod")),
  ]),
  host(["modal"], "Modal", [
    line("app stop", stops("service", "the app", { reach: "all" })),
    line("dict|queue clear", deletes("table", "everything in")),
    line("volume rm", deletes("file", "from the volume", { reach: "several" })),
  ]),
  host(["nitric", "encore", "wing", "winglang"], "the cloud", [
    line("down|destroy", deletes("stack", "everything that the project has in the cloud")),
    line("db reset", deletes("database", "the data of")),
  ]),
  host(["caprover"], "CapRover", [
    line("deploy", deploys("a new version", { recovery: "none" })),
    line("serversetup"),
    line("api", changes("service", "the server")),
  ]),
  host(["vastai", "lambda-cloud"], "the GPU cloud"),
];
