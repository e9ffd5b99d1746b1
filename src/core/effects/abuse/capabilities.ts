/**
 * What ordinary programs can be made to do by which of their options: run another program, read a file that only the
 * system may read, write one that the system trusts. Data, as the programs' manuals have it.
 */
import { weakens } from "../doings.ts";
import type { Doing } from "../subcommands.ts";
import { type Line, on, raised } from "./lines.ts";

const RUNS: Doing = {
  verb: "execute-unknown",
  resource: "code",
  reach: "unknown",
  says: "has the program run another one that nobody has seen",
};
const WRITES = weakens("system", "writes a file that the system trusts", { recovery: "none" });
const OPENS = weakens("system", "lets others read or change what only the system may", { recovery: "none" });
const LOADS: Doing = { ...RUNS, says: "loads a library that nobody has seen into the program" };
const OFFERS: Doing = {
  verb: "execute-remote",
  resource: "code",
  reach: "unknown",
  says: "offers a shell of this machine to whoever connects",
};

/** Folders that anybody may write to. */
const TEMP = "/(?:tmp|var/tmp|dev/shm)/";
/** What decides who may do what on this machine, and what starts by itself. */
const TRUSTED =
  "/etc/(?:passwd|g?shadow|group|sudoers\\S*|crontab|cron\\.\\S+|ld\\.so\\S*|pam\\.d\\S*|ssh/\\S*|profile\\S*|rc\\.local|security\\S*)";
const trusted = (before: string, after = "(?= |$)") => new RegExp(`(?:${before})${TRUSTED}${after}`);
const LISTENS = /(?:^| )(?:-i|--interface|--address|-b|-a|--bind)[ =]?(?:lo\b|127\.|localhost)/;

