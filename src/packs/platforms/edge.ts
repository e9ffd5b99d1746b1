/** Platforms for sites and functions: Vercel, Netlify, Cloudflare, Firebase. */
import { changes, deletes, deploys, readsOne, replaces, revokes, stops } from "../../core/effects/doings.ts";
import { sqlThere } from "../../core/effects/services/carried.ts";
import type { Table } from "../../core/effects/subcommands.ts";

type Tool = Omit<Table, "id" | "examples">;

/** A name that visitors know, not one that the platform makes up. */
const OWN_DOMAIN = /^(?!.*\.(?:vercel\.app|now\.sh)$)[\w-]+(?:\.[\w-]+)+$/;

/** At an address of its own: what visitors see stays, unless an option says production. */
const PREVIEW = { ...changes("service", ""), says: "deploys a preview" };

const VERCEL: Tool = {
  programs: ["vercel", "vc", "now"],
  grammar: {
    values:
      "t token S scope T team A local-config Q global-config cwd e env b build-env m meta target environment regions limit name project archive".split(
        " ",
      ),
  },
  unasked: ["yes", "y"],
  account: { provider: "Vercel", production: ["prod"], label: ["target", "environment"], configured: "vercel" },
  nouns: {
    blob: "file",
    store: "bucket",
    "blob store": "bucket",
    env: "secret",
    secret: "secret",
    dns: "domain",
    alias: "domain",
    integration: "database",
    "integration resource": "database",
    cache: "setting",
  },
  lines: [
    { call: "remove|rm", does: deletes("service", "the deployments of") },
    { call: "rollback", does: deploys("an earlier deployment in production", { recovery: "none" }) },
    { call: "promote", does: deploys("the deployment in production", { recovery: "none" }) },
    {
      call: "alias|aliases set",
      operand: OWN_DOMAIN,
      does: deploys("another deployment under the domain", { label: "production" }),
    },
    { call: "alias|aliases set", does: deploys("another deployment under the name") },
    { call: "alias|aliases rm|remove", does: deletes("domain", "the alias") },
    { call: "env pull", does: readsOne("the environment's variables") },
    { call: "env add", with: ["force"], does: replaces("secret", "the variable") },
    { call: "env ls|list|add|run|update" },
    { call: "env rm|remove", does: deletes("secret", "the variable {1}[ in {2}]") },
    { call: "domains move", does: changes("system", "which account holds the domain") },
    {
      call: "cache dangerously-delete|purge|invalidate",
      does: { ...deletes("setting", "the caches of the project"), recovery: "effort" },
    },
    { call: "deploy|redeploy", does: PREVIEW },
    {
      call: "dev|build|link|pull|logs|inspect|ls|list|login|logout|whoami|switch|init|bisect|git|open|curl|help|telemetry",
    },
    { call: "", with: ["prod"], does: deploys("the folder in production") },
  ],
};

const NETLIFY: Tool = {
  programs: ["netlify", "ntl"],
  grammar: {
    values: "a auth s site context c data d dir f functions filter m message alias scope t timeout name".split(" "),
  },
  unasked: ["force", "f", "yes"],
  account: {
    provider: "Netlify",
    production: ["prod", "p", "prod-if-unlocked"],
    label: ["context", "c"],
    profile: ["site", "s"],
    configured: "netlify",
  },
  nouns: { env: "secret", blob: "file", db: "database" },
  lines: [
    { call: "unlink|logout|switch|status:hooks|link|dev|build|serve|open|watch|completion|init|login|recipes" },
    { call: "deploy", does: { ...PREVIEW, says: "deploys the site" } },
    { call: "env:set", does: changes("setting", "the variable") },
    { call: "env:clone", does: replaces("secret", "the variables of the other site") },
    { call: "env:get|env:list", does: readsOne("the site's variables") },
    { call: "env:import", with: ["replace-existing", "r"], does: replaces("secret", "every variable of the site") },
    { call: "env:import", does: changes("setting", "the site's variables") },
    { call: "api deleteSite", does: deletes("project", "the site") },
    { call: "api rollbackSiteDeploy|restoreSiteDeploy", does: deploys("an earlier version", { recovery: "none" }) },
  ],
};

const DNS_LINE = deletes("domain", "the DNS record");

