/** Finds secrets in one file: by their form, by the name of their variable, or in an address with a password. */

import { isPlaceholder, isRandom } from "../detectors/secrets/text.ts";
import { isPublicOrSample, secretFile } from "../files/secret-files.ts";
import { hostOfValue, isLocalHost } from "../places/hosts.ts";
import { inOrder, wholly, words } from "../text/expressions.ts";
import type { PostureFile } from "./finding.ts";
import { kindOfForm, kindOfName, MAY_BE_SECRET, type SecretKind } from "./secret-kinds.ts";
import { kindOfToken } from "./tokens.ts";

/** A secret and its place. `value` serves to compare secrets and must not be shown. */
export interface SecretFinding {
  /** 1-based. */
  readonly line: number;
  /** The name of the variable or key, if it has one. */
  readonly name?: string;
  readonly kind: SecretKind;
  readonly value: string;
  /** The host of an address with a password. */
  readonly host?: string;
}

const MAX_LINES = 20_000;
const MAX_FOUND = 200;
const LONGEST_LINE = 4000;

/** Returns the secrets in order of lines, at most one for each line. */
export function secretsIn({ path, text }: PostureFile): readonly SecretFinding[] {
  const settings = !CODE.test(path) && (SETTINGS.test(path) || isLogin(path));
  if (!settings && !MAY_BE_SECRET.test(text)) return [];
  const sample = isPublicOrSample(`/${path}`) || MADE_UP.test(path);
  if (/"type"\s*:\s*"service_account"/.test(text) && /"private_key"/.test(text) && !sample)
    return [{ line: lineOf(text, '"private_key"'), kind: SERVICE_ACCOUNT, value: text, name: "private_key" }];
  const found: SecretFinding[] = [];
  for (const [at, line] of text.split("\n", MAX_LINES).entries()) {
    if (line.length > LONGEST_LINE || line.length < 12) continue;
    const secret = secretInLine(line, settings && !sample);
    if (!secret) continue;
    // Secrets in tests and samples are mostly made up, but an exact form is reported with low severity.
    if (!sample) found.push({ ...secret, line: at + 1 });
    else if (secret.kind.severity === "high")
      found.push({ ...secret, kind: { ...secret.kind, severity: "low" }, line: at + 1 });
    if (found.length >= MAX_FOUND) break;
  }
  return found;
}

/** Source code and prose, which refer to secrets by name without defining them. Most files are of this kind. */
const CODE = inOrder(
  [
    /\./,
    words`
      [cm]?[jt]sx? py go rs java kt scala rb php c h cc cpp hpp cs swift dart ex exs lua pl sql vue svelte html? s?css
      less md mdx rst txt graphql proto
    `,
    /$/,
  ],
  "i",
);

function isLogin(path: string): boolean {
  return secretFile(`/home/user/${path.replace(/^~\//, "")}`, "/home/user") !== undefined;
}

/** Tests and recordings contain values that are made to look like secrets. */
const MADE_UP =
  /(?:^|\/)(?:tests?|__tests__|specs?|fixtures?|testdata|mocks?|cassettes?)\/|\.(?:test|spec|stories)\.\w+$|\.snap$/;
/** Settings files, where a named value counts although its form says nothing. */
const SETTINGS = inOrder(
  [
    /(?:^|\/)/,
    [
      ...words`\.env[^/]* [\w-]+\.env \.envrc \.dev\.vars \.npmrc \.pypirc \.netrc \.yarnrc\.yml [^/]*\.tfvars`,
      /[^/]*\.(?:ya?ml|toml|ini|properties|conf|cfg)/,
      /(?:appsettings|settings|config|secrets|credentials|mcp|\.mcp)[^/]*\.json/,
    ],
    /$/,
  ],
  "i",
);

const SERVICE_ACCOUNT: SecretKind = {
  is: "a Google Cloud service account's key",
  can: "does what the account may, until somebody revokes it",
  severity: "high",
};

function secretInLine(line: string, settings: boolean): Omit<SecretFinding, "line"> | undefined {
  if (!MAY_BE_NAMED.test(line) && !MAY_BE_SECRET.test(line)) return undefined;
  const named = PAIR.exec(line);
  const name = named?.[1];
  const under =
    name !== undefined && (settings || SAYS_SECRET.test(name) || /^[A-Z][A-Z0-9_]+$/.test(name)) ? { name } : {};
  if (MAY_BE_SECRET.test(line)) {
    const token = kindOfToken(line);
    if (token?.kind === null) return undefined;
    const found = token ? { kind: token.kind, value: token.value } : kindOfForm(line);
    if (found && !isPlaceholder(found.value)) return { ...under, kind: found.kind, value: found.value };
  }
  if (!settings) return undefined;
  const value = named?.[2]?.replace(/(?<!["',;])["',;]+$/, "");
  if (name === undefined || value === undefined || isPlaceholder(value)) return undefined;
  const address = ADDRESS.exec(value);
  if (address) return addressed(address, value, name);
  const known = kindOfName(name);
  if (known && value.length >= 8 && !REFERENCE.test(value)) return { name, kind: known, value };
  if (!SAYS_SECRET.test(name) || value.length < 16 || REFERENCE.test(value) || !isRandom(value)) return undefined;
  return { name, kind: UNKNOWN, value };
}

/** Matches every line that names or addresses need. Most lines do not match, which saves the slower patterns. */
const MAY_BE_NAMED = /token|secret|pass|pwd|key|credential|@/i;
const PAIR = /([A-Za-z_][\w./:-]{0,80})["']?\s{0,8}(?:=>|[:=])\s{0,8}["']?(\S{4,2000})/;
const SAYS_SECRET = /(?:token|secret|passw(?:or)?d|passwd|pwd|api_?key|access_?key|private_?key|credential)s?$/i;
/** A value that refers to a secret elsewhere: a variable, a template, a vault's address. */
const REFERENCE = /^(?:\$|\{\{|<|%|!|op:\/\/|vault:|arn:|projects\/|process\.env|os\.|env\()/;
const UNKNOWN: SecretKind = { is: "a secret", can: "opens what its name says", severity: "medium" };

const ADDRESS = /^([a-z][a-z0-9+]{1,20}):\/\/([^\s:@/"']{0,100}):([^\s@/"']{1,200})@([^\s/"',?]{1,300})/i;
/** Database users that own everything in a database. */
const OWNERS = wholly(
  words`
    postgres root sa admin administrator doadmin rdsadmin neondb_owner supabase_admin avnadmin dba cloudsqlsuperuser
    postgres\.[a-z0-9]{16,}
  `,
  "i",
);

function addressed([, scheme = "", user = "", password = ""]: RegExpExecArray, value: string, name: string) {
  const host = hostOfValue(value);
  if (host === undefined || isLocalHost(host) || REFERENCE.test(password) || isPlaceholder(password)) return undefined;
  const owner = OWNERS.test(user);
  const kind: SecretKind = {
    is: `the password of ${user === "" ? "an account" : user} on ${host}`,
    can: owner
      ? `owns everything there: it can drop every table of this ${scheme.replace(/\+.*/, "")} server`
      : "reads and changes what that account may",
    severity: "high",
  };
  return { name, kind, value, host };
}

function lineOf(text: string, part: string): number {
  return text.slice(0, Math.max(0, text.indexOf(part))).split("\n").length;
}
