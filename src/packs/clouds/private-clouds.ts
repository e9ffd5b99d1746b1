/** Clouds that somebody runs for themselves: OpenStack, Cloud Foundry, libvirt. */
import { deletes, deploys, line, stops } from "../../core/effects/doings.ts";
import { ranThere } from "../../core/effects/services/carried.ts";
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
      line("undefine", deletes("volume", "the machine and its disks"), {
        with: ["remove-all-storage", "storage", "wipe-storage"],
      }),
      line("undefine", deletes("service", "the definition of the machine")),
      line("destroy|reset", { verb: "stop", resource: "service", says: "cuts the power of the machine" }),
      line("shutdown|reboot|suspend", stops("service", "the machine")),
      line("vol-delete|vol-wipe|pool-delete", deletes("volume", "the storage")),
      line("snapshot-delete|checkpoint-delete", deletes("backup", "the snapshot of")),
      line("snapshot-revert", { verb: "overwrite", resource: "volume", says: "takes the disks back to a snapshot of" }),
      line("net-destroy|pool-destroy|net-undefine|pool-undefine", {
        verb: "stop",
        resource: "network",
        recovery: "effort",
        says: "turns off",
      }),
    ],
  },
  {
    programs: ["cf", "cf7", "cf8"],
    grammar: { values: ["f", "o", "s", "p", "n", "i", "k", "m", "b", "c", "command", "name"] },
    unasked: ["f", "force"],
    // What it stands in is chosen by `cf target`; the app's own name may say more.
    at: ({ words }) => [
      ...(words[1]?.value ? [{ kind: "label" as const, label: words[1].value }] : []),
      { kind: "cloud", provider: "Cloud Foundry" },
    ],
    nouns: { org: "project", space: "environment", service: "database", "shared domain": "domain", route: "network" },
    lines: [
      line("push|p", deploys()),
      line("delete|d", deletes("service", "the app")),
      line("stop|sp", stops("service", "the app")),
      line("ssh|run-task|rt"),
      line("restart|rs|restage|rg|scale|map-route|bind-service|target|t|login|l|logs|env|apps|app|a"),
    ],
    inner: call => [
      ...ranThere(call, {}, "ssh", { options: ["c", "command"] }),
      ...ranThere(call, {}, "run-task|rt", { options: ["c", "command"] }),
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
    lines: [line("complete|configuration|module|versions|command")],
  },
];
