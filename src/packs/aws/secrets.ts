/** Finds calls that print credentials: one named value counts in production, whole stores and account keys anywhere. */
import type { Effect } from "../../core/effects/effect.ts";
import { isListing } from "../../core/kit/subcommands.ts";
import { inOrder, words } from "../../core/text/expressions.ts";
import { textOf } from "../../core/text/words.ts";
import { type AwsCall, type CallEffect, effectOf } from "./call.ts";

/** Returns the effects; undefined when the call reads no secret. */
export function secretsRead(call: AwsCall): Effect[] | undefined {
  const name = `${call.service} ${call.operation}`;
  const known = Object.hasOwn(KNOWN, name) ? KNOWN[name] : undefined;
  if (known) return [effectOf(call, known === ONE_SECRET && isSwept(call) ? EVERY_SECRET : known)];
  if (call.service === "configure") return configured(call);
  if (HANDS_OUT.test(call.operation) && !EVERYDAY.has(name))
    return [effectOf(call, many("makes or prints the keys of"))];
  if (call.service !== "ssm" || !call.parameters.has("with-decryption")) return undefined;
  if (call.operation === "get-parameter" || call.operation === "get-parameters")
    return [effectOf(call, one("reads the parameter"))];
  return call.operation === "get-parameters-by-path"
    ? [effectOf(call, many("reads every parameter under"))]
    : undefined;
}

/** Describes one value, which the account's own rules let the caller read. */
function one(says: string): CallEffect {
  return { verb: "read-secret", resource: "record", recovery: "effort", says };
}

function many(says: string): CallEffect {
  return { verb: "read-secret", resource: "secret", reach: "several", recovery: "effort", says };
}

const ONE_SECRET = one("reads the secret");
const EVERY_SECRET = many("reads every secret of");

/** Tells whether a call reads all that another call lists, in a loop or through `xargs`. */
function isSwept(call: AwsCall): boolean {
  return [...call.parameters.values()].flat().some(isListing);
}

/** Operations of any service whose words say that they return keys or passwords. */
const HANDS_OUT = inOrder([
  /^(?:create|get|generate|retrieve|rotate|export|reset|request)-(?:[a-z]+-){0,4}/,
  words`api-key access-keys? stream-key auth-code credentials? keys-and-certificate token secret certificate`,
  /$/,
]);
/** Calls with which every sign-in, upload and identity check begins. Certificates are public. */
const EVERYDAY: ReadonlySet<string> = new Set([
  "codeartifact get-authorization-token",
  "ecr get-authorization-token",
  "ecr-public get-authorization-token",
  "rds generate-db-auth-token",
  "dsql generate-db-connect-auth-token",
  "eks get-token",
  "sso-oidc create-token",
  "sts get-web-identity-token",
  "cognito-identity get-credentials-for-identity",
  "acm request-certificate",
  "acm get-certificate",
  "acm-pca get-certificate",
  "iam get-server-certificate",
  "apigateway get-client-certificate",
  "secretsmanager create-secret",
  "secretsmanager get-secret",
  "apigateway get-api-key",
]);

const NEW_KEYS = "prints new credentials of the account";

const KNOWN: Readonly<Record<string, CallEffect>> = {
  "secretsmanager get-secret-value": ONE_SECRET,
  "secretsmanager batch-get-secret-value": many("reads several secrets"),
  "kms decrypt": one("decrypts what the key protects"),
  "sts assume-role": one("prints temporary credentials of the role"),
  "sts get-session-token": many(NEW_KEYS),
  "sts get-federation-token": many(NEW_KEYS),
  "ec2 get-password-data": many("prints the administrator's password of"),
  "lightsail download-default-key-pair": many("prints the private key of the account's instances"),
  "iam get-credential-report": one("reads the report of all credentials"),
};

function configured(call: AwsCall): Effect[] {
  const text = [...call.parameters.values()].flat().map(textOf).join(" ");
  if (call.operation === "export-credentials")
    return [effectOf(call, many("prints the credentials of the profile"), [])];
  const read = call.operation === "get" && /secret_access_key|session_token/.test(text);
  return read ? [effectOf(call, many("prints the secret key of the profile"), [])] : [];
}
