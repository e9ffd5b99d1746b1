/**
 * Finds interactive shells. A shell that waits for commands is harmless by itself, but with other rights, started by
 * another kind of program, or connected to the network, nobody judges what is typed there.
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
 * Programs that start another one, by their own commands, by an option, or as an argument. Programs that open a shell
 * in another place (a project's environment, a container, another machine) are not listed.
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
/** Programs that read commands in their own language if they are given no text. */
const CONSOLES =
  /^(?:i?python[\d.]*|node|irb|pry|lua|jjs|jshell|scala|tclsh|cpan|gdb|ftp|ghci|erl|iex|elvish|nu|xonsh|pdb3?|guile|wish|scanmem|debugfs|bconsole|byebug|julia|octave|ed|telnet|gawk|bpython|ptpython|newgrp)$/;
const TERMINALS = /^(?:tmux|screen|script|zellij)$/;
/** Programs whose output comes from the other end of a connection. */
const CONNECTIONS = /^(?:nc|ncat|netcat|telnet|socat|openssl|cryptcat|nc\.\w+)$/;

/** Returns whether any call of a program may open a shell, whatever its arguments. */
export function opensShell(program: string): boolean {
  const { shell, terminal, console } = kindOf(program);
  return shell || terminal || console || program === "env" || escapes(program);
}

/** Returns the effects of a shell that takes commands from a person or a connection; empty if it has a text to run. */
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

/** Returns the program that opens a shell; for an unknown one, only if the shell is clearly interactive. */
function openerAmong(names: readonly string[], { argv }: Invocation): string | undefined {
  const known = names.find(name => OPENERS.has(name));
  if (known !== undefined) return known;
  const words = argv.map(textOf);
  if (!words[0]?.includes("/") && !words.slice(1).some(word => /^-(?=[a-z]*[ip])[a-z]*$/.test(word))) return undefined;
  return names.find(
    name => /^[a-z][\w.+-]*$/.test(name) && !isShell(name) && !KEEPS_PLACE.test(name) && !opensElsewhere(name),
  );
}

/** The shell's own builtins, and scripts by their file name. */
const KEEPS_PLACE = /^(?:mcp|the|each|exec|command|builtin|env|source|function|\S+\.\w{1,4})$/;

/** Returns how a program of this name deals with shells. */
const kindOf = keepingNames(program => ({
  shell: isShell(program),
  terminal: TERMINALS.test(program),
  console: CONSOLES.test(program),
}));

/** Matches `env sh`, `env -S 'sh -i'`. If it sets or removes a variable, the shell has an environment of its own. */
function opensByEnv({ argv, stdin, scope }: Invocation): boolean {
  if (stdin.kind !== "none" || scope.elsewhere || scope.container) return false;
  const [option = "", text = "", ...more] = argv.slice(1).map(textOf);
  const words = option === "-S" && more.length === 0 ? text.split(/\s+/) : argv.slice(1).map(textOf);
  const [first = "", ...rest] = words;
  const name = first.replace(/^.*\//, "");
  return isShell(name) && waits(rest, name);
}

/** The shell follows them, and their redirects apply to it. */
const ALONGSIDE = /^(?:exec|nohup|setsid|command)$/;

/** Matches a shell without a text that is connected to its starter's terminal: `sh 0<&2 1>&2`, `sh <$(tty)`. */
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

/** A terminal window without a command runs a shell. */
function opensOne(words: readonly string[], program: string): boolean {
  if (program === "script")
    return words.every(word => word.startsWith("-") || word.startsWith("/dev/")) && !words.includes("-c");
  return (
    words.every(word => /^(?:-[A-Za-z]*|new|new-session|attach|a)$/.test(word)) &&
    !words.some(word => /^-(?:ls|list|v|V|X)$/.test(word))
  );
}

/** Returns whether a shell has no text and no script, so that it waits for commands. */
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
