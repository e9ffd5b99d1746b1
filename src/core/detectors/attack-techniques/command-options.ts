/** What ordinary programs can be made to run by which of their options. Data, as the programs' manuals have it. */

import { weakens } from "../../kit/effect-templates.ts";
import { inSequence } from "../../kit/in-sequence.ts";
import type { EffectTemplate } from "../../kit/table.ts";
import { POSIX_LIKE, SHELL_FOLDER, SHELL_NAME } from "../../languages/shell/shell-names.ts";
import { calls, type Line, on, raised, windows } from "./lines.ts";
import { CALLS_BACK } from "./machine-effects.ts";
import { TEMP } from "./named-targets.ts";

const RUNS: EffectTemplate = {
  verb: "execute-unknown",
  resource: "code",
  reach: "unknown",
  says: "has the program run another one that nobody has seen",
};
const INSTALLS: EffectTemplate = {
  ...RUNS,
  says: "has every installation of this package run a program from elsewhere",
};
const PLACES: EffectTemplate = {
  ...RUNS,
  says: "puts a program from a folder that anybody may write to in the place of another one",
};

/** A shell by its name, alone or at the start or the end of a text. */
const SHELL = POSIX_LIKE.concat("csh", "tcsh", "fish")
  .flatMap(name => [name, `*/${name}`, `${name}·*`, `*/${name}·*`, `*·${name}`])
  .join("|");
/** The same inside code. */
const IN_CODE = "*/bin/sh*|*/bin/bash*|*/bin/zsh*|*/bin/dash*|*/bin/ash*|*\"sh\"*|*'sh'*|*·sh·*|*·bash·*|*·sh|*·bash";
/** How languages start programs. */
const STARTS =
  "*os.exec*|*os.system*|*os.popen*|*os.spawn*|*os.execute*|*subprocess*|*pty.spawn*|*io.popen*|*system(*|*exec(*|*spawn(*";
/** What fetches or connects. */
const FETCHES = `*curl·*|*wget·*|*nc·*|*ncat·*|*/dev/tcp/*|*/dev/shm/*|*/tmp/*|*base64*|*python*-c*`;
/** Settings of git that name a program. */
const GIT_PROGRAMS =
  "core.pager|core.editor|pager.*|sequence.editor|diff.external|diff.*.command|diff.*.textconv|filter.*|credential.helper|credential.*.helper|gpg.program|gpg.*.program|merge.*.driver|mergetool.*.cmd|difftool.*.cmd|interactive.diffFilter|alias.*|core.sshCommand|core.gitProxy|core.askPass|core.fsmonitor|core.hooksPath|core.alternateRefsCommand|uploadpack.packObjectsHook|receive.*|lfs.customtransfer.*.path|lfs.extension.*|browser.*.cmd|man.*.cmd|instaweb.*|sendemail.smtpserver|sendemail.*cmd|submodule.*.update|trailer.*.c*m*d|tar.*.command|web.browser|difftool.*.path|mergetool.*.path|annex.*command|remote.*.uploadpack|remote.*.receivepack";

