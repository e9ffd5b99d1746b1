/** Windows' own programs and cmdlets that run, fetch or load what others wrote. Data, as their manuals have them. */
import type { EffectTemplate } from "../../kit/table.ts";
import { type Line, on, windows } from "./lines.ts";
import { CALLS_BACK } from "./machine-effects.ts";
import { FETCHES, HIDES, MAPS, REMOTE, RUNS } from "./windows-effects.ts";

const LOADS: EffectTemplate = { ...RUNS, says: "loads a program that nobody has seen into this one" };
/** A share of another machine; not the doubled backslashes of a path in a text. */
const SHARE = "(?<![:\\w])\\\\\\\\[\\w.-]+\\\\";

/** Functions of Windows that run code in memory or watch the person. */
const FUNCTIONS =
  "*getasynckeystate*|*setwindowshookex*|*virtualalloc*|*virtualprotect*|*createremotethread*|*writeprocessmemory*|*minidumpwritedump*|*openprocess*|*createthread*|*ntunmapviewofsection*|*amsi*|*queueuserapc*|*rtlmovememory*|*etweventwrite*|*ntcreatethreadex*|*createprocesswithtoken*|*adjusttokenprivileges*|*getclipboarddata*|*bitblt*";
/** Parts of the settings that everybody opens. */
const PANELS =
  "appwiz|desk|inetcpl|main|ncpa|sysdm|timedate|firewall|mmsys|intl|powercfg|hdwwiz|joy|tabletpc|telephon|wscui";
const SHARES = "\\\\*\\*";

