/** Commands that only look: what an agent may run that may do nothing but read. What is not listed here runs. */

/** What they write or start all the same is an effect of its own, or an option of `WRITING`. */
const LOOKS: ReadonlySet<string> = new Set(
  `ls dir cat bat head tail less more wc nl tac rev grep egrep fgrep rg ag ack find fd tree stat file du df pwd cd
  pushd popd echo printf true false test [ [[ : which whereis type command date whoami id groups uname uptime
  free ps pgrep lsof diff cmp comm sort uniq cut paste tr awk gawk sed column fold fmt expand jq yq xq basename dirname
  realpath readlink seq md5sum sha1sum sha256sum cksum strings hexdump od man help tput sleep
  get-content get-childitem get-item select-string get-location test-path measure-object select-object where-object
  sort-object format-table format-list write-output write-host resolve-path`.split(/\s+/),
);

/** Options by which a program that looks writes a file or starts another program. */
const WRITING: Readonly<Record<string, RegExp>> = {
  sort: /^(?:-\w*o|--output)/,
  tree: /^-o/,
  yq: /^(?:-\w*i|--in-?place)/,
  xq: /^(?:-\w*i|--in-?place)/,
  git: /^--(?:output|ext-diff|textconv)/,
};

/** By sub-command. */
const PARTS: Readonly<Record<string, ReadonlySet<string>>> = {
  git: new Set(
    `status log diff show blame annotate shortlog describe rev-parse rev-list ls-files ls-tree ls-remote grep cat-file
    reflog name-rev merge-base whatchanged count-objects var version help check-ignore range-diff cherry`.split(/\s+/),
  ),
  gh: new Set(["view", "list", "status", "diff", "checks"]),
};

/** `command`: one simple command, its words parted by blanks. */
export function onlyLooks(command: string): boolean {
  const [first = "", ...rest] = command.trim().split(/\s+/);
  const program = first.slice(first.lastIndexOf("/") + 1).toLowerCase();
  // A program of the workspace may be called anything.
  if (first.includes("/") && !/^\/(?:usr\/(?:local\/)?)?s?bin\//.test(first)) return false;
  const writing = Object.hasOwn(WRITING, program) ? WRITING[program] : undefined;
  if (writing && rest.some(word => writing.test(word))) return false;
  if (LOOKS.has(program)) return true;
  const parts = Object.hasOwn(PARTS, program) ? PARTS[program] : undefined;
  if (!parts) return false;
  const words = rest.filter(
    (word, i) => !word.startsWith("-") && !(program === "git" && /^-[Cc]$/.test(rest[i - 1] ?? "")),
  );
  return program === "gh" ? parts.has(words[1] ?? words[0] ?? "") : parts.has(words[0] ?? "");
}
