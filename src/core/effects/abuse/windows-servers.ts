/** Roles and parts of servers of Windows whose cmdlets say little by their names: what a call of them weakens or stops. */
import { changes, replaces, stops, weakens } from "../doings.ts";
import { onOneLine } from "../in-sequence.ts";
import { type Line, on, windows } from "./lines.ts";
import { OPENS, WATCH, WAY } from "./machine-doings.ts";
import { FETCHES, SECRET } from "./windows-doings.ts";

const SIGNS_OUT = stops("system", "what others are working with", { reach: "several" });
const MACHINE = changes("system", "how this machine starts, or which of its drives can be used", { recovery: "none" });
const DATABASE = stops("system", "a database for everybody who uses it");

const WEB_SETTINGS = "set-webconfigurationproperty|set-webconfiguration|set-iisconfigattributevalue";
const UNCHECKED_SITE = weakens("service", "takes a web site's checks away");

export const WINDOWS_SERVERS: readonly Line[] = [
  windows(
    "close-smbopenfile|close-smbsession|invoke-rduserlogoff|disconnect-rduser|remove-rdsession|stop-rdvirtualdesktopcollectionjob|block-smbclientaccesstoserver",
    "",
    SIGNS_OUT,
  ),
  windows(
    "lock-bitlocker|unblock-tpm|set-securebootuefi|initialize-tpm|import-tpmownerauth|set-tpmownerauth",
    "",
    MACHINE,
  ),
  windows("set-partition", "-IsActive|-GptType|-MbrType|-NoDefaultDriveLetter|-IsOffline\n-NewDriveLetter=c", MACHINE),
  windows("repair-volume", "-OfflineScanAndFix|-SpotFix", MACHINE),
  windows("chkdsk", "/f|/r|/x|/b|/spotfix|/offlinescanandfix", MACHINE),
  windows(
    "resize-vhd|set-vhd",
    "-ToMinimumSize|-SizeBytes\n-ResetDiskIdentifier\n-ParentPath",
    changes("system", "a virtual disk that machines run from", { recovery: "none" }),
  ),
  windows(
    "repair-windowsimage|add-windowspackage|add-windowscapability|enable-windowsoptionalfeature|dism",
    "-Source|/source=\\\\*|http*",
    FETCHES,
  ),
  windows("hide-windowsupdate|remove-windowsupdate|disable-windowserrorreporting|disable-windowsupdate", "", WATCH),
  windows(
    "approve-wsusupdate|deny-wsusupdate|invoke-wsusservercleanup|approve-update",
    "",
    changes("system", "what every machine of the organization installs", { reach: "all" }),
  ),
  windows("add-netnatstaticmapping|add-netnatexternaladdress", "", WAY),
  windows("set-netconnectionprofile", "-NetworkCategory=private|domainauthenticated", OPENS),
  windows("set-smbpathacl|new-smbmultichannelconstraint|set-smbbandwidthlimit", "", OPENS),
  on(
    WEB_SETTINGS,
    onOneLine(
      /(?:anonymousAuthentication|directoryBrowse|allowUnlisted\w{0,40}|allowDoubleEscaping)\b/i,
      /\b(?:true|1)\b/i,
    ),
    UNCHECKED_SITE,
  ),
  on(
    WEB_SETTINGS,
    onOneLine(/(?:sslFlags|requireSsl|windowsAuthentication|requestFiltering)\b/i, /\b(?:none|false|0)\b/i),
    UNCHECKED_SITE,
  ),
  windows(
    "set-adorganizationalunit|set-adobject|set-aduser|set-adgroup|set-adcomputer",
    "-ProtectedFromAccidentalDeletion=$false|false|0",
    weakens("account", "takes away what keeps directory entries from being deleted"),
  ),
  windows(
    "rename-adobject|move-adobject|clear-adaccountexpiration|set-adaccountexpiration|set-adforestmode|install-addsforest|install-addsdomaincontroller|add-addsreadonlydomaincontrolleraccount",
    "",
    changes("account", "entries of a directory, by which accounts may do what they may", { recovery: "none" }),
  ),
  windows(
    "restore-gpo|restore-webconfiguration|start-wbsystemstaterecovery|start-wbvolumerecovery|start-wbfilerecovery|start-wbhypervrecovery|restore-dnsserverzone|restore-dhcpserver|restore-wsusserver|restore-caroleservice|restore-adfsconfiguration",
    "",
    replaces("system", "what is there by an older state", { reach: "several" }),
  ),
  windows("set-dbadbstate", "-Offline|-Detached|-Emergency|-SingleUser|-RestrictedUser|-ReadOnly|-Hidden", DATABASE),
  windows(
    "stop-dbaservice|restart-dbaservice|stop-dbaprocess|dismount-dbadatabase|invoke-dbadbfailover|set-dbaaglistener",
    "",
    DATABASE,
  ),
  windows("set-dbaspconfigure|set-dbaspconfig", "-Name|-ConfigName=xp_cmdshell|*clr*|ole*|*ad·hoc*|cross·db*", OPENS),
  windows("repair-dbadborphanuser", "-RemoveNotExisting", {
    verb: "delete",
    resource: "account",
    says: "removes accounts of a database",
  }),
  windows(
    "replace",
    "@*:\\windows|*:\\windows\\*|%systemroot%*|%windir%*",
    replaces("system", "programs of Windows by others", { reach: "several" }),
  ),
  windows("tsshutdn", "@*\n/reboot|/powerdown", stops("system", "a server of terminals", { reach: "all" })),
  windows("taskkill", "/pid=0|4", stops("system", "a part of Windows itself", { reach: "all" })),
  on(
    "mmc",
    /\.msc\b/i,
    FETCHES,
    /^["']?(?:[\w.-]+\.msc|(?:%\w+%|[A-Za-z]:\\windows)\\(?:system32\\)?[\w.-]+\.msc)["']?(?:\s|$)/i,
  ),
  windows(
    "get-wmiobject|get-ciminstance",
    "-ComputerName|-CimSession ~*win32_useraccount*|*win32_group*|*win32_networkloginprofile*|*win32_loggedonuser* !-ComputerName=localhost|.|127.0.0.1|$env:computername",
    { ...SECRET, resource: "account", says: "lists the accounts of another machine" },
  ),
  on("get-childitem", onOneLine(/(?:^|[\s,"'])(?:HKLM|HKCU|HKU|HKCR):\\?["']?(?:[\s,]|$)/i, /-r/i), {
    ...SECRET,
    says: "looks through the whole registry",
  }),
  windows(
    ">",
    "@*\\users\\public\\*.hta|*\\users\\public\\*.vbs|*\\users\\public\\*.js|*\\users\\public\\*.bat|*\\users\\public\\*.ps1",
    { ...FETCHES, says: "puts a program where everybody's files are" },
  ),
  windows("add-azvhd|save-azvhd|export-vm|export-vmsnapshot", "~\\\\*", {
    ...SECRET,
    says: "copies the disks of a machine elsewhere",
  }),
];
