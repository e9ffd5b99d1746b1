/** AWS: calls that hand somebody rights, open what was closed, or stop what is written down. */
import { grants, weakens } from "../../doings.ts";
import type { Doing } from "../../subcommands.ts";
import { calls, type Line, on } from "../lines.ts";
import { REMOTE, SHARES } from "./doings.ts";

const rights = (says: string): Doing => grants(says, { recovery: "none" });
const stops = (says: string): Doing => weakens("system", says, { recovery: "none" });
const opens = (says: string): Doing => weakens("bucket", says, { recovery: "none" });

/** AWS CLI command reference, by service. */
export const AMAZON: readonly Line[] = [
  on(
    "aws",
    calls(String.raw`
      iam (?:create-user|add-user-to-group|add-role-to-instance-profile)
      iam (?:create-policy-version|set-default-policy-version|put-(?:user|role|group)-policy)
      iam attach-\w+-policy … (?:[Aa]dmin|FullAccess|PowerUser)
      iam (?:update-assume-role-policy|(?:put|delete)-(?:role|user)-permissions-boundary)
    `),
    rights("gives an account rights in the cloud"),
  ),
  on(
    "aws",
    calls(`
      iam (?:create-access-key|update-access-key|create-login-profile|update-login-profile)
      iam (?:upload-ssh-public-key|create-service-specific-credential)
      iam (?:create-virtual-mfa-device|enable-mfa-device|resync-mfa-device)
      iam (?:create-saml-provider|create-open-id-connect-provider)
      ec2-instance-connect send-ssh-public-key
      ec2 get-password-data
      lightsail (?:get-instance-access-details|download-default-key-pair)
      transfer (?:import-ssh-public-key|create-user)
      glue (?:update|create)-dev-endpoint
    `),
    rights("makes a new way to sign in"),
  ),
  on(
    "aws",
    calls(String.raw`
      sso-admin (?:create-account-assignment|attach-\S+|put-\S+)
      organizations (?:invite-account\S*|accept-handshake|leave-organization|remove-account\S*)
      organizations (?:attach-policy|detach-policy)
      cognito-identity set-identity-pool-roles
      codestar associate-team-member
    `),
    rights("changes who may do what in the organization"),
  ),
  on(
    "aws",
    calls(String.raw`
      kms create-grant
      ecr set-repository-policy … ["']?\*
      lambda add-permission … principal[ =]["']?\*
      (?:s3api put-bucket-policy|secretsmanager put-resource-policy) … Principal\W{1,6}\*
      (?:sns set-topic-attributes|sqs set-queue-attributes) … Principal\W{1,6}\*
    `),
    rights("lets others use a resource of the account"),
  ),
  on(
    "aws",
    calls(String.raw`
      ec2 modify-(?:snapshot|image)-attribute … (?:operation-type[ =]add|Add=\w+)
      ec2 copy-snapshot … --destination
      ec2 (?:create-store-image-task|export-image\S*)
      rds modify-db-(?:cluster-)?snapshot-attribute … values-to-add
      rds (?:start-export-task|copy-db-snapshot … kms)
      ram create-resource-share
      s3api put-bucket-(?:replication|website|cors … \*)
      dynamodb export-table\S*
      kms replicate-key
    `),
    SHARES,
  ),
  on(
    "aws",
    calls(`
      ec2 modify-instance-attribute … user-data
      ec2 run-instances … user-data
      sagemaker create-(?:presigned-notebook-instance-url|notebook-instance … lifecycle)
    `),
    REMOTE,
  ),
  on(
    "aws",
    calls(String.raw`
      lambda (?:create-function-url-config … NONE|create-function … (?:[aA]dmin\w*|PowerUser\w*))
      lambda update-function-configuration … (?:--layers|--role|--handler)
      ecs (?:execute-command|register-task-definition … privileged\W{1,4}true)
      codebuild start-build … override
      cloudformation (?:create|update)-stack … --template-url
      datapipeline put-pipeline-definition
    `),
    { ...REMOTE, says: "has the cloud run code that nobody has seen, with the account's rights" },
  ),
  on(
    "aws",
    calls(String.raw`
      cloudtrail update-trail … --no-\S*
      (?:config|configservice) (?:stop|delete)-\S+
      cloudwatch (?:disable-alarm-actions|delete-alarms)
      logs put-retention-policy … retention-in-days[ =](?:1|3|5)
      logs (?:delete-subscription-filter|delete-metric-filter)
      s3api put-bucket-logging … \{\}
      events (?:disable-rule|remove-targets|delete-rule)
      (?:ce|budgets) delete-\S+
    `),
    stops("stops what is written down about the account"),
  ),
  on(
    "aws",
    calls(String.raw`
      guardduty (?:create-ip-set|create-filter|disassociate\S*|stop-monitoring\S*)
      guardduty update-detector … --no-enable
      (?:access-analyzer delete-\S+|detective delete-graph)
      (?:inspector2? (?:disable|delete)\S*|macie2 disable\S*)
      securityhub \S*(?:disable|delete)\S*
      wafv2 (?:delete|disassociate)\S*
      ec2 disable-\S+
      kms disable-key
    `),
    stops("stops what watches over the account"),
  ),
  on(
    "aws",
    calls(String.raw`
      eks update-cluster-config … 0\.0\.0\.0/0
      ec2 modify-instance-metadata-options … http-tokens[ =]optional
      ec2 authorize-security-group-(?:in|e)gress … (?:0\.0\.0\.0/0|::/0)
      rds modify-db-instance … --publicly-accessible
      opensearch update-domain-config … \*
      s3api put-object-acl … public
    `),
    opens("opens to everybody what was closed"),
  ),
];
