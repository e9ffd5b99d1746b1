/** Serializes a value to one text, with sorted keys and without blanks, for hashes and comparisons. */

/** Throws on values that JSON has no text for (functions, undefined at the top); undefined fields are left out. */
export function canonicalJson(value: unknown): string {
  const text = JSON.stringify(value, (_, inner: unknown) => (isPlainObject(inner) ? sorted(inner) : inner));
  if (text === undefined) throw new TypeError(`no JSON text for ${typeof value}`);
  return text;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The copy has no prototype, so that `__proto__` is a key like any other. */
function sorted(value: Record<string, unknown>): Record<string, unknown> {
  const out: Record<string, unknown> = Object.create(null);
  for (const key of Object.keys(value).sort()) out[key] = value[key];
  return out;
}
