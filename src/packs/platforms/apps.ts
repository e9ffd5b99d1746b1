/** Platforms that run whole apps: Fly, Heroku, Render, Elastic Beanstalk, Dokku, Kamal, Capistrano. */
import { changes, deletes, deploys, grants, readsMany, readsOne, replaces, stops } from "../../core/effects/doings.ts";
import type { Call, Table } from "../../core/effects/subcommands.ts";
import { ranThere, sqlThere } from "./carried.ts";

type Tool = Omit<Table, "id" | "examples">;

const FLY: Tool = {
  programs: ["fly", "flyctl"],
  grammar: {
    values:
      "a app c config o org r region t access-token C command i image e env machine user u s pty-term vm-size n name".split(
        " ",
      ),
  },
  unasked: ["yes", "y", "force", "f", "auto-confirm"],
  account: {
    provider: "Fly",
    label: ["a", "app"],
    variables: ["FLY_APP"],
    declared: [{ file: "fly.toml", name: /^[ \t]*app[ \t]*=[ \t]*["']([\w-]{1,80})/m, is: "label" }],
  },
  nouns: {
    machine: "service",
    postgres: "database",
    pg: "database",
    mpg: "database",
    redis: "database",
    mysql: "database",
    storage: "bucket",
    wireguard: "network",
    ip: "network",
  },
  lines: [
    { call: "ssh|proxy|sftp|logs|status|launch|auth|doctor|open|dashboard|platform|version|releases|checks|history" },
    { call: "secrets set|import", does: changes("setting", "secrets of the app") },
    { call: "scale count 0", does: stops("service", "every machine of the app") },
    { call: "deploy", does: deploys() },
    { call: "machine|machines|m kill|stop|suspend|restart|cordon", does: stops("service", "the machine") },
    { call: "postgres|pg detach", does: { ...deletes("account", "the app's database user"), recovery: "effort" } },
    { call: "tokens create", does: grants("makes a token for", { recovery: "effort" }) },
    { call: "apps restart|suspend|open|list" },
  ],
  inner: call => [
    ...ranThere(call, FLY, "ssh console", { options: ["C", "command"] }),
    ...ranThere(call, FLY, "machine|machines|m exec", { skip: 1 }),
    ...ranThere(call, FLY, "console", { options: ["C", "command"] }),
  ],
};

const HEROKU: Tool = {
  programs: ["heroku"],
  grammar: { values: "a app r remote confirm c command t team s size type org n num region stack e env".split(" ") },
  unasked: ["confirm", "c", "force", "f"],
  account: { provider: "Heroku", label: ["a", "app", "r", "remote"], variables: ["HEROKU_APP"] },
  nouns: {
    pg: "database",
    addon: "database",
    redis: "database",
    "pg link": "database",
    pipeline: "project",
    space: "project",
    drain: "setting",
    cert: "secret",
    config: "secret",
    dyno: "service",
    webhook: "setting",
    access: "account",
    key: "secret",
    domain: "domain",
    kafka: "queue",
  },
  lines: [
    { call: "pg:reset", does: deletes("database", "everything in the database", { reach: "all" }) },
    { call: "pg:backups:restore|pg:restore|pg:copy|pg:push", does: replaces("database", "what is in the database") },
    { call: "pg:psql|pg:info|pg:ps|pg:outliers|pg:locks|pg:pull|pg:wait|pg:diagnose|psql" },
    { call: "pg:kill|pg:killall|pg:maintenance:run" },
    { call: "pg:promote|pg:upgrade", does: changes("system", "which database the app uses") },
    { call: "pg:backups:cancel|pg:backups:capture|pg:backups:schedule|pg:backups:download|pg:backups:url" },
    {
      call: "pg:backups:unschedule",
      does: { verb: "weaken", resource: "backup", recovery: "effort", says: "ends the backups of" },
    },
    { call: "pg:credentials:url", does: readsMany("the password of the database") },
    { call: "redis:cli|redis:info" },
    { call: "config|config:get|config:edit", does: readsOne("the app's variables") },
    { call: "config:set|config:add", does: changes("setting", "variables of the app") },
    { call: "config:unset|config:remove", does: deletes("secret", "the variable") },
    { call: "maintenance:on", does: stops("service", "the app for its users") },
    { call: "ps:scale|scale|dyno:scale web=0|worker=0", does: stops("service", "every dyno of the app") },
    {
      call: "ps:stop|ps:kill|dyno:kill|dyno:stop|ps:restart|restart|dyno:restart|ps:scale|scale",
      does: changes("setting", "the app's dynos"),
    },
    { call: "releases:rollback|rollback", does: deploys("an earlier version of the app", { recovery: "none" }) },
    { call: "container:release|pipelines:promote|container:push", does: deploys() },
    { call: "repo:reset|repo:purge_cache", does: deletes("setting", "the app's build cache", { recovery: "effort" }) },
    {
      call: "logs|run|run:detached|run:inside|ps|apps|git:remote|login|logout|local|auth:logout|auth:token|plugins:uninstall|plugins:unlink",
    },
  ],
  inner: call => [
    ...ranThere(call, HEROKU, "run|run:detached|run:inside"),
    ...sqlThere(call, HEROKU, "pg:psql|psql", { text: ["c", "command"] }),
  ],
};

const EB: Tool = {
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
    {
      call: "cleanup|ps:restart|ps:rebuild|ps:stop|ps:start|git:sync|git:from-image",
      does: changes("setting", "what runs of"),
    },
    {
      call: "storage:unmount|builder:set|postgres:unlink|mysql:unlink|redis:unlink|network:set|nginx:set|config:set",
      does: changes("setting", "settings of"),
    },
    { call: "logs|run|enter|run:detached" },
  ],
  inner: call => [
    ...ranThere(call, DOKKU, "run|run:detached", { skip: 1 }),
    ...ranThere(call, DOKKU, "enter", { skip: 2 }),
  ],
};

const KAMAL: Tool = {
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
    { call: "app stop|maintenance", does: stops("service", "the app") },
    { call: "proxy|traefik remove|stop", does: stops("service", "the proxy in front of the app") },
    { call: "prune" },
    { call: "rollback", does: deploys("an earlier version") },
    { call: "deploy|redeploy|setup", does: deploys() },
    { call: "secrets print|fetch", does: readsMany("the app's secrets") },
    { call: "*" },
  ],
  inner: call => [...ranThere(call, KAMAL, "app|server exec"), ...ranThere(call, KAMAL, "accessory exec", { skip: 1 })],
};

/** `cap production deploy`, `mina deploy`, `dep deploy production`: the stage is a word. */
const CAP: Tool = {
  programs: ["cap", "mina", "dep"],
  grammar: { values: ["f", "r", "S", "s", "o", "file", "stage"] },
  nouns: { db: "database", database: "database" },
  at: call => [...stageOf(call), { kind: "cloud", provider: "the servers" }],
  lines: [
    { call: "* deploy:rollback|rollback", does: deploys("an earlier version", { recovery: "none" }) },
    { call: "deploy|deploy:rollback|rollback", does: deploys() },
    { call: "* deploy", does: deploys() },
    { call: "* deploy:check|deploy:cleanup|deploy:restart|deploy:unlock|doctor|logs|rails:console" },
    {
      call: "* db:drop|db:reset|db:purge|rails:db:drop|rails:db:reset",
      does: deletes("database", "the database of that stage", { reach: "all" }),
    },
    {
      call: "* deploy:migrate|db:migrate",
      does: { verb: "migrate", resource: "schema", recovery: "effort", says: "migrates the database" },
    },
  ],
};

function stageOf({ words }: Call) {
  return words
    .slice(0, 2)
    .flatMap(word => (word.value === null ? [] : [{ kind: "label", label: word.value } as const]))
    .filter(({ label }) => /^(?:prod|production|live|staging|stage)$/i.test(label));
}

const RENDER: Tool = {
  programs: ["render"],
  grammar: { values: "o output s service name".split(" ") },
  unasked: ["confirm"],
  account: { provider: "Render" },
  nouns: { postgres: "database", db: "database", kv: "database", disk: "volume" },
  lines: [
    { call: "deploys create", does: deploys() },
    { call: "deploys cancel|list" },
    { call: "psql|ssh|logs|login|workspace|blueprints|services|services list|kv-cli|pgcli" },
  ],
};

export const APPS: readonly Tool[] = [FLY, HEROKU, EB, DOKKU, KAMAL, CAP, RENDER];
