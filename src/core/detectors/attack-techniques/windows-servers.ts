/** Cmdlets of Windows servers whose names say little: what a call of them replaces, changes or unprotects. */
import { changes, replaces, weakens } from "../../kit/effect-templates.ts";
import { type Line, windows } from "./lines.ts";
import { WATCH } from "./machine-effects.ts";

const MACHINE = changes("system", "how this machine starts, or which of its drives can be used", { recovery: "none" });
const DIRECTORY = ["set-adorganizationalunit", "set-adobject", "set-aduser", "set-adgroup", "set-adcomputer"].join("|");
const RESTORES = [
  "restore-gpo",
  "restore-webconfiguration",
  "start-wbsystemstaterecovery",
  "start-wbvolumerecovery",
  "start-wbfilerecovery",
  "start-wbhypervrecovery",
  "restore-dnsserverzone",
  "restore-dhcpserver",
].join("|");

export const WINDOWS_SERVERS: readonly Line[] = [
  windows("set-partition", "-IsActive|-GptType|-MbrType|-NoDefaultDriveLetter|-IsOffline\n-NewDriveLetter=c", MACHINE),
  windows(
    "resize-vhd|set-vhd",
    "-ToMinimumSize|-SizeBytes\n-ResetDiskIdentifier\n-ParentPath",
    changes("system", "a virtual disk that machines run from", { recovery: "none" }),
  ),
  windows("hide-windowsupdate|remove-windowsupdate|disable-windowsupdate", "", WATCH),
  windows(
    DIRECTORY,
    "-ProtectedFromAccidentalDeletion=$false|false|0",
    weakens("account", "takes away what keeps directory entries from being deleted"),
  ),
  windows(RESTORES, "", replaces("system", "what is there by an older state", { reach: "several" })),
];
