/** Table of .NET and COM calls, by the names that the reader gives them: which delete, write, run, fetch or send. */
import type { Effect } from "../../core/effects/effect.ts";

export const DELETES = [
  "[io.file]::delete",
  "[io.directory]::delete",
  "[microsoft.visualbasic.fileio.filesystem]::deletefile",
  "[microsoft.visualbasic.fileio.filesystem]::deletedirectory",
  ".delete",
  ".deletefile",
  ".deletefolder",
];
export const WRITES = [
  "[io.file]::writealltext",
  "[io.file]::writealllines",
  "[io.file]::writeallbytes",
  "[io.file]::create",
  "[io.file]::createtext",
  "[io.file]::open",
  "[io.file]::openwrite",
  "[io.streamwriter]::new",
  "[io.filestream]::new",
];
export const MOVES = ["[io.file]::move", "[io.directory]::move", "[io.file]::copy", "[io.file]::replace"];
export const UNPACKS = ["[io.compression.zipfile]::extracttodirectory"];
export const RUNS = ["[diagnostics.process]::start", ".start", ".shellexecute", ".run", ".exec"];
export const FETCHES = [".downloadstring", ".downloaddata", ".openread", ".getstringasync", ".downloadfile"];
export const SENDS = [
  ".uploadstring",
  ".uploadfile",
  ".uploaddata",
  ".uploadvalues",
  ".postasync",
  ".putasync",
  ".deleteasync",
];
export const CODE = ["[scriptblock]::create", ".addscript", ".addcommand", ".invokescript"];
export const SQL = [".executenonquery", ".executereader", ".executescalar"];
export const SYSTEM: Readonly<Record<string, Pick<Effect, "verb" | "resource" | "says">>> = {
  "[diagnostics.eventlog]::delete": { verb: "delete", resource: "backup", says: "deletes an event log" },
  "[diagnostics.eventlog]::deleteeventsource": {
    verb: "delete",
    resource: "setting",
    says: "deletes the source of an event log",
  },
  "[environment]::setenvironmentvariable": {
    verb: "weaken",
    resource: "setting",
    says: "changes for good which programs are found and what they load",
  },
  "[environment]::failfast": { verb: "stop", resource: "process", says: "ends the process" },
  ".win32shutdown": { verb: "stop", resource: "system", says: "shuts the machine down" },
  ".reboot": { verb: "stop", resource: "system", says: "restarts the machine" },
  ".shutdown": { verb: "stop", resource: "system", says: "shuts the machine down" },
  ".emptyrecyclebin": { verb: "delete", resource: "untracked-files", says: "empties the recycle bin" },
  ".deletesubkeytree": { verb: "delete", resource: "setting", says: "deletes a registry key with all below it" },
  ".deletesubkey": { verb: "delete", resource: "setting", says: "deletes a registry key" },
  ".deletetree": { verb: "delete", resource: "account", says: "deletes directory entries" },
  ".uninstall": { verb: "delete", resource: "package", says: "uninstalls software" },
  ".stopservice": { verb: "stop", resource: "system", says: "stops a Windows service" },
  ".deletetask": { verb: "delete", resource: "account", says: "deletes a scheduled task" },
  ".drop": { verb: "drop", resource: "database", says: "drops a database object" },
  ".killdatabase": { verb: "drop", resource: "database", says: "drops the database" },
  ".dropdatabase": { verb: "drop", resource: "database", says: "drops the database" },
};

/** Matches an entry of a directory, or of a machine's accounts. */
const DIRECTORY = /(?:WinNT|LDAP):\/\//i;

/** Methods whose names say little: the object or the arguments decide. */
export const OBJECTS: readonly (readonly [
  program: string,
  words: RegExp,
  what: Pick<Effect, "verb" | "resource" | "says">,
])[] = [
  [".format", /win32_volume|msft_volume|\$vol/i, { verb: "delete", resource: "volume", says: "formats a drive" }],
  [
    ".invokeverb",
    /\bdelete\b/i,
    { verb: "delete", resource: "directory", says: "deletes what an Explorer window shows" },
  ],
  [".invoke", /\bsetpassword\b/i, { verb: "mutate", resource: "account", says: "sets a password" }],
  [
    ".add",
    DIRECTORY,
    { verb: "grant", resource: "account", says: "adds a member to a group of this machine or domain" },
  ],
  [".remove", DIRECTORY, { verb: "delete", resource: "account", says: "removes an account or a member" }],
  [".create", DIRECTORY, { verb: "grant", resource: "account", says: "adds an account" }],
  [".put", DIRECTORY, { verb: "mutate", resource: "account", says: "changes an account" }],
  [".setlength", /\s0$/, { verb: "overwrite", resource: "file", says: "cuts a file down to nothing" }],
];
