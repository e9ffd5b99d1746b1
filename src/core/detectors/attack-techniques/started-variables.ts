/** Lists variables that name what a program starts, from the programs' manuals. */

import { wholly, words } from "../../text/expressions.ts";
import { keepingNames } from "../../text/memoize.ts";

/** Variables whose value is started: pagers, editors, connections, password prompts, compilers, search tools. */
export const STARTERS: ReadonlySet<string> = new Set(
  `PAGER MANPAGER GIT_PAGER SYSTEMD_PAGER BAT_PAGER DELTA_PAGER GH_PAGER PSQL_PAGER AWS_PAGER CRASHPAGER
   EDITOR VISUAL GIT_EDITOR GIT_SEQUENCE_EDITOR SUDO_EDITOR SYSTEMD_EDITOR KUBE_EDITOR HGEDITOR SVN_EDITOR CVSEDITOR
   FCEDIT PSQL_EDITOR GEM_EDITOR BUNDLER_EDITOR VIRSH_EDITOR LESSEDIT QUILT_EDITOR TEXEDIT VIMINIT EXINIT
   BROWSER TERMINAL LESSOPEN LESSCLOSE MAILER VIEWER PDFVIEWER PSVIEWER DVIVIEWER
   GIT_SSH GIT_SSH_COMMAND GIT_ASKPASS SSH_ASKPASS SUDO_ASKPASS GIT_EXTERNAL_DIFF GIT_PROXY_COMMAND
   RSYNC_RSH RSYNC_CONNECT_PROG CVS_RSH SVN_SSH RSH DISTCC_SSH AUTOSSH_PATH BORG_RSH TAR_RSH HGMERGE FZF_DEFAULT_COMMAND
   BORG_PASSCOMMAND RESTIC_PASSWORD_COMMAND NNN_OPENER NNN_ARCHIVE
   RUSTC_WRAPPER RUSTC_WORKSPACE_WRAPPER CCACHE_PREFIX CCACHE_PREFIX_CPP CCACHE_COMPILER CMAKE_C_COMPILER_LAUNCHER
   CMAKE_CXX_COMPILER_LAUNCHER M4 AUTOM4TE AUTOMAKE ACLOCAL AUTOCONF AUTOHEADER LIBTOOLIZE`.split(/\s+/),
);

/** Variables that only these programs read, because their names are common. */
const HEEDED: readonly (readonly [programs: RegExp, names: ReadonlySet<string>])[] = [
  [
    /^(?:man|psql|mysql|mariadb|\w+ctl|ack|ag|svn|hg|apt|apt-get|aptitude|crash|info|perldoc|ri|pydoc3?|gcloud|aws)$/,
    named("PAGER MANPAGER SYSTEMD_PAGER CRASHPAGER"),
  ],
  [
    wholly(words`
      mutt neomutt mail mailx s-nail alpine less more bashbug perlbug reportbug cvs svn quilt visudo vipw vigr sudoedit
      sudo virsh psql mysql ranger nnn lf vifm mc lynx elinks w3m newsboat abook calcurse tig systemctl edquota cscope
      chsh chfn latex pdflatex tex irb pry ipython gem dpkg-reconfigure ansible-vault pass
    `),
    named(
      "EDITOR VISUAL SUDO_EDITOR SYSTEMD_EDITOR HGEDITOR SVN_EDITOR CVSEDITOR PSQL_EDITOR GEM_EDITOR VIRSH_EDITOR LESSEDIT QUILT_EDITOR TEXEDIT",
    ),
  ],
  [
    wholly(words`
      man xdg-open sensible-browser run-mailcap see edit mc ranger cscope python[\d.]* pydoc3? R zathura nnn urlview
      urlscan gh aws gcloud az
    `),
    named("BROWSER VIEWER PDFVIEWER PSVIEWER DVIVIEWER MAILER NNN_OPENER NNN_ARCHIVE TERMINAL"),
  ],
  [/^z?less$/, named("LESSOPEN LESSCLOSE")],
  [/^(?:git|ssh|scp|sftp|ssh-add|sudo)$/, named("SSH_ASKPASS SUDO_ASKPASS GIT_PROXY_COMMAND")],
  [/^(?:cdrecord|wodim|readcd|r?dump|r?restore|s?tar|rmt|mt|genisoimage|mkisofs|dsh|rdist)$/, named("RSH TAR_RSH")],
  [
    /^(?:cvs|svn|rsync|hg|fzf|autossh|distcc|pump|borg|restic)$/,
    named(
      "CVS_RSH SVN_SSH RSYNC_RSH RSYNC_CONNECT_PROG HGMERGE FZF_DEFAULT_COMMAND AUTOSSH_PATH DISTCC_SSH BORG_RSH BORG_PASSCOMMAND RESTIC_PASSWORD_COMMAND",
    ),
  ],
  [
    /^(?:ccache|g?cc|[gc]\+\+|clang|make|gmake|ninja|cargo|rustc)$/,
    named("CCACHE_PREFIX CCACHE_PREFIX_CPP CCACHE_COMPILER RUSTC_WRAPPER RUSTC_WORKSPACE_WRAPPER"),
  ],
  [
    /^(?:bison|yacc|flex|lex|auto\w+|aclocal|libtoolize)$/,
    named("M4 AUTOM4TE AUTOMAKE ACLOCAL AUTOCONF AUTOHEADER LIBTOOLIZE"),
  ],
];

function named(names: string): ReadonlySet<string> {
  return new Set(names.split(" "));
}

/** Returns the variables whose value `program` starts. */
export const startersOf = keepingNames(
  (program: string): ReadonlySet<string> =>
    new Set(HEEDED.flatMap(([programs, names]) => (programs.test(program) ? [...names] : []))),
);

/** Suffixes of variables for one program, after its own name: `GH_EDITOR`, `RI_PAGER`. */
const OWN = ["PAGER", "EDITOR", "BROWSER", "VIEWER", "OPENER", "RSH", "SSH"];

/** Returns the variables that only `program` reads. */
export function ownStarters(program: string): readonly string[] {
  return OWN.map(kind => `${program.toUpperCase().replaceAll("-", "_")}_${kind}`);
}

/** Variables whose value is a settings file that names programs to start. */
export const SETTINGS_FILES: ReadonlySet<string> = new Set(
  "MAILCAPS MAILRC SCREENRC SYSSCREENRC INPUTRC OPENSSL_CONF WGETRC ACKRC RIPGREP_CONFIG_PATH LYNX_CFG".split(" "),
);
