/** Reads calls that send a request, with any client, and hands them back as HTTP calls. */

import type { HttpCall } from "../../effects/pack.ts";
import { anyOf, words } from "../../text/expressions.ts";
import { HOLE } from "../../text/words.ts";
import { carriesOff } from "./carried-off.ts";
import { type CallSite, type Context, hand, methodOf, receiverOf } from "./context/context.ts";
import {
  argument,
  jsonOf,
  knownText,
  option,
  optionsOf,
  textOfValue,
  type Value,
  wordOfValue,
} from "./context/values.ts";

const BODIES = [
  "body",
  "data",
  "json",
  "content",
  "payload",
  "form_params",
  "formData",
  "files",
  "files_data",
] as const;

/** `spec` is `METHOD url body` of the library's table; `GET/POST` is POST where a body is given. */
export function sends(context: Context, spec: string, call: CallSite): Value {
  const [verbs = "GET", urlAt = "0", bodyAt = "1"] = spec.split(" ");
  const verb = verbs === "GET/POST" ? (call.given.args[Number(bodyAt)] ? "POST" : "GET") : verbs;
  const { given } = call;
  const spoken = verb === "?" ? knownText(argument(given, 0, "method")) : knownText(option(given, "method", "type"));
  const address = argument(given, Number(urlAt), "url", "uri") ?? option(given, "url", "uri");
  const url =
    address?.kind === "record" ? fromParts(address) : address?.kind === "made" ? address.given.args[0] : address;
  if (!url || url.kind === "function") return { kind: "unknown", origin: "network" };
  const second = given.args[Number(bodyAt)];
  const base = baseOf(given.on);
  const whole: Value =
    base !== undefined && url.kind === "text" && !/^\w+:\/\//.test(url.text)
      ? { kind: "text", text: `${base.replace(/\/$/, "")}/${url.text.replace(/^\//, "")}` }
      : url;
  const sent = option(given, ...BODIES) ?? (takesBody(spoken?.toUpperCase() ?? verb, call) ? second : undefined);
  const method =
    spoken ?? (verb === "?" ? "?" : verb === "GET" && sent && !call.name.startsWith("requests.") ? "POST" : verb);
  send(context, method.toUpperCase(), whole, sent, headersOf(given.args, given.named), call);
  return { kind: "unknown", origin: "network" };
}

/** Reads a body that a separate call sends: `https.request(url).end(body)`, `https.request(url).write(part)`. */
export function sendsMore(context: Context, call: CallSite): boolean {
  const { on, args } = call.given;
  const [to] = args;
  // `createReadStream("x").pipe(https.request(url))`
  if (call.name === "content.pipe" && to?.kind === "made" && /^https?\.request$/.test(to.of)) {
    sends(context, "POST 0 9", { ...call, name: to.of, given: { ...to.given, named: new Map([["body", on]]) } });
    return true;
  }
  if (on.kind !== "made" || !/^https?\.request\(\)\.(?:end|write)$/.test(call.name) || !args[0]) return false;
  const given = { ...on.given, named: new Map([["body", args[0]]]) };
  sends(context, "POST 0 9", { ...call, name: on.of, given });
  return true;
}

/** PHP opens URLs like files; a stream context holds the method and the body. */
export function fetches(context: Context, url: Value, call: CallSite): Value {
  const made = call.given.args.find(arg => arg.kind === "made" && arg.of === "stream_context_create");
  const all = made?.kind === "made" ? made.given.args[0] : undefined;
  const how = all?.kind === "record" ? all.entries.get("http") : undefined;
  const entries = how?.kind === "record" ? how.entries : new Map<string, Value>();
  send(context, (knownText(entries.get("method")) ?? "GET").toUpperCase(), url, entries.get("content"), [], call);
  return { kind: "unknown", origin: "network" };
}

/** The base URL of a client: `axios.create({ baseURL })`, `HTTPSConnection("host")`, `Net::HTTP.start("host")`. */
function baseOf(on: Value): string | undefined {
  if (on.kind !== "made") return undefined;
  const base = knownText(option(on.given, "baseURL", "base_url", "prefixUrl", "base_uri", "prefix"));
  if (base !== undefined) return base;
  const host = /Connection$|Net\.HTTP\.(?:new|start)$/.test(on.of) ? knownText(on.given.args[0]) : undefined;
  return host === undefined || host.includes("/") ? host : `https://${host}`;
}

/** Collects the options of PHP's curl, which builds a request piece by piece. */
export function setsCurl(context: Context, call: CallSite): boolean {
  const [handle, name, value] = call.given.args;
  if (handle?.kind !== "made" || handle.of !== "curl_init") return false;
  const known = context.curl.get(handle.given) ?? new Map<string, Value>();
  context.curl.set(handle.given, known);
  if (call.name === "curl_setopt" && name?.kind === "reference" && value) known.set(name.name, value);
  if (call.name === "curl_setopt_array" && name?.kind === "record")
    for (const [key, item] of name.entries) known.set(key, item);
  if (call.name !== "curl_exec") return call.name.startsWith("curl_setopt");
  const url = known.get("CURLOPT_URL") ?? handle.given.args[0];
  const body = known.get("CURLOPT_POSTFIELDS");
  const posts = body !== undefined || known.has("CURLOPT_POST");
  if (url)
    send(context, knownText(known.get("CURLOPT_CUSTOMREQUEST")) ?? (posts ? "POST" : "GET"), url, body, [], call);
  return true;
}

