/** Tools for the system: the registry, services, accounts, the network, packages, and what starts programs. */

import { deletes, weakens } from "../../../core/effects/doings.ts";
import { onOneLine } from "../../../core/effects/in-sequence.ts";
import { LEADING_VARIABLES } from "../../../core/effects/windows/variables.ts";
import { on, type ToolLine } from "./line.ts";

export const SYSTEM: readonly ToolLine[] = [
  on(
    "wmic",
    onOneLine(/shadowcopy/, / delete/),
    deletes("backup", "shadow copies, the backups that Windows keeps", { reach: "all" }),
  ),
  on("wmic", onOneLine(/process /, /delete|call terminate/), {
    verb: "stop",
    resource: "process",
    says: "kills processes",
    reach: "all",
  }),
  on("wmic", /process call create/, {
    verb: "execute-unknown",
    resource: "code",
    says: "starts a program",
    recovery: "effort",
    reach: "unknown",
  }),
  on("wmic", onOneLine(/(?:os|computersystem) /, /reboot|shutdown/), {
    verb: "stop",
    resource: "system",
    says: "shuts the machine down",
    recovery: "effort",
  }),
  on("wmic", onOneLine(/product /, /call uninstall/), {
    verb: "delete",
    resource: "package",
    says: "uninstalls software",
    reach: "several",
  }),
  on(
    "wmic",
    onOneLine(/(?:useraccount|group|service|share|nteventlog) /, /delete|call (?:stopservice|cleareventlog|rename)/),
    deletes("account", "system objects"),
  ),
  on(
    "reg",
    /^(?:delete|unload|restore) (?:\\\\\S+\\)?(?:hklm|hkey_local_machine|hkcr|hkey_classes_root|hku|hkey_users)/,
    deletes("setting", "registry keys of the machine", { reach: "all" }),
  ),
  on("reg", /^delete /, deletes("setting", "registry keys")),
  on(
    "reg",
    /^add .*\\(?:currentversion\\(?:run|runonce|policies|winlogon)|image file execution options|services|lsa|windows defender)/,
    weakens("system", "changes what Windows starts or allows"),
  ),
  on(
    "reg",
    /^(?:add|copy|import|load) (?:(?:\\\\\S+\\)?(?:hklm|hkey_local_machine|hkcr|hkey_classes_root|hku)|\S+\.reg)/,
    weakens("setting", "changes the registry of the machine"),
  ),
  on(
    "setx",
    new RegExp(`^(?:/m )?"?(?:${LEADING_VARIABLES})"? (?!"?--max[-_]old[-_]space[-_]size=\\d+"?$)`),
    weakens("setting", "changes for good which programs are found and what they load"),
  ),
  on("regedit", /^(?!\/e\b|-e\b).*(?:\/s|\.reg\b)/, weakens("setting", "imports registry keys")),
  on("sc|sc.exe", /^(?:\\\\\S+ )?delete /, deletes("service", "a Windows service")),
  on("sc|sc.exe", /^(?:\\\\\S+ )?(?:stop|pause) /, {
    verb: "stop",
    resource: "system",
    says: "stops a Windows service",
    recovery: "effort",
  }),
  on(
    "sc|sc.exe",
    /^(?:\\\\\S+ )?(?:config|create|sdset|failure|privs|triggerinfo) /,
    weakens("system", "changes a Windows service"),
  ),
  on("schtasks", /\/delete\b/, deletes("account", "scheduled tasks")),
  on("schtasks", /\/(?:create|change)\b/, weakens("system", "has a program run by the clock")),
  on("net", /^(?:user|group|localgroup|accounts|computer) .*\/del(?:ete)?\b/, deletes("account", "an account")),
  on("net", /^(?:user|group|localgroup) .*\/add\b/, weakens("account", "adds an account or a member")),
  on("net", /^user \S+ (?!\/(?:domain|times)?\s*$)\S+/, {
    verb: "mutate",
    resource: "account",
    says: "changes an account",
  }),
  on("net", /^share .*\/del(?:ete)?\b/, weakens("system", "ends a share")),
  on("net", /^share \S+=/, weakens("system", "shares a folder with the network")),
  on("net", /^(?:stop|pause) ./, {
    verb: "stop",
    resource: "system",
    says: "stops a Windows service",
    recovery: "effort",
  }),
  on("net1", /^(?:stop|user|localgroup)\b/, {
    verb: "mutate",
    resource: "system",
    says: "changes accounts or services",
  }),
  on("shutdown.exe", /(?:^|\s)[/-](?:s|sg|r|g|p|h|l|hybrid|o)\b/, {
    verb: "stop",
    resource: "system",
    says: "shuts the machine down or signs the person out",
    recovery: "effort",
  }),
  on("logoff", /^/, { verb: "stop", resource: "system", says: "signs the person out", recovery: "effort" }),
  on(
    "netsh",
    /advfirewall (?:set \S+ (?:state off|firewallpolicy)|reset)|firewall (?:delete|set opmode|add rule|set rule)|\bint(?:erface)? (?:(?!\bint(?:erface)? ).)*(?:delete|disable|\bset\b|reset)|winsock reset|int ip reset|http delete|wlan delete|portproxy (?:add|set|delete|reset)/,
    weakens("network", "changes the network or the firewall"),
  ),
  on("wevtutil", /^(?:cl|clear-log|um|uninstall-manifest)\b|^(?:sl|set-log) .*\/e:false/, {
    verb: "delete",
    resource: "backup",
    says: "clears an event log",
  }),
  on("auditpol", /\/(?:clear|remove|restore|set (?:(?!\/set ).)*disable)/, {
    verb: "weaken",
    resource: "system",
    says: "changes what Windows records",
  }),
  on("dism", /\/(?:remove-|disable-feature|apply-image|cleanup-image (?:(?!\/cleanup-image ).)*resetbase|set-)/, {
    verb: "mutate",
    resource: "system",
    says: "changes the installed system",
  }),
  on("pnputil", /\/(?:delete-driver|remove-device|disable-device)/, {
    verb: "mutate",
    resource: "system",
    says: "removes drivers or devices",
  }),
  on("msiexec", /\/(?:x|uninstall)\b/, {
    verb: "delete",
    resource: "package",
    says: "uninstalls software",
    recovery: "effort",
  }),
  on("mshta", /https?:|javascript:|vbscript:/, {
    verb: "execute-remote",
    resource: "code",
    says: "runs a script from elsewhere",
    reach: "unknown",
  }),
  on("regsvr32", /\/i:https?:|https?:/, {
    verb: "execute-remote",
    resource: "code",
    says: "runs a script from elsewhere",
    reach: "unknown",
  }),
  on("rundll32", /javascript:|https?:|user32(?:\.dll)?,lockworkstation|shutdown|setsuspendstate|comsvcs/, {
    verb: "execute-unknown",
    resource: "code",
    says: "calls into a library of Windows",
    reach: "unknown",
    recovery: "effort",
  }),
];
