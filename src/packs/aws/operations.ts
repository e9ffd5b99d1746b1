/** Tells what AWS operations do: by their words, and by name where the words say too little or too much. */
import type { Effect } from "../../core/effects/effect.ts";
import { spokenCall } from "../../core/kit/resource-verbs.ts";
import { inOrder, words } from "../../core/text/expressions.ts";
import { literalWord } from "../../core/text/words.ts";
import { type AwsCall, type CallEffect, effectOf } from "./call.ts";
import { NOUNS } from "./nouns.ts";

/** Returns the effects of an operation of any service but the high-level `s3`. */
export function effectsOfOperation(call: AwsCall): Effect[] {
  const name = `${call.service} ${call.operation}`;
  const known = Object.hasOwn(KNOWN, name) ? KNOWN[name] : undefined;
  if (known) return [effectOf(call, known)];
  if (ADDS.test(call.operation) || READS.has(name)) return [];
  if (BUYS.test(call.operation))
    return [effectOf(call, { verb: "publish", resource: "account", says: "buys, for good," })];
  const said = spokenCall([literalWord(call.operation)], NOUNS, [call.service]);
  if (!said) return [];
  return [effectOf(call, { ...said.doing, ...(takesBackups(call) && { marks: ["with-backups"] }) })];
}

/** Operations that sound like changes but lose nothing: they create, send or return something. */
const ADDS = inOrder([
  /^/,
  [
    /restore-/,
    /put-(?:object|metric-data|events?|records?|record-batch|log-events|trace)$/,
    ...words`cancel-key-deletion move-address update-kubeconfig enable-`,
  ],
]);
/** Reservations and domains, which cost money whether used or not. */
const BUYS = /^(?:purchase-|register-domain$|renew-domain$|create-savings-plan$)/;
const READS = new Set(["s3api put-object", "s3api restore-object", "sqs change-message-visibility"]);

const takesBackups = ({ parameters }: AwsCall): boolean =>
  ["skip-final-snapshot", "delete-automated-backups", "force-delete-without-recovery", "skip-final-backup"].some(name =>
    parameters.has(name),
  );

const ROLE = "Attach a policy that names only what is needed.";

