/** Names of the review documents: which question, which document of it, which side. */

export const IMPACT_SCHEME = "agentguard-impact";

export interface ImpactPlace {
  readonly question: string;
  /** Index into the question's documents, or `card` for the card itself as text. */
  readonly document: number | "card";
  readonly side: "before" | "after";
}

/**
 * Path and query of the URI. The path is the file's own, the same on both sides, which gives the text its colours and a
 * diff of several files its headings; whose it is stands in the query. `name`: a path as it is to be read, `lib/a.ts`.
 */
export function impactAddress(place: ImpactPlace, name: string): { readonly path: string; readonly query: string } {
  const path = name.replaceAll("\\", "/").replace(/^\/+/, "") || "text";
  return { path: `/${path}`, query: `${encodeURIComponent(place.question)}/${place.document}/${place.side}` };
}

/** Undefined for a query that `impactAddress` did not make. */
export function impactPlace(query: string): ImpactPlace | undefined {
  const match = /^([^/]+)\/(\d+|card)\/(before|after)$/.exec(query);
  const [, question, document, side] = match ?? [];
  if (question === undefined || document === undefined || (side !== "before" && side !== "after")) return undefined;
  return { question: decodeURIComponent(question), document: document === "card" ? "card" : Number(document), side };
}