export const WINDOWS_PROGRAMS: readonly Line[] = [
  windows("regsvr32|regasm|regsvcs|installutil", "~*.dll*|*.ocx*|*.exe*|*.sct* !/regfile", RUNS),
  on(
    "rundll32",
    /\.(?:dll|cpl|ocx)["']?,|javascript:|\.dll\b/i,
    RUNS,
    /^["']?(?:\S*\\)?(?:printui|user32|powrprof|sysdm|shell32\.dll["']?,Control_RunDLL(?! \S*\\)|dfshim|keymgr|inetcpl|shdocvw)/i,
  ),
  windows(
    "rundll32",
    "~*shellexec_rundll*|*openurl*|*keymgr.dll,*|*launchapplication*|*registerocx*|*routethecall*|*fileprotocolhandler*",
    RUNS,
  ),
  windows("msiexec", "~*http://*|*https://*|\\\\*\n/y|/z", FETCHES),
  windows(
    "msxsl|ieexec|presentationhost|infdefaultinstall|cmdl32|ttdinject|stordiag|bginfo|remote|msohtmed|squirrel|mshta|xwizard|wfc",
    "@*",
    RUNS,
  ),
  windows("hh|winword|excel|powerpnt", "~*http://*|*https://*|*.dll*|*.hta*|*.wsf*|ms-its:*|\\\\*\n/l", RUNS),
  windows(
    "control",
    `~*.cpl*|*:*.dll*|*.dll !~${PANELS.split("|")
      .map(name => `*${name}.cpl*`)
      .join("|")}`,
    RUNS,
  ),
  windows("explorer", "~*/root,*|*.exe*|*.lnk*|*.hta*", RUNS),
  windows("conhost", "@*\n--headless", RUNS),
  windows("pcalua", "-a\n/a", RUNS),
  windows("odbcconf|ftp", "/a|-a ~*regsvr*\n/f|-f\n-s|/s", RUNS),
  windows("cmstp", "@*.inf\n/s|/ni|/au", RUNS),
  windows("dnscmd", "~*serverlevelplugindll*", RUNS),
  on(
    "findstr|type|get-content|start|more|copy|xcopy|robocopy|print|expand|extrac32|replace|makecab|cmd|forfiles|wmic|pcalua",
    new RegExp(`${SHARE}.*\\.(?:exe|dll|ps1|bat|vbs|hta|js|cab|msi|xsl)\\b`, "i"),
    FETCHES,
  ),
  windows(
    "wmic",
    "~/format:http*|/format:\\\\*|/format:*.xsl*\n** process call create\nprocess call create\n/node=* !/node=localhost",
    RUNS,
  ),
  windows("mpcmdrun", "-downloadfile", FETCHES),
  windows("tftp", "@get", FETCHES),
  windows("certutil", "-decode|-decodehex|/decode ~*.exe|*.dll|*.ps1|*.bat|*.vbs", FETCHES),
  windows(
    "desktopimgdownldr|certoc|esentutl|finger|imewdbld|protocolhandler|xsd",
    "/lockscreenurl|-getcacaps|-loaddll\n/y /d=\\\\*\n@http*|*@*.*",
    FETCHES,
  ),
  windows("appinstaller|ms-appinstaller", "~*source=http*", FETCHES),
  windows("dotnet|msbuild", `@${SHARES}`, FETCHES),
  windows("msbuild", "@*.xml|*.csproj.txt|c:\\users\\public*|*\\temp\\*|*\\appdata\\*\n/logger|-logger", RUNS),
  windows(
    "csc|vbc|jsc|ilasm|aspnet_compiler|microsoft.workflow.compiler",
    "~*\\temp\\*|*\\users\\public*|*\\appdata\\*|*\\programdata\\*",
    RUNS,
  ),
  on(
    "tracker|te|cdb|windbg|ntsd|mavinject|wuauclt|verclsid|msdeploy|vsjitdebugger|appvlp|devtoolslauncher|rcsi|dnx|fsi|fsianycpu|csi|vsls-agent|openconsole|wfc|excel|winget|provlaunch|runexehelper|scriptrunner|register-cimprovider|gpscript|diskshadow|workfolders|wlrmdr|setres|pnputil|utilityfunctions|launch-vsdevshell|manage-bde.wsf|pubprn.vbs|winrm.vbs|syncappvpublishingserver.vbs|cl_invocation.ps1|cl_mutexverifiers.ps1",
    /\/d \S+\.dll|\.wsc\b|(?:^| )-cf |\/INJECTRUNNING|UpdateDeploymentProvider|\/S \/C|-verb:sync(?:(?!-verb:sync).)*runCommand|LaunchProcess|\.(?:csx|fsx)$|-appvscript|-path \S+\.dll|\/Startup|[/-](?:s|add-driver) \S+\.(?:txt|inf)|install (?:(?!install ).)*--manifest/i,
    RUNS,
  ),
  windows(
    "mavinject|mavinject32|mavinject64|syncappvpublishingserver|runscripthelper|workfolders|wsreset|fodhelper|computerdefaults|eventvwr|sdclt|slui|cmluacall|changepk|vsjitdebugger|ttdinject|at|dxcap|devinit|agentexecutor|offlinescannershell|psr|pubprn|winrs|customshellhost|dfsvc|netsh|sqlps|sqltoolsps|visualuiaverifynative|wbadmin",
    "/injectrunning|-injectrunning|surveil\n~n;*|*;*iex*|*;start*\n-c|/c ~*.exe*",
    RUNS,
  ),
  windows("fodhelper|computerdefaults|sdclt|slui|wsreset|changepk|eventvwr", "!@*.*", RUNS),
  windows("winrs", "-r|/r|-remote|/remote", REMOTE),
  windows("psexec|psexec64|paexec|remcom", "@\\\\*\n-s|-i", REMOTE),
  windows("mstsc", "/shadow|/restrictedadmin", REMOTE),
  on("type|copy|echo|more|esentutl|expand|findstr|makecab", /\.\w+:\w[\w.]*\.(?:exe|dll|vbs|ps1|js|bat)\b/i, HIDES),
  windows("net|net1", `use @${SHARES} !/delete|/d !@*$env:*|*%*\nuse @* @${SHARES} !/delete|/d !@*%*`, MAPS),
  windows("mklink", `@${SHARES}`, { ...FETCHES, says: "makes a folder here lead to another machine" }),
  windows("doskey", "/listsize|/reinstall", HIDES),
  on("attrib", /\+\w (?:(?!\+\w ).)*\+h\b|\+h (?:(?!\+h ).)*\+s\b/i, HIDES, /desktop\.ini|\.git\b/i),
  windows("add-type|.definedynamicassembly|.definepinvokemethod", `~${FUNCTIONS}`, {
    ...RUNS,
    says: "calls functions of Windows that run code in memory or watch the person",
  }),
  windows(
    ".createthread|.virtualalloc|[runtime.interopservices.marshal]::copy|[runtime.interopservices.marshal]::writeint32|[runtime.interopservices.marshal]::writebyte|.getdelegateforfunctionpointer|[runtime.interopservices.marshal]::getdelegateforfunctionpointer",
    "",
    { ...RUNS, says: "writes into the memory of a program, and may run it" },
  ),
  on(
    "[reflection.assembly]::load|[reflection.assembly]::loadfile|[reflection.assembly]::unsafeloadfrom|.load",
    /^/,
    LOADS,
    /^["']?System\.\S*$|\.dll["']?$/i,
  ),
  windows("[reflection.assembly]::loadfrom", `~http*|*\\\\*`, LOADS),
  on(".executeshellcommand|.create|.navigate2", /win32_process|\b(?:cmd|powershell|\S+\.exe)\b/i, REMOTE),
  on(".create", /win32_(?:service|share)\b/i, {
    ...HIDES,
    says: "opens this machine to others, or has a program start by itself",
  }),
  on(
    ".create|invoke-wmimethod|invoke-cimmethod",
    /win32_shadowcopy(?:(?!win32_shadowcopy)[\s\S])*create|^\S*win32_shadowcopy/i,
    {
      ...RUNS,
      verb: "read-secret",
      resource: "secret",
      says: "makes a copy of the disk, out of which Windows' passwords can be read",
    },
  ),
  windows(
    "[net.sockets.tcplistener]::new|[net.sockets.tcpclient]::new|[net.sockets.udpclient]::new|[net.sockets.socket]::new",
    "!~*localhost*|*127.0.0.1*",
    CALLS_BACK,
  ),
  windows(
    "invoke-azvmruncommand|new-azvmruncommand|set-azvmruncommand|set-azvmcustomscriptextension|send-ssmcommand|invoke-sqloscmd|invoke-xpcmdshell",
    "",
    REMOTE,
  ),
  windows(".shellexecute", "~runas\n~cmd*|powershell*|mshta*|*.exe|*\\cmd.exe", RUNS),
  windows("add-type", "-TypeDefinition|-MemberDefinition=$*", {
    ...RUNS,
    says: "compiles and loads code that nobody has seen",
  }),
  windows(">", "@*:\\*:*", HIDES),
  windows("invoke-wmimethod|invoke-cimmethod", "-ComputerName|-CimSession\n~*win32_process* ~*create*", REMOTE),
  windows("copy-item", "-ToSession", REMOTE),
  windows("invoke-gpupdate", "-Computer", REMOTE),
  windows(
    "[microsoft.win32.registrykey]::openremotebasekey|[microsoft.win32.registrykey]::connectregistry",
    "",
    REMOTE,
  ),
  windows("gpscript", "/logon|/startup", RUNS),
  on("pubprn.vbs|cscript|wscript", /script:https?:|pubprn\.vbs|\\\\(?:(?!\\\\)\S)+\.(?:vbs|js|wsf)/i, RUNS),
  on(
    "start-process",
    /-(?:Argument\w*|Args?) (?:(?!-(?:Argument\w*|Args?) ).)*-e(?:n|nc|c|ncodedcommand)?\b|\bmshta\b|^(?=.*-WindowStyle:? *Hidden).*(?<![\w.])(?:powershell|pwsh|cmd|mshta|wscript)/im,
    RUNS,
  ),
  windows("set-content|add-content|get-content", "-Stream=* !-Stream=zone.identifier", HIDES),
  on(
    "unblock-file",
    /\.(?:exe|dll|ps1|msi|scr|hta|vbs|js)\b/i,
    HIDES,
    /^\.?[\\/]?(?:scripts|tools|build)[\\/]|^(?:-Path )?(?:\.?[\\/])?(?:[\w-]+[\\/])*[\w.*-]+\.(?:ps1|psm1|psd1)$/i,
  ),
  windows("remove-item", "-Stream=zone.identifier", HIDES),
  windows("import-module|.", `@${SHARES}`, FETCHES),
];
