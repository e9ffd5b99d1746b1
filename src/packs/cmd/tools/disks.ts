/** Tools for disks, backups and how a machine starts. */
import { deletes, weakens } from "../../../core/effects/doings.ts";
import { on, type ToolLine } from "./line.ts";

export const DISKS: readonly ToolLine[] = [
  on("format", /^(?:\/\S+ )*(?:[a-z]:|\\\\[.?]\\)/, {
    verb: "delete",
    resource: "volume",
    says: "formats a drive",
    reach: "all",
  }),
  on("convert", /^[a-z]: \/fs/, { verb: "mutate", resource: "system", says: "converts a drive's file system" }),
  on("diskshadow", /delete shadows/, deletes("backup", "shadow copies", { reach: "all" })),
  on(
    "vssadmin",
    /^delete shadows/,
    deletes("backup", "shadow copies, the backups that Windows keeps", { reach: "all" }),
  ),
  on("vssadmin", /^resize shadowstorage/, {
    verb: "delete",
    resource: "backup",
    says: "makes room for shadow copies smaller, which deletes some",
  }),
  on("wbadmin", /^delete /, deletes("backup", "backups", { reach: "all" })),
  on("wbadmin", /^(?:disable|stop) /, weakens("backup", "stops backups")),
  on("wbadmin", /^start (?:recovery|sysrecovery|systemstaterecovery)/, {
    verb: "overwrite",
    resource: "system",
    says: "puts a backup in the place of what is there",
    reach: "all",
  }),
  on("bcdedit", /\/(?:set|delete|deletevalue|import|default|bootsequence|createstore)\b/, {
    verb: "mutate",
    resource: "system",
    says: "changes how the machine starts",
  }),
  on("bootrec", /\/(?:fixmbr|fixboot|rebuildbcd)/, {
    verb: "mutate",
    resource: "system",
    says: "rewrites how the machine starts",
  }),
  on("bootsect", /\/nt\d+/, { verb: "mutate", resource: "system", says: "rewrites how the machine starts" }),
  on("reagentc", /\/disable/, weakens("system", "turns the recovery system off")),
  on("cipher", /\/w:?/, {
    verb: "destroy",
    resource: "volume",
    says: "overwrites free space, so that nothing deleted comes back",
  }),
  on("cipher", /\/e\b/, { verb: "mutate", resource: "system", says: "encrypts files", recovery: "effort" }),
  on("manage-bde", /^-(?:off|on|protectors -delete|forcerecovery|wipefreespace)/, {
    verb: "weaken",
    resource: "volume",
    says: "changes how a drive is encrypted",
  }),
  on(
    "fsutil",
    /^(?:usn deletejournal|file (?:setzerodata|setvaliddata|seteof)|reparsepoint delete|volume dismount|behavior set|dirty set|resource)/,
    { verb: "mutate", resource: "system", says: "changes the file system" },
  ),
  on("fsutil", /^(?:file createnew .*\s\d{11,}$|8dot3name strip|sparse setrange|objectid delete)/, {
    verb: "mutate",
    resource: "system",
    says: "fills the disk, or changes how files are kept",
  }),
  on("repair-bde", /./, { verb: "overwrite", resource: "volume", says: "writes over a drive", reach: "all" }),
  on("mountvol", /\/(?:d|r|p)\b/, { verb: "mutate", resource: "system", says: "takes a drive away" }),
  on("systemreset", /^/, {
    verb: "destroy",
    resource: "system",
    says: "sets the machine back to how it was bought",
    reach: "all",
  }),
  on("rstrui", /^/, { verb: "overwrite", resource: "system", says: "takes the machine back to a restore point" }),
  on("sfc", /^\/purgecache/, { verb: "mutate", resource: "system", says: "empties the store of system files" }),
  on("sdelete|sdelete64", /./, {
    verb: "destroy",
    resource: "file",
    says: "overwrites files so that nothing can be read from them",
    reach: "several",
  }),
];
