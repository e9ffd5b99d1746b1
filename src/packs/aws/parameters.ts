/** Tells what operations do that depend on their parameters: what they open, disable, expire or delete by a list. */
import type { Effect } from "../../core/effects/effect.ts";
import { textOf } from "../../core/text/words.ts";
import { type AwsCall, type CallEffect, effectOf, textOfParameter, textOrInput } from "./call.ts";

/** Returns the effects of the parameters; undefined where the operation's name says it all. */
export function effectsOfParameters(call: AwsCall): Effect[] | undefined {
  const name = `${call.service} ${call.operation}`;
  const special = Object.hasOwn(SPECIAL, name) ? SPECIAL[name]?.(call) : undefined;
  if (special) return special.map(doing => effectOf(call, doing));
  if (/^(?:attach|put)-(?:user|role|group)-policy$/.test(call.operation)) return granted(call);
  if (/^(?:put|add|set|create|update|attach|modify|authorize)-/.test(call.operation) && letsEverybodyIn(call))
    return [effectOf(call, opens("it to everybody:", "account"))];
  return /^(?:modify|update|put|create|set)-/.test(call.operation) ? unprotected(call) : undefined;
}

const SPECIAL: Readonly<Record<string, (call: AwsCall) => readonly CallEffect[] | undefined>> = {
  "route53 change-resource-record-sets": changedRecords,
  "dynamodb batch-write-item": call =>
    holds(textOrInput(call, "request-items"), /DeleteRequest/, [
      { verb: "delete", resource: "rows", reach: "several", says: "deletes items of the table" },
    ]),
  "dynamodb transact-write-items": call =>
    holds(textOrInput(call, "transact-items"), /"?Delete"?\s*[:=]/, [
      { verb: "delete", resource: "rows", reach: "several", says: "deletes items of the table" },
    ]),
  "ec2 authorize-security-group-ingress": call =>
    holds(allText(call), /0\.0\.0\.0\/0|::\/0/, [opens("the security group to the whole internet", "network")]),
  "lightsail open-instance-public-ports": () => [opens("ports of the machine to the internet", "network")],
  "lightsail put-instance-public-ports": () => [opens("ports of the machine to the internet", "network")],
  "s3api put-bucket-acl": call => (publicAcl(call) ? [opens("the bucket to everybody", "bucket")] : undefined),
  "s3api put-object-acl": call => (publicAcl(call) ? [opens("the object to everybody", "bucket")] : undefined),
  "s3api put-bucket-policy": call => (letsEverybodyIn(call) ? [opens("the bucket to everybody", "bucket")] : undefined),
  "lambda add-permission": call =>
    textOfParameter(call, "principal")?.trim() === "*" ? [opens("the function to everybody", "network")] : undefined,
  "s3api put-public-access-block": call =>
    holds(allText(call), /false/i, [{ ...opens("the bucket to public access", "bucket") }]),
  "s3control put-public-access-block": call =>
    holds(allText(call), /false/i, [{ ...opens("the account's buckets to public access", "bucket") }]),
  "s3api put-bucket-versioning": call =>
    holds(allText(call), /Suspended/, [
      { verb: "weaken", resource: "bucket", recovery: "effort", says: "stops keeping earlier versions in" },
    ]),
  "s3api put-object-legal-hold": call =>
    holds(allText(call), /\bOFF\b/, [
      { verb: "weaken", resource: "bucket", recovery: "effort", says: "takes the hold against deletion from" },
    ]),
  "s3api put-object-retention": call =>
    call.parameters.has("bypass-governance-retention")
      ? [{ verb: "weaken", resource: "bucket", recovery: "effort", says: "shortens how long is kept" }]
      : undefined,
  "s3api put-bucket-lifecycle-configuration": expires,
  "s3api put-bucket-lifecycle": expires,
  "ec2 modify-snapshot-attribute": shared,
  "ec2 modify-image-attribute": shared,
  "rds modify-db-snapshot-attribute": shared,
  "rds modify-db-cluster-snapshot-attribute": shared,
  "lambda update-function-configuration": call =>
    holds(
      textOfParameter(call, "environment"),
      /^\s*(?:Variables=\{\s*\}|\{\s*(?:"Variables"\s*:\s*\{\s*\}\s*)?\})\s*$/,
      [{ verb: "delete", resource: "secret", reach: "all", says: "takes every variable from the function" }],
    ),
  "rds failover-global-cluster": call =>
    call.parameters.has("allow-data-loss")
      ? [{ verb: "discard", resource: "database", says: "gives up what is not replicated yet in" }]
      : undefined,
  "ecs update-service": call => scaledTo(call, "desired-count"),
  "autoscaling update-auto-scaling-group": call => scaledTo(call, "desired-capacity", "max-size"),
  "eks update-nodegroup-config": call => scaledTo(call, "scaling-config"),
  "lambda put-function-concurrency": call => scaledTo(call, "reserved-concurrent-executions"),
  "ec2 modify-fleet": call => scaledTo(call, "target-capacity-specification"),
  "ec2 modify-spot-fleet-request": call => scaledTo(call, "target-capacity"),
  "application-autoscaling register-scalable-target": call => scaledTo(call, "max-capacity"),
  "ec2 cancel-spot-fleet-requests": call =>
    call.parameters.has("terminate-instances")
      ? [{ verb: "delete", resource: "service", says: "terminates every instance of the fleet" }]
      : undefined,
  "logs put-retention-policy": call =>
    holds(textOfParameter(call, "retention-in-days"), /^\s*[1-5]\s*$/, [
      { verb: "delete", resource: "record", reach: "all", says: "lets all but the last days of logs go in" },
    ]),
  "dynamodb update-time-to-live": call =>
    holds(textOfParameter(call, "time-to-live-specification"), /Enabled["']?\s*[=:]\s*["']?true/i, [
      { verb: "delete", resource: "rows", reach: "several", certainty: "likely", says: "lets items expire in" },
    ]),
  "timestream-write update-table": call =>
    holds(textOfParameter(call, "retention-properties"), /Days["']?\s*[=:]\s*["']?[1-7](?!\d)/, [
      { verb: "delete", resource: "table", reach: "several", says: "lets all but the last days go in" },
    ]),
  "elbv2 modify-load-balancer-attributes": call => switchedOff(call),
  "dynamodb update-table": call =>
    holds(textOfParameter(call, "replica-updates"), /"?Delete"?\s*[:=]/, [
      { verb: "delete", resource: "table", recovery: "effort", says: "deletes the copy in another region of" },
    ]),
  "dynamodb update-continuous-backups": call => switchedOff(call),
  "autoscaling set-desired-capacity": call => scaledTo(call, "desired-capacity"),
};

