/** Reads platforms for sites and functions: Vercel, Netlify, Cloudflare, Firebase. */

import { sqlThere } from "../../core/kit/carried.ts";
import { changes, deletes, deploys, replaces, revokes } from "../../core/kit/effect-templates.ts";
import type { Table } from "../../core/kit/table.ts";

type Tool = Omit<Table, "id" | "examples">;

const DNS_LINE = deletes("domain", "the DNS record");

const WRANGLER: Tool = {
  source: "https://developers.cloudflare.com/workers/wrangler/commands/",
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

/** `d1 execute` uses the copy on this machine unless `--remote` is given. */
function localUnlessRemote(call: Parameters<NonNullable<Table["inner"]>>[0]) {
  const remote = call.args.some(arg => arg.kind === "option" && (arg.name === "remote" || arg.name === "preview"));
  const evidence = {
    because: remote ? "the command says --remote" : "without --remote it is the copy on this machine",
  };
  return [{ kind: "database", ...(remote ? {} : { host: "localhost" }), evidence } as const];
}

export const EDGE: readonly Tool[] = [WRANGLER];
