/** Files that decide who may do what on this machine: which options of ordinary programs write them, or open them to all. */

import type { Effect } from "../../effects/effect.ts";
import type { Invocation } from "../../effects/pack.ts";
import { weakens } from "../../kit/effect-templates.ts";
import type { EffectTemplate } from "../../kit/table.ts";
import { looksAtFiles } from "../secrets/reads.ts";
import type { CallWords } from "./call-words.ts";
import { readCalls, wordsOf } from "./calls.ts";
import { calls, effectOf, type Line, on, raised } from "./lines.ts";
import { FROM_BOX, KERNEL } from "./machine-effects.ts";

const WRITES = weakens("system", "writes a file that the system trusts", { recovery: "none" });
const OPENS = weakens("system", "lets others read or change what only the system may", { recovery: "none" });
/** Of one container, which can be made anew without it. */
const OPENS_BOX: EffectTemplate = { ...FROM_BOX, recovery: "effort" };
const ACCOUNT = weakens("account", "gives an account the rights of the system");
const MADE = weakens("account", "adds an account or sets its password");
const BESIDE = weakens("system", "makes a way to a disk or to the memory beside their own rights");
const SUID = weakens("system", "lets files that others made raise rights");
const OVER = weakens("system", "puts another file in the place of the system's");

/** What decides who may do what on this machine, and what starts by itself. */
const TRUSTED = [
  ..."passwd shadow gshadow group sudoers* crontab cron.* periodic/* anacrontab ld.so* pam.d* pam.conf ssh/* profile* rc.local security* doas.conf environment bash.bashrc systemd/system/* init.d/* inittab ld-nix* polkit-1/* dbus-1/* nsswitch.conf hosts hosts.* fstab crypttab".split(
    " ",
  ),
]
  .map(name => `/etc/${name}`)
  .join("|");
/** The same files in a pattern over longer texts. */
export const DECIDES =
  "/etc/(?:passwd|g?shadow|group|sudoers\\S*|crontab|cron\\.\\S+|ld\\.so\\S*|pam\\.d\\S*|ssh/\\S*|profile\\S*|rc\\.local|security\\S*)";
const BIN =
  "/bin|/sbin|/usr|/usr/bin|/usr/sbin|/etc|/lib|/bin/*|/sbin/*|/usr/bin/*|/usr/sbin/*|/lib/*|/usr/lib/*|/lib64/*|/etc/*";

/** Files of the kernel by which it guards itself or starts programs, and modules that every start of a language loads. */
const SWITCHES =
  "/sys/kernel/security/*|/sys/fs/selinux/*|/sys/kernel/debug/*|/sys/kernel/tracing/*|/sys/fs/cgroup/*release_agent|*/release_agent|*/notify_on_release|/proc/sys/kernel/*|/proc/sys/fs/suid_dumpable|/proc/sys/fs/binfmt_misc/*|/proc/sys/vm/mmap_min_addr|/proc/sysrq-trigger|/sys/module/*/parameters/*|/sys/power/*|/proc/*/mem|/proc/*/oom_score_adj|/proc/*/attr/*|/proc/*/uid_map|/sys/bus/*/unbind|/sys/bus/*/bind";
const LOADED =
  "$(*site*packages*)/*.pth|$(*purelib*)/*.pth|*usercustomize.py|*sitecustomize.py|*site-packages/*.pth|*dist-packages/*.pth|*/.pythonrc|*/.pythonrc.py";
const LOADS = weakens("setting", "has every start of a language run a program of somebody's choice", {
  recovery: "none",
});

/** Options behind which a program is told where to put its results. */
const RESULTS =
  "--out|--outfile|--out-file|--outFile|--out-dir|--outDir|--outdir|--output|--output-file|--output-document|--output-dir|--output-directory|--output-filename|--dest|--destination|--logfile|--log-file|--dump|--dump-bin|--dump-file|--dump-header|--write|--write-out|--write-file|--save|--save-as|--save-to|--result-file|--report|--report-file|--export|--export-file|--filename|--to-file|--html-file|--pidfile|--pid-file|--pid|--log|--lock-file|--lockfile|--state-file|--lease-file|--core-file|--trace-file|--key-out|--keyout|-out|-outfile|-output|-logfile|-filename|-keyout|-Logfile|-export|-dump|-save";
