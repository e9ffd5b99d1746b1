/**
 * Programs of Windows, its development kits and Office that start another program or load a library by one of their
 * arguments, and that hardly anybody knows for it. Data, as their manuals have it.
 */
import { EDITOR_PROGRAMS } from "../../agents/code-editors.ts";
import type { EffectTemplate } from "../../kit/table.ts";
import { calls, type Line, on, windows } from "./lines.ts";
import { MEMORY } from "./machine-effects.ts";
import { FETCHES, MAPS, REMOTE, RUNS, SECRET } from "./windows-effects.ts";

const DOCUMENT: EffectTemplate = { ...RUNS, says: "opens a document that brings programs along" };
const TOOL: EffectTemplate = { ...FETCHES, says: "brings a tool made for attacks" };

export const WINDOWS_LAUNCHERS: readonly Line[] = [
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
  windows("choco|chocolatey|cinst", "install|upgrade @http*|\\\\*\ninstall -source|-s=http://*|\\\\*", FETCHES),
  windows("scoop", "install @http*|\\\\*\nbucket add @http://*", FETCHES),
  windows(
    "add-appxpackage|add-appxprovisionedpackage",
    "-Path|-PackagePath|-AppInstallerFile=http*|\\\\*\n@http*|\\\\*\n-AllowUnsigned",
    FETCHES,
  ),
  windows("enter-pssession|new-pssession", "@* !~localhost !~127.0.0.1 !~.", REMOTE),
  windows(
    EDITOR_PROGRAMS.join("|"),
    "--install-extension=\\\\*|http*|*\\users\\public\\*|*\\temp\\*|*\\downloads\\*",
    FETCHES,
  ),
  calls(
    "msedge|chrome|google-chrome|chromium|brave|microsoft-edge|opera|vivaldi|start|open|start-process",
    "--remote-debugging-port|--remote-debugging-pipe --user-data-dir=*User·Data*|*Application·Support*|*.config/google-chrome*|*.config/chromium*|*.mozilla*",
    { ...SECRET, says: "lets a program read everything in the person's own browser" },
  ),
  windows("new-psdrive|new-smbmapping|new-smbglobalmapping", "-Root|-RemotePath=\\\\*\n@\\\\*", MAPS),
  windows("start-process", "-Credential", { ...RUNS, says: "starts a program as somebody else" }),
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
  on("certutil", /https?:\/\/(?!localhost|127\.)/i, FETCHES, /[-/](?:urlcache|verifyctl|url)\b/i),
  windows("wmic", "product call install", FETCHES),
  windows("msiexec", "@*\\users\\public\\*|*\\windows\\temp\\*|*\\perflogs\\*", RUNS),
  on(
    "add-type",
    /https?:|Invoke-WebRequest|\biwr\b|\birm\b|DownloadString|FromBase64String|Get-Content (?:(?!Get-Content ).)*[\\/](?:users[\\/]public|windows[\\/]temp|appdata[\\/]local[\\/]temp|programdata|perflogs)[\\/]/i,
    RUNS,
  ),
  on("msbuild", /^@\S+$/, RUNS),
  windows(
    "excel|winword|powerpnt|msaccess",
    "@*.xlam|*.xll|*.wll|*.docm|*.dotm|*.xlsm|*.xlsb|*.pptm|*.ppam|*.mdb|*.accdb|*.mde|*.sct|*.slk\n-x|/x",
    DOCUMENT,
  ),
  on(
    "dotnet-dump|dotnet-gcdump|taskmgr|gcore|gdb|cdb|windbg|ntsd|windbgx|adplus|procexp|procexp64|processhacker|werfault|werfaultsecure",
    /\blsass?\b|lsass\./i,
    MEMORY,
  ),
];
