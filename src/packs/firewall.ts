/** Reads iptables, nft, ufw, firewall-cmd, pfctl: what keeps strangers out, and what keeps the way in open. */
import { hasOption, optionValue } from "../core/effects/options.ts";
import type { Reading } from "../core/effects/pack.ts";
import { effectOfTemplate, tablesPack } from "../core/kit/subcommands.ts";
import type { Call, EffectTemplate, Table } from "../core/kit/table.ts";

const FLUSHES: EffectTemplate = {
  verb: "weaken",
  resource: "network",
  says: "empties the firewall",
  reach: "all",
  recovery: "effort",
};
const REMOVES: EffectTemplate = {
  verb: "weaken",
  resource: "network",
  says: "takes out of the firewall",
  recovery: "effort",
};
const CUTS: EffectTemplate = {
  verb: "stop",
  resource: "network",
  says: "may cut this machine off",
  reach: "all",
  recovery: "effort",
};
const ADDS: EffectTemplate = {
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
  [{ programs: ["iptables", "ip6tables", "iptables-legacy", "iptables-nft", "ebtables", "arptables"], ...TABLES }],
  [
    { run: "iptables -F", expect: "ask" },
    { run: "sudo iptables --flush INPUT", expect: "ask" },
    { run: "iptables -t nat -F", expect: "ask" },
    { run: "iptables -P INPUT DROP", expect: "ask" },
    { run: "ip6tables -D INPUT 3", expect: "ask" },
    { run: "iptables -A INPUT -j DROP", expect: "ask", why: "nobody gets in any more" },
    { run: "iptables -L -n -v", expect: "allow" },
    { run: "iptables -t nat -S", expect: "allow" },
    { run: "iptables -A INPUT -p tcp --dport 3000 -j ACCEPT", expect: "allow" },
    { run: "iptables-save > rules.v4", expect: "allow" },
  ],
);

/** Reads rules. One for an address or port is minor; one that drops everything is not, and a policy holds for all. */
function rules(call: Call): Reading | undefined {
  const { args } = call;
  const say = (doing: EffectTemplate): Reading => ({
    effects: [effectOfTemplate(doing, call.words, call, { id: "firewall" })],
  });
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
