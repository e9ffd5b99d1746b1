/**
 * Masks secrets in text before it is stored or shown. Errs towards masking where a name or a known form says "secret",
 * and leaves ordinary words alone everywhere else, so that a card stays readable. Deterministic, idempotent and linear:
 * the text comes from an agent, so no pattern may backtrack over one stretch of it again and again.
 */
import { anyOf, inOrder, wholly, words } from "./expressions.ts";

/** Replaces the masked part. */
const HIDDEN = "…";
/** A value this long keeps four characters: at most a quarter of it, enough to tell two tokens apart. */
const LONG = 16;

/** Hides a value that is known to be secret: `ghp_…` for a long one, `…` for a short one. */
export function maskValue(value: string): string {
  if (value === "" || /^.{0,4}\u2026$/s.test(value)) return value;
  return value.length < LONG ? HIDDEN : value.slice(0, 4).replace(/[\ud800-\udbff]$/, "") + HIDDEN;
}

/** Masking one value can bring a name and the next value together, so passes are repeated until nothing changes. */
const MAX_PASSES = 8;

/** Masked texts by short text: every round of a judgement shows the same address. */
const masks = new Map<string, string>();
const MAX_MASKS = 200;
const MAX_KEPT_LENGTH = 500;

/** Masks every secret that is recognised by its form or by the name that it is assigned to. */
export function maskSecrets(text: string): string {
  if (text.length > MAX_KEPT_LENGTH) return maskAgain(text);
  const known = masks.get(text);
  if (known !== undefined) return known;
  const masked = maskAgain(text);
  if (masks.size >= MAX_MASKS) masks.clear();
  masks.set(text, masked);
  return masked;
}

function maskAgain(text: string): string {
  let masked = maskOnce(text);
  for (let before = text, pass = 1; masked !== before && pass < MAX_PASSES; pass++) {
    before = masked;
    masked = maskOnce(masked);
  }
  return masked;
}

function maskOnce(text: string): string {
  let masked = maskKeyBlocks(text);
  for (const token of TOKENS) masked = masked.replace(token, found => (looksRandom(found) ? maskValue(found) : found));
  for (const place of PLACES) masked = masked.replace(place, maskPlace);
  masked = masked.replace(AUTHORIZATION, maskAuthorization).replace(SCHEME, maskScheme);
  return maskNamed(masked);
}

/** Tokens that are recognised by their prefix, wherever they stand. */
const TOKENS = [
  /(?<![A-Za-z0-9])(?:gh[opsur]_[A-Za-z0-9]{16,}|github_pat_\w{20,}|gl(?:pat|dt|rt|ptt|cbt|soat)-[\w.-]{16,})/g,
  /(?<![A-Za-z0-9_-])(?:sk-|xox[a-z]-|xapp-|pypi-)[\w-]{16,}/g,
  /(?<![A-Za-z0-9])[sr]k_(?:live|test)_[A-Za-z0-9]{10,}/g,
  /(?<![A-Za-z0-9])(?:npm_|hf_|whsec_|sbp_|dop_v1_|shp(?:at|ca|pa|ss)_)[A-Za-z0-9]{20,}/g,
  /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])/g,
  /(?<![A-Za-z0-9])(?:AIza|ya29\.|hvs\.|SG\.)[\w.-]{24,}/g,
  inOrder(
    [
      /(?<![A-Za-z0-9])/,
      [
        ...words`
          glsa_ dckr_pat_ pscale_(?:tkn|pw|oauth)_ lin_api_ figd_ nfp_ sntrys_ xai- tskey- GOCSPX- ATATT3
          AGE-SECRET-KEY-1
        `,
        /FlyV1 fm\d_/,
      ],
      /[\w-]{16,}/,
    ],
    "g",
  ),
  /** A JSON web token: the base64 of `{"`, a dot, the claims. */
  /(?<![A-Za-z0-9_-])eyJ[\w-]{6,}\.[\w-]{4,}(?:\.[\w-]*)?/g,
];

/** Calls that read a password from their input: `sudo -S`, `docker login --password-stdin`, `gpg --passphrase-fd 0`. */
const READS_PASSWORD = String.raw`(?:sudo\b[^\n|;&<]{0,80}?\s(?:-[a-zA-Z]{0,8}S\b|--stdin\b)|[\w./-]{1,60}[^\n|;&<]{0,80}?\s--(?:password-stdin|passphrase-fd[= ]0|with-token)\b|passwd\b[^\n|;&<]{0,80}?\s--stdin\b|chpasswd\b)`;

