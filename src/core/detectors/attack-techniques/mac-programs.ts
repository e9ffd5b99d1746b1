/** macOS' own programs: what runs others, starts by itself, guards the machine or keeps secrets. Data, as their manuals have it. */

import { weakens } from "../../kit/effect-templates.ts";
import { inSequence } from "../../kit/in-sequence.ts";
import type { EffectTemplate } from "../../kit/table.ts";
import { calls, type Line, on } from "./lines.ts";
import { OPENS, STARTS, WATCH } from "./machine-effects.ts";

const RUNS: EffectTemplate = {
  verb: "execute-unknown",
  resource: "code",
  reach: "unknown",
  says: "runs what nobody has seen",
};
const FETCHES: EffectTemplate = { ...RUNS, says: "brings a program from another machine" };
const ACCOUNTS = weakens("account", "changes who may sign in to this machine, or how", { recovery: "none" });
const HIDES = weakens("system", "hides a file from the person");
const ENDS: EffectTemplate = {
  verb: "stop",
  resource: "system",
  recovery: "effort",
  says: "shuts the machine down or signs the person out",
};
const READS: EffectTemplate = {
  verb: "read-secret",
  resource: "secret",
  recovery: "none",
  says: "reads what the person did or kept",
};
const LOSES: EffectTemplate = {
  verb: "delete",
  resource: "untracked-files",
  reach: "several",
  says: "deletes what a program of the person keeps",
};
const SENDS: EffectTemplate = { verb: "publish", resource: "record", says: "writes to others in the person's name" };

/** Where launchd looks for what it starts. */
const STARTED = "*/Library/LaunchAgents/*|*/Library/LaunchDaemons/*|*/Library/StartupItems/*";
const LIBRARIES = "DYLD_*|LD_*|NODE_OPTIONS|PYTHONSTARTUP|PYTHONPATH|BASH_ENV";

