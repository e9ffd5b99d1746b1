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
  on("strace|ltrace", /(?=.*(?:^| )-\w*p)(?=.*(?:read|write))/, MEMORY),
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
  on(
    "ztcp",
    /\S/,
    { verb: "execute-remote", resource: "network", says: "opens a connection by the shell itself" },
    /(?:localhost|127\.0\.0\.1)/,
  ),
];
