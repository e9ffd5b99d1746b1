/** Looking where nobody was meant to look, and taking away what would tell of it. */

import { deletes, weakens } from "../../kit/effect-templates.ts";
import { onOneLine } from "../../kit/in-sequence.ts";
import type { EffectTemplate } from "../../kit/table.ts";
import { calls, type Line, on, windows } from "./lines.ts";
import { HISTORY, LISTENS, LOGS, MEMORY, SENDS, SWEEPS, TYPED } from "./machine-effects.ts";
import { SERVICES } from "./named-targets.ts";
import { REMOTE as RUNS_THERE } from "./windows-effects.ts";

const SEARCHES: EffectTemplate = { ...MEMORY, says: "searches files for passwords" };
const RAISING: EffectTemplate = { ...MEMORY, resource: "system", says: "looks for programs that raise rights" };
const SYSTEM: EffectTemplate = { ...MEMORY, says: "reads the system's secrets" };
const EVERYBODY = weakens("file", "lets everybody change files");

/** Modes with which a program has the rights of its file's owner, as `find -perm` takes them. */
const RAISED = "2000|4000|6000|7000|02000|04000|06000|4755|2755|u=s|u+s|g=s|g+s|u=s,g=s|u+s,g+s|ug=s|+s|a+s"
  .split("|")
  .flatMap(mode => [mode, `-${mode}`, `/${mode}`])
  .join("|");

const PASSWORDS = weakens("account", "sets the password of an account of the system");

