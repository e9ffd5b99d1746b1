/**
 * Programs of Windows, its development kits and Office that start another program or load a library by one of their
 * arguments, and that hardly anybody knows for it. Data, as their manuals have it.
 */
import type { Doing } from "../subcommands.ts";
import { calls, type Line, on, windows } from "./lines.ts";
import { MEMORY, WAY } from "./machine-doings.ts";
import { FETCHES, MAPS, REMOTE, RUNS, SECRET } from "./windows-doings.ts";

const DOCUMENT: Doing = { ...RUNS, says: "opens a document that brings programs along" };
const TOOL: Doing = { ...FETCHES, says: "brings a tool made for attacks" };
/** What starts, or is loaded, when it is named. */
const CODE = "*.exe*|*.dll*|*.ps1*|*.bat*|*.cmd|*.vbs*|*.js|*.hta*|*.com|*.scr*|*.msi*|*powershell*|*cmd|*calc*";

export const WINDOWS_LAUNCHERS: readonly Line[] = [
  windows(".mapnetworkdrive", "~\\\\*", MAPS),
  windows(".open", "", DOCUMENT),
  on("[windows.forms.sendkeys]::sendwait|[windows.forms.sendkeys]::send|.sendkeys", /\{ENTER\}|~|\^\{ESC\}|%\{F4\}/i, {
    ...RUNS,
    says: "types into whatever window is in front",
  }),
  windows(
    "install-script|install-module|install-package|install-psresource|save-script|find-script",
    "-Repository|-Source|-SourceLocation=http*|\\\\*",
    FETCHES,
  ),
  on(
    "set-alias|new-alias",
    /(?:users[\\/]public|perflogs|windows[\\/]temp|appdata[\\/]local[\\/]temp|programdata)[\\/]\S+|^(?:-\S+ )*\S+ (?:-\S+ )*\\\\/i,
    { ...RUNS, says: "puts a program of its own in the place of a command" },
  ),
  windows(
    "dotnet|node|java|javaw|python|python3|pythonw|py|perl|ruby|php|mono|deno|bun|fsi|csi|autohotkey|autoit3|wscript|cscript",
    "@*\\users\\public\\*|*\\perflogs\\*|*\\windows\\temp\\*|*\\$recycle.bin\\*",
    RUNS,
  ),
  windows("wsl", "--import|--import-in-place @\\\\*|http*", FETCHES),
  windows("choco|chocolatey|cinst", "install|upgrade @http*|\\\\*\ninstall -source|-s=http://*|\\\\*", FETCHES),
  windows("scoop", "install @http*|\\\\*\nbucket add @http://*", FETCHES),
  windows(
    "add-appxpackage|add-appxprovisionedpackage",
    "-Path|-PackagePath|-AppInstallerFile=http*|\\\\*\n@http*|\\\\*\n-AllowUnsigned",
    FETCHES,
  ),
  windows("mount-diskimage|mount-vhd", "-ImagePath|-Path=http*|\\\\*\n@http*|\\\\*", FETCHES),
  windows("enter-pssession|new-pssession", "@* !~localhost !~127.0.0.1 !~.", REMOTE),
  windows("set-netipinterface", "-Forwarding=enabled", WAY),
  windows("add-vpnconnection|set-vpnconnection|set-vpnconnectiontriggerapplication", "-ServerAddress", WAY),
  windows(
    "code|code-insiders|cursor|codium|windsurf",
    "--install-extension=\\\\*|http*|*\\users\\public\\*|*\\temp\\*|*\\downloads\\*",
    FETCHES,
  ),
  calls(
    "msedge|chrome|google-chrome|chromium|brave|microsoft-edge|opera|vivaldi|start|open|start-process",
    "--remote-debugging-port|--remote-debugging-pipe --user-data-dir=*User·Data*|*Application·Support*|*.config/google-chrome*|*.config/chromium*|*.mozilla*",
    { ...SECRET, says: "lets a program read everything in the person's own browser" },
  ),
  // Nobody but the system or its installer calls these.
  windows(
    "agentexecutor|customshellhost|dfsvc|onedrivestandaloneupdater|applytrustoffline|xbootmgrsleep|xbootmgr|devtoolslauncher|vslaunchbrowser|microsoft.nodejstools.pressanykey|visualuiaverifynative|eudcedit|iscsicpl|ecmangen|rdpinit|launch-vsdevshell|microsoft.workflow.compiler|msdt|pixtool|intellitrace|winfile|testwindowremoteagent|wfmformat|cl_loadassembly|cl_invocation|cl_mutexverifiers|utilityfunctions|acccheckconsole|applauncher|appvlp",
    `@${CODE}\n-window|-powershell|-msi|-normal\n@http*|\\\\*`,
    RUNS,
  ),
  windows(
    "customshellhost|dfsvc|eudcedit|iscsicpl|ecmangen|applytrustoffline|onedrivestandaloneupdater|wab|wbemtest|jsc|dnx|visualuiaverifynative|wfmformat|sqltoolsps|settingsynchost|dbgsrv|openconsole|winfile|microsoft.nodejstools.pressanykey|xbootmgr|xbootmgrsleep|devtoolslauncher|rcsi|wfc|extexport|msohtmed|gpscript|runexehelper|scriptrunner|appvlp",
    "",
    RUNS,
  ),
  // Mscoree's own: `sqlps` opens a PowerShell in which nothing is written down.
  windows("sqlps", "-noprofile !-c !-command !-file", RUNS),
  windows("fsi|fsianycpu", "@*.fscript|*.fsscript|*.txt|*.dat|*.tmp", RUNS),
  windows("new-psdrive|new-smbmapping|new-smbglobalmapping", "-Root|-RemotePath=\\\\*\n@\\\\*", MAPS),
  windows("start-process", "-Credential", { ...RUNS, says: "starts a program as somebody else" }),
  windows("[microsoft.visualbasic.interaction]::shell|.shell", "@*", RUNS),
  windows(
    "install-module|import-module|install-script|save-module|install-package|expand-archive",
    "~{offensive-name}",
    TOOL,
  ),
  windows(
    "invoke-webrequest|invoke-restmethod|start-bitstransfer|.downloadfile|.downloadstring|certutil|bitsadmin",
    "~{offensive-name}",
    TOOL,
  ),
  windows(
    "anydesk|teamviewer|teamviewer_setup|teamviewer_host_setup|rustdesk|screenconnect.clientsetup|connectwisecontrol.clientsetup|supremo|ammyy|aa_v3|ateraagent|atera_agent|meshagent|splashtop|splashtop_streamer|remotepc|ultraviewer|dwagent|nateon|logmein|zohoassist|gotoassist",
    "--install|-install|/install|--set-password|--password|--silent|/s|/quiet|/verysilent|-fullinstall|--get-id|--start-with-win",
    { ...REMOTE, says: "lets somebody else use this machine from outside" },
  ),
  windows("msedgewebview2", "--browser-executable-path|--no-sandbox", RUNS),
  windows("mstsc", "@\\\\*|http*", FETCHES),
  on("certutil", /https?:\/\/(?!localhost|127\.)/i, FETCHES, /[-/](?:urlcache|verifyctl|url)\b/i),
  windows("wmic", "product call install", FETCHES),
  windows("msiexec", "@*\\users\\public\\*|*\\windows\\temp\\*|*\\perflogs\\*", RUNS),
  windows(".accepttcpclient|.acceptsocket|.accepttcpclientasync", "", REMOTE),
  windows(
    "python|python3|pythonw|py|java|javaw|node|ruby|perl|php|autohotkey|autoit3",
    "@\\\\*\\*.py|\\\\*\\*.jar|\\\\*\\*.js|\\\\*\\*.rb|\\\\*\\*.pl|\\\\*\\*.php|\\\\*\\*.ahk|\\\\*\\*.au3\n-jar=\\\\*",
    FETCHES,
  ),
  calls(
    "chrome|msedge|brave|chromium|chrome.exe|msedge.exe",
    "--load-extension=*\\Users\\Public\\*|*\\Temp\\*|\\\\*",
    RUNS,
  ),
  windows(".registerxll|.registerdll", "", RUNS),
  on(
    "add-type",
    /https?:|Invoke-WebRequest|\biwr\b|\birm\b|DownloadString|FromBase64String|Get-Content (?:(?!Get-Content ).)*[\\/](?:users[\\/]public|windows[\\/]temp|appdata[\\/]local[\\/]temp|programdata|perflogs)[\\/]/i,
    RUNS,
  ),
  on("set", /^\S+\.targetpath .*(?:powershell|cmd|mshta|wscript|rundll32|users\\public|windows\\temp)/i, {
    ...RUNS,
    says: "makes a link that starts a shell",
  }),
  windows("squirrel|update", "--createshortcut|--processstartandwait", RUNS),
  on("windbg|windbgx|ntsd|cdb|kd|livekd", /\.shell\b|-server\b|(?:^|\s)-w\b/i, RUNS),
  on("msbuild", /^@\S+$/, RUNS),
  windows(
    "excel|winword|powerpnt|msaccess",
    "@*.xlam|*.xll|*.wll|*.docm|*.dotm|*.xlsm|*.xlsb|*.pptm|*.ppam|*.mdb|*.accdb|*.mde|*.sct|*.slk\n-x|/x",
    DOCUMENT,
  ),
  on("pester", /;|\bhelp\b(?:(?!\bhelp\b).)*\$null/i, RUNS),
  on(
    "bash|wsl",
    /\b[a-z]:\\(?:users\\public|perflogs|windows\\temp)\\(?:(?!:\\(?:users\\public|perflogs|windows\\temp)\\)\S)+\.exe|\/mnt\/[a-z]\/users\/public\/(?:(?!\/mnt\/[a-z]\/users\/)\S)+\.exe/i,
    RUNS,
  ),
  windows(".regsnapin|regsnapin|invoke-dcom", "@*", RUNS),
  windows("defaultpack|iexpress|wextract", "/c|-c=*", RUNS),
  windows("devinit", "run -i|--input=http*|\\\\*\nrun -t=msi-install", FETCHES),
  windows("coregen|corerun|coreconsole", `-l|/l=*\n@*.dll`, RUNS),
  windows(
    "vsdiagnostics|vsinstr|vsperfcmd|vsperf",
    `~*/launch:*\\users\\*|*/launch:*\\temp\\*|*/launch:*\\programdata\\*`,
    RUNS,
  ),
  windows(
    "windbg|windbgx|ntsd|cdb|kd|mpiexec|dxcap",
    "-g|-G @*.exe*\n-c|-o @*\\users\\*.exe|*\\temp\\*.exe\n@*\\users\\public\\*|*\\temp\\*.exe|*\\programdata\\*.exe",
    RUNS,
  ),
  windows("unregmp2", "/hidewmp", RUNS),
  windows(
    "msaccess|winproj|visio|mspub|onenote|outlook|infopath|groove|lync|excelcnv",
    "@http*|\\\\*\n-c|/c=*http*",
    FETCHES,
  ),
  windows("appcmd", "list apppool|apppools|vdir|vdirs|config ~/text:^*|*password*|*processmodel*", SECRET),
  windows("dsdbutil", "~*ntds*|*snapshot*|*ifm*|*mount*", {
    ...SECRET,
    says: "copies the accounts of the whole domain",
  }),
  on(
    "dotnet-dump|dotnet-gcdump|taskmgr|gcore|gdb|cdb|windbg|ntsd|windbgx|adplus|procexp|procexp64|processhacker|werfault|werfaultsecure",
    /\blsass?\b|lsass\./i,
    MEMORY,
  ),
  windows("werfault|werfaultsecure", "-u|-s|/h|/pid|-p", MEMORY),
];
