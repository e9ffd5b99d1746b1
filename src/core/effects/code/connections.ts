/** What goes out through clients that are no plain request: GraphQL clients, sockets, queues. */

import { secretSent } from "../sending/secret-sent.ts";
import { type CallSite, type Context, methodOf, receiverOf } from "./context.ts";
import { sends } from "./requests.ts";
import { knownText, secretOf, type Value } from "./values.ts";

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

/** `ws.send(JSON.stringify(process.env))`: secrets through a connection that is no request. */
export function leaks(context: Context, call: CallSite): boolean {
  if (!/^(?:send\w*|emit|publish|write|end|produce)$/.test(methodOf(call)) || !CONNECTION.test(receiverOf(call)))
    return false;
  const secret = call.given.args.map(arg => secretOf(arg)).find(Boolean);
  if (secret === undefined) return false;
  const to =
    addressIn(call.given.on, 0) ?? knownText(call.given.on.kind === "made" ? call.given.on.given.args[0] : undefined);
  if (to !== undefined && /\b(?:localhost|127\.0\.0\.1)\b/.test(to)) return false;
  const host = to ?? "another machine";
  context.effects.push(secretSent({ what: secret, to: host, at: [{ kind: "host", host }], source: context.language }));
  return true;
}

const CONNECTION =
  /^(?:ws|isomorphic-ws|WebSocket|websockets?|socket\.io-client|net|tls|dgram|mqtt|amqplib|kafkajs|zmq|zeromq|nats|paho|pika)(?:\.\w+)*\(\)/;
