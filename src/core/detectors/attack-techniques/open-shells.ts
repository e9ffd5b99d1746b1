/**
 * A shell that waits for commands is nothing by itself. Opened with somebody else's rights, out of a program that is no
 * shell, or reading from a connection, it is a way around every later question: nobody sees what is typed there.
 */

import type { Effect } from "../../effects/effect.ts";
import type { Invocation } from "../../effects/pack.ts";
import { isShell, isShellPath } from "../../languages/shell/shell-names.ts";
import { keepingNames } from "../../text/memoize.ts";
import { programName, textOf } from "../../text/words.ts";
import { raises } from "./effect-of.ts";
import { escapes, handedShell } from "./handed-shells.ts";

import { opensElsewhere } from "./shell-places.ts";

/**
 * Programs out of which another one is started, by commands of their own, by an option, or as what they are given to
 * run. Not those that open a shell in a place of its own: a project's environment, a container, another machine.
 */
const OPENERS = new Set(
  `find gfind fd fdfind gvim vim vi nvim ex view rvim rview vimdiff ed red nano pico emacs awk gawk mawk nawk sed gsed tar
   gtar bsdtar zip rsync scp sftp less more most man gdb cgdb lldb nmap mysql mariadb psql sqlite3 sqlite ftp lftp expect
   script cpio tcpdump openvpn logrotate start-stop-daemon run-parts capsh nsenter puppet zypper yum dnf apt apt-get
   aptitude dpkg gem pip pip3 tclsh wish python python3 perl ruby php lua luajit node javascript chroot mosquitto split ssh
   git posh rbash rksh rzsh unshare setuidgid envuidgid s6-setuidgid s6-applyuidgid at batch eval trap pwsh powershell make gmake
   nice ionice timeout gtimeout stdbuf setsid nohup time gtime chrt taskset numactl prlimit choom flock lockf setlock
   setarch linux32 linux64 setpriv cgexec aa-exec runcon busybox toybox chpst cpulimit softlimit torsocks torify proxychains
   proxychains4 tsocks socksify rlwrap unbuffer sshpass systemd-run systemd-inhibit systemd-cat daemonize openvt logsave
   multitime pexec aoss distcc grc genie agetty xargs parallel watch viddy entr strace ltrace dtruss valgrind perf rr
   heaptrack hyperfine ssh-agent bundle bundler rustup cabal npm npx pnpm yarn bunx
   fzf sk dialog sort man bat batcat delta bpftrace dmsetup crash certbot dnsmasq enscript csvtool dc gnuplot go hg svn
   knife ksu latexmk mosh msgfilter mypy pyright pic pidstat pip perlbug plymouth restic rpm rpmdb rpmquery rpmverify
   rpmbuild scrot smbclient task tftp telnet xdotool exec-wrapper check_by_ssh check_ssl_cert cdist git-annex sshfs
   ncftp psftp runscript rtorrent mutt neomutt jshell jjs jrunscript
   latex pdflatex xelatex lualatex tex pdftex luatex xetex pdb pdb3 ipdb ipdb3 irb pry byebug blender facter vagrant rake
   octave octave-cli cowsay cowthink scanmem tdbtool m4 dhclient yt-dlp youtube-dl codex autoconf autoheader autoreconf fail2ban-client
   deno bun systemctl journalctl crontab visudo sudoedit fc cargo ip borg firejail ack asterisk httrack jhead help2man emacsclient gvimdiff nvimdiff rgvim evim vim.tiny vim.basic vim.nox sqlcipher duckdb pgcli mycli mssql-cli usql`.split(
    /\s+/,
  ),
);
/** Programs that take commands in a language of their own when they are given no text. */
const CONSOLES =
  /^(?:i?python[\d.]*|node|irb|pry|lua|jjs|jshell|scala|tclsh|cpan|gdb|ftp|ghci|erl|iex|elvish|nu|xonsh|pdb3?|guile|wish|scanmem|debugfs|bconsole|byebug|julia|octave|ed|telnet|gawk|bpython|ptpython|newgrp)$/;
const TERMINALS = /^(?:tmux|screen|script|zellij)$/;
/** Programs whose output is what somebody on the other end sends. */
const CONNECTIONS = /^(?:nc|ncat|netcat|telnet|socat|openssl|cryptcat|nc\.\w+)$/;

/** Whether every call of a program may open a shell, whatever its words are. */
export function opensShell(program: string): boolean {
  const { shell, terminal, console } = kindOf(program);
  return shell || terminal || console || program === "env" || escapes(program);
}

