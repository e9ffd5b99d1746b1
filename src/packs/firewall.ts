/** iptables, nft, ufw, firewall-cmd, pfctl: what keeps strangers out, and what keeps the way in open. */
import { hasOption, optionValue } from "../core/effects/options.ts";
import type { Reading } from "../core/effects/pack.ts";
import { type Call, type Doing, effectOfDoing, type Table, tablesPack } from "../core/effects/subcommands.ts";

const FLUSHES: Doing = {
  verb: "weaken",
  resource: "network",
  says: "empties the firewall",
  reach: "all",
  recovery: "effort",
};
const REMOVES: Doing = { verb: "weaken", resource: "network", says: "takes out of the firewall", recovery: "effort" };
const OFF: Doing = {
  verb: "weaken",
  resource: "network",
  says: "switches the firewall off",
  reach: "all",
  recovery: "effort",
};
const REPLACES: Doing = {
  verb: "weaken",
  resource: "network",
  says: "replaces the firewall's rules",
  reach: "all",
  recovery: "effort",
};
const CUTS: Doing = {
  verb: "stop",
  resource: "network",
  says: "may cut this machine off",
  reach: "all",
  recovery: "effort",
};
const ADDS: Doing = {
  verb: "mutate",
  resource: "network",
  says: "adds to the firewall",
  recovery: "effort",
  reach: "one",
};

const TABLES: Omit<Table, "id" | "examples" | "programs"> = {
  grammar: {
    values:
      "A D I R P t p s d i o j g m N E L S F X Z w W c dport sport match table jump append delete insert replace policy protocol source destination in-interface out-interface".split(
        " ",
      ),
  },
  shows: ["L", "S", "list", "list-rules", "C", "check"],
  special: rules,
  lines: [{ call: "" }],
};

export const firewall = tablesPack(
  "firewall",
  [
    { programs: ["iptables", "ip6tables", "iptables-legacy", "iptables-nft", "ebtables", "arptables"], ...TABLES },
    {
      programs: ["iptables-restore", "ip6tables-restore"],
      lines: [
        { call: "", with: ["t", "test"] },
        { call: "", does: REPLACES },
      ],
    },
    {
      programs: ["nft"],
      grammar: { values: ["f", "file", "I", "D"] },
      lines: [
        { call: "flush|reset|destroy", does: FLUSHES },
        { call: "delete", does: REMOVES },
        { call: "", with: ["c", "check"] },
        { call: "", with: ["f", "file"], does: REPLACES },
        { call: "list|monitor|describe" },
        { call: "add|create|insert|replace|rename", does: ADDS },
        { call: "" },
      ],
    },
    {
      programs: ["ufw"],
      lines: [
        { call: "disable", does: OFF },
        { call: "reset", does: FLUSHES },
        { call: "delete|prepend", does: REMOVES },
        { call: "route|rule delete", does: REMOVES },
        { call: "default allow", does: REPLACES },
        { call: "default deny|reject outgoing", does: CUTS },
        { call: "deny|reject|limit|allow|enable|reload|default|route|rule|logging|app|insert", does: ADDS },
        { call: "status|show|version|app" },
        { call: "" },
      ],
    },
    {
      programs: ["firewall-cmd"],
      lines: [
        { call: "", with: ["panic-on"], does: CUTS },
        { call: "", with: ["complete-reload", "set-default-zone", "reset-to-defaults"], does: REPLACES },
        {
          call: "",
          with: "remove-service remove-port remove-rich-rule remove-source remove-interface remove-masquerade remove-forward-port delete-zone delete-service delete-policy delete-ipset".split(
            " ",
          ),
          does: REMOVES,
        },
        { call: "" },
      ],
    },
    {
      programs: ["pfctl"],
      grammar: { values: ["f", "F", "k", "K", "s", "t", "T", "a", "i", "x", "D", "o", "p"] },
      shows: ["n", "s"],
      lines: [
        { call: "", with: ["d"], does: OFF },
        { call: "", with: ["F"], does: FLUSHES },
        { call: "", with: ["f"], does: REPLACES },
        { call: "", with: ["T", "k", "K"], does: ADDS },
        { call: "" },
      ],
    },
    {
      programs: ["socketfilterfw"],
      lines: [{ call: "", with: ["setglobalstate", "remove"], does: OFF }, { call: "" }],
    },
  ],
  [
    { run: "iptables -F", expect: "ask" },
    { run: "sudo iptables --flush INPUT", expect: "ask" },
    { run: "iptables -t nat -F", expect: "ask" },
    { run: "iptables -P INPUT DROP", expect: "ask" },
    { run: "ip6tables -D INPUT 3", expect: "ask" },
    { run: "iptables -A INPUT -j DROP", expect: "ask", why: "nobody gets in any more" },
    { run: "iptables-restore < rules.v4", expect: "ask" },
    { run: "nft flush ruleset", expect: "ask" },
    { run: "nft -f rules.nft", expect: "ask" },
    { run: "sudo ufw disable", expect: "ask" },
    { run: "ufw --force reset", expect: "ask" },
    { run: "ufw delete allow 22/tcp", expect: "ask" },
    { run: "firewall-cmd --permanent --remove-service=ssh", expect: "ask" },
    { run: "pfctl -d", expect: "ask" },
    { run: "pfctl -F all", expect: "ask" },
    { run: "iptables -L -n -v", expect: "allow" },
    { run: "iptables -t nat -S", expect: "allow" },
    { run: "iptables -A INPUT -p tcp --dport 3000 -j ACCEPT", expect: "allow" },
    { run: "nft list ruleset", expect: "allow" },
    { run: "ufw status verbose", expect: "allow" },
    { run: "sudo ufw allow 8080/tcp", expect: "allow" },
    { run: "firewall-cmd --list-all", expect: "allow" },
    { run: "pfctl -s rules", expect: "allow" },
    { run: "iptables-save > rules.v4", expect: "allow" },
  ],
);

/** A rule for one address or port is small; one that drops everything is not, and a policy holds for all. */
function rules(call: Call): Reading | undefined {
  const { args } = call;
  const say = (doing: Doing): Reading => ({ effects: [effectOfDoing(doing, call.words, call, { id: "firewall" })] });
  if (hasOption(args, "F", "flush", "X", "delete-chain")) return say(FLUSHES);
  if (hasOption(args, "P", "policy")) return say(CUTS);
  if (hasOption(args, "D", "delete", "R", "replace")) return say(REMOVES);
  if (!hasOption(args, "A", "append", "I", "insert")) return undefined;
  const drops = /^(DROP|REJECT)$/i.test(optionValue(args, "j", "jump")?.value ?? "");
  const narrowed = hasOption(
    args,
    "p",
    "s",
    "d",
    "i",
    "o",
    "m",
    "dport",
    "sport",
    "protocol",
    "source",
    "destination",
    "match",
  );
  return say(drops && !narrowed ? CUTS : ADDS);
}