export const PEERING: readonly Line[] = [
  calls("unset", "@HISTFILE|HISTSIZE|HISTFILESIZE|HISTCONTROL|PROMPT_COMMAND", HISTORY),
  calls(
    "export|declare|typeset|readonly|setenv|set|local",
    `@HISTFILE=|HISTFILE=/dev/null|HISTSIZE=0|HISTFILESIZE=0|SAVEHIST=0|LESSHISTFILE=-|HISTFILE=/dev/*
     @HISTIGNORE=^*
     HISTFILE @/dev/null
     fish_history @*`,
    HISTORY,
  ),
  on("export|declare|typeset|readonly", /\bHISTIGNORE=["']?\*["']?(?:\s|:|$)|\bHISTFILE=(?:\s|$)/, HISTORY),
  on("set", /^\+o history$|^-e fish_history/, HISTORY),
  on("shopt", onOneLine(/-u\w* /, /(?<= )histappend/), HISTORY),
  calls("history", "-c|-d|-w\nclear|delete|clear-session", deletes("setting", "the shell's history")),
  windows("clear-history", "", HISTORY),
  windows("set-psreadlineoption", "-HistorySaveStyle=SaveNothing\n-HistorySavePath", HISTORY),
  calls("dmesg", "-C|-c|--clear|--read-clear", LOGS),
  calls("gcore", "@*", MEMORY),
  // What the debugger has started itself keeps nobody's secrets.
  on(
    "gdb",
    /\b(?:dump (?:binary )?memory|generate-core-file|gcore)\b/,
    MEMORY,
    /^(?!.*(?:(?:^| )-p|--pid|\battach\b)).*(?:^| )-ex=? ?["']?(?:run|r|start|starti)\b/,
  ),
  calls("strace|ltrace|truss|dtruss", "-p|--attach ~*read*|*write*|*sendto*|*recv*", MEMORY),
  calls("tcpdump|tshark|dumpcap|tcpflow|ngrep", "-A|-X !-i=lo|lo0 !-r|--read-file\n-XX !-r|--read-file", LISTENS),
  calls("xinput", "test|test-xi2\n--test|--test-xi2", TYPED),
  on("awk|gawk|mawk|nawk", /"\/etc\/g?shadow"|"\/[^"]*\/(?:\.ssh\/id_\w+|\.aws\/credentials)"/, SYSTEM),
  windows(
    "findstr",
    "/s|/si|/sim|/spin|/sip|/msi|/sin|/m ~*passw*|*secret*|*credential*|*token*|*pwd* !@*.cs|*.ts|*.js|*.tsx|*.py|*.java|*.go|*.cpp|*.h|*.vb|*.rs|*.php|*.rb|*.razor|*.cshtml|*.md",
    SEARCHES,
  ),
  calls("find|gfind", `-perm=${RAISED} @/|/*|~*|$*`, RAISING),
  calls("find|gfind", "@/|/etc|/usr -writable\n@/ -perm=-o=w|-o+w|-2|-002|-0002|/o+w|-222|-0222", {
    ...RAISING,
    says: "looks for files of the system that anybody may change",
  }),
  calls("getcap", "-r @/", RAISING),
  calls("kill", "-9|-KILL|-SIGKILL|-s @$$", HISTORY),
  calls("bpftrace|stap", "~*:readline*|*libpam*|*SSL_read*|*SSL_write*|*pam_get_authtok*", TYPED),
  calls(
    "sudo|doas",
    "-e|--edit @/etc/shadow|/etc/gshadow|/etc/sudoers|/etc/sudoers.d/*|/etc/passwd|/etc/pam.d/*",
    SYSTEM,
  ),
  // Without a dash the letter e shows each process's environment; with one it means every process.
  on("ps", /^(?!-)(?=[a-z]*e)[a-z]*(?= |$)/, { ...MEMORY, says: "shows the environment of processes" }),
  on(
    "ping|fping|nc|ncat|telnet|arping|test-connection|test-netconnection|tnc",
    /\b\d{1,3}(?:\.\d{1,3}){2}\.(?:\$|\{|\uFFFC)/,
    SWEEPS,
  ),
  on("nc|ncat|netcat", /(?:^| )\d{1,3}(?:\.\d{1,3}){3}-\d{1,3}(?: |$)/, SWEEPS),
  on(
    "nc|ncat|netcat",
    /(?:^| )(?!127\.|localhost )[\w.:-]+ (?:\d{1,3}-\d{3,5}|\d{1,5}-[1-6]\d{4})(?: |$)/,
    { verb: "execute-remote", resource: "network", says: "tries every port of another machine" },
    /^(?:-\S+ )*-\w*l/,
  ),
  on(
    "dig|drill|kdig|host|dog",
    /(?:^| )(?:-t ?)?axfr(?: |$)|^-l /i,
    {
      verb: "execute-remote",
      resource: "network",
      says: "takes over a whole zone of names",
    },
    /@(?:localhost|127\.)/,
  ),
  calls("screen", "-x|-r|-S=*/*", { ...TYPED, says: "joins somebody else's terminal" }),
  calls("chmod|chown|setfacl", "@/tmp/tmux-*|/tmp/screens/*|/run/screen/*|/var/run/screen/*|/tmp/ssh-*/agent.*", {
    ...TYPED,
    says: "lets others into the person's terminals or keys",
  }),
  windows("icacls|cacls", "~everyone:*f*|*\\everyone:*f*|^*s-1-1-0:*f*\n/g @everyone:f*", EVERYBODY),
  calls("tar|gtar|bsdtar", "--rsh-command ~*@*:*", SENDS),
  on("ftp|tftp|lftp|smbclient", /(?:^|[\s;'"])(?:m?put|send|mirror -\w*R)\s/, SENDS),
  windows(
    "invoke-command|enter-pssession|new-pssession|new-cimsession",
    "-ComputerName|-cn|-HostName|-VMName|-ConnectionUri|-Session !~localhost|127.0.0.1",
    RUNS_THERE,
  ),
  on("invoke-command", /^(?!localhost\b)[A-Za-z][\w.-]* ?(?:\{|\uFFFC|-|$)/, RUNS_THERE),
  on(
    "invoke-restmethod|invoke-webrequest",
    /\.env\b(?:(?!\.env\b).)*-raw|get-clipboard|get-childitem +env:|\.ssh\b|\.aws\b/i,
    {
      ...SENDS,
      resource: "secret",
      says: "sends secrets of this machine to another one",
    },
  ),
  windows("export-pfxcertificate", "!~*new-selfsignedcertificate*", {
    ...MEMORY,
    says: "writes a private key out of the store",
  }),
  on("chpasswd|chgpasswd", new RegExp(`(?:^|\\s)(?:root|${SERVICES}):`), PASSWORDS),
];
