/** Mail, sites, name servers and the keepers of machines, by their own administration tools. */
import {
  changes,
  deletes,
  deploys,
  grants,
  line,
  replaces,
  revokes,
  stops,
  weakens,
} from "../../core/effects/doings.ts";
import type { Doing } from "../../core/effects/subcommands.ts";
import { server, type Tool } from "./server.ts";

const DATA: Doing = deletes("database", "data of the server:");
const RESTORED: Doing = replaces("database", "what the server holds, by a copy:");
const MAIL: Doing = deletes("record", "mail:", { reach: "several" });
const OFF: Doing = stops("system", "the server:");

/** What Debian's package of Apache comes with, to show that it runs. */
const BROUGHT_SITES = /^(?:000-)?default(?:-ssl)?(?:\.conf)?$/;

export const SITES: readonly Tool[] = [
  server(["zmcontrol", "mailmanctl"], "the mail server", [line("stop|restart|shutdown", OFF)]),
  server(["zmmailbox"], "the mail server", [], {
    special: () => undefined,
    lines: [
      line("*", MAIL, {
        operand: /^(?:emptyFolder|deleteFolder|deleteMessage|deleteConversation|emptyDumpster|ef|df|dm|dc)$/,
      }),
    ],
    grammar: { values: ["m", "a", "p", "u"] },
  }),
  server(["rmlist", "remove_members", "mlmmj-unsub"], "the mailing list", [
    line("", deletes("account", "a list or its members")),
  ]),
  server(["imapsync"], "the mail store", [
    line("", MAIL, { with: ["delete", "delete1", "delete2", "delete2folders", "expunge1", "expunge2"] }),
  ]),
  server(["mbsync", "isync"], "the mail store", [
    line("", MAIL, { with: ["X", "expunge", "expunge-far", "expunge-near"] }),
  ]),
  server(["gam", "gamadv-xtd3"], "Google Workspace", [
    line("delete|suspend|undelete|wipe|deprovision *", deletes("account", "from the organisation:", { reach: "one" })),
    line("update user * admin", grants("makes an administrator of the organisation:"), { operand: /^(?:on|true)$/ }),
    line("update user * suspended", revokes("account", "locks out"), { operand: /^(?:on|true)$/ }),
    line("user|users|all|group|ou|csv *", MAIL, {
      operand: /^(?:delete|trash|purge|wipe|suspend|deprovision|empty|transfer|signout)$/,
    }),
  ]),
  server(
    ["zabbix-cli", "centreon", "nagioscmd", "icinga2", "icingacli"],
    "the monitoring",
    [
      line(
        "remove_host|remove_template|disable_trigger|remove_user|remove_hostgroup|define_maintenance|remove_maintenance|unlink_template",
        weakens("system", "a watch over"),
      ),
      line(
        "DISABLE_NOTIFICATIONS|STOP_EXECUTING_SVC_CHECKS|DISABLE_HOST_CHECK|SHUTDOWN_PROGRAM",
        weakens("system", "the watch over everything"),
      ),
      line("node|object|host|* remove|delete|del", weakens("system", "a watch over")),
      line("", weakens("system", "a watch over something"), { with: ["a"], operand: /^$/ }),
    ],
    { grammar: { values: ["u", "p", "o", "v"] } },
  ),
  server(["sensuctl"], "Sensu", [
    line("silenced create", weakens("system", "the alarms of")),
    line(
      "check|entity|namespace|handler|filter|user|asset|role|mutator|hook delete|disable",
      deletes("setting", "from the monitoring:", { reach: "several" }),
    ),
    line("* delete", deletes("account", "from the monitoring:")),
  ]),
  server(["checkly"], "Checkly", [
    line("destroy", deletes("environment", "every check of the project")),
    line("deploy", deploys(), { with: ["force"] }),
  ]),
  server(["akamai"], "Akamai", [
    line("property|edgeworkers|appsec|* deactivate", stops("service", "the configuration:", { reach: "all" })),
    line("property|edgeworkers|appsec|property-manager|* activate", deploys("the configuration", { recovery: "none" })),
    line("purge|ccu *", deletes("record", "what the edge holds of", { recovery: "effort", reach: "all" })),
    line("* delete|delete-zone|remove", DATA),
  ]),
  server(
    ["knotc", "cfcli", "cloudflare-cli"],
    "the name server",
    [
      line("zone-unset|zone-purge|conf-unset|zone-abort|conf-abort", deletes("domain", "from the zone:")),
      line("rm|remove|purge|delete", deletes("domain", "from the zone:")),
      line("stop|reload", OFF),
    ],
    { grammar: { values: ["t", "type", "d", "domain", "k", "e", "a", "c"] } },
  ),
  server(
    ["a2dissite", "a2dismod", "a2disconf", "mkcert"],
    "this machine",
    [line("", stops("service", "the site:", { reach: "all" }), { with: ["uninstall"] })],
    {
      at: () => [],
      special: call => {
        const uninstalls = call.args.some(arg => arg.kind === "option" && arg.name === "uninstall");
        const sample = call.words.length > 0 && call.words.every(({ value }) => BROUGHT_SITES.test(value ?? ""));
        return sample || (call.command.program === "mkcert" && !uninstalls) ? { effects: [] } : undefined;
      },
      lines: [line("", stops("network", "what it serves:", { reach: "all" }))],
    },
  ),
  server(["apigeetool", "adc", "portman"], "the gateway", [
    line("undeploy|delete*|deleteapp", revokes("service", "takes from the gateway:")),
    line("sync", deletes("network", "what the file does not list")),
  ]),
  server(["a0deploy"], "Auth0", [
    line("import", changes("account", "the tenant")),
    line("", changes("account", "the tenant"), { with: ["AUTH0_ALLOW_DELETE"] }),
  ]),
  server(["authelia"], "Authelia", [
    line("storage user *", revokes("account", "takes a second factor away:"), { operand: /^(?:delete)$/ }),
  ]),
  server(["ak"], "authentik", [], { special: () => undefined, lines: [line("flush|reset|changepassword", DATA)] }),
  server(["kadmin", "kadmin.local"], "Kerberos", [], {
    grammar: { values: ["p", "r"] },
    special: call =>
      call.command.argv.some(word =>
        /\b(?:delprinc|delete_principal|delpol|ktrem|purgekeys|cpw|change_password)\b/.test(word.value ?? word.text),
      )
        ? undefined
        : { effects: [] },
    lines: [line("", deletes("account", "the principal"))],
  }),
  server(
    ["lpass", "pass", "gopass", "rbw", "keepassxc-cli"],
    "the password store",
    [
      line("rm|rmdir|remove|delete|purge|rmadd", deletes("secret", "from the password store:")),
      line("recipients remove|rm|delete", revokes("account", "takes the store from")),
      line("mounts remove"),
    ],
    { at: () => [] },
  ),
  server(["maas", "cobbler", "hammer"], "the machines' keeper", [
    line(
      "* machine|machines|node release|release-all|delete|abort|power-off",
      deletes("service", "the machine", { reach: "several" }),
    ),
    line("system|distro|profile|repo remove", deletes("service", "from the list of machines:")),
    line("* delete|destroy", deletes("service", "from the list of machines:")),
  ]),
  server(["hal"], "Spinnaker", [
    line("deploy clean", deletes("service", "the whole of Spinnaker")),
    line("config * * account delete", deletes("account", "the account")),
    line("config * account delete", deletes("account", "the account")),
    line("deploy apply", deploys()),
  ]),
  server(["spacectl"], "Spacelift", [
    line("stack run confirm", changes("stack", "what the run has planned for")),
    line("stack task", changes("stack", "the stack"), { operand: /destroy|state|taint/ }),
    line("stack|module|worker-pool delete|destroy|remove", deletes("stack", "the stack")),
    line("stack resource delete", deletes("stack", "a resource")),
  ]),
  server(["gitlab-backup"], "GitLab", [
    line("restore", RESTORED),
    line(
      "gitlab:backup:restore|gitlab:setup|gitlab:cleanup:project_uploads|gitlab:cleanup:orphan_job_artifact_files",
      RESTORED,
    ),
  ]),
  server(["occ"], "Nextcloud", [
    line(
      "files:cleanup|trashbin:cleanup|versions:cleanup|trashbin:expire|versions:expire",
      deletes("record", "earlier versions and the trash of", { reach: "all" }),
    ),
    line("maintenance:mode", stops("system", "the site:"), { with: ["on"] }),
    line(
      "user:delete|group:delete|user:disable|app:remove|share:delete|files_external:delete|user:resetpassword",
      revokes("account", "takes from the site:"),
    ),
  ]),
  server(["tootctl"], "Mastodon", [
    line("self-destruct|accounts *", deletes("account", "accounts of the server:", { reach: "several" }), {
      operand: /^(?:self-destruct|delete|cull|prune|reset-relationships|unfollow)$/,
    }),
    line("self-destruct", deletes("project", "the server from the network for good")),
    line(
      "accounts delete|cull|prune|rotate|merge",
      deletes("account", "accounts of the server:", { reach: "several" }),
    ),
    line(
      "domains|statuses|media|cache|preview_cards|emoji purge|remove|clear|recount",
      deletes("record", "from the server:", { reach: "all" }),
    ),
  ]),
  server(["bench"], "Frappe", [], {
    grammar: { values: ["site"] },
    special: () => undefined,
    lines: [
      line("reinstall|restore|drop-site|partial-restore", RESTORED),
      line(
        "uninstall-app|remove-app|remove-from-installed-apps|destroy-all-sessions",
        deletes("service", "from the site:"),
      ),
      line("migrate", { verb: "migrate", resource: "schema", recovery: "effort", says: "migrates the site" }),
    ],
  }),
  server(
    ["ghost"],
    "Ghost",
    [
      line("uninstall", deletes("project", "the site with its database")),
      line("stop|buster", stops("service", "the site:", { reach: "all" })),
    ],
    { at: () => [] },
  ),
  server(["moosh"], "Moodle", [line("*", deletes("record", "from the courses:"), { operand: /^$/ })], {
    special: call => (/delete|reset|purge/.test(call.words[0]?.value ?? "") ? undefined : { effects: [] }),
    lines: [line("", deletes("account", "from the site:"))],
  }),
  server(
    ["concrete", "concrete5", "typo3cms", "joomla.php"],
    "the site",
    [
      line(
        "db/restore|db/drop-all-tables|project-config/apply|elements/delete|plugin/uninstall|users/delete|entrify|gc|c5:reset|c5:clear|database:import|database:drop|site:down|extension:remove|cleanup:deletedrecords|db/drop-table-prefix",
        DATA,
      ),
    ],
    { at: () => [] },
  ),
  server(["storyblok", "datocms", "dato", "contentful-migration"], "the content store", [
    line(
      "sync|push-components|delete-component|delete-components|delete-datasources|run-migration",
      replaces("database", "content and its structure"),
    ),
    line("environments|environment destroy|promote|delete", replaces("environment", "the live content:")),
  ]),
];