const WRANGLER: Tool = {
  programs: ["wrangler", "wrangler2", "flarectl"],
  grammar: {
    values:
      "c config e env name binding b namespace-id n command file persist-to cwd version-id message m tag zone-id zone record-id id bucket database location compatibility-date preview-id log-level bookmark timestamp".split(
        " ",
      ),
  },
  unasked: ["force", "f", "y", "yes", "skip-confirmation", "x"],
  account: {
    provider: "Cloudflare",
    label: ["env", "e"],
    local: ["local", "preview-only"],
    configured: "cloudflare",
  },
  nouns: {
    kv: "database",
    "kv key": "record",
    "kv bulk": "record",
    "kv namespace": "database",
    d1: "database",
    "r2 bucket": "bucket",
    "r2 object": "file",
    r2: "bucket",
    queue: "queue",
    pages: "service",
    "pages project": "project",
    "pages deployment": "service",
    vectorize: "database",
    hyperdrive: "setting",
    workflow: "service",
    instance: "record",
    namespace: "namespace",
    zone: "domain",
    dns: "domain",
    "dns record": "domain",
    lifecycle: "setting",
    cors: "setting",
    tail: "setting",
  },
  lines: [
    { call: "dev|tail|login|logout|whoami|init|types|docs|check|telemetry|generate" },
    { call: "versions|triggers deploy", does: deploys() },
    { call: "deploy|publish", does: deploys() },
    { call: "pages deploy|publish", does: deploys() },
    { call: "rollback", does: deploys("an earlier version", { recovery: "none" }) },
    { call: "deployments|versions|pages rollback", does: deploys("an earlier version", { recovery: "none" }) },
    { call: "d1 delete", does: deletes("database", "the D1 database", { reach: "all" }) },
    { call: "d1 execute|export|info|list|insights|create" },
    {
      call: "d1 migrations apply",
      with: ["remote"],
      does: { verb: "migrate", resource: "schema", recovery: "effort", says: "migrates the database" },
    },
    { call: "d1 migrations" },
    { call: "d1 time-travel restore", does: replaces("database", "what is in the database by an earlier state of") },
    { call: "kv:key delete", does: deletes("record", "the key") },
    { call: "kv:bulk delete", does: deletes("record", "the keys in", { reach: "several" }) },
    { call: "kv:namespace delete", does: deletes("database", "the namespace with every key in it", { reach: "all" }) },
    { call: "secret|secret:put put|bulk", does: changes("setting", "secrets of the worker") },
    { call: "secret delete", does: deletes("secret", "the secret") },
    { call: "secret:delete", does: deletes("secret", "the secret") },
    { call: "delete", does: deletes("service", "the worker") },
    { call: "queues purge", does: deletes("queue", "every message in the queue", { reach: "all" }) },
    { call: "queues consumer remove|delete", does: revokes("queue", "takes a consumer from the queue") },
    { call: "dns-records delete", does: DNS_LINE },
    {
      call: "zone|z purge|p",
      does: { ...deletes("setting", "the caches of the zone", { reach: "all" }), recovery: "effort" },
    },
    { call: "dns|d delete|d", does: DNS_LINE },
  ],
  inner: call => sqlThere(call, WRANGLER, "d1 execute", { text: ["command"], file: ["file"] }, localUnlessRemote(call)),
};

/** `d1 execute` reaches the copy on this machine unless it says `--remote`. */
function localUnlessRemote(call: Parameters<NonNullable<Table["inner"]>>[0]) {
  const remote = call.args.some(arg => arg.kind === "option" && (arg.name === "remote" || arg.name === "preview"));
  const evidence = {
    because: remote ? "the command says --remote" : "without --remote it is the copy on this machine",
  };
  return [{ kind: "database", ...(remote ? {} : { host: "localhost" }), evidence } as const];
}

const FIREBASE: Tool = {
  programs: ["firebase"],
  grammar: {
    values:
      "P project token only except message m config c instance database data d site expires location collection-ids import export-on-exit".split(
        " ",
      ),
  },
  unasked: ["force", "f", "y", "yes", "confirm"],
  account: {
    provider: "Firebase",
    profile: ["P", "project"],
    endpoint: ["FIRESTORE_EMULATOR_HOST"],
    variables: ["GCLOUD_PROJECT", "FIREBASE_PROJECT"],
    configured: "firebase",
  },
  nouns: {
    app: "service",
    "hosting site": "service",
    "hosting channel": "environment",
    instance: "database",
    tester: "account",
    ext: "service",
    function: "service",
  },
  lines: [
    {
      call: "firestore:delete",
      with: ["all-collections"],
      does: deletes("database", "every collection of Firestore", { reach: "all" }),
    },
    { call: "firestore:delete", does: deletes("table", "documents under") },
    { call: "database:remove", does: deletes("table", "everything under") },
    { call: "database:set|database:import", does: replaces("table", "everything under") },
    { call: "database:update|database:push|database:get|database:profile" },
    { call: "hosting:disable", does: stops("service", "the site for its users", { reach: "all" }) },
    { call: "hosting:clone|hosting:rollback", does: deploys("another version", { recovery: "none" }) },
    { call: "hosting:channel:delete", does: { ...deletes("record", "the preview channel"), recovery: "effort" } },
    { call: "functions:delete", does: deletes("service", "the function") },
    { call: "functions:config:unset", does: deletes("secret", "settings of the functions") },
    { call: "functions:secrets:destroy|functions:secrets:prune", does: deletes("secret", "the secret") },
    { call: "functions:secrets:access|functions:config:get", does: readsOne("the secret") },
    { call: "auth:import", does: replaces("account", "users who are there by those in") },
    {
      call: "auth:export",
      does: {
        verb: "read-secret",
        resource: "account",
        reach: "all",
        recovery: "effort",
        says: "reads every user's address and password hash into",
      },
    },
    { call: "remoteconfig:rollback", does: deploys("an earlier configuration", { recovery: "none" }) },
    { call: "ext:uninstall", does: deletes("service", "the extension") },
    {
      call: "deploy",
      with: ["force", "f"],
      does: deploys("a new version, and deletes functions and indexes it no longer has", { recovery: "none" }),
    },
    { call: "deploy|hosting:channel:deploy|appdistribution:distribute", does: deploys() },
    {
      call: "dataconnect:sql:migrate",
      does: { verb: "migrate", resource: "schema", recovery: "effort", says: "migrates the database" },
    },
    {
      call: "use|login|logout|init|target:apply|target:clear|target:remove|emulators:start|emulators:exec|serve|open|login:list|logout|projects:list",
    },
  ],
};

export const EDGE: readonly Tool[] = [VERCEL, NETLIFY, WRANGLER, FIREBASE];
