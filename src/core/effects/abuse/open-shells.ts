/**
 * A shell that waits for commands is nothing by itself. Opened with somebody else's rights, out of a program that is no
 * shell, or reading from a connection, it is a way around every later question: nobody sees what is typed there.
 */

import { keepingLatest, keepingNames } from "../../latest.ts";
import { resolvePath } from "../../paths.ts";
import type { Effect } from "../effect.ts";
import type { Earlier, Invocation } from "../pack.ts";
import { programName, textOf } from "../words.ts";
import { isRaised, RAISING } from "./lines.ts";

const SHELLS = /^r?(?:ba|z|da|k|mk|pdk|fi|a|c|tc|e|x|ya)?sh$|^(?:pwsh|powershell|cmd)$/;
/**
 * Programs out of which another one is started, by commands of their own, by an option, or as what they are given to
 * run. Not those that open a shell in a place of its own: a project's environment, a container, another machine.
 */
const OPENERS = new Set(
  `find gfind fd fdfind gvim vim vi nvim ex view rvim rview vimdiff ed red nano pico emacs awk gawk mawk nawk sed gsed tar
   gtar bsdtar zip rsync scp sftp less more most man gdb cgdb lldb nmap mysql mariadb psql sqlite3 sqlite ftp lftp expect
   script cpio tcpdump openvpn logrotate start-stop-daemon run-parts capsh nsenter puppet zypper yum dnf apt apt-get
   aptitude dpkg gem pip pip3 tclsh wish python python3 perl ruby php lua luajit node javascript chroot mosquitto split ssh
   git posh unshare setuidgid at batch eval trap pwsh powershell make gmake
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
   deno bun systemctl journalctl crontab visudo sudoedit fc cargo ip borg firejail gvimdiff nvimdiff rgvim evim vim.tiny vim.basic vim.nox sqlcipher duckdb pgcli mycli mssql-cli usql`.split(
    /\s+/,
  ),
);
/** Programs that take commands in a language of their own when they are given no text. */
const CONSOLES =
  /^(?:i?python[\d.]*|node|irb|pry|lua|jjs|jshell|scala|tclsh|cpan|gdb|ftp|ghci|erl|iex|elvish|nu|xonsh|pdb3?|guile|wish|scanmem|debugfs|bconsole|byebug|julia|octave|ed|telnet|gawk|bpython|ptpython|newgrp)$/;
const TERMINALS = /^(?:tmux|screen|script|zellij)$/;
/** Programs whose output is what somebody on the other end sends. */
const CONNECTIONS = /^(?:nc|ncat|netcat|telnet|socat|openssl|cryptcat|nc\.\w+)$/;

/** Effects of starting a shell that takes its commands from a person or a connection; empty where it has a text of its own. */
export function effectsOfOpenShell(command: Invocation): Effect[] {
  const { program, scope, stdin } = command;
  const named = shellAmongWords(command);
  if (named !== undefined) return [effectOf(command, named)];
  const written = shellInFiles(command);
  if (written !== undefined) return [effectOf(command, written)];
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
  const raised = names.find(name => RAISING.test(name));
  if (raised !== undefined) return [effectOf(command, `opens a shell with other rights (${raised})`)];
  if (terminal)
    return program === "script" && words.some(word => word.startsWith("/dev/"))
      ? [effectOf(command, "opens a shell that looks like a terminal's")]
      : [];
  const opener = scope.committed ? undefined : names.find(name => OPENERS.has(name));
  return opener === undefined ? [] : [effectOf(command, `opens a shell out of ${opener}`)];
}

