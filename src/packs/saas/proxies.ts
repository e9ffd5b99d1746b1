/** Reads web servers and load balancers in front of services, which a signal or a process id stops. */

import { typedRequests } from "../../core/detectors/exfiltration/typed-requests.ts";
import { optionValue } from "../../core/effects/options.ts";
import type { Inner, Reading } from "../../core/effects/pack.ts";
import { textOfStdin } from "../../core/files/input-text.ts";
import { deletes, line, revokes } from "../../core/kit/effect-templates.ts";
import { effectOfTemplate } from "../../core/kit/subcommands.ts";
import type { Call } from "../../core/kit/table.ts";
import { effectsOnControlSocket } from "../../core/providers/control-sockets.ts";
import type { Tool } from "./product.ts";

/** They may serve this machine only or everybody, which is unknown here. */
const ACCOUNT = { provider: "the server" };
const STOPS = revokes("network", "stops the server, and nothing behind it is reachable");

export const PROXIES: readonly Tool[] = [
  {
    programs: ["nginx", "openresty", "tengine", "angie"],
    grammar: { values: ["c", "p", "g", "s", "e"] },
    shows: ["t", "T", "v", "V", "h", "?"],
    account: ACCOUNT,
    special: call => {
      const signal = optionValue(call.args, "s")?.value ?? "";
      return ["stop", "quit"].includes(signal)
        ? { effects: [effectOfTemplate(STOPS, [], call, { id: "saas", account: ACCOUNT })] }
        : undefined;
    },
    lines: [line("")],
  },
  {
    source: "https://httpd.apache.org/docs/2.4/programs/apachectl.html",
    programs: ["apachectl", "apache2ctl", "httpd", "apache2"],
    grammar: { values: ["k", "f", "d", "D", "c", "C", "e"] },
    account: ACCOUNT,
    special: call => {
      const signal = optionValue(call.args, "k")?.value ?? "";
      return signal.endsWith("stop")
        ? { effects: [effectOfTemplate(STOPS, [], call, { id: "saas", account: ACCOUNT })] }
        : undefined;
    },
    lines: [line("stop|graceful-stop", STOPS), line("")],
  },
  {
    programs: ["socat"],
    special: call => ({ effects: effectsOnControlSocket(call.command, call.facts), inner: spoken(call) }),
    lines: [],
  },
  {
    programs: ["nsupdate"],
    grammar: { values: ["k", "y", "t", "u", "r", "p", "R"] },
    account: { provider: "the name server" },
    special: dnsUpdate,
    lines: [line("")],
  },
];

/** Reads a request for the other end: `TCP:api.acme.io:80`, `OPENSSL:…`, `ssl:…`. */
function spoken({ command, facts }: Call): Inner[] {
  const text = textOfStdin(command, facts);
  if (typeof text !== "string") return [];
  const [, kind = "", host] =
    command.argv
      .map(word => /^(tcp[46]?(?:-connect)?|openssl(?:-connect)?|ssl):\[?([\w.-]+)/i.exec(word.value ?? ""))
      .find(Boolean) ?? [];
  const { scope, span } = command;
  return typedRequests(text, { host, secure: /ssl/i.test(kind), scope, source: "saas", ...(span && { span }) });
}

/** Reads `update delete www.acme.io` on standard input, or in a file. */
function dnsUpdate(call: Call): Reading {
  const text = sent(call);
  if (text !== null && !/^[^\S\r\n\u2028\u2029]*(?:update\s+)?del(?:ete)?\b/im.test(text)) return { effects: [] };
  const doing = deletes("domain", "DNS records");
  return { effects: [effectOfTemplate(doing, [], call, { id: "saas", account: { provider: "the name server" } })] };
}

/** Returns what the program is given on standard input or in a file; null when unknown. */
function sent(call: Call): string | null {
  const { command, facts, words } = call;
  const file = command.program === "nsupdate" ? words[0] : undefined;
  const stdin = file ? ({ kind: "file", path: file } as const) : command.stdin;
  const text = textOfStdin({ ...command, stdin }, facts);
  // `-l` changes this machine's own zones, by what is typed or piped in.
  return text ?? (text === null || call.args.some(arg => arg.kind === "option" && arg.name === "l") ? null : "");
}
