/** Clouds that somebody runs for themselves: OpenStack, Cloud Foundry, libvirt. */
import { deletes, deploys, stops } from "../../core/effects/doings.ts";
import type { Table } from "../../core/effects/subcommands.ts";

export const PRIVATE_CLOUDS: readonly Omit<Table, "id" | "examples">[] = [
  {
    programs: ["virsh"],
    grammar: { values: ["c", "connect"] },
    nouns: {
      vol: "volume",
      pool: "volume",
      net: "network",
      snapshot: "backup",
      checkpoint: "backup",
      domain: "service",
    },
    lines: [
      {
        call: "undefine",
        with: ["remove-all-storage", "storage", "wipe-storage"],
        does: deletes("volume", "the machine and its disks"),
      },
      {
        call: "undefine",
        does: deletes("service", "the definition of the machine"),
      },
      {
        call: "destroy|reset",
        does: { verb: "stop", resource: "service", says: "cuts the power of the machine" },
      },
      {
        call: "shutdown|reboot|suspend",
        does: stops("service", "the machine"),
      },
      {
        call: "vol-delete|vol-wipe|pool-delete",
        does: deletes("volume", "the storage"),
      },
      {
        call: "snapshot-delete|checkpoint-delete",
        does: deletes("backup", "the snapshot of"),
      },
      {
        call: "snapshot-revert",
        does: { verb: "overwrite", resource: "volume", says: "takes the disks back to a snapshot of" },
      },
      {
        call: "net-destroy|pool-destroy|net-undefine|pool-undefine",
        does: { verb: "stop", resource: "network", recovery: "effort", says: "turns off" },
      },
    ],
  },
  {
    programs: ["cf", "cf7", "cf8"],
    grammar: { values: ["f", "o", "s", "p", "n", "i", "k", "m", "b", "c"] },
    unasked: ["f", "force"],
    account: { provider: "Cloud Foundry" },
    nouns: { org: "project", space: "environment", service: "database", "shared domain": "domain", route: "network" },
    lines: [
      { call: "push|p", does: deploys() },
      { call: "delete|d", does: deletes("service", "the app") },
      { call: "stop|sp|restart|rs|restage|rg|scale|map-route|bind-service|target|t|login|l|logs|ssh|env|apps|app|a" },
    ],
  },
  {
    programs: ["openstack", "nova", "cinder", "glance"],
    account: {
      provider: "OpenStack",
      profile: ["os-cloud", "os-project-name"],
      variables: ["OS_CLOUD", "OS_PROJECT_NAME"],
    },
    nouns: {
      container: "bucket",
      "object store account": "bucket",
      server: "service",
      port: "network",
      router: "network",
      "floating ip": "network",
      stack: "stack",
      flavor: "record",
    },
    lines: [{ call: "complete|configuration|module|versions|command" }],
  },
];
