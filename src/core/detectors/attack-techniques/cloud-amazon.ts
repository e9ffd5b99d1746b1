/** AWS: calls that hand somebody rights, open what was closed, or stop what is written down. */

import { grants, weakens } from "../../kit/effect-templates.ts";
import { onOneLine } from "../../kit/in-sequence.ts";
import type { EffectTemplate } from "../../kit/table.ts";
import { KEYS, OPENS, RECORD, REMOTE, RIGHTS, SHARES, WATCHED } from "./cloud-effects.ts";
import { calls, type Line, on } from "./lines.ts";

const rights = (says: string): EffectTemplate => grants(says, { recovery: "none" });
const SHARES_IT = rights("lets others use a resource of the account");
const stops = (says: string): EffectTemplate => weakens("system", says, { recovery: "none" });

const SPENDS: EffectTemplate = {
  verb: "mutate",
  resource: "system",
  reach: "several",
  says: "starts many machines, or the dearest there are",
};

/** AWS CLI command reference, by service. */
export const AMAZON: readonly Line[] = [
  calls("aws", "sqs|sns add-permission", SHARES_IT),
  calls("aws", "ec2 run-instances --instance-type=p3.*|p3dn.*|p4d*|p5*|trn*|x1e*|u-*|g5.48xlarge|g6.48xlarge", SPENDS),
  on(
    "aws",
    /--count[ =](?:\d{1,5}:)?\d{2,5}(?: |$)/,
    SPENDS,
    words => !words.startsWith("ec2 run-instances ") || words.includes("--dry-run"),
  ),
  on("aws", /^s3api put-object-lock-configuration\b/, WATCHED, /\bRule\b/),
  on("aws", onOneLine(/\biam create-role\b/, /Principal"?\W{1,6}(?:"?AWS"?\W{1,4})?\*/), SHARES_IT),
  calls(
    "aws",
    `iam create-user|add-user-to-group|add-role-to-instance-profile
     iam create-policy-version|set-default-policy-version|put-user-policy|put-role-policy|put-group-policy
     iam attach-*-policy --policy-arn=*dmin*|*FullAccess*|*PowerUser*
     iam update-assume-role-policy|put-role-permissions-boundary|put-user-permissions-boundary
     iam delete-role-permissions-boundary|delete-user-permissions-boundary
     ec2 associate-iam-instance-profile|replace-iam-instance-profile-association`,
    RIGHTS,
  ),
  calls(
    "aws",
    `iam create-access-key|update-access-key|create-login-profile|update-login-profile|change-password
     iam upload-ssh-public-key|create-service-specific-credential|reset-service-specific-credential
     iam upload-signing-certificate|deactivate-mfa-device|delete-virtual-mfa-device
     iam create-virtual-mfa-device|enable-mfa-device|resync-mfa-device
     iam create-saml-provider|update-saml-provider|create-open-id-connect-provider|add-client-id-to-open-id-connect-provider
     iam update-open-id-connect-provider-thumbprint|update-account-password-policy|delete-account-password-policy
     rolesanywhere create-trust-anchor|create-profile|update-profile
     ec2-instance-connect send-ssh-public-key|send-serial-console-ssh-public-key
     ec2 get-password-data
     ec2 enable-serial-console-access
     sts get-federation-token
     lightsail get-instance-access-details|download-default-key-pair
     transfer import-ssh-public-key|create-user
     glue update-dev-endpoint|create-dev-endpoint
     appstream create-streaming-url
     redshift get-cluster-credentials|get-cluster-credentials-with-iam
     workspaces create-workspaces
     iot attach-policy|attach-principal-policy --policy-name=*llow*ll*|*dmin*|*ull*ccess*`,
    rights("makes a new way to sign in"),
  ),
  calls(
    "aws",
    `sso-admin create-account-assignment|attach-*|put-*
     identitystore create-user|create-group-membership
     organizations invite-account*|accept-handshake|leave-organization|remove-account*|create-account|close-account
     organizations attach-policy|detach-policy|delete-policy|disable-policy-type|register-delegated-administrator
     cognito-identity set-identity-pool-roles
     cognito-idp admin-create-user|admin-set-user-password|admin-add-user-to-group|admin-confirm-sign-up
     codestar associate-team-member|create-project`,
    rights("changes who may do what in the organization"),
  ),
  calls(
    "aws",
    `sts assume-role --role-arn=*OrganizationAccountAccessRole*|*AWSControlTowerExecution*
     kms create-grant
     kms put-key-policy
     ecr set-repository-policy ~*"^*"*
     lambda add-permission --principal=^*|*^*"*
     lambda add-layer-version-permission --principal=^*
     secretsmanager put-resource-policy --block-public-policy=false`,
    SHARES_IT,
  ),
  on(
    "aws",
    /^(?:-\S+ (?:[^-\s]\S* )?)*(?:(?:s3api put-bucket-policy|secretsmanager put-resource-policy|sns set-topic-attributes|sqs set-queue-attributes|kms put-key-policy|glacier set-vault-access-policy|efs put-file-system-policy|ecr set-repository-policy)\b[^ ]* .*Principal\W{1,20}(?:AWS\W{1,6})?\*|ecr set-repository-policy .*\*)/,
    SHARES_IT,
    // A policy that only denies keeps everybody out.
    words => /Effect\W{1,6}Deny/.test(words) && !/Effect\W{1,6}Allow/.test(words),
  ),
  calls(
    "aws",
    `ec2 modify-snapshot-attribute|modify-image-attribute|modify-fpga-image-attribute --operation-type=add
     ec2 modify-snapshot-attribute|modify-image-attribute|modify-fpga-image-attribute ~*Add=*
     ec2 modify-snapshot-attribute|modify-image-attribute ~*"Add"*
     ec2 copy-snapshot --destination-region
     ec2 create-store-image-task|export-image*|create-instance-export-task|create-traffic-mirror-session|create-vpc-peering-connection
     rds modify-db-snapshot-attribute|modify-db-cluster-snapshot-attribute --values-to-add
     rds start-export-task
     rds copy-db-snapshot|copy-db-cluster-snapshot --kms-key-id
     docdb|neptune modify-db-cluster-snapshot-attribute --values-to-add
     redshift authorize-snapshot-access|authorize-data-share
     ram create-resource-share|associate-resource-share
     s3api put-bucket-replication|put-bucket-website
     s3api put-bucket-cors ~*^**
     dynamodb export-table*
     backup start-copy-job
     logs put-subscription-filter|create-export-task
     logs put-destination-policy
     kms replicate-key`,
    SHARES,
  ),
  calls(
    "aws",
    `ec2 modify-instance-attribute --user-data
     ec2 modify-instance-attribute --attribute=userData
     ec2 run-instances|request-spot-instances --user-data
     ec2 create-launch-template|create-launch-template-version ~*UserData*
     autoscaling create-launch-configuration --user-data
     sagemaker create-presigned-notebook-instance-url|create-presigned-domain-url
     sagemaker create-notebook-instance --lifecycle-config-name
     sagemaker create-notebook-instance-lifecycle-config|update-notebook-instance-lifecycle-config
     ssm start-automation-execution|create-association
     ecs execute-command`,
    REMOTE,
  ),
  calls(
    "aws",
    `lambda create-function-url-config|update-function-url-config --auth-type=NONE
     lambda create-event-source-mapping
     lambda create-function --role=*dmin*|*PowerUser*
     lambda update-function-configuration --layers|--role|--handler
     ecs register-task-definition ~*privileged*true*
     ecs register-task-definition|run-task --overrides=*command*|--overrides=*Command*
     codebuild start-build ~--*-override*
     cloudformation create-stack|update-stack --template-url
     cloudformation create-stack|update-stack --role-arn
     datapipeline put-pipeline-definition
     glue create-job|update-job --role=*dmin*
     stepfunctions create-state-machine --role-arn=*dmin*`,
    { ...REMOTE, says: "has the cloud run code that nobody has seen, with the account's rights" },
  ),
  calls(
    "aws",
    `cloudtrail update-trail ~--no-*
     cloudtrail stop-logging|delete-trail|put-event-selectors|delete-event-data-store|stop-event-data-store-ingestion
     cloudtrail put-insight-selectors --insight-selectors=[]
     config|configservice stop-*|delete-*
     cloudwatch disable-alarm-actions|delete-alarms
     logs put-retention-policy --retention-in-days=1|3|5
     logs delete-subscription-filter|delete-metric-filter
     s3api put-bucket-logging --bucket-logging-status={}
     s3api put-bucket-lifecycle-configuration ~*Expiration*Days*1}*
     events disable-rule|remove-targets|delete-rule
     route53resolver delete-resolver-query-log-config|disassociate-resolver-query-log-config
     ec2 delete-flow-logs
     ce delete-*
     budgets delete-*`,
    RECORD,
  ),
  calls(
    "aws",
    `cloudformation set-stack-policy ~*"Update:^*"*|*"^*"*
     codeartifact put-package-origin-configuration ~*publish=ALLOW*upstream=ALLOW*
     glacier abort-vault-lock
     secretsmanager cancel-rotate-secret
     backup update-region-settings ~*=false*
     wafv2|waf update-web-acl --rules=[]
     network-firewall update-rule-group ~*"RulesString":""*
     inspector2|guardduty|securityhub|macie2 update-*|create-* --action=SUPPRESS|ARCHIVE`,
    stops("takes away a rule that protects the account"),
  ),
  calls(
    "aws",
    `guardduty create-ip-set|create-filter|disassociate*|stop-monitoring*|delete-*|update-ip-set|create-threat-intel-set|archive-findings
     guardduty update-detector --no-enable
     guardduty update-detector ~*DISABLED*
     accessanalyzer|access-analyzer delete-*
     detective delete-graph
     inspector|inspector2 disable*|delete*
     macie2 disable*
     securityhub *disable*|*delete*|batch-update-findings
     wafv2|waf|waf-regional delete*|disassociate*
     shield delete-protection|disassociate*
     ec2 disable-*
     kms disable-key|schedule-key-deletion|disable-key-rotation
     ses update-account-sending-enabled|verify-email-identity|verify-domain-identity
     sesv2 create-email-identity|put-account-details
     iam delete-account-alias`,
    stops("stops what watches over the account"),
  ),
  on(
    "aws",
    onOneLine(/\bs3 (?:cp|sync|mv) /, /\bs3:\/\/(?:(?!\bs3:\/\/)\S)+ s3:\/\/\S/, /--acl[ =]bucket-owner-full-control/),
    SHARES,
  ),
  calls(
    "aws",
    `s3 cp|sync|mv --sse-c|--sse-c-copy-source
     s3api copy-object|put-object --sse-customer-key|--sse-customer-algorithm`,
    weakens("bucket", "encrypts what lies there with a key that nobody else has", { recovery: "none" }),
  ),
  calls(
    "aws",
    `apigateway get-api-key|get-api-keys --include-value|--include-values
     glue get-connection|get-connections --no-hide-password
     ** --query=*ClientSecret*|*KeyMaterial*|*SecretAccessKey*|*Plaintext*|*PrivateKey*
     ec2 describe-instance-attribute --attribute=userData
     ec2 describe-launch-template-versions --query=*UserData*
     lambda list-functions|get-function|get-function-configuration --query=*Environment*
     ecs describe-task-definition --query=*environment*|*secrets*
     secretsmanager get-secret-value --secret-id=each·item·of*
     ssm get-parameter|get-parameters --name|--names=each·item·of*`,
    KEYS,
  ),
  calls(
    "aws",
    `eks update-cluster-config ~*0.0.0.0/0*
     eks create-access-entry|associate-access-policy
     ec2 modify-instance-metadata-options --http-tokens=optional
     ec2 authorize-security-group-ingress|authorize-security-group-egress ~*0.0.0.0/0*
     ec2 authorize-security-group-ingress|authorize-security-group-egress ~*::/0*
     ec2 create-network-acl-entry|replace-network-acl-entry --cidr-block=0.0.0.0/0
     rds modify-db-instance|modify-db-cluster --publicly-accessible
     redshift modify-cluster --publicly-accessible
     opensearch|es update-domain-config|update-elasticsearch-domain-config ~*^**
     s3api put-object-acl|put-bucket-acl --acl=public*|authenticated-read
     s3api put-object-acl|put-bucket-acl ~*AllUsers*
     s3api delete-public-access-block
     s3control delete-public-access-block
     s3api put-public-access-block ~*=false*
     s3control put-public-access-block ~*=false*
     s3 cp|sync|mv --acl=public*
     apigateway update-rest-api ~*policy*^**`,
    OPENS,
  ),
  calls("aws", "cloudtrail update-trail\nssm modify-document-permission --account-ids-to-add", WATCHED),
];
