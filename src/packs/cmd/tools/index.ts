/** Windows tools that act on the machine: what their words look like, and what that does. */
import type { Inner, Invocation, ProgramPack, Reading } from "../../../core/effects/pack.ts";
import { textOf } from "../../../core/effects/words.ts";
import type { Facts } from "../../../core/facts.ts";
import { ADMINISTRATION } from "./administration.ts";
import { effectsOfDiskpart } from "./diskpart.ts";
import { DISKS } from "./disks.ts";
import { effectsOfKilling, KILLERS } from "./killing.ts";
import { effectOfTool } from "./line.ts";
import { LIVING_OFF_THE_LAND } from "./living-off-the-land.ts";
import { SYSTEM } from "./system.ts";

const HELP = /(?:^|\s)(?:\/\?|--?help|-\?)(?:\s|$)/;
const LINES = [...DISKS, ...SYSTEM, ...ADMINISTRATION, ...LIVING_OFF_THE_LAND];

export const windowsTools: ProgramPack = {
  kind: "program",
  id: "windows-tools",
  programs: [...new Set(LINES.flatMap(({ programs }) => programs)), "diskpart", ...KILLERS],
  ownPaths: true,
  read(command: Invocation, facts: Facts): Reading {
    const words = command.argv.slice(1).map(textOf).join(" ").toLowerCase();
    if (HELP.test(` ${words} `)) return { effects: [] };
    if (command.program === "diskpart") return { effects: effectsOfDiskpart(command, facts) };
    if (KILLERS.includes(command.program)) return { effects: effectsOfKilling(command) };
    const line = LINES.find(row => row.programs.includes(command.program) && row.words.test(words));
    return { effects: line ? [effectOfTool(line.does, words, command)] : [], inner: created(command) };
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
    { run: "wevtutil cl Security", shell: "cmd", expect: "ask" },
    { run: "netsh advfirewall set allprofiles state off", shell: "cmd", expect: "ask" },
    { run: "certutil -urlcache -split -f http://files.example/a.exe a.exe", shell: "cmd", expect: "ask" },
    { run: "bitsadmin /transfer job http://files.example/a.exe C:\\Temp\\a.exe", shell: "cmd", expect: "ask" },
    { run: "InstallUtil.exe /logfile= /U tool.dll", shell: "cmd", expect: "ask" },
    { run: "reg save HKLM\\SAM C:\\Temp\\sam", shell: "cmd", expect: "ask" },
    { run: "wscript C:\\Temp\\start.vbs", shell: "cmd", expect: "ask" },
    { run: "certutil -hashfile setup.exe SHA256", shell: "cmd", expect: "allow" },
    { run: "msbuild app.sln /t:Build", shell: "cmd", expect: "allow" },
    { run: "appcmd delete site Shop", shell: "cmd", expect: "ask" },
    { run: "iisreset web01 /restart", shell: "cmd", expect: "ask" },
    { run: "nssm remove AcmeSync confirm", shell: "cmd", expect: "ask" },
    { run: "netdom resetpwd /server:dc1 /userd:acme\\dev /passwordd:*", shell: "cmd", expect: "ask" },
    { run: "wmic datafile where extension='docx' delete", shell: "cmd", expect: "ask" },
    { run: "appcmd list site", shell: "cmd", expect: "allow" },
    { run: "iisreset /status", shell: "cmd", expect: "allow" },
    { run: "msdeploy -verb:dump -source:contentPath=shop", shell: "cmd", expect: "allow" },
    { run: "nltest /query", shell: "cmd", expect: "allow" },
    { run: "taskkill /f /im *", shell: "cmd", expect: "ask" },
    { run: 'taskkill /f /fi "STATUS eq RUNNING"', shell: "cmd", expect: "ask" },
    { run: "taskkill /pid 4312 /f", shell: "cmd", expect: "allow" },
    { run: "taskkill /f /im acme-dev.exe /t", shell: "cmd", expect: "allow", why: "one's own program" },
    { run: "reg query HKLM\\SOFTWARE\\Microsoft /s", shell: "cmd", expect: "allow" },
    { run: "sc query Spooler", shell: "cmd", expect: "allow" },
    { run: "schtasks /query /fo list", shell: "cmd", expect: "allow" },
    { run: "net use", shell: "cmd", expect: "allow" },
    { run: "vssadmin list shadows", shell: "cmd", expect: "allow" },
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