export const CAPABILITIES: readonly Line[] = [
  // Run another program.
  on("gdb|cgdb|lldb", /\b(?:python|py|pi|script)\b.*(?:os\.(?:exec|system|popen|spawn)|subprocess|pty\.)/, RUNS),
  on(
    "vimdiff|gvimdiff|nvimdiff|rgvim|evim|rview|vim.tiny|vim.basic",
    /\bos\.(?:exec|system|popen)|os\.execute|subprocess|(?:^| )-c :?(?:!|sh|shell|terminal)/,
    RUNS,
  ),
  on("xargs", /(?:^| )(?:-a|--arg-file[ =]) ?\/dev\/null .*\b(?:ba|da|z|k)?sh$/, RUNS),
  on("ssh|scp|sftp|rsync", /ProxyCommand[ =]["']? ?;/, RUNS),
  on("check_by_ssh", /-o ["']?ProxyCommand/, RUNS),
  on(
    "latex|pdflatex|tex|pdftex|xelatex|xetex|lualatex|luatex|luahbtex",
    /(?=.*-shell-escape)(?=.*(?:write18|os\.(?:execute|spawn|exec)|io\.popen))/,
    RUNS,
  ),
  on("wireshark|tshark|rawshark", /(?:^| )-X ?lua_script:/, RUNS),
  on("openssl|curl|wget", /(?:^| )--?(?:engine|provider-path) ?(?:\.{0,2}\/\S|\S+\.so)/, LOADS),
  on("nginx|apache2|httpd", /(?:^| )-g .*load_module/, LOADS),
  on("sqlite3|sqlite", /(?:^| )["']?\.load\b|load_extension\(/, LOADS),
  on("terraform|tofu", /^init .*-plugin-dir[= ]\/(?:tmp|var\/tmp|dev\/shm)/, LOADS),
  on("git", /(?:^| )--(?:upload-pack|receive-pack|exec)[ =]["']?(?!git)\S*\/|\bext::/, RUNS),
  on(
    "git",
    new RegExp(
      `\\bclone .*--template[ =]${TEMP}|(?:-c|--config)[ =]core\\.(?:sshCommand|gitProxy|askPass)=.*\\b(?:clone|fetch|pull|push|ls-remote|submodule)\\b|\\bclone .*(?:-c|--config)[ =]core\\.(?:sshCommand|fsmonitor|gitProxy|hooksPath|askPass)=`,
      "i",
    ),
    RUNS,
    /\bcore\.fsmonitor=(?:true|false)/i,
  ),
  on(
    "git",
    new RegExp(
      `\\bconfig\\b.*(?: core\\.(?:pager|editor)| pager\\.\\w+| sequence\\.editor| diff\\.external| filter\\.\\S+| credential\\.\\S*helper| gpg\\.program| merge\\.\\S+\\.driver) .*(?:${TEMP}|\\bcurl |\\bnc |/dev/tcp/)`,
      "i",
    ),
    RUNS,
  ),
  on("git", new RegExp(`\\bconfig\\b.* alias\\.\\S+ .*!.*(?:${TEMP}|\\bcurl |\\bwget |\\bnc |/dev/tcp/)`, "i"), RUNS),
  on(
    "npm|pnpm|yarn",
    /^config set (?:-\S+ )*(?:script-shell|node-options|shell|git|prefix)[ =]\/?\S*(?:\/tmp\/|\/dev\/shm\/)/,
    RUNS,
  ),
  on(
    "npm|pnpm|yarn",
    /^(?:pkg set .*scripts\.(?:pre|post)?(?:install|prepare|publish|pack|uninstall)=|set-script (?:pre|post)?(?:install|prepare|publish) ).*(?:\bcurl |\bwget |\|\s*(?:ba)?sh\b|child_process|base64|\beval\b|\bnc )/,
    { ...RUNS, says: "has every installation of this package run a program from elsewhere" },
  ),
  on("make|gmake", /(?:^| )--eval[ =].*(?:\/bin\/(?:ba|da|z)?sh\b)/, RUNS),
  on("update-alternatives", new RegExp(`--(?:install|set) .*(?:${TEMP}|/home/)`), RUNS),
  on("ln", new RegExp(`${TEMP}\\S+ /(?:usr/)?(?:local/)?s?bin/`), {
    ...RUNS,
    says: "puts a program from a folder that anybody may write to in the place of another one",
  }),
  on("alias", /^["']?(?:sudo|su|ssh|passwd|login|doas)=["']?\S*\//, RUNS),
  on("exec", /^-a ?["']?(?:\[|sshd\b|kworker|systemd|cron\b|init\b|dbus)/, {
    ...RUNS,
    says: "has a program run under the name of another one",
  }),
  on("perl|python|python3|ruby", /memfd_create|syscall\W{0,3}319\b/, {
    ...RUNS,
    says: "runs a program out of memory, where no file shows it",
  }),
  raised("pip|pip3|easy_install", new RegExp(`(?:^| )${TEMP}`), RUNS),
  raised("composer", /--working-dir[ =]\/(?:tmp|var\/tmp|dev\/shm)/, RUNS),
  raised("byebug|rbd", /\S/, RUNS),
  raised("dvips", /(?:^| )-R0\b/, RUNS),
  raised("rsyslogd|syslog-ng|nginx|apache2|mysqld", new RegExp(`(?:^| )-\\w*[cf] ?${TEMP}`), RUNS),
  raised(
    "sg|newgrp",
    /^(?:root|wheel|sudo|docker|disk|shadow)\b/,
    weakens("system", "takes the rights of another group"),
  ),
  raised("dosbox", /mount \w+ \//, RUNS),
  raised("ansible-test", /^shell\b/, RUNS),
  raised("composer", /run-script/, RUNS),
  raised("unsquashfs", new RegExp(TEMP), { ...RUNS, says: "unpacks files with the rights that somebody gave them" }),

  // Write what the system trusts.
  on("lwp-download|lwp-request", trusted(" "), WRITES),
  on("logsave", trusted("^(?:-\\S+ )*"), WRITES),
  on("xxd", trusted("-r\\b.* ", "$"), WRITES),
  on("sqlite3", trusted("^(?:-\\S+ )*"), WRITES),
  on("split", trusted(" ", "/?$"), WRITES),
  on("gdb", trusted("\\bdump value ", " "), WRITES),
  on("iconv|sort|openssl|objcopy|shuf|uniq", trusted("(?:-o|-f|-out|--output|-O)[ =]?"), WRITES),
  on(
    "wget|curl|aria2c|axel",
    trusted("(?:-O|-o|--output-document|--output|-P|--directory-prefix|-d|--output-dir)[ =]?"),
    WRITES,
  ),
  on("git", /\bapply .*--unsafe-paths/, WRITES),
  on("patch", trusted("(?:^| )"), WRITES),
  on("ed|ex|red", trusted("\\bw!? "), WRITES),
  on("perl|ruby|lua|php|node|exiftool", trusted("(?:>>? ?[\"']?|-filename=|-o )", "(?=[ \"');,]|$)"), WRITES),
  on(
    "mount",
    /(?:^|[ ,])(?:suid|dev|exec,suid)(?:,| |$)/,
    weakens("system", "lets files that others made raise rights"),
    /nosuid|-t (?:proc|sysfs|devtmpfs|tmpfs)/,
  ),
  on(
    "mknod",
    / [bc] \d+ \d+/,
    weakens("system", "makes a way to a disk or to the memory beside their own rights"),
    /\/dev\/(?:null|zero|full|u?random|tty|loop|net\/tun|fuse|console|ptmx)/,
  ),
  on(
    "docker|podman|nerdctl",
    /^exec (?:-\S+ )*--privileged\b/,
    weakens("system", "gives a container the machine it runs on"),
  ),
  on("buildah|podman|img", /(?:--volume|-v)[ =]\/:/, weakens("system", "gives a container the machine it runs on")),
  on("kubectl", /^(?:node-shell|node-ssh|sniff|exec-as|ssh-jump)\b/, {
    verb: "execute-remote",
    resource: "cluster",
    reach: "unknown",
    says: "runs a program with all rights on a machine of the cluster",
  }),
  on("dseditgroup", /-o edit .*-a\b.* (?:admin|wheel)$/, weakens("account", "makes an account an administrator")),
  on("sysadminctl", /-addUser\b|-resetPasswordFor\b/, weakens("account", "adds an account or sets its password")),
  on("pw", /^user(?:add|mod)\b/, weakens("account", "adds or changes an account")),
  on(
    "usermod|gpasswd|adduser|addgroup|useradd",
    /(?:-\w*[aG]\w*|-M|--(?:groups|add|append))\b.*\b(?:sudo|wheel|admin|root|lxd|disk|shadow)\b/,
    weakens("account", "gives an account the rights of the system"),
  ),
  on("setfacl", trusted(" "), OPENS, /^-[xbk]/),
  on("chown|chgrp", trusted(" "), OPENS, /^(?:-\S+ )*(?:root|0)(?:[:.]\w+)? /),
  on("chmod", trusted(" "), OPENS, /^(?:-\S+ )*(?:0?[0246][04][04]|go?-\S+|o-\S+|a-\S+|u=\S*) /),
  on("chmod", /^(?:-\S+ )*(?:a?-\w*x\w*|000) \/(?:usr\/)?s?bin\//, OPENS),
  on(
    "chattr",
    /^(?:-\w+ )*\+\w*[ia]\w* .*(?:_history|\/etc\/(?:cron|passwd|shadow|ld\.so|sudoers)|authorized_keys|systemd)/,
    OPENS,
  ),

  // Offer a shell.
  on("telnetd|in.telnetd|utelnetd", /(?:^| )-(?:l|p)/, OFFERS),
  on("busybox", /^telnetd\b.*-(?:l|p)/, OFFERS),
  on("dropbear", /(?:^| )-/, OFFERS, /^-(?:V|h)$/),
  on("sshd", /(?:^| )(?:-p ?(?!22\b)\d|-o ?Permit(?:RootLogin[= ]yes|Empty))/, OFFERS, /(?:^| )-\w*[tTd]/),
  on("ttyd|gotty|shellinaboxd|shellinabox|wetty|butterfly.server.py|wssh", /\S/, OFFERS, LISTENS),
  on("websocketd|websocat", /\b(?:exec:|sh-c:|(?:\/\S+\/)?(?:ba|da|z)?sh(?: |$))/, OFFERS),
  on("xinetd|inetd", /(?:^| )-f/, OFFERS),
  on(
    "dockerd|docker",
    /(?:^|^dockerd )(?:.* )?(?:-H|--host)[ =]?tcp:\/\/(?!127\.|localhost).*(?:--tls=false|$)/,
    { ...OFFERS, says: "lets whoever connects run containers on this machine" },
    /^(?!.*(?:-H|--host)[ =]?tcp:\/\/0\.0\.0\.0)/,
  ),
  on("xterm|rxvt|urxvt", /-display ?(?!localhost|127\.|:)\S+:\d/, {
    ...OFFERS,
    says: "opens a terminal of this machine on another screen",
  }),
  on(
    "cryptcat|sbd|ncat|nc|netcat|powercat|rustcat|rcat",
    /(?:^| )(?:-e|-c|--exec|--sh-exec|-s) ?\S*(?:(?:ba|da|z|k)?sh|cmd(?:\.exe)?|powershell(?:\.exe)?)(?: |$)/,
    OFFERS,
  ),
  on("kubectl", /^proxy\b.*(?:--address[ =]0\.0\.0\.0|--accept-hosts)/, {
    ...OFFERS,
    says: "offers the cluster with one's own rights to everybody on the network",
  }),
  on(
    "kubectl|oc",
    /^port-forward\b.*--address[ =]0\.0\.0\.0/,
    weakens("network", "offers a port of the cluster to everybody on the network"),
  ),
];
