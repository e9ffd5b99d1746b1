/**
 * Reads options whose value is a command that the program runs: `sort --compress-program`, `split --filter`, `man -P`,
 * `fzf --preview`, and lines of a client that start with `!`. The program's own pack need not know them.
 */

import { operands, readArguments } from "../effects/options.ts";
import type { Inner, Invocation } from "../effects/pack.ts";
import type { Facts } from "../facts/facts.ts";
import { textOfStdin } from "../files/input-text.ts";
import { boundsOf } from "../languages/shell/bounds.ts";
import { itemsOf } from "../languages/shell/items.ts";
import type { Scope } from "../places/scope.ts";
import { inOrder } from "../text/expressions.ts";
import { dropPrefix, knownPrefix, textOf, unknownWord, type Word } from "../text/words.ts";
import { withNames } from "./spawning-options.ts";

interface Hooks {
  /** Options with a shell text, without dashes. */
  readonly texts?: readonly string[];
  /** Options with a command to which names are appended: the call's operands, or lines of its input. */
  readonly named?: { readonly by: readonly string[]; readonly names: "operands" | "lines" };
  /** Options after which all words are the command. */
  readonly tail?: readonly string[];
  /** The word after which all words are the command. */
  readonly behind?: RegExp;
  /** The sub-command whose words after `--` are a command. */
  readonly dashes?: RegExp;
  /** Matches the command in any word. */
  readonly word?: RegExp;
  /** Matches a command line of Windows in any word. */
  readonly command?: RegExp;
  /** Lines of these options and of standard input are commands; `shell` matches the part that a shell runs. */
  readonly lines?: { readonly from: readonly string[]; readonly shell: RegExp };
}

