/** Encodes the URIs of review documents: which question, which of its documents, which side. */

export const IMPACT_SCHEME = "agentguard-impact";

export interface ImpactPlace {
  readonly question: string;
  /** The index of a document of the question, or `card` for the card itself as text. */
  readonly document: number | "card";
  readonly side: "before" | "after";
}

/**
 * Returns path and query of the URI. The path is the file's own, the same on both sides, which gives the text its
 * colours and a diff of several files its headings. The query names the document. `name`: the shown path, `lib/a.ts`.
 */
export function impactAddress(place: ImpactPlace, name: string): { readonly path: string; readonly query: string } {
  const path = name.replaceAll("\\", "/").replace(/^\/+/, "") || "text";
  return { path: `/${path}`, query: `${encodeURIComponent(place.question)}/${place.document}/${place.side}` };
}

/** Decodes a query; undefined for one that `impactAddress` did not make. */
export function impactPlace(query: string): ImpactPlace | undefined {
  const match = /^([^/]+)\/(\d+|card)\/(before|after)$/.exec(query);
  const [, question, document, side] = match ?? [];
  if (question === undefined || document === undefined || (side !== "before" && side !== "after")) return undefined;
  return { question: decodeURIComponent(question), document: document === "card" ? "card" : Number(document), side };
}
