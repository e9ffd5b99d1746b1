/**
 * Secrets that a command prints or copies: credential files in the hands of programs that show what they are given,
 * sweeps that look for secrets wherever they are, and the tools that keep them. One answer for every reading program.
 */

import { EDITOR_PROGRAMS } from "../../agents/code-editors.ts";
import type { Effect, Reach } from "../../effects/effect.ts";
import type { Invocation } from "../../effects/pack.ts";
import type { Facts } from "../../facts/facts.ts";
import { originOf } from "../../files/input-text.ts";
import { isScratch } from "../../files/loss.ts";
import { isEnvFile, productionSecretIn, secretFile } from "../../files/secret-files.ts";
import { pathOf } from "../../files/targets.ts";
import { captured, inOrder, wholly, words } from "../../text/expressions.ts";
import { keepingNames } from "../../text/memoize.ts";
import { isWithin, parentOf } from "../../text/paths.ts";
import { dropPrefix, knownPrefix, type Word } from "../../text/words.ts";
import { variablesElsewhere } from "./elsewhere.ts";
import { handedOver } from "./handed-over.ts";
import { keeperOf } from "./keepers.ts";
import { sweepOf } from "./sweeps.ts";
import { insteadOfReading } from "./variable-names.ts";

/** Programs that show, copy or pack what they are given, with or without a script before it. */
const SHOWS = new Set(
  `cat tac head tail less more most bat batcat nl zcat gunzip bzcat xzcat grep egrep fgrep zgrep rg ag ack sed gsed awk
   gawk mawk cut sort uniq strings xxd od hexdump hd base64 base32 jq yq vi vim nvim view nano emacs pico ed ex
   ${EDITOR_PROGRAMS.join(" ")} subl open xdg-open cp gcp tar gtar bsdtar zip 7z 7za gzip bzip2 xz zstd ar cpio dd source .
   paste column fold rev comm diff sdiff vimdiff join expand pr fmt split csplit shuf tr pbcopy xclip xsel wl-copy
   plutil sqlite3 look iconv mlr dasel xmllint envsubst dotenv node-dotenv Get-Content gc type`.split(/\s+/),
);
/** Programs with other work that print a file when they are pointed at it, some as what they could not understand. */
const PRINTS = new Set(
  `arp as ascii-xfr ascii85 base58 basenc basez basez64 bc bridge bzless xzless zless zmore xmore cmp csvtool cupsfilter
   dialog whiptail dig dos2unix unix2dos efax elinks links lynx w3m eqn tbl pic soelim zsoelim troff nroff groff espeak
   exiftool genisoimage mkisofs highlight ispell aspell ksshell lp lpr lwp-download lwp-request msgcat msgconv msguniq
   msgattrib msgmerge nasm nft nm octave pax pg ptx pygmentize qpdf readelf objdump redcarpet rgrep multitail ccze glow
   ss ssh-keyscan tic ul unexpand uuencode wall tailscale croc wormhole textutil ditto rsync xmodmap xpad yelp zic ab fping file2html unzstd lz4cat lzcat zstdcat
   hexyl colorcat lolcat ccat vd visidata jless fx gron xsv qsv choose tspin moar ov lnav mdcat hexedit dhexdump bvi ghex ghexdump
   radare2 r2 rabin2 rax2 binwalk dhex jo teip pee sponge vipe bvim vis kak hx micro joe mcview mcedit featherpad gedit kate
   tdbdump tdbtool ldbsearch db_dump lmdump mdb_dump sqlitebrowser qemu-img qemu-nbd dcfldd dc3dd ddrescue dd_rescue
   foremost scalpel photorec testdisk extundelete ext4magic partclone.dd fsarchiver icat fls tsk_recover bulk_extractor`.split(
    /\s+/,
  ),
);
/** What they write they do not show: the last operand is the place it goes to. */
const COPIES = /^(?:g?cp|ditto|rsync)$/;

/** Builtins that read their input into variables. */
const TAKES_IN = /^(?:read|mapfile|readarray|xargs|parallel|nc|while|lwp-request|telnet|ncat|netcat|cryptcat)$/;

