/** Looking where nobody was meant to look, and taking away what would tell of it. */
import { deletes, weakens } from "../doings.ts";
import type { Doing } from "../subcommands.ts";
import { type Line, on } from "./lines.ts";

const HISTORY = weakens("system", "keeps what is typed from being written down");
const LOGS: Doing = {
  verb: "delete",
  resource: "backup",
  says: "clears what the machine has written down about itself",
};
const MEMORY: Doing = {
  verb: "read-secret",
  resource: "secret",
  says: "reads what another process keeps in its memory",
};
const LISTENS: Doing = { verb: "read-secret", resource: "network", says: "reads what others send over the network" };
const KEYS: Doing = { verb: "read-secret", resource: "secret", says: "records what the person types" };
const RUNS: Doing = {
  verb: "execute-unknown",
  resource: "code",
  reach: "unknown",
  says: "has the program run another one that nobody has seen",
};

const REMOTE: Doing = {
  verb: "execute-remote",
  resource: "code",
  reach: "unknown",
  says: "opens a connection whose other end may run commands here",
};
const MEMORY_OF_FILES: Doing = { ...MEMORY, says: "searches files for passwords" };
const SENDS: Doing = {
  verb: "exfiltrate",
  resource: "file",
  says: "sends files of this machine to another one",
  reach: "several",
};

/** A shell by its name, as a command inside another program's option. */
const SHELL = "(?:/(?:usr/)?bin/)?(?:ba|z|da|k|a|c|fi)?sh";
const line = (before: string, after = "\\b") => new RegExp(`${before}${SHELL}${after}`);

