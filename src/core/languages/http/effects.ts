/** Effects of plain HTTP calls: a DELETE, an operation that is named in the call, any other write. */

import type { Effect, ResourceKind } from "../../effects/effect.ts";
import { destructiveName, resourceNamed } from "../../effects/names.ts";
import { weakened } from "../../providers/safeguards.ts";
import { losingValues, type Told } from "../../providers/settings-that-lose.ts";
import { spokenName } from "../../providers/spoken-name.ts";
import { inOrder, words } from "../../text/expressions.ts";
import type { Span } from "../../text/span.ts";
import type { HttpPlace } from "./place.ts";

export interface HttpAct {
  readonly place: HttpPlace;
  readonly source: string;
  readonly span: Span | undefined;
  /** Runs once for each of several inputs. */
  readonly repeated: boolean;
}

/** `known`: the kind of resource that the service is known to keep at this path. */
export function effectOfDelete({ place, source, span, repeated }: HttpAct, known?: ResourceKind): Effect {
  const resource = known ?? resourceInPath(place.known);
  // Paths that mean many resources: `/_all`, `/logs-*`, and ranges that curl expands: `/users/[1-100]`.
  const everything = /(?:^|\/)_all(?:\/|$)|\*/.test(decoded(place.known));
  const ranged = /[[{,]/.test(decoded(place.known));
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
  if (!meaning) return effectOfSpoken(name, { place, source, span, repeated });
  const fromPath = resourceInPath(place.known);
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

/** Operations that turn off, archive or regenerate: `/actuator/shutdown`, `/projects/4/archive`, `StopInstances`. */
function effectOfSpoken(name: string, { place, source, span }: HttpAct): Effect | undefined {
  if (QUIT.test(name))
    return spokenEffect({ verb: "stop", resource: "service", recovery: "effort" }, name, place, source, span);
  if (SCRIPTED.test(name))
    return spokenEffect({ verb: "execute-remote", resource: "code", recovery: "effort" }, name, place, source, span);
  const segments = place.path.split("/").filter(Boolean);
  // `/projects/4/archive`: the target precedes the verb. `/api/archive` alone is a collection.
  const owner = segments.findLast(part => part !== name && resourceNamed(part) !== undefined);
  const collection = segments.findLast(part => part !== name && /[a-z]s$/i.test(part)) ?? "";
  const spoken = spokenName(segments.includes(name) ? `${name} ${collection}` : name);
  if (!spoken) return undefined;
  const said = spoken.resource === "record" && owner !== undefined ? resourceNamed(owner) : spoken.resource;
  return spokenEffect({ ...spoken, resource: said ?? "record" }, name, place, source, span);
}

/** Jenkins runs such a script with all rights of its server. */
const SCRIPTED = /^scriptText$/;
/** A verb without a noun: the service itself stops. */
const QUIT = /^(?:(?:shut|quiet)_?down|quit(?:quitquit)?|drain_listeners|safe-?exit|exit)$/i;

function spokenEffect(
  { verb, resource, recovery }: Pick<Effect, "verb" | "resource" | "recovery">,
  name: string,
  place: HttpPlace,
  source: string,
  span: Span | undefined,
): Effect {
  return {
    verb,
    resource,
    target: place.path,
    reach: "one",
    recovery,
    certainty: "likely",
    source,
    says: `asks ${place.name} to ${name} (${place.path})`,
    at: place.at,
    ...(span && { span }),
  };
}

/** Effects of values that the body sets: `{"status": "closed"}`, `{"replicas": 0}`, an empty list by PUT. */
export function effectsOfValues(method: string, values: unknown, { place, source, span }: HttpAct): Effect[] {
  const told = losingValues(values, method === "PUT").filter(one => counts(one, method, place));
  return told.map(({ says, ...rest }) => ({
    ...rest,
    target: place.path,
    certainty: "likely",
    source,
    says: `${says} ${place.path} at ${place.name}`,
    at: place.at,
    ...(span && { span }),
  }));
}

/** Closing issues and tasks is everyday; a POST creates, so its values lose nothing unless they are a command. */
function counts({ verb, reach, says }: Told, method: string, { path, local }: HttpPlace): boolean {
  if (local && (verb === "weaken" || verb === "revoke" || verb === "grant")) return false;
  if (EVERYDAY.test(path)) return false;
  if (method !== "POST") return true;
  return (
    verb === "delete" ||
    verb === "grant" ||
    reach === "all" ||
    /^sets (?:Status|status|state) to/.test(says) ||
    /pause|maintenance/i.test(says)
  );
}

const EVERYDAY = inOrder(
  [
    /\/_?/,
    words`
      issues? pulls? merge_requests tickets? tasks? todos? alerts? threads? notifications? cards m?search query count
      validate
    `,
    /(?:[/.?]|$)/,
  ],
  "i",
);

/** A change of settings that removes a safeguard: `{"deletion_protection": false}`, `{"private": false}`. */
export function effectOfSettings(method: string, body: unknown, { place, source, span }: HttpAct): Effect | undefined {
  if (typeof body !== "string" || !/^P(?:UT|ATCH|OST)$/.test(method)) return undefined;
  const down = weakened("", body);
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

/** The kind of resource that the last two segments of the path name: `/volumes/3d2c`; `record` by default. */
function resourceInPath(path: string): ResourceKind {
  const segments = path.split("/").filter(Boolean);
  // `/volumes/3d2c/delete`: the target precedes the verb.
  if (segments.length > 1 && destructiveName(segments.at(-1) ?? "")?.noun === "") segments.pop();
  return resourceNamed(segments.at(-1) ?? "") ?? resourceNamed(segments.at(-2) ?? "") ?? "record";
}