/** Places where the grammar puts a password. Group 1 is what stands before it, group 2 the password. */
const PLACES = [
  /** `://user:password@host`; the last `@` before the path ends the password. */
  /(:\/\/[^\s/?#@:'"]*:)([^\s/'"]+)(?=@)/g,
  /** `://token@host`. */
  /(:\/\/)([^\s/?#@:'"]{20,})(?=@)/g,
  /** `curl -u user:password`. */
  /((?<![\w-])(?:-u|--user|--proxy-user)[ \t=]{1,8}(?![ \t=])["']?[^\s:"'$]{1,256}:)([^\s"']+)/g,
  /** Addresses that let anybody post, and links that are signed for whoever has them. */
  /(\/\/hooks\.slack\.com\/(?:services|workflows|triggers)\/)([\w/-]{12,})/g,
  /(\/api\/webhooks\/\d{5,25}\/)([\w-]{20,})/g,
  /(\/bot)(\d{6,12}:[\w-]{30,})/g,
  inOrder(
    [
      /([?&](?:X-Amz-Signature|X-Amz-Security-Token|X-Amz-Credential|X-Goog-Signature|sig|signature)=)/,
      /([^&\s"'#\u2026]{12,})/,
    ],
    "gi",
  ),
  /** Programs whose password flag has no telling name. */
  /((?<![\w-])(?:sshpass|(?:docker|podman|registry) login)\b[^\n|;&]{0,200}?\s-p[ \t]{0,8}["']?)([^\s"'-][^\s"']*)/g,
  /((?<![\w-])(?:mysql|mysqldump|mysqladmin|mariadb)\b[^\n|;&]{0,200}?\s-p["']?)([^\s"']+)/g,
  /** What is handed on the standard input to a program that reads a password there. */
  new RegExp(
    String.raw`((?<![\w-])(?:echo|printf)(?:[ \t]+-[neE]{1,3})?[ \t]+(?:["']?%s(?:\\n)?["']?[ \t]+)?["']?)([^"'\n|;&]{1,200}?)(?=["']?[ \t]{0,8}\|[ \t]{0,8}${READS_PASSWORD})`,
    "g",
  ),
  new RegExp(String.raw`((?<![\w-])${READS_PASSWORD}[^\n|;&]{0,200}?<<<[ \t]{0,8}["']?)([^\s"']{1,200})`, "g"),
  /((?<![\w-])redis-cli\b[^\n|;&]{0,200}?\s-a[ \t]{1,8}["']?)([^\s"'-][^\s"']*)/g,
];

function maskPlace(whole: string, before: string, value: string): string {
  return standsForSecret(value) || (before === "://" && !looksRandom(value)) ? whole : before + maskValue(value);
}

const AUTHORIZATION =
  /(authorization\\?["']?[ \t]{0,8}[:=][ \t]{0,8}\\?["']?)((?:bearer|basic|token|digest|apikey)[ \t]+)?([^\s"',;\\]+)/gi;

function maskAuthorization(whole: string, before: string, scheme: string | undefined, value: string): string {
  if (standsForSecret(value) || (scheme === undefined && /^[A-Za-z]+[.!?]?$/.test(value))) return whole;
  return before + (scheme ?? "") + maskValue(value);
}

/** An authorization scheme without its header: `Basic authentication` is prose, `Basic dXNlcjpwYXNz` is not. */
const SCHEME = /(?<![A-Za-z0-9_])((?:bearer|basic)[ \t]{1,8})([A-Za-z0-9._~+/=-]{8,})/gi;

function maskScheme(whole: string, before: string, value: string): string {
  return looksRandom(value) ? before + maskValue(value) : whole;
}

/** Digits, or capitals in the middle: no word of a language. */
function looksRandom(value: string): boolean {
  return value.length >= 8 && (/[0-9]/.test(value) || /[a-z][A-Z]/.test(value));
}

/** Masks private keys between their BEGIN and END lines; one without an END line reaches to the end of the text. */
function maskKeyBlocks(text: string): string {
  let out = "";
  let at = 0;
  for (const begin of text.matchAll(/-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g)) {
    if (begin.index < at) continue;
    const inside = begin.index + begin[0].length;
    const end = text.indexOf("-----END ", inside);
    out += text.slice(at, inside) + (end === inside ? "" : HIDDEN);
    at = end === -1 ? text.length : end;
  }
  return out + text.slice(at);
}

/** `NAME=value`, `name: value`, `"name": "value"`, `--name value`. */
const NAMED = inOrder(
  [
    /(?<![A-Za-z0-9_.-])(-{0,2})([A-Za-z_][A-Za-z0-9_.-]{0,80})/,
    [/(\\{0,3}["']?[ \t]{0,8}(?:=>|:=|={1,3}|:(?!:))[ \t]{0,8})/, /[ \t]{1,8}/],
  ],
  "g",
);
/** One quoted string, its quotes possibly escaped, or everything up to a blank, a quote or a bracket. */
const VALUE = anyOf(
  [
    /\\{1,3}["'][^"'\\\s]*(?:\\{1,3}["'])?|"(?:[^"\\\n]|\\.)*"?|'[^'\n]*'?/,
    /(?:\\[^\s"']|[^\s"'`\\;&|<>(),}\]]|,(?=[^\s"'{[]))+/,
  ],
  "y",
);
/** One shell word: quoted and bare parts side by side. */
const SHELL_WORD = /(?:"(?:[^"\\\n]|\\.)*"?|'[^'\n]*'?|\\.|[^\s"'`\\;&|<>()])+/y;

function maskNamed(text: string): string {
  let out = "";
  let done = 0;
  NAMED.lastIndex = 0;
  for (let found = NAMED.exec(text); found; found = NAMED.exec(text)) {
    const [, dashes = "", name = "", sign] = found;
    const start = NAMED.lastIndex;
    // What follows `--name` may itself be `name=`, so the search goes on there.
    if (!saysSecret(name) || (sign === undefined && dashes === "")) continue;
    const shape = sign === "=" && /^\s?$/.test(text.charAt(found.index - 1)) ? SHELL_WORD : VALUE;
    shape.lastIndex = start;
    const value = shape.exec(text)?.[0];
    if (value === undefined || isNoSecret(value, sign, text[start + value.length])) continue;
    const quote = /^(?:\\{1,3})?["']/.exec(value)?.[0] ?? "";
    const closed = quote !== "" && value.length > quote.length && value.endsWith(quote);
    const inner = value.slice(quote.length, closed ? value.length - quote.length : value.length);
    out += text.slice(done, start) + quote + maskValue(inner) + value.slice(quote.length + inner.length);
    done = start + value.length;
    NAMED.lastIndex = done;
  }
  return out + text.slice(done);
}

/** A placeholder, a plain fact, or something already hidden. */
const NO_SECRET =
  /^(?:["']?(?:$|[<%{*[]|.{0,4}\u2026|\.\.\.)|(?:true|false|null|none|nil|undefined|yes|no|bearer|basic)[.,!?]?$)/is;
/** A variable or a substitution and nothing else; in single quotes it would be text. */
const REFERENCE = /^"?\$(?:[\w:]*|\{[^}]*\}?|\(.*)"?$/s;
const FROM_ENVIRONMENT = /^(?:process\.env|os\.environ|os\.getenv|import\.meta|env\.|ENV\b)/;

function standsForSecret(value: string): boolean {
  return NO_SECRET.test(value) || REFERENCE.test(value);
}

function isNoSecret(value: string, sign: string | undefined, next: string | undefined): boolean {
  if (standsForSecret(value) || FROM_ENVIRONMENT.test(value)) return true;
  if (sign === undefined) return value.startsWith("-") || /^(?:id|type|src|source)=/.test(value);
  // A call or a type, not a value: `token = read(…)`.
  if (next === "(") return true;
  // In a sentence ("the token: expected a string") a plain word is no secret.
  return /:[ \t]+$/.test(sign) && /^[A-Za-z]+[.,!?]?$/.test(value) && !looksRandom(value);
}

/** Names that end in one of these hold a pointer to the secret or a fact about it. */
const ABOUT = wholly(words`
  file path names? ur[il] ttl type length count limit expir\w* arn ref version dir endpoint policy manager store min
  max required enabled field prompt hint usage size rotation stdin fd
`);
const SECRET_WORD =
  /^(?:secrets?|pass|pwd|token|credentials?)$|(?:password|passwords|passwd|passphrase|secret|apikey|token)$/;
const KEY_OF = wholly(words`
  api private access secret service signing encryption master auth account licen[cs]e deploy admin anon shared app
  client
`);

/** Whether the words of a name denote a secret: `AWS_SECRET_ACCESS_KEY` and `apiKey` do, `foreign_key` does not. */
function saysSecret(name: string): boolean {
  if (/^(?:old)?pwd$/i.test(name)) return false;
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .split(/[_.-]+/)
    .filter(word => word !== "");
  if (ABOUT.test(words.at(-1) ?? "")) return false;
  if (words.some(word => SECRET_WORD.test(word))) return true;
  const key = words.lastIndexOf("key");
  return key > 0 && words.slice(0, key).some(word => KEY_OF.test(word));
}
