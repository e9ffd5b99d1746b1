/** Reads what an HTTP call does to the service at its host, whichever tool sends it. */

import type { Effect } from "../../effects/effect.ts";
import type { HttpCall, Inner, ProviderPack, Reading } from "../../effects/pack.ts";
import type { Facts } from "../../facts/facts.ts";
import type { Scope } from "../../places/scope.ts";
import { wholly, words } from "../../text/expressions.ts";
import { effectOfField, unreadableBody } from "../graphql/effects.ts";
import { readGraphql } from "../graphql/reader.ts";
import { looksLikeGraphql } from "../graphql/requests.ts";
import { effectOfAccess } from "./access.ts";
import { effectOfDelete, effectOfNamedOperation, effectOfSettings, effectOfWrite, effectsOfValues } from "./effects.ts";
import { actionsInQuery, operationNames, sqlIn, valuesIn } from "./operations.ts";
import { type HttpPlace, isServedBy, placeOf } from "./place.ts";
import { tokensAstray } from "./stray-tokens.ts";

const READS = new Set(["GET", "HEAD", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "REPORT"]);

/**
 * Reads a call. A provider pack whose hosts match is asked first; all other calls are judged by method, path, body and
 * the names of the operations in them. GraphQL counts on any host.
 */
export function readHttp(
  call: HttpCall,
  scope: Scope,
  source: string,
  facts: Facts,
  providers: readonly ProviderPack[],
): Reading {
  const place = placeOf(call);
  if (!place.network) return { effects: [] };
  const provider = providers.find(pack => isServedBy(place, pack.hosts));
  const reading = provider?.read(call, facts, scope) ?? readCallAt(place, call, scope, source);
  const astray = tokensAstray(call, place, source);
  return astray.length === 0 ? reading : { ...reading, effects: [...astray, ...reading.effects] };
}

/** Reads a call without provider packs; `place` may know more about the destination than the URL says. */
export function readCallAt(place: HttpPlace, call: HttpCall, scope: Scope, source: string): Reading {
  const inner: Inner[] = sqlIn(call, place).map(text => ({
    kind: "sql",
    text,
    at: place.at,
    source,
    ...(call.span && { span: call.span }),
  }));
  const method = methodOf(call);
  const graphql = graphqlEffects(call, place, source);
  if (graphql) return { effects: graphql, inner };
  if (READS.has(method) && call.body === undefined) return { effects: effectsOfQuery(place, call, source), inner };
  return { effects: generalEffects(method, call, place, source, inner.length > 0, scope), inner };
}

function generalEffects(
  method: string,
  call: HttpCall,
  place: HttpPlace,
  source: string,
  hasSql: boolean,
  scope: Scope,
): Effect[] {
  const at = { place, source, span: call.span, repeated: call.repeated === true || scope.via.includes("xargs") };
  if (KEEPS_NOTHING.test(place.host ?? "")) return [];
  if (method === "DELETE") return [effectOfDelete(at)];
  const named = operationNames(call, place).flatMap(name => effectOfNamedOperation(name, at) ?? []);
  const settings = effectOfSettings(method, call.body, at);
  const values = [typeof call.body === "string" ? valuesIn(call.body) : undefined, Object.fromEntries(place.query)];
  const told = READS.has(method)
    ? []
    : values.flatMap((one, i) => effectsOfValues(i === 0 ? method : "PATCH", one, at));
  if (named.length > 0 || settings || told.length > 0) return [...named, ...(settings ? [settings] : []), ...told];
  if (READS.has(method) || hasSql) return [];
  return [effectOfAccess(method, at) ?? effectOfWrite(method, at)];
}

/** Public echo services for trying out clients. Secrets that are sent there still count. */
const KEEPS_NOTHING = wholly(
  words`
    (?:\w+\.)?httpbin\.(?:org|dev|io) httpbingo\.org postman-echo\.com jsonplaceholder\.typicode\.com reqres\.in
    dummyjson\.com fakestoreapi\.com
  `,
  "i",
);

/** Effects of a GraphQL request; undefined when this is none, or only reads while the method does not. */
function graphqlEffects(call: HttpCall, place: HttpPlace, source: string): Effect[] | undefined {
  const meant = /graphql|\bgql\b/i.test(place.path);
  const inUrl = place.query.get("query");
  const texts = [call.body, inUrl].filter(text => typeof text === "string");
  if (meant && call.body === null) return [unreadableBody(place, source, call.span)];
  const readings = texts.filter(text => meant || looksLikeGraphql(text)).map(readGraphql);
  if (readings.length === 0) return meant && call.body === undefined ? [] : undefined;

  const effects = readings.flatMap(reading => [
    ...reading.fields.flatMap(field => effectOfField(field, place, source, call.span) ?? []),
    ...(reading.unreadable ? [unreadableBody(place, source, call.span)] : []),
  ]);
  // At other paths, only a mutation is certain to be GraphQL.
  return meant || effects.length > 0 ? effects : undefined;
}

/** Effects of a reading method whose query names an operation: `?Action=TerminateInstances`, `?action=UNLOAD`. */
function effectsOfQuery(place: HttpPlace, { span }: HttpCall, source: string): Effect[] {
  // `/admin/users/delete?id=3`: old applications act on a GET.
  const last = place.path.split("/").at(-1) ?? "";
  const acts =
    /^(?:delete|destroy|purge|wipe|drop|remove)(?:\.\w+)?$/i.test(last) && place.query.size > 0 ? [last] : [];
  return [...actionsInQuery(place), ...acts].flatMap(
    name => effectOfNamedOperation(name, { place, source, span, repeated: false }) ?? [],
  );
}

/** `_method=DELETE` in a form, a JSON body or the query of a POST: Rails, Laravel and their kin obey it. */
function methodField({ method, url, body }: HttpCall): string | undefined {
  if (method !== "POST" && method !== "?") return undefined;
  const inQuery = /[?&]method=(delete)\b/i.exec(url.value ?? "")?.[1];
  if (inQuery !== undefined) return inQuery;
  const found = /(?:^|[?&"'{,\s])_method["']?\s*[=:]\s*["']?(delete|put|patch)\b/i;
  return (found.exec(url.value ?? "") ?? found.exec((body ?? "").slice(0, 64 * 1024)))?.[1];
}

/** The method that the service obeys: frameworks let a header or a field override a POST. */
export function methodOf(call: HttpCall): string {
  const override = call.headers.find(({ name }) => /^x-(?:http-)?method(?:-override)?$/i.test(name))?.value.value;
  return (override ?? methodField(call) ?? call.method).trim().toUpperCase();
}