/** Effects of starting a shell that takes its commands from a person or a connection; empty where it has a text of its own. */
export function effectsOfOpenShell(command: Invocation, known: boolean): Effect[] {
  const { program, scope, stdin } = command;
  const handed = handedShell(command, known);
  if (handed !== undefined) return [effectOf(command, handed)];
  if (program === "env" && opensByEnv(command)) return [effectOf(command, "opens a shell out of env")];
  if (isTied(command)) return [effectOf(command, "opens a shell on the terminal that the program was started from")];
  const { shell, terminal: holdsTerminals, console } = kindOf(program);
  const terminal = holdsTerminals || (stdin.kind === "none" && console);
  if (!terminal && !shell) return [];
  const words = command.argv.slice(1).map(textOf);
  if (!(terminal ? opensOne(words, program) : waits(words, program))) return [];
  if (stdin.kind === "pipe") {
    const from = programName(stdin.producer?.[0]);
    return CONNECTIONS.test(from)
      ? [effectOf(command, `what ${from} brings from the other end is run as commands`)]
      : [];
  }
  if (stdin.kind !== "none" || scope.elsewhere || scope.container) return [];
  const names = scope.via.map(text => text.split(/[\s(.]/)[0] ?? "");
  const raised = names.find(raises);
  if (raised !== undefined) return [effectOf(command, `opens a shell with other rights (${raised})`)];
  if (terminal)
    return program === "script" && words.some(word => word.startsWith("/dev/"))
      ? [effectOf(command, "opens a shell that looks like a terminal's")]
      : [];
  const opener = scope.committed ? undefined : openerAmong(names, command);
  return opener === undefined ? [] : [effectOf(command, `opens a shell out of ${opener}`)];
}

/** A program out of which a shell is opened; of one that nobody knows, only where it is plainly to be typed into. */
function openerAmong(names: readonly string[], { argv }: Invocation): string | undefined {
  const known = names.find(name => OPENERS.has(name));
  if (known !== undefined) return known;
  const words = argv.map(textOf);
  if (!words[0]?.includes("/") && !words.slice(1).some(word => /^-(?=[a-z]*[ip])[a-z]*$/.test(word))) return undefined;
  return names.find(
    name => /^[a-z][\w.+-]*$/.test(name) && !isShell(name) && !KEEPS_PLACE.test(name) && !opensElsewhere(name),
  );
}

/** Carriers of the shell's own, and scripts that a person has written. */
const KEEPS_PLACE = /^(?:mcp|the|each|exec|command|builtin|env|source|function|\S+\.\w{1,4})$/;

/** What a program by its name has to do with shells. */
const kindOf = keepingNames(program => ({
  shell: isShell(program),
  terminal: TERMINALS.test(program),
  console: CONSOLES.test(program),
}));

/** `env sh`, `env -S 'sh -i'`; where a variable is set or taken away, the shell has an environment of its own. */
function opensByEnv({ argv, stdin, scope }: Invocation): boolean {
  if (stdin.kind !== "none" || scope.elsewhere || scope.container) return false;
  const [option = "", text = "", ...more] = argv.slice(1).map(textOf);
  const words = option === "-S" && more.length === 0 ? text.split(/\s+/) : argv.slice(1).map(textOf);
  const [first = "", ...rest] = words;
  const name = first.replace(/^.*\//, "");
  return isShell(name) && waits(rest, name);
}

/** The shell stands behind them, and their redirects are its own. */
const ALONGSIDE = /^(?:exec|nohup|setsid|command)$/;

/** A shell without a text whose input and output are those of whoever started the program: `sh 0<&2 1>&2`, `sh <$(tty)`. */
function isTied({ program, argv, redirects, scope }: Invocation): boolean {
  if (redirects.length === 0 || scope.elsewhere || scope.container) return false;
  const [head] = argv;
  if (!head || !(ALONGSIDE.test(program) || isShellPath(textOf(head)) || head.value === "-i")) return false;
  const words = (ALONGSIDE.test(program) ? argv.slice(1) : argv).map(textOf).filter(word => word !== "-i");
  const [first = "", ...rest] = words;
  if (!isShellPath(first) || !waits(rest, program)) return false;
  return redirects.some(
    ({ operator, target }) =>
      (/[<>]&$/.test(operator) && (operator.startsWith("<") || target.value === "0")) ||
      (/^<>?$/.test(operator) && /^(?:"?\$\(tty\)"?|\/dev\/tty)$/.test(target.value ?? target.text)),
  );
}

/** A window without a command of its own holds a shell. */
function opensOne(words: readonly string[], program: string): boolean {
  if (program === "script")
    return words.every(word => word.startsWith("-") || word.startsWith("/dev/")) && !words.includes("-c");
  return (
    words.every(word => /^(?:-[A-Za-z]*|new|new-session|attach|a)$/.test(word)) &&
    !words.some(word => /^-(?:ls|list|v|V|X)$/.test(word))
  );
}

/** No text and no script: it reads commands from whoever is there. */
function waits(words: readonly string[], program: string): boolean {
  if (words.some(word => /^--(?:version|help)$/.test(word))) return false;
  if (/^(?:pwsh|powershell|cmd)$/.test(program))
    return words.every(word => /^[-/](?:i|noexit|k|nop\w*|nologo)$/i.test(word));
  return words.every((word, i) =>
    /^--(?:rcfile|init-file)$/.test(words[i - 1] ?? "") ? true : /^[-+]/.test(word) && !/^-[a-z]*c/.test(word),
  );
}

function effectOf({ span, argv }: Invocation, says: string): Effect {
  return {
    verb: "execute-unknown",
    resource: "code",
    target: argv.map(textOf).join(" "),
    reach: "unknown",
    recovery: "none",
    certainty: "certain",
    source: "open-shells",
    says: `${says}: what is run there is seen by nobody`,
    instead: "Run the one command that is needed, so that it can be read.",
    ...(span && { span }),
  };
}
