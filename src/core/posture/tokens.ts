/** Decodes JSON web tokens without verifying them, to tell from their claims what they open. */
import type { SecretKind } from "./secret-kinds.ts";

const TOKEN = /\beyJ(?:(?!\beyJ)[\w-]){10,4000}\.(eyJ[\w-]{4,4000})\.[\w-]{10,4000}/;

/** Returns the first token in `text` and its kind; `kind` is null for a token that is meant to be public. */
export function kindOfToken(text: string): { readonly kind: SecretKind | null; readonly value: string } | undefined {
  const [value, body = ""] = TOKEN.exec(text) ?? [];
  if (value === undefined) return undefined;
  const { role, iss } = claimsOf(body);
  if (role === "service_role")
    return {
      kind: {
        is: "a Supabase service key",
        can: "passes by row level security: it reads, writes and deletes everything",
        severity: "high",
      },
      value,
    };
  if (role === "anon") return { kind: null, value };
  const of = typeof iss === "string" ? ` of ${iss.slice(0, 60)}` : "";
  return {
    kind: { is: `a signed token${of}`, can: "acts as whom it names until it expires", severity: "medium" },
    value,
  };
}

function claimsOf(body: string): Readonly<Record<string, unknown>> {
  try {
    const claims: unknown = JSON.parse(atob(body.replaceAll("-", "+").replaceAll("_", "/")));
    return typeof claims === "object" && claims !== null ? { ...claims } : {};
  } catch {
    return {};
  }
}
