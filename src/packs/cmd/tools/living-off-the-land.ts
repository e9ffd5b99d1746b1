/**
 * Programs that come with Windows and run, fetch or hand on what somebody else made: the ways that need no tool of
 * one's own. Each line is a switch that its ordinary use does without.
 */
import { weakens } from "../../../core/effects/doings.ts";
import type { Doing } from "../../../core/effects/subcommands.ts";
import { on, type ToolLine } from "./line.ts";

const FETCHES: Doing = {
  verb: "execute-remote",
  resource: "code",
  says: "fetches or runs something from elsewhere past the usual checks",
  reach: "unknown",
};
const RUNS: Doing = {
  verb: "execute-unknown",
  resource: "code",
  says: "runs code that nobody has seen by way of a program of Windows",
  reach: "unknown",
};
const DUMPS: Doing = { verb: "read-secret", resource: "secret", says: "copies what Windows keeps secret" };
const STARTS = weakens("system", "has a program start by itself");

/** Where a program that was brought along usually lies. */
const BROUGHT = "(?:temp|tmp|appdata|downloads|public|programdata|perflogs)\\\\";

export const LIVING_OFF_THE_LAND: readonly ToolLine[] = [
  on("certutil", /(?:^|\s)[-/](?:urlcache|verifyctl|decode|decodehex|encode|encodehex|url)\b/, FETCHES),
  on("certutil", /(?:^|\s)[-/](?:addstore|importpfx)\b/, weakens("system", "makes this machine trust a certificate")),
  on("bitsadmin", /\/(?:transfer|addfile|setnotifycmdline|create|resume)\b/, FETCHES),
  on("certreq", /-post\b/, FETCHES),
  on("desktopimgdownldr|ieexec|presentationhost|mspub|msohtmed|xwizard", /https?:|lockscreenurl/, FETCHES),
  on("finger", /@/, FETCHES),
  on("ftp", /-s:/, FETCHES),
  on("esentutl", /\/(?:y|vss|d)\b/, DUMPS),
  on("msiexec", /https?:|\\\\(?:(?!\\\\)\S)+\.msi/, FETCHES),
  on("wmic", /\/format:\s*"?(?:https?:|\\\\|(?:(?!\/format:)\S)+\.xsl)/, FETCHES),
  on(
    "rundll32",
    /\\\\|\.(?:dat|tmp|png|jpg|txt)\b|vbscript:|file:\/\/|advpack|setupapi|zipfldr|url\.dll|shdocvw|mshtml|pcwutl|dfshim/,
    RUNS,
  ),
  on("rundll32|regsvr32", new RegExp(`scrobj|${BROUGHT}\\S*\\.(?:dll|ocx)|^\\\\\\\\`), RUNS),
  on(
    "installutil|regsvcs|cmstp|odbcconf|pcalua|mavinject|msdt|infdefaultinstall|bginfo|rcsi|syncappvpublishingserver|extexport|appvlp|runscripthelper|scriptrunner|verclsid|microsoft.workflow.compiler|diskshadow|mshta",
    /\S/,
    RUNS,
  ),
  // Only written down, nothing is loaded.
  on("regasm", /^(?!.*\/regfile\b)\S/, RUNS),
  on("fodhelper|eventvwr|computerdefaults|sdclt|wsreset", /^/, {
    ...RUNS,
    says: "starts what may run another program with all rights",
  }),
  on("msbuild", new RegExp(`${BROUGHT}|\\.xml\\b`), RUNS),
  // A script of the project's own, by the folder in which such scripts are kept.
  on(
    "wscript|cscript",
    /^(?!(?:\/\/\w+ )*(?:\.[\\/])?(?:scripts?|tools?|build|eng|ci|tests?|packaging|installer|setup)[\\/][\w.\\/-]+\.(?:vbs|js|wsf)(?: |$))(?:.*\.(?:vbs|vbe|jse?|wsf|wsh|hta|txt)\b|.*\/\/e:|.*https?:)/,
    RUNS,
  ),
  on("hh", /\.chm\b|https?:/, RUNS),
  on("reg", /^(?:save|export) (?:\\\\\S+\\)?(?:hklm|hkey_local_machine)[\\/](?:sam|system|security)(?:\s|\\|$)/, DUMPS),
  on(
    "reg",
    /^query .*(?:\/[fv] "?(?:default)?(?:password|pwd)|winlogon|simontatham|realvnc|tightvnc|winvnc|martin prikryl|openssh\\agent)/,
    DUMPS,
  ),
  on(
    "reg",
    /^add .*[\\/](?:run|runonce|runservices|shell folders|active setup|command processor|ms-settings|mscfile|appinit_dlls)(?:\s|\\|"|$)/,
    STARTS,
  ),
  on("ntdsutil", /\S/, DUMPS),
  on("procdump|procdump64|sqldumper|createdump|rdrleakdiag", /\S/, {
    ...DUMPS,
    says: "reads what another process keeps in its memory",
  }),
  on("vaultcmd", /\/list/, DUMPS),
  on("cmdkey", /\/list/, DUMPS),
  on("cmdkey", /(?:^|\s)[-/]del(?:ete)?\b/, {
    verb: "delete",
    resource: "secret",
    says: "deletes a stored credential",
  }),
  on("certutil", /(?:^|\s)[-/]delstore\b/, {
    verb: "delete",
    resource: "secret",
    says: "deletes a certificate with its key",
  }),
  on("netsh", /key\s*=\s*clear|wlan export profile/, DUMPS),
  on("netsh", /add helper|trace start/, weakens("network", "records what goes over the network")),
  on("vssadmin", /^create shadow/, DUMPS),
  on("attrib", /^(?=.*\+h\b).*\+s\b/m, weakens("file", "hides a file from the person")),
  on("runas", /\/user:(?:(?!\/user:)\S)*admin|\/savecred/, { ...RUNS, says: "starts a program with other rights" }),
  on("psexec|psexec64|winrs|paexec", /\S/, {
    ...FETCHES,
    says: "runs a command on another machine or with the system's rights",
  }),
  on("nltest", /\/(?:domain_trusts|dclist)/, { ...DUMPS, says: "lists the trusts of the whole domain" }),
  on("adfind|csvde|ldifde", /\S/, { ...DUMPS, says: "lists the accounts of the whole domain" }),
  on("makecab|extrac32|expand|replace", /\\\\[\w.]+\\|:[^\s:]*\.txt:/, FETCHES),
];
