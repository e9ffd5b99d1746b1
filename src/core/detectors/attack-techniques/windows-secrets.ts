/** Where Windows keeps passwords, what reads them out, and what sends files of the machine away. */
import { onOneLine } from "../../kit/in-sequence.ts";
import type { EffectTemplate } from "../../kit/table.ts";
import { type Line, on, windows } from "./lines.ts";
import { LISTENS, MEMORY, SCREEN, SENDS, TOKEN, TYPED } from "./machine-effects.ts";
import { SECRET } from "./windows-effects.ts";

const PLAIN: EffectTemplate = { ...SECRET, says: "prints a secret in plain text" };
const SEARCHES: EffectTemplate = { ...SECRET, says: "looks for passwords and keys all over the disk" };
const COPIES_OUT: EffectTemplate = { ...SENDS, says: "copies files to a share on another machine" };

const TO_SHARE = /\\\\[\w.-]+\\(?:\w+\$|\S)/i;
const OWN_SHARE = /\\\\(?:localhost|127\.|\.\\|wsl)/i;
/** The only share among the words is where the files come from; `/l` only lists. */
const FROM_SHARE =
  /^(?:(?:-\w+|\/\w+)\s+)*["']?\\\\(?!\d+\.\d)[^\s"']+["']?\s+(?!\s|(?:.*\s)?["']?\\\\)(?:[\s\S]*\s)?["']?[\w.%$~]|(?:^|\s)(?:\/l|-WhatIf)(?:\s|$)/i;

export const WINDOWS_SECRETS: readonly Line[] = [
  on("configsecuritypolicy|datasvcutil|certreq", /https?:\/\//i, SENDS),
  on(
    "tttracer|ttd|dump64|adplus|processdump|procdump|procdump64|rdrleakdiag|sqldumper|minidump|createdump|dumpminitool|userdump",
    /\S/,
    MEMORY,
    /^(?:-h|--help|\/\?|-v|--version)$/,
  ),
  on(
    "copy|xcopy|robocopy|type|esentutl|[io.file]::copy|[io.file]::move|[io.compression.zipfile]::createfromdirectory|compress-archive|copy-item|get-content|move|move-item|expand|replace|makecab",
    /HarddiskVolumeShadowCopy|\bntds(?:\.dit|\\|\b(?:(?!\bntds\b).)*ntds\.dit)|system32\\config\\(?:sam|system|security|regback)|\\repair\\sam|Microsoft\\(?:Credentials|Protect|Vault|Crypto)|Login Data|Web Data|(?:Network|Default|Profile \d|Opera Stable|Microsoft\\Windows)\\(?:INet)?Cookies\b|Firefox\\Profiles|Chrome\\User Data|Edge\\User Data|key4\.db|logins\.json|ConsoleHost_history|[Uu]nattend(?:ed)?\.xml|sysprep\.(?:xml|inf)|groups\.xml|AzureRmContext|TokenCache\.dat|accessTokens\.json|id_(?:rsa|ed25519)(?!\.pub)|\.aws[\\/]credentials|\.kdbx\b|confCons\.xml|state\.vscdb|recentservers\.xml|filezilla|WinSCP\.ini|credentials\.db/i,
    SECRET,
  ),
  on("cdb|windbg|ntsd|kd", /\.dump\b/i, MEMORY),
  on("wbadmin", /^start backup\b.*(?:ntds|system32\\config)/i, { ...SECRET, says: "copies the passwords of Windows" }),
  windows("certutil", "-exportpfx|/exportpfx", { ...SECRET, says: "writes a private key out of the store" }),
  windows("manage-bde", "-protectors -get|/get", { ...SECRET, says: "shows what unlocks an encrypted drive" }),
  on("reg", /^(?:query|export)\b.*OpenSSH\\Agent/i, SECRET),
  on("get-content", /\(?Get-PSReadlineOption\)?\.HistorySavePath|HistorySavePath/i, {
    ...SECRET,
    says: "reads what was typed into the shell",
  }),
  on("pktmon|netsh", /^(?:start\b.*(?:--capture|-c)|trace start\b.*capture=yes)/i, LISTENS),
  on("klist", /-li\b|^get\b|^tgt\b/i, SECRET),
  on("psr", /\/start\b/i, SCREEN),
  windows(
    "get-azstorageaccountkey|get-azcosmosdbaccountkey|get-azrediscachekey|get-azservicebuskey|get-azeventhubkey|get-azcontainerregistrycredential|get-azbatchaccountkey|get-azwebapppublishingprofile|get-azaccesstoken|get-azurermaccesstoken|get-msaltoken|get-graphtoken",
    "",
    TOKEN,
  ),
  on("get-azkeyvaultsecret|get-secret|get-ssmparametervalue", /-AsPlainText|-WithDecryption/i, PLAIN),
  on("get-secsecretvalue", /\S/, PLAIN),
  on(
    "get-childitem|select-string|where-object",
    onOneLine(
      /[A-Za-z]:|\$HOME|~/i,
      /\.kdbx|\.pfx|\.ppk|\.pem|id_rsa|unattend|web\.config|\.rdp\b|passw|cred(?:(?!cred)\w)*\./i,
    ),
    SEARCHES,
    /^(?!.*-(?:R|r|S|Pattern|Include|Path)).*/,
  ),
  on(
    "get-childitem",
    onOneLine(
      /-(?:Include|Filter) \S*?(?:\.kdbx|\.pfx|\.ppk|id_rsa|passw|\.rdp\b|unattend)/i,
      /[A-Za-z]:[\\/]|\$HOME|~|\$env:USERPROFILE/i,
    ),
    SEARCHES,
  ),
  on("export-clixml|convertfrom-securestring", /GetNetworkCredential|-AsPlainText/i, SECRET),
  windows(
    "[windows.security.credentials.passwordvault]::new|[security.cryptography.protecteddata]::unprotect|.retrieveall|.retrievepassword|.getnetworkcredential|[credentialmanager.credman]::usercredread",
    "",
    SECRET,
  ),
  on(
    "new-object",
    /PasswordVault|GetAsyncKeyState|DirectoryServices\.DirectorySearcher(?:(?!DirectoryServices\.DirectorySearcher).)*servicePrincipalName/i,
    SECRET,
  ),
  windows(".copyfromscreen", "", SCREEN),
  windows(".getasynckeystate|[user32]::getasynckeystate|.setwindowshookex", "", TYPED),
  on(
    "[dns]::gethostaddresses|[net.dns]::gethostaddresses|[net.dns]::gethostentry|[net.dns]::resolve|resolve-dnsname|test-connection|nslookup",
    /\$env:|\$\(|\uFFFC(?:(?!\uFFFC).)*\.\w/i,
    { ...SENDS, says: "tells a name server what stands in a variable or a file" },
    /^(?:-\S+ )*\S*\uFFFC$|^\$env:COMPUTERNAME$|localhost/i,
  ),
  on(
    "get-childitem|get-itemproperty|get-item",
    /HKLM:?\\(?:SECURITY|SAM)\b|Winlogon(?:(?!Winlogon).)*Default(?:Password|UserName)/i,
    SECRET,
    /^(?!.*(?:SECURITY|SAM\b)).*Winlogon["']?$/i,
  ),
  windows(
    "[runtime.interopservices.marshal]::securestringtobstr|[runtime.interopservices.marshal]::ptrtostringauto|[runtime.interopservices.marshal]::ptrtostringbstr|[runtime.interopservices.marshal]::securestringtoglobalallocunicode",
    "",
    { ...SECRET, says: "turns a protected password into plain text" },
  ),
  on(
    "copy-item|copy|xcopy|robocopy|move-item|move|[io.file]::copy|[io.file]::move|[io.directory]::move",
    TO_SHARE,
    COPIES_OUT,
    words => OWN_SHARE.test(words) || FROM_SHARE.test(words),
  ),
  on(
    "out-file|export-csv|export-clixml|set-content|add-content|tee-object|bcp|backup-sqldatabase|backup-dbadatabase|start-transcript|get-gporeport|export-vm|set-vmhost|.moveto|.copyto|compress-archive",
    TO_SHARE,
    COPIES_OUT,
    OWN_SHARE,
  ),
  windows(
    "grant-azsnapshotaccess|grant-azdiskaccess|edit-ec2snapshotattribute|edit-rdsdbsnapshotattribute|new-azstorageaccountsastoken|new-azstoragecontainersastoken|new-azstorageblobsastoken",
    "",
    SENDS,
  ),
  on(
    "write-s3object|set-azstorageblobcontent|write-s3objecttag",
    /\.env\b|\\\.ssh\b|\\\.aws\b|\.pem\b|\.pfx\b|\.kdbx\b|ntds|\.dmp\b/i,
    { ...SENDS, resource: "secret", says: "sends secrets of this machine to a store elsewhere" },
  ),
  windows("select-object|select|format-list|fl|format-table|ft", "~*defaultpassword*|*recoverypassword*", SECRET),
  on("new-object", /Outlook\.Application/i, {
    ...SECRET,
    resource: "record",
    says: "reads and writes mail in the person's name",
    verb: "publish",
  }),
  on(
    "select-string",
    onOneLine(
      /[A-Za-z]:[\\/]Users\b|\$HOME|~|AppData|\$env:USERPROFILE/i,
      /\s/,
      /passw|token|secret|api.?key|credential/i,
    ),
    SEARCHES,
  ),
  on(
    "get-itemproperty|get-itempropertyvalue|get-childitem|get-item",
    /WinVNC|RealVNC|TightVNC|TigerVNC|PuTTY[\\/]Sessions|WinSCP|OpenSSH[\\/]Agent|Terminal Server Client|IntelliForms|SNMP[\\/]Parameters/i,
    SECRET,
  ),
  windows(
    "dir",
    "/s|/a @?:\\*pass*\n/s @*sysprep*|*unattend*|*.kdbx|*.rdp|*vnc.ini|*pass*.txt|*cred*.txt\n@*microsoft\\protect*|*microsoft\\credentials*|*microsoft\\vault*",
    SEARCHES,
  ),
  on(
    "findstr",
    /^(?=.*\/(?=[a-z]*s)[a-z]*\b)(?=.*\b(?:pass|password|pwd|cpassword|secret)\b)(?=.*\*\.(?:docx?|xlsx?|txt|inf|ini|pdf|kdbx|rdp|vbs|bat)\b).*?\*\.\S.*\*\.\S/im,
    SEARCHES,
  ),
  on(
    "get-childitem",
    /^(?=.*[A-Z]:[\\/](?:Users)?["']?(?:\s|$))(?=.*\*\.(?:ovpn|rdp|rdg|p12|jks|keystore|vnc|wallet|kdb)\b)/i,
    SEARCHES,
  ),
  on(
    "copy|xcopy|robocopy|compress-archive|copy-item|tar|7z|move|move-item",
    /[\\/]\.(?:ssh|aws|gnupg|azure|kube|docker)["']?(?:\s|$|[\\/]\*)/i,
    SECRET,
  ),
  windows("strings|strings64", "-pid=*lsass*", MEMORY),
  windows("livekd|magnetramcapture|belkasoftramcapturer|ramcapture64|xordump|pwdumpx", "-w|-o|-out\n@*", MEMORY),
  windows("cmdkey", "/add|/generic /pass", {
    ...SECRET,
    verb: "grant",
    says: "keeps a password with which programs sign in to another machine",
  }),
  windows("wmic|get-wmiobject|get-ciminstance", "~*securitycenter2*", {
    ...SECRET,
    resource: "system",
    says: "looks for what guards this machine",
  }),
  on(".send", /data|\$buffer|\$bytes|\uFFFC/i, { ...SENDS, says: "sends data inside of pings" }, /^(?!.*\d{3,5})/),
  on(".uploadstring|.uploadvalues", /ReadAll|Get-Content|FromFile|\$(?:env:|content|data|result|out)/i, SENDS),

  on("where", onOneLine(/[/-]r\b/i, /\.kdbx|\.pfx|\.ppk|id_rsa|\.rdp\b|unattend|passw/i), SEARCHES),
  on("mklink|fsutil", /DeviceObject|ShadowCopy|system32\\config\\(?:sam|system|security)|ntds\.dit/i, SECRET),
  windows(
    "dir|where|get-childitem",
    `~c:\\*pass*|d:\\*pass*|c:\\*cred*|c:\\*.kdbx|c:\\*vnc*.ini|c:\\*unattend*|c:\\*.rdp|c:\\*id_rsa*|c:\\*web.config`,
    SEARCHES,
  ),
  windows(".uploadfile|.uploaddata|.uploadfileasync|.uploadfiletaskasync", "!~*localhost*|*127.0.0.1*", SENDS),
  on("start-bitstransfer", /-TransferType:? *Upload/i, SENDS),
];
