/** Consoles of routers, switches and firewalls, over ssh: their words, as their own shells take them. */
import { changes, deletes, line, replaces, stops } from "../../core/effects/doings.ts";
import type { Table } from "../../core/effects/subcommands.ts";

type Tool = Omit<Table, "id" | "examples">;

const WIPED = replaces("volume", "everything that the device holds:", { reach: "all" });
const UNCONFIGURED = deletes("network", "from the running configuration:");
const EVERYTHING = deletes("network", "the whole configuration", { reach: "all" });
const LOADED = replaces("network", "the configuration of the device", { reach: "all" });
const POWER = stops("system", "the machine:");
/** Parts of a configuration, as JunOS, VyOS, EdgeOS and PAN-OS name them. */
const PARTS =
  "interfaces|protocols|routing-options|routing-instances|policy-options|security|firewall|system|vlans|vlan|bridge-domains|class-of-service|forwarding-options|snmp|applications|groups|chassis|service|services|nat|vpn|policy|zone-policy|zone|deviceconfig|network|rulebase|address|address-group|shared|vsys|mgt-config|set";
/** Menus of RouterOS; a call may begin with a slash. */
const MENUS = "interface|queue|routing|radius|ppp|certificate";
const MENU_VERB = /^(?:remove|disable|reset|unset)$/;

export const ROUTERS: readonly Tool[] = [
  { programs: ["erase"], lines: [line("startup-config|nvram:|nvram|flash:|running-config|all|start|/all", WIPED)] },
  { programs: ["write", "wr"], lines: [line("erase|er|default", WIPED), line("*"), line("")] },
  { programs: ["clear"], lines: [line("configuration|config|startup-config|line", WIPED), line("*"), line("")] },
  {
    programs: ["no"],
    lines: [
      line(
        "vlan|router|interface|ip|ipv6|bgp|ospf|spanning-tree|aaa|username|snmp-server|access-list|route-map",
        UNCONFIGURED,
      ),
      line("*"),
    ],
  },
  {
    programs: ["delete"],
    lines: [
      line(PARTS, UNCONFIGURED),
      line("", deletes("file", "from the device's flash"), {
        operand: /^(?:\/\S+|(?:flash|nvram|disk\d?|bootflash|slot\d|startup-config|vlan\.dat)\S*)/,
      }),
      line("*"),
      // Alone, in a configuration: everything in it.
      line("", EVERYTHING),
    ],
  },
  {
    programs: ["system"],
    lines: [line("reset-configuration|reset", WIPED), line("reboot|shutdown", POWER), line("*")],
  },
  { programs: MENUS.split("|"), lines: [line("", UNCONFIGURED, { operand: MENU_VERB }), line("*"), line("")] },
  {
    programs: ["request", "execute"],
    lines: [
      line("system *", WIPED, {
        operand: /^(?:zeroize|private-data-reset|halt|reboot|shutdown|software|configuration)$/,
      }),
      line("system zeroize|private-data-reset|halt|reboot|power-off|snapshot", WIPED),
      line("factoryreset|factoryreset2|formatlogdisk|erase-disk|shutdown|reboot|restore", WIPED),
    ],
  },
  {
    programs: ["reload"],
    lines: [
      line("in|at|/noconfirm|now|cancel", POWER),
      line("", { verb: "stop", resource: "network", recovery: "effort", says: "starts the device anew" }),
    ],
  },
  {
    programs: ["tmsh"],
    lines: [
      line("load sys config default", WIPED),
      line("load sys config|ucs", LOADED),
      line("delete", UNCONFIGURED),
      line("reboot|shutdown", POWER),
      line("*"),
    ],
  },
  {
    programs: ["nv"],
    lines: [
      line("unset", UNCONFIGURED),
      line("config apply empty", EVERYTHING),
      line("config apply|replace|patch", changes("network", "the configuration of the switch", { recovery: "none" })),
      line("action reboot|reset", WIPED),
      line("*"),
    ],
  },
  {
    programs: ["napalm"],
    grammar: { values: "user u password p vendor v optional_args o strategy s".split(" ") },
    lines: [
      line("* configure", changes("network", "the configuration of the device", { recovery: "none" }), {
        without: ["dry-run", "d"],
      }),
      line("*"),
    ],
  },
  { programs: ["ubnt-cli", "set-default", "mca-cli-op"], lines: [line("factory-reset|set-default|reset", WIPED)] },
  {
    programs: ["swanctl", "ipsec", "strongswan"],
    lines: [
      line("stop|down|reload|restart", stops("network", "the tunnel")),
      line("", stops("network", "the tunnel", { named: ["ike", "child"] }), { with: ["terminate", "t"] }),
      line("*"),
      line(""),
    ],
    grammar: { values: ["ike", "child", "i", "c"] },
  },
];

export const ROUTER_EXAMPLES = [
  { run: "ssh admin@core-sw1 'write erase'", expect: "ask" },
  { run: "ssh admin@edge1 'configure; delete protocols bgp; commit'", expect: "ask" },
  { run: "ssh admin@sw1 'delete flash:vlan.dat'", expect: "ask" },
  { run: "ssh admin@r1 '/system reset-configuration no-defaults=yes'", expect: "ask" },
  { run: "ssh admin@r1 '/interface disable ether1'", expect: "ask" },
  { run: "ssh netadmin@fw1.acme.io 'request system zeroize'", expect: "deny" },
  { run: "nv unset system", expect: "ask" },
  { run: "swanctl --terminate --ike office", expect: "ask" },
  { run: "swanctl --list-sas", expect: "allow" },
  { run: "ssh admin@edge1 'show interfaces terse | no-more'", expect: "allow" },
  { run: "ssh admin@r1 '/interface print'", expect: "allow" },
  { run: "clear", expect: "allow" },
  { run: "nv show interface", expect: "allow" },
] as const;
