/** What guards Windows: its scanners, logs, firewall, registry settings; switching them off, or opening it to others. */
import { inSequence } from "../../kit/in-sequence.ts";
import type { EffectTemplate } from "../../kit/table.ts";
import { type Line, on, windows } from "./lines.ts";
import { LOGS, NAMES, OPENS, WATCH, WAY } from "./machine-effects.ts";

const BLINDS = { ...WATCH, says: "blinds the scanner that reads what PowerShell runs" };
const ENCRYPTS: EffectTemplate = {
  verb: "overwrite",
  resource: "directory",
  reach: "all",
  says: "encrypts every file of a folder",
};
const ENDLESS: EffectTemplate = {
  verb: "execute-unknown",
  resource: "process",
  reach: "all",
  says: "starts programs without end",
};
const WAY_IN: EffectTemplate = {
  verb: "weaken",
  resource: "network",
  says: "opens a way in from outside, past the firewall",
};

/** Services that watch, write down, or keep what is lost. */
const WATCHING =
  "windefend|sense|eventlog|wuauserv|mpssvc|wscsvc|securityhealth*|sysmon*|vss|bits|wdnissvc|wdfilter|usosvc|wersvc|diagtrack|swprv|wbengine|sdrsvc|mdcoresvc|csfalcon*|sentinel*|cb*defense*|cylance*|elastic*|splunk*|wazuh*|osquery*";
const REMOTE_SERVICES = "remoteregistry|termservice|winrm|sshd|tlntsvr|snmp*|ssh-agent";
const RECORDS =
  "*winevt\\logs*|*winevt/logs*|*psreadline*|*.evtx*|*windows·defender*|*windows\\prefetch*|*systemroot%\\prefetch*|*windir%\\prefetch*|*\\inetpub\\logs*|*windows\\recent\\*|*automaticdestinations*|*powershell_transcript*|*srudb*|*\\amcache*|*$recycle.bin*";
/** Settings by which Windows guards itself, below its keys. */
const SETTINGS =
  "enablelua|amsienable|fdenytsconnections|uselogoncredential|runasppl|disableantispyware|disableantivirus|disablerealtimemonitoring|enablescriptblocklogging|scriptblocklogging|enablemodulelogging|enabletranscripting|consentpromptbehavior*|localaccounttokenfilterpolicy|promptonsecuredesktop|disablerestrictedadmin|restrictanonymous|lmcompatibilitylevel|enablevirtualizationbasedsecurity|lsacfgflags|disablecmd|disabletaskmgr|disableregistrytools|nocontrolpanel|hidepoweroptions|disablelockworkstation|disableblockatfirstseen|submitsamplesconsent|tamperprotection|disablebehaviormonitoring|disableioavprotection|disablescriptscanning|enablefirewall|disablenotifications|noautoupdate|enablesmartscreen|smartscreenenabled|vbawarnings|accessvbom|enablelinkedconnections|auditlevel|maxsize|hidden|showsuperhidden|disableconfig|disablesr|state";