export const KNOWN: Readonly<Record<string, CallEffect>> = {
  "sqs purge-queue": { verb: "delete", resource: "queue", reach: "all", says: "deletes every message in the queue" },
  "secretsmanager put-secret-value": replaces("the value of the secret"),
  "secretsmanager update-secret": replaces("the secret"),
  "ssm put-parameter": { ...replaces("the parameter"), recovery: "effort" },
  "kms disable-key": {
    verb: "revoke",
    resource: "secret",
    recovery: "effort",
    says: "makes unreadable what is under the key",
  },
  "iam create-access-key": { verb: "grant", resource: "account", says: "makes a lasting key that acts as the user" },
  "iam create-login-profile": { verb: "grant", resource: "account", says: "makes a password for the user" },
  "iam update-login-profile": { verb: "overwrite", resource: "secret", says: "replaces the password of the user" },
  "iam update-assume-role-policy": {
    verb: "grant",
    resource: "account",
    says: "changes who may act as the role",
    instead: ROLE,
  },
  "iam set-default-policy-version": {
    verb: "mutate",
    resource: "account",
    recovery: "effort",
    says: "changes the policy",
  },
  "kms put-key-policy": {
    verb: "mutate",
    resource: "account",
    recovery: "effort",
    says: "changes who may use the key",
  },
  "iam deactivate-mfa-device": weakens("the second factor of"),
  "cloudtrail stop-logging": weakens("the record of who did what"),
  "cloudtrail delete-trail": weakens("the record of who did what"),
  "cloudtrail put-event-selectors": weakens("what the trail records"),
  "guardduty delete-detector": weakens("the detection of attacks"),
  "guardduty update-detector": {
    verb: "mutate",
    resource: "system",
    recovery: "effort",
    says: "changes the detection of attacks",
  },
  "config stop-configuration-recorder": weakens("the record of changes"),
  "configservice stop-configuration-recorder": weakens("the record of changes"),
  "configservice delete-configuration-recorder": weakens("the record of changes"),
  "securityhub disable-security-hub": weakens("the security checks of the account"),
  "ec2 disable-ebs-encryption-by-default": weakens("the encryption of new volumes"),
  "ec2 delete-flow-logs": weakens("the record of network traffic"),
  "s3api delete-public-access-block": weakens("the block on public access to"),
  "s3control delete-public-access-block": weakens("the block on public access to"),
  "s3api delete-bucket-encryption": weakens("the encryption of"),
  "s3api put-bucket-policy": {
    verb: "mutate",
    resource: "account",
    recovery: "effort",
    says: "replaces who may use the bucket",
  },
  "s3api delete-bucket-tagging": tag(),
  "s3api delete-object-tagging": tag(),
  "ec2 delete-tags": tag(),
  "ecr batch-delete-image": { verb: "delete", resource: "image", says: "deletes images from the repository" },
  "cloudfront create-invalidation": {
    verb: "mutate",
    resource: "network",
    recovery: "effort",
    says: "empties caches of the distribution, which are then filled from its origin",
  },
  "cloudformation update-stack": changesStack("updates the stack"),
  "cloudformation execute-change-set": changesStack("carries out the change set"),
  "cloudformation deploy": changesStack("creates or changes the stack"),
  "cloudformation rollback-stack": changesStack("takes back the last change of the stack"),
  "cloudformation update-stack-set": changesStack("updates every stack of the set"),
  "cloudformation delete-change-set": {
    verb: "delete",
    resource: "setting",
    recovery: "effort",
    says: "deletes the change set",
  },
  "cloudformation cancel-update-stack": changesStack("breaks off the update of the stack"),
  "lambda update-function-code": deploys("the function"),
  "ecs update-service": deploys("the service"),
  "apprunner start-deployment": deploys("the service"),
  "deploy create-deployment": deploys("the revision"),
  "amplify start-job": deploys("the app"),
  "elasticbeanstalk update-environment": deploys("the environment"),
  "elasticbeanstalk swap-environment-cnames": deploys("the other environment"),
  "dynamodb update-item": rows("update", "updates an item of"),
  "dynamodb put-item": { ...rows("update", "writes an item of"), recovery: "effort" },
  "dynamodb delete-item": rows("delete", "deletes an item of"),
  "ec2 release-address": { verb: "delete", resource: "network", says: "gives up the public address" },
  "rds stop-activity-stream": weakens("the record of what is done in"),
  "ec2 replace-route": { verb: "mutate", resource: "network", recovery: "effort", says: "leads traffic elsewhere in" },
  "macie2 disable-macie": weakens("the search for leaked data"),
  "inspector2 disable": weakens("the search for weaknesses"),
  "detective delete-graph": weakens("the record of attacks"),
  "cloudwatch disable-alarm-actions": weakens("what happens on the alarm"),
  "rds backtrack-db-cluster": over("database", "winds back the data of"),
  "ec2 create-replace-root-volume-task": over("volume", "puts an earlier or a fresh disk in place of that of"),
  "fsx restore-volume-from-snapshot": over("volume", "puts the snapshot in place of what is on"),
  "workspaces restore-workspace": over("volume", "puts the last snapshot in place of what is on"),
  "ds restore-from-snapshot": over("database", "puts the snapshot in place of the directory"),
  "elasticache decrease-replica-count": {
    verb: "delete",
    resource: "database",
    recovery: "effort",
    says: "deletes copies of",
  },
  "dax decrease-replication-factor": {
    verb: "delete",
    resource: "database",
    recovery: "effort",
    says: "deletes copies of",
  },
  "backup update-recovery-point-lifecycle": expiresSooner("the backup"),
  "route53domains disable-domain-transfer-lock": weakens("the lock against a transfer of"),
  "sesv2 put-account-sending-attributes": weakens("the sending of mail"),
  "ses update-account-sending-enabled": weakens("the sending of mail"),
  "kinesis decrease-stream-retention-period": expiresSooner("records of the stream"),
  "ecr put-lifecycle-policy": expiresSooner("images of the repository"),
  "efs put-lifecycle-configuration": weakens("the lifecycle of"),
  "backup put-backup-vault-access-policy": {
    verb: "grant",
    resource: "account",
    says: "replaces who may use the backup vault",
  },
  "codeartifact dispose-package-versions": {
    verb: "delete",
    resource: "package",
    says: "deletes for good what is in versions of",
  },
  "events disable-rule": { verb: "stop", resource: "service", recovery: "effort", says: "stops what the rule starts:" },
  "autoscaling suspend-processes": {
    verb: "stop",
    resource: "service",
    recovery: "effort",
    says: "stops the scaling of",
  },
  "cognito-idp admin-disable-user": { verb: "revoke", resource: "account", recovery: "effort", says: "locks out" },
  "cognito-idp admin-reset-user-password": {
    verb: "revoke",
    resource: "account",
    recovery: "effort",
    says: "locks out",
  },
  "account disable-region": { verb: "stop", resource: "project", recovery: "effort", says: "turns off the region" },
  "route53domains transfer-domain-to-another-aws-account": {
    verb: "grant",
    resource: "domain",
    reach: "all",
    says: "gives away the domain",
  },
  "organizations close-account": {
    verb: "delete",
    resource: "project",
    says: "closes the account with everything in it",
  },
  "account close-account": { verb: "delete", resource: "project", says: "closes the account with everything in it" },
  "organizations leave-organization": {
    verb: "delete",
    resource: "account",
    says: "takes the account out of its organization",
  },
};

function replaces(what: string): CallEffect {
  return { verb: "overwrite", resource: "secret", says: `replaces ${what}` };
}

function weakens(what: string): CallEffect {
  return { verb: "weaken", resource: "system", recovery: "effort", says: `takes away ${what}` };
}

function over(resource: Effect["resource"], says: string): CallEffect {
  return { verb: "overwrite", resource, says };
}

function expiresSooner(what: string): CallEffect {
  return {
    verb: "delete",
    resource: "record",
    reach: "all",
    certainty: "likely",
    says: `lets ${what} expire sooner in`,
  };
}

function tag(): CallEffect {
  return { verb: "delete", resource: "setting", recovery: "effort", says: "deletes tags of" };
}

function changesStack(says: string): CallEffect {
  const instead = "Make a change set, and read it before it is carried out.";
  return { verb: "mutate", resource: "stack", recovery: "effort", says, instead };
}

function deploys(what: string): CallEffect {
  return {
    verb: "deploy",
    resource: "service",
    recovery: "effort",
    says: `puts another version of ${what} into service`,
  };
}

function rows(verb: "update" | "delete", says: string): CallEffect {
  return { verb, resource: "rows", says };
}
