/** Machines that are switched off, installed anew or forgotten from afar: power strips, supplies, clusters of bare metal. */
import { deletes, line, replaces, stops } from "../../core/effects/doings.ts";
import type { Doing } from "../../core/effects/subcommands.ts";
import { server, type Tool } from "./server.ts";

const POWER: Doing = stops("system", "the machines' power:", { reach: "several" });
const ANEW: Doing = replaces("system", "what is on the disks of the machines:", { reach: "several" });
const OFF = /^(?:off|cycle|boot|reset|softoff|onstandby|shutdown[\w.]{0,20}|load\.off[\w.]{0,20}|fsd)$/i;

export const POWER_TOOLS: readonly Tool[] = [
  // xCAT and Confluent: the nodes come first, then what happens to them.
  server(["rpower", "nodepower", "cpower", "pdu-control"], "the cluster's management", [
    line("", POWER, { operand: OFF }),
    line(""),
  ]),
  server(
    ["powerman"],
    "the cluster's management",
    [line("", POWER, { with: ["0", "off", "c", "cycle", "r", "reset"] }), line("")],
    { grammar: { values: ["h", "server-host"] } },
  ),
  server(["rinstall", "nodedeploy"], "the cluster's management", [line("", ANEW)]),
  server(["nodeset"], "the cluster's management", [
    line("", ANEW, { operand: /^(?:osimage|install|netboot|runimage)(?:=|$)/ }),
    line(""),
  ]),
  server(["rmdef", "noderm", "noderemove"], "the cluster's management", [
    line("", deletes("cluster", "from the cluster's management:", { recovery: "effort" })),
  ]),
  server(["upscmd"], "the power supply", [line("", POWER, { operand: OFF }), line("")], {
    grammar: { values: ["u", "p"] },
  }),
  server(["upsdrvctl"], "the power supply", [line("shutdown", POWER), line("*")]),
  server(["upsmon"], "the power supply", [line("fsd", POWER), line("", POWER, { with: ["c=fsd"] }), line("")], {
    grammar: { values: ["c"] },
  }),
  server(["onecli", "asu64"], "the machine's own console", [
    line("config|bios loaddefault|restore", replaces("setting", "the machine's settings")),
    line("loaddefault", replaces("setting", "the machine's settings", { named: [] })),
    line("power|rebootbmc", POWER),
    line("*"),
  ]),
  server(["hponcfg"], "the machine's own console", [
    line("", replaces("setting", "the settings of the machine's own console", { named: [] }), { with: ["r", "reset"] }),
    line(""),
  ]),
];

export const POWER_EXAMPLES = [
  { run: "rpower rack4 off", expect: "ask" },
  { run: "rpower rack4 stat", expect: "allow" },
  { run: "powerman --cycle web[1-4]", expect: "ask" },
  { run: "powerman -q", expect: "allow" },
  { run: "nodeset rack4 osimage=ubuntu22", expect: "ask" },
  { run: "nodeset rack4 stat", expect: "allow" },
  { run: "upsmon -c fsd", expect: "ask" },
  { run: "upscmd -l rack-ups", expect: "allow" },
  { run: "upscmd -u ops -p x rack-ups load.off", expect: "ask" },
] as const;