function opens(what: string, resource: Effect["resource"]): CallEffect {
  const instead = "Open it only to those who need it.";
  return { verb: "weaken", resource, recovery: "effort", says: `opens ${what}`, instead };
}

/** Returns `doings` if the text contains it or cannot be read; otherwise nothing. */
function holds(
  text: string | null | undefined,
  pattern: RegExp,
  doings: readonly CallEffect[],
): readonly CallEffect[] | undefined {
  if (text === undefined) return undefined;
  if (text !== null) return pattern.test(text) ? doings : undefined;
  return doings.map(doing => ({ ...doing, certainty: "likely" }));
}

/** Joins every value of the call to one text; null when a part is in a file that cannot be read. */
function allText(call: AwsCall): string | null {
  const texts = [...call.parameters.keys()].map(name => textOfParameter(call, name) ?? "");
  const unread = [...call.parameters.keys()].some(name => textOfParameter(call, name) === null);
  return unread ? null : texts.join(" ");
}

function changedRecords(call: AwsCall): readonly CallEffect[] | undefined {
  const text = textOrInput(call, "change-batch");
  const gone: CallEffect = { verb: "delete", resource: "domain", says: "deletes DNS records of the zone" };
  const replaced: CallEffect = { verb: "overwrite", resource: "domain", says: "replaces DNS records of the zone" };
  if (text == null) return [{ ...replaced, certainty: "likely" }];
  if (/Action["']?\s*[:=]\s*["']?DELETE/i.test(text)) return [gone];
  return /UPSERT/i.test(text) ? [replaced] : /CREATE/i.test(text) ? [] : [{ ...replaced, certainty: "likely" }];
}

function publicAcl(call: AwsCall): boolean {
  const text = textOfParameter(call, "acl", "grant-read", "grant-write", "grant-full-control") ?? "";
  return /public-read|AllUsers|AuthenticatedUsers|authenticated-read/.test(text);
}

function expires(call: AwsCall): readonly CallEffect[] | undefined {
  const says = "lets objects expire, older ones at once, in";
  return holds(textOrInput(call, "lifecycle-configuration"), /Expiration/, [
    { verb: "delete", resource: "file", reach: "all", certainty: "likely", says },
  ]);
}

function shared(call: AwsCall): readonly CallEffect[] | undefined {
  const text = [...call.parameters.values()].flat().map(textOf).join(" ");
  if (!/\ball\b/.test(text) || /\bRemove\b/.test(text)) return undefined;
  return [{ verb: "exfiltrate", resource: "backup", says: "lets every AWS account read" }];
}

function scaledTo(call: AwsCall, ...names: readonly string[]): readonly CallEffect[] | undefined {
  const zero = names.some(name =>
    /^0$|(?:^|[,"{\s])(?:desired|max)Size"?[=:]\s*0(?:\D|$)/.test(textOfParameter(call, name)?.trim() ?? ""),
  );
  return zero
    ? [{ reach: "all", verb: "stop", resource: "service", recovery: "effort", says: "turns off every instance of" }]
    : undefined;
}

/** Reads `Key=deletion_protection.enabled,Value=false`, `PointInTimeRecoveryEnabled=false`. */
function switchedOff(call: AwsCall): readonly CallEffect[] | undefined {
  return holds(
    allText(call),
    /(?:protection|recovery)(?:(?!protection|recovery)[\w.])*(?:,\s*Value)?["']?\s*[=:]\s*["']?false/i,
    [{ verb: "weaken", resource: "setting", recovery: "effort", says: "takes away the protection of" }],
  );
}

/** Matches a policy that allows something to everybody: `--principal '*'`, `"Principal": {"AWS": "*"}`. */
function letsEverybodyIn(call: AwsCall): boolean {
  const named = textOfParameter(
    call,
    "principal",
    "principals",
    "aws-account-id",
    "aws-account-ids",
    "account-ids-to-add",
  );
  if (named != null && /^(?:\*|all)$/i.test(named.trim())) return true;
  const text = allText(call) ?? "";
  if (!/\bPrincipals?["']?\s{0,4}[:=]\s{0,4}(?:\{\s{0,4}["']?AWS["']?\s{0,4}:\s{0,4})?\[?\s{0,4}["']?\*/.test(text))
    return false;
  return (
    !/["']?Effect["']?\s{0,4}[:=]\s{0,4}["']?Deny/.test(text) ||
    /["']?Effect["']?\s{0,4}[:=]\s{0,4}["']?Allow/.test(text)
  );
}

/** Finds a policy that allows its holder everything. */
function granted(call: AwsCall): Effect[] {
  const policy = textOfParameter(call, "policy-arn", "policy-document");
  const everything =
    policy === null ||
    /(?:Administrator|PowerUser|IAMFull)Access|"Action"\s*:\s*(?:\[\s*)?"(?:\*|\*:\*|iam:\*)"/.test(policy ?? "");
  const instead = "Attach a policy that names only what is needed.";
  const doing: CallEffect = everything
    ? { verb: "grant", resource: "account", reach: "all", says: "grants every right to", instead }
    : { verb: "grant", resource: "account", recovery: "effort", says: "grants a policy to", instead };
  return [effectOf(call, doing)];
}

/** Reads `--no-deletion-protection`, `--deletion-protection INACTIVE`, `--backup-retention-period 0`, new passwords. */
function unprotected(call: AwsCall): Effect[] | undefined {
  const doings: CallEffect[] = [];
  for (const [name, values] of call.parameters) {
    const value = values.map(textOf).join(" ");
    const guards = /(?:deletion|termination)-protect|disable-api-(?:termination|stop)|protected-from-scale-in/;
    const off = name.startsWith("no-") || /^(?:inactive|false|disabled|0)$|Value=false/i.test(value);
    const inAttributes =
      /(?:deletion|termination)_protection(?:(?!(?:deletion|termination)_protection)[^,])*(?:false|\b0\b)/i.test(value);
    if ((guards.test(name) && off) || inAttributes)
      doings.push({
        verb: "weaken",
        resource: "database",
        recovery: "effort",
        says: "takes the protection against deletion away from",
      });
    if (
      /^(?:backup-retention-period|automatic-backup-retention-days|snapshot-retention-limit)$/.test(name) &&
      value.trim() === "0"
    )
      doings.push({
        verb: "delete",
        resource: "backup",
        reach: "all",
        says: "ends the automatic backups, and deletes those there are, of",
      });
    if (/^master-user-password$/.test(name) && !call.operation.startsWith("create"))
      doings.push({ verb: "overwrite", resource: "secret", says: "replaces the administrator's password of" });
  }
  // Several parameters may say the same about one target.
  const each = new Map(doings.map(doing => [doing.says, doing]));
  return each.size > 0 ? [...each.values()].map(doing => effectOf(call, doing)) : undefined;
}
