/**
 * Reads commands that any program sends to a server's control socket: `echo "disable server web/a" | socat stdio
 * /run/haproxy/admin.sock` (HAProxy's management guide, "Unix Socket commands").
 */

import type { Effect } from "../effects/effect.ts";
import type { Invocation } from "../effects/pack.ts";
import type { Facts } from "../facts/facts.ts";
import { textOfStdin } from "../files/input-text.ts";
import { textOf } from "../text/words.ts";

const SOCKET = /haproxy|\badmin\.sock|\/stats\b/i;
const TAKES_AWAY =
  /^[^\S\r\n\u2028\u2029]*(?:@\S+\s+)?(?:disable|shutdown|del|clear|set (?:server|maxconn|weight))\b/im;

/** Returns what the text on standard input makes a load balancer disable; empty for other connections. */
export function effectsOnControlSocket(command: Invocation, facts: Facts): Effect[] {
  if (!command.argv.slice(1).some(word => SOCKET.test(textOf(word)))) return [];
  const text = textOfStdin(command, facts);
  if (text === undefined || (text !== null && !TAKES_AWAY.test(text))) return [];
  return [
    {
      verb: "revoke",
      resource: "network",
      target: text?.trim().slice(0, 80) ?? "the load balancer",
      reach: "one",
      recovery: "effort",
      certainty: text === null ? "possible" : "certain",
      source: "control-socket",
      says: "takes a server out of the load balancer, or cuts who is connected through it",
      at: [{ kind: "cloud", provider: "the load balancer" }],
      ...(command.span && { span: command.span }),
    },
  ];
}
