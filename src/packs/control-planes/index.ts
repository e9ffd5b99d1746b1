/** Reads calls of control planes: services whose API administers more than the calling application. */
import type { Effect, Verb } from "../../core/effects/effect.ts";
import type { HttpCall, ProviderPack, Reading } from "../../core/effects/pack.ts";
import type { Facts } from "../../core/facts/facts.ts";
import { effectOfDelete } from "../../core/languages/http/effects.ts";
import { type HttpPlace, isServedBy, placeOf } from "../../core/languages/http/place.ts";
import { methodOf, readCallAt } from "../../core/languages/http/reader.ts";
import type { Locator } from "../../core/places/locator.ts";
import type { Scope } from "../../core/places/scope.ts";
import { CLOUD_PLANES } from "./cloud-planes.ts";
import { examples } from "./examples.ts";
import { FORGE_PLANES } from "./forge-planes.ts";
import { HOSTING_PLANES } from "./hosting-planes.ts";
import { OPERATIONS_PLANES } from "./operations-planes.ts";
import { type ControlPlane, isUnder, nounIn, type RouteDoes, routeOf } from "./plane.ts";
import { SAAS_PLANES } from "./saas-planes.ts";
import { STORE_PLANES } from "./store-planes.ts";

const PLANES = [
  ...STORE_PLANES,
  ...OPERATIONS_PLANES,
  ...HOSTING_PLANES,
  ...CLOUD_PLANES,
  ...FORGE_PLANES,
  ...SAAS_PLANES,
];

export const controlPlanes: ProviderPack = {
  kind: "provider",
  id: "control-planes",
  hosts: [...new Set(PLANES.flatMap(({ hosts }) => hosts))],
  read,
  examples,
};

function read(call: HttpCall, _facts: Facts, scope: Scope): Reading | undefined {
  const there = placeOf(call);
  const plane = PLANES.find(candidate => isServedBy(there, candidate.hosts) && isUnder(candidate, there.path));
  if (!plane) return undefined;
  const place = placeAt(plane, there, call);
  const method = methodOf(call);
  const route = routeOf(plane, method, place);
  if (route === null) return { effects: [] };
  if (reachesEveryRow(method, place))
    return { effects: [effectOf(EVERY_ROW[method] ?? ["update", "rows", "every row"], place, call)] };
  if (there.local && choosesDocuments(place.path, call.body)) return { effects: [] };
  const act = { place, source: "control-planes", span: call.span, repeated: scope.via.includes("xargs") };
  if (route) return { effects: [effectOf(route, place, call)] };
  if (method === "DELETE") return { effects: [effectOfDelete(act, nounIn(plane, place.path))] };
  return readCallAt(place, call, scope, "control-planes");
}

const EVERY_ROW: Readonly<Record<string, Exclude<RouteDoes, null>>> = {
  DELETE: ["delete", "rows", "every row"],
  PATCH: ["update", "rows", "every row"],
};

/** Matches `PATCH /rest/v1/users` of PostgREST without a filter. */
function reachesEveryRow(method: string, { path, query }: HttpPlace): boolean {
  if (!Object.hasOwn(EVERY_ROW, method) || !/^\/rest\/v1\/\w+$/.test(path)) return false;
  return ![...query.values()].some(value =>
    /^(?:not\.)?(?:eq|neq|gte?|lte?|in|is|i?like|match|cs|cd|ov|fts|and|or)\.|^\(/.test(value),
  );
}

/** Matches `POST /logs/_delete_by_query` with a condition, by which somebody chose the rows, on this machine. */
function choosesDocuments(path: string, body: HttpCall["body"]): boolean {
  return (
    /\/_(?:delete|update)_by_query$/.test(path) &&
    typeof body === "string" &&
    /"query"\s{0,9}:\s{0,9}\{\s{0,9}"(?:term|terms|range|match|prefix|ids|bool|exists|wildcard|match_phrase)"/.test(
      body,
    ) &&
    !body.includes("match_all")
  );
}

/** Returns the plane's place. What it keeps is no record of the developer's own application, even on this machine. */
function placeAt(plane: ControlPlane, place: HttpPlace, call: HttpCall): HttpPlace {
  const name = `${plane.name} (${place.name})`;
  if (place.local) return { ...place, name, local: false };
  const at: Locator[] =
    place.host === undefined
      ? [...place.at]
      : isTestMode(call)
        ? [{ kind: "label", label: "test", evidence: { because: "the key is one of the service's test mode" } }]
        : [{ kind: "control-plane", host: place.host, provider: plane.name }];
  return { ...place, name, at };
}

/** Tells the test mode by the key, as keys of Stripe and similar services name their mode. */
function isTestMode({ headers }: HttpCall): boolean {
  return headers.some(({ value }) => /\b[spr]k_test_/.test(value.text));
}

function effectOf(
  [verb, resource, what, ...marks]: Exclude<RouteDoes, null>,
  place: HttpPlace,
  call: HttpCall,
): Effect {
  const effort = verb === "stop" || verb === "publish" || verb === "deploy" || verb === "mutate" || verb === "grant";
  const everything = /(?:^|\/)_all(?:\/|$)|\*|%2A/i.test(place.path);
  return {
    verb,
    resource,
    target: place.path,
    reach: everything || (resource === "rows" && !what.startsWith("one ")) || verb === "mutate" ? "all" : "one",
    recovery: effort ? "effort" : "none",
    certainty: "certain",
    source: "control-planes",
    says: `${SAYS[verb] ?? `${verb}s`} ${what} (${place.path}) at ${place.name}`,
    at: place.at,
    instead: "Read it first (GET), and let the person do it where the service shows what hangs on it.",
    ...(marks.length > 0 && { marks }),
    ...(call.span && { span: call.span }),
  };
}

const SAYS: Partial<Record<Verb, string>> = {
  mutate: "changes",
  publish: "publishes",
  stop: "stops",
  truncate: "empties",
  discard: "throws away",
  grant: "gives",
  "rewrite-history": "rewrites",
  "execute-remote": "runs",
};
