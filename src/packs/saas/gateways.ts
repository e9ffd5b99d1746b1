/** What stands in front of services: API gateways, CDNs, tunnels, DNS as code, certificates. */
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
import type { Tool } from "./product.ts";

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
      line(
        "purge",
        {
          verb: "mutate",
          resource: "network",
          recovery: "effort",
          reach: "all",
          says: "empties every cache of the service",
        },
        { with: ["all", "all-services"] },
      ),
      line("purge"),
      line("service-version|version activate", changes("network", "which version of the service all requests get")),
      line("service version activate", changes("network", "which version of the service all requests get")),
      line("service-version|version deactivate", stops("system", "the service for everybody")),
      line("compute deploy|publish", deploys()),
      line("compute delete", deletes("service", "the service")),
      line("logging * delete|remove", deletes("record", "the log endpoint", { named: ["name", "n"] })),
      line("profile|whoami|version|config|install"),
    ],
  },
  {
    programs: ["kong"],
    account: { provider: "Kong" },
    lines: [
      line("stop|quit", revokes("network", "stops the gateway, and everything behind it is unreachable")),
      line("migrations reset", deletes("database", "everything in the gateway's database", { reach: "all" })),
      line("migrations up|finish|bootstrap", {
        verb: "migrate",
        resource: "schema",
        recovery: "effort",
        says: "migrates the gateway's database",
      }),
      line("config db_import", replaces("network", "routes and services of the gateway")),
      line("restart|reload|start|check|health|version|prepare|config|migrations|vault|roar|hybrid"),
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
      line("gateway reset", deletes("environment", "every route, service and plugin of the gateway", { reach: "all" })),
      line("reset", deletes("environment", "every route, service and plugin of the gateway", { reach: "all" })),
      line("gateway sync", syncsGateway()),
      line("sync", syncsGateway()),
      line("gateway apply", changes("setting", "routes and services of the gateway")),
      line("*"),
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
    lines: [
      line("sync", syncsGateway(), { with: ["delete", "d"] }),
      line("run|check|dump|login|logout|version|publish|init|start"),
    ],
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
      line("tunnel route dns", replaces("domain", "the DNS record of"), { with: ["overwrite-dns", "f"] }),
      line("tunnel cleanup", revokes("network", "cuts the tunnel's connections of")),
      line("service uninstall", changes("system", "the service that holds the tunnel: removes it")),
      line("access|update|version|login|config|http|tcp|start|tls|service"),
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
      line("logout", revokes("network", "takes this machine out of the private network")),
      line("down|leave", revokes("network", "cuts this machine off from the private network")),
      line("lock disable", weakens("network", "switches off the lock on who may join the network")),
      line("lock local-disable", weakens("network", "switches off the lock on who may join the network")),
      line("serve|funnel reset", changes("setting", "what this machine serves: takes it away")),
      line("funnel", grants("opens a port of this machine to the internet", { recovery: "effort" })),
      line(
        "up|status|ping|ip|netcheck|serve|file|version|cert|whois|ssh|switch|set|lock|update|exit-node|info|listnetworks|join",
      ),
    ],
  },
  {
    programs: ["dnscontrol"],
    grammar: { values: ["config", "creds", "domains", "providers", "v"] },
    account: { provider: "the DNS providers" },
    lines: [
      line(
        "push",
        replaces("domain", "DNS records, and deletes those that the file does not name", { reach: "several" }),
      ),
      line("*"),
    ],
  },
  {
    programs: ["octodns-sync"],
    account: { provider: "the DNS providers" },
    lines: [
      line("", replaces("domain", "DNS records, and deletes those that the files do not name", { reach: "several" }), {
        with: ["doit"],
      }),
      line(""),
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
      line("delete", deletes("secret", "the certificate and its key", { named: ["cert-name"] })),
      line(
        "revoke",
        revokes("secret", "revokes the certificate for everybody who relies on it, and that is not taken back", {
          recovery: "none",
        }),
      ),
      line("unregister", deletes("account", "the account at the certificate authority")),
      line("*"),
    ],
  },
  {
    programs: ["acme.sh"],
    lines: [
      line(
        "",
        revokes("secret", "revokes the certificate, and that is not taken back", {
          recovery: "none",
          named: ["d"],
        }),
        { with: ["revoke"] },
      ),
      line("", deletes("secret", "the certificate from the renewals", { named: ["d"], recovery: "effort" }), {
        with: ["remove"],
      }),
      line("", deletes("account", "the account at the certificate authority, or the client with its certificates"), {
        with: ["deactivate", "deactivate-account", "uninstall"],
      }),
      line(""),
    ],
    grammar: { values: ["d", "domain", "w", "dns", "server", "key-file", "fullchain-file", "reloadcmd"] },
  },
  {
    programs: ["step"],
    grammar: { values: ["ca-url", "root", "provisioner"] },
    lines: [
      line("ca revoke", revokes("secret", "revokes the certificate", { recovery: "none" })),
      line("ca provisioner|admin remove", deletes("account", "who the certificate authority accepts")),
      line("*"),
    ],
  },
];

function syncsGateway() {
  return replaces("network", "routes and services of the gateway, and deletes those that the file does not name", {
    reach: "several",
  });
}