/** Whether the second argument is a body rather than options: `axios.post(url, data)`. */
function takesBody(verb: string, call: CallSite): boolean {
  const second = call.given.args[1];
  if (!second || second.kind === "function") return false;
  const isOptions =
    second.kind === "record" &&
    ["headers", "method", "body", "params", "json", "timeout"].some(name => second.entries.has(name));
  return /^(POST|PUT|PATCH)$/.test(verb) && !isOptions;
}

/** Builds the URL of `{ hostname, path, port }` for Node's own client. */
function fromParts(record: Value & { readonly kind: "record" }): Value | undefined {
  const whole = record.entries.get("url") ?? record.entries.get("uri") ?? record.entries.get("href");
  if (whole) return whole;
  const host = record.entries.get("hostname") ?? record.entries.get("host");
  if (!host) return undefined;
  const scheme = knownText(record.entries.get("protocol"))?.replace(/:$/, "") ?? "https";
  const port = knownText(record.entries.get("port"));
  const path = record.entries.get("path");
  return {
    kind: "text",
    text: `${scheme}://${textOfValue(host)}${port === undefined ? "" : `:${port}`}${path ? textOfValue(path) : "/"}`,
  };
}

function headersOf(args: readonly Value[], named: ReadonlyMap<string, Value>): HttpCall["headers"] {
  const found =
    named.get("headers") ??
    args.map(arg => (arg.kind === "record" ? arg.entries.get("headers") : undefined)).find(Boolean);
  const record = found?.kind === "made" ? found.given.args[0] : found;
  if (record?.kind !== "record") return [];
  return [...record.entries].map(([name, value]) => ({ name, value: wordOfValue(value) }));
}

function bodyText(sent: Value): string | null {
  switch (sent.kind) {
    case "text":
      return textOfValue(sent);
    case "record":
    case "list":
      return jsonOf(sent);
    case "made":
      // new URLSearchParams({…}), new Blob([…])
      return sent.given.args[0] ? bodyText(sent.given.args[0]) : null;
    default:
      return null;
  }
}

function send(
  context: Context,
  method: string,
  url: Value,
  sent: Value | undefined,
  headers: HttpCall["headers"],
  call: CallSite,
): void {
  for (const place of optionsOf(url)) {
    const address = addressOf(textOfValue(place));
    const request: HttpCall = {
      method: method === "DEL" ? "DELETE" : method,
      url: wordOfValue({ kind: "text", text: address }),
      headers,
      ...(sent && { body: bodyText(sent) }),
      ...(call.repeated && { repeated: true }),
    };
    // Outside of a page `fetch` needs a host: a path alone occurs in tests, where it is mocked.
    const refused = call.name === "fetch" && textOfValue(place).startsWith("/");
    if (context.settled && address.startsWith(HOLE) && (method !== "DELETE" || refused)) continue;
    hand(context, { kind: "http", call: request, scope: context.scope, source: context.language });
    carriesOff(context, { request, sent, place }, call);
  }
}

/** A path alone belongs to a host that is set elsewhere. */
function addressOf(url: string): string {
  return /^\/(?!\/)/.test(url) ? HOLE + url : url;
}

const CLIENT = /(axios|requests|https?|client|api|session|fetch|got|ky|rest|req|conn|curl)(\(\))?$/i;
/** Calls that configure a request, before the one that sends it: `Http::withToken("x")->delete(url)`. */
const FLUENT =
  /^(?:Illuminate\.Support\.Facades\.)?(?:Http|HTTP|HTTParty|Faraday|RestClient|Unirest|superagent|axios|got|ky)\./;
const DEFINES = anyOf(
  words`
    route add register ^on$ handle expect assert mock stub intercept nock reply factory decorat append push print log
    includes? equal match calledWith path$
  `,
  "i",
);
/** Test clients, which only call the program under test. */
const TEST = /TestClient|django\.test\.|test_client|APIClient|supertest|MockMvc|RequestFactory/;

/** Reads a request through an unknown client or helper: `client.delete("/users/1")`, `req("DELETE", url)`. */
export function maybeSends(context: Context, call: CallSite): boolean {
  const { args, named } = call.given;
  if (args.some(arg => arg.kind === "function") || TEST.test(call.name)) return false;
  const method = methodOf(call);
  if (DEFINES.test(method)) return false;
  const verb = /^(delete|del|post|put|patch)$/i.exec(method)?.[0];
  const [first] = args;
  // A test client with a path of the program under test.
  const inTests = /(?:^|\.)client$/.test(receiverOf(call)) && first?.kind === "text" && first.text.startsWith("/");
  if (verb && looksLikeUrl(first) && !inTests && (CLIENT.test(receiverOf(call)) || FLUENT.test(call.name))) {
    sends(context, `${verb.toUpperCase()} 0 1`, call);
    return true;
  }
  const spoken = args.findIndex(arg => arg.kind === "text" && arg.text === "DELETE");
  const path = option(call.given, "url", "path", "uri", "endpoint");
  const url =
    args.find(looksLikeUrl) ?? [...named.values()].find(looksLikeUrl) ?? (looksLikeUrl(path) ? path : undefined);
  const namedVerb = knownText(option(call.given, "method"));
  if (!url || (spoken === -1 && namedVerb !== "DELETE")) return false;
  send(context, "DELETE", url, undefined, [], call);
  return true;
}

function looksLikeUrl(value: Value | undefined): boolean {
  return value?.kind === "text" && /^(?:https?:\/\/|\uFFFC?\/)[^\s]*$/.test(value.text);
}
