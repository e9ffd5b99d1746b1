/** Lists commands that only read, for agents whose role may only read. Any other command is one that runs. */

/** What these commands write or start is a separate effect, or an option in `WRITING`. */
const LOOKS: ReadonlySet<string> = new Set(
  `ls dir cat bat head tail less more wc nl tac rev grep egrep fgrep rg ag ack find fd tree stat file du df pwd cd
  pushd popd echo printf true false test [ [[ : which whereis type command date whoami id groups uname uptime
  free ps pgrep lsof diff cmp comm sort uniq cut paste tr awk gawk sed column fold fmt expand jq yq xq basename dirname
  realpath readlink seq md5sum sha1sum sha256sum cksum strings hexdump od man help tput sleep
  get-content get-childitem get-item select-string get-location test-path measure-object select-object where-object
  sort-object format-table format-list write-output write-host resolve-path`.split(/\s+/),
);

/** Options with which a reading program writes a file or starts a program. */
const WRITING: Readonly<Record<string, RegExp>> = {
  sort: /^(?:-\w*o|--o|\/o)/i,
  tree: /^-\w*o/i,
  yq: /^(?:-\w*[is]|--in-?place|--split)/,
  xq: /^(?:-\w*i|--in-?place)/,
  awk: /^(?:-\w*[fi]|--file|--include|--exec|--load)/,
  gawk: /^(?:-\w*[fil]|--file|--include|--exec|--load)/,
  sed: /^(?:-\w*f|--file)/,
  less: /^(?:-\w*o|--log|\+)/i,
  ag: /^--pager/,
  ack: /^--pager/,
  bat: /^(?:cache$|--pager)/,
  git: /^--(?:output|ext-diff|textconv|filters)/,
};

/** Sub-commands that only read. */
const PARTS: Readonly<Record<string, ReadonlySet<string>>> = {
  git: new Set(
    `status log diff show blame annotate shortlog describe rev-parse rev-list ls-files ls-tree ls-remote grep cat-file
    reflog name-rev merge-base whatchanged count-objects var version help check-ignore range-diff cherry`.split(/\s+/),
  ),
  gh: new Set(["view", "list", "status", "diff", "checks"]),
};

/** The nouns of `gh` itself; any other word is an extension. */
const GH_NOUNS: ReadonlySet<string> = new Set(
  `pr issue repo run workflow release gist label project cache ruleset org secret variable search status`.split(" "),
);
/** Global options of `git` that do not change what it does. */
const GIT_OPTIONS = /^(?:--no-pager|-P|-p|--paginate|--literal-pathspecs|--no-optional-locks)$/;

/** Returns whether `command`, one simple command with words separated by spaces, only reads. */
export function isReadOnly(command: string): boolean {
  const [first = "", ...rest] = command.trim().split(/\s+/);
  const program = first.slice(first.lastIndexOf("/") + 1).toLowerCase();
  // A program in the workspace may have any name.
  if (first.includes("/") && !/^\/(?:usr\/(?:local\/)?)?s?bin\//.test(first)) return false;
  const writing = Object.hasOwn(WRITING, program) ? WRITING[program] : undefined;
  if (writing && rest.some(word => writing.test(word))) return false;
  if (LOOKS.has(program)) return true;
  const parts = Object.hasOwn(PARTS, program) ? PARTS[program] : undefined;
  if (!parts) return false;
  if (program === "git") return parts.has(subcommandOfGit(rest) ?? "");
  const words = rest.filter(word => !word.startsWith("-"));
  return GH_NOUNS.has(words[0] ?? "") && parts.has(words[1] ?? words[0] ?? "");
}

/** Returns undefined if an option may change git's repository or make it run something. */
function subcommandOfGit(words: readonly string[]): string | undefined {
  let at = 0;
  while (words[at]?.startsWith("-")) {
    if (words[at] === "-C") at += 2;
    else if (GIT_OPTIONS.test(words[at] ?? "")) at++;
    else return undefined;
  }
  return words[at];
}
