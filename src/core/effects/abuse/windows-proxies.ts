/**
 * Programs of Windows, and of what is often installed on it, that start, load or hand on what somebody else made. Each
 * line is a call that their ordinary work does without. Data, as their manuals have it.
 */
import { weakens } from "../doings.ts";
import type { Doing } from "../subcommands.ts";
import { calls, type Line, on, windows } from "./lines.ts";
import { CLOCK, LISTENS } from "./machine-doings.ts";
import { FETCHES, HIDES, MAPS, REMOTE, RUNS } from "./windows-doings.ts";

const DRIVERS = weakens("system", "installs a driver, which runs with all rights");
const OFFERS = weakens("network", "lets everybody on the internet reach this machine");
const TAKES: Doing = {
  verb: "read-secret",
  resource: "secret",
  recovery: "none",
  says: "takes over the session of another person",
};

/** What starts when it is opened. */
const STARTS = "exe|com|dll|bat|cmd|ps1|psm1|vbs|vbe|jse?|hta|scr|cpl|inf|sct|wsf|xsl|reg|cab|msi|lnk";
/** `notes.txt:tool.exe`: a second content of a file, which no listing shows. */
const STREAM = new RegExp(`(?:^|[\\\\/\\s"'])[^\\s:"'\\\\/]*\\.\\w{1,5}:[\\w.-]+\\.(?:${STARTS}|ini)\\b`, "i");
/** A program's own pages and panels, which it shows. */
const OWN_PAGES =
  /^["']?(?:\S*\\)?(?:printui|user32|powrprof|sysdm|dfshim|keymgr|inetcpl|shdocvw|dsquery|ndfapi|wininet|devmgr|netplwiz|shwebsvc)\b/i;
/** What those who start a connection of ssh by a program of their own use for it. */
const CONNECTS = /ssh|connect|\bnc|cloudflared|aws|gcloud|session-manager|corkscrew|tsh|boundary|\bplink/i;

export const WINDOWS_PROXIES: readonly Line[] = [
  on("rundll32", /^["']?[\w.:\\%-]+["']?\s*,\s*[#\w]/i, RUNS, words => OWN_PAGES.test(words) || isPanel(words)),
  on("rundll32", /ClearMyTracksByProcess/i, { ...RUNS, says: "clears what a browser has kept" }),
  on("rundll32", /Control_RunDLL(?:(?!Control_RunDLL)\w)*\s+(?!\S*\.cpl\b)\S+\.\w+/i, RUNS),
  windows("rundll32", "-sta|-localserver", RUNS),
  windows("regsvr32|addinutil", "@*\n-addinroot|-pipelineroot", RUNS),
  windows("atbroker", "/start", RUNS),
  windows("colorcpl", "@*", { ...HIDES, says: "copies a file into a folder of the system" }),
  windows("devicecredentialdeployment|offlinescannershell|stordiag|workfolders", "", RUNS),
  windows("fsutil", "trace decode", RUNS),
  windows("hh", "@*.exe|*.bat|*.cmd|*.ps1|*.vbs", RUNS),
  windows("ie4uinit|iediagcmd|mmc|msconfig", "-basesettings|-embedding|-5|-out", RUNS),
  windows("ilasm", "@*.txt|*.log|*.dat|*.tmp", RUNS),
  windows("wscript|cscript", "@http*|\\\\*|javascript:*|vbscript:*", RUNS),
  windows("runonce|runexehelper|provlaunch|pcwrun|wlrmdr", "/alternateshellstartup\n@*\n-u", RUNS),
  windows("rasautou|appcert|vsiisexelauncher", "-d=*.dll|*powershell*\n-setuppath|-setupcommandline\n-p", RUNS),
  windows("settingsynchost", "-loadandrundiagscript|-loadandrundiagscriptnouac", RUNS),
  windows("setres", "-w|-h\n@*", RUNS),
  windows("syncappvpublishingserver.vbs", "@*", RUNS),
  windows("vsjitdebugger|mftrace", "@*.exe|*powershell*|cmd", RUNS),
  windows("vsls-agent", "--agentextensionpath", RUNS),
  windows("testwindowremoteagent", "start", REMOTE),
  windows("fsi|fsianycpu", "@*.fsscript", RUNS),
  windows("nvudisp|vshadow", "system @*\n-exec", RUNS),
  windows("dotnet", "msbuild|build @*.xml", RUNS),
  windows(
    "squirrel|update",
    "--processstart|--processstartandwait\n--update|--download|--updaterollback=http*|\\\\*",
    RUNS,
  ),
  windows(".ps1", "-vswherepath|-vsinstallationpath=*.exe*", RUNS),
  windows("import-module|.", "@*\\diagnostics\\*|*cl_invocation.ps1|*cl_loadassembly.ps1|*cl_mutexverifiers.ps1", RUNS),
  windows("syncinvoke|loadassemblyfrompath|loadassemblyfromns|runaftercancelprocess", "@*", RUNS),
  calls(
    "msedge|chrome|chromium|brave|opera|vivaldi|teams|ms-teams|slack|discord|code|cursor|electron|msedgewebview2|signal|obsidian|notion|skype|whatsapp|spotify|figma|postman",
    "--gpu-launcher|--renderer-cmd-prefix|--utility-cmd-prefix|--ppapi-plugin-launcher|--zygote-cmd-prefix|--browser-subprocess-path",
    RUNS,
  ),
  on(
    "ssh|scp|sftp",
    /ProxyCommand[= ]["']?(?:(?:(?!ProxyCommand)\S)*\.exe|cmd|powershell|mshta|wscript)\b/i,
    RUNS,
    CONNECTS,
  ),
  windows(
    "start|explorer|start-process|invoke-item",
    "@ms-appinstaller:*|ms-msdt:*|search-ms:*crumb=location:\\\\*",
    FETCHES,
  ),
  windows("ngen|msedge_proxy", "@http*", FETCHES),
  windows("nscurl", "-k|--insecure|-o|--output", FETCHES),
  windows("net|net1", "use ** @http* !/delete|/d", MAPS),
  on(
    "diantz|makecab|extrac32|expand|replace|print|printbrm|tar",
    /(?:^|\s)["']?\\\\[\w.-]+\\\S*\.(?:exe|dll|cab|zip|ps1|bat|txt|tar|tgz|gz|7z|msi|iso)/i,
    FETCHES,
  ),
  on(".run", /\s0(?:\s+\S+)?$/, { ...HIDES, says: "starts a program whose window nobody sees" }),
  on(".ddeinitiate|.ddeexecute", /\S/, RUNS),
  on("date", /^\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}$/, CLOCK),
  windows("schtasks", "/run|/end /s", REMOTE),
  windows("pnputil", "-a @*.inf\n-add-driver @*.inf", DRIVERS),
  windows("regini", "@*", weakens("system", "changes settings of Windows by a list")),
  windows("devtunnel", "host --allow-anonymous|-a", OFFERS),
  windows("rpcping", "-u=ntlm", { ...TAKES, says: "sends the person's password in a form that can be cracked" }),
  windows("tscon", "@*", TAKES),
  windows("pktmon", "start --etw|-c|--capture|-p", LISTENS),
  windows("printbrm", "-b|-r", { ...HIDES, says: "packs a folder up by way of the printers' backup" }),
  on("print", /^\/d:["']?(?:[a-z]:|%)/i, { ...HIDES, says: "copies a program by way of the printer's tool" }),
  on(
    "reg|regedit|regini|certutil|rundll32|regsvr32|control|mshta|cscript|wscript|powershell|sc|start|wmic|bitsadmin|curl|diantz|extrac32|print|replace|xcopy|move|ren|forfiles|cmd|set-content|add-content|out-file|copy-item|start-process",
    STREAM,
    HIDES,
  ),
  windows(
    ">",
    `@${[...STARTS.replace("jse?", "js|jse").split("|")].map(ending => `*.*:*.${ending}`).join("|")}`,
    HIDES,
  ),
  on(
    "copy|xcopy|copy-item|move|move-item",
    /\bsystem32\\(?:(?:(?!\bsystem32\\)[\w.])+\\)*(?:cmd|powershell|rundll32|regsvr32|mshta|wscript|cscript|certutil|bitsadmin)\.exe\b/i,
    { ...HIDES, says: "keeps a shell of Windows under another name" },
  ),
  on(
    "assoc",
    /^\.(?:exe|bat|cmd|com|ps1|msi|lnk|reg|vbs|scr|hta)[ =]+\S|[ =](?:exe|cmd|bat|com|hta|js|vbs|scr|cscript)file$/i,
    weakens("system", "changes what opens programs"),
  ),
  on("ftype", /^\w[\w.]*[ =]+\S/, weakens("system", "changes what opens files")),
];

/** `shell32.dll,Control_RunDLL desk.cpl`: a part of the settings that comes with Windows. */
function isPanel(words: string): boolean {
  return /shell32(?:\.dll)?["']?\s*,\s*(?:Control_RunDLL\w*(?: (?!\S*\\)(?:\S*\.cpl\S*)?|$)|Options_RunDLL|SHHelpShortcuts)/i.test(
    words,
  );
}
