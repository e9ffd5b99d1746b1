/** Finds names of operations, and SQL, inside a call: in the path, the query, a header, or a JSON body. */
import { destructiveName } from "../../effects/names.ts";
import type { HttpCall } from "../../effects/pack.ts";
import { looksLikeSql } from "../sql/reader.ts";
import type { HttpPlace } from "./place.ts";

const MAX_BODY = 64 * 1024;
/** ClickHouse, QuestDB, InfluxDB, CrateDB, rqlite. */
const DATABASE_PORTS = new Set(["8123", "8443", "9000", "8086", "4200", "4001"]);

/** The path's last segments, `Action=` of AWS-like APIs, their target header, and the method of JSON-RPC. */
export function operationNames(call: HttpCall, place: HttpPlace): string[] {
  const segments = place.path.split("/").filter(Boolean);
  // `/dns/delete/acme.io/5`: the target may span several segments.
  const before = segments.slice(1, -2).filter(part => /^(?:delete|destroy|terminate|purge)$/i.test(part));
  const names = [...segments.slice(-2).flatMap(customVerb), ...before, ...actionsInQuery(place)];
  // `POST /bucket?delete`: S3 deletes the keys that the body lists.
  if (place.query.get("delete") === "") names.push("delete objects");
  for (const { name, value } of call.headers)
    if (/^x-amz-target$/i.test(name) && value.value !== null) names.push(value.value.split(".").at(-1) ?? "");
  if (typeof call.body !== "string" || call.body.length > MAX_BODY) return names;
  // Solr and similar engines: `<delete><query>*:*</query></delete>`, `{"delete": {"query": "*:*"}}`.
  if (/^\s*(?:<delete>|\{\s*"delete"\s*:)/.test(call.body)) names.push("delete documents");
  const form = /(?:^|&)[Aa]ction=(\w{1,100})/.exec(call.body)?.[1];
  if (form !== undefined) names.push(form);
  const keys = ["method", "action", "operation", "op", "command"];
  // `/droplets/4/actions` with `{"type": "power_off"}`.
  if (/\/actions?\/?$/.test(place.path)) keys.push("type");
  if (/\/metadata$/.test(place.path)) keys.push("type");
  for (const item of objectsIn(call.body))
    for (const key of keys) {
      const value = item[key];
      if (typeof value === "string" && value.length <= 100) names.push(value);
    }
  return [...names, ...batchedNames(call.body, place)];
}

/** Keys under which a body lists several changes. */
const BATCHES = ["mutations", "writes", "requests", "operations", "actions", "batch", "changes", "ops", "commands"];

/** `{"mutations": [{"delete": …}]}` of Sanity, Firestore's `writes`, `{"requests": [{"deleteSheet": …}]}`, `_bulk`. */
function batchedNames(body: string, { path }: HttpPlace): string[] {
  if (!/delet|remov|destroy|purge/i.test(body)) return [];
  // Each part of a multipart batch is a request.
  if (/(?:^|\n)\s{0,4}DELETE\s+\/\S/.test(body)) return ["delete records"];
  if (/\/_(?:bulk|msearch)$/.test(path))
    return /(?:^|\n)\s{0,8}\{\s{0,8}"delete"\s{0,8}:/.test(body) ? ["delete documents"] : [];
  return objectsIn(body).flatMap(object => {
    const items = BATCHES.flatMap(name => [object[name]].flat().slice(0, 100)).filter(isObject);
    const named = items.flatMap(item => Object.keys(item).filter(key => destructiveName(key)?.certainty === "likely"));
    const kinds = items.flatMap(item => [item["operationType"], item["type"], item["kind"]].filter(isText));
    const gone = Array.isArray(object["deletions"]) && object["deletions"].length > 0 ? ["delete records"] : [];
    return [...named, ...kinds.filter(kind => destructiveName(kind)?.certainty === "likely"), ...gone];
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.length <= 100;
}

/** `Action=` of AWS-like APIs, `action=` of Solr and of older services. */
export function actionsInQuery({ query }: HttpPlace): string[] {
  return ["Action", "action", "cmd", "op"].flatMap(key => query.get(key) ?? []).filter(name => name.length <= 100);
}

/** `topics/a:purge` of Google's APIs: the verb follows the colon. */
function customVerb(segment: string): string[] {
  const colon = segment.lastIndexOf(":");
  return colon > 0 ? [segment.slice(colon + 1)] : [segment];
}

/** SQL sent over HTTP: ClickHouse's `?query=`, `{"sql": …}`, `{"query": …}`, a bare statement as the body. */
export function sqlIn(call: HttpCall, place: HttpPlace): string[] {
  // The search text of a GET may look like SQL; it counts only at a database's port and at an execute endpoint.
  const runs = call.method !== "GET" || DATABASE_PORTS.has(place.port ?? "") || /\/exec(?:ute)?\/?$/.test(place.path);
  const texts = runs ? [place.query.get("query"), place.query.get("sql"), place.query.get("q")] : [];
  if (typeof call.body === "string" && call.body.length <= MAX_BODY) {
    texts.push(call.body);
    // `q=DROP DATABASE app` of InfluxDB.
    const form = /^(?:q|query|sql|stmt)=/.test(call.body) ? new URLSearchParams(call.body) : undefined;
    if (form) for (const text of form.values()) texts.push(text);
    for (const item of objectsIn(call.body))
      for (const key of ["sql", "query", "statement", "stmt"]) {
        const value = item[key];
        if (typeof value === "string") texts.push(value);
      }
  }
  return texts.filter((text): text is string => text !== undefined && looksLikeSql(text));
}

/** What a body sets, as values: JSON, or the fields of a form. Undefined where it is neither. */
export function valuesIn(body: string): unknown {
  if (body.length > MAX_BODY) return undefined;
  if (/^\s*(?:[[{]|null\s*$)/.test(body)) {
    try {
      return JSON.parse(body);
    } catch {
      return undefined;
    }
  }
  return /^[\w.[\]-]{1,60}=/.test(body) ? Object.fromEntries(new URLSearchParams(body)) : undefined;
}

function objectsIn(body: string): Record<string, unknown>[] {
  if (!/^\s*[[{]/.test(body)) return [];
  try {
    const json: unknown = JSON.parse(body);
    const list: unknown[] = Array.isArray(json) ? json.slice(0, 100) : [json];
    const objects = list.filter((item): item is Record<string, unknown> => typeof item === "object" && item !== null);
    const nested = objects
      .flatMap(({ args, requests, operations, statements, batch }) =>
        [args, requests, operations, statements, batch].flat().slice(0, 100),
      )
      // `{"requests": [{"type": "execute", "stmt": {"sql": …}}]}` of Hrana.
      .flatMap(item => [item, (item as { stmt?: unknown } | null | undefined)?.stmt])
      .filter((item): item is Record<string, unknown> => typeof item === "object" && item !== null);
    return [...objects, ...nested];
  } catch {
    return [];
  }
}