/** What starts in somebody's home folder by itself, and who may sign in there. */
const STARTING =
  "*/.bashrc|*/.bash_profile|*/.bash_login|*/.bash_logout|*/.profile|*/.zshrc|*/.zprofile|*/.zshenv|*/.ssh/authorized_keys*|*/.ssh/config|*/.ssh/rc|*/.config/autostart/*|*/.config/systemd/user/*|*/LaunchAgents/*|*/.forward|*/.mailcap";
const isResult = readCalls(`${RESULTS}=${TRUSTED}|${STARTING}`);
const isShortResult = readCalls(`-o|-O=${TRUSTED}|${STARTING}`);
/** What starts by itself, or raises rights, by lying where it lies: a program that nobody knows has no reason to read it. */
const STARTING_PLACES =
  /^\/etc\/(?:cron\.(?:d|hourly|daily|weekly|monthly)\/|sudoers\.d\/|profile\.d\/|ld\.so\.(?:preload$|conf\.d\/)|update-motd\.d\/|rc\.local$|systemd\/system\/|init\.d\/|xdg\/autostart\/)|^\/var\/spool\/cron\/|\/\.ssh\/authorized_keys2?$|^\/(?:usr\/)?lib\/systemd\/system\/|^\/Library\/Launch(?:Agents|Daemons)\//;
/** Options by which a program is told what it reads, runs or checks. */
const READS =
  /^-{1,2}(?:c|f|i|r|F|C|I|R|n|t|conf(?:ig)?(?:[-_]?file)?|file|in|input(?:[-_]?file)?|infile|read|source|src|from|script|rules?|schema|check|verify|validate|test|lint|include|exclude|ignore|path|path-to|diff|compare|stdin-filename|stdin-filepath)$/;
/** For which `-o` says how they show what they are given. */
const SHOWS = /^(?:ls|ll|lsof|stat|ps|diff|cmp|wc|[efz]?grep|rg|ag|find|getent|id|mount|ssh|scp|git)$/;

const MAY_BE_TRUSTED = /\/etc\/|\/\.|\/Launch(?:Agents|Daemons)\/|\/var\/spool\/cron|\/lib\/systemd\//;

/** A result of any program, in the place of a file that the system trusts; `known`: some pack reads its words. */
export function effectsOfTrustedResult(command: Invocation, known: boolean): Effect[] {
  if (!command.argv.some(({ value }) => value !== null && MAY_BE_TRUSTED.test(value))) return [];
  const words = wordsOf(command);
  const written = isResult(words) || (!SHOWS.test(command.program) && isShortResult(words));
  return written || (!known && !looksAtFiles(command.program) && namesStartingPlace(words))
    ? [effectOf(WRITES, command, "trusted-files")]
    : [];
}

/** `--log /etc/cron.d/x`, `-P/etc/profile.d/y`: the value of any option that is not for reading. */
function namesStartingPlace({ list }: CallWords): boolean {
  return list.some((word, i) => {
    const [, option = list[i - 1] ?? "", value = word] = GLUED.exec(word) ?? GLUED_LETTER.exec(word) ?? [];
    return STARTING_PLACES.test(value) && option.startsWith("-") && !READS.test(option);
  });
}

const GLUED = /^(--?[A-Za-z][\w-]{0,40})=(.+)$/;
const GLUED_LETTER = /^(-[A-Za-z])(\/.+)$/;

