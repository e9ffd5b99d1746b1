/**
 * Table of what calls of Windows tools do, one line each. Their switches come in any order, so a line is a pattern for
 * the words after the program in lower case. Sources:
 * https://learn.microsoft.com/windows-server/administration/windows-commands/PROGRAM, https://lolbas-project.github.io
 * for those that run or fetch code.
 */
import type { ResourceKind, Verb } from "../../core/effects/effect.ts";
import { onOneLine } from "../../core/kit/in-sequence.ts";
import type { EffectTemplate } from "../../core/kit/table.ts";
import { LEADING_VARIABLES } from "../../core/languages/windows/paths.ts";

export interface ToolLine {
  readonly programs: readonly string[];
  readonly words: RegExp;
  readonly does: EffectTemplate;
}

type More = Pick<EffectTemplate, "reach" | "recovery">;

/** Makes a line. `programs`: names separated by a bar. */
function tool(
  programs: string,
  words: RegExp,
  effect: `${Verb} ${ResourceKind}`,
  says: string,
  more: More = {},
): ToolLine {
  const [verb, resource] = effect.split(" ") as [Verb, ResourceKind];
  return { programs: programs.split("|"), words, does: { verb, resource, says, ...more } };
}

const ALL: More = { reach: "all" };
const EFFORT: More = { recovery: "effort" };
const CODE: More = { reach: "unknown" };

const fetches = (programs: string, words: RegExp): ToolLine =>
  tool(programs, words, "execute-remote code", "fetches or runs something from elsewhere past the usual checks", CODE);
const runs = (programs: string, words: RegExp, says = "runs code that nobody has seen by a program of Windows") =>
  tool(programs, words, "execute-unknown code", says, CODE);
const dumps = (programs: string, words: RegExp, says = "copies what Windows keeps secret") =>
  tool(programs, words, "read-secret secret", says);
const weakens = (programs: string, words: RegExp, resource: ResourceKind, says: string) =>
  tool(programs, words, `weaken ${resource}`, says, EFFORT);
const inDomain = (programs: string, words: RegExp) =>
  tool(programs, words, "mutate account", "changes how machines and accounts belong to their domain");

/** Matches a registry key of the machine, with or without the name of another machine before it. */
const MACHINE = String.raw`(?:\\\\\S+\\)?(?:hklm|hkey_local_machine|hkcr|hkey_classes_root|hku|hkey_users)`;
/** Registry keys from which Windows starts programs, or reads what it allows. */
const STARTING = [
  "currentversion\\\\(?:run|runonce|policies|winlogon)",
  "image file execution options",
  "services",
  "lsa",
  "windows defender",
].join("|");
const AUTORUN = "run|runonce|runservices|shell folders|active setup|command processor|ms-settings|mscfile";
/** Folders where a program that was brought along usually is. */
const BROUGHT = "(?:temp|tmp|appdata|downloads|public|programdata|perflogs)\\\\";
const SCRIPT_FOLDERS = "scripts?|tools?|build|eng|ci|tests?|packaging|installer|setup";
/** Matches a script of the project's own, in a folder where such scripts are usually kept. */
const OWN_SCRIPT = String.raw`(?:\/\/\w+ )*(?:\.[\\/])?(?:${SCRIPT_FOLDERS})[\\/][\w.\\/-]+\.(?:vbs|js|wsf)(?: |$)`;
const LIBRARIES = "advpack|setupapi|zipfldr|url\\.dll|shdocvw|mshtml|pcwutl|dfshim";
const LOADERS = `installutil|regsvcs|cmstp|odbcconf|pcalua|mavinject|msdt|infdefaultinstall|bginfo|rcsi|extexport|appvlp|
  syncappvpublishingserver|runscripthelper|scriptrunner|verclsid|microsoft.workflow.compiler|diskshadow|mshta`;