export const RUNNING: readonly Line[] = [
  calls("gdb|cgdb|lldb", `~${STARTS}\n~*shell·*sh|*!sh|*!bash|*!/bin/*|*call·*dlopen(*`, RUNS),
  calls(
    "vim|vi|nvim|view|rvim|gvim|ex|rview|vimdiff|gvimdiff|nvimdiff|rgvim|evim|vim.tiny|vim.basic|vim.nox",
    `~${STARTS}
     -c|--cmd=sh|:sh|shell|:shell|terminal*|:terminal*|set·shell=*|:set·shell=*
     @+terminal*|+:terminal*|+shell|+sh|+:shell
     ~*set·shell=*|exe·"!*|exe·'!*|:exe·"!*|execute·"!*|:execute·"!*`,
    RUNS,
  ),
  calls("xargs", "-a|--arg-file=/dev/null @sh|bash|dash|zsh|ksh|*/sh|*/bash|*/zsh|*/dash", RUNS),
  calls(
    "ssh|scp|sftp|rsync|sshfs|check_by_ssh|pssh|parallel-ssh|pscp|prsync|clush|pdsh|autossh|mosh|sshuttle|ansible",
    "-o|-oProxyCommand=ProxyCommand=;*|ProxyCommand·;*|ProxyCommand=·;*|;*|PermitLocalCommand=yes\n~*ProxyCommand=;*|*ProxyCommand=·;*|*ProxyCommand·;*",
    RUNS,
  ),
  calls("ssh", "-o=LocalCommand=*|KnownHostsCommand=*", RUNS),
  calls("scp|sftp", "-S=* !-S=ssh|/usr/bin/ssh|/usr/local/bin/ssh", RUNS),
  calls("mysql|mariadb", "~*sys_exec(*|*sys_eval(*", RUNS),
  calls("npm|npx|pnpm|yarn", `--script-shell=${TEMP}`, RUNS),
  calls(
    "tar|gtar|bsdtar",
    `-F|--info-script|--new-volume-script|--use-compress-program|--to-command|--rsh-command|-I=${TEMP}`,
    RUNS,
  ),
  calls(
    "git",
    `** --upload-pack|--receive-pack=*/*|*;*|*·*|*$(* !--upload-pack=git-*|*/git-upload-pack
     ** archive|fetch-pack|push|send-pack --exec=*/*|*;*|*·*|*$(*
     ** clone|ls-remote -u=*/*|*;*|*·*|*$(* !-u=git-*|*/git-upload-pack
     ** @ext::*`,
    RUNS,
  ),
  calls(
    "git",
    `clone --template=${TEMP}
     ** clone|fetch|pull|push|ls-remote|submodule -c|--config=core.sshCommand=*|core.sshcommand=*|core.gitProxy=*|core.askPass=*
     clone -c|--config=core.sshCommand=*|core.gitProxy=*|core.hooksPath=*|core.askPass=*
     clone -c|--config=core.fsmonitor=* !-c|--config=core.fsmonitor=true|core.fsmonitor=false
     -c=core.pager=*sh·-c*|core.pager=*curl*|core.editor=*sh·-c*|core.editor=*curl*|alias.*=!*sh|alias.*=!*/bin/*
     config ** @${GIT_PROGRAMS} @${FETCHES}
     config @alias.* @!*sh·-i*|!*sh·-c*|!*/bin/sh|!*/bin/bash|!sh|!bash`,
    RUNS,
  ),
  calls(
    "npm|pnpm|yarn",
    `config set @script-shell|node-options|shell|git|prefix @${TEMP}|*·/tmp/*|*=/tmp/*\nconfig set @script-shell=${TEMP}`,
    RUNS,
  ),
  calls(
    "npm|pnpm|yarn",
    `pkg set @scripts.preinstall=*|scripts.postinstall=*|scripts.install=*|scripts.prepare=*|scripts.prepublish*=*|scripts.prepack=*|scripts.preuninstall=*|scripts.postuninstall=* ~*curl·*|*wget·*|*child_process*|*base64*|*eval*|*nc·*|*/dev/tcp*
     set-script @preinstall|postinstall|install|prepare|prepublish* ~*curl·*|*wget·*|*child_process*|*base64*|*eval*|*nc·*|*/dev/tcp*`,
    INSTALLS,
  ),
  on(
    "npm|pnpm|yarn",
    inSequence(
      /^(?:pkg set .*?scripts\.(?:pre|post)?(?:install|prepare|publish|pack|uninstall)=|set-script (?:pre|post)?(?:install|prepare|publish) )/,
      /\|\s*(?:ba)?sh\b/,
    ),
    INSTALLS,
  ),
  calls("make|gmake", `--eval=${IN_CODE}\n--eval|-E=*$(shell*|*$(file·>*`, RUNS),
  on(
    "ln|cp|mv|install",
    new RegExp(`(?:^| )${SHELL_FOLDER}${SHELL_NAME} /(?:usr/)?s?bin/(?!${SHELL_NAME}(?: |$))\\S+$`),
    { ...PLACES, says: "puts a shell in the place of another program" },
  ),
  on(
    "cp|mv|install",
    /[^ ] \/(?:usr\/)?s?bin\/(?:ps|ls|netstat|ss|sshd?|login|su|sudo|passwd|cat|(?:ba|da)?sh|find|top|who|w|last|lsof|ip|ifconfig|du|df|id|mount|umount|systemctl|crontab|env|kill|agetty)$/,
    { ...PLACES, says: "puts another file in the place of a program of the system" },
  ),
  on(
    "ln",
    / \/(?:tmp|var\/tmp|dev\/shm)\/\S+ (?:\/(?:usr\/)?(?:local\/)?(?:s?bin|lib\w*)|(?:~|\/(?:home|Users)\/[^/ ]+|\/root)\/(?:\.local\/)?bin)\//,
    PLACES,
  ),
  calls("cp|mv|install", "@/tmp/*|/var/tmp/*|/dev/shm/* @/usr/lib/systemd/*|/lib/systemd/*|/usr/libexec/*", PLACES),
  calls("tcpdump", "-z=* !-z=gzip|bzip2|xz|zstd|lz4|*/bin/gzip|*/bin/bzip2|*/bin/xz", RUNS),
  calls(
    "alias",
    "@sudo=*/*|su=*/*|ssh=*/*|passwd=*/*|login=*/*|doas=*/*|sudo=*;*|sudo=*read·*|ssh=*strace*|ssh=*tee*",
    RUNS,
  ),
  calls("exec", "-a=[*|sshd*|kworker*|systemd*|cron*|init*|dbus*", {
    ...RUNS,
    says: "has the program run under the name of another one",
  }),
  on("perl|python|python3|ruby", /memfd_create|syscall\W{0,3}319\b/, {
    ...RUNS,
    says: "runs a program out of memory, where no file shows it",
  }),
  calls("less|more|most|view|zless", `~!${SHELL.replaceAll("|", "|!")}\n-c=!*`, RUNS),
  calls("man", "-P|--pager=* !-P|--pager=less*|more*|most*|cat*|col*|bat*|*/less*|*/cat|", RUNS),
  calls("run-parts", "--regex", RUNS),
  calls(
    "openvpn",
    "--up|--down|--route-up|--tls-verify|--auth-user-pass-verify|--client-connect|--ipchange|--learn-address|--route-pre-down",
    RUNS,
  ),
  on("apt|apt-get|aptitude", /(?:Pre|Post)-Invoke/, RUNS),
  calls(
    "yum|dnf|zypper",
    "--plugins|--enableplugin|--pluginpath\n--setopt=pluginpath*|reposdir=/tmp*|reposdir=/dev/shm*|*.baseurl=file:///tmp*",
    RUNS,
  ),
  calls("wget", "--use-askpass=*", RUNS),
  calls("zip", "--unzip-command|-TT=*\n~-TT", RUNS),
  calls(
    "ld-linux-x86-64.so.2|ld-linux.so.2|ld.so|ld-linux-aarch64.so.1|ld-musl-x86_64.so.1",
    "@* !--list !--verify !--version !--list-tunables !--list-diagnostics",
    RUNS,
  ),
  calls("split", `--filter=${SHELL}|*/bin/*sh*`, RUNS),
  calls("gcc|g++|cc|clang|c99|c89|c++", `-wrapper=*/sh,*|sh,*|bash,*|*/bash,*|*/dash,*|*/zsh,*|${SHELL}|${TEMP}`, RUNS),
  raised(calls("ldconfig", "@/tmp*|/home/*|/dev/shm*|/var/tmp*\n-C|-f|-r=/tmp*|/dev/shm*|/var/tmp*", RUNS)),
  calls(
    "php|php-cgi|php-fpm",
    `-d=auto_prepend_file=http*|auto_append_file=http*|allow_url_include=1|allow_url_include=on\n-d=auto_prepend_file=/tmp/*|auto_append_file=/tmp/*|extension=/tmp/*|auto_prepend_file=/dev/shm/*|auto_prepend_file=data:*|auto_prepend_file=php:*\n-c=${TEMP}`,
    RUNS,
  ),
  calls("sulogin", "!--help !--version", RUNS),
  calls("systemd-run", "-S|--shell", RUNS),
  calls("systemd-nspawn", "-D|--directory=/", RUNS),
  calls("unzip", "-K", { ...RUNS, says: "unpacks programs that keep their owner's rights" }),
  on(
    "pg_ctl|pg_ctlcluster|postgres",
    /_command\s{0,2}=\s{0,2}["']?(?:\/(?:tmp|dev\/shm|var\/tmp)\/|[^"']{0,80}\bsh\b)/,
    RUNS,
  ),
  calls("flatpak", `run --command=${SHELL} --filesystem=host*|/*|home*`, RUNS),
  calls("service|rc-service|invoke-rc.d|rc-update", "@*../*", RUNS),
  calls("ip", `vrf exec @${SHELL}`, RUNS),
  calls("tmux", "-S=/tmp/tmux-*/*|/tmp/*/default", { ...RUNS, says: "types into somebody's open shells" }),
  calls("iptables|ip6tables|xtables|ebtables|arptables", "--modprobe=*", RUNS),
  calls("git", `send-email --smtp-server|--to-cmd|--cc-cmd|--sendmail-cmd=${TEMP}`, RUNS),
  calls("git", "--exec-path=/tmp*|/dev/shm*|/var/tmp*", RUNS),
  calls("snap", "** --dangerous", RUNS),
  calls(
    "gio|gtk-launch|dex|kioclient|exo-open|gvfs-open|gnome-open|kde-open|xdg-open|mimeopen|jaro",
    `launch @${TEMP}\n@/tmp/*.desktop|/dev/shm/*.desktop|/var/tmp/*.desktop`,
    RUNS,
  ),
  calls("pacman|yay|paru|makepkg", "--hookdir=*\n--gpgdir=/tmp/*|/dev/shm/*\n--config=/tmp/*|/dev/shm/*", RUNS),
  on("groovy|scala|jshell|kotlin|java", /^(?=[\s\S]*Socket\b)(?=[\s\S]*(?:ProcessBuilder|exec\())/, CALLS_BACK),
  windows("new-object", "~*net.sockets.tcplistener*|*net.sockets.udplistener*|*net.sockets.socket*", CALLS_BACK),
  // Without a host it is the connection that says where it goes.
  on(
    "new-object",
    /net\.sockets\.(?:tcp|udp)client["')]{0,2}[\s,(-]+\S/i,
    CALLS_BACK,
    /net\.sockets\.(?:tcp|udp)client["')]{0,2}[\s,(]+(?:-Argument\w* )?["'(]{0,2}(?:localhost|127\.)/i,
  ),
  windows(
    ".connect|.connectasync|.beginconnect",
    "~*sockets.tcpclient*|*sockets.udpclient*|*sockets.socket*|$* !~*//localhost*|*//127.0.0.1*",
    CALLS_BACK,
  ),
  windows("start-process", "-Verb=runas", { ...RUNS, says: "starts a program with all rights" }),
  // What it hands to a shell is read; a program by its name, and one for each program of Windows, hides who started it.
  on(
    "forfiles",
    /[/-]m ["']?\S*\.exe\b|system32|[/-]c ["']?(?!cmd\b|powershell\b|pwsh\b)\S*\.(?:exe|com|bat|dll|ps1)\b/i,
    RUNS,
  ),
  on("powershell|pwsh", /^(?=.*[-/]w\w* +hid)(?=.*[-/]e(?:n\w*|c)? )/i, RUNS),

  // With somebody else's rights.
  raised(calls("pip|pip3", `@${TEMP}\ninstall @${TEMP}`, RUNS)),
  raised(calls("ssh-agent", "@/*|sh|bash|*sh", RUNS)),
  raised(calls("runsvdir|runsv|s6-svscan|s6-supervise|svscan|supervise|run-parts", `@${TEMP}`, RUNS)),
  raised(
    calls(
      "sg|newgrp",
      "root|wheel|sudo|docker|disk|shadow|lxd|adm",
      weakens("system", "takes the rights of another group"),
    ),
  ),
  raised(
    calls("aptitude|apt|apt-get", "changelog", {
      ...RUNS,
      says: "opens a viewer, out of which shells are opened, with other rights",
    }),
  ),
];
