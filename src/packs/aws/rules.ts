/** Lists the public ids of AWS's most serious calls: operations known by name, `s3` by path, and some by words. */
import type { NamedRule } from "../../core/kit/named-rules.ts";
import { KNOWN } from "./operations.ts";

/** Operations that are read by their words, with what they do. */
const SPOKEN: Readonly<Record<string, string>> = {
  "backup delete-backup-vault": "deletes a backup vault",
  "backup delete-recovery-point": "deletes a backup",
  "cloudformation delete-stack": "deletes a stack with what it has made",
  "dynamodb delete-backup": "deletes a backup",
  "dynamodb delete-table": "deletes a table",
  "ec2 delete-snapshot": "deletes a snapshot",
  "ec2 delete-volume": "deletes a volume",
  "ec2 terminate-instances": "deletes machines",
  "ecs delete-service": "deletes a service",
  "efs delete-file-system": "deletes a file system",
  "eks delete-cluster": "deletes a cluster",
  "iam delete-user": "deletes a user",
  "kms schedule-key-deletion": "deletes a key, and with it what it has encrypted",
  "lambda delete-function": "deletes a function",
  "logs delete-log-group": "deletes logs",
  "rds delete-db-cluster": "deletes a database",
  "rds delete-db-instance": "deletes a database",
  "rds delete-db-snapshot": "deletes a backup",
  "route53 change-resource-record-sets": "changes DNS records",
  "s3api delete-bucket": "deletes a bucket",
  "s3api delete-object": "deletes an object",
  "s3api delete-objects": "deletes objects",
  "secretsmanager delete-secret": "deletes a secret",
  "secretsmanager get-secret-value": "reads a secret",
  "sns delete-topic": "deletes a topic",
  "sqs delete-queue": "deletes a queue",
  "ssm get-parameter": "reads a parameter",
};

function operation([call, says]: readonly [string, string]): [string, NamedRule] {
  return [call.replace(" ", "-"), { call, says }];
}

export const RULES: Readonly<Record<string, NamedRule>> = {
  "s3-rm-recursive": { call: "s3 rm", with: ["recursive"], says: "deletes every object under a path" },
  "s3-rm": { call: "s3 rm", says: "deletes an object" },
  "s3-rb": { call: "s3 rb", says: "deletes a bucket" },
  "s3-sync-delete": { call: "s3 sync", effect: "delete", says: "deletes what the source does not have" },
  "s3-mv": { call: "s3 mv", effect: "move", says: "moves objects away" },
  "s3-send-secrets": { call: "s3 cp|mv|sync", effect: "exfiltrate", says: "sends secrets into a bucket" },
  ...Object.fromEntries(Object.entries(KNOWN).map(([call, { says }]) => operation([call, says]))),
  ...Object.fromEntries(Object.entries(SPOKEN).map(operation)),
};
