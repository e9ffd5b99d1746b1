/** What starts on Windows by itself, and who may do what there: adding to it. */

import { weakens } from "../../kit/effect-templates.ts";
import { inSequence } from "../../kit/in-sequence.ts";
import { SUBSCRIPTIONS } from "../../languages/powershell/acting-members.ts";
import { type Line, on, windows } from "./lines.ts";
import { OPENS, STARTS } from "./machine-effects.ts";

const AMONG_PROGRAMS = { ...STARTS, says: "puts a file among the programs of Windows, or takes one away" };
const STANDS_IN = {
  ...STARTS,
  says: "puts another program in the place of one that runs before anybody signs in",
};
const ACCOUNTS = weakens("account", "gives an account rights, or sets its password", { recovery: "none" });
const MAIL = weakens("account", "has somebody else's mail go elsewhere, or be read", { recovery: "none" });
const TRUSTS = weakens("system", "makes this machine trust a certificate");

/** Keys whose values Windows starts, loads or runs. */
const KEYS = [
  "inprocserver32|localserver32|treatas|shell\\open\\command|shell\\runas\\command|active·setup|explorer\\shell·folders|explorer\\user·shell·folders|session·manager|appcertdlls|appinit_dlls|print\\monitors|print\\printers|timeproviders|time·providers|\\netsh|command·processor|\\addins|\\office·test|control\\lsa|winlogon|shellserviceobject|sharedtaskscheduler|bootexecute|image·file·execution·options|silentprocessexit|currentversion\\run|policies\\explorer\\run|\\services\\|networkprovider|authentication·packages|security·packages|\\amsi\\providers|ms-settings|mscfile|appx|scrnsave|screensaver|browser·helper·objects|shellex|\\wab|\\terminal·server\\|naturallanguage|\\shims|installedsdb|app·paths|windows·error·reporting|cor_profiler|userinit",
]
  .join("|")
  .split("|")
  .map(key => `*${key}*`)
  .join("|");
/** What runs before anybody signs in, and where the system looks for what it loads. */
const BEFORE_SIGN_IN =
  /system32[\\/](?:sethc|utilman|osk|narrator|magnify|displayswitch|atbroker|drivers|tasks|wbem|spool)/i;
const STARTUP = "*programs\\startup*|*programs/startup*|*start·menu*startup*|*shell:*startup*";
/** A key of the registry, and no folder that happens to be called like one. */
const REGISTRY = "hklm:*|hkcu:*|hkcr:*|hku:*|hkey_*|*registry::*";

