/** Turns GraphQL fields into effects by their names alone: what a mutation of that name would do at any service. */

import type { Effect } from "../../effects/effect.ts";
import { destructiveName } from "../../effects/names.ts";
import type { Locator } from "../../places/locator.ts";
import { spokenName } from "../../providers/spoken-name.ts";
import type { Span } from "../../text/span.ts";
import { EMPTY, type GraphqlField } from "./reader.ts";

/** The service that a call reaches, as the HTTP reader or a provider pack determined it. */
export interface Destination {
  readonly at: readonly Locator[];
  /** For sentences: a host name, or `an unknown host`. */
  readonly name: string;
  /** The service runs on this machine, where it holds a developer's own data. */
  readonly local: boolean;
}

/** The effect of one top-level field; undefined for reads. */
export function effectOfField(
  field: GraphqlField,
  to: Destination,
  source: string,
  span: Span | undefined,
): Effect | undefined {
  if (field.operation === "query" || field.operation === "subscription") return undefined;
  const base = { source, at: to.at, ...(span && { span }) };
  const meaning = destructiveName(field.name);
  const id = identifierIn(field);
  const spoken = meaning ? undefined : spokenName(field.name);
  if (spoken)
    return {
      ...base,
      verb: spoken.verb,
      resource: spoken.resource,
      target: [spoken.noun || "record", id].filter(Boolean).join(" "),
      reach: "one",
      recovery: spoken.recovery,
      certainty: field.operation === "guess" ? "possible" : "likely",
      says: `asks ${to.name} to ${field.name}${id === undefined ? "" : ` (${id})`}`,
    };
  if (!meaning)
    return {
      ...base,
      verb: "mutate",
      resource: "record",
      target: id ?? field.name,
      reach: "one",
      recovery: "effort",
      certainty: "possible",
      says: `changes something at ${to.name} through the mutation ${field.name}`,
    };
  const what = [meaning.noun || "record", id].filter(Boolean).join(" ");
  const everything = Object.values(field.args).includes(EMPTY);
  return {
    ...base,
    verb: meaning.verb,
    resource: meaning.resource,
    target: what,
    reach: everything ? "all" : meaning.several ? "several" : "one",
    recovery: to.local && meaning.resource === "record" && !everything ? "effort" : "none",
    certainty: field.operation === "guess" ? "possible" : meaning.certainty,
    says: `${SAYS[meaning.verb]} the ${what} at ${to.name} through ${field.operation === "guess" ? "what looks like " : ""}the mutation ${field.name}`,
    instead: "Let the person do it in the service's own console, where it shows what hangs on it.",
  };
}

const SAYS = { delete: "deletes", drop: "drops", truncate: "empties", revoke: "revokes" } as const;

/** The value of the argument that identifies the target: `volumeId`, `input.id`, `name`; else of the only argument. */
export function identifierIn(field: GraphqlField): string | undefined {
  const entries = Object.entries(field.args).filter(
    (entry): entry is [string, string] => entry[1] !== null && entry[1] !== EMPTY,
  );
  const named =
    entries.find(([key]) => /(?:^|\.)id$|Ids?(?:\.\d+)?$/.test(key)) ??
    entries.find(([key]) => /name$|slug$/i.test(key));
  return (named ?? (entries.length === 1 ? entries[0] : undefined))?.[1].slice(0, 200);
}

/** A GraphQL body that could not be read, in whole or in part. */
export function unreadableBody(to: Destination, source: string, span: Span | undefined): Effect {
  return {
    verb: "execute-unknown",
    resource: "code",
    target: `GraphQL request to ${to.name}`,
    reach: "unknown",
    recovery: to.local ? "effort" : "none",
    certainty: "possible",
    source,
    says: `sends ${to.name} a GraphQL request that could not be read, so it may be any mutation`,
    at: to.at,
    instead: "Put the whole query into the command or into a file that is there before it runs.",
    ...(span && { span }),
  };
}
