/** Values that look like secrets, put together when a test runs: none stands in this repository. */

const LETTERS = "k3Jq9TzV7mXw2RbN8sLd5HfG4cPyA6eu";

/** `length` characters without meaning, the same every time; `seed` tells two apart. */
export function noise(length: number, seed = 1): string {
  return Array.from({ length }, (_, i) => LETTERS[(i * 7 + i * i * seed + seed * 11) % LETTERS.length]).join("");
}

export const MADE = {
  stripe: ["sk", "live", noise(24)].join("_"),
  stripeTest: ["sk", "test", noise(24)].join("_"),
  github: `${["gh", "p"].join("")}_${noise(36)}`,
  githubFine: `${["github", "pat"].join("_")}_${noise(60)}`,
  awsLong: `${["AK", "IA"].join("")}${noise(16).toUpperCase()}`,
  awsShort: `${["AS", "IA"].join("")}${noise(16).toUpperCase()}`,
  slack: `${["xo", "xb"].join("")}-${noise(40)}`,
  supabase: `${["sb", "p"].join("")}_${noise(40)}`,
  railway: "3f1c2a4e-9b7d-4c55-8e21-7a9f0b6c1d2e",
  key: `-----BEGIN ${["PRIVATE", "KEY"].join(" ")}-----\n${noise(64)}\n-----END ${["PRIVATE", "KEY"].join(" ")}-----`,
  password: noise(14, 5),
} as const;

/** A token whose claims are these; signed by nobody. */
export function token(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return [part({ alg: "HS256", typ: "JWT" }), part(claims), noise(43)].join(".");
}