export const TRUSTED_FILES: readonly Line[] = [
  calls(">", `@${SWITCHES}`, KERNEL),
  calls("tee|cp|dd|mv|install", `@${SWITCHES}|of=/proc/sys/kernel/*|of=/sys/kernel/*`, KERNEL),
  calls(">|tee", `@${LOADED}`, LOADS),
  calls("cp|mv|install|ln", `@${LOADED} @*`, LOADS),
  calls("lwp-download|lwp-request|logsave|split|patch", `@${TRUSTED}|/etc/sudoers.d/`, WRITES),
  calls("patchelf|chrpath|install_name_tool|objcopy|execstack|elfedit|sstrip", `@${BIN}|/usr/local/bin/*`, OVER),
  calls("sqlite3", `@${TRUSTED}\n~.output·/etc/*|*·.output·/etc/*|.once·/etc/*|.backup·/etc/*|.clone·/etc/*`, WRITES),
  calls("script", `@${TRUSTED}`, WRITES),
  calls("socat", "@*open:/etc/*,creat*|*open:/etc/*,append*|*OPEN:/etc/*,creat*|*create:/etc/*|*CREATE:/etc/*", WRITES),
  calls(
    "xdelta3|xdelta|bspatch|xfs_io|dd_rescue|ddrescue|unionfs-fuse|mergerfs|bindfs|overlayfs|fuse-overlayfs",
    `@${TRUSTED}|/etc|/usr|/bin|/lib`,
    WRITES,
  ),
  calls("vlc|cvlc", "~*dst=/etc/*", WRITES),
  calls("csplit", `-f|--prefix=${TRUSTED}`, WRITES),
  // What they make goes into the last file that they are given, or the one behind `-c`.
  calls(
    "htpasswd|htdigest|mcopy|mmove|dos2unix|unix2dos|mac2unix|h2ph|grub-editenv|dpkg-divert|dpkg-statoverride|qpdf|pdftk|sips|convert|magick|sox|lame|wkhtmltopdf|recode|ditto|unsquashfs|tidy|sysdiagnose",
    `@${TRUSTED}`,
    WRITES,
  ),
  on(
    "emacs|emacsclient",
    new RegExp(`\\b(?:find-file|write-file|write-region|append-to-file|set-visited-file-name)\\b[^)]{0,200}${DECIDES}`),
    WRITES,
  ),
  calls("lpadmin", "-v=file:*", WRITES),
  on("aws|gsutil|gcloud|s3cmd|s5cmd|rclone|mc|az", new RegExp(`[\\w-]:\\S{1,200} ${DECIDES}`), WRITES),
  calls("git|svn|hg", `clone|export @${TRUSTED}`, WRITES),
  calls("rename|prename|mmv|rrdtool|autoexpect|mkfifo", `@${TRUSTED}`, WRITES),
  on("nginx", /\b(?:error_log|access_log|pid|lock_file) \/etc\/(?!nginx\/)/, WRITES),
  calls("gzexe", "@/usr/*|/bin/*|/sbin/*", WRITES),
  calls(
    "varnishncsa|varnishlog|atop|tcpdump|dumpcap|tshark|strace|ltrace|ffmpeg|nmap|xz|zstd",
    `-w|-o|-oN|-oG|-oX|-oA=${TRUSTED}`,
    WRITES,
  ),
  calls("iptables-save|ip6tables-save|alsactl", `-f|--file=${TRUSTED}`, WRITES),
  calls("ssh", `-E=${TRUSTED}`, WRITES),
  calls("xxd", `-r|-revert @${TRUSTED}`, WRITES),
  on("gdb", /\bdump value \/etc\//, WRITES),
  on(
    "rsync",
    / \/etc\/(?:ld\.so\S*|(?:cron\.\w+|sudoers\.d|pam\.d|ssh|profile\.d|systemd\/system|init\.d)(?:\/\S*)?)$/,
    WRITES,
  ),
  on("ed|red|ex", new RegExp(`${DECIDES}\\s[\\s\\S]*[\\n|] ?(?:w|wq|x)\\s*(?:\\n|$)`), WRITES),
  on(
    "ex|ed|vi|vim|nvim",
    new RegExp(
      `(?=.*-\\w*c ?["']?:?(?:w|wq|x|xa|wqa)!?["']?(?: |$)).* ${DECIDES}(?: |$)|-\\w*s?c\\w* .* -cx ${DECIDES}`,
    ),
    WRITES,
  ),
  calls("chsh", "-s|--shell=/tmp/*|/var/tmp/*|/dev/shm/*", MADE),
  calls("chage", "-M|-E|-I|--maxdays|--expiredate|--inactive @root", MADE),
  calls("flatpak", "override --filesystem=host*|/*|home*", OPENS_BOX),
  calls(
    "qemu-system-x86_64|qemu-system-i386|qemu-system-aarch64|qemu|kvm",
    "~/dev/sd*|/dev/nvme*|/dev/vd*|*file=/dev/sd*|*file=/dev/nvme*|*file=/dev/vd* !-snapshot",
    BESIDE,
  ),
  calls("wget|curl|aria2c|axel", `-P|--directory-prefix|-d|--output-dir|--dir=${TRUSTED}|/etc/cron.d`, WRITES),
  calls("git", `apply --unsafe-paths\n** --output|-o=${TRUSTED}|/etc/cron.d`, WRITES),
  calls("mysqldump|mariadb-dump|pg_dump", `--tab|-T|--result-file|-r|-f|--file=${TRUSTED}|/etc/cron.d`, WRITES),
  on("sqlite3|duckdb", /\bwritefile\(\s{0,4}'\/etc\//, WRITES),
  calls("ed|ex|red", `~w·/etc/*|*w·/etc/*|*w!·/etc/*`, WRITES),
  on(
    "perl|ruby|lua|php|node|exiftool",
    new RegExp(`(?:>>?["']?,? ?["']?|-filename=|-o )${DECIDES}(?=[ "');,]|$)`),
    WRITES,
  ),
  calls(
    "mount",
    "-o|--options=suid*|*,suid*|dev,*|*,dev,*|*,dev|exec,suid* !-t=proc|sysfs|devtmpfs|tmpfs !-o|--options=*nosuid*",
    SUID,
  ),
  calls("mount", `--bind|-B|--rbind @${BIN}`, OVER),
  calls("mount", `-o=bind|bind,* @${BIN}`, OVER),
  // By their numbers (devices.txt of the kernel): null, zero, full, random, terminals, tun, fuse and kvm reach nothing.
  on(
    "mknod",
    /(?: |^)(?:b \d|[cu] (?!(?:1 (?:3|5|7|8|9)|4 \d{1,3}|5 [0-3]|136 \d{1,3}|10 (?:200|229|232))(?: |$)))/,
    BESIDE,
    /(?: |^)\/dev\/(?:null|zero|full|u?random|tty\w*|loop\w*|net\/tun|fuse|console|ptmx) /,
  ),
  calls("docker|podman|nerdctl", "exec --privileged\ncontainer exec --privileged", OPENS_BOX),
  calls(
    "docker|podman|nerdctl",
    "run|create -v|--volume=/etc/passwd*|/etc/shadow*|/etc/sudoers*|/etc/cron*|/etc/group*|/root:*|/root/*|/var/run:*|/proc:*|/dev:*|/boot:*|C:\\:*|c:\\:*|D:\\:*|C:/:*|c:/:*|/c:*|//c/:*|//c:*",
    OPENS_BOX,
  ),
  calls("buildah|podman|img", "** --volume|-v=/:*", OPENS_BOX),
  calls("ctr|nerdctl", "** --privileged\n** --mount=*src=/,*", OPENS_BOX),
  calls("dseditgroup", "-o=edit -a @admin|wheel", ACCOUNT),
  calls("sysadminctl", "-addUser|-resetPasswordFor\n-guestAccount|-screenLock=on|off", MADE),
  calls("pw", "useradd|usermod|groupmod|user|group", MADE),
  calls(
    "usermod|gpasswd|adduser|addgroup|useradd|groupmems",
    `-a|-G|-M|-g|--groups|--add|--append|--gid=sudo|wheel|admin|root|lxd|disk|shadow|docker,*|*,sudo*|*,wheel*|*sudo,*|*wheel,*|adm|0
     -a|-G|-M|--groups|--add|--append @sudo|wheel|admin|root|lxd|disk|shadow
     @* @sudo|wheel|admin|root|lxd|disk|shadow
     -o|--non-unique -u|--uid=0
     -u|--uid=0`,
    ACCOUNT,
  ),
  calls("setfacl", `@${TRUSTED} !-x !-b !-k !--remove-all`, OPENS),
  on("chown|chgrp", new RegExp(` ${DECIDES}(?= |$)`), OPENS, /^(?:-\S+ )*(?:root|0)(?:[:.]\w+)? /),
  on("chmod", new RegExp(` ${DECIDES}(?= |$)`), OPENS, /^(?:-\S+ )*(?:0?[0246][04][04]|go?-\S+|o-\S+|a-\S+|u=\S*) /),
  on("chmod", /^(?:-\S+ )*(?:a?-(?=\w*x)\w*|000) \/(?:usr\/)?s?bin\//, OPENS),
  on(
    "chattr",
    /^(?:-\w+ )*\+(?=\w*[ia])\w* .*(?:_history|\/etc\/(?:cron|passwd|shadow|ld\.so|sudoers)|authorized_keys|systemd)/,
    OPENS,
  ),
  raised(calls("chgrp|chown", "@*:shadow|*:disk|shadow|disk @*", OPENS)),
];
