/** Reads platforms that run whole apps: Fly, Heroku, Render. */

import { clientThere, ranThere, sqlThere } from "../../core/kit/carried.ts";
import {
  changes,
  deletes,
  deploys,
  grants,
  readsMany,
  readsOne,
  replaces,
  stops,
  weakens,
} from "../../core/kit/effect-templates.ts";
import type { Table } from "../../core/kit/table.ts";

type Tool = Omit<Table, "id" | "examples">;

const FLY: Tool = {
  source: "https://fly.io/docs/flyctl/",
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
    configured: "fly",
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
    { call: "ssh" },
    { call: "secrets set|import", does: changes("setting", "secrets of the app") },
    { call: "scale count 0", does: stops("service", "every machine of the app") },
    { call: "deploy", with: ["build-only"] },
    { call: "deploy", does: deploys() },
    { call: "machine|machines|m kill|stop|suspend|restart|cordon", does: stops("service", "the machine") },
    { call: "postgres|pg detach", does: { ...deletes("account", "the app's database user"), recovery: "effort" } },
    { call: "tokens create", does: grants("makes a token for", { recovery: "effort" }) },
    { call: "apps restart|suspend|open|list" },
    // Concourse's tool has the same name, and short forms of its own.
    { call: "dp", does: deletes("service", "the pipeline with its builds", { named: ["p", "pipeline"] }) },
    { call: "dt", does: deletes("project", "the team with its pipelines", { named: ["n", "team-name"] }) },
  ],
  inner: call => [
    ...ranThere(call, FLY, "ssh console", { options: ["C", "command"] }),
    ...ranThere(call, FLY, "machine|machines|m exec", { skip: 1 }),
    ...ranThere(call, FLY, "console", { options: ["C", "command"] }),
    ...sqlThere(call, FLY, "postgres|pg|mpg connect", {}),
  ],
};

const RESETS = deletes("database", "everything in the database[ of {}]", { reach: "all", named: ["a", "app"] });

const HEROKU: Tool = {
  source: "https://devcenter.heroku.com/articles/heroku-cli-commands",
  programs: ["heroku"],
  grammar: { values: "a app r remote confirm c command t team s size type org n num region stack e env".split(" ") },
  unasked: ["confirm", "c", "force", "f"],
  account: { provider: "Heroku", label: ["a", "app", "r", "remote"], configured: "heroku" },
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
    {
      call: "apps:destroy|destroy",
      with: ["a", "app"],
      does: deletes("service", "the app[ {}]", { named: ["a", "app"] }),
    },
    { call: "pg:reset", does: RESETS },
    { call: "pg:backups:restore|pg:restore|pg:copy|pg:push", does: replaces("database", "what is in the database") },
    { call: "pg:psql|psql" },
    { call: "pg:killall", does: stops("database", "every connection to the database", { reach: "all" }) },
    { call: "pg:kill|pg:maintenance:run" },
    { call: "pg:promote|pg:upgrade", does: changes("system", "which database the app uses") },
    { call: "pg:backups:cancel|pg:backups:capture|pg:backups:schedule|pg:backups:download|pg:backups:url" },
    {
      call: "pg:backups:unschedule",
      does: weakens("backup", "ends the backups of"),
    },
    { call: "pg:credentials:url", does: readsMany("the password of the database") },
    { call: "redis:cli" },
    { call: "config|config:get|config:edit", does: readsOne("the app's variables") },
    {
      call: "config:set|config:add",
      does: changes("setting", "variables of the app[ {}]", { named: ["a", "app"] }),
    },
    { call: "config:unset|config:remove", does: deletes("secret", "the variable") },
    { call: "maintenance:on", does: stops("service", "the app for its users", { reach: "all" }) },
    { call: "ps:scale|scale|dyno:scale web=0|worker=0", does: stops("service", "every dyno of the app") },
    {
      call: "ps:stop|ps:kill|dyno:kill|dyno:stop|ps:restart|restart|dyno:restart|ps:scale|scale",
      does: changes("setting", "the app's dynos"),
    },
    { call: "releases:rollback|rollback", does: deploys("an earlier version of the app", { recovery: "none" }) },
    { call: "pipelines:promote", does: deploys("what is in staging", { label: "production" }) },
    { call: "container:release|container:push", does: deploys() },
    { call: "repo:reset|repo:purge_cache", does: deletes("setting", "the app's build cache", { recovery: "effort" }) },
    {
      call: "logs|run|run:detached|run:inside|ps|ps:exec|apps|git:remote|login|logout|local|auth:logout|auth:token|plugins:uninstall|plugins:unlink",
    },
  ],
  inner: call => [
    ...ranThere(call, HEROKU, "run|run:detached|run:inside|ps:exec"),
    ...sqlThere(call, HEROKU, "pg:psql|psql", { text: ["c", "command"] }),
    ...clientThere(call, HEROKU, "redis:cli|data:redis:cli", "redis-cli", ["c", "command"]),
  ],
};

const RENDER: Tool = {
  source: "https://render.com/docs/cli",
  programs: ["render"],
  grammar: { values: "o output s service name c command".split(" ") },
  unasked: ["confirm"],
  account: { provider: "Render" },
  nouns: { postgres: "database", db: "database", kv: "database", disk: "volume" },
  lines: [
    { call: "deploys create", does: deploys() },
    { call: "deploys cancel|list" },
    { call: "psql|pgcli|ssh|logs|login|workspace|blueprints|services|services list|kv-cli" },
  ],
  inner: call => sqlThere(call, RENDER, "psql|pgcli", { text: ["c", "command"] }),
};

export const APPS: readonly Tool[] = [FLY, HEROKU, RENDER];
