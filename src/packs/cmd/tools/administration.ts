/** Tools that administer servers of Windows: web sites, services, domains, clusters, and what is installed on them. */

import { deletes, stops, weakens } from "../../../core/effects/doings.ts";
import { onOneLine } from "../../../core/effects/in-sequence.ts";
import type { Doing } from "../../../core/effects/subcommands.ts";
import { on, type ToolLine } from "./line.ts";

const DOMAIN: Doing = {
  verb: "mutate",
  resource: "account",
  says: "changes how machines and accounts belong to their domain",
};
const SIGNS_OUT: Doing = {
  verb: "stop",
  resource: "system",
  says: "signs people out of a server",
  recovery: "effort",
};
const TAKES_AWAY: Doing = { verb: "delete", resource: "system", says: "takes parts of the system away" };

export const ADMINISTRATION: readonly ToolLine[] = [
  on(
    "appcmd",
    /^delete (?:site|app|vdir|apppool|config|backup|module)\b/,
    deletes("service", "a web site or a part of it"),
  ),
  on("appcmd", /^(?:clear|reset) config\b/, deletes("service", "settings of web sites")),
  on("appcmd", /^restore backup\b/, {
    verb: "overwrite",
    resource: "service",
    says: "puts an older state of all web sites in the place of this one",
    reach: "all",
  }),
  on(
    "iisreset",
    /(?:^|\s)[-/](?:stop|reboot|disable)\b/,
    stops("service", "every web site of this machine", { reach: "all", recovery: "none" }),
  ),
  on("iisreset", /^(?![-/])[\w.-]+(?:\s|$)/, {
    verb: "stop",
    resource: "system",
    says: "restarts every web site of another machine",
    recovery: "effort",
  }),
  on("sqllocaldb", /^-?(?:delete|d)\b/, deletes("database", "a local instance of SQL Server with its databases")),
  on(
    "aspnet_regsql",
    /(?:^|\s)-r /,
    deletes("schema", "tables of an application, with what they hold", { reach: "all" }),
  ),
  on("aspnet_regiis", /(?:^|\s)-pdf?\b/, {
    verb: "read-secret",
    resource: "secret",
    says: "decrypts the passwords of a web site's settings",
  }),
  on("aspnet_regiis", /(?:^|\s)-(?:u|ua|pz)\b/, TAKES_AWAY),
  on("msdeploy", /-verb[:=]delete/, deletes("service", "what a web server holds", { reach: "all" })),
  on(
    "msdeploy",
    onOneLine(
      /-verb[:=]sync\b/,
      /-dest[:=](?:(?!-dest[:=])\S)*(?:computername|wmsvc)=(?!["']?(?:https?:\/\/)?(?:localhost|127\.|\.))/,
    ),
    {
      verb: "publish",
      resource: "service",
      says: "puts another version on a web server",
    },
  ),
  on("wslconfig", /^\/u(?:nregister)?\b/, deletes("volume", "a Linux system with every file in it", { reach: "all" })),
  on("nssm", /^remove\b/, deletes("service", "a Windows service")),
  on("nssm", /^(?:stop|pause)\b/, {
    verb: "stop",
    resource: "system",
    says: "stops a Windows service",
    recovery: "effort",
  }),
  on("instsrv", /\sremove\b/, deletes("service", "a Windows service")),
  on("dockerd", /--unregister-service\b/, deletes("service", "Docker's own service")),
  on("netdom", /^(?:add|join|move|remove|rename|reset|trust|resetpwd|renamecomputer|computername)\b/, DOMAIN),
  on("nltest", /\/(?:sc_reset|sc_change_pwd|dsderegdns|dsregdns|dsaddresstosite|shutdown|time_sync)/, DOMAIN),
  on("repadmin", /^\/(?:delete|options|removelingeringobjects|removesources|unhost|demote|prp) ?/, DOMAIN),
  on("setspn", /^-[asdru]\b/, DOMAIN),
  on("ksetup", /^\/(?:set|add|del|map|change|remove)/, DOMAIN),
  on("djoin", /\/(?:provision|requestodj)/, DOMAIN),
  on("dcpromo", /./, DOMAIN),
  on("wmic", onOneLine(/computersystem /, /call (?:rename|joindomainorworkgroup|unjoindomainorworkgroup)/), DOMAIN),
  on(
    "wmic",
    onOneLine(
      /(?:datafile|fsdir|win32_directory)\b/,
      / (?:delete\b|call (?:delete|copy|takeownership|rename|compress))/,
    ),
    {
      verb: "delete",
      resource: "directory",
      says: "deletes or changes every file that fits",
      reach: "all",
    },
  ),
  on(
    "wmic",
    onOneLine(/volume /, /call (?:format|dismount)/),
    deletes("volume", "what is on a drive", { reach: "all" }),
  ),
  on("wmic", /systemrestore call disable/, weakens("backup", "turns restore points off")),
  on(
    "wmic",
    onOneLine(/nicconfig /, /call (?:enable|set|release)/),
    weakens("network", "changes how this machine reaches the network"),
  ),
  on("wmic", onOneLine(/rdtoggle /, /call /), weakens("network", "opens this machine to others")),
  on(
    "wmic",
    onOneLine(/environment/, / (?:create|set)|(?<!environment) delete/),
    weakens("setting", "changes variables for everything that starts later"),
  ),
  on("wmic", /share (?:create|call create)/, weakens("system", "shares a folder with the network")),
  on(
    "netsh",
    /(?:add|set) neighbors|rpc filter (?:add|delete)|ipsec (?:(?!ipsec ).)*delete|interface (?:(?!interface ).)*(?:add|set) route/,
    weakens("network", "changes the network or the firewall"),
  ),
  on("bitsadmin", /\/(?:reset|cancel)/, {
    verb: "stop",
    resource: "system",
    says: "ends transfers of the system",
    recovery: "effort",
  }),
  on("rwinsta|tsdiscon", /\d|:/, SIGNS_OUT),
  on("reset", /^session\b/, SIGNS_OUT),
  on("change", /^logon \/(?:disable|drain)/, weakens("system", "keeps people from signing in")),
  on("net", /^session\b.*\/d(?:elete)?\b/, SIGNS_OUT),
  on("servermanagercmd", /^-(?:remove|r)\b/, TAKES_AWAY),
  on("wusa", /\/uninstall\b/, TAKES_AWAY),
  on("dism", onOneLine(/\/unmount-(?:image|wim)\b/, /\/discard\b/), {
    verb: "discard",
    resource: "image",
    says: "throws away what was changed in a mounted image",
  }),
  on("sysprep", /\/(?:generalize|oobe|audit)\b/, {
    verb: "mutate",
    resource: "system",
    says: "resets what makes this machine itself",
  }),
  on("cluster", /\/(?:delete|offline|force|evict|destroy)\b/, {
    verb: "delete",
    resource: "cluster",
    says: "takes parts of a cluster away",
  }),
  on(
    "dfsutil",
    /(?:^| )(?:remove|purge)\b|\/(?:remove|clean|unmapftroot)/,
    deletes("service", "a shared root of many servers"),
  ),
  on("wecutil", /^(?:ds|delete-subscription)\b/, deletes("backup", "a collection of other machines' events")),
  on("certutil", /(?:^|\s)[-/]delkey\b/, { verb: "delete", resource: "secret", says: "deletes a key" }),
  on(
    "certutil",
    /(?:^|\s)[-/](?:setreg|delreg|csp|setcatemplates|revoke|dspublish|dsdeltemplate)\b/,
    weakens("system", "changes which certificates count"),
  ),
  on(
    "w32tm",
    /\/(?:unregister|config|resync \S*force)/,
    weakens("system", "sets the clock, by which everything that is written down is dated"),
  ),
];