const PAGED: Hooks = { word: /^\+!(.+)$/s };
const MANUAL: Hooks = { texts: ["P", "pager", "H", "html"] };
const APT: Hooks = { word: /(?:-Invoke(?:-[\w-]+)?|-Install-Pkgs)(?:::)?=?(.+)$/s };
const TRACED: Hooks = { word: /^(?:-o|--output=)?[|!](.+)$/s };
const TEX: Hooks = { word: /\\(?:write18|directlua)\s*\{(?:os\.execute\(["'])?([^}"']+)/s };
const CLIENT: Hooks = { lines: { from: ["c", "e"], shell: /^\s*(?:!|shell\s)\s*(\S.*)/ } };
const SPELLER: Hooks = { texts: ["s", "speller"] };
const PIP: Hooks = { texts: ["editor"] };
const RPM: Hooks = { word: /^(?:[^%]|%(?!\())*%\((.+)\)/s, texts: ["pipe"] };
/** GNU pic: `sh X command X`, with any delimiter around the command. */
const PIC: Hooks = { lines: { from: [], shell: /^\s*sh\s+[X{|"'](.+?)[X}|"']\s*$/ } };

const LEAVING = { from: ["e", "E"], shell: /^\s*!\s*(\S.*)/ } as const;
const ESCAPE: Hooks = { lines: LEAVING };
const MUTT: Hooks = {
  word: /^(?:(?!\b(?:push|exec|macro)\b)[\s\S])*\b(?:push|exec|macro)\b(?:[^<]*<)*?[^<!]*!([^<]+)<[Ee]nter>/,
  lines: LEAVING,
};
const MAIL: Hooks = { lines: { from: [], shell: /^\s*~[!|]\s*(\S.*)/ } };
/** Batch systems of computing clusters read a job's script from standard input. */
const SCRIPT_IN: Hooks = { lines: { from: [], shell: /^\s*([^#\s].*)$/ } };
const NIX: Hooks = { tail: ["c", "command"] };

const LINES: Hooks = { named: { by: ["C"], names: "lines" } };

const HOOKS: ReadonlyMap<string, Hooks> = new Map<string, Hooks>([
  ["sort", { texts: ["compress-program"] }],
  ["split", { texts: ["filter"] }],
  ["less", PAGED],
  ["more", PAGED],
  ["most", PAGED],
  ["man", MANUAL],
  ["bat", { texts: ["pager"] }],
  ["batcat", { texts: ["pager"] }],
  ["delta", { texts: ["pager"] }],
  ["ag", { texts: ["pager"] }],
  ["ack", { texts: ["pager"] }],
  ["psql", { word: /^(?:-o|--output=)?\|(.+)$/s }],
  ["asterisk", { lines: { from: ["rx", "x"], shell: /^\s*!\s*(\S.*)/ } }],
  ["httrack", { texts: ["V", "userdef-cmd"] }],
  ["jhead", { texts: ["cmd"] }],
  ["mysql", { texts: ["pager"] }],
  ["mariadb", { texts: ["pager"] }],
  [
    "fzf",
    { texts: ["preview"], word: /\b(?:execute|execute-silent|become|reload|preview|transform)[([{:](.+?)[)\]}]?$/s },
  ],
  ["sk", { texts: ["preview", "c", "cmd"] }],
  ["nano", SPELLER],
  ["pico", SPELLER],
  ["dialog", { texts: ["prgbox", "programbox"] }],
  ["zip", { texts: ["TT", "unzip-command"] }],
  ["strace", TRACED],
  ["ltrace", TRACED],
  ["apt", APT],
  ["apt-get", APT],
  ["aptitude", APT],
  ["dpkg", { texts: ["pre-invoke", "post-invoke"] }],
  ["nodemon", { named: { by: ["exec", "x"], names: "operands" } }],
  ["chokidar", { texts: ["c", "command"] }],
  ["fish", { texts: ["C", "init-command"] }],
  ["runas", { command: /^(\S+\s.+)$/s }],
  ["conhost", { command: /^(\S+\s.+)$/s }],
  ["pcalua", { command: /^(\S+\s.+)$/s }],
  ["sqlite3", { word: /^\.(?:output|once)\s+["']?\|\s*([^"']+)/ }],
  ["mapfile", LINES],
  ["readarray", LINES],
  ["prove", { named: { by: ["e", "exec"], names: "operands" } }],
  ["forever", { named: { by: ["c"], names: "operands" } }],
  ["supervisor", { named: { by: ["x", "exec"], names: "operands" } }],
  ["nix", NIX],
  ["just", { tail: ["c", "command"] }],
  [
    "cargo",
    {
      texts: ["s", "shell"],
      dashes: /^watch$/,
      word: /^(?:--config=)?(?:build\.rustc(?:-workspace)?(?:-wrapper)?|target\.\S{1,80}\.runner)\s*=\s*["']?([^"']+)/,
    },
  ],
  ["cargo-watch", { dashes: /^watch$/ }],
  ["opam", { dashes: /^exec$/ }],
  ["stack", { dashes: /^exec$/ }],
  ["cabal", { dashes: /^exec$/ }],
  ["npm", { texts: ["script-shell"], dashes: /^explore$/ }],
  ["turbo", { dashes: /^exec$/ }],
  ["esy", { dashes: /^x$/ }],
  ["npm-run-all", { word: /^(\S+\s.+)$/s }],
  ["npm-run-all2", { word: /^(\S+\s.+)$/s }],
  ["mosh", { texts: ["ssh", "server"] }],
  ["flatpak", { word: /^(?:--command=)?(\S+\s.+)$/s }],
  ["snap", { word: /^(\S+\s.+)$/s }],
  ["sops", { word: /^(\S+\s.+)$/s }],
  ["tmux", { word: /^\s*(?:run-shell|run|if-shell|if)\s+(?:-b\s+)?(?:["'])?(.+?)["']?$/s }],
  ["expect", { word: /\b(?:system|exec|spawn)\s+["{]?((?<=["{])[^"}]+|[^"};\n]+)/ }],
  ["make", { word: /^[A-Z_]+=\s*([\w./-]{1,80}\s[^;]*);/s }],
  ["dc", ESCAPE],
  ["conky", { word: /^(?:[^$]|\$(?!\{\w*exec))*\$\{\w{0,8}exec\w{0,8}\s+(?:[\d.]+ )?([^}]+)\}/ }],
  ["agetty", { texts: ["l", "login-program"] }],
  [
    "certbot",
    {
      texts: `pre-hook post-hook deploy-hook renew-hook manual-auth-hook manual-cleanup-hook`.split(" "),
    },
  ],
  ["check_by_ssh", { word: /ProxyCommand[ =](.+)$/s }],
  [
    "check_ssl_cert",
    { texts: "curl-bin grep-bin file-bin nmap-bin dig-bin date-bin openssl python-bin shell".split(" ") },
  ],
  ["cdist", { texts: ["s", "shell"] }],
  ["cmake", { behind: /^time$/ }],
  ["csvtool", { behind: /^call$/ }],
  ["dnsmasq", { texts: ["conf-script", "dhcp-script"] }],
  ["enscript", { texts: ["I"] }],
  ["go", { texts: ["toolexec", "vettool", "exec"] }],
  ["gnuplot", { word: /\bset\s+output\s+["']\|([^"']+)/s }],
  [
    "hg",
    {
      word: inOrder(
        [
          /^(?:--config=)?/,
          [
            /(?:hooks\.[\w.-]+|ui\.(?:ssh|editor|merge)|pager\.pager|extdiff\.cmd\.\w+|merge-tools\.\w+\.executable)=/,
            /alias\.[\w-]+=!/,
          ],
          /(.+)$/,
        ],
        "s",
      ),
    },
  ],
  ["svn", { texts: ["diff-cmd", "diff3-cmd", "editor-cmd"], word: /config:tunnels:\w+=(.+)$/s }],
  ["ksu", { tail: ["e"] }],
  ["latexmk", { texts: ["latex", "pdflatex", "xelatex", "lualatex", "pdf-previewer"] }],
  ["logrotate", { texts: ["m", "mail"] }],
  ["mypy", { texts: ["python-executable"] }],
  ["pyright", { texts: ["pythonpath"] }],
  ["pic", PIC],
  ["gpic", PIC],
  ["pidstat", { tail: ["e"] }],
  ["pip", PIP],
  ["pip3", PIP],
  ["perlbug", { texts: ["e"] }],
  ["plymouth", { texts: ["command"] }],
  ["restic", { texts: ["password-command"] }],
  ["scp", { texts: ["D"] }],
  ["scrot", { texts: ["e", "exec"] }],
  ["sshfs", { word: /(?:^|,)ssh_command=([^,]+)/ }],
  ["task", { behind: /^execute$/ }],
  ["m4", { lines: { from: [], shell: /^(?:(?!\be?syscmd\()[\s\S])*\be?syscmd\([`"']?([^)]+?)['"]?\)/ } }],
  ["dhclient", { texts: ["sf"] }],
  ["borg", { texts: ["rsh"] }],
  ["gem", { texts: ["launch"] }],
  ["yt-dlp", { texts: ["exec", "exec-before-download"] }],
  ["youtube-dl", { texts: ["exec"] }],
  ["codex", { behind: /^(?:linux|macos|seatbelt|landlock)$/ }],
  ["fail2ban-client", { behind: /^action(?:ban|unban|start|stop|check)$/ }],
  ["wget", { texts: ["use-askpass"] }],
  ["smbclient", CLIENT],
  ["scanmem", CLIENT],
  ["ncftp", CLIENT],
  ["psftp", CLIENT],
  ["tdbtool", CLIENT],
  ["mutt", MUTT],
  ["neomutt", MUTT],
  ["mail", MAIL],
  ["mailx", MAIL],
  ["s-nail", MAIL],
  ["kak", { word: /^(?:[^%]|%(?!sh\{))*%sh\{([^}]+)\}/ }],
  ["kakoune", { word: /^(?:[^%]|%(?!sh\{))*%sh\{([^}]+)\}/ }],
  ["exim", { word: /\$\{run\{([^{}]+)\}/ }],
  ["exim4", { word: /\$\{run\{([^{}]+)\}/ }],
  ["pig", { lines: { from: ["e", "execute"], shell: /^\s*sh\s+(\S.*)/ } }],
  ["sbatch", { texts: ["wrap"], ...SCRIPT_IN }],
  ["qsub", SCRIPT_IN],
  ["bsub", SCRIPT_IN],
  ["ipython", { lines: { from: ["c"], shell: /^\s*!{1,2}\s*(\S.*)/ } }],
  ["ipython3", { lines: { from: ["c"], shell: /^\s*!{1,2}\s*(\S.*)/ } }],
  ["sox", { word: /^\|(.+)$/s }],
  [
    "uwsgi",
    {
      texts: [
        "exec-asap",
        "exec-pre-jail",
        "exec-post-jail",
        "exec-in-jail",
        "exec-as-root",
        "exec-as-user",
        "exec-as-user-atexit",
        "exec-pre-app",
        "exec-post-app",
        "attach-daemon",
      ],
      word: /^(?:--cron2?=)?(?:unique=\d+ )?(?:-?[\d*]+ ){1,5}(\/.+)$/s,
    },
  ],
  ["bazel", { texts: ["run_under"] }],
  ["bazelisk", { texts: ["run_under"] }],
  ["telnet", ESCAPE],
  ["ranger", { lines: { from: ["cmd"], shell: /^\s*:?shell\s+(?:-\w+\s+)*(\S.*)/ } }],
  ["gradle", { word: /^--args=(.+)$/s }],
  ["rpm", RPM],
  ["rpmdb", RPM],
  ["rpmquery", RPM],
  ["rpmverify", RPM],
  ["rpmspec", RPM],
  ["rpmbuild", RPM],
  ["lftp", CLIENT],
  ["ftp", CLIENT],
  ["sftp", CLIENT],
  ["gdb", { lines: { from: [], shell: /^\s*(?:!|shell\s)\s*(\S.*)/ } }],
  ["latex", TEX],
  ["pdflatex", TEX],
  ["xelatex", TEX],
  ["lualatex", TEX],
  ["tex", TEX],
  ["pdftex", TEX],
  ["luatex", TEX],
  ["xetex", TEX],
]);

/** Returns whether an option of the program takes a command. */
export function hasHooks(program: string): boolean {
  return HOOKS.has(program);
}

/** Returns the commands that the options of `command` run. */
export function runByOptions(command: Invocation, facts: Facts): Inner[] {
  const hooks = HOOKS.get(command.program);
  if (!hooks) return [];
  const words = command.argv.slice(1);
  const texts = [
    ...valuesOf(words, hooks.texts ?? []).map(textOf),
    ...(hooks.word ? words.flatMap(word => hooks.word?.exec(textOf(word))?.[1] ?? []) : []),
    ...(hooks.lines ? linesOf(command, hooks.lines, facts) : []),
  ];
  const scope = { ...command.scope, via: [...command.scope.via, command.program] };
  const span = command.span && { span: command.span };
  const argv =
    behindOption(words, hooks.tail ?? []) ?? behindWord(words, hooks.behind) ?? behindDashes(words, hooks.dashes);
  const lines = hooks.command ? words.flatMap(word => hooks.command?.exec(textOf(word))?.[1] ?? []) : [];
  return [
    ...lines.map((text): Inner => ({ kind: "shell", dialect: "cmd", text, scope, ...span })),
    ...texts.filter(text => text !== "").map((text): Inner => ({ kind: "shell", text, scope, ...span })),
    ...(hooks.named ? namedBy(command, hooks.named, scope, facts) : []),
    ...(argv && argv.length > 0 ? [{ kind: "argv" as const, argv, scope, stdin: command.stdin, ...span }] : []),
  ];
}

function namedBy(
  command: Invocation,
  { by, names }: NonNullable<Hooks["named"]>,
  scope: Scope,
  facts: Facts,
): readonly Inner[] {
  const { argv, stdin, span } = command;
  const words = argv.slice(1);
  const commands = valuesOf(words, by);
  if (commands.length === 0) return [];
  const behind =
    names === "operands"
      ? operands(readArguments(words, { values: by }))
      : (itemsOf(stdin, command.scope, facts, /\n/) ?? [
          unknownWord("each line of its input", span, boundsOf(stdin, command.scope, facts)),
        ]);
  return commands.map(word => withNames(textOf(word), behind, scope, span));
}

/** `nix develop -c npm test`: returns the words after the option. */
function behindOption(words: readonly Word[], names: readonly string[]): readonly Word[] | undefined {
  const at = words.findIndex(({ value }) =>
    names.some(name => value === (name.length === 1 ? `-${name}` : `--${name}`)),
  );
  return at < 0 ? undefined : words.slice(at + 1);
}

function behindWord(words: readonly Word[], mark: RegExp | undefined): readonly Word[] | undefined {
  const at = mark ? words.findIndex(({ value }) => mark.test(value ?? "")) : -1;
  return at < 0 ? undefined : words.slice(at + 1);
}

function behindDashes(words: readonly Word[], subcommand: RegExp | undefined): readonly Word[] | undefined {
  const at = words.findIndex(({ value }) => value === "--");
  if (at < 0 || !subcommand || !words.slice(0, at).some(({ value }) => subcommand.test(value ?? ""))) return undefined;
  return words.slice(at + 1);
}

function linesOf(command: Invocation, { from, shell }: NonNullable<Hooks["lines"]>, facts: Facts): string[] {
  const given = valuesOf(command.argv.slice(1), from).flatMap(word => textOf(word).split(/[;\n]/));
  const typed = (textOfStdin(command, facts) ?? "").split("\n");
  return [...given, ...typed].flatMap(line => shell.exec(line)?.[1] ?? []);
}

/** Returns the values of options in all spellings that programs accept: `-P x`, `-Px`, `--pager=x`, `--pag x`. */
function valuesOf(words: readonly Word[], names: readonly string[]): Word[] {
  return words.flatMap((word, i) => {
    const text = word.value ?? knownPrefix(word);
    if (!text.startsWith("-")) return [];
    const equals = text.indexOf("=");
    const typed = text.slice(text.startsWith("--") ? 2 : 1, equals < 0 ? undefined : equals);
    for (const name of names) {
      const whole = typed === name || (text.startsWith("--") && typed.length > 3 && name.startsWith(typed));
      const next = words[i + 1];
      if (whole) return equals < 0 ? (next ? [next] : []) : [dropPrefix(word, equals + 1)];
      if (name.length === 1 && text.startsWith(`-${name}`)) return [dropPrefix(word, 2)];
    }
    return [];
  });
}
