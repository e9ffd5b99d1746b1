/** Reads what a program sends through clients that are no plain request: GraphQL clients, sockets, queues. */

import { fileSent, secretSent } from "../../detectors/exfiltration/secret-sent.ts";
import { isForOwner } from "../../detectors/exfiltration/sent.ts";
import { isThisMachine } from "../../places/hosts.ts";
import type { Locator } from "../../places/locator.ts";
import { inOrder, wholly, words } from "../../text/expressions.ts";
import { liesAbroad } from "../http/leaks.ts";
import { type CallSite, type Context, methodOf, receiverOf } from "./context/context.ts";
import { knownText, plainText, secretOf, textOfValue, type Value, wordOfValue } from "./context/values.ts";
import { sends } from "./requests.ts";

/** `Client(transport=RequestsHTTPTransport(url=…)).execute(gql("mutation …"))`, `new GraphQLClient(url).request(query)`. */
export function sendsQuery(context: Context, call: CallSite): boolean {
  const [query] = call.given.args;
  const text = knownText(query?.kind === "made" ? query.given.args[0] : query);
  if (text === undefined || !/^\s*(?:mutation|query|subscription)?\b[^{]{0,200}\{/.test(text)) return false;
  if (!/^(?:execute\w*|request|rawRequest|mutate|query|batchRequests)$/.test(methodOf(call))) return false;
  const url = addressIn(call.given.on, 0);
  if (url === undefined) return false;
  const named = new Map([
    ["json", { kind: "record", entries: new Map([["query", { kind: "text", text } as const]]) } as const],
  ]);
  sends(context, "POST 0 9", { ...call, given: { args: [{ kind: "text", text: url }], named, on: call.given.on } });
  return true;
}

/** The address that a client or its transport was made for. */
function addressIn(value: Value, depth: number): string | undefined {
  if (depth > 4) return undefined;
  const text = knownText(value);
  if (text !== undefined) return /^https?:\/\//.test(text) ? text : undefined;
  if (value.kind === "record") return [...value.entries.values()].map(item => addressIn(item, depth + 1)).find(Boolean);
  if (value.kind !== "made") return undefined;
  return [...value.given.args, ...value.given.named.values(), value.given.on]
    .map(item => addressIn(item, depth + 1))
    .find(Boolean);
}

/** Reports secrets and outside files sent other than by a request: `ws.send(JSON.stringify(process.env))`. */
export function leaks(context: Context, call: CallSite): boolean {
  const connection = connectionOf(call);
  if (!connection) return false;
  const { on, sent } = connection;
  const secret = sent.map(arg => secretOf(arg)).find(Boolean);
  const file = sent.find(
    arg => arg.kind === "content" && liesAbroad(wordOfValue(arg.path), context.scope, context.facts),
  );
  const to = on && (addressIn(on, 0) ?? knownText(on.kind === "made" ? on.given.args[0] : undefined));
  if (to !== undefined && isThisMachine(to.replace(/^\w{1,20}:\/\//, "").replace(/:\d{1,5}$/, ""))) return false;
  const host = to ?? "another machine";
  const at: readonly Locator[] = [{ kind: "host", host }];
  if (secret !== undefined && !isForOwner(secret, to)) {
    context.effects.push(secretSent({ what: secret, to: host, at, source: context.language }));
    return true;
  }
  if (file?.kind !== "content") return false;
  context.effects.push(fileSent(plainText(textOfValue(file.path)), { to: host, at, source: context.language }));
  return true;
}

/** The values that a call sends, with its connection if it has one: looking a name up tells it to the name's owner. */
function connectionOf(call: CallSite): { readonly on?: Value; readonly sent: readonly Value[] } | undefined {
  const { args, on } = call.given;
  if (LOOKS_UP.test(call.name)) return { sent: args.slice(0, 1) };
  const [stream, ...written] = args;
  if (/^(?:fwrite|fputs|socket_write|socket_send)$/.test(call.name))
    return stream?.kind === "made" && /^(?:p?fsockopen|stream_socket_client|socket_create)$/.test(stream.of)
      ? { on: stream, sent: written }
      : undefined;
  const sends =
    /^(?:send\w*|emit|publish|write|end|produce)$/.test(methodOf(call)) && CONNECTION.test(receiverOf(call));
  return sends ? { on, sent: args } : undefined;
}

/** DNS lookups, which tell the name. */
const LOOKS_UP = wholly(words`
  dns\.(?:promises\.)?(?:lookup|resolve\w*) Deno\.resolveDns socket\.(?:gethostbyname\w*|getaddrinfo)
  dns\.resolver\.resolve Resolv\.get\w+ gethostbyname dns_get_record checkdnsrr
`);

const CONNECTION = inOrder([
  /^/,
  words`
    ws isomorphic-ws WebSocket websockets? socket\.io-client net tls dgram mqtt amqplib kafkajs zmq zeromq nats paho
    pika socket TCPSocket UDPSocket
  `,
  /(?:\.\w+)*\(\)/,
]);
