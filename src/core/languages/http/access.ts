/**
 * Finds requests that grant access or rights, or that weaken a safeguard, by words of the path: `POST /users/4/roles`,
 * `POST /projects/1/deploy_tokens`, `PATCH /zones/z/settings/waf`. Only services that administer others are examined;
 * an application manages its own roles itself.
 */
import type { Effect } from "../../effects/effect.ts";
import { anyOf, inOrder, wholly, words } from "../../text/expressions.ts";
import type { HttpAct } from "./effects.ts";

/** Collections whose new items grant access or rights. */
const GIVES = wholly(
  [
    ...words`
      roles? role[-_]?assignments? app[-_]?role[-_]?assign\w* members? memberships? collaborators? admins? owners?
      delegat\w*
    `,
    /(?:ssh|gpg|deploy|api|access|account|service|signing|checkout|user|public)[-_]?keys?/,
    inOrder([
      words`
        deploy personal[-_]access impersonation registration remove runner trigger project_access checkout group_access
        auth api
      `,
      /[-_]?tokens?/,
    ]),
    ...words`
      permissions? grants? idps? identity[-_]?providers? connections federat\w* trusted\w* oauth2permissiongrants
      service[-_]?accounts? invitations? invites? invite_?requests?
    `,
    /personal[-_]access[-_]token[-_]requests/,
    ...words`make_?admin envvars? share sharing`,
    /add(?:password|key|member|owner)/,
    ...words`
      setiampolicy set_?(?:admin|owner|role) elevateaccess reset_(?:password|factors) expire_password listkeys
      regeneratekeys? gethostkeys runcommand inbox_rules forwarding(?:addresses)? messagerules log_?push logdrains?
      super_?admin
    `,
  ],
  "i",
);
/** Settings that protect the rest of the service. */
const GUARDS = wholly(
  words`
    security(?:[-_]level|[-_]settings)? protection protected_?\w* approval_?rules? push_rules? rulesets? firewall\w*
    access_?rules? access_?lists? waf ip_?(?:allow|white)_?lists? network_?(?:zones?|policies|policy|rules)
    conditional_?access\w* authentication(?:methods?)? authenticators mfa factors two_?factor\w* password_?polic\w*
    sign_?on audit\w* polic(?:y|ies) prevention approvals maintenance_?windows? retention legal_?holds? mute(?:_all)?
    downtimes? silences? ssl min_tls_version always_use_https dnssec dns_?records? secret_?scanning\w*
    vulnerability-alerts default_workflow_permissions workflow lockdown
  `,
  "i",
);
/** Signing in, and collections of an application by the same names. */
const EVERYDAY = inOrder(
  [
    /\//,
    words`
      oauth2? login signin sessions? installations issues? pulls? merge_requests messages chat search query graphql
    `,
    /(?:\/|$)/,
  ],
  "i",
);

/** Into a group, and tokens of an account: `/groups/4/users`, `/user/tokens`. */
const INTO_GROUP = anyOf(
  [
    /(?:^|\/)(?:groups?|teams?|organizations?|orgs)\/(?:[^/]+\/)?users?$/,
    /(?:^|\/)(?:users?|accounts?|me)\/(?:[^/]+\/)?tokens$/,
    /(?:^|\/)keys\/generate$/,
  ],
  "i",
);
/** Findings of a security scan: dismissing one leaves the hole. */
const FINDINGS = /(?:^|\/)(?:(?:code|secret)-scanning|dependabot)\/alerts(?:\/|$)/i;

const WRITES = /^(?:POST|PUT|PATCH|\?)$/;

/** Returns undefined for every other request, and for services that administer nothing. */
export function effectOfAccess(method: string, { place, source, span }: HttpAct): Effect | undefined {
  if (!WRITES.test(method) || place.local || EVERYDAY.test(place.path)) return undefined;
  if (!place.at.some(({ kind }) => kind === "control-plane")) return undefined;
  const segments = place.path.split(/[/:.]/).filter(part => part !== "" && part !== "$ref");
  // The path names the collection itself, or one item in it.
  const named = segments.slice(-2);
  const gives = named.find(part => GIVES.test(part)) ?? segments.slice(-3).join("/").match(INTO_GROUP)?.[0];
  const guards =
    gives === undefined
      ? (named.find(part => GUARDS.test(part)) ?? segments.slice(-3).join("/").match(FINDINGS)?.[0])
      : undefined;
  if (gives === undefined && guards === undefined) return undefined;
  return {
    verb: gives === undefined ? "weaken" : "grant",
    resource: gives === undefined ? "setting" : "account",
    target: place.path,
    reach: "one",
    recovery: "effort",
    certainty: "likely",
    source,
    says:
      gives === undefined
        ? `changes what guards ${place.name} (${place.path})`
        : `lets somebody in, or do more, at ${place.name} (${place.path})`,
    at: place.at,
    instead: "Let the person change who may do what, where the service shows it.",
    ...(span && { span }),
  };
}
