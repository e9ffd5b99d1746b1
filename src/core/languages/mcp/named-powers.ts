/**
 * Recognizes tools whose name grants access (`add_collaborator`, `create_deploy_key`), removes a safeguard
 * (`delete_branch_protection`, `disable_mfa`), or returns a secret (`get_service_role_key`).
 */
import type { McpAction } from "../../action/action.ts";
import type { Effect } from "../../effects/effect.ts";
import { splitName } from "../../effects/names.ts";
import { inOrder, words } from "../../text/expressions.ts";
import type { Destination } from "../graphql/effects.ts";

const MAKES = "(?:add|create|grant|invite|assign|attach|set|put|enable|register|approve|generate|issue|rotate|upload)";
/** Who gets access, or by what. */
const IN =
  "(?:collaborators?|delegates?|admins?|administrators?|owners?|super ?users?|role assignments?|(?:iam )?(?:role|policy) bindings?|(?:user|member|team|access) (?:roles?|permissions?)|(?:repository|repo|org|organization|project|push) webhooks?|(?:ssh|gpg|deploy|access|admin|service account|signing) keys?|personal access tokens?|forwarding(?: address(?:es)?)?|auto forwards?|trusted (?:devices?|publishers?|hosts?)|access grants?)";
const GIVES = new RegExp(`(?:^| )${MAKES}(?: \\w{1,20}){0,2} ${IN}$`);
/** Safeguards: they keep others out, or record what happened. */
const GUARD =
  "(?:protections?|protection rules?|rulesets?|mfa|2fa|two factor(?: auth(?:entication)?)?|multi factor(?: auth(?:entication)?)?|conditional access(?: polic(?:y|ies))?|audit(?: logs?| trails?| logging)?|waf|web acl|firewall(?: rules?| polic(?:y|ies))?|secret scanning|code scanning|vulnerability alerts?|dnssec|security polic(?:y|ies)|guardrails?|password polic(?:y|ies)|rls|row level security|rls polic(?:y|ies)|deletion protection|object locks?|legal holds?|flow logs?)";
const TAKES_DOWN = new RegExp(
  `(?:^| )(?:delete|remove|disable|dismiss|deactivate|unset|turn off|bypass)(?: \\w{1,20}){0,2} ${GUARD}$`,
);
/** Results that are secret for everybody. */
const SHOWS = inOrder([
  /(?:^| )(?:get|read|fetch|reveal|show|retrieve|export|dump|access|download|copy)(?: \w{1,20}){0,2} /,
  [
    /secret values?|service role keys?|private keys?|passwords?|credentials?|cookies/,
    /keychain(?: items?)?|access keys?|root tokens?|otp|totp|recovery codes?|seed phrases?|mnemonics?/,
  ],
  /$/,
]);
const SECRET_OF_PRODUCTION = /(?:^| )(?:get|read|fetch|access|describe) secrets?$/;
const PRODUCTION = /"(?:prod|prd|production|live)(?:[-_][\w-]{1,40})?"/i;
/** Servers of password managers. */
const KEEPERS = /1password|onepassword|bitwarden|vaultwarden|lastpass|dashlane|keepass|keychain|proton-?pass|keeper/i;
const OPENS_ITEM = inOrder([
  /(?:^| )(?:get|read|show|reveal|fetch|copy|export)(?: \w{1,20}){0,2} /,
  words`item items field login entry note vault secret code`,
  /$/,
]);
/** Servers that start a separate browser, in which nobody is signed in. */
const OWN_BROWSER = /playwright|puppeteer|selenium|cypress|browserbase|stagehand/i;
/** A rule that forwards the mail of a mailbox. */
const FORWARDS = inOrder(
  [
    /"/,
    words`
      forward forward_?to forwardTo redirect_?to redirectTo forwardAsAttachmentTo forwarding_?(?:email|address)
    `,
    /":\s{0,2}\[?\s{0,2}"[^"@]{1,120}@/,
  ],
  "i",
);

/** At most one effect; none for names of another kind. */
export function powersNamed(action: McpAction, place: Destination): Effect[] {
  const name = splitName(action.tool.slice(0, 120)).join(" ");
  const said = handsOut(name, action) ?? (place.local ? undefined : changes(name, action));
  if (!said) return [];
  return [
    {
      ...said,
      target: action.tool,
      reach: "one",
      certainty: "likely",
      source: "mcp",
      says: `${said.says} ${place.name} (${action.tool})`,
      at: place.at,
      instead: "Let the person do it in the service's own console.",
    },
  ];
}

type Said = Pick<Effect, "verb" | "resource" | "recovery" | "says">;

function handsOut(name: string, { server, arguments: args }: McpAction): Said | undefined {
  if (OWN_BROWSER.test(server)) return undefined;
  const asked =
    SHOWS.test(name) ||
    (KEEPERS.test(server) && OPENS_ITEM.test(name)) ||
    (SECRET_OF_PRODUCTION.test(name) && PRODUCTION.test(JSON.stringify(args).slice(0, MAX_TEXT)));
  return asked
    ? { verb: "read-secret", resource: "secret", recovery: "effort", says: "has a secret shown by" }
    : undefined;
}

function changes(name: string, { tool, arguments: args }: McpAction): Said | undefined {
  if (TAKES_DOWN.test(name))
    return { verb: "weaken", resource: "setting", recovery: "effort", says: "takes down what guards the rest at" };
  const forwards =
    /filter|rule|forward|mailbox|settings/i.test(tool) && FORWARDS.test(JSON.stringify(args).slice(0, MAX_TEXT));
  return GIVES.test(name) || forwards
    ? { verb: "grant", resource: "account", recovery: "effort", says: "lets somebody in, or see more, at" }
    : undefined;
}

const MAX_TEXT = 64 * 1024;
