/** Windows tools that act on the machine: each line is what their words look like and what that does. */
import type { Effect, Reach, Recovery, ResourceKind, Verb } from "../../core/effects/effect.ts";
import { textOfFile, textOfStdin } from "../../core/effects/input-text.ts";
import type { Inner, Invocation, ProgramPack, Reading } from "../../core/effects/pack.ts";
import { windowsPath } from "../../core/effects/windows/paths.ts";
import { textOf } from "../../core/effects/words.ts";
import type { Facts } from "../../core/facts.ts";

interface Line {
  readonly program: string;
  /** Held against the words behind the program, in lower case, joined by blanks. */
  readonly words: RegExp;
  readonly verb: Verb;
  readonly resource: ResourceKind;
  readonly says: string;
  readonly reach?: Reach;
  /** Absent: `none`. */
  readonly recovery?: Recovery;
}

const HELP = /(?:^|\s)(?:\/\?|--?help|-\?)(?:\s|$)/;
const LINES: readonly Line[] = [
  {
    program: "format",
    words: /^(?:\/\S+ )*(?:[a-z]:|\\\\[.?]\\)/,
    verb: "delete",
    resource: "volume",
    says: "formats a drive",
    reach: "all",
  },
  {
    program: "convert",
    words: /^[a-z]: \/fs/,
    verb: "mutate",
    resource: "system",
    says: "converts a drive's file system",
  },
  {
    program: "diskshadow",
    words: /delete shadows/,
    verb: "delete",
    resource: "backup",
    says: "deletes shadow copies",
    reach: "all",
  },
  {
    program: "vssadmin",
    words: /^delete shadows/,
    verb: "delete",
    resource: "backup",
    says: "deletes shadow copies, the backups that Windows keeps",
    reach: "all",
  },
  {
    program: "vssadmin",
    words: /^resize shadowstorage/,
    verb: "delete",
    resource: "backup",
    says: "makes room for shadow copies smaller, which deletes some",
  },
  { program: "wbadmin", words: /^delete /, verb: "delete", resource: "backup", says: "deletes backups", reach: "all" },
  {
    program: "wbadmin",
    words: /^(?:disable|stop) /,
    verb: "weaken",
    resource: "backup",
    says: "stops backups",
    recovery: "effort",
  },
  {
    program: "wbadmin",
    words: /^start (?:recovery|sysrecovery|systemstaterecovery)/,
    verb: "overwrite",
    resource: "system",
    says: "puts a backup in the place of what is there",
    reach: "all",
  },
  {
    program: "bcdedit",
    words: /\/(?:set|delete|deletevalue|import|default|bootsequence|createstore)\b/,
    verb: "mutate",
    resource: "system",
    says: "changes how the machine starts",
  },
  {
    program: "bootrec",
    words: /\/(?:fixmbr|fixboot|rebuildbcd)/,
    verb: "mutate",
    resource: "system",
    says: "rewrites how the machine starts",
  },
  {
    program: "bootsect",
    words: /\/nt\d+/,
    verb: "mutate",
    resource: "system",
    says: "rewrites how the machine starts",
  },
  {
    program: "reagentc",
    words: /\/disable/,
    verb: "weaken",
    resource: "system",
    says: "turns the recovery system off",
    recovery: "effort",
  },
  {
    program: "cipher",
    words: /\/w:?/,
    verb: "destroy",
    resource: "volume",
    says: "overwrites free space, so that nothing deleted comes back",
  },
  { program: "cipher", words: /\/e\b/, verb: "mutate", resource: "system", says: "encrypts files", recovery: "effort" },
  {
    program: "manage-bde",
    words: /^-(?:off|on|protectors -delete|forcerecovery|wipefreespace)/,
    verb: "weaken",
    resource: "volume",
    says: "changes how a drive is encrypted",
  },
  {
    program: "fsutil",
    words:
      /^(?:usn deletejournal|file (?:setzerodata|setvaliddata|seteof)|reparsepoint delete|volume dismount|behavior set|dirty set|resource)/,
    verb: "mutate",
    resource: "system",
    says: "changes the file system",
  },
  { program: "mountvol", words: /\/(?:d|r|p)\b/, verb: "mutate", resource: "system", says: "takes a drive away" },
  {
    program: "wmic",
    words: /shadowcopy.* delete/,
    verb: "delete",
    resource: "backup",
    says: "deletes shadow copies, the backups that Windows keeps",
    reach: "all",
  },
  {
    program: "wmic",
    words: /process .*(?:delete|call terminate)/,
    verb: "stop",
    resource: "process",
    says: "kills processes",
    reach: "all",
  },
  {
    program: "wmic",
    words: /process call create/,
    verb: "execute-unknown",
    resource: "code",
    says: "starts a program",
    recovery: "effort",
    reach: "unknown",
  },
  {
    program: "wmic",
    words: /(?:os|computersystem) .*(?:reboot|shutdown|win32shutdown)/,
    verb: "stop",
    resource: "system",
    says: "shuts the machine down",
    recovery: "effort",
  },
  {
    program: "wmic",
    words: /product .*call uninstall/,
    verb: "delete",
    resource: "package",
    says: "uninstalls software",
    reach: "several",
  },
  {
    program: "wmic",
    words:
      /(?:useraccount|group|service|share|nteventlog) .*(?:delete|call (?:delete|stopservice|cleareventlog|rename))/,
    verb: "delete",
    resource: "account",
    says: "deletes system objects",
  },
  {
    program: "reg",
    words: /^(?:delete|unload|restore) (?:\\\\\S+\\)?(?:hklm|hkey_local_machine|hkcr|hkey_classes_root|hku|hkey_users)/,
    verb: "delete",
    resource: "setting",
    says: "deletes registry keys of the machine",
    reach: "all",
  },
  { program: "reg", words: /^delete /, verb: "delete", resource: "setting", says: "deletes registry keys" },
  {
    program: "reg",
    words:
      /^add .*\\(?:currentversion\\(?:run|runonce|policies|winlogon)|image file execution options|services|lsa|windows defender)/,
    verb: "weaken",
    resource: "system",
    says: "changes what Windows starts or allows",
    recovery: "effort",
  },
  {
    program: "reg",
    words: /^(?:add|copy|import|load) (?:\\\\\S+\\)?(?:hklm|hkey_local_machine|hkcr|hkey_classes_root|hku|\S+\.reg)/,
    verb: "weaken",
    resource: "setting",
    says: "changes the registry of the machine",
    recovery: "effort",
  },
  {
    program: "regedit",
    words: /\/s|\.reg\b/,
    verb: "weaken",
    resource: "setting",
    says: "imports registry keys",
    recovery: "effort",
  },
  ...["sc", "sc.exe"].flatMap((program): Line[] => [
    { program, words: /^(?:\\\\\S+ )?delete /, verb: "delete", resource: "service", says: "deletes a Windows service" },
    {
      program,
      words: /^(?:\\\\\S+ )?(?:stop|pause) /,
      verb: "stop",
      resource: "system",
      says: "stops a Windows service",
      recovery: "effort",
    },
    {
      program,
      words: /^(?:\\\\\S+ )?(?:config|create|sdset|failure|privs) /,
      verb: "weaken",
      resource: "system",
      says: "changes a Windows service",
      recovery: "effort",
    },
  ]),
  { program: "schtasks", words: /\/delete\b/, verb: "delete", resource: "account", says: "deletes scheduled tasks" },
  {
    program: "schtasks",
    words: /\/(?:create|change)\b/,
    verb: "weaken",
    resource: "system",
    says: "has a program run by the clock",
    recovery: "effort",
  },
  {
    program: "taskkill",
    words: /\/im (?:"?\*|\S+)|\/fi\b/,
    verb: "stop",
    resource: "process",
    says: "kills every process of a name",
    reach: "all",
  },
  {
    program: "tskill",
    words: /^[a-z]/,
    verb: "stop",
    resource: "process",
    says: "kills every process of a name",
    reach: "all",
  },
  {
    program: "net",
    words: /^(?:user|group|localgroup|accounts|computer) .*\/del(?:ete)?\b/,
    verb: "delete",
    resource: "account",
    says: "deletes an account",
  },
  {
    program: "net",
    words: /^(?:user|group|localgroup) .*\/add\b/,
    verb: "weaken",
    resource: "account",
    says: "adds an account or a member",
    recovery: "effort",
  },
  {
    program: "net",
    words: /^user \S+ (?!\/(?:domain|times)?\s*$)\S+/,
    verb: "mutate",
    resource: "account",
    says: "changes an account",
  },
  {
    program: "net",
    words: /^share .*\/del(?:ete)?\b/,
    verb: "weaken",
    resource: "system",
    says: "ends a share",
    recovery: "effort",
  },
  {
    program: "net",
    words: /^share \S+=/,
    verb: "weaken",
    resource: "system",
    says: "shares a folder with the network",
    recovery: "effort",
  },
  {
    program: "net",
    words: /^(?:stop|pause) ./,
    verb: "stop",
    resource: "system",
    says: "stops a Windows service",
    recovery: "effort",
  },
  ...["net1"].map(
    (program): Line => ({
      program,
      words: /^(?:stop|user|localgroup)\b/,
      verb: "mutate",
      resource: "system",
      says: "changes accounts or services",
    }),
  ),
  {
    program: "shutdown.exe",
    words: /(?:^|\s)[/-](?:s|sg|r|g|p|h|l|hybrid|o)\b/,
    verb: "stop",
    resource: "system",
    says: "shuts the machine down or signs the person out",
    recovery: "effort",
  },
  { program: "logoff", words: /^/, verb: "stop", resource: "system", says: "signs the person out", recovery: "effort" },
  {
    program: "netsh",
    words:
      /advfirewall (?:set \S+ (?:state off|firewallpolicy)|reset)|firewall (?:delete|set opmode|add rule|set rule)|interface .*(?:delete|disable|set|reset)|winsock reset|int ip reset|http delete|wlan delete|portproxy/,
    verb: "weaken",
    resource: "network",
    says: "changes the network or the firewall",
    recovery: "effort",
  },
  {
    program: "wevtutil",
    words: /^(?:cl|clear-log|um|uninstall-manifest)\b|^(?:sl|set-log) .*\/e:false/,
    verb: "delete",
    resource: "backup",
    says: "clears an event log",
  },
  {
    program: "auditpol",
    words: /\/(?:clear|remove|restore|set .*disable)/,
    verb: "weaken",
    resource: "system",
    says: "changes what Windows records",
  },
  {
    program: "dism",
    words: /\/(?:remove-|disable-feature|apply-image|cleanup-image .*resetbase|set-)/,
    verb: "mutate",
    resource: "system",
    says: "changes the installed system",
  },
  {
    program: "pnputil",
    words: /\/(?:delete-driver|remove-device|disable-device)/,
    verb: "mutate",
    resource: "system",
    says: "removes drivers or devices",
  },
  {
    program: "msiexec",
    words: /\/(?:x|uninstall)\b/,
    verb: "delete",
    resource: "package",
    says: "uninstalls software",
    recovery: "effort",
  },
  {
    program: "systemreset",
    words: /^/,
    verb: "destroy",
    resource: "system",
    says: "sets the machine back to how it was bought",
    reach: "all",
  },
  {
    program: "rstrui",
    words: /^/,
    verb: "overwrite",
    resource: "system",
    says: "takes the machine back to a restore point",
  },
  {
    program: "sfc",
    words: /^\/purgecache/,
    verb: "mutate",
    resource: "system",
    says: "empties the store of system files",
  },
  {
    program: "sdelete",
    words: /./,
    verb: "destroy",
    resource: "file",
    says: "overwrites files so that nothing can be read from them",
    reach: "several",
  },
  {
    program: "mshta",
    words: /https?:|javascript:|vbscript:/,
    verb: "execute-remote",
    resource: "code",
    says: "runs a script from elsewhere",
    reach: "unknown",
  },
  {
    program: "regsvr32",
    words: /\/i:https?:|https?:/,
    verb: "execute-remote",
    resource: "code",
    says: "runs a script from elsewhere",
    reach: "unknown",
  },
  {
    program: "rundll32",
    words: /javascript:|https?:|user32(?:\.dll)?,lockworkstation|shutdown|setsuspendstate|comsvcs/,
    verb: "execute-unknown",
    resource: "code",
    says: "calls into a library of Windows",
    reach: "unknown",
    recovery: "effort",
  },
];

export const windowsTools: ProgramPack = {
  kind: "program",
  id: "windows-tools",
  programs: [...new Set(LINES.map(({ program }) => program)), "diskpart"],
  ownPaths: true,
  read(command: Invocation, facts: Facts): Reading {
    const words = command.argv.slice(1).map(textOf).join(" ").toLowerCase();
    if (HELP.test(` ${words} `)) return { effects: [] };
    if (command.program === "diskpart") return { effects: partitioned(command, facts) };
    const line = LINES.find(row => row.program === command.program && row.words.test(words));
    return { effects: line ? [effectOf(line, words, command)] : [], inner: created(command) };
  },
  examples: [
    { run: "format D: /q /y", shell: "cmd", expect: "deny" },
    { run: "vssadmin delete shadows /all /quiet", shell: "cmd", expect: "deny" },
    { run: "(echo select disk 0 & echo clean) | diskpart", shell: "cmd", expect: "deny" },
    { run: "diskpart /s wipe.txt", shell: "cmd", expect: "deny", files: { "wipe.txt": "select disk 1\nclean\n" } },
    { run: "bcdedit /set {default} recoveryenabled no", shell: "cmd", expect: "ask" },
    { run: "reg delete HKLM\\SOFTWARE\\Acme /f", shell: "cmd", expect: "ask" },
    { run: "reg delete HKCU\\Software\\Acme /f", shell: "cmd", expect: "ask" },
    { run: "sc delete Spooler", shell: "cmd", expect: "ask" },
    { run: "sc.exe stop MSSQLSERVER", shell: "powershell", expect: "ask" },
    { run: "schtasks /delete /tn Backup /f", shell: "cmd", expect: "ask" },
    { run: 'schtasks /create /tn x /tr "cmd /c rd /s /q C:\\Users" /sc daily', shell: "cmd", expect: "deny" },
    { run: "taskkill /f /im node.exe", shell: "cmd", expect: "ask" },
    { run: "net user dev /delete", shell: "cmd", expect: "ask" },
    { run: "shutdown /s /t 0", shell: "cmd", expect: "ask" },
    { run: "wevtutil cl Security", shell: "cmd", expect: "ask" },
    { run: "netsh advfirewall set allprofiles state off", shell: "cmd", expect: "ask" },
    { run: "taskkill /pid 4312 /f", shell: "cmd", expect: "allow" },
    { run: "reg query HKLM\\SOFTWARE\\Microsoft /s", shell: "cmd", expect: "allow" },
    { run: "sc query Spooler", shell: "cmd", expect: "allow" },
    { run: "schtasks /query /fo list", shell: "cmd", expect: "allow" },
    { run: "net use", shell: "cmd", expect: "allow" },
    { run: "vssadmin list shadows", shell: "cmd", expect: "allow" },
    { run: "shutdown /a", shell: "cmd", expect: "allow" },
    { run: "wmic cpu get name", shell: "cmd", expect: "allow" },
  ],
};

/** What a scheduled task or a new service will run is read now. */
function created({ program, argv, scope, span }: Invocation): Inner[] {
  const values = argv.map(textOf);
  const at = program === "schtasks" ? values.findIndex(value => /^\/tr$/i.test(value)) + 1 : 0;
  const text = at > 0 ? values[at] : undefined;
  if (text === undefined) return [];
  return [
    { kind: "shell", text, scope: { ...scope, via: [...scope.via, program] }, dialect: "cmd", ...(span && { span }) },
  ];
}

/** diskpart runs a script: only some of its commands lose anything. */
function partitioned(command: Invocation, facts: Facts): Effect[] {
  const at = command.argv.findIndex(({ value }) => /^\/s$/i.test(value ?? ""));
  const file = at > 0 ? command.argv[at + 1] : undefined;
  const text = file
    ? textOfFile(windowsPath(file, command.scope, facts, false), command.scope, facts)
    : textOfStdin(command, facts);
  if (text === undefined) return [];
  if (text === null)
    return [
      effectOf(
        {
          program: "diskpart",
          words: HELP,
          verb: "delete",
          resource: "volume",
          says: "changes disks by a script that could not be read",
          reach: "unknown",
        },
        "",
        command,
      ),
    ];
  if (!/^\s*(?:clean|format|delete|convert|create|shrink|offline)\b/im.test(text)) return [];
  return [
    effectOf(
      {
        program: "diskpart",
        words: HELP,
        verb: "delete",
        resource: "volume",
        says: "wipes or changes a disk",
        reach: "all",
      },
      "",
      command,
    ),
  ];
}

function effectOf(line: Line, words: string, { program, span }: Invocation): Effect {
  const name = words
    .split(" ")
    .filter(word => !word.startsWith("/"))
    .slice(0, 3)
    .join(" ");
  return {
    verb: line.verb,
    resource: line.resource,
    target: name === "" ? program : name,
    reach: line.reach ?? "one",
    recovery: line.recovery ?? "none",
    certainty: "certain",
    source: "windows-tools",
    says: name === "" ? line.says : `${line.says} (${program} ${name})`,
    ...(span && { span }),
  };
}