/** What only looks at a file's name, changes it, or writes it: said elsewhere. */
const LOOKS = wholly(words`
  ls ll stat test \[ \[\[ lsattr getfacl setfacl chmod chown chgrp chattr touch rm unlink shred echo printf tee find fd
  which basename dirname realpath readlink file git visudo passwd useradd usermod grpck pwck pwconv mv truncate md5sum
  sha\d+sum inotifywait auditctl ausearch restorecon chcon man sudo doas docker kubectl ansible grep egrep fgrep rg
  mkdir cd export for
`);
/** Passwords of the accounts, wherever they stand among a call's words: behind an option, in a script, behind `@`. */
const ACCOUNTS = inOrder([
  /(?:^|[\s"'=@:({<]|file:\/\/|\/(?:mnt|media|target|sysroot|host|hostfs|rootfs)(?:\/[\w.-]{1,40}){0,3})/,
  captured([
    inOrder([
      /(?:\/\.\.)*\/{1,2}etc\//,
      [
        ...words`
          g?shadow[-~]? shadow\.bak master\.passwd security/o?passwd krb5\.keytab ppp/(?:chap|pap)-secrets
          ipsec\.secrets mysql/debian\.cnf
        `,
        /NetworkManager\/system-connections\/[^"'\s]{0,80}/,
        /wpa_supplicant\/wpa_supplicant\.conf/,
      ],
    ]),
    /\/var\/(?:backups\/g?shadow\.bak|lib\/sss\/(?:secrets|db)\/[\w.]+|lib\/samba\/private\/[\w.]+)/,
    /\/root\/\.(?:ssh\/id_\w+|my\.cnf|pgpass|netrc|aws\/credentials|bash_history)/,
    /\/proc\/\d+\/environ/,
  ]),
  /(?=$|[\s"'),;|&>\]}])/,
]);

/** Programs that show what a script of theirs names. */
const SCRIPTED = /^(?:sqlite3|vim?|nvim|ex|ed|emacs|jq|yq|xmllint|cpio|g?sed)$/;
/** Programs that take commands, or names of files, on their input. */
const FED = new Set(words`
  sqlite3 terraform tofu tclsh wish cpio gnuplot octave R ghci jshell jjs jrunscript julia irb pry scala groovy clojure
  lua mysql psql dc bc ed ex xmllint xsltproc xmlstarlet php latex pdflatex tex lout m4 groff troff nroff soelim
  rst2html rst2html5 rst2latex rst2man
`);

/** The accounts' passwords in the hands of any program that takes files, whether or not it was made to show them. */
function systemSecretIn({ program, argv, stdin, scope }: Invocation): string | undefined {
  const asFile = ASKED_AS_FILE.get(program);
  if (asFile) {
    const at = argv.findIndex(({ value }) => asFile.test(value ?? ""));
    const named = at < 0 ? undefined : accountsIn(argv.at(program === "git" ? -1 : at + 1)?.value ?? "", program);
    if (named !== undefined) return named;
  }
  if (roleOf(program).keepsOut || scope.container || scope.elsewhere) return undefined;
  const read = stdin.kind === "file" ? (stdin.path.value ?? stdin.path.text) : "";
  const fed = stdin.kind === "text" && FED.has(program) ? stdin.text : "";
  for (let i = 1; i < argv.length && i <= MAX_WORDS; i++) {
    const word = argv[i];
    const found = word && accountsIn(word.value ?? word.text, program);
    if (found !== undefined) return found;
  }
  return argv.length > MAX_WORDS ? undefined : (accountsIn(read, program) ?? accountsIn(fed, program));
}

const MAX_WORDS = 64;
/** Of programs that only look at such files, or name them: the options behind which one is read for what it holds. */
const ASKED_AS_FILE: ReadonlyMap<string, RegExp> = new Map([
  ["auditctl", /^-R$/],
  ["visudo", /^(?:-\w*f|--file)$/],
  ["docker", /^--env-file$/],
  ["podman", /^--env-file$/],
  ["ansible", /^(?:-i|--inventory)$/],
  ["git", /^--no-index$/],
  ["man", /^(?:-l|man)$/],
  ["file", /^(?:-m|-f)$/],
]);

function accountsIn(word: string, program: string): string | undefined {
  if (!MAY_NAME.test(word)) return undefined;
  const found = ACCOUNTS.exec(word.slice(0, 2000))?.[1];
  // A key in its place is how one signs in.
  return found !== undefined && SIGNS_IN.test(program) && found.startsWith("/root/") ? undefined : found;
}

const MAY_NAME = /\/(?:etc|root|proc|var)\//;
const SIGNS_IN = /^(?:ssh|scp|sftp|rsync|ssh-add|ssh-keygen|ssh-copy-id|autossh|mosh|terraform|packer|restic|borg)$/;

/** What a program may have to do with secrets, by its name. */
const roleOf = keepingNames(program => ({
  shows: SHOWS.has(program) || PRINTS.has(program),
  takesIn: TAKES_IN.test(program),
  /** Nothing in its words is a secret of the system that it would show. */
  keepsOut: LOOKS.test(program) || (SHOWS.has(program) && !SCRIPTED.test(program)),
}));

/** Whether a program shows, copies or looks at the files that it is given, whichever they are. */
export function looksAtFiles(program: string): boolean {
  const { shows, keepsOut } = roleOf(program);
  return shows || keepsOut;
}

/** Effects of a call that reads secrets; empty for all others. `known`: some pack reads its words. */
export function secretsRead(command: Invocation, facts: Facts, known = true): Effect[] {
  const { program, argv, stdin } = command;
  const kept = keeperOf(command);
  if (kept !== undefined) return [effectOf(command, facts, argv.map(({ text }) => text).join(" "), kept, "one")];
  const elsewhere = variablesElsewhere(command);
  if (elsewhere) return [elsewhere];
  const sweep = sweepOf(command, facts);
  if (sweep) return [effectOf(command, facts, ...sweep)];
  const system = systemSecretIn(command);
  if (system !== undefined)
    return showsSettingsAlone(system, command) ? [] : [effectOf(command, facts, system, "the system's secrets", "one")];
  const role = roleOf(program);
  const takesIn = role.takesIn && stdin.kind === "file";
  if (!role.shows && !takesIn && !(program === "openssl" && CONVERTS.test(argv[1]?.value ?? "")))
    return known || role.keepsOut || SIGNS_IN.test(program) ? [] : secretHandedOver(command, facts);
  const words = argv.slice(1);
  const given = takesIn ? [] : COPIES.test(program) ? words.slice(0, -1) : withoutPattern(words, program);
  const files = [...given, ...(stdin.kind === "file" ? [stdin.path] : [])];
  // What goes into a file is copied, not shown.
  const target = COPIES.test(program)
    ? words.at(-1)
    : program === "dd"
      ? outputOf(words)
      : command.redirects.find(
          ({ operator, target: to, beside }) => !beside && /^>/.test(operator) && !knownPrefix(to).startsWith("/dev/"),
        )?.target;
  for (const word of files) {
    const path = pathIn(word, command, program);
    const what = path === undefined ? undefined : secretAt(path, facts, program);
    if (what && showsSettingsAlone(path ?? "", command)) continue;
    if (what && !(target && staysThere(path ?? "", target, command, facts)))
      return [effectOf(command, facts, word.text, what, "one", path)];
  }
  return [];
}

/** Where the `DISPLAY` of a process is looked up, its other variables are shown to nobody. */
function showsSettingsAlone(path: string, { scope, redirects }: Invocation): boolean {
  if (!scope.narrowed || !/^\/proc\/[^/]+\/environ$/.test(path)) return false;
  return redirects.every(({ operator, beside }) => beside || operator === "<");
}

function secretHandedOver(command: Invocation, facts: Facts): Effect[] {
  const { home, roots, platform } = facts.around;
  const found = handedOver(command, word => {
    const path = pathIn(word, command, command.program);
    const what = path === undefined ? undefined : secretFile(path, home);
    return path === undefined || !what || roots.some(root => isWithin(path, root, platform))
      ? undefined
      : { path, what };
  });
  return found ? [effectOf(command, facts, found.word.text, found.what, "one", found.path)] : [];
}

/** Sub-commands of openssl that give back what they are given, in another form; the others work with keys. */
const CONVERTS = /^(?:enc|base64|zlib|zstd|brotli|aes|des|camellia|aria|chacha|bf|cast|rc|seed|sm4)/;

/** The words of a search without what it searches for: a pattern is no file. */
function withoutPattern(words: readonly Word[], program: string): readonly Word[] {
  if (!SEARCHES.test(program) || words.some(({ value }) => ELSEWHERE.test(value ?? ""))) return words;
  const at = words.findIndex(({ value }) => !value?.startsWith("-"));
  return words.filter((_, i) => i !== at);
}

const SEARCHES = /^(?:[efz]?grep|rg|ag|ack)$/;
/** The pattern stands behind an option, or there is none. */
const ELSEWHERE = /^-[a-zA-Z]*[ef]|^--(?:regexp|file|files)\b/;

/** What `of=` names, as a word of its own. */
function outputOf(words: readonly Word[]): Word | undefined {
  const given = words.find(({ value }) => value?.startsWith("of="));
  return given && dropPrefix(given, 3);
}

/** A copy beside the file, of a file that the workspace has anyway, among scratch or into nothing tells nobody anything. */
function staysThere(path: string, to: Word, { scope }: Invocation, facts: Facts): boolean {
  const { around } = facts;
  const target = pathOf(to, scope);
  if (target === "/dev/null") return true;
  if (TICKET.test(path)) return false;
  if (isScratch(path, facts, scope.cwd)) return true;
  const roots = around.roots.length > 0 ? around.roots : scope.cwd === null ? [] : [scope.cwd];
  if (roots.some(root => isWithin(path, root, around.platform))) return true;
  return target !== undefined && (parentOf(target) === parentOf(path) || target === parentOf(path));
}

/** Kept among temporary files by those who make them. */
const TICKET = /^\/tmp\/krb5cc/;

/** What secret a file holds that nobody reads without being asked; a development `.env` is no such file. */
export function secretAt(path: string, facts: Facts, program = "cat"): string | undefined {
  // Sourcing an env file, or taking its names, is how a program is started.
  const named = secretFile(path, facts.around.home);
  if (named) return named;
  if (!isEnvFile(path) || program === "source" || program === ".") return undefined;
  const text = facts.ask({ kind: "text", path });
  const production = text === null ? undefined : productionSecretIn(text);
  return production === undefined ? undefined : `${production} in ${path.slice(path.lastIndexOf("/") + 1)}`;
}

/** The file that a word names: as it stands, behind `if=`, or the folder and name of a pattern. */
function pathIn(word: Word, command: Invocation, program: string): string | undefined {
  const text = word.value ?? knownPrefix(word);
  if (text.startsWith("-") || text === "") return undefined;
  // `7z a x @list`: what the list says is taken for names, and told when there are none.
  if (LISTED.test(text))
    return originOf({ ...word, text: text.slice(1), value: text.slice(1), pieces: [] }, command.scope);
  const bare = program === "dd" ? (/^if=(.+)$/.exec(text)?.[1] ?? "") : text;
  // `/proc/$PID/environ`: whichever process it is, but for the shell itself.
  if (word.value === null && /^"?\/proc\/(?!\$\$\/)["$`{][^/]{1,80}\/environ"?$/.test(word.text))
    return "/proc/*/environ";
  // A script among the words is no path, unless it stands where one would.
  if (bare === "" || (/[\s|(]/.test(bare) && !/^\/(?:home|Users|root)\/[^|(]{1,300}$/.test(bare))) return undefined;
  if (word.glob) {
    // `~/.ssh/*` and `/proc/*/environ`: the pattern itself is the place.
    const path = bare.startsWith("/") ? bare : command.scope.cwd === null ? undefined : `${command.scope.cwd}/${bare}`;
    return famous(path) ?? path?.replace(/(\.ssh)\/\*$/, "$1");
  }
  return originOf(bare === text ? word : { ...word, text: bare, value: bare, pieces: [] }, command.scope);
}

const LISTED = /^@\/[\w./-]+$/;

const FAMOUS =
  ".bash_history .zsh_history .aws/credentials .ssh/id_rsa .ssh/id_ed25519 .netrc .kube/config .npmrc .pypirc .git-credentials .pgpass .docker/config.json".split(
    " ",
  );

/** The credential file that a pattern in a home folder finds. */
function famous(pattern: string | undefined): string | undefined {
  const shadow = pattern?.split("/") ?? [];
  if (
    shadow.length === 3 &&
    fitsPart(shadow[1] ?? "", "etc") &&
    shadow[1] !== "*" &&
    /^[^*]/.test(shadow[2] ?? "") &&
    fitsPart(shadow[2] ?? "", "shadow")
  )
    return "/etc/shadow";
  const found = /^((?:\/home|\/Users)\/[^/]+|\/root)\/(.{2,80})$/.exec(pattern ?? "");
  const [, home = "", rest] = found ?? [];
  if (rest === undefined || !rest.startsWith(".")) return undefined;
  const parts = rest.split("/");
  const name = FAMOUS.find(file => {
    const names = file.split("/");
    return names.length === parts.length && names.every((part, i) => fitsPart(parts[i] ?? "", part));
  });
  return name && `${home}/${name}`;
}

/** `cred*`, `.a??`, `id_[rd]sa`: piece by piece between its stars. */
function fitsPart(pattern: string, name: string): boolean {
  const [first = "", ...rest] = pattern.replace(/\[[^\]]*(?:\]|$)/g, "?").split("*");
  const same = (piece: string, at: number) =>
    [...piece].every((c, i) => (c === "?" ? name[at + i] !== undefined : c === name[at + i]));
  if (!same(first, 0)) return false;
  if (rest.length === 0) return name.length === first.length;
  const last = rest.at(-1) ?? "";
  return name.length >= first.length + last.length && same(last, name.length - last.length);
}

function effectOf(
  { program, span }: Invocation,
  facts: Facts,
  target: string,
  what: string,
  reach: Reach,
  path?: string,
): Effect {
  return {
    verb: "read-secret",
    resource: "secret",
    target,
    reach,
    recovery: "effort",
    certainty: "certain",
    source: "secrets",
    says: reach === "one" ? `reads ${what} with ${program}` : `looks for ${what}`,
    instead: insteadOfReading(path, facts),
    ...(path !== undefined && { path }),
    ...(span && { span }),
  };
}
