/** Reads ip, ifconfig, route, nmcli, networksetup: interfaces, addresses and routes that a login may depend on. */
import { operands, readArguments } from "../core/effects/options.ts";
import type { Inner, Invocation } from "../core/effects/pack.ts";
import { tablesPack } from "../core/kit/subcommands.ts";
import type { EffectTemplate } from "../core/kit/table.ts";

const DOWN: EffectTemplate = { verb: "stop", resource: "network", says: "takes down", recovery: "effort" };
const GONE: EffectTemplate = {
  verb: "delete",
  resource: "network",
  says: "deletes from the network",
  recovery: "effort",
};
const CHANGED: EffectTemplate = {
  verb: "mutate",
  resource: "network",
  says: "changes the network",
  recovery: "effort",
  reach: "one",
};

/** `ip` accepts any prefix of its words. */
const ADDRESS = "address|addr|add|addres|ad|a";
const ROUTE = "route|rout|rou|ro|r|rule|ru|neighbour|neighbor|neigh|n|tunnel|maddress|xfrm|netns";
const LINK = "link|lin|li|l";
const DELETE = "delete|del|d|flush|f|delall";

export const network = tablesPack(
  "network",
  [
    {
      source: "https://man7.org/linux/man-pages/man8/ip.8.html",
      programs: ["ip"],
      grammar: { values: ["n", "netns", "b", "batch"], singleDash: false },
      inner: ({ command }) => inNamespace(command),
      lines: [
        // RouterOS has a menu of that name: `/ip firewall filter remove [find]`.
        {
          call: "firewall|dhcp-server|dhcp-client|pool|dns|ipsec|service|hotspot",
          source: "https://help.mikrotik.com/docs/",
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
  ],
  [
    { run: "ip link set eth0 down", expect: "ask" },
    { run: "sudo ip link set dev wlan0 down", expect: "ask" },
    { run: "ip l del bond0", expect: "ask" },
    { run: "ip addr flush dev eth0", expect: "ask" },
    { run: "ip r flush all", expect: "ask" },
    { run: "ip route del default", expect: "ask" },
    { run: "ssh admin@r1 '/ip firewall filter remove [find]'", expect: "ask" },
    { run: "ip netns exec web rm -rf ~", expect: "deny" },
    { run: "ip a", expect: "allow" },
    { run: "ip -4 addr show eth0", expect: "allow" },
    { run: "ip route get 1.1.1.1", expect: "allow" },
    { run: "ip link set lo up", expect: "allow" },
    { run: "ip netns exec web ping -c1 10.0.0.1", expect: "allow" },
  ],
);

/** Reads `ip netns exec NAME command…`, `ip vrf exec NAME command…`. */
function inNamespace(command: Invocation): Inner[] {
  const [object, action, name, ...rest] = operands(readArguments(command.argv.slice(1), { stopAtOperand: true }));
  const runs = /^(netns|net|vrf)$/.test(object?.value ?? "") && /^e(xec?)?$/.test(action?.value ?? "");
  if (!runs || name?.value === undefined || rest.length === 0) return [];
  const scope = { ...command.scope, via: [...command.scope.via, "ip netns"] };
  return [{ kind: "argv", argv: rest, scope, stdin: command.stdin, ...(command.span && { span: command.span }) }];
}