/** Programs for which a shell's name is a thing to look at, to name or to set. */
const NAMES_SHELLS =
  /^(?:echo|printf|ls|stat|file|cat|test|\[|\[\[|grep|egrep|rg|useradd|usermod|adduser|chsh|cp|mv|ln|install|chmod|chown|chgrp|tee|which|type|command|readlink|realpath|md5sum|sha\d+sum|cmp|diff|rm|dpkg|rpm|apt|apt-get|dnf|yum|apk|update-alternatives|dpkg-divert|setfacl|getfacl|getcap|ldd|strings|docker|podman|nerdctl|kubectl|git|env|export|set|declare|local|sed|for|case|crontab|at|awk|sysctl|pkg|brew|dscl|pw|ssh|exec|sudo|su|doas|find)$/;
const SHELL_PATH =
  /(?:^|[\s"'`=!:({;,])\/(?:usr\/)?(?:local\/)?bin\/(?:ba|da|z|k|c|tc|a|fi)?sh(?=$|["'`);,&|\n]| #| -[ilp]+(?:$|[ "'])| ?[0-9]*[<>&|])/;
/** `system("sh")` in any language. */
const CALLS_SHELL =
  /\b(?:system|exec|execute|spawn|run|popen|callCommand|cmd|shell|command)\W{1,4}["'](?:\/(?:usr\/)?bin\/)?(?:ba|z|da|k)?sh(?: -i)?["']/i;
/** File managers, editors and viewers that open a shell at a key. */
const ESCAPES =
  /^(?:mc|mcedit|ranger|nnn|lf|vifm|tig|joe|jmacs|ne|micro|kak|kakoune|hx|helix|psftp|kermit|yelp|xpdf|minicom|picocom|tmux|screen|byobu|gnome-terminal|xterm|konsole|kitty|alacritty|machinectl)$/;
/** Interpreters that are started with a text: a shell in it is opened by that text. */
const EVALUATES =
  /^(?:R|Rscript|littler|elixir|erl|ghc|guile|jrunscript|jjs|octave|octave-cli|julia|scala|swipl|gst|luatex|lualatex|texlua|ocaml|racket|sbcl|clisp|nim|io|gimp|blender|maxima|sage|gnuplot|swift|exiftool|p?rename|perl-rename|file-rename|rake|knife|irb|pry|jshell|latexmk|r2|radare2)$/;
/** Starting programs out of the console of one that waits for commands, on a line of its own. */
const CONSOLE_CALLS = /^(?:\.?shell|@exec|\.?system|[\w.]+\.(?:callCommand|system))$/;

/** Programs that take commands of their own from their input, one of which opens a shell. */
const TAKES_COMMANDS =
  /^(?:scanmem|ginsh|gdb|ftp|hping3|wish|gnuplot|mail|octave|debugfs|nmap|telnet|bconsole|crash|dc|sqlite3|mysql|psql|joe|minicom|genie|jjs|msgfilter|ncftp|psftp)$/;
/** A key sequence of a viewer, as a word of the call that starts it. */
const TYPED = /^\+?:?! ?(?:\/(?:usr\/)?bin\/)?(?:ba|da|z|k)?sh\b/;
/** The same as a line of its own: what is typed into a viewer or an editor to leave it. */
const TYPED_ALONE = /^(?:\^[A-Z])?:?!(?:\/(?:usr\/)?bin\/)?(?:ba|da|z|k|c)?sh$|^:(?:sh|shell|term|terminal)$/;

/** A shell that some other program is told to open: by an option with other rights, or out of a language's text. */
function shellAmongWords(command: Invocation): string | undefined {
  const { program, scope } = command;
  // What is typed into a viewer to leave it: `less x`, then `!/bin/sh`.
  const typed = command.argv[0]?.value ?? "";
  if (/^[:!^]/.test(typed) && TYPED_ALONE.test(typed)) return "opens a shell out of a viewer";
  const raised = isRaised(command);
  if (raised && command.argv.some(({ value }) => TYPED.test(value ?? "")))
    return `opens a shell with other rights, out of ${program}`;
  const { names, shell, evaluates, calls, ends } = kindOf(program);
  if (names || scope.elsewhere || scope.container || !(raised || evaluates || calls || ends)) return undefined;
  const words = command.argv.slice(1).map(textOf);
  if (command.stdin.kind === "text" && (evaluates || TAKES_COMMANDS.test(program))) words.push(command.stdin.text);
  // `rootbash -p`: a copy that keeps the rights of whoever owns it.
  if (KEEPS_RIGHTS.test(`${program} ${words[0]}`) && (words.length === 1 || words[1] === "-c"))
    return "opens a shell that keeps the rights of its file's owner";
  if (shell) return undefined;
  if (raised && ESCAPES.test(program) && !words.some(word => /^--?(?:help|version|V|h)$/.test(word)))
    return `opens ${program}, which opens shells, with other rights`;
  if (!words.some(word => SHELL_PATH.test(word) || CALLS_SHELL.test(word))) return undefined;
  if (evaluates) return `opens a shell out of ${program}`;
  if (calls) return "opens a shell out of a console";
  return raised ? `opens a shell with other rights, out of ${program}` : undefined;
}

/** What a program by its name has to do with shells. */
const kindOf = keepingNames(program => ({
  shell: SHELLS.test(program),
  names: NAMES_SHELLS.test(program),
  evaluates: EVALUATES.test(program),
  terminal: TERMINALS.test(program),
  console: CONSOLES.test(program),
  calls: CONSOLE_CALLS.test(program),
  ends: program.endsWith("sh"),
}));

/** Started where nobody types: with another program's terminal, by `exec`, or by a call that names nothing else. */
const OPENED_IN_FILE =
  /(?:^|[\s"'`(;|])\/(?:usr\/)?bin\/(?:ba|da|z|k)?sh(?: -[ip]+)? [0-9]?[<>](?:&[0-9]|\$\(tty\))|(?:^|[;&|`(]\s*)exec +["'`]?\/(?:usr\/)?bin\/(?:ba|da|z|k)?sh(?: -[ip]+)?["'`]?\s*(?:$|;)|\b(?:system|exec|execute|execl|execlp|spawn|popen)\(\s*["'`](?:\/(?:usr\/)?bin\/)?(?:ba|da|z|k)?sh(?: -[ip]+)?["'`](?:,\s*["'](?:sh|bash|-[ip]+)["'])*\s*\)/m;
const MAX_FILE = 4096;

/** A file of the same text that opens a shell, handed to any program that is no shell: `acr -r x`, `prog --vars=x`. */
function shellInFiles({ program, argv, scope }: Invocation): string | undefined {
  const written = scope.earlier?.written;
  if (!written || written.size === 0 || scope.elsewhere || scope.container || scope.committed) return undefined;
  const { names, shell } = kindOf(program);
  if (names || shell) return undefined;
  for (const path of openingFiles(written)) {
    const named = argv.slice(1, 32).some(word => {
      const text = textOf(word).replace(/^(?:--?[\w-]+=|@)/, "");
      const at = text.startsWith("/") || scope.cwd === null ? text : resolvePath(text, scope.cwd);
      return (
        text !== "" &&
        !text.startsWith("-") &&
        (at === path || at.endsWith(path) || (at.length > 1 && path.startsWith(`${at}/`)))
      );
    });
    if (named) return `opens a shell that stands in ${path}`;
  }
  return undefined;
}

/** Those of the files that open a shell; the same few are held against each later command. */
function openingFiles(written: Earlier["written"]): readonly string[] {
  const known = opening.get(written);
  if (known) return known;
  const paths = [...written].flatMap(([path, text]) => (text !== null && opensShell(text) ? [path] : []));
  opening.set(written, paths);
  return paths;
}

const opening = new WeakMap<Earlier["written"], readonly string[]>();
const opensShell = keepingLatest(text => OPENED_IN_FILE.test(text.slice(0, MAX_FILE)));

/** `env sh`, `env -S 'sh -i'`; where a variable is set or taken away, the shell has an environment of its own. */
function opensByEnv({ argv, stdin, scope }: Invocation): boolean {
  if (stdin.kind !== "none" || scope.elsewhere || scope.container) return false;
  const [option = "", text = "", ...more] = argv.slice(1).map(textOf);
  const words = option === "-S" && more.length === 0 ? text.split(/\s+/) : argv.slice(1).map(textOf);
  const [first = "", ...rest] = words;
  const name = first.replace(/^.*\//, "");
  return SHELLS.test(name) && waits(rest, name);
}

/** How a shell is told not to give up rights that its file has: `bash -p`, `csh -b`. */
const KEEPS_RIGHTS = /sh -p$|^t?csh -b$/;

/** The shell stands behind them, and their redirects are its own. */
const ALONGSIDE = /^(?:exec|nohup|setsid|command)$/;

/** A shell without a text whose input and output are those of whoever started the program: `sh 0<&2 1>&2`, `sh <$(tty)`. */
function isTied({ program, argv, redirects, scope }: Invocation): boolean {
  if (redirects.length === 0 || scope.elsewhere || scope.container) return false;
  const words = (ALONGSIDE.test(program) ? argv.slice(1) : argv).map(textOf).filter(word => word !== "-i");
  const [first = "", ...rest] = words;
  if (!SHELLS.test(first.replace(/^.*\//, "")) || !waits(rest, program)) return false;
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
