/** What guards Windows, what starts there by itself, and who may do what: switching it off, adding to it. */
import { weakens } from "../doings.ts";
import { type Line, on } from "./lines.ts";

const WATCH = weakens("system", "stops what watches over this machine", { recovery: "none" });
const STARTS = weakens("system", "has a program start by itself", { recovery: "none" });
const ACCOUNTS = weakens("account", "gives an account rights, or sets its password", { recovery: "none" });
const OPENS = weakens("network", "opens this machine to others", { recovery: "none" });
const MAIL = weakens("account", "has somebody else's mail go elsewhere, or be read", { recovery: "none" });

export const WINDOWS_GUARDS: readonly Line[] = [
  on("mpcmdrun", /-RemoveDefinitions|-DisableService|-Restore\b/i, WATCH),
  on("wmic", /\bsubscription\b.*\b(?:create|path)\b/i, STARTS),
  on("wmic", /useraccount .*\b(?:set|call rename)\b/i, ACCOUNTS),
  on("wmic", /\bproduct\b.*call uninstall|service\b.*call (?:stop|delete|changestartmode)/i, WATCH),
  on("mofcomp|set-scheduledtask", /\.mof\b|-Action\b/i, STARTS),
  on("sdbinst", /\.sdb\b/i, STARTS),
  on("secedit", /\/configure\b|\/import\b/i, WATCH),
  on("assoc|ftype", /=\S*(?:exe|cmd|\\)/i, STARTS),
  on("setx", /^PATH .*\/M\b|^(?:COMSPEC|windir|UserInit\S*|COR_\S+)/i, STARTS),
  on(
    "reg",
    /\badd\b.*\\(?:environment["']? .*\/v["' ]+(?:UserInitMprLogonScript|windir|SystemRoot|COR_PROFILER\S*)|InprocServer32|LocalServer32|shell\\open\\command|Active Setup|Explorer\\Shell Folders|Session Manager|AppCertDlls|Print\\Monitors|Time ?Providers|NetSh|Command Processor|Office\\.*\\(?:Addins|Options)|Lsa|Winlogon|ShellServiceObject\S*|SharedTaskScheduler|BootExecute)/i,
    STARTS,
  ),
  on(
    "copy|move|xcopy|replace|ren",
    /\bsystem32\\(?:sethc|utilman|osk|narrator|magnify|displayswitch|atbroker|drivers|tasks|wbem|spool)\b/i,
    { ...STARTS, says: "puts another program in the place of one that runs before anybody signs in" },
  ),
  on("sysmon|sysmon64", /[-/]u\b|[-/]c\b/i, WATCH, /^-c$/),
  on("fltmc", /^unload\b|^detach\b/i, WATCH),
  on("logman", /^(?:stop|delete|update)\b/i, WATCH),
  on("del|erase|rd|rmdir", /winevt\\logs|PSReadline|\.evtx\b|Windows Defender|\\Prefetch\\/i, {
    verb: "delete",
    resource: "backup",
    says: "clears what the machine has written down about itself",
  }),
  on("cipher", /\/e\b.*\/s:/i, {
    verb: "overwrite",
    resource: "directory",
    reach: "all",
    says: "encrypts every file of a folder",
  }),
  on("for", /in \(\) do start/i, {
    verb: "execute-unknown",
    resource: "process",
    reach: "all",
    says: "starts programs without end",
  }),
  on("fsutil", /\busn deletejournal|setzerodata|\bbehavior set (?:SymlinkEvaluation|disablelastaccess)/i, WATCH),
  on(
    "new-gpo|new-gplink|set-gplink|import-gpo|set-adaccountcontrol|new-adcomputer|add-domainobjectacl|set-domainobject|set-domainuserpassword|add-domaingroupmember|new-adserviceaccount|set-adaccountauthenticationpolicysilo|set-adreplicationsite|add-adcomputerserviceaccount|set-azvmextension|set-azkeyvaultaccesspolicy|new-azaduser|add-azadgroupmember|update-azadapplication|set-adgroup|grant-adpermission",
    /\S|^$/,
    ACCOUNTS,
  ),
  on("dsadd|dsmod", /^(?:user|group)\b.*-(?:pwd|addmbr|chmbr|disabled no)\b/i, ACCOUNTS),
  on("net", /^accounts\b.*\/|^localgroup\b.*\/add|^group\b.*\/add/i, ACCOUNTS),
  on(
    "netsh",
    /\bwinhttp set proxy|\bset dns\b|\bportproxy add|\badd helper\b/i,
    weakens("network", "sends the traffic of this machine by way of another one"),
  ),
  on(
    "copy-item|move-item|copy|move",
    /system32[\\/](?:sethc|utilman|osk|narrator|magnify|displayswitch|atbroker|wbem|drivers|tasks|spool)/i,
    {
      ...STARTS,
      says: "puts another program in the place of one that runs before anybody signs in",
    },
  ),
  on(
    "set-netfirewallrule|enable-netfirewallrule",
    /Remote Desktop|-Enabled:? *True|-Action:? *Allow/i,
    OPENS,
    /-Enabled:? *False/i,
  ),
  on("remove-item|clear-content", /winevt[\\/]logs|PSReadline|\.evtx\b/i, {
    verb: "delete",
    resource: "backup",
    says: "clears what the machine has written down about itself",
  }),
  on("new-item", /CurrentVersion\\Run(?:Once)?\b/i, STARTS),
  on(
    "reg",
    /\badd\b.*(?:DisableCMD|DisableTaskMgr|DisableRegistryTools|NoControlPanel|HidePowerOptions|DisableLockWorkstation)/i,
    WATCH,
  ),
  on(
    ".gettype|.getfield|.getfields|.setvalue|[ref].assembly|.getnestedtype",
    /amsi|ScriptBlockLogging|cachedGroupPolicySettings|etwProvider|NonPublic,Static/i,
    { ...WATCH, says: "blinds the scanner that reads what PowerShell runs" },
  ),
  on(
    "set-item|new-item|set-content|[environment]::setenvironmentvariable",
    /COMPlus_ETW|COMPlus_Enable|COR_PROFILER/i,
    WATCH,
  ),
  on(".clearlog|.clear", /EventLog|\bLog\b/i, {
    verb: "delete",
    resource: "backup",
    says: "clears what the machine has written down about itself",
  }),
  on("remove-mppreference|remove-mpthreat|set-mppreference", /\S|^$/, WATCH),
  on(
    "set-service",
    /(?:WinDefend|Sense|EventLog|wuauserv|MpsSvc|wscsvc|SecurityHealth\S*|Sysmon\S*|VSS|BITS).*(?:Disabled|Stopped)/i,
    WATCH,
  ),
  on("set-service", /(?:RemoteRegistry|TermService|WinRM|sshd).*(?:Automatic|Running)/i, OPENS),
  on("start-service", /\b(?:RemoteRegistry|TermService|sshd)\b/i, OPENS),
  on(
    "new-netfirewallrule|set-netfirewallrule",
    /-Action:? *Allow/i,
    OPENS,
    /-RemoteAddress:? *(?:LocalSubnet|127|10\.|192\.168)/i,
  ),
  on("disable-netfirewallrule|remove-netfirewallrule", /\S/, OPENS),
  on(
    "uninstall-package|uninstall-windowsfeature|remove-windowsfeature|disable-windowsoptionalfeature",
    /(?:falcon|crowdstrike|defender|sentinel|sysmon|sophos|carbon|cortex|eset|antivirus).*/i,
    WATCH,
  ),
  on(
    "set-smbserverconfiguration|set-smbclientconfiguration",
    /SMB1Protocol:? *\$true|RequireSecuritySignature:? *\$false|EncryptData:? *\$false/i,
    OPENS,
  ),
  on("enable-psremoting|winrm|enable-wsmancredssp", /^(?!get|enumerate|id\b)/i, OPENS),
  on("set-item", /TrustedHosts/i, OPENS),
  on("new-smbshare|grant-smbshareaccess", /Everyone|-FullAccess|-Path:? *[A-Za-z]:\\(?: |$)/i, OPENS),
  on("add-windowscapability", /OpenSSH\.Server|Telnet|SNMP/i, OPENS),
  on(
    "set-dnsclientserveraddress",
    /-ServerAddresses/i,
    weakens("network", "has names looked up by another server"),
    /(?:1\.1\.1\.1|8\.8\.8\.8|9\.9\.9\.9|ResetServer)/,
  ),
  on("disable-bitlocker|suspend-bitlocker|clear-bitlockerautounlock", /^/, WATCH),
  on(
    "set-wmiinstance|new-ciminstance|register-wmievent|register-cimindicationevent",
    /__EventFilter|EventConsumer|__FilterToConsumerBinding|Win32_Service/i,
    STARTS,
  ),
  on("add-content|set-content|out-file|tee-object", /\$PROFILE|profile\.ps1|\\Startup\\|drivers\\etc\\hosts/i, STARTS),
  on(
    "copy-item|move-item|new-item|.createshortcut",
    /\\Startup(?:\\|["']?$|["'])|Start Menu\\Programs\\Startup|ms-settings|mscfile|\\shell\\open\\command/i,
    STARTS,
  ),
  on(
    "set-itemproperty|new-itemproperty",
    /EnableLUA|UserInit|AppInit|fDenyTSConnections|UseLogonCredential|RunAsPPL|DisableAntiSpyware|ScriptBlockLogging|ConsentPromptBehaviorAdmin|LocalAccountTokenFilterPolicy/i,
    WATCH,
  ),
  on(
    "enable-localuser|enable-adaccount|set-adaccountpassword|add-adgroupmember|new-aduser|set-aduser|unlock-adaccount|add-adprincipalgroupmembership|set-adobject|add-msoluserrole|add-msolrolemember|new-azadapplication|new-azadserviceprincipal|new-azadappcredential|new-azadspcredential|new-azroleassignment|add-azureadgroupmember|add-azureaddirectoryrolemember|new-mguser|new-mgrolemanagementdirectoryroleassignment|add-mgapplicationpassword|new-iamaccesskey|new-iamuser|register-iamuserpolicy|write-iamuserpolicy|add-iamusertogroup|new-iamloginprofile|set-msoluserpassword|set-localuser",
    /\S|^$/,
    ACCOUNTS,
    /^(?:-Identity )?\S+ -(?:Description|FullName|Department|Title|Office)\b/i,
  ),
  on("disable-adaccount|remove-aduser|remove-adgroup|remove-adcomputer|remove-adgroupmember", /^/, {
    verb: "delete",
    resource: "account",
    says: "locks out or removes accounts of the domain",
  }),
  on("set-azstorageaccount", /-AllowBlobPublicAccess:? *\$true|-DefaultAction:? *Allow/i, OPENS),
  on("set-azstoragecontaineracl|new-azstoragecontainer", /-P(?:ermission|ublicAccess):? *(?:Blob|Container)/i, OPENS),
  on(
    "add-mailboxpermission|new-inboxrule|set-mailbox|new-transportrule|add-recipientpermission|set-inboxrule",
    /-AccessRights|-Forward\w*|-Redirect\w*|-Delete\w*|-BlindCopyTo|-AuditEnabled:? *\$false|-User\b/i,
    MAIL,
  ),
  on("stop-ctlogging|remove-ctrail|update-ctrail|remove-gddetector|update-gddetector", /^/, WATCH),
  on("set-winevent|set-logproperties|disable-psscriptblocklogging|wevtutil", /(?:^sl\b|set-log).*\/e:f/i, WATCH),
  on("start-job|start-process|start-threadjob", /while *\(?\$?true/i, {
    verb: "execute-unknown",
    resource: "process",
    reach: "all",
    says: "starts programs without end",
  }),
  on("plink|putty|pscp", /(?:^| )-(?:R|D)\b/, {
    verb: "weaken",
    resource: "network",
    says: "opens a way in from outside, past the firewall",
  }),
];
