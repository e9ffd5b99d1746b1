/** Google Cloud: calls that hand somebody rights, open what was closed, or stop what is written down. */
import { type Line, on } from "../lines.ts";
import { OPENS, RECORD, REMOTE, RIGHTS, SHARES } from "./doings.ts";

export const GOOGLE: readonly Line[] = [
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
    "gcloud",
    /\b(?:instances set-service-account|os-login ssh-keys add|iam service-accounts enable|org-policies (?:delete|reset)|secrets set-iam-policy|\S+ set-iam-policy|compute project-info add-metadata)\b/,
    RIGHTS,
  ),
  on(
    "gcloud",
    /--allow-unauthenticated\b|--no-public-access-prevention|--no-enable-master-authorized-networks|--no-require-ssl|--authorized-networks[= ]0\.0\.0\.0\/0|--no-enforce|--no-enable-private/,
    OPENS,
  ),
  on("gcloud", /\badd-metadata\b.*(?:startup-script|ssh-keys|shutdown-script|windows-startup)/, REMOTE),
  on("gcloud", /\bsnapshots? create\b.*--source-disk-project|\bimages (?:export|add-iam)/, SHARES),
  on(
    "gsutil",
    /\b(?:acl (?:ch|set)|defacl (?:ch|set)|iam ch)\b.*(?:AllUsers|AllAuthenticatedUsers|public-read)/i,
    OPENS,
  ),
];