export const MAC_PROGRAMS: readonly Line[] = [
  on(
    "osascript|osacompile",
    inSequence(
      /\b(?:Finder|Mail|Notes|Reminders|Calendar|Contacts|Photos|Music|Messages)\b/i,
      /\b(?:delete|erase|empty (?:the )?trash)\b/i,
    ),
    LOSES,
  ),
  on(
    "osascript|osacompile",
    inSequence(/\b(?:System Events|Finder|loginwindow)\b/i, /\b(?:shut ?down|restart|log ?out|sleep)\b/i),
    ENDS,
  ),
  on("osascript", inSequence(/\b(?:Messages|Mail|Microsoft Outlook|Slack|WhatsApp)\b/i, /\bsend\b/i), SENDS),
  on(
    "osascript|osacompile",
    /^(?=[\s\S]*(?:NSURL\b|dataWithContentsOf|stringWithContentsOf))(?=[\s\S]*\b(?:eval|unwrap|NSTask|doShellScript)\b)/,
    FETCHES,
  ),
  on(
    "osascript|osacompile",
    /\b(?:duplicate|copy|move|read|POSIX file)\b(?:(?!\b(?:duplicate|copy|move|read|POSIX file)\b)[\s\S])*(?:Cookies\.binarycookies|Login Data|[Kk]eychain|\.ssh\b|NoteStore|chat\.db|key4\.db|[Ww]allet|id_(?:rsa|ed25519))|(?:Cookies\.binarycookies|NoteStore\.sqlite|login\.keychain)/,
    READS,
  ),
  on(
    "ditto|zip|tar|cp|rsync|mv|7z|cat|base64|strings|sqlite3|scp|find",
    /Library\/(?:Application Support\/(?:Google\/Chrome|BraveSoftware|Microsoft Edge|Firefox|Vivaldi|Arc|Chromium|com\.operasoftware|Exodus|Electrum|Ledger Live|Bitcoin|Ethereum|atomic|Coinomi|WasabiWallet|Monero|Zcash|Guarda|Trezor|1Password|Signal|Telegram Desktop|discord|Slack)\b|Cookies\b|Keychains\b|Group Containers\/group\.com\.apple\.notes|Containers\/com\.apple\.Safari)/,
    READS,
    /NativeMessagingHosts|Library\/Caches/,
  ),
  on("osascript", /^(?:-\S+ )*https?:\/\//i, FETCHES),
  on(
    "osascript",
    inSequence(/\b(?:execute|do JavaScript)\b/i, /document\.cookie|localStorage|sessionStorage|password|indexedDB/i),
    READS,
  ),
  calls("diskutil", "unmount|unmountDisk force", ENDS),
  calls("dscl", "** -authonly|authonly", ACCOUNTS),
  calls("installer", "-allowUntrusted", WATCH),
  calls("installer", "-pkg|-package=http*|ftp*", FETCHES),
  on("osascript", inSequence(/\bsecurity preferences\b/i, /\bset\b/i), WATCH),
  calls("launchctl", "config user|system path|umask", STARTS),
  on("osascript", /\bpassword of\b|\bget every (?:login item|keychain)\b/i, READS),
  calls(
    "security",
    "set-key-partition-list|set-keychain-settings @*login.keychain*|*System.keychain*\nset-key-partition-list|set-keychain-settings !@*\nimport -k=*System.keychain*|*login.keychain* -A\nimport -A !-k",
    WATCH,
  ),
  calls("tmutil", "addexclusion @/|/Users|/Users/*/Documents|/System|/Library|~|/Volumes/*", WATCH),
  calls("chflags", "hidden @*", HIDES),
  calls("find", "~*keychain-db*|*Cookies.binarycookies*|*logins.json*|*Login·Data*|*key4.db* !-delete", READS),
  on("osascript", /^(?:-\S+ )*(?:\/private)?\/(?:tmp|var\/tmp|Users\/Shared)\/|^(?:-\S+ )*\S*\/Downloads\//, RUNS),
  on("osacompile", /do shell script|(?:^| )-x\b/i, { ...RUNS, says: "makes a program whose text nobody can read" }),
  on(
    "osascript|osacompile",
    /removeItemAt(?:Path|URL)|trashItemAtURL|Application\(["']Finder["']\)\.(?:delete|emptyTrash)/,
    LOSES,
  ),
  calls(
    "open",
    "@*.command|*.terminal|*.workflow|*.tool|*.scpt|*.action|*.mobileconfig|/Volumes/*.app|/Volumes/*.pkg|/Volumes/*.mpkg !@/Volumes/Macintosh*",
    RUNS,
  ),
  calls("launchctl", `setenv @${LIBRARIES}`, STARTS),
  calls(
    "plutil|PlistBuddy|defaults|sed|gsed|perl",
    `-replace|-insert|-remove @${STARTED}\n-c=Add*|Set*|Delete*|Merge*|Copy* @${STARTED}\nwrite @${STARTED}\n-i @${STARTED}`,
    STARTS,
  ),
  calls("hdiutil", "attach|mount @http*|ftp*", FETCHES),
  calls("ditto|cp|rsync", "@/Volumes/* @/", {
    verb: "overwrite",
    resource: "system",
    reach: "all",
    says: "puts other files in the place of the system's",
  }),
  calls(
    "security",
    "authorizationdb write|remove\nset-keychain-password\nremove-trusted-cert|trust-settings-import|delete-trusted-cert",
    WATCH,
  ),
  calls("dsenableroot", "!-d", ACCOUNTS),
  calls("fdesetup", "removerecovery|changerecovery|remove|add|enable|authrestart", ACCOUNTS),
  calls("profiles", "-D|-R|-r\nremove|delete|-remove", WATCH),
  calls(
    "socketfilterfw",
    "--add|--unblockapp|--remove\n--setblockall|--setstealthmode=off\n--setglobalstate=off\n--setallowsigned|--setallowsignedapp=on",
    OPENS,
  ),
  calls("log", "config ~*level:off*|*persist:off*", WATCH),
  calls("security", "unlock-keychain -p @*login.keychain*|*System.keychain*", READS),
  on("osascript", inSequence(/\bthe clipboard\b/, /\bcurl\b|\bnc\b|URLSession|NSURL/), READS),
  on("osascript", /\bduplicate\b[^\n]{0,40}\bevery (?:file|folder|item)\b/, READS),
  calls("dseditgroup", "-o=delete|create\n-o=edit -d|-a", ACCOUNTS),
  calls("sysadminctl", "-secureTokenOff|-secureTokenOn|-deleteUser|-resetPasswordFor", ACCOUNTS),
  calls("diskutil", "** changePassphrase|decryptVolume|encryptVolume", ACCOUNTS),
  calls("mdfind", "~*password*|*passwd*|*secret*|*credential*|*.kdbx*|*.pem*|*wallet*", {
    ...READS,
    reach: "all",
    says: "looks for passwords and keys all over the disk",
  }),
  on(
    "sqlite3|cp|cat|strings|ditto|plutil",
    /Library\/(?:Safari\/(?:History|Bookmarks|LocalStorage)|Messages\/|Mail\/|Calendars\/|Application Support\/(?:AddressBook|CallHistoryDB|com\.apple\.TCC|Knowledge))/,
    READS,
  ),
  calls("kextunload|kextload", "@*\n-b|-m", WATCH),
  calls(
    "softwareupdate",
    "--schedule=off\n--schedule @off\n--ignore|--reset-ignored\n--clear-catalog|--set-catalog",
    WATCH,
  ),
  calls("startosinstall", "--eraseinstall|--newvolumename", {
    verb: "destroy",
    resource: "system",
    reach: "all",
    says: "erases this machine and installs it anew",
  }),
];
