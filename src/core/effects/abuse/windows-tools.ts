/**
 * Windows: its own programs that run, fetch or load what others wrote; where it keeps passwords; what guards it; and
 * what starts by itself. Programs of the system and cmdlets by their names, as their manuals have them.
 */
import { weakens } from "../doings.ts";
import type { Doing } from "../subcommands.ts";
import { type Line, on } from "./lines.ts";

const RUNS: Doing = {
  verb: "execute-unknown",
  resource: "code",
  reach: "unknown",
  says: "has a program of Windows run code that nobody has seen",
};
const FETCHES: Doing = { ...RUNS, says: "brings a program from another machine" };
const REMOTE: Doing = {
  verb: "execute-remote",
  resource: "code",
  reach: "unknown",
  says: "runs commands on another machine",
};
const SECRET: Doing = {
  verb: "read-secret",
  resource: "secret",
  recovery: "none",
  says: "reads passwords that Windows keeps",
};
const MEMORY: Doing = { ...SECRET, says: "reads what another process keeps in its memory" };
const SENDS: Doing = {
  verb: "exfiltrate",
  resource: "file",
  recovery: "none",
  reach: "several",
  says: "sends files of this machine to another one",
};
const WATCH = weakens("system", "stops what watches over this machine", { recovery: "none" });
const STARTS = weakens("system", "has a program start by itself", { recovery: "none" });
const ACCOUNTS = weakens("account", "gives an account rights, or sets its password", { recovery: "none" });
const OPENS = weakens("network", "opens this machine to others", { recovery: "none" });
const HIDES = weakens("system", "hides a program or what was done with it");
const MAIL = weakens("account", "has somebody else's mail go elsewhere, or be read", { recovery: "none" });

const SHARE = "\\\\\\\\[\\w.-]+\\\\";
const share = (before: string) => new RegExp(`(?:${before})${SHARE}`, "i");

