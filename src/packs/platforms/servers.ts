/** Reads tools that deploy an app to one's own servers: Elastic Beanstalk, Dokku, Kamal, Capistrano. */

import type { Inner } from "../../core/effects/pack.ts";
import { ranThere } from "../../core/kit/carried.ts";
import { changes, deletes, deploys, readsMany, replaces, stops } from "../../core/kit/effect-templates.ts";
import type { Call, Table } from "../../core/kit/table.ts";
import type { Locator } from "../../core/places/locator.ts";
import type { Scope } from "../../core/places/scope.ts";

type Tool = Omit<Table, "id" | "examples">;

const EB: Tool = {
  source: "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/eb3-cmd-commands.html",
  programs: ["eb"],
  grammar: {
    values:
      "p platform r region profile k keyname l label c command e environment n number timeout m message t tier s".split(
        " ",
      ),
  },
  unasked: ["force", "nohang"],
  account: { provider: "AWS Elastic Beanstalk", profile: ["profile"], label: ["environment", "e"] },
  nouns: {},
  lines: [
    {
      call: "terminate",
      with: ["all"],
      does: deletes("project", "the application with every environment and version", { reach: "all" }),
    },
    { call: "terminate", does: deletes("environment", "the environment with its machines and its database") },
    { call: "deploy|codesource", does: deploys() },
    { call: "swap", does: deploys("another environment") },
    {
      call: "appversion",
      with: ["delete", "d"],
      does: deletes("record", "a version of the application", { named: ["delete", "d"] }),
    },
    { call: "platform delete", does: deletes("record", "the platform version") },
    { call: "scale 0", does: stops("service", "every machine of the environment") },
    { call: "*" },
  ],
  inner: call => ranThere(call, EB, "ssh", { options: ["c", "command"] }),
};

const DOKKU: Tool = {
  source: "https://dokku.com/docs/",
  programs: ["dokku"],
  unasked: ["force", "f"],
  account: { provider: "Dokku", label: ["app"] },
  nouns: {
    postgres: "database",
    mysql: "database",
    mariadb: "database",
    mongo: "database",
    redis: "database",
    elasticsearch: "database",
    rabbitmq: "queue",
    clickhouse: "database",
    storage: "volume",
  },
  lines: [
    {
      call: "postgres:import|mysql:import|mariadb:import|mongo:import|redis:import",
      does: replaces("database", "what is in"),
    },
    { call: "ps:stop", with: ["all"], does: stops("service", "every app of the server", { reach: "all" }) },
    {
      call: "cleanup|ps:restart|ps:rebuild|ps:stop|ps:start|git:sync|git:from-image",
      does: changes("setting", "what runs of"),
    },
    {
      call: "storage:unmount|builder:set|postgres:unlink|mysql:unlink|redis:unlink|network:set|nginx:set|config:set",
      does: changes("setting", "settings of"),
    },
    { call: "run:detached" },
  ],
  inner: call => [
    ...ranThere(call, DOKKU, "run|run:detached", { skip: 1 }),
    ...ranThere(call, DOKKU, "enter", { skip: 2 }),
  ],
};

const KAMAL: Tool = {
  source: "https://kamal-deploy.org/docs/commands/view-all-commands/",
  programs: ["kamal", "mrsk"],
  grammar: { values: "d destination c config-file p primary version h hosts r roles".split(" ") },
  unasked: ["y", "confirmed"],
  account: { provider: "the servers", label: ["d", "destination"] },
  nouns: {},
  lines: [
    {
      call: "remove",
      does: deletes("volume", "the app, its proxy, its accessories and their data from the servers", { reach: "all" }),
    },
    { call: "accessory remove", does: deletes("volume", "the accessory and its data") },
    { call: "accessory reboot|stop|restart", does: stops("service", "the accessory") },
    { call: "app remove", does: deletes("service", "the app's containers and images") },
    { call: "app stop|maintenance", does: stops("service", "the app on every server", { reach: "all" }) },
    { call: "proxy|traefik remove|stop", does: stops("service", "the proxy in front of the app") },
    { call: "prune" },
    { call: "rollback", does: deploys("an earlier version") },
    { call: "deploy|redeploy|setup", does: deploys() },
    { call: "secrets print|fetch", does: readsMany("the app's secrets") },
    { call: "*" },
  ],
  inner: call => [...ranThere(call, KAMAL, "app|server exec"), ...ranThere(call, KAMAL, "accessory exec", { skip: 1 })],
};

const DEPLOYER = "https://deployer.org/docs/";

/** Reads `cap production deploy`, `mina deploy`, `dep deploy production`, where the stage is a word. */
const CAP: Tool = {
  source: "https://capistranorb.com/",
  programs: ["cap", "mina", "dep", "fab"],
  grammar: { values: ["f", "r", "S", "s", "o", "H", "hosts", "i", "file", "stage"] },
  nouns: { db: "database", database: "database" },
  at: call => {
    const stages = stageOf(call);
    return stages.length > 0 ? stages : [{ kind: "cloud", provider: "the servers" }];
  },
  inner: onHosts,
  lines: [
    { call: "* deploy:rollback|rollback", does: deploys("an earlier version", { recovery: "none" }) },
    { call: "deploy:rollback|rollback", source: DEPLOYER, does: deploys("an earlier version", { recovery: "none" }) },
    { call: "deploy", source: DEPLOYER, does: deploys() },
    { call: "* deploy", does: deploys() },
    { call: "* deploy:check|deploy:cleanup|deploy:restart|deploy:unlock|doctor|logs|rails:console" },
    {
      call: "* db:drop|db:reset|db:purge|rails:db:drop|rails:db:reset",
      does: deletes("database", "the database of that stage", { reach: "all" }),
    },
    {
      call: "* deploy:migrate|db:migrate",
      source: "https://github.com/capistrano/rails",
      does: { verb: "migrate", resource: "schema", recovery: "effort", says: "migrates the database" },
    },
  ],
};

/** Reads `fab -H web1 -- uptime`: a command for every host. */
function onHosts(call: Call): Inner[] {
  const { argv, scope, span } = call.command;
  const dashes = argv.findIndex(({ value }) => value === "--");
  if (dashes === -1 || call.command.program !== "fab") return [];
  const elsewhere: Locator[] = [{ kind: "cloud", provider: "the servers" }];
  const there: Scope = { ...scope, cwd: null, elsewhere, via: [...scope.via, "fab"] };
  return [{ kind: "argv", argv: argv.slice(dashes + 1), scope: there, ...(span && { span }) }];
}

function stageOf({ words }: Call) {
  return words
    .slice(0, 2)
    .flatMap(word => (word.value === null ? [] : [{ kind: "label", label: word.value } as const]))
    .filter(({ label }) => /^(?:prod|production|live|staging|stage)$/i.test(label));
}

export const SERVERS: readonly Tool[] = [EB, DOKKU, KAMAL, CAP];