const DISKS: readonly ToolLine[] = [
  tool("format", /^(?:\/\S+ )*(?:[a-z]:|\\\\[.?]\\)/, "delete volume", "formats a drive", ALL),
  tool("convert", /^[a-z]: \/fs/, "mutate system", "converts a drive's file system"),
  tool("diskshadow", /delete shadows/, "delete backup", "deletes shadow copies", ALL),
  tool("vssadmin", /^delete shadows/, "delete backup", "deletes shadow copies, the backups that Windows keeps", ALL),
  tool("vssadmin", /^resize shadowstorage/, "delete backup", "leaves shadow copies less room, which deletes some"),
  tool("wbadmin", /^delete /, "delete backup", "deletes backups", ALL),
  weakens("wbadmin", /^(?:disable|stop) /, "backup", "stops backups"),
  tool("wbadmin", /^start \w*recovery/, "overwrite system", "puts a backup in the place of what is there", ALL),
  tool("bcdedit", /\/(?:set|delete|deletevalue|import|default)\b/, "mutate system", "changes how the machine starts"),
  tool("bootrec", /\/(?:fixmbr|fixboot|rebuildbcd)/, "mutate system", "rewrites how the machine starts"),
  tool("bootsect", /\/nt\d+/, "mutate system", "rewrites how the machine starts"),
  weakens("reagentc", /\/disable/, "system", "turns the recovery system off"),
  tool("cipher", /\/w:?/, "destroy volume", "overwrites free space, so that nothing deleted comes back"),
  tool(
    "manage-bde",
    /^-(?:off|on|protectors -delete|forcerecovery|wipefreespace)/,
    "weaken volume",
    "changes encryption",
  ),
  tool(
    "fsutil",
    /^(?:usn deletejournal|file set|volume dismount|dirty set)/,
    "mutate system",
    "changes the file system",
  ),
  tool("fsutil", /^(?:file createnew .*\s\d{11,}$|8dot3name strip)/, "mutate system", "fills or changes the disk"),
  tool("repair-bde", /./, "overwrite volume", "writes over a drive", ALL),
  tool("mountvol", /\/[drp]\b/, "mutate system", "takes a drive away"),
  tool("systemreset", /^/, "destroy system", "sets the machine back to how it was bought", ALL),
  tool("rstrui", /^/, "overwrite system", "takes the machine back to a restore point"),
  tool("sdelete|sdelete64", /./, "destroy file", "overwrites files beyond recovery", { reach: "several" }),
];

