/**
 * Programs of Windows, and of what is often installed on it, that start, load or hand on what somebody else made. Each
 * line is a call that their ordinary work does without. Data, as their manuals have it.
 */
import { EDITOR_PROGRAMS } from "../../agents/code-editors.ts";
import { weakens } from "../../kit/effect-templates.ts";
import { calls, type Line, on, windows } from "./lines.ts";
import { CLOCK } from "./machine-effects.ts";
import { FETCHES, HIDES, MAPS, REMOTE, RUNS } from "./windows-effects.ts";

const DRIVERS = weakens("system", "installs a driver, which runs with all rights");

/** A program's own pages and panels, which it shows. */
const OWN_PAGES =
  /^["']?(?:\S*\\)?(?:printui|user32|powrprof|sysdm|dfshim|keymgr|inetcpl|shdocvw|dsquery|ndfapi|wininet|devmgr|netplwiz|shwebsvc)\b/i;
/** What those who start a connection of ssh by a program of their own use for it. */
const CONNECTS = /ssh|connect|\bnc|cloudflared|aws|gcloud|session-manager|corkscrew|tsh|boundary|\bplink/i;

export const WINDOWS_PROXIES: readonly Line[] = [
  on("rundll32", /^["']?[\w.:\\%-]+["']?\s*,\s*[#\w]/i, RUNS, words => OWN_PAGES.test(words) || isPanel(words)),
  on("rundll32", /Control_RunDLL(?:(?!Control_RunDLL)\w)*\s+(?!\S*\.cpl\b)\S+\.\w+/i, RUNS),
  windows("rundll32", "-sta|-localserver", RUNS),
  windows("regsvr32|addinutil", "@*\n-addinroot|-pipelineroot", RUNS),
  windows("hh", "@*.exe|*.bat|*.cmd|*.ps1|*.vbs", RUNS),
  windows("wscript|cscript", "@http*|\\\\*|javascript:*|vbscript:*", RUNS),
  calls(
    `${EDITOR_PROGRAMS.join("|")}|msedge|chrome|chromium|brave|opera|vivaldi|teams|ms-teams|slack|discord|electron|msedgewebview2|signal|obsidian|notion|skype|whatsapp|spotify|figma|postman`,
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
  windows("net|net1", "use ** @http* !/delete|/d", MAPS),
  on("date", /^\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}$/, CLOCK),
  windows("schtasks", "/run|/end /s", REMOTE),
  windows("pnputil", "-a @*.inf\n-add-driver @*.inf", DRIVERS),
  on(
    "copy|xcopy|copy-item|move|move-item",
    /\bsystem32\\(?:(?:(?!\bsystem32\\)[\w.])+\\)*(?:cmd|powershell|rundll32|regsvr32|mshta|wscript|cscript|certutil|bitsadmin)\.exe\b/i,
    { ...HIDES, says: "keeps a shell of Windows under another name" },
  ),
  on(
    "assoc",
    /^\.(?:exe|bat|cmd|com|ps1|msi|lnk|reg|vbs|scr|hta)[ =]+\S/i,
    weakens("system", "changes what opens programs"),
  ),
];

/** `shell32.dll,Control_RunDLL desk.cpl`: a part of the settings that comes with Windows. */
function isPanel(words: string): boolean {
  return /shell32(?:\.dll)?["']?\s*,\s*(?:Control_RunDLL\w*(?: (?!\S*\\)(?:\S*\.cpl\S*)?|$)|Options_RunDLL|SHHelpShortcuts)/i.test(
    words,
  );
}
