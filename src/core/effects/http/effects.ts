/** Effects of plain HTTP calls: a DELETE, an operation whose name says it, any other write. */
import type { Effect, ResourceKind, Span } from "../effect.ts";
import { destructiveName, resourceNamed } from "../names.ts";
import { weakened } from "../services/safeguards.ts";
import type { HttpPlace } from "./place.ts";

export interface HttpAct {
  readonly place: HttpPlace;
  readonly source: string;
  readonly span: Span | undefined;
  /** Runs once for each of several inputs. */
  readonly repeated: boolean;
}

/** `known` is what the service is known to keep at such a path. */
export function effectOfDelete({ place, source, span, repeated }: HttpAct, known?: ResourceKind): Effect {
  const resource = known ?? resourceInPath(place.path);
  // `/_all`, `/logs-*`, and the ranges that curl spells out: `/users/[1-100]`.
  const everything = /(?:^|\/)_all(?:\/|$)|\*/.test(decoded(place.path));
  const ranged = /[[{,]/.test(decoded(place.path));
  return {
    verb: "delete",
    resource,
    target: place.path,
    reach: everything ? "all" : ranged || repeated ? "several" : "one",
    recovery: everything ? "none" : recoveryOf(resource, place.local),
    certainty: "certain",
    source,
    says: `deletes ${everything ? "everything that matches " : ""}${place.path} at ${place.name}`,
    at: place.at,
    instead: "Read it first (GET), and let the person delete it where the service shows what hangs on it.",
    ...(span && { span }),
  };
}

function decoded(path: string): string {
  return path.replace(/%(?:2A|5B|7B|2C)/gi, code => String.fromCharCode(Number.parseInt(code.slice(1), 16)));
}

/** `POST /v1/volumes/3d2c/delete`, `X-Amz-Target: DynamoDB_20120810.DeleteTable`; undefined for other names. */
export function effectOfNamedOperation(name: string, { place, source, span, repeated }: HttpAct): Effect | undefined {
  const meaning = destructiveName(name);
  if (!meaning) return STOPS.test(name) ? effectOfStop(name, { place, source, span, repeated }) : undefined;
  const fromPath = resourceInPath(place.path);
  const resource = meaning.resource === "record" ? fromPath : meaning.resource;
  return {
    verb: meaning.verb,
    resource,
    target: meaning.noun || place.path,
    reach: meaning.several || repeated ? "several" : "one",
    recovery: recoveryOf(resource, place.local),
    certainty: meaning.certainty,
    source,
    says: `asks ${place.name} to ${name}`,
    at: place.at,
    ...(span && { span }),
  };
}

/** Last words of a path that turn off what runs: `/actuator/shutdown`, `/users/3/deactivate`, `StopInstances`. */
const STOPS =
  /^(?:shut_?down|stop|suspend|pause|deactivate|disable|quit(?:quitquit)?|kill|halt|power_?off|StopInstances|StopDBInstance|StopDBCluster)$/i;

function effectOfStop(name: string, { place, source, span }: HttpAct): Effect {
  return {
    verb: "stop",
    resource: "service",
    target: place.path,
    reach: "one",
    recovery: "effort",
    certainty: "likely",
    source,
    says: `asks ${place.name} to ${name} (${place.path})`,
    at: place.at,
    ...(span && { span }),
  };
}

/** `{"deletion_protection": false}`, `{"private": false}`: a change of settings that takes a safeguard away. */
export function effectOfSettings(method: string, body: unknown, { place, source, span }: HttpAct): Effect | undefined {
  if (typeof body !== "string" || !/^P(?:UT|ATCH|OST)$/.test(method)) return undefined;
  const down = weakened("", body);
  if (method !== "POST" && /"private"\s*:\s*false|"visibility"\s*:\s*"(?:public|internal)"/.test(body))
    down.push("private");
  if (method !== "POST" && /"(?:archived|suspended)"\s*:\s*true/.test(body)) down.push("in service");
  if (down.length === 0) return undefined;
  return {
    verb: "weaken",
    resource: "setting",
    target: down.join(", "),
    reach: "one",
    recovery: "effort",
    certainty: "likely",
    source,
    says: `takes away ${down.join(", ")} of ${place.path} at ${place.name}`,
    at: place.at,
    instead: "Let the person change what protects it.",
    ...(span && { span }),
  };
}

export function effectOfWrite(method: string, { place, source, span }: HttpAct): Effect {
  return {
    verb: "mutate",
    resource: "record",
    target: place.path,
    reach: "one",
    recovery: "effort",
    certainty: "possible",
    source,
    says:
      method === "?" ? `may change something at ${place.name}` : `sends a ${method} to ${place.path} at ${place.name}`,
    at: place.at,
    ...(span && { span }),
  };
}

function recoveryOf(resource: ResourceKind, local: boolean): Effect["recovery"] {
  return local && resource === "record" ? "effort" : "none";
}

/** Collections whose loss is worth more than one record, by the path's last two segments: `/volumes/3d2c`. */
function resourceInPath(path: string): ResourceKind {
  const segments = path.split("/").filter(Boolean);
  // `/volumes/3d2c/delete`: what is deleted stands before the verb.
  if (segments.length > 1 && destructiveName(segments.at(-1) ?? "")?.noun === "") segments.pop();
  return resourceNamed(segments.at(-1) ?? "") ?? resourceNamed(segments.at(-2) ?? "") ?? "record";
}