const WMI: readonly ToolLine[] = [
  tool("wmic", onOneLine(/shadowcopy/, / delete/), "delete backup", "deletes shadow copies", ALL),
  tool("wmic", onOneLine(/process /, /delete|call terminate/), "stop process", "kills processes", ALL),
  runs("wmic", /process call create/, "starts a program"),
  tool("wmic", onOneLine(/(?:os|computersystem) /, /reboot|shutdown/), "stop system", "shuts the machine down", EFFORT),
  tool("wmic", onOneLine(/product /, /call uninstall/), "delete package", "uninstalls software", { reach: "several" }),
  tool(
    "wmic",
    onOneLine(/(?:useraccount|group|service|share|nteventlog) /, /delete|call (?:stopservice|cleareventlog|rename)/),
    "delete account",
    "deletes system objects",
  ),
  inDomain("wmic", onOneLine(/computersystem /, /call (?:rename|joindomain|unjoindomain)/)),
  tool(
    "wmic",
    onOneLine(/(?:datafile|fsdir|win32_directory)\b/, / (?:delete\b|call (?:delete|copy|takeownership|rename)\b)/),
    "delete directory",
    "deletes or changes every file that fits",
    ALL,
  ),
  tool("wmic", onOneLine(/volume /, /call (?:format|dismount)/), "delete volume", "deletes what is on a drive", ALL),
  weakens("wmic", /systemrestore call disable/, "backup", "turns restore points off"),
  weakens("wmic", onOneLine(/nicconfig |rdtoggle /, /call (?:enable|set)/), "network", "changes the network"),
  weakens(
    "wmic",
    onOneLine(/environment/, / (?:create|set)\b/),
    "setting",
    "changes variables for all that starts later",
  ),
  weakens("wmic", /share (?:create|call create)/, "system", "shares a folder with the network"),
  fetches("wmic", /\/format:\s*"?(?:https?:|\\\\|\S+\.xsl)/),
];

const SYSTEM: readonly ToolLine[] = [
  tool(
    "reg",
    new RegExp(`^(?:delete|unload|restore) ${MACHINE}`),
    "delete setting",
    "deletes registry keys of the machine",
    ALL,
  ),
  tool("reg", /^delete /, "delete setting", "deletes registry keys"),
  weakens("reg", new RegExp(`^add .*\\\\(?:${STARTING})`), "system", "changes what Windows starts or allows"),
  weakens(
    "reg",
    new RegExp(`^(?:add|copy|import|load) (?:${MACHINE}|\\S+\\.reg)`),
    "setting",
    "changes the registry of the machine",
  ),
  weakens(
    "setx",
    new RegExp(`^(?:/m )?"?(?:${LEADING_VARIABLES})"? (?!"?--max[-_]old[-_]space[-_]size=\\d+"?$)`),
    "setting",
    "changes for good which programs are found and what they load",
  ),
  weakens("regedit", /^(?!\/e\b|-e\b).*(?:\/s|\.reg\b)/, "setting", "imports registry keys"),
  tool("sc|sc.exe", /^(?:\\\\\S+ )?delete /, "delete service", "deletes a Windows service"),
  tool("sc|sc.exe", /^(?:\\\\\S+ )?(?:stop|pause) /, "stop system", "stops a Windows service", EFFORT),
  weakens("sc|sc.exe", /^(?:\\\\\S+ )?(?:config|create|sdset|failure|privs) /, "system", "changes a Windows service"),
  tool("nssm", /^remove\b/, "delete service", "deletes a Windows service"),
  tool("nssm", /^(?:stop|pause)\b/, "stop system", "stops a Windows service", EFFORT),
  tool("schtasks", /\/delete\b/, "delete account", "deletes scheduled tasks"),
  weakens("schtasks", /\/(?:create|change)\b/, "system", "has a program run by the clock"),
  tool(
    "net|net1",
    /^(?:user|group|localgroup|accounts|computer) .*\/del(?:ete)?\b/,
    "delete account",
    "deletes an account",
  ),
  weakens("net|net1", /^(?:user|group|localgroup) .*\/add\b/, "account", "adds an account or a member"),
  tool("net|net1", /^user \S+ (?!\/(?:domain|times)?\s*$)\S+/, "mutate account", "changes an account"),
  weakens("net|net1", /^share (?:\S+=|.*\/del(?:ete)?\b)/, "system", "changes what is shared with the network"),
  tool("net|net1", /^(?:stop|pause) ./, "stop system", "stops a Windows service", EFFORT),
  tool("net|net1", /^session\b.*\/d(?:elete)?\b/, "stop system", "signs people out of a server", EFFORT),
  tool("shutdown.exe", /(?:^|\s)[/-](?:s|sg|r|g|p|h|l|hybrid|o)\b/, "stop system", "ends the person's session", EFFORT),
  tool("logoff|tsdiscon", /^/, "stop system", "signs the person out", EFFORT),
  weakens(
    "netsh",
    /advfirewall (?:set \S+ (?:state off|firewallpolicy)|reset)|firewall (?:delete|set opmode|add rule|set rule)/,
    "network",
    "changes the firewall",
  ),
  weakens(
    "netsh",
    /\bint(?:erface)? .*(?:delete|disable|\bset\b|reset)|winsock reset/,
    "network",
    "changes the network",
  ),
  weakens("netsh", /http delete|wlan delete|portproxy (?:add|set|delete|reset)/, "network", "changes the network"),
  weakens("netsh", /add helper|trace start/, "network", "records what goes over the network"),
  tool(
    "wevtutil",
    /^(?:cl|clear-log|um|uninstall-manifest)\b|^(?:sl|set-log) .*\/e:false/,
    "delete backup",
    "clears a log",
  ),
  tool("auditpol", /\/(?:clear|remove|restore|set .*disable)/, "weaken system", "changes what Windows records"),
  tool(
    "dism",
    /\/(?:remove-|disable-feature|apply-image|set-)|resetbase/,
    "mutate system",
    "changes the installed system",
  ),
  tool("pnputil", /\/(?:delete-driver|remove-device|disable-device)/, "mutate system", "removes drivers or devices"),
  tool("wusa", /\/uninstall\b/, "delete system", "takes updates away"),
  tool("sysprep", /\/(?:generalize|oobe|audit)\b/, "mutate system", "resets what makes this machine itself"),
  weakens("w32tm", /\/(?:unregister|config)/, "system", "sets the clock, by which everything is dated"),
];

const SERVERS: readonly ToolLine[] = [
  tool("appcmd", /^delete \w/, "delete service", "deletes a web site or a part of it"),
  tool("appcmd", /^(?:clear|reset) config\b/, "delete service", "deletes settings of web sites"),
  tool("appcmd", /^restore backup\b/, "overwrite service", "puts back an older state of all web sites", ALL),
  tool("iisreset", /(?:^|\s)[-/](?:stop|reboot|disable)\b/, "stop service", "turns off every web site here", ALL),
  tool("iisreset", /^(?![-/])[\w.-]+(?:\s|$)/, "stop system", "restarts the web sites of another machine", EFFORT),
  tool("sqllocaldb", /^-?(?:delete|d)\b/, "delete database", "deletes a local SQL Server with its databases"),
  tool("aspnet_regsql", /(?:^|\s)-r /, "delete schema", "deletes tables of an application", ALL),
  dumps("aspnet_regiis", /(?:^|\s)-pdf?\b/, "decrypts the passwords of a web site's settings"),
  tool("msdeploy", /-verb[:=]delete/, "delete service", "deletes what a web server holds", ALL),
  tool(
    "msdeploy",
    onOneLine(/-verb[:=]sync\b/, /-dest[:=]\S*?(?:computername|wmsvc)=(?!["']?(?:https?:\/\/)?(?:localhost|127\.|\.))/),
    "publish service",
    "puts another version on a web server",
  ),
  tool("wslconfig", /^\/u(?:nregister)?\b/, "delete volume", "deletes a Linux system with every file in it", ALL),
  inDomain("netdom", /^(?:add|join|move|remove|rename|reset|trust|resetpwd|renamecomputer|computername)\b/),
  inDomain("nltest", /\/(?:sc_reset|sc_change_pwd|dsderegdns|shutdown)/),
  inDomain("repadmin", /^\/(?:delete|options|removelingeringobjects|removesources|unhost|demote) ?/),
  inDomain("setspn", /^-[asdru]\b/),
  inDomain("dcpromo", /./),
  tool("cluster", /\/(?:delete|offline|force|evict|destroy)\b/, "delete cluster", "takes parts of a cluster away"),
];

/** Calls that run, fetch or pass on somebody else's code. Each switch is one that ordinary use does without. */
const CODE_AND_SECRETS: readonly ToolLine[] = [
  tool("certutil", /(?:^|\s)[-/](?:delkey|delstore)\b/, "delete secret", "deletes a certificate or its key"),
  weakens(
    "certutil",
    /(?:^|\s)[-/](?:addstore|importpfx|setreg|delreg)\b/,
    "system",
    "changes which certificates count",
  ),
  fetches("certutil", /(?:^|\s)[-/](?:urlcache|verifyctl|decode|decodehex|encode|encodehex|url)\b/),
  fetches("bitsadmin", /\/(?:transfer|addfile|setnotifycmdline|create|resume)\b/),
  fetches("certreq", /-post\b/),
  fetches("desktopimgdownldr|ieexec|presentationhost|mspub|msohtmed|xwizard", /https?:|lockscreenurl/),
  fetches("finger", /@/),
  fetches("ftp", /-s:/),
  dumps("esentutl", /\/(?:y|vss|d)\b/),
  fetches("msiexec", /https?:|\\\\\S+?\.msi/),
  fetches("mshta|regsvr32", /https?:|javascript:|vbscript:/),
  runs(
    "rundll32",
    new RegExp(`javascript:|https?:|lockworkstation|shutdown|setsuspendstate|comsvcs|${LIBRARIES}`),
    "calls into a library of Windows",
  ),
  runs("rundll32", /\\\\|\.(?:dat|tmp|png|jpg|txt)\b|vbscript:|file:\/\//),
  runs("rundll32|regsvr32", new RegExp(`scrobj|${BROUGHT}\\S*\\.(?:dll|ocx)|^\\\\\\\\`)),
  runs(LOADERS.replace(/\s/g, ""), /\S/),
  // Only written down, nothing is loaded.
  runs("regasm", /^(?!.*\/regfile\b)\S/),
  runs("fodhelper|eventvwr|computerdefaults|sdclt|wsreset", /^/, "starts what may run another program with all rights"),
  runs("msbuild", new RegExp(`${BROUGHT}|\\.xml\\b`)),
  runs(
    "wscript|cscript",
    new RegExp(String.raw`^(?!${OWN_SCRIPT})(?:.*\.(?:vbs|vbe|jse?|wsf|wsh|hta|txt)\b|.*\/\/e:|.*https?:)`),
  ),
  runs("hh", /\.chm\b|https?:/),
  dumps("reg", /^(?:save|export) (?:\\\\\S+\\)?(?:hklm|hkey_local_machine)[\\/](?:sam|system|security)(?:\s|\\|$)/),
  dumps("reg", /^query .*(?:\/[fv] "?(?:default)?(?:password|pwd)|winlogon|simontatham|winvnc|openssh\\agent)/),
  weakens("reg", new RegExp(`^add .*[\\\\/](?:${AUTORUN})(?:\\s|\\\\|"|$)`), "system", "has a program start by itself"),
  dumps("ntdsutil", /\S/),
  dumps("procdump|procdump64|sqldumper|createdump|rdrleakdiag", /\S/, "reads what another process keeps in its memory"),
  dumps("vaultcmd|cmdkey", /\/list/),
  tool("cmdkey", /(?:^|\s)[-/]del(?:ete)?\b/, "delete secret", "deletes a stored credential"),
  dumps("netsh", /key\s*=\s*clear|wlan export profile/),
  dumps("vssadmin", /^create shadow/),
  weakens("attrib", /^(?=.*\+h\b).*\+s\b/m, "file", "hides a file from the person"),
  runs("runas", /\/user:\S*?admin|\/savecred/, "starts a program with other rights"),
  tool("psexec|psexec64|winrs|paexec", /\S/, "execute-remote code", "runs a command on another machine", CODE),
  dumps("nltest", /\/(?:domain_trusts|dclist)/, "lists the trusts of the whole domain"),
  dumps("adfind|csvde|ldifde", /\S/, "lists the accounts of the whole domain"),
  fetches("makecab|extrac32|expand|replace", /\\\\[\w.]+\\|:[^\s:]*\.txt:/),
];

export const TOOLS: readonly ToolLine[] = [...DISKS, ...WMI, ...SYSTEM, ...SERVERS, ...CODE_AND_SECRETS];