export const PEERING: readonly Line[] = [
  on("unset", /(?:^| )(?:-v )?HIST(?:FILE|SIZE|FILESIZE)\b/, HISTORY),
  on(
    "export|declare|typeset|readonly|setenv",
    /\bHISTFILE[= ](?:\/dev\/null)?(?: |$)|\bHIST(?:FILE)?SIZE[= ]0(?: |$)|\bHISTIGNORE=\*/,
    HISTORY,
  ),
  on("set", /^\+o history$/, HISTORY),
  on("history", /^-\w*[cdw]/, deletes("setting", "the shell's history")),
  on("Clear-History|clear-history", /^/, HISTORY),
  on("Set-PSReadLineOption|set-psreadlineoption", /SaveNothing/i, HISTORY),
  on("dmesg", /(?:^| )(?:-\w*[Cc]\w*|--clear|--read-clear)(?: |$)/, LOGS),
  on("utmpdump", /(?:^| )-\w*r/, LOGS),
  on("gcore", /\d|\$|\uFFFC/, MEMORY),
  on("gdb", /(?:dump (?:binary )?memory|generate-core-file|gcore)/, MEMORY),
  on("strace|ltrace", /^(?=(?:.* )?-\w*p)(?=.*(?:read|write))/, MEMORY),
  on("tcpdump|tshark|dumpcap", /(?:^| )-\w*[AX]\w*(?: |$)/, LISTENS, /-i ?lo\b/),
  on("tcpdump", /(?:^| )-z ?\S/, RUNS),
  on(
    "trufflehog|gitleaks|noseyparker",
    /^(?:filesystem|detect|dir|scan) (?:\S+ )*?(?:\/|\/home\S*|\/Users\S*|\/root|\/etc)(?: |$)/,
    { ...MEMORY, says: "searches private folders for secrets" },
  ),
  on("xinput", /^(?:--)?test/, KEYS),
  on("awk|gawk|mawk|nawk", /"\/etc\/g?shadow"|"\/[^"]*\/(?:\.ssh\/id_\w+|\.aws\/credentials)"/, {
    ...MEMORY,
    says: "reads the system's secrets",
  }),
  on("less|more|most|view", line("(?:^| )-c ?!|!"), RUNS),
  on("man", /(?:^| )(?:-P|--pager)[ =]?(?!(?:less|more|most|cat|col|bat)\b)\S/, RUNS),
  on("scp|sftp", /(?:^| )-S ?\S/, RUNS),
  on(
    "vim|vi|nvim|view|rvim|gvim|ex|rview",
    /\bos\.exec[lv]|\bset shell=|(?:^| )-c :?(?:shell|terminal|sh|!)(?: |$)|\b(?:py3?|python3?|lua|ruby|perl) .*(?:os\.(?:system|exec|popen)|subprocess|os\.execute|exec)/,
    RUNS,
  ),
  on("emacs|emacsclient", /\((?:term|shell|ansi-term|eshell|vterm)\b/, RUNS),
  on("run-parts", /--regex/, RUNS),
  on("puppet", line("\\bapply -e .*"), RUNS),
  on("logrotate", /(?:^| )(?:-l|--log)[ =]?\|/, RUNS),
  on("openvpn", /--(?:up|down|route-up|tls-verify|auth-user-pass-verify|client-connect|ipchange)\b/, RUNS),
  on("gem", line("\\bopen .*-e .*"), RUNS),
  on("tclsh|wish|expect", line("\\b(?:exec|spawn|open) .{0,40}"), RUNS),
  on("apt|apt-get|aptitude", /(?:Pre|Post)-Invoke/, RUNS),
  on("yum|dnf|zypper", /--(?:plugins|enableplugin|setopt=pluginpath)/, RUNS),
  on("wget", /--use-askpass[ =]?\S/, RUNS),
  on("zip", /(?:^| )(?:-TT|--unzip-command)[ =]?\S/, RUNS),
  on(
    "ld-linux-x86-64.so.2|ld-linux.so.2|ld.so|ld-linux-aarch64.so.1|ld-musl-x86_64.so.1",
    /(?:^| )\S/,
    RUNS,
    /--(?:list|verify|version|help|list-\w+)\b/,
  ),
  on("split", /--filter[ =].*\bsh\b/, RUNS),
  on("gcc|g++|cc|clang|c99", /(?:^| )-wrapper[ =]/, RUNS),
  // The shop framework of the same name takes none of these.
  on("medusa", /(?:^| )-[hHuUpPCM] ?\S/, {
    verb: "execute-remote",
    resource: "account",
    says: "tries passwords on other machines",
  }),
  on("dmsetup", /--exec/, RUNS),
  on("service", /^\S*\.\.\//, RUNS),
  on("facter", /--(?:custom|external)-dir/, RUNS),
  on("aria2c", /--on-(?:download|bt)-\w+/, RUNS),
  on("bpftrace", /\bsystem\s*\(/, RUNS),
  on("jrunscript|jjs", /(?:^| )-e .*\b(?:exec|Runtime)\b/, RUNS),
  on("cowsay|cowthink", /(?:^| )-f ?\S*\//, RUNS),
  on("neofetch|fastfetch", /--config[ =]\/tmp\//, RUNS),
  on("mail|mailx|s-nail", /--exec=?['"]?!/, RUNS),
  on("msgfilter|msgattrib|msguniq|msgconv", line("(?:^| )-P ?"), RUNS),
  on("octave|octave-cli|julia|rpm|rpmquery|slsh", /\b(?:system|os\.execute|exec|run)\s*\(/, RUNS),
  on("rpm", /--pipe[ =]/, RUNS),
  on("ssh-keygen", /(?:^| )-D ?\S*\.(?:so|dylib|dll)/, RUNS),
  on("xdotool", line("\\bexec .*"), RUNS),
  on("snap", /--dangerous/, RUNS),
  on("groovy|scala|jshell|kotlin|java", /^(?=[\s\S]*Socket\b)(?=[\s\S]*(?:ProcessBuilder|exec\())/, REMOTE),
  on("new-object", /net\.sockets\.(?:tcp|udp)(?:client|listener)/i, REMOTE),
  on("start-process", /-verb:? *runas\b/i, { ...RUNS, says: "starts a program with all rights" }),
  on("forfiles", /\/c\b.*(?:\.exe|cmd|powershell|\.bat|\.dll)/i, RUNS),
  on("icacls|cacls", /\/(?:grant|e \/g)\S* "?everyone:\S*f/i, weakens("file", "lets everybody change files")),
  on("findstr", /\/\w*s.*(?:passw|secret|credential|token)/i, MEMORY_OF_FILES),
  on("find|gfind", /-perm [-/+]?(?:u[=+]s|g[=+]s|[246]000\b|0[246]000\b)/, {
    verb: "read-secret",
    resource: "system",
    says: "looks for programs that raise rights",
  }),
  on("getcap", /(?:^| )-r \/(?: |$)/, {
    verb: "read-secret",
    resource: "system",
    says: "looks for programs that raise rights",
  }),
  on("keyctl", /^(?:read|print|pipe)\b/, { ...MEMORY, says: "reads a key that the kernel keeps" }),
  on("ping|fping|nc|ncat|telnet|arping", /\b\d{1,3}(?:\.\d{1,3}){2}\.(?:\$|\{|\uFFFC)/, {
    verb: "execute-remote",
    resource: "network",
    says: "tries every address of a network",
  }),
  on(
    "pkill|killall|systemctl|service|launchctl|rc-service",
    /^(?!status\b|.*\bis-(?:active|enabled)\b|start\b|restart\b|.* (?:status|start|restart)$).*\b(?:falcon\S*|crowdstrike\S*|sentinel\S*|mdatp|osqueryd?|wazuh\S*|auditd|rsyslogd?|syslog(?:-ng|d)?|clam\S*|sophos\S*|cbagentd|cbdaemon|fail2ban\S*|ossec\S*|suricata|snort|falco|eset\S*|apparmor)\b/,
    weakens("system", "stops what watches over this machine", { recovery: "none" }),
  ),
  on(
    "mount",
    /\bbind\b.* \/(?:usr\/)?(?:s?bin|etc|lib)\/\S+$/,
    weakens("system", "puts another file in the place of the system's"),
  ),
  on("ctr", /--privileged|src=\/,/, weakens("system", "gives a container the machine it runs on")),
  on(
    "docker|podman|nerdctl",
    /(?:-v|--volume)[ =]\/etc\/(?:passwd|shadow|sudoers\S*|cron\S*|group)(?::[^: ]+)?(?:$| )/,
    weakens("system", "gives a container the machine it runs on"),
  ),
  on("ftp|tftp|lftp", /(?:^|[\s;'"])(?:m?put|send|mirror -\w*R)\s/, SENDS),
  on(
    "git",
    /^(?:-\S+ )*push (?:-\S+ )*(?:https?|ssh|git|ftp):\/\//,
    { ...SENDS, says: "sends the code to a host that is none of the usual ones" },
    /:\/\/(?:[^/@\s]*@)?(?:[\w-]+\.)*(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org|azure\.com|visualstudio\.com|amazonaws\.com|googlesource\.com|gitee\.com|sr\.ht|localhost|127\.0\.0\.1)|:\/\/(?:[^/@\s]*@)?[^./\s]+[:/]/,
  ),
  on("powershell|pwsh", /^(?=.*[-/]w\w* +hid)(?=.*[-/]e(?:n\w*|c)? )/i, RUNS),
  on("invoke-command|enter-pssession|new-pssession|new-cimsession", /-(?:computername|cn|hostname|vmname)\b/i, {
    verb: "execute-remote",
    resource: "code",
    reach: "unknown",
    says: "runs commands on another machine",
  }),
  on("invoke-restmethod|invoke-webrequest", /\.env\b.*-raw|get-clipboard|get-childitem +env:|\.ssh\b|\.aws\b/i, {
    ...SENDS,
    resource: "secret",
    says: "sends secrets of this machine to another one",
  }),
  on("export-pfxcertificate", /./, { ...MEMORY, says: "writes a private key out of the store" }),
  on(
    "import-certificate|import-pfxcertificate",
    /\\(?:root|ca|trustedpublisher|authroot)\b/i,
    weakens("system", "makes this machine trust a certificate"),
  ),
  on("new-service|register-scheduledjob|register-wmievent", /./, weakens("system", "has a program start by itself")),
  on(
    "set-itemproperty|new-itemproperty",
    /\\(?:run|runonce|winlogon|image file execution options|appinit_dlls)(?:[\s\\"']|$)/i,
    weakens("system", "has a program start by itself"),
  ),
  on("copy-item|move-item|robocopy|xcopy|copy", /\\\\(?:\d{1,3}\.){3}\d|\\\\[\w-]+\.[\w.-]+\\/, {
    ...SENDS,
    says: "copies files to a share on another host",
  }),
  on(
    "ztcp",
    /\S/,
    { verb: "execute-remote", resource: "network", says: "opens a connection by the shell itself" },
    /(?:localhost|127\.0\.0\.1)/,
  ),
];
