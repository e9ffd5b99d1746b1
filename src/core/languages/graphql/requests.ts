/** Splits the body of a GraphQL request into its requests, before any GraphQL is parsed. */
import { inOrder } from "../../text/expressions.ts";

export interface GraphqlRequest {
  /** Absent for a persisted query, which travels as a hash. */
  readonly document?: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
}

const MAX_REQUESTS = 50;

/** `complete` is false when the body has parts that could not be read. */
export function requestsOf(body: string): { readonly requests: readonly GraphqlRequest[]; readonly complete: boolean } {
  const json = parseJson(body);
  if (json !== undefined) {
    const list = Array.isArray(json) ? json : [json];
    const requests = list.slice(0, MAX_REQUESTS).map(requestOf);
    return {
      requests: requests.flatMap(request => request ?? []),
      complete: list.length <= MAX_REQUESTS && requests.every(request => request !== undefined),
    };
  }
  const form = formRequest(body);
  if (form) return { requests: [form], complete: true };
  // JSON with an unknown part, such as `'{"query":"…","variables":'"$VARS"'}'`: its documents can still be read.
  const documents = [...body.matchAll(/"query"\s{0,20}:\s{0,20}("(?:[^"\\]|\\.)*")/g)].map(match =>
    parseJson(match[1] ?? ""),
  );
  if (documents.length === 0) return { requests: [{ document: body, variables: {} }], complete: true };
  return {
    requests: documents.flatMap(document => (typeof document === "string" ? [{ document, variables: {} }] : [])),
    complete: false,
  };
}

/** How a document of GraphQL begins. */
const DOCUMENT = inOrder([
  /^(?:\s|,|#[^\n]*\n|\uFEFF)*/,
  [
    /(?:query|mutation|subscription)\b\s*(?:\w+\s*)?[({@]/,
    /fragment\s+\w+\s+on\b|\{\s*(?:\w+\s*:\s*)?\w+(?!\w)\s*[({}\w]/,
  ],
]);

/** Whether a text looks like GraphQL, wherever it is sent. */
export function looksLikeGraphql(body: string): boolean {
  const { requests } = requestsOf(body.slice(0, 64 * 1024));
  return requests.some(({ document }) => DOCUMENT.test(document ?? ""));
}

function requestOf(item: unknown): GraphqlRequest | undefined {
  if (typeof item !== "object" || item === null) return undefined;
  const { query, mutation, variables, operationName, extensions } = item as Record<string, unknown>;
  const given = typeof variables === "string" ? parseJson(variables) : variables;
  const named = typeof operationName === "string" ? { operationName } : {};
  const values = typeof given === "object" && given !== null ? (given as Record<string, unknown>) : {};
  const document = typeof query === "string" ? query : mutation;
  if (typeof document === "string") return { document, variables: values, ...named };
  return extensions !== undefined || "operationName" in named ? { variables: values, ...named } : undefined;
}

/** `query=mutation{…}&variables={…}`, or the `operations` part of a multipart request. */
function formRequest(body: string): GraphqlRequest | undefined {
  const fields = new Map<string, string>();
  for (const part of body.split("&").slice(0, 100)) {
    const found = /^\s*(query|variables|operationName|operations)=([\s\S]*)$/.exec(part);
    if (found?.[1] !== undefined) fields.set(found[1], decode(found[2] ?? ""));
  }
  const operations = fields.get("operations");
  if (operations !== undefined) return requestOf(parseJson(operations));
  const document = fields.get("query");
  return document === undefined ? undefined : requestOf({ ...Object.fromEntries(fields), query: document });
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replace(/\+/g, " "));
  } catch {
    return text;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
