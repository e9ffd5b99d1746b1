/** Accounts of clouds and clusters: calls that hand somebody rights, open what was closed, or stop what is written down. */
import { grants, weakens } from "../doings.ts";
import type { Doing } from "../subcommands.ts";
import { type Line, on } from "./lines.ts";

const RIGHTS: Doing = grants("gives an account rights in the cloud", { recovery: "none" });
const SHARES: Doing = {
  verb: "exfiltrate",
  resource: "backup",
  recovery: "none",
  says: "hands a copy of the data to another account or to everybody",
};
const OPENS = weakens("bucket", "opens to everybody what was closed", { recovery: "none" });
const RECORD = weakens("system", "stops what is written down about the account", { recovery: "none" });
const REMOTE: Doing = {
  verb: "execute-remote",
  resource: "code",
  reach: "unknown",
  says: "has machines run a program when they start",
};
const ADMIN = grants("gives somebody all rights over the cluster", { recovery: "none" });
const KEYS = grants("gives out a key with rights over everything", { recovery: "none" });

export const CLOUD: readonly Line[] = [
  on(
    "aws",
    /\biam (?:create-user|add-user-to-group|create-policy-version|put-(?:user|role|group)-policy|attach-\w+-policy\b.*(?:[Aa]dmin|FullAccess|PowerUser)|create-(?:access-key|login-profile)|update-(?:login-profile|assume-role-policy)|set-default-policy-version|add-role-to-instance-profile|upload-ssh-public-key|(?:put|delete)-(?:role|user)-permissions-boundary|update-access-key|create-virtual-mfa-device|enable-mfa-device|resync-mfa-device|create-service-specific-credential|create-saml-provider|create-open-id-connect-provider)\b/,
    RIGHTS,
  ),
  on(
    "aws",
    /\bkms create-grant\b|\becr set-repository-policy\b.*["']?\*|\blambda add-permission\b.*(?:principal[ =]["']?\*)|\b(?:s3api put-bucket-policy|sns set-topic-attributes|sqs set-queue-attributes|secretsmanager put-resource-policy)\b.*Principal\W{1,6}\*/,
    RIGHTS,
  ),
  on(
    "aws",
    /\b(?:ec2 modify-snapshot-attribute\b.*(?:operation-type[ =]add|Add=)|rds modify-db-(?:cluster-)?snapshot-attribute\b.*values-to-add|ec2 modify-image-attribute\b.*(?:Add=|operation-type[ =]add)|ec2 copy-snapshot .*--destination|rds start-export-task|ram create-resource-share)\b/,
    SHARES,
  ),
  on("aws", /\bec2 modify-instance-attribute\b.*user-data/, REMOTE),
  on(
    "aws",
    /\bcloudtrail update-trail\b.*--no-|\bguardduty (?:create-filter .*ARCHIVE|update-detector .*--no-enable|disassociate\S*|stop-monitoring\S*)|\b(?:config|configservice) (?:stop|delete)-\S+|\baccess-analyzer delete-\S+|\binspector2? (?:disable|delete)|\bmacie2 disable\S*|\bcloudwatch (?:disable-alarm-actions|delete-alarms)|\blogs (?:put-retention-policy\b.*retention-in-days[ =](?:1|3|5)\b|delete-subscription-filter|delete-metric-filter)|\bs3api put-bucket-logging\b.*(?:\{\}|'\{\}')|\bwafv2 (?:delete|disassociate)\S*|\bec2 disable-\S+/,
    RECORD,
  ),
  on(
    "aws",
    /\beks update-cluster-config\b.*0\.0\.0\.0\/0|\bec2 modify-instance-metadata-options\b.*http-tokens[ =]optional|\brds modify-db-instance\b.*--publicly-accessible|\bopensearch update-domain-config\b.*\*|\bs3api put-object-acl\b.*public|\bec2 authorize-security-group-(?:in|e)gress\b.*(?:0\.0\.0\.0\/0|::\/0)/,
    OPENS,
  ),
  on(
    "gcloud",
    /\biam roles (?:update|create)\b.*permissions[ =]\S*(?:actAs|setIamPolicy|getAccessToken|serviceAccountKeys|\*)|\biam service-accounts (?:add-iam-policy-binding|keys create)|\badd-iam-policy-binding\b.*(?:allUsers|allAuthenticatedUsers|roles\/(?:owner|editor)|[aA]dmin)/,
    RIGHTS,
  ),
  on(
    "gcloud",
    /\blogging sinks update\b.*(?:--disabled|--log-filter|--add-exclusion)|\blogging (?:buckets update .*retention-days[ =][1-7]\b|logs delete)|\bservices disable\b.*(?:logging|monitoring|securitycenter)|\bscc\b.*(?:mute|disable)/,
    RECORD,
  ),
  on(
    "aws",
    /\b(?:sso-admin (?:create-account-assignment|attach-\S+|put-\S+)|organizations (?:invite-account\S*|accept-handshake|leave-organization|remove-account\S*|attach-policy|detach-policy)|ec2-instance-connect send-ssh-public-key|ec2 get-password-data|glue (?:update|create)-dev-endpoint|cognito-identity set-identity-pool-roles|codestar associate-team-member|lightsail (?:get-instance-access-details|download-default-key-pair)|transfer (?:import-ssh-public-key|create-user))\b/,
    RIGHTS,
  ),
  on(
    "aws",
    /\b(?:lambda (?:create-function-url-config\b.*NONE|update-function-configuration\b.*(?:--layers|--role|--handler)|create-function\b.*(?:[aA]dmin|PowerUser))|ecs execute-command|ecs register-task-definition\b.*privileged\W{1,4}true|codebuild start-build\b.*override|ec2 run-instances\b.*user-data|cloudformation (?:create|update)-stack\b.*--template-url|datapipeline put-pipeline-definition|sagemaker create-(?:presigned-notebook-instance-url|notebook-instance\b.*lifecycle))/,
    REMOTE,
  ),
  on(
    "aws",
    /\b(?:s3api put-bucket-(?:replication|website|cors\b.*\*)|dynamodb export-table\S*|kms replicate-key|rds copy-db-snapshot\b.*kms|ec2 create-store-image-task|ec2 export-image)/,
    SHARES,
  ),
  on(
    "aws",
    /\b(?:guardduty create-(?:ip-set|filter)|events (?:disable-rule|remove-targets|delete-rule)|kms disable-key\b|securityhub \S*(?:disable|delete)\S*|detective delete-graph|ce delete-\S+|budgets delete-\S+)/,
    RECORD,
  ),
  on(
    "gcloud",
    /\b(?:instances set-service-account|os-login ssh-keys add|iam service-accounts enable|org-policies (?:delete|reset)|secrets set-iam-policy|\S+ set-iam-policy|compute project-info add-metadata)\b/,
    RIGHTS,
  ),
  on(
    "gcloud",
    /--allow-unauthenticated\b|--no-public-access-prevention|--no-enable-master-authorized-networks|--no-require-ssl|--authorized-networks[= ]0\.0\.0\.0\/0|--no-enforce|--no-enable-private/,
    OPENS,
  ),
  on(
    "az",
    /\bad app (?:permission (?:grant|admin-consent|add)|federated-credential create|update .*--add)|\bvm (?:user update|user reset-ssh)|\bkeyvault (?:update .*default-action Allow|role)|\bsql (?:server|mi) (?:ad-admin create|update .*admin-password)/i,
    RIGHTS,
  ),
  on(
    "az",
    /\bvm run-command create|\bvmss run-command create|\bvm extension set|\bautomation runbook (?:start|replace-content)|\baks command invoke/,
    REMOTE,
  ),
  on("az", /\bstorage (?:blob|file) copy start\b|\bstorage blob copy start-batch/, SHARES),
  on(
    "az",
    /--(?:enable-public-network|anonymous-pull-enabled|allow-blob-public-access|public-network-access)(?:[ =](?:true|enabled)| |$)(?! ?(?:false|disabled))|--default-action[ =]Allow/i,
    OPENS,
  ),
  on(
    "az",
    /\b(?:functionapp keys list|functionapp function keys list|servicebus \S*authorization-rule keys list|eventhubs \S*authorization-rule keys list|iot hub connection-string|signalr key list|maps account keys list|search admin-key show|batch account keys list|webpubsub key show)/,
    { verb: "read-secret", resource: "secret", recovery: "none", says: "prints the keys of a cloud service" },
  ),
  on(
    "az",
    /\b(?:policy assignment delete|lock delete|defender|sentinel \S+ delete|monitor (?:log-analytics workspace|log-profiles|diagnostic-settings) delete)/,
    RECORD,
  ),
  on(
    "kubectl|oc",
    /\bcreate (?:cluster)?role\b.*(?:--verb[ =]["']?\*|--resource[ =]["']?\*|escalate|impersonate|bind\b)/,
    ADMIN,
  ),
  on(
    "kubectl|oc",
    /\brun\b.*--privileged\b|\bpatch (?:ns|namespace)\b.*pod-security\.kubernetes\.io\S*privileged|\b(?:edit|patch|apply|replace)\b.*\baws-auth\b/,
    ADMIN,
  ),
  on(
    "helm",
    /^(?:install|upgrade)\b.*--set\S* \S*(?:privileged|hostNetwork|hostPID|allowPrivilegeEscalation)=true/,
    ADMIN,
  ),
  on("crictl", /^exec\b.*\b(?:ba|a|z)?sh$/, {
    verb: "execute-remote",
    resource: "cluster",
    reach: "unknown",
    says: "opens a shell in a container of the cluster, past the cluster's own rights",
  }),
  on(
    "docker",
    /^plugin install\b.*--grant-all-permissions|^swarm join\b/,
    weakens("system", "gives others the containers of this machine", { recovery: "none" }),
  ),
  on("consul", /\bkv export\b/, {
    verb: "read-secret",
    resource: "secret",
    recovery: "none",
    says: "prints everything that is stored there",
  }),
  on("argocd", /\bproj role create-token|\baccount (?:generate-token|update-password)/, KEYS),
  on("gitlab-runner|actions-runner|config.sh", /^register\b.*--url[ =]https?:\/\/(?!gitlab\.com)/, {
    verb: "execute-remote",
    resource: "code",
    reach: "unknown",
    says: "has this machine run the jobs of another server",
  }),
  on(
    "gh",
    /\bapi\b.*(?:-X|--method)[ =]?(?:POST|PUT|PATCH)\b.*(?:\/hooks\b|\/invitations\b|\/collaborators\/|\/keys\b|\/actions\/secrets\/)|\bapi\b.*(?:\/hooks|\/invitations|\/collaborators\/\S+|\/keys)\b.* -[fF] /,
    grants("gives somebody else access to the repository or organization", { recovery: "none" }),
  ),
  on("gcloud", /\badd-metadata\b.*(?:startup-script|ssh-keys|shutdown-script|windows-startup)/, REMOTE),
  on("gcloud", /\bsnapshots? create\b.*--source-disk-project|\bimages (?:export|add-iam)/, SHARES),
  on(
    "gsutil",
    /\b(?:acl (?:ch|set)|defacl (?:ch|set)|iam ch)\b.*(?:AllUsers|AllAuthenticatedUsers|public-read)/i,
    OPENS,
  ),
  on(
    "az",
    /\bad (?:user create|group member add|app credential|sp credential|app owner add|sp create)|\brole (?:assignment|definition) (?:create|update)/,
    RIGHTS,
  ),
  on(
    "az",
    /\b(?:snapshot|disk) grant-access\b|\bgenerate-sas\b.*(?:permissions[ =]\w*[wdlac]|expiry[ =]20[3-9])/,
    SHARES,
  ),
  on(
    "az",
    /\bauto-provisioning-setting update\b.*off|\bdiagnostic-settings (?:delete|update)|\bsecurity (?:pricing create .*free|alert .*dismiss\S*)|\bmonitor activity-log alert (?:delete|update .*false)/i,
    RECORD,
  ),
  on(
    "az",
    /\baks get-credentials\b.*(?:--admin|-a\b)|\bstorage account keys\b|\blist-publishing-(?:credentials|profiles)|\bcosmosdb keys list|\bredis list-keys|\bacr credential show|\bkeyvault set-policy/,
    { verb: "read-secret", resource: "secret", recovery: "none", says: "prints the keys of a cloud service" },
  ),
  on(
    "kubectl|oc",
    /\bcreate (?:cluster)?rolebinding\b.*(?:cluster-admin|clusterrole[ =](?:admin|edit|system:)|system:(?:anonymous|unauthenticated|masters))|\bcertificate approve\b|\bauth reconcile\b|\badm policy add-\S+-to-\S+/,
    ADMIN,
  ),
  on("kubectl|oc", /\b(?:edit|patch|apply|replace) (?:cluster)?role(?:binding)?s?\b|\bset subject\b/, ADMIN),
  on(
    "kubectl|oc",
    /\blabel\b.*pod-security\.kubernetes\.io\/\w+[=]privileged|\bannotate\b.*(?:seccomp|apparmor).*unconfined/,
    weakens("cluster", "lets containers take the machines they run on"),
  ),
  on("kubectl|oc", /\bdebug node\/|\bset image\b.*-n(?:amespace)?[ =]?kube-system|-n kube-system .*\bset image\b/, {
    verb: "execute-remote",
    resource: "cluster",
    reach: "unknown",
    says: "runs a program with all rights on a machine of the cluster",
  }),
  on(
    "vault",
    /\btoken create\b.*-policy[ =]["']?root|\bpolicy write default\b|\bauth enable userpass|\bwrite auth\/\S+ .*policies[ =]\S*root/,
    KEYS,
  ),
  on("consul", /\bacl token create\b.*global-management|\bacl bootstrap/, KEYS),
  on("nomad", /\bacl (?:bootstrap|token create .*management)/, KEYS),
  on(
    "curl",
    /docker\.sock.*(?:"?Privileged"?: *true|"(?:\/|\/(?:etc|root|home|var)[^":]*):)/,
    weakens("system", "gives a container the machine it runs on", { recovery: "none" }),
  ),
];
