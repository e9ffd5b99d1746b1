/** Reads bash's `> /dev/tcp/host/port`, which sends a command's output to another machine, possibly as a request. */

import type { Inner, Invocation } from "../../effects/pack.ts";
import type { Facts } from "../../facts/facts.ts";
import { contentOf } from "../../languages/shell/printed.ts";
import { knownPrefix } from "../../text/words.ts";
import { typedRequests } from "./typed-requests.ts";

/** Parses `/dev/tcp/host/port`; undefined for other files. */
export function networkFile(path: string): { readonly host: string; readonly port: string } | undefined {
  if (!path.startsWith("/dev/")) return undefined;
  const [, host, port] = /^\/dev\/(?:tcp|udp)\/([^/]+)\/([^/]*)/.exec(path) ?? [];
  return host === undefined ? undefined : { host, port: port ?? "" };
}

const NONE: readonly Inner[] = [];

/** Returns the requests that a command prints into a connection. */
export function requestsIntoSockets(command: Invocation, facts: Facts): readonly Inner[] {
  if (!command.redirects.some(({ target }) => knownPrefix(target).startsWith("/dev/"))) return NONE;
  return command.redirects.flatMap(({ operator, target }) => {
    const place = operator.includes(">") ? networkFile(knownPrefix(target)) : undefined;
    if (!place) return [];
    const printed = contentOf(command, facts);
    if (printed.kind !== "text") return [];
    const { scope, span } = command;
    return typedRequests(printed.text, { host: place.host, scope, source: "http", ...(span && { span }) });
  });
}
