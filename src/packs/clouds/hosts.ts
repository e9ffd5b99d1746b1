/** Hosting companies whose command lines are built of resources and verbs. */

import { deletes, deploys, line, revokes, weakens } from "../../core/effects/doings.ts";
import type { Nouns } from "../../core/effects/resource-verbs.ts";
import type { Account } from "../../core/effects/services/account.ts";
import type { Line, Table } from "../../core/effects/subcommands.ts";

type Host = Omit<Table, "id" | "examples">;

/** A tool that needs no lines of its own: who it belongs to, and what it calls things. */
function host(programs: readonly string[], account: Account, nouns: Nouns, more: Partial<Host> = {}): Host {
  const unasked = ["force", "f", "yes", "y", "quiet", "auto-approve", "skip-confirmation"];
  return { programs, account, nouns, unasked, lines: [CLIENT], ...more };
}

/** The client's own settings and sessions. */
const CLIENT: Line = { call: "config|completion|auth|login|logout|version|help|init|context|profile|plugin|update" };

/** Commands about a server's power, by whose own name nothing is lost. */
const POWER: Line = { call: "compute droplet-action reboot|power-on|snapshot|get" };

export const HOSTS: readonly Host[] = [
  host(
    ["doctl"],
    { provider: "DigitalOcean", profile: ["context", "access-token", "t"], variables: ["DIGITALOCEAN_CONTEXT"] },
    {
      db: "database",
      database: "database",
      volume: "volume",
      "kubernetes cluster": "cluster",
      k8s: "cluster",
      registry: "bucket",
      app: "service",
      record: "domain",
      cdn: "network",
    },
    {
      grammar: {
        values: [
          "context",
          "access-token",
          "t",
          "output",
          "o",
          "format",
          "region",
          "tag-name",
          "api-url",
          "c",
          "config",
        ],
      },
      lines: [
        CLIENT,
        POWER,
        line("apps create-deployment|update", deploys()),
        line("serverless deploy", deploys()),
        line("databases|database|db|d user|users reset", revokes("secret", "replaces the password of")),
        line(
          "registry|registries garbage-collection start",
          deletes("image", "every image of the registry without a tag", { reach: "all" }),
        ),
      ],
    },
  ),
  host(
    ["hcloud"],
    { provider: "Hetzner Cloud", profile: ["context"], variables: ["HCLOUD_CONTEXT"] },
    { server: "service", "placement group": "record", iso: "image" },
    {
      grammar: { values: ["context", "config", "o", "output", "l", "selector", "s", "sort", "type", "image"] },
      lines: [
        line(
          "* disable-protection",
          weakens("setting", "takes the protection against deletion from", { recovery: "none" }),
        ),
      ],
    },
  ),
  host(
    ["oci"],
    { provider: "Oracle Cloud", profile: ["profile"], variables: ["OCI_CLI_PROFILE"] },
    {
      "autonomous database": "database",
      "db system": "database",
      "boot volume": "volume",
      compartment: "project",
      "object bulk": "bucket",
      os: "bucket",
    },
    {
      shows: ["generate-full-command-json-input", "generate-param-json-input"],
      lines: [
        line(
          "os object bulk-delete|bulk-delete-versions",
          deletes("bucket", "every object in the bucket", { reach: "all", named: ["bucket-name", "bn"] }),
        ),
        line("compute instance terminate", deletes("service", "the machine", { named: ["instance-id"] })),
        line(
          "resource-manager job create-destroy-job",
          deletes("stack", "everything that the stack describes,", { named: ["stack-id"] }),
        ),
        line("setup|session|search"),
      ],
    },
  ),
  host(
    ["ibmcloud"],
    { provider: "IBM Cloud", profile: ["account", "c", "g"], variables: ["IBMCLOUD_ACCOUNT"] },
    {
      "resource service instance": "database",
      cos: "bucket",
      ks: "cluster",
      oc: "cluster",
      "code engine project": "project",
      ce: "service",
    },
    {
      lines: [
        line("cos object-delete|delete-object", deletes("file", "the object", { named: ["key"] })),
        line("cos bucket-delete|delete-bucket", deletes("bucket", "the bucket", { named: ["bucket"] })),
        line(
          "cos objects-delete|delete-objects",
          deletes("bucket", "objects of the bucket", { reach: "several", named: ["bucket"] }),
        ),
        line("target|config|login|logout|plugin|api|regions|update"),
      ],
    },
  ),
  host(
    ["linode-cli", "linode", "lin"],
    { provider: "Linode", profile: ["as-user"], variables: ["LINODE_CLI_USER"] },
    { linodes: "service", linode: "service", lke: "cluster", obj: "bucket", nodebalancers: "network" },
    {
      grammar: { values: ["as-user", "format", "region", "type", "image"] },
      lines: [
        line("configure|set-user|remove-user|show-users|completion"),
        line("obj rb|rm|del|delete", deletes("bucket", "from object storage")),
        line("linodes boot|reboot|shutdown", {
          verb: "stop",
          resource: "service",
          recovery: "effort",
          says: "turns the machine off or on",
        }),
      ],
    },
  ),
  host(
    ["vultr-cli", "vultr"],
    { provider: "Vultr", variables: ["VULTR_PROFILE"] },
    {
      "bare metal": "service",
      "block storage": "volume",
      "object storage": "bucket",
      kubernetes: "cluster",
      database: "database",
      "reserved ip": "network",
    },
  ),
  host(
    ["scw"],
    { provider: "Scaleway", profile: ["p", "profile"], variables: ["SCW_PROFILE"] },
    { "rdb instance": "database", "redis cluster": "database", rdb: "database", namespace: "namespace" },
    { grammar: { values: ["p", "profile", "o", "output", "c", "config"] } },
  ),
  host(
    ["exo"],
    { provider: "Exoscale", profile: ["use-account", "A"], variables: ["EXOSCALE_ACCOUNT"] },
    {
      dbaas: "database",
      "dbaas service": "database",
      sks: "cluster",
      storage: "bucket",
      "instance pool": "service",
      "compute instance": "service",
    },
  ),
  host(
    ["upctl"],
    { provider: "UpCloud" },
    { storage: "volume", database: "database", kubernetes: "cluster", "object storage": "bucket" },
  ),
  host(
    ["civo"],
    { provider: "Civo", profile: ["apikey"] },
    { kubernetes: "cluster", k3s: "cluster", objectstore: "bucket", database: "database" },
  ),
  host(
    ["ovhcloud", "ovhai"],
    { provider: "OVHcloud", profile: ["profile"] },
    { kube: "cluster", "database service": "database" },
  ),
  host(
    ["yc"],
    { provider: "Yandex Cloud", profile: ["profile", "cloud-id", "folder-id", "folder-name"] },
    { folder: "project", cloud: "project", "managed postgresql cluster": "database" },
  ),
  host(
    ["gridscale", "gscloud"],
    { provider: "gridscale", profile: ["account"] },
    { storage: "volume", server: "service" },
  ),
  host(["equinix", "metal"], { provider: "Equinix Metal" }, { device: "service", organization: "project" }),
  host(["triton"], { provider: "Triton", profile: ["profile", "p"] }, { inst: "service", instance: "service" }),
  host(
    [
      "aliyun",
      "tccli",
      "hcloud-huawei",
      "volcengine",
      "ucloud",
      "ossutil",
      "ossutil64",
      "obsutil",
      "coscli",
      "tosutil",
    ],
    { provider: "the cloud", profile: ["profile", "p"], variables: ["ALIBABA_CLOUD_PROFILE", "TENCENTCLOUD_PROFILE"] },
    {
      "db instance": "database",
      dbinstance: "database",
      instances: "service",
      disk: "volume",
      oss: "bucket",
    },
    {
      grammar: { values: ["profile", "p", "region", "mode", "output", "endpoint"] },
      lines: [
        line("rb|oss rb", deletes("bucket", "the bucket")),
        line("rm", deletes("bucket", "everything under", { reach: "all" }), { with: ["r", "recursive", "b", "a"] }),
        line("rm|abort", deletes("file", "the object")),
        line("configure|plugin|oss ls|cat|stat|du|cp|mb|sync"),
        line("oss rm", deletes("bucket", "everything under", { reach: "all" }), {
          with: ["r", "recursive", "b", "bucket", "a", "all-type"],
        }),
        line("oss rm", deletes("file", "the object")),
      ],
    },
  ),
];