export const WINDOWS_STARTS: readonly Line[] = [
  windows("wmic", "** subscription ** create|path\n/namespace=*subscription*", STARTS),
  windows("wmic", "useraccount ** set|rename\nuseraccount ** call rename", ACCOUNTS),
  windows(
    "[environment]::setenvironmentvariable",
    `path ~machine
     path ~*\\\\users\\\\public*|*\\\\temp*|*programdata*
     comspec|cor_*|complus_*|coreclr_*|psmodulepath|userinit* ~user|machine`,
    STARTS,
  ),
  on(".createinstance|.put", SUBSCRIPTIONS, STARTS),
  windows("mofcomp", "@*.mof", STARTS),
  windows("set-scheduledtask", "", STARTS),
  windows("sdbinst", "@*.sdb", STARTS),
  windows("assoc|ftype", "@*=*exe*|*=*cmd*|*=*\\*", STARTS),
  windows("setx", "path /m\ncomspec|windir|userinit*|cor_*|coreclr_*|complus_*", STARTS),
  windows(
    "reg",
    `add|import|copy|restore @${KEYS}\nadd @*\\environment* /v=userinit*|windir|systemroot|cor_*|comspec|complus_*|coreclr_*|dotnet_startup*|psmodulepath\nimport @*.reg`,
    STARTS,
  ),
  on(
    "copy|move|xcopy|replace|ren|rename|copy-item|move-item|rename-item|mklink",
    BEFORE_SIGN_IN,
    STANDS_IN,
    /^["']?\S*[\\/]drivers[\\/]etc[\\/]hosts["']?\s+(?!\S*system32)\S+$/i,
  ),
  on(
    "copy|move|xcopy|copy-item|move-item|mklink|ren|rename|rename-item",
    /[\\/]windows[\\/](?:system32|syswow64|sysnative)(?:[\\/](?!windows[\\/](?:system32|syswow64|sysnative)[\\/])[\w.-]+)*\.(?:dll|exe|sys|scr|cpl|ocx|mui)["']?(?: -\w+(?::\S+)?| \/y)*$/i,
    AMONG_PROGRAMS,
  ),
  on(
    "ren|rename|rename-item|move|move-item",
    /^(?:-\w+ )*["']?[a-z]:[\\/]windows[\\/](?:system32|syswow64)[\\/]\S+ /i,
    AMONG_PROGRAMS,
  ),
  windows(
    "remove-item|del|erase|rd|rmdir|clear-content",
    "~*\\windows\\system32\\*|*\\windows\\syswow64\\*|*/windows/system32/*",
    {
      verb: "delete",
      resource: "system",
      says: "deletes a part of Windows",
    },
  ),
  on(
    "remove-item|del|erase|rd|rmdir",
    /(?:^|\s)["']?\\\\(?!wsl|localhost\\|[.?]\\)[\w.-]+\\(?:\S*[*?]|[\w$.-]+\\?["']?(?:\s|$))/i,
    {
      verb: "delete",
      resource: "directory",
      reach: "all",
      says: "deletes what lies on a share of another machine",
    },
  ),
  windows("del|erase|remove-item|rd|rmdir", "@c:\\bootmgr*|c:\\boot|c:\\boot\\*|c:\\ntldr|c:\\bootnxt", {
    verb: "delete",
    resource: "system",
    says: "deletes what this machine starts with",
  }),
  windows("new-managementroleassignment|new-rolegroup|add-rolegroupmember|update-rolegroupmember", "", ACCOUNTS),
  windows("bcdboot", "@*:\\*", { ...STARTS, says: "rewrites what this machine starts with" }),
  windows("dsacls", "/g|/r|/d|/s|/i", ACCOUNTS),
  windows("redircmp|redirusr", "@*", ACCOUNTS),
  windows("ntrights", "+r|-r|@+r|@-r", ACCOUNTS),
  windows("set-service", "-BinaryPathName", STARTS),
  windows("invoke-cimmethod|invoke-wmimethod", "~change ~*pathname*", STARTS),
  // What a value of the registry starts or loads, wherever it stands.
  on(
    "reg|set-itemproperty|new-itemproperty|new-item|set-item",
    /(?:\/d|-Value) (?:["']?(?:(?:(?!(?:\/d|-Value) )[^"'])*[\\\s/"])?(?:powershell|pwsh|mshta|rundll32|regsvr32|wscript|cscript)(?:\.exe)?\b|(?:(?!(?:\/d|-Value) ).)*(?:[\\/](?:users[\\/]public|windows[\\/]temp|perflogs)[\\/](?:(?![\\/](?:users[\\/]public|windows[\\/]temp|perflogs)[\\/])\S)+\.\w{3}|\.(?:dll|xll|scr|cpl|hta)\b))/i,
    STARTS,
    /^(?:query|export)\b/i,
  ),
  windows(
    "reg",
    "add @*\\software\\classes\\*|*\\windows·nt\\currentversion\\windows|*internet·explorer\\toolbar*|*internet·explorer\\extensions*\nadd @*\\office\\*\\options /v=open*",
    STARTS,
  ),
  on(
    "copy|move|xcopy|copy-item|move-item",
    inSequence(
      /\.(?:dll|exe|sys)\b/i,
      /[\\/](?:program files(?: \(x86\))?|windowsapps)[\\/]/i,
      /\.(?:dll|exe|sys)["']?(?: \/y)?$/i,
    ),
    { ...STARTS, says: "puts a file among the programs of this machine" },
    /^["']?[A-Z]:[\\/]Program Files/i,
  ),
  windows(".registertaskdefinition|.registertask", "", STARTS),
  windows("invoke-cimmethod|invoke-wmimethod", "~*registerbyxml*|ps_scheduledtask", STARTS),
  windows("set-wmiinstance|new-ciminstance", "~*win32_environment*", STARTS),
  windows("install-transportagent|enable-transportagent|add-pssnapin", "-AssemblyPath|-TransportAgentFactory", STARTS),
  windows("move-item|copy-item", "~cert:*\\root|cert:*\\trustedpublisher|cert:*/root", TRUSTS),
  windows("takeown|icacls", "~*system32*|*\\windows\\*|*trustedinstaller*", STANDS_IN),
  windows(
    "new-item|set-item|set-itemproperty|new-itemproperty|copy-item",
    `~${REGISTRY} ~${KEYS}\n~*\\environment* ~*userinit*|*cor_*|*windir*|*systemroot*|*comspec*\n~*internet·settings* ~proxyserver|proxyenable|autoconfigurl`,
    STARTS,
  ),
  windows("[microsoft.win32.registry]::setvalue|.setvalue|.createsubkey|.opensubkey", `~${KEYS}`, STARTS),
  windows(
    "new-gpo|new-gplink|set-gplink|import-gpo|set-adaccountcontrol|new-adcomputer|add-domainobjectacl|set-domainobject|set-domainuserpassword|add-domaingroupmember|new-adserviceaccount|set-adaccountauthenticationpolicysilo|set-adreplicationsite|add-adcomputerserviceaccount|set-azvmextension|set-azkeyvaultaccesspolicy|new-azaduser|add-azadgroupmember|update-azadapplication|set-adgroup|grant-adpermission|set-domainobjectowner|set-gpregistryvalue|set-gppermission|new-adgroup|set-addomainmode|set-adobject|set-adcomputer|set-addomain",
    "",
    ACCOUNTS,
  ),
  windows(
    "set-addefaultdomainpasswordpolicy|move-addirectoryserveroperationmasterrole|new-mgdirectoryrolememberbyref|new-mgdirectoryrolemember|new-mgrolemanagementdirectoryroleassignment|new-mggroupmember|new-mgoauth2permissiongrant",
    "",
    ACCOUNTS,
  ),
  // Of a folder of one's own project it is everyday work.
  windows("set-acl", "~?:\\*|\\\\*|*hk??:*|*registry::*|*ad:*|*$env:*|~\\*", ACCOUNTS),
  windows("set-organizationconfig", "-AuditDisabled=$true|true|1", MAIL),
  windows("new-compliancesearchaction|search-mailbox", "-Purge|-DeleteContent", {
    verb: "delete",
    resource: "record",
    reach: "all",
    says: "deletes mail in every mailbox that fits",
  }),
  windows("new-azresourcegroupdeployment|new-azdeployment|new-azsubscriptiondeployment", "-Mode=complete !-WhatIf", {
    verb: "delete",
    resource: "stack",
    says: "deletes whatever the template does not name",
  }),
  windows("convert-vhd", "-DeleteSource", {
    verb: "delete",
    resource: "volume",
    says: "deletes the disk that is converted",
  }),
  windows(
    "new-azsqlserverfirewallrule|set-azsqlserverfirewallrule|new-azpostgresqlfirewallrule|new-azpostgresqlflexibleserverfirewallrule|new-azmysqlfirewallrule|new-azmysqlflexibleserverfirewallrule|new-azrediscachefirewallrule",
    "-StartIpAddress|-StartIP=0.0.0.0\n-EndIpAddress|-EndIP=255.255.255.255",
    OPENS,
  ),
  windows("dsadd|dsmod", "user|group -pwd|-addmbr|-chmbr|-memberof\nuser -disabled=no", ACCOUNTS),
  windows("net|net1", "accounts ~/*\nlocalgroup /add\ngroup /add\nuser /add\nuser * ^*\nuser /active=yes", ACCOUNTS),
  windows(
    "add-content|set-content|out-file|tee-object",
    `~*$profile*|*profile.ps1*|*drivers\\etc\\hosts*|*drivers/etc/hosts*|${STARTUP}`,
    STARTS,
  ),
  windows(
    "copy-item|move-item|new-item|.createshortcut|copy|move|xcopy|robocopy|mklink|echo",
    `~${STARTUP}|*ms-settings*|*mscfile*|*\\shell\\open\\command*`,
    STARTS,
  ),
  windows("new-service|register-scheduledjob|register-wmievent|register-scheduledtask|new-scheduledtask", "", STARTS),
  windows("schtasks", "/create|/change", STARTS),
  windows("sc", "create|config ~binpath=*|binpath=|obj=*|start=auto\nconfig @* ~binpath*", STARTS),
  windows("at", "@* /every|/next|/interactive", STARTS),
  windows("bitsadmin", "/setnotifycmdline", STARTS),
  windows(
    "set-wmiinstance|new-ciminstance|register-cimindicationevent|[wmiclass]::new",
    "~*__eventfilter*|*eventconsumer*|*__filtertoconsumerbinding*|*win32_service*",
    STARTS,
  ),
  on(
    "enable-localuser|enable-adaccount|set-adaccountpassword|add-adgroupmember|new-aduser|set-aduser|unlock-adaccount|add-adprincipalgroupmembership|add-msoluserrole|add-msolrolemember|new-azadapplication|new-azadserviceprincipal|new-azadappcredential|new-azadspcredential|new-azroleassignment|add-azureadgroupmember|add-azureaddirectoryrolemember|new-mguser|add-mgapplicationpassword|new-iamaccesskey|new-iamuser|register-iamuserpolicy|write-iamuserpolicy|add-iamusertogroup|new-iamloginprofile|set-msoluserpassword|set-localuser|new-localuser|add-localgroupmember|new-azureadapplicationpasswordcredential|new-azureadserviceprincipalpasswordcredential|new-azureaduser|new-azureadmsinvitation|new-mginvitation|update-mguser",
    /\S|^$/,
    ACCOUNTS,
    /^(?:-Identity )?\S+ -(?:Description|FullName|Department|Title|Office)\b/i,
  ),
  windows(
    "disable-adaccount|remove-aduser|remove-adgroup|remove-adcomputer|remove-adgroupmember|remove-azureaduser|remove-mguser|remove-localuser|disable-localuser",
    "",
    {
      verb: "delete",
      resource: "account",
      says: "locks out or removes accounts",
    },
  ),
  windows(
    "set-azstorageaccount",
    "-AllowBlobPublicAccess=$true\n-DefaultAction=allow\n-PublicNetworkAccess=enabled",
    OPENS,
  ),
  windows("set-azstoragecontaineracl|new-azstoragecontainer", "-Permission|-PublicAccess=blob|container", OPENS),
  windows(
    "add-mailboxpermission|new-inboxrule|set-mailbox|new-transportrule|add-recipientpermission|set-inboxrule|add-mailboxfolderpermission|set-casmailbox|new-mailboxexportrequest|set-adminauditlogconfig|remove-transportrule|set-transportrule",
    "~-accessrights*|-forward*|-redirect*|-delete*|-blindcopyto*|-user*|-filepath*\n-AuditEnabled|-AdminAuditLogEnabled|-UnifiedAuditLogIngestionEnabled=$false",
    MAIL,
  ),
  windows("import-certificate|import-pfxcertificate", "~*\\root*|*\\ca|*\\trustedpublisher*|*\\authroot*", TRUSTS),
  windows("new-selfsignedcertificate", "-CertStoreLocation=*\\root|*\\ca|*\\trustedpublisher|*/root", TRUSTS),
  windows(".setpassword|.changepassword", "", ACCOUNTS),
  windows("certmgr", "/add ~*root*|*trustedpublisher*", TRUSTS),
];