export const WINDOWS_GUARDS: readonly Line[] = [
  windows("mpcmdrun", "-removedefinitions|-disableservice|-restore", WATCH),
  windows(
    "wmic",
    "product ** call uninstall\nservice ** call stopservice|delete|changestartmode|stop\nprocess ** call terminate|delete ~*defend*|*falcon*|*sentinel*\n** product ** call uninstall\nshadowcopy delete|call\nnteventlog ** call|cleareventlog|cl\n** call setallowtsconnections",
    WATCH,
  ),
  windows("secedit", "/configure|/import", WATCH),
  windows("sysmon|sysmon64", "-u|/u\n-c @*", WATCH),
  windows("net|net1", "time /set", WATCH),
  windows("fltmc", "unload|detach", WATCH),
  windows("logman", "stop|delete|update", WATCH),
  windows("auditpol", "/clear|/remove|/restore\n/set /success|/failure=disable", WATCH),
  windows("wevtutil", "sl|set-log /e|/enabled=false|f\nsl|set-log /ms|/maxsize", WATCH),
  windows("vssadmin|diskshadow", "delete shadows\nresize shadowstorage\n/s", WATCH),
  windows(
    "bcdedit",
    "/set ** @nointegritychecks|testsigning|loadoptions|recoveryenabled|bootstatuspolicy|safeboot|disableelamdrivers|nx|debug\n/debug=on|/set",
    WATCH,
  ),
  windows("sc", `stop|delete|config|pause|failure|sdset|sidtype @${WATCHING}`, WATCH),
  windows("net|net1", `stop|pause @${WATCHING}`, WATCH),
  windows(
    "taskkill",
    "/im=*defend*|msmpeng*|*falcon*|*sentinel*|csagent*|cb.exe|*sysmon*|*cylance*|*sophos*|*mcafee*|*splunk*|*wazuh*|smartscreen*",
    WATCH,
  ),
  windows(
    "reg",
    `add /v|-v=${SETTINGS}\nadd @*windows·defender*|*disableantispyware*|*\\eventlog\\*|*\\wmi\\autologger*|*\\amsi\\*\nadd @*\\policies\\microsoft\\*|*\\office\\*\\security*|*\\outlook\\*\\security|*\\outlook\\security|*\\outlook\\today|*\\outlook\\webview*\nadd @*\\internet·settings* /v|-v=proxyserver|proxyenable|autoconfigurl|proxyoverride\ndelete @*windows·defender*|*\\amsi\\providers*|*\\eventlog*|*safeboot*|*\\wmi\\autologger*|*typedpaths*|*runmru*|*typedurls*`,
    WATCH,
  ),
  windows("del|erase|rd|rmdir|remove-item|clear-content", `~${RECORDS}`, LOGS),
  windows("protect-listedfiles", "", { ...ENCRYPTS, says: "encrypts each file of a listing" }),
  windows("cipher", "/e /s\n/w=c:*\n/e @*^**", ENCRYPTS),
  windows("start-job|start-process|start-threadjob", "~*while*true*", ENDLESS),
  windows(
    "fsutil",
    "usn deletejournal\nfile setzerodata\nbehavior set @symlinkevaluation|disablelastaccess|disabledeletenotify",
    WATCH,
  ),
  windows(
    "netsh",
    "** winhttp set proxy|advproxy\n** set dns|dnsservers\n** portproxy add|set\nadd helper\nwinhttp set|import proxy\ninterface portproxy add|set\nint portproxy add|set\nwlan set|start hostednetwork",
    WAY,
  ),
  windows(
    "netsh",
    "advfirewall set * state off\nadvfirewall set @*\nadvfirewall reset|import\nfirewall set opmode|service\nadvfirewall firewall add|set|delete rule",
    OPENS,
  ),
  windows(
    "set-netfirewallrule|enable-netfirewallrule|new-netfirewallrule",
    "-DisplayGroup=*remote*desktop*\n-Enabled=true|$true !-Action=block\n-Enabled=false|$false\n-Action=allow !-RemoteAddress=localsubnet|127.*|10.*|192.168.*",
    OPENS,
  ),
  windows("set-netfirewallprofile", "-Enabled=false|$false\n-DefaultInboundAction=allow", OPENS),
  windows("disable-netfirewallrule|remove-netfirewallrule", "~*", OPENS),
  windows(
    ".gettype|.getfield|.getfields|.setvalue|[ref].assembly|.getnestedtype|.getmethod|.getproperty",
    "~*amsi*|*scriptblocklogging*|*cachedgrouppolicysettings*|*etwprovider*|*nonpublic,static*|*nonpublic,·static*|*nonpublic,instance*|m_enabled",
    BLINDS,
  ),
  windows(
    "set-item|new-item|set-content|[environment]::setenvironmentvariable|setx|set",
    "~*complus_etw*|*complus_enable*|*cor_profiler*|*cor_enable_profiling*|*coreclr_profiler*|*coreclr_enable_profiling*|*dotnet_startup_hooks*|__pslockdownpolicy|*.languagemode",
    WATCH,
  ),
  windows("invoke-cimmethod|invoke-wmimethod", "~clear*eventlog|clearlog", LOGS),
  windows("pnputil", "-d -f\n/delete-driver /force|/uninstall", WATCH),
  windows("set-vmfirmware", "-EnableSecureBoot=off", WATCH),
  windows(
    "add-dnsserverresourcerecorda|add-dnsserverresourcerecord|add-dnsserverresourcerecordcname",
    "-Name=wpad|isatap|^*|@",
    WAY,
  ),
  windows(".clearlog|.clear", "~*eventlog*|*log", LOGS),
  windows(
    "[diagnostics.eventing.reader.eventlogsession]::globalsession.clearlog|clear-eventlog|remove-eventlog|limit-eventlog",
    "",
    LOGS,
  ),
  windows("remove-mppreference|remove-mpthreat|set-mppreference|add-mppreference", "", WATCH),
  windows(
    "set-service|stop-service|remove-service|suspend-service",
    `@${WATCHING}\n-Name|-DisplayName=${WATCHING}`,
    WATCH,
  ),
  windows(
    "set-service|start-service",
    `@${REMOTE_SERVICES} !-StartupType=disabled|manual !-Status=stopped\n-Name=${REMOTE_SERVICES} !-StartupType=disabled|manual !-Status=stopped`,
    OPENS,
  ),
  windows(
    "uninstall-package|uninstall-windowsfeature|remove-windowsfeature|disable-windowsoptionalfeature|uninstall-module|remove-appxpackage",
    "~*falcon*|*crowdstrike*|*defender*|*sentinel*|*sysmon*|*sophos*|*carbon*|*cortex*|*eset*|*antivirus*|*sechealth*",
    WATCH,
  ),
  windows(
    "set-smbserverconfiguration|set-smbclientconfiguration",
    "-EnableSMB1Protocol=$true|true|1\n-RequireSecuritySignature|-EncryptData|-EnableSecuritySignature|-RejectUnencryptedAccess=$false|false|0",
    OPENS,
  ),
  windows(
    "enable-windowsoptionalfeature|add-windowscapability|install-windowsfeature|dism",
    "~*smb1protocol*|*openssh.server*|*telnet*|*snmp*|*tftp*",
    OPENS,
  ),
  windows(
    "enable-psremoting|enable-wsmancredssp|set-wsmanquickconfig|register-pssessionconfiguration|set-pssessionconfiguration",
    "",
    OPENS,
  ),
  windows("winrm", "quickconfig|qc|set|create|invoke|delete|i|s|c", OPENS),
  windows("set-item", "~*trustedhosts*|*allowunencrypted*", OPENS),
  windows(
    "new-smbshare|grant-smbshareaccess|set-smbshare",
    "~everyone|*,everyone|everyone,*\n-FullAccess\n-Path=?:\\",
    OPENS,
  ),
  windows("new-smbshare", "@c:\\|d:\\|c:/|c:\n-Path=c:\\|d:\\|c:/|c:", OPENS),
  windows(
    "set-dnsclientserveraddress",
    "-ServerAddresses !-ServerAddresses=*1.1.1.1*|*8.8.8.8*|*9.9.9.9* !-ResetServerAddresses",
    NAMES,
  ),
  windows("set-proxy|set-winhttpproxy|set-winhttpadvproxy", "", WAY),
  windows(
    "disable-bitlocker|suspend-bitlocker|clear-bitlockerautounlock|disable-bitlockerautounlock|remove-bitlockerkeyprotector|disable-computerrestore",
    "",
    WATCH,
  ),
  windows(
    "manage-bde",
    "-off|-pause|-forcerecovery|-changepassword|-changepin|-changekey\n-lock -forcedismount|-fd\n-protectors -disable|-delete",
    WATCH,
  ),
  windows(
    "set-itemproperty|new-itemproperty|remove-itemproperty|[microsoft.win32.registry]::setvalue|.setvalue",
    `~${SETTINGS.split("|")
      .filter(name => !/^(?:state|hidden|maxsize)$/.test(name))
      .map(name => `*${name}`)
      .join("|")}`,
    WATCH,
  ),
  windows(
    "set-executionpolicy",
    "@bypass|unrestricted -Scope=localmachine|machinepolicy\n-ExecutionPolicy=bypass|unrestricted -Scope=localmachine|machinepolicy",
    WATCH,
  ),
  windows("powershell", "-version|-v=2|2.0", { ...WATCH, says: "takes an older PowerShell, which nothing watches" }),
  windows("net|net1|sc", `start @${REMOTE_SERVICES}|webclient|tlntsvr`, OPENS),
  windows("net|net1", "config server /hidden=yes", { ...WATCH, says: "hides this machine from the network" }),
  windows("ren|rename|rename-item|move|move-item", "~*windows·defender*|*\\winevt\\*|*:\\bootmgr", WATCH),
  windows("taskkill", "/im=*veeam*|*acronis*|*backup*|msexchange*|vsssvc*|wbengine*|sqlbrowser*|sqlwriter*|sqlagent*", {
    ...WATCH,
    says: "stops what keeps and saves data on this machine",
  }),
  windows("bitsadmin", "/util /setieproxy", WAY),
  windows("netsh", "dhcp server ** set|add|delete\nfirewall add|delete", WAY),
  windows("mpcmdrun", "-restoredefaults", WATCH),
  windows(
    "set-dnsserverforwarder|add-dnsserverforwarder|set-dnsserverresourcerecord|add-dnsserverconditionalforwarderzone|set-dnsserverglobalqueryblocklist|set-dhcpserverv4optionvalue|set-dhcpserverv6optionvalue|set-dnsserver",
    "",
    NAMES,
  ),
  windows(
    "set-aznetworksecurityruleconfig|add-aznetworksecurityruleconfig|new-aznetworksecurityruleconfig",
    "-Access=allow -SourceAddressPrefix=^*|internet|0.0.0.0/0|any",
    OPENS,
  ),
  windows("set-itemproperty|new-itemproperty", "~*explorer\\advanced* ~hidden|showsuperhidden -Value=2|0", WATCH),
  windows("pskill|pskill64|tskill|process|nsudo", `~{security-agent}`, WATCH),
  windows("handle|handle64", "-c -y|-p", { ...WATCH, says: "closes what another program has open" }),
  windows("notmyfault|notmyfault64|notmyfaultc|notmyfaultc64", "/crash|crash|/hang|hang", ENDLESS),
  on("attrib", /^(?=.*\+[sh]\b).*\.(?:exe|dll|ps1|bat|vbs|scr)\b/im, {
    ...WATCH,
    says: "hides a program",
  }),
  on("set", inSequence(/^\S.*?\.(?:lastwritetime|creationtime|lastaccesstime)(?:utc)? /, /\d/), {
    ...WATCH,
    says: "gives a file another date than it has",
  }),
  windows("set", "@*.attributes ~*hidden*|*system*", { ...WATCH, says: "hides a file" }),
  windows("set-processmitigation", "-Disable\n-Remove", WATCH),
  windows("disable-tpmautoprovisioning|clear-tpm", "", WATCH),
  windows("stop-ctlogging|remove-ctrail|update-ctrail|remove-gddetector|update-gddetector", "", WATCH),
  windows(
    "set-winevent|set-logproperties|disable-psscriptblocklogging|disable-pstrace|remove-etwtraceprovider|set-etwtraceprovider|stop-etwtracesession",
    "",
    WATCH,
  ),
  windows("plink|putty|pscp|kitty", "-R|-D", WAY_IN),
];
