/** What stands in front of services: API gateways, CDNs, tunnels, DNS as code, certificates. */
import { changes, deletes, deploys, grants, replaces, revokes, stops, weakens } from "../../core/effects/doings.ts";
import type { Table } from "../../core/effects/subcommands.ts";

type Tool = Omit<Table, "id" | "examples">;

const unasked = ["force", "f", "yes", "y", "auto-yes", "assume-yes"];

export const GATEWAYS: readonly Tool[] = [
  {
    programs: ["fastly"],
    grammar: {
      values: "token t profile o service-id s service-name version name n id key acl-id dictionary-id".split(" "),
    },
    unasked: [...unasked, "auto-yes", "Y"],
    account: { provider: "Fastly" },
    nouns: {
      service: "service",
      backend: "network",
      acl: "network",
      dictionary: "network",
      vcl: "network",
      domain: "domain",
      "kv store": "database",
      store: "database",
      "secret store": "secret",
      logging: "setting",
      compute: "service",
    },
    lines: [
      {
        call: "purge",
        with: ["all", "all-services"],
        does: {
          verb: "mutate",
          resource: "network",
          recovery: "effort",
          reach: "all",
          says: "empties every cache of the service",
        },
      },
      { call: "purge" },
      {
        call: "service-version|version activate",
        does: changes("network", "which version of the service all requests get"),
      },
      { call: "service version activate", does: changes("network", "which version of the service all requests get") },
      { call: "service-version|version deactivate", does: stops("system", "the service for everybody") },
      { call: "compute deploy|publish", does: deploys() },
      { call: "compute delete", does: deletes("service", "the service") },
      { call: "logging * delete|remove", does: deletes("record", "the log endpoint", { named: ["name", "n"] }) },
      { call: "profile|whoami|version|config|install" },
    ],
  },
  {
    programs: ["kong"],
    account: { provider: "Kong" },
    lines: [
      { call: "stop|quit", does: revokes("network", "stops the gateway, and everything behind it is unreachable") },
      { call: "migrations reset", does: deletes("database", "everything in the gateway's database", { reach: "all" }) },
      {
        call: "migrations up|finish|bootstrap",
        does: { verb: "migrate", resource: "schema", recovery: "effort", says: "migrates the gateway's database" },
      },
      { call: "config db_import", does: replaces("network", "routes and services of the gateway") },
      { call: "restart|reload|start|check|health|version|prepare|config|migrations|vault|roar|hybrid" },
    ],
  },
  {
    programs: ["deck"],
    grammar: {
      values:
        "s state kong-addr headers config select-tag workspace w konnect-token konnect-control-plane-name o output-file timeout parallelism".split(
          " ",
        ),
    },
    unasked,
    account: { provider: "Kong", profile: ["workspace", "w", "konnect-control-plane-name"], endpoint: ["kong-addr"] },
    lines: [
      {
        call: "gateway reset",
        does: deletes("environment", "every route, service and plugin of the gateway", { reach: "all" }),
      },
      {
        call: "reset",
        does: deletes("environment", "every route, service and plugin of the gateway", { reach: "all" }),
      },
      { call: "gateway sync", does: syncsGateway() },
      { call: "sync", does: syncsGateway() },
      { call: "gateway apply", does: changes("setting", "routes and services of the gateway") },
      { call: "*" },
    ],
  },
  {
    programs: ["apigeecli", "apigee", "tyk", "tyk-sync", "gravitee", "wso2", "apictl", "krakend", "glooctl"],
    grammar: { values: "org o env e name n token t account a id developer email proxy".split(" ") },
    unasked,
    account: { provider: "the gateway", label: ["env", "e"], profile: ["org", "o"] },
    nouns: {
      api: "service",
      proxy: "service",
      app: "account",
      developer: "account",
      product: "record",
      env: "environment",
      targetserver: "network",
      target: "network",
      keyvaluemap: "secret",
      kvm: "secret",
      deployment: "service",
      organization: "project",
    },
    lines: [{ call: "run|check|dump|login|logout|version|publish|init|start" }],
  },
  {
    programs: ["cloudflared", "ngrok", "zrok", "bore", "inlets"],
    grammar: { values: ["config", "url", "name", "credentials-file", "loglevel", "o", "origincert", "c"] },
    unasked,
    account: { provider: "the tunnel's account" },
    nouns: {
      tunnel: "network",
      route: "network",
      ip: "network",
      vnet: "network",
      domain: "domain",
      endpoint: "network",
      key: "secret",
    },
    lines: [
      { call: "tunnel cleanup", does: revokes("network", "cuts the tunnel's connections of") },
      { call: "service uninstall", does: changes("system", "the service that holds the tunnel: removes it") },
      { call: "access|update|version|login|config|http|tcp|start|tls|service" },
    ],
  },
  {
    programs: ["tailscale", "zerotier-cli", "nebula-cert", "netbird", "twingate", "headscale"],
    grammar: {
      values: [
        "accept-routes",
        "advertise-routes",
        "authkey",
        "login-server",
        "hostname",
        "u",
        "user",
        "i",
        "identifier",
      ],
    },
    unasked,
    account: { provider: "the private network" },
    nouns: {
      node: "network",
      machine: "network",
      user: "account",
      apikey: "secret",
      key: "secret",
      preauthkey: "secret",
    },
    lines: [
      { call: "logout", does: revokes("network", "takes this machine out of the private network") },
      { call: "down|leave", does: revokes("network", "cuts this machine off from the private network") },
      { call: "lock disable", does: weakens("network", "switches off the lock on who may join the network") },
      { call: "lock local-disable", does: weakens("network", "switches off the lock on who may join the network") },
      { call: "serve|funnel reset", does: changes("setting", "what this machine serves: takes it away") },
      { call: "funnel", does: grants("opens a port of this machine to the internet", { recovery: "effort" }) },
      {
        call: "up|status|ping|ip|netcheck|serve|file|version|cert|whois|ssh|switch|set|lock|update|exit-node|info|listnetworks|join",
      },
    ],
  },
  {
    programs: ["dnscontrol"],
    grammar: { values: ["config", "creds", "domains", "providers", "v"] },
    account: { provider: "the DNS providers" },
    lines: [
      {
        call: "push",
        does: replaces("domain", "DNS records, and deletes those that the file does not name", { reach: "several" }),
      },
      { call: "*" },
    ],
  },
  {
    programs: ["octodns-sync"],
    account: { provider: "the DNS providers" },
    lines: [
      {
        call: "",
        with: ["doit"],
        does: replaces("domain", "DNS records, and deletes those that the files do not name", { reach: "several" }),
      },
      { call: "" },
    ],
  },
  {
    programs: ["certbot", "certbot-auto", "lego"],
    grammar: {
      values:
        "d domain domains cert-name email m cert-path key-path reason w webroot-path path server dns a i preferred-challenges".split(
          " ",
        ),
    },
    unasked: ["non-interactive", "n", "yes"],
    lines: [
      { call: "delete", does: deletes("secret", "the certificate and its key", { named: ["cert-name"] }) },
      {
        call: "revoke",
        does: revokes("secret", "revokes the certificate for everybody who relies on it, and that is not taken back", {
          recovery: "none",
        }),
      },
      { call: "unregister", does: deletes("account", "the account at the certificate authority") },
      { call: "*" },
    ],
  },
  {
    programs: ["acme.sh"],
    lines: [
      {
        call: "",
        with: ["revoke"],
        does: revokes("secret", "revokes the certificate, and that is not taken back", {
          recovery: "none",
          named: ["d"],
        }),
      },
      {
        call: "",
        with: ["remove"],
        does: { ...deletes("secret", "the certificate from the renewals"), named: ["d"], recovery: "effort" },
      },
      {
        call: "",
        with: ["deactivate", "deactivate-account", "uninstall"],
        does: deletes("account", "the account at the certificate authority, or the client with its certificates"),
      },
      { call: "" },
    ],
    grammar: { values: ["d", "domain", "w", "dns", "server", "key-file", "fullchain-file", "reloadcmd"] },
  },
  {
    programs: ["step"],
    grammar: { values: ["ca-url", "root", "provisioner"] },
    lines: [
      { call: "ca revoke", does: revokes("secret", "revokes the certificate", { recovery: "none" }) },
      { call: "ca provisioner|admin remove", does: deletes("account", "who the certificate authority accepts") },
      { call: "*" },
    ],
  },
];

function syncsGateway() {
  return replaces("network", "routes and services of the gateway, and deletes those that the file does not name", {
    reach: "several",
  });
}
