/** Windows' own programs and cmdlets that run, fetch or load what others wrote. Data, as their manuals have them. */
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
const HIDES = weakens("system", "hides a program or what was done with it");
const SHARE = "\\\\\\\\[\\w.-]+\\\\";
const share = (before: string) => new RegExp(`(?:${before})${SHARE}`, "i");

export const WINDOWS_PROGRAMS: readonly Line[] = [
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
  on("tftp", /\bGET\b/i, FETCHES),
  on("appinstaller|ms-appinstaller", /source=http/i, FETCHES),
  on("dotnet|msbuild", share("(?:msbuild |^)"), FETCHES),
  on(
    "tracker|te|cdb|windbg|ntsd|mavinject|wuauclt|verclsid|msdeploy|vsjitdebugger|appvlp|devtoolslauncher|rcsi|dnx|fsi|fsianycpu|csi|vsls-agent|openconsole|wfc|excel|winget|provlaunch|runexehelper|scriptrunner|register-cimprovider|gpscript|diskshadow|workfolders|wlrmdr|setres|pnputil|utilityfunctions|launch-vsdevshell|manage-bde.wsf|pubprn.vbs|winrm.vbs|syncappvpublishingserver.vbs|cl_invocation.ps1|cl_mutexverifiers.ps1",
    /\/d \S+\.dll|\.wsc\b|(?:^| )-cf |\/INJECTRUNNING|UpdateDeploymentProvider|\/S \/C|-verb:sync.*runCommand|LaunchProcess|\.(?:csx|fsx)$|-appvscript|-path \S+\.dll|\/Startup|[/-](?:s|add-driver) \S+\.(?:txt|inf)|install .*--manifest/i,
    RUNS,
  ),
  on("type|copy|echo|more|esentutl|expand", /\.\w+:\w[\w.]*\.(?:exe|dll|vbs|ps1|js|bat)\b/i, HIDES),
  on(
    "net",
    share("^use .*"),
    { ...FETCHES, says: "connects a folder of another machine" },
    /\/d(?:elete)?\b|\$env:|%/i,
  ),
  on("mklink", share(""), { ...FETCHES, says: "makes a folder here lead to another machine" }),
  on("doskey", /\/(?:listsize|reinstall)\b/i, HIDES),
  on("attrib", /\+\w .*\+h\b|\+h .*\+s\b/i, HIDES, /desktop\.ini|\.git\b/i),
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
    "[net.sockets.tcpclient]::new|[net.sockets.udpclient]::new|[net.sockets.socket]::new",
    /^/,
    { ...REMOTE, says: "opens a connection whose other end may run commands here" },
    /(?:localhost|127\.0\.0\.1)/,
  ),
  on(
    "invoke-azvmruncommand|new-azvmruncommand|set-azvmruncommand|set-azvmcustomscriptextension|send-ssmcommand|invoke-sqloscmd|invoke-xpcmdshell",
    /^/,
    REMOTE,
  ),
  on("nc64|nc32|nc|ncat|netcat", /(?:^| )-\w*e ?\S*(?:cmd|powershell)/i, REMOTE),
  on("gpscript", /^\/(?:logon|startup)/i, RUNS),
  on("pubprn.vbs|cscript|wscript", /script:https?:|pubprn\.vbs/i, RUNS),
  on(
    "start-process",
    /-(?:Argument\w*|Args?) .*-e(?:n|nc|c|ncodedcommand)?\b|\bmshta\b|-WindowStyle:? *Hidden\b.*(?:powershell|cmd|mshta|wscript)/i,
    RUNS,
  ),
  on("set-content|add-content|get-content", /-Stream:? *(?!Zone\.Identifier)\w/i, HIDES),
  on("unblock-file", /\.(?:exe|dll|ps1|msi|scr|hta|vbs|js)\b/i, HIDES, /^\.?[\\/]?(?:scripts|tools|build)[\\/]/i),
  on("remove-item", /-Stream:? *Zone\.Identifier/i, HIDES),
  on("import-module|.", share(""), FETCHES),
];
