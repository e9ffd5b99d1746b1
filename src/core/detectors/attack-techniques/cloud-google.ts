/** Google Cloud: calls that hand somebody rights, open what was closed, or stop what is written down. */

import { ADMIN, KEYS, OPENS, RECORD, REMOTE, RIGHTS, SHARES, WATCHED } from "./cloud-effects.ts";
import { calls, type Line } from "./lines.ts";

/** gcloud and gsutil reference, by command group. */
export const GOOGLE: readonly Line[] = [
  calls("gcloud", "container clusters create|update --enable-basic-auth|--enable-legacy-authorization", ADMIN),
  calls(
    "gcloud",
    "compute disks|images create --source-snapshot|--source-image|--source-disk=projects/*/global/snapshots/*|*/projects/*/snapshots/*\ncompute ** add-metadata --metadata=*serial-port-enable*",
    WATCHED,
  ),
  calls(
    "gcloud",
    `iam roles create|update --permissions|--add-permissions=*actAs*|*setIamPolicy*|*getAccessToken*|*serviceAccountKeys*|*signBlob*|*signJwt*|*implicitDelegation*|*^*
     iam roles create|update --file
     iam service-accounts add-iam-policy-binding
     iam service-accounts keys create|upload|enable
     iam service-accounts enable|sign-blob|sign-jwt
     iam workload-identity-pools create|create-cred-config
     iam workload-identity-pools providers create-*|update-*
     ** add-iam-policy-binding --member=allUsers|allAuthenticatedUsers
     ** add-iam-policy-binding --role=roles/owner|roles/editor|*dmin*|*okenCreator*|*erviceAccountUser*
     ** set-iam-policy
     compute instances set-service-account
     compute os-login ssh-keys add
     compute project-info add-metadata --metadata|--metadata-from-file
     compute reset-windows-password
     org-policies delete|reset|set-policy
     resource-manager org-policies disable-enforce|delete|set-policy|allow
     services api-keys create
     storage hmac create
     identity groups memberships add
     projects move`,
    RIGHTS,
  ),
  calls(
    "gcloud",
    `auth print-access-token|print-identity-token --impersonate-service-account
     auth application-default print-access-token --impersonate-service-account
     domains registrations retrieve-authorization-code
     redis instances|clusters get-auth-string
     services api-keys get-key-string
     container clusters get-credentials --impersonate-service-account
     secrets versions access --secret=each·item·of*
     secrets versions access --impersonate-service-account`,
    KEYS,
  ),
  calls(
    "gcloud",
    `logging sinks delete
     logging sinks update --disabled|--log-filter|--add-exclusion
     pubsub subscriptions create|update|modify-push-config --push-endpoint=http* !--push-endpoint=*.run.app*|*.cloudfunctions.net*|*.appspot.com*|*//localhost*|*//127.*
     logging buckets update --retention-days=1|2|3|4|5|6|7
     logging buckets delete
     logging logs delete
     logging metrics delete
     services disable @*logging*|*monitoring*|*securitycenter*
     scc ** update-mute-config|create|set-mute --mute|--mute-state
     scc muteconfigs create|update
     scc notifications delete
     scc findings update --state=INACTIVE|inactive
     compute firewall-rules update @*deny*|*block* --disabled
     container binauthz policy import
     compute security-policies rules update --action=allow
     scc ** disable|update --enablement-state=DISABLED
     compute networks subnets update --no-enable-flow-logs
     dns policies update --no-enable-logging
     monitoring policies delete
     monitoring policies update --no-enabled
     access-context-manager perimeters delete|update
     kms keys versions disable|destroy
     container clusters update --no-enable-*|--logging=NONE|--monitoring=NONE`,
    RECORD,
  ),
  calls(
    "gcloud",
    `** --allow-unauthenticated
     ** --no-public-access-prevention|--no-enable-master-authorized-networks|--no-require-ssl|--no-enforce
     ** ~--no-enable-private*
     ** --authorized-networks=*0.0.0.0/0*
     ** --master-authorized-networks=*0.0.0.0/0*
     ** --predefined-acl|--canned-acl|--add-acl-grant=public*|*allUsers*
     compute firewall-rules|firewall-policies create|update --source-ranges=*0.0.0.0/0*
     compute firewall-rules create --allow !--source-ranges !--source-tags !--source-service-accounts !--direction=EGRESS|egress|OUT|out
     app firewall-rules create --action=allow|ALLOW --source-range=^*|0.0.0.0/0
     app firewall-rules update @default --action=allow|ALLOW
     compute instances update|create --no-shielded-*
     compute instances add-access-config`,
    OPENS,
  ),
  calls(
    "gcloud",
    `compute ** add-metadata --metadata|--metadata-from-file=*startup-script*|*ssh-keys*|*shutdown-script*|*windows-startup*|*sysprep*|*enable-oslogin*
     compute instances create --metadata|--metadata-from-file=*startup-script-url=http*
     compute instances create --scopes=*cloud-platform* --metadata|--metadata-from-file=*startup-script*
     compute os-config patch-jobs execute --pre-patch-linux-executable|--post-patch-linux-executable
     compute os-config os-policy-assignments create`,
    REMOTE,
  ),
  calls(
    "gcloud",
    `compute snapshots|disks create|snapshot --source-disk-project
     compute snapshots create ~--source-disk-project*
     logging sinks create
     compute images export|add-iam-policy-binding
     compute images create --source-disk-project|--source-image-project|--source-snapshot-project
     compute images|snapshots|disks add-iam-policy-binding
     storage transfer jobs create|run`,
    SHARES,
  ),
  calls(
    "gsutil",
    `acl|defacl ch|set ~*llUsers*|*llAuthenticatedUsers*|*public-read*
     iam ch @*llUsers*|*llAuthenticatedUsers*
     iam set
     pap set @inherited|unspecified`,
    OPENS,
  ),
];