export const WINDOWS: readonly Line[] = [
  // Programs of Windows that run others.
  on("regsvr32|regasm|regsvcs|installutil", /\.(?:dll|ocx|exe|sct)\b/i, RUNS),
  on(
    "rundll32",
    /\.(?:dll|cpl|ocx)["']?,/i,
    RUNS,
    /^["']?(?:\S*\\)?(?:printui|user32|powrprof|sysdm|shell32\.dll["']?,Control_RunDLL|dfshim|keymgr|inetcpl|shdocvw)/i,
  ),
  on("rundll32", /ShellExec_RunDLL|OpenURL|keymgr\.dll,|LaunchApplication|RegisterOCX|RouteTheCall/i, RUNS),
  on("msiexec", /https?:\/\/|[/-]y\b|[/-]z\b/i, FETCHES),
  on(
    "msxsl|ieexec|presentationhost|hh|infdefaultinstall|cmdl32|ttdinject|stordiag|bginfo|remote|winword|msohtmed|squirrel",
    /https?:\/\/|\S/,
    RUNS,
    /\.(?:chm|docx?|txt)$/i,
  ),
  on(
    "control",
    /\.cpl\b|:\S+\.dll/i,
    RUNS,
    /^(?:\S*\\)?(?:appwiz|desk|inetcpl|main|ncpa|sysdm|timedate|firewall|mmsys|intl|powercfg)\.cpl/i,
  ),
  on("explorer", /\/root,|\.(?:exe|lnk|hta)\b/i, RUNS),
  on("conhost", /\S/, RUNS),
  on("dnscmd", /serverlevelplugindll/i, RUNS),
  on(
    "findstr|type|start|more|copy|xcopy|robocopy|print|expand|extrac32",
    new RegExp(`${SHARE}.*\\.(?:exe|dll|ps1|bat|vbs|hta|js|cab|msi)\\b`, "i"),
    FETCHES,
  ),
  on("mpcmdrun", /-DownloadFile/i, FETCHES),
  on("mpcmdrun", /-RemoveDefinitions|-DisableService|-Restore\b/i, WATCH),
  on("tftp", /\bGET\b/i, FETCHES),
  on("configsecuritypolicy|datasvcutil|certreq", /https?:\/\//i, SENDS),
  on("appinstaller|ms-appinstaller", /source=http/i, FETCHES),
  on(
    "csc|vbc|jsc|ilasm|vjc|cl",
    /(?:[/-]out:|[/-]target:(?:win)?exe|\/exe\b|^\S+\.js$).*/i,
    { ...RUNS, says: "makes a program on the spot", certainty: "likely", recovery: "effort" },
    /^(?!.*(?:temp|tmp|public|evil|payload|shell)).*(?:bin\\|obj\\|out\\|build\\|-out:(?:bin|obj|out|build))/i,
  ),
  on("dotnet|msbuild", share("(?:msbuild |^)"), FETCHES),
  on(
    "tracker|te|cdb|windbg|ntsd|mavinject|wuauclt|verclsid|msdeploy|vsjitdebugger|appvlp|devtoolslauncher|rcsi|dnx|fsi|fsianycpu|csi|vsls-agent|openconsole|wfc|excel|winget|provlaunch|runexehelper|scriptrunner|register-cimprovider|gpscript|diskshadow|workfolders|wlrmdr|setres|pnputil|utilityfunctions|launch-vsdevshell|manage-bde.wsf|pubprn.vbs|winrm.vbs|syncappvpublishingserver.vbs|cl_invocation.ps1|cl_mutexverifiers.ps1",
    /\/d \S+\.dll|\.wsc\b|(?:^| )-cf |\/INJECTRUNNING|UpdateDeploymentProvider|\/S \/C|-verb:sync.*runCommand|LaunchProcess|\.(?:csx|fsx)$|-appvscript|-path \S+\.dll|\/Startup|[/-](?:s|add-driver) \S+\.(?:txt|inf)|install .*--manifest/i,
    RUNS,
  ),
  on("type|copy|echo|more|esentutl|expand", /:\w[\w.]*\.(?:exe|dll|vbs|ps1|js|bat)\b(?<!^[A-Za-z]:\S*)/i, HIDES),
  on(
    "net",
    share("^use .*"),
    { ...FETCHES, says: "connects a folder of another machine" },
    /\/d(?:elete)?\b|\$env:|%/i,
  ),
  on("wmic", /\bsubscription\b.*\b(?:create|path)\b/i, STARTS),
  on("wmic", /useraccount .*\b(?:set|call rename)\b/i, ACCOUNTS),
  on("wmic", /\bproduct\b.*call uninstall|service\b.*call (?:stop|delete|changestartmode)/i, WATCH),
  on("mofcomp", /\.mof\b/i, STARTS),
  on("sdbinst", /\.sdb\b/i, STARTS),
  on("secedit", /\/configure\b|\/import\b/i, WATCH),
  on("assoc|ftype", /=\S*(?:exe|cmd|\\)/i, STARTS),
  on("setx", /^PATH .*\/M\b|^(?:COMSPEC|windir|UserInit\S*|COR_\S+)/i, STARTS),
  on(
    "reg",
    /\badd\b.*\\(?:environment["']? .*\/v["' ]+(?:UserInitMprLogonScript|windir|SystemRoot|COR_PROFILER\S*)|InprocServer32|LocalServer32|shell\\open\\command|Active Setup|Explorer\\Shell Folders|Session Manager|AppCertDlls|Print\\Monitors|Time ?Providers|NetSh|Command Processor|Office\\.*\\(?:Addins|Options)|Lsa|Winlogon|ShellServiceObject\S*|SharedTaskScheduler|BootExecute)/i,
    STARTS,
  ),
  on("mklink", share(""), { ...FETCHES, says: "makes a folder here lead to another machine" }),
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
  on("doskey", /\/(?:listsize|reinstall)\b/i, HIDES),
  on("cipher", /\/e\b.*\/s:/i, {
    verb: "overwrite",
    resource: "directory",
    reach: "all",
    says: "encrypts every file of a folder",
  }),
  on("attrib", /\+\w .*\+h\b|\+h .*\+s\b/i, HIDES, /desktop\.ini|\.git\b/i),
  on("for", /in \(\) do start/i, {
    verb: "execute-unknown",
    resource: "process",
    reach: "all",
    says: "starts programs without end",
  }),
  on("fsutil", /\busn deletejournal|setzerodata|\bbehavior set (?:SymlinkEvaluation|disablelastaccess)/i, WATCH),

  // Where Windows keeps passwords.
  on(
    "tttracer|ttd|dump64|adplus|processdump|procdump|procdump64|out-minidump|rdrleakdiag|sqldumper|minidump|createdump|dumpminitool|userdump",
    /\S/,
    MEMORY,
    /^(?:-h|--help|\/\?|-v)/,
  ),
  on(
    "copy|xcopy|robocopy|type|esentutl|copy-item|get-content|move|move-item|expand|replace|makecab",
    /HarddiskVolumeShadowCopy|\bntds(?:\.dit|\\|\b.*ntds\.dit)|system32\\config\\(?:sam|system|security|regback)|\\repair\\sam|Microsoft\\(?:Credentials|Protect|Vault|Crypto)|Login Data|Web Data|\\Cookies\b|Firefox\\Profiles|Chrome\\User Data|Edge\\User Data|key4\.db|logins\.json|ConsoleHost_history|[Uu]nattend(?:ed)?\.xml|sysprep\.(?:xml|inf)|groups\.xml|web\.config$|AzureRmContext|TokenCache\.dat|accessTokens\.json|id_rsa|id_ed25519|\.aws[\\/]credentials|\.kdbx\b|confCons\.xml|recentservers\.xml|filezilla|WinSCP\.ini|credentials\.db/i,
    SECRET,
  ),
  on("get-content", /\(?Get-PSReadlineOption\)?\.HistorySavePath|HistorySavePath/i, {
    ...SECRET,
    says: "reads what was typed into the shell",
  }),
  on("pktmon|netsh", /^(?:start\b.*(?:--capture|-c)|trace start\b.*capture=yes)/i, {
    ...SECRET,
    resource: "network",
    says: "reads what others send over the network",
  }),
  on("klist", /-li\b|^get\b|^tgt\b/i, SECRET),
  on("psr", /\/start\b/i, { ...SECRET, says: "records what is on the person's screen" }),
  on(
    "findstr",
    /\/\w*i?.*\b(?:key|token|secret|passw\w*|pwd|cred\w*)\b.*/i,
    { ...SECRET, says: "searches for passwords" },
    /\.(?:ts|js|cs|java|py|go|rb|tsx|jsx|md)\b|\bsrc\b/i,
  ),
  on(
    "get-credential|get-storedcredential|get-gpppassword|get-adreplaccount|invoke-ninjacopy|get-domainuser|get-domaincomputer|invoke-allchecks|invoke-userhunter|find-localadminaccess|invoke-sharefinder|get-passhashes|get-keystrokes|get-vaultcredential|out-minidump|invoke-runas|invoke-dllinjection|invoke-reflectivepeinjection|invoke-portscan|get-system|get-timedscreenshot|invoke-credentialinjection|invoke-wmiexec|invoke-smbexec|invoke-inveigh|invoke-thehash|get-clipboardcontents|invoke-passwordspray|invoke-domainpasswordspray|invoke-obfuscation|get-chromedump|get-foxdump|invoke-winenum|get-netuser|get-lapspasswords|get-laps|get-bitlockerkey|get-wifipassword|invoke-webcam|get-micaudio|add-persistence|install-ssp|get-securitypackages|invoke-bypassuac|invoke-psexec|invoke-eventviewer|invoke-tokenmanipulation|add-exfiltration|do-exfiltration|out-word|out-excel|out-chm|out-hta|out-shortcut|out-java|execute-command-mssql|enable-dupliatetoken|duplicatetoken|get-servicepermission|get-unquotedservice|invoke-privesc|invoke-privesccheck|write-hijackdll|write-servicebinary|get-adidnszone|new-adidnsnode|set-adidnsnode|get-lsasecret|get-passhints|gupt-backdoor|http-backdoor|dns_txt_pwnage|copy-vss",
    /^/,
    { ...SECRET, says: "does what a tool for attacks does" },
    /(?:GetNetworkCredential|ConvertFrom)?^-(?:Message|UserName)\b[^|]*$/i,
  ),
  on("get-azaccesstoken|get-azurermaccesstoken|get-msaltoken|get-graphtoken", /^/, {
    ...SECRET,
    says: "prints a credential that lets its holder in",
  }),
  on("get-azkeyvaultsecret|get-secret|get-ssmparametervalue", /-AsPlainText|-WithDecryption/i, {
    ...SECRET,
    says: "prints a secret in plain text",
  }),
  on("get-secsecretvalue", /\S/, { ...SECRET, says: "prints a secret in plain text" }),
  on(
    "get-childitem|select-string|where-object",
    /(?:[A-Za-z]:[\\/]?(?:Users\b)?|\$HOME|~).*(?:\.kdbx|\.pfx|\.ppk|\.pem|id_rsa|unattend|web\.config|\.rdp\b|passw|cred\w*\.)/i,
    { ...SECRET, says: "looks for passwords and keys all over the disk" },
    /^(?!.*-(?:R|r|S|Pattern|Include|Path)).*/,
  ),
  on("export-clixml|convertfrom-securestring", /GetNetworkCredential|-AsPlainText/i, SECRET),
  on(
    "[windows.security.credentials.passwordvault]::new|[security.cryptography.protecteddata]::unprotect|.retrieveall|.retrievepassword|.getnetworkcredential|[credentialmanager.credman]::usercredread",
    /^/,
    SECRET,
  ),
  on(
    "new-object",
    /PasswordVault|GetAsyncKeyState|DirectoryServices\.DirectorySearcher.*servicePrincipalName/i,
    SECRET,
  ),
  on(".copyfromscreen", /^/, { ...SECRET, says: "records what is on the person's screen" }),
  on(".getasynckeystate|[user32]::getasynckeystate|.setwindowshookex", /^/, {
    ...SECRET,
    says: "records what the person types",
  }),
  on(
    "add-type",
    /GetAsyncKeyState|SetWindowsHookEx|VirtualAlloc|VirtualProtect|CreateRemoteThread|WriteProcessMemory|MiniDumpWriteDump|OpenProcess|CreateThread|NtUnmapViewOfSection|amsi/i,
    { ...RUNS, says: "calls functions of Windows that run code in memory or watch the person" },
  ),
  on(
    ".createthread|.virtualalloc|[runtime.interopservices.marshal]::copy|[runtime.interopservices.marshal]::writeint32|[runtime.interopservices.marshal]::writebyte|.getdelegateforfunctionpointer|[runtime.interopservices.marshal]::getdelegateforfunctionpointer",
    /^/,
    { ...RUNS, says: "writes into the memory of a program, and may run it" },
  ),
  on(
    "[reflection.assembly]::load|[reflection.assembly]::loadfile|[reflection.assembly]::unsafeloadfrom|[appdomain]::currentdomain.load",
    /^/,
    { ...RUNS, says: "loads a program that nobody has seen into this one" },
    /^["']?System\.\S*$|\.dll["']?$/i,
  ),
  on("[reflection.assembly]::loadfrom", /https?:|\\\\/i, {
    ...RUNS,
    says: "loads a program that nobody has seen into this one",
  }),
  on(".executeshellcommand|.create|.navigate2", /win32_process|\b(?:cmd|powershell|\S+\.exe)\b/i, REMOTE),
  on(
    "[dns]::getHostAddresses|[net.dns]::gethostaddresses|[net.dns]::gethostentry|[net.dns]::resolve|resolve-dnsname|test-connection",
    /\$env:|\$\(|\uFFFC.*\.\w/i,
    { ...SENDS, says: "tells a name server what stands in a variable or a file" },
    /^(?:-\S+ )*\S*\uFFFC$|^\$env:COMPUTERNAME$|localhost/i,
  ),

  // What guards Windows.
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
    "uninstall-package|uninstall-windowsfeature|remove-windowsfeature|disable-windowsoptionalfeature|get-package",
    /(?:falcon|crowdstrike|defender|sentinel|sysmon|sophos|carbon|cortex|eset|antivirus).*/i,
    WATCH,
    /^(?!.*Uninstall).*-Name [^|]*$(?<=get-package)/i,
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
  on("set-content|add-content|get-content", /-Stream:? *(?!Zone\.Identifier)\w/i, HIDES),
  on("unblock-file", /\.(?:exe|dll|ps1|msi|scr|hta|vbs|js)\b/i, HIDES, /^\.?[\\/]?(?:scripts|tools|build)[\\/]/i),
  on("remove-item", /-Stream:? *Zone\.Identifier/i, HIDES),
  on("disable-bitlocker|suspend-bitlocker|clear-bitlockerautounlock", /^/, WATCH),

  // What starts by itself, and who may do what.
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
    "write-s3object|set-azstorageblobcontent|write-s3objecttag",
    /\.env\b|\\\.ssh\b|\\\.aws\b|\.pem\b|\.pfx\b|\.kdbx\b|ntds|\.dmp\b/i,
    { ...SENDS, resource: "secret", says: "sends secrets of this machine to a store elsewhere" },
  ),
  on(
    "add-mailboxpermission|new-inboxrule|set-mailbox|new-transportrule|add-recipientpermission|set-inboxrule",
    /-AccessRights|-Forward\w*|-Redirect\w*|-Delete\w*|-BlindCopyTo|-AuditEnabled:? *\$false|-User\b/i,
    MAIL,
  ),
  on("stop-ctlogging|remove-ctrail|update-ctrail|remove-gddetector|update-gddetector", /^/, WATCH),
  on("import-module|. |&", share(""), FETCHES),
  on(
    "set-winevent|set-logproperties|disable-psscriptblocklogging|wevtutil",
    /(?:^sl\b|set-log).*\/e:f|^cl\b|clear-log/i,
    WATCH,
  ),
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
  on("start-bitstransfer", /-TransferType:? *Upload/i, SENDS),
];
