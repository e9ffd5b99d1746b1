/** What guards an organization in Microsoft's cloud: who may sign in, what mail and documents may leave, what is recorded. */
import { stops, weakens } from "../doings.ts";
import type { Doing } from "../subcommands.ts";
import { type Line, windows } from "./lines.ts";
import { OPENS, WATCH } from "./machine-doings.ts";
import { REMOTE } from "./windows-doings.ts";

const SIGN_IN = weakens("account", "changes who may sign in to the organization, and how", { recovery: "none" });
const SHARES = weakens("project", "lets people outside of the organization see its documents", { recovery: "none" });
const MAIL_GUARD = weakens("account", "lets mail in that is kept out as dangerous", { recovery: "none" });
const SPEAKS: Doing = {
  verb: "publish",
  resource: "account",
  says: "answers everybody's mail in a person's name",
};
const SENDS: Doing = {
  verb: "exfiltrate",
  resource: "database",
  recovery: "none",
  reach: "all",
  says: "copies a whole database to a store elsewhere",
};
const OFF = "$false|false|0|disabled|off";
const ON = "$true|true|1|enabled|on";

export const WINDOWS_TENANTS: readonly Line[] = [
  windows(
    "set-spotenant|set-sposite|set-pnptenant|set-pnptenantsite|set-pnpsite",
    `-SharingCapability=external*|everyone*|anyone*
     -SharingDomainRestrictionMode=none
     -LegacyAuthProtocolsEnabled|-AllowAnonymous*=${ON}
     -ConditionalAccessPolicy=allowfull*
     -DefaultSharingLinkType|-DefaultLinkPermission=anonymous*|edit`,
    SHARES,
  ),
  windows(
    "set-antiphishpolicy|set-antiphishrule|set-safelinkspolicy|set-safelinksrule|set-safeattachmentpolicy|set-safeattachmentrule|set-malwarefilterpolicy|set-malwarefilterrule|set-hostedcontentfilterpolicy|set-hostedcontentfilterrule|set-hostedconnectionfilterpolicy|set-hostedoutboundspamfilterpolicy|set-atppolicyforo365|set-dkimsigningconfig",
    `-Enabled|-Enable|-EnableFileFilter|-EnableSafeLinksForEmail|-EnableSafeLinksForTeams|-EnableATPForSPOTeamsODB|-EnableSpoofIntelligence|-EnableMailboxIntelligence|-ZapEnabled|-PhishZapEnabled|-SpamZapEnabled=${OFF}
     -AllowedSenders|-AllowedSenderDomains|-IPAllowList|-ExcludedDomains|-ExcludedSenders|-DoNotRewriteUrls|-BypassInboundMessages
     -AutoForwardingMode=on`,
    MAIL_GUARD,
  ),
  windows(
    "disable-antiphishrule|disable-safelinksrule|disable-safeattachmentrule|disable-malwarefilterrule|disable-hostedcontentfilterrule|disable-transportrule|disable-dlpcompliancerule|disable-journalrule|new-tenantallowblocklistitems",
    "",
    MAIL_GUARD,
  ),
  windows("set-mailboxautoreplyconfiguration", "-AutoReplyState=enabled|scheduled", SPEAKS),
  windows(
    "update-mgpolicyauthorizationpolicy|update-mgpolicyidentitysecuritydefaultenforcementpolicy|update-mgpolicyauthenticationmethodpolicy|new-mgidentityconditionalaccesspolicy|update-mgidentityconditionalaccesspolicy|new-azureadmsconditionalaccesspolicy|set-azureadmsconditionalaccesspolicy|new-mgidentityconditionalaccessnamedlocation|update-mgidentityconditionalaccessnamedlocation|new-mgdomainfederationconfiguration|update-mgdomainfederationconfiguration|update-mgdomain|set-msoldomainauthentication|set-msoldomainfederationsettings|convert-msoldomaintofederated|new-federationtrust|set-azureadmsauthorizationpolicy|set-azureaddirectorysetting|update-mgdirectorysetting|new-mgserviceprincipalapproleassignment|new-azureadserviceapproleassignment|add-azureadapplicationowner|new-mgapplicationownerbyref",
    "",
    SIGN_IN,
  ),
  windows(
    "set-msoluser|set-azureaduser",
    "-StrongAuthenticationRequirements|-StrongAuthenticationMethods\n-BlockCredential|-AccountEnabled",
    SIGN_IN,
  ),
  windows(
    "new-mguserauthenticationphonemethod|new-mguserauthenticationtemporaryaccesspassmethod|new-mguserauthenticationemailmethod|reset-msolstrongauthenticationmethodbyupn|reset-mguserauthenticationmethodpassword|update-mguserauthenticationphonemethod|set-msoluserprincipalname",
    "",
    SIGN_IN,
  ),
  windows(
    "new-csonlinesession|grant-csteamsmeetingpolicy|grant-csexternalaccesspolicy|grant-csteamsmessagingpolicy",
    "-Global",
    {
      ...SIGN_IN,
      says: "changes for everybody in the organization what they may do",
    },
  ),
  windows(
    "set-cstenantfederationconfiguration",
    `-AllowFederatedUsers|-AllowPublicUsers|-AllowTeamsConsumer=${ON}`,
    SHARES,
  ),
  windows(
    "new-cmscriptinvocation|invoke-cmscript|invoke-cmwmimethod|start-cmtasksequence|new-cmtasksequencedeployment|new-cmapplicationdeployment|new-cmpackagedeployment|approve-cmscript",
    "",
    REMOTE,
  ),
  windows("update-azstorageaccountnetworkruleset", "-DefaultAction=allow", OPENS),
  windows(
    "update-azcosmosdbaccount|set-azsqlserver|update-azkeyvault|update-azkeyvaultnetworkruleset|set-azwebapp|update-azfunctionapp",
    `-PublicNetworkAccess=${ON}\n-DefaultAction=allow\n-HttpsOnly=${OFF}`,
    OPENS,
  ),
  windows(
    "set-azsqldatabaseauditing|set-azsqlserverauditing|set-azsqldatabaseaudit|set-azsqlserveraudit|set-azsqlserveradvancedthreatprotectionsetting|update-azsqlserveradvancedthreatprotectionsetting|set-azsecuritypricing|set-azsecurityautoprovisioningsetting|set-azdiagnosticsetting",
    `-State|-BlobStorageTargetState|-LogAnalyticsTargetState|-EventHubTargetState|-Enabled|-Enable=${OFF}\n-PricingTier=free\n-EnableAutoProvision=${OFF}`,
    WATCH,
  ),
  windows(
    "new-azsqldatabaseexport|start-azsqldatabasecopy|new-azsqldatabasecopy",
    "-StorageUri=http*\n-CopyServerName",
    SENDS,
  ),
  windows(
    "invoke-azresourceaction",
    "-Action=stop|delete|deallocate|restart|failover|purge|powerOff|reset|redeploy|reimage|regenerate*",
    stops("system", "something in Azure by its own action"),
  ),
];
