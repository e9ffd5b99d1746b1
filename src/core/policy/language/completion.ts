/** Completes keys and values at the cursor by the schema, and with names that exist on this machine. */
import { placeAt } from "../../text/json-edits.ts";
import type { JsonPath } from "../../text/json-text.ts";
import type { SchemaNode } from "../../text/schema-node.ts";
import { policySchemasAt } from "../json-schema.ts";
import type { PolicyDocument } from "./document.ts";
import type { Known } from "./known.ts";
import { namesAt } from "./names.ts";
import { CREDENTIAL_SNIPPET, EXAMPLE_SNIPPET, ROLE_SNIPPET, RULE_SNIPPETS, type Snippet } from "./snippets.ts";

export interface Completion {
  readonly label: string;
  readonly kind: "key" | "word" | "name" | "snippet";
  readonly says?: string;
  /** The inserted text, in snippet syntax. */
  readonly insert: string;
  /** The text that the typed word is matched against. */
  readonly filter: string;
  /** Offsets of the text that it replaces. */
  readonly start: number;
  readonly end: number;
}

export function completePolicy(document: PolicyDocument, offset: number, known: Known): Completion[] {
  const place = placeAt(document.text, offset);
  if (isInComment(document.text, offset, place)) return [];
  const { start, end } = place;
  const offers = place.isKey ? keysAt(document, place, offset) : valuesAt(document, place.path, known);
  return offers.map(offer => ({ ...offer, start, end }));
}

type Offer = Omit<Completion, "start" | "end">;

function keysAt({ text, json }: PolicyDocument, place: ReturnType<typeof placeAt>, offset: number): Offer[] {
  const path = place.path.slice(0, -1);
  const object = json.at(path);
  const present = (object?.children ?? [])
    .filter(({ offset: start, length }) => offset < start || offset > start + length)
    .flatMap(({ children }) => String(children?.[0]?.value));
  const rest = text.slice(place.end);
  const hasValue = /^\s*:/.test(rest);
  const comma = /^\s*"/.test(rest) ? "," : "";
  const schemas = policySchemasAt(path);
  const keys = schemas.flatMap(({ properties = {} }) => Object.entries(properties));
  const offers = keys
    .filter(([key]) => !present.includes(key))
    .map(([key, schema]): Offer => {
      const quoted = JSON.stringify(key);
      const insert = hasValue ? quoted : `${quoted}: ${blankOf(schema)}${comma}`;
      return { label: key, kind: "key", ...said(schema.description), insert: escapeKey(insert), filter: quoted };
    });
  const inRecord = path.length === 1 && path[0] === "agents" && !hasValue;
  return inRecord ? [...offers, fromSnippet(ROLE_SNIPPET, comma)] : offers;
}

function valuesAt({ text, json }: PolicyDocument, path: JsonPath, known: Known): Offer[] {
  const schemas = policySchemasAt(path);
  const words = schemas.flatMap(({ enum: values = [], enumDescriptions = [] }) =>
    values.map((word, i): Offer => ({ label: word, kind: "word", ...said(enumDescriptions[i]), ...literal(word) })),
  );
  const constants = schemas.flatMap(({ const: value }) =>
    value === undefined
      ? []
      : [{ label: String(value), kind: "word" as const, insert: String(value), filter: String(value) }],
  );
  const names = namesAt(path, json, known).map(
    ({ name, says }): Offer => ({ label: name, kind: "name", ...said(says), ...literal(name) }),
  );
  // Entries that the list already has are not offered again.
  const list = typeof path.at(-1) === "number" ? json.at(path.slice(0, -1)) : undefined;
  const own = json.at(path)?.value;
  const present = new Set((list?.children ?? []).map(({ value }) => value).filter(value => value !== own));
  const offers = [...new Map([...words, ...constants, ...names].map(offer => [offer.label, offer])).values()];
  return [...offers.filter(({ label }) => !present.has(label)), ...snippetsAt(path, text)];
}

function snippetsAt(path: JsonPath, text: string): Offer[] {
  if (typeof path.at(-1) !== "number") return [];
  const list = path.at(-2);
  const snippets =
    list === "rules"
      ? RULE_SNIPPETS
      : list === "examples"
        ? [EXAMPLE_SNIPPET]
        : list === "credentials"
          ? [CREDENTIAL_SNIPPET]
          : [];
  return text === "" ? [] : snippets.map(snippet => fromSnippet(snippet, ""));
}

function fromSnippet({ label, says, text }: Snippet, comma: string): Offer {
  return { label, kind: "snippet", says, insert: text + comma, filter: label };
}

function literal(text: string): Pick<Offer, "insert" | "filter"> {
  const quoted = JSON.stringify(text);
  return { insert: quoted.replace(/[\\$}]/g, "\\$&"), filter: quoted };
}

/** Escapes `$` for snippets. Of all keys, only `$schema` has one. */
function escapeKey(insert: string): string {
  return insert.startsWith('"$') ? `"\\${insert.slice(1)}` : insert;
}

function said(says: string | undefined): Pick<Offer, "says"> {
  return says === undefined ? {} : { says };
}

/** Returns the empty value of a key, with the cursor inside. */
function blankOf(schema: SchemaNode): string {
  const [first] = [schema, ...(schema.anyOf ?? [])].filter(
    ({ type, const: value }) => type !== undefined || value !== undefined,
  );
  if (first?.const !== undefined) return String(first.const);
  switch (first?.type) {
    case "string":
      return '"$1"';
    case "array":
      return "[$1]";
    case "object":
      return "{ $1 }";
    default:
      return "$1";
  }
}

/** Returns whether the offset is after `//` on its line and outside of a string. */
function isInComment(text: string, offset: number, place: { readonly start: number; readonly end: number }): boolean {
  if (text[place.start] === '"' && place.end > place.start) return false;
  const line = text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
  return /^(?:[^"/]|"(?:[^"\\]|\\.)*"|\/(?!\/))*\/\//.test(line);
}
