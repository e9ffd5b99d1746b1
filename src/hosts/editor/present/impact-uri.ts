/** Names of the review documents: which question, which document of it, which side. */

export const IMPACT_SCHEME = "agentguard-impact";

export interface ImpactPlace {
  readonly question: string;
  /** Index into the question's documents, or `card` for the card itself as text. */
  readonly document: number | "card";
  readonly side: "before" | "after";
}

/** Path of the URI. It ends in the file's own name, which is what gives the text its colours. */
export function impactPath(place: ImpactPlace, name: string): string {
  const plain = name.replace(/[\\/]+/g, "∕") || "text";
  return `/${encodeURIComponent(place.question)}/${place.document}/${place.side}/${plain}`;
}

/** Undefined for a path that `impactPath` did not make. */
export function impactPlace(path: string): ImpactPlace | undefined {
  const match = /^\/([^/]+)\/(\d+|card)\/(before|after)\//.exec(path);
  const [, question, document, side] = match ?? [];
  if (question === undefined || document === undefined || (side !== "before" && side !== "after")) return undefined;
  return { question: decodeURIComponent(question), document: document === "card" ? "card" : Number(document), side };
}
