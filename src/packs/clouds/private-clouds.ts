/** Reads clouds that people run themselves: OpenStack, Cloud Foundry, libvirt. */

import { ranThere } from "../../core/kit/carried.ts";
import { deletes, deploys, line, stops } from "../../core/kit/effect-templates.ts";
import type { Table } from "../../core/kit/table.ts";

export const PRIVATE_CLOUDS: readonly Omit<Table, "id" | "examples">[] = [
  {
    source: "https://docs.cloudfoundry.org/cf-cli/",
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
];
