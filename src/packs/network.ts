/** ip, ifconfig, route, nmcli, networksetup: interfaces, addresses and routes that somebody may be coming in by. */
import { operands, readArguments } from "../core/effects/options.ts";
import type { Inner, Invocation } from "../core/effects/pack.ts";
import { type Doing, tablesPack } from "../core/effects/subcommands.ts";

const DOWN: Doing = { verb: "stop", resource: "network", says: "takes down", recovery: "effort" };
const ALL_DOWN: Doing = { ...DOWN, says: "takes the network down", reach: "all" };
const GONE: Doing = { verb: "delete", resource: "network", says: "deletes from the network", recovery: "effort" };
const CHANGED: Doing = {
  verb: "mutate",
  resource: "network",
  says: "changes the network",
  recovery: "effort",
  reach: "one",
};

/** `ip` takes any beginning of its words. */
const ADDRESS = "address|addr|add|addres|ad|a";
const ROUTE = "route|rout|rou|ro|r|rule|ru|neighbour|neighbor|neigh|n|tunnel|maddress|xfrm|netns";
const LINK = "link|lin|li|l";
const DELETE = "delete|del|d|flush|f|delall";

export const network = tablesPack(
  "network",
  [
    {
      programs: ["ip"],
      grammar: { values: ["n", "netns", "b", "batch"], singleDash: false },
      inner: ({ command }) => inNamespace(command),
      lines: [
        // RouterOS has a menu of that name: `/ip firewall filter remove [find]`.
        {
          call: "firewall|dhcp-server|dhcp-client|pool|dns|ipsec|service|hotspot",
          operand: /^(?:remove|disable|reset)$/,
          does: GONE,
        },
        { call: `${LINK} ${DELETE}`, does: GONE },
        { call: `${ADDRESS} ${DELETE}`, does: GONE },
        { call: `${ROUTE} ${DELETE}`, does: GONE },
        { call: `${LINK} set|s * down`, does: DOWN },
        { call: `${LINK} set|s dev * down`, does: DOWN },
        { call: `${LINK} set|s`, does: CHANGED },
        { call: `${ADDRESS} add|a|replace|change`, does: CHANGED },
        { call: `${ROUTE} replace|change|add`, does: CHANGED },
        { call: "" },
      ],
    },
    {
      programs: ["ifconfig"],
      lines: [{ call: "* down", does: DOWN }, { call: "* destroy|delete|-alias", does: GONE }, { call: "" }],
    },
    {
      programs: ["ifdown"],
      lines: [{ call: "*", does: DOWN }, { call: "", with: ["a", "all"], does: ALL_DOWN }, { call: "" }],
    },
    {
      programs: ["route"],
      lines: [
        { call: "", with: ["f"], does: { ...GONE, reach: "all" } },
        { call: "del|delete|flush", does: GONE },
        { call: "add|change", does: CHANGED },
        { call: "" },
      ],
    },
    {
      programs: ["nmcli"],
      grammar: { values: ["f", "fields", "m", "mode", "c", "w", "wait"] },
      lines: [
        { call: "connection|con|c delete|del", does: GONE },
        { call: "connection|con|c down", does: DOWN },
        { call: "device|dev|d disconnect|down|delete", does: DOWN },
        { call: "networking|n off", does: ALL_DOWN },
        { call: "radio|r wifi|all|wwan off", does: ALL_DOWN },
        { call: "" },
      ],
    },
    {
      programs: ["networksetup"],
      grammar: { singleDash: true },
      lines: [
        { call: "", with: ["setmanual", "setmanualwithdhcprouter", "setv6off", "setv6manual"], does: DOWN },
        { call: "* off", with: ["setairportpower", "setnetworkserviceenabled"], does: DOWN },
        {
          call: "",
          with: [
            "removenetworkservice",
            "removeallpreferredwirelessnetworks",
            "removepreferredwirelessnetwork",
            "deletelocation",
          ],
          does: GONE,
        },
        { call: "" },
      ],
    },
    { programs: ["rfkill"], lines: [{ call: "block", does: DOWN }, { call: "" }] },
    { programs: ["netplan"], lines: [{ call: "" }] },
  ],
  [
    { run: "ip link set eth0 down", expect: "ask" },
    { run: "sudo ip link set dev wlan0 down", expect: "ask" },
    { run: "ip l del bond0", expect: "ask" },
    { run: "ip addr flush dev eth0", expect: "ask" },
    { run: "ip r flush all", expect: "ask" },
    { run: "ip route del default", expect: "ask" },
    { run: "ifconfig en0 down", expect: "ask" },
    { run: "ifdown -a", expect: "ask" },
    { run: "route delete default", expect: "ask" },
    { run: "route -f", expect: "ask" },
    { run: "ssh admin@r1 '/ip firewall filter remove [find]'", expect: "ask" },
    { run: "nmcli con delete office", expect: "ask" },
    { run: "nmcli networking off", expect: "ask" },
    { run: "networksetup -setairportpower en0 off", expect: "ask" },
    { run: "ip netns exec web rm -rf ~", expect: "deny" },
    { run: "ip a", expect: "allow" },
    { run: "ip -4 addr show eth0", expect: "allow" },
    { run: "ip route get 1.1.1.1", expect: "allow" },
    { run: "ip link set lo up", expect: "allow" },
    { run: "ip netns exec web ping -c1 10.0.0.1", expect: "allow" },
    { run: "ifconfig", expect: "allow" },
    { run: "nmcli device status", expect: "allow" },
  ],
);

/** `ip netns exec NAME command…`, `ip vrf exec NAME command…`. */
function inNamespace(command: Invocation): Inner[] {
  const [object, action, name, ...rest] = operands(readArguments(command.argv.slice(1), { stopAtOperand: true }));
  const runs = /^(netns|net|vrf)$/.test(object?.value ?? "") && /^e(xec?)?$/.test(action?.value ?? "");
  if (!runs || name?.value === undefined || rest.length === 0) return [];
  const scope = { ...command.scope, via: [...command.scope.via, "ip netns"] };
  return [{ kind: "argv", argv: rest, scope, stdin: command.stdin, ...(command.span && { span: command.span }) }];
}
