/** Finds secrets in a text that would have to be revoked if the text were published. */

import { anyOf, inOrder, words } from "../../text/expressions.ts";
import { maskSecrets } from "../../text/masking.ts";

/** Number of characters that are searched. */
const MAX_TEXT = 256 * 1024;

const FORMS: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----\s*[A-Za-z0-9+/=]{16}/, "a private key"],
  [/(?<![A-Za-z0-9])(?:AKIA|ASIA)(?!IOSFODNN7EXAMPLE)[A-Z0-9]{16}(?![A-Za-z0-9])/, "an AWS access key"],
  [/(?<![A-Za-z0-9])(?:gh[opsur]_[A-Za-z0-9]{30,}|github_pat_\w{30,})/, "a GitHub token"],
  [/(?<![A-Za-z0-9])gl(?:pat|dt|rt|ptt|cbt|soat)-[\w.-]{16,}/, "a GitLab token"],
  [/(?<![A-Za-z0-9])[sr]k_live_[A-Za-z0-9]{10,}/, "a live Stripe key"],
  [/(?<![A-Za-z0-9_-])sk-(?:ant-|proj-|or-)?[\w-]{24,}/, "an API key"],
  [/(?<![A-Za-z0-9_-])(?:xox[abpors]-[\w-]{16,}|xapp-[\w-]{16,})/, "a Slack token"],
  [
    /https:\/\/hooks\.[\w.-]{1,60}\/(?:services|workflows|triggers)\/T\w{3,}\/[\w/-]{8,}/,
    "a webhook address that posts without a password",
  ],
  [
    /https:\/\/(?:\w+\.)?discord(?:app)?\.com\/api\/webhooks\/\d{10,}\/[\w-]{20,}/,
    "a webhook address that posts without a password",
  ],
  [
    /(?<![A-Za-z0-9])(?:npm_|hf_|whsec_|sbp_|dop_v1_|shp(?:at|ca|pa|ss)_|lin_api_|rnd_|figd_|ntn_|secret_)[A-Za-z0-9]{24,}/,
    "a service's token",
  ],
  [/(?<![A-Za-z0-9])AIza[\w-]{35}(?![\w-])/, "a Google API key"],
  [/(?<![A-Za-z0-9])(?:ya29\.|hvs\.|SG\.)[\w.-]{30,}/, "a service's token"],
  [/(?<![A-Za-z0-9_-])pypi-[\w-]{40,}/, "a PyPI token"],
  [/AGE-SECRET-KEY-1[A-Z0-9]{30,}/, "a private key"],
];

/** Length of the shortest secret that is recognised, with its prefix or name. */
const SHORTEST = 16;

/** Describes the secret in the text; undefined if it only has placeholders, names and references. */
export function secretInText(text: string): string | undefined {
  if (text.length < SHORTEST) return undefined;
  const part = text.slice(0, MAX_TEXT);
  return secretFormIn(part) ?? namedSecretIn(part);
}

/** Describes a token or key in the text by its form alone. */
export function secretFormIn(text: string): string | undefined {
  const form = FORMS.find(([pattern]) => {
    const found = pattern.exec(text)?.[0];
    return found !== undefined && !isPlaceholder(found.replace(/^https?:\/\/[^/]*/, ""));
  });
  return form?.[1];
}

/** A value, as the first group, behind a name that calls it secret. */
const NAMED_VALUE = inOrder(
  [
    words`key token secret password passwd pwd credentials?`,
    /["']?\s{0,4}(?::|=|=>|:=)\s{0,4}["']?([A-Za-z0-9+/=_.~-]{20,200})["']?\s*(?:[,;)\]}]|$)/,
  ],
  "i",
);

/**
 * Finds a long random value with a telling name: `API_KEY=8f3a…`, or a password in the address of a remote service.
 * Lines that masking does not change have none.
 */
function namedSecretIn(text: string): string | undefined {
  for (const line of text.split("\n", 4000)) {
    if (line.length > 2000 || !/(?:key|token|secret|passw|pwd|credential|:\/\/)/i.test(line)) continue;
    const value = NAMED_VALUE.exec(line)?.[1];
    if (value !== undefined && isRandom(value) && !isPlaceholder(value) && maskSecrets(line) !== line)
      return "a value that looks like a secret";
    const address =
      /(?<![a-z0-9+])[a-z][a-z0-9+]{1,20}:\/\/[^\s:@/"']{1,60}:([^\s@/"']{6,})@((?:[\w-]+\.)+[a-z]{2,})/i.exec(line);
    if (
      address?.[1] &&
      !isPlaceholder(address[1]) &&
      !/^(?:pass|password|secret|user|admin|root|postgres)\d*$/i.test(address[1]) &&
      !/example\.(?:com|org|net)$/i.test(address[2] ?? "")
    )
      return "the password of a service";
  }
  return undefined;
}

/** What people write where a secret is to stand. */
const PLACEHOLDER = anyOf(
  words`
    x{5,} \*{3,} \.{3} 0{12}$ your[-_]? my[-_]?(?:secret|key|token) changeme change[-_]me placeholder example dummy
    sample redacted < \$\{ \{\{ process\.env env\. insert replace todo 1234567890 abcdefgh
    test[-_]?(?:key|token|secret) fake[-_](?:key|token) django-insecure (?:dev|local)[-_](?:only|secret|key)
  `,
  "i",
);

/** Returns whether a value is a placeholder for a secret. */
export function isPlaceholder(value: string): boolean {
  return PLACEHOLDER.test(value);
}

/** Returns whether a value mixes letters and digits without much repetition. */
export function isRandom(value: string): boolean {
  if (!/\d/.test(value) || !/[A-Za-z]/.test(value)) return false;
  if (/^[\w-]+(?:\.[\w-]+)+$/.test(value) && !/\d{3}/.test(value)) return false;
  return new Set(value).size >= 10;
}
