/** Determines where a URL points, as far as its text tells. Hosts are normalized like clients do it. */

import type { HttpCall } from "../../effects/pack.ts";
import { shown } from "../../files/targets.ts";
import { isLocalHost } from "../../places/hosts.ts";
import type { Locator } from "../../places/locator.ts";
import { maskSecrets } from "../../text/masking.ts";
import type { Word } from "../../text/words.ts";

export interface HttpPlace {
  /** Lower case, without port, brackets and trailing dot; undefined when any part of it is not known. */
  readonly host?: string;
  readonly port?: string;
  /** Path of the Unix socket that it goes through, where it is known. */
  readonly socket?: string;
  /** Path as sent, unknown parts as written in the command; starts with `/`. */
  readonly path: string;
  /** The path with `…` for unknown parts, since the text of a command in the URL is no part of it. */
  readonly known: string;
  readonly query: ReadonlyMap<string, string>;
  readonly at: readonly Locator[];
  /** Name of the place for sentences. */
  readonly name: string;
  /** This machine, a socket on it, or a neighbour in a network of containers. */
  readonly local: boolean;
  /** False for `file:` and other schemes that use no network. */
  readonly network: boolean;
}

/** Stands for a hole while the URL is parsed; letters only, so that it survives in every part of a URL. */
const HOLE = "agentguardunknownpart";

/** Memoized per call, since several readers ask for its place. */
const PLACES = new WeakMap<HttpCall, HttpPlace>();

export function placeOf(call: HttpCall): HttpPlace {
  const known = PLACES.get(call);
  if (known) return known;
  const place = readPlace(call);
  PLACES.set(call, place);
  return place;
}

function readPlace(call: HttpCall): HttpPlace {
  const { text, holes } = withPlaceholders(call.url);
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
  const full = withoutTail(scheme ? text : `http://${text.replace(/^\/+/, "")}`);
  const url = parse(full);
  const restore = restorer(holes);
  const rawHost = url?.hostname
    .replace(/^\[|\]$/g, "")
    .replace(/\.$/, "")
    .toLowerCase();
  const isKnown = rawHost !== undefined && rawHost !== "" && !rawHost.includes(HOLE);
  const host = call.socket ? "localhost" : isKnown ? (addressIn(rawHost) ?? rawHost) : undefined;
  const path = url?.pathname ?? pathOf(full);
  return {
    ...(host !== undefined && { host }),
    ...(url?.port && { port: url.port }),
    ...(call.socket?.value != null && { socket: call.socket.value }),
    path: restore(path),
    known: path.replaceAll(HOLE, "…"),
    query: new Map([...(url?.searchParams ?? [])].map(([name, value]) => [name, restore(value)])),
    ...locate(call, host),
    network: scheme !== "file" && scheme !== "data",
  };
}

/** The address in names of public wildcard DNS services: `10-0-0-1.sslip.io`, `app.127.0.0.1.nip.io`. */
function addressIn(host: string): string | undefined {
  const found = /(?:^|[.-])(\d{1,3})[.-](\d{1,3})[.-](\d{1,3})[.-](\d{1,3})\.(?:nip|sslip|xip)\.io$/.exec(host);
  return found?.slice(1).join(".");
}

function locate(call: HttpCall, host: string | undefined): Pick<HttpPlace, "at" | "name" | "local"> {
  if (call.socket) {
    const because = `the request goes to the socket ${shown(call.socket)} on this machine`;
    return {
      at: [{ kind: "host", host: "localhost", evidence: { because } }],
      name: `the socket ${shown(call.socket)}`,
      local: true,
    };
  }
  if (host === undefined) {
    const because = `which host ${maskSecrets(shown(call.url))} names is only known when it runs`;
    return { at: [{ kind: "database", evidence: { because } }], name: "a host that is not known yet", local: false };
  }
  const because = `the request goes to ${host}`;
  return { at: [{ kind: "host", host, evidence: { because } }], name: host, local: isLocalHost(host) };
}

/** Patterns of `isServedBy`, sorted by kind. */
interface Patterns {
  readonly hosts: ReadonlySet<string>;
  readonly suffixes: readonly string[];
  readonly labels: readonly string[];
  readonly ports: ReadonlySet<string>;
  readonly sockets: readonly string[];
}

const SORTED = new WeakMap<readonly string[], Patterns>();

/**
 * True when the place is one of a provider's: exact host names, `*.suffix`, `*.prefix.*` for a label anywhere, `:9200`
 * for a port on any host, `docker.sock` for the end of a socket's path.
 */
export function isServedBy({ host, port, socket }: HttpPlace, patterns: readonly string[]): boolean {
  const { hosts, suffixes, labels, ports, sockets } = sorted(patterns);
  if (socket !== undefined && sockets.some(end => socket.endsWith(end))) return true;
  if (port !== undefined && ports.has(port)) return true;
  if (host === undefined) return false;
  if (hosts.has(host) || suffixes.some(suffix => host.endsWith(suffix))) return true;
  return labels.length > 0 && labels.some(label => `.${host}.`.includes(label));
}

function sorted(patterns: readonly string[]): Patterns {
  const known = SORTED.get(patterns);
  if (known) return known;
  const sockets = patterns.filter(pattern => pattern.endsWith(".sock"));
  const ports = patterns.filter(pattern => /^:\d+$/.test(pattern));
  const named = patterns.filter(pattern => !sockets.includes(pattern) && !ports.includes(pattern));
  const labels = named.filter(pattern => pattern.endsWith(".*"));
  const suffixes = named.filter(pattern => pattern.startsWith("*.") && !labels.includes(pattern));
  const made = {
    hosts: new Set(named.filter(pattern => !labels.includes(pattern) && !suffixes.includes(pattern))),
    suffixes: suffixes.map(pattern => pattern.slice(1)),
    labels: labels.map(pattern => pattern.slice(1, -1)),
    ports: new Set(ports.map(pattern => pattern.slice(1))),
    sockets,
  };
  SORTED.set(patterns, made);
  return made;
}

const TAIL = new RegExp(`^([^/]*//)([^/?#]*?)(:?)(?:${HOLE})+(?=$|[/?#])`);

/** Drops an unknown port, which says nothing about the host; a hole right after a whole host is its port or path. */
function withoutTail(text: string): string {
  if (!text.includes(HOLE)) return text;
  return text.replace(TAIL, (whole, scheme: string, authority: string, colon: string) => {
    const host = authority.slice(authority.lastIndexOf("@") + 1);
    const complete = colon !== "" || /^localhost$|^[\w.-]+\.\w+(?::\d+)?$/i.test(host);
    return complete && host !== "" ? scheme + authority : whole;
  });
}

function withPlaceholders(word: Word): { text: string; holes: string[] } {
  const holes: string[] = [];
  const text = word.pieces
    .map(piece => {
      if (piece.kind === "text") return piece.value;
      holes.push(piece.of);
      return HOLE;
    })
    .join("");
  return { text: text.trim(), holes };
}

function restorer(holes: readonly string[]): (text: string) => string {
  return text => text.replaceAll(HOLE, () => holes[0] ?? "…");
}

function parse(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

function pathOf(text: string): string {
  return /^[^/]*\/\/[^/?#]*(\/[^?#]*)?/.exec(text)?.[1] ?? "/";
}
