/**
 * Finds secrets that a command prints or copies: credential files given to programs that show files, searches for
 * secrets, and tools that store them. All reading programs share these rules.
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

/** Programs that show, copy or pack files, with or without a script before them. */
const SHOWS = new Set(
  `cat tac head tail less more most bat batcat nl zcat gunzip bzcat xzcat grep egrep fgrep zgrep rg ag ack sed gsed awk
   gawk mawk cut sort uniq strings xxd od hexdump hd base64 base32 jq yq vi vim nvim view nano emacs pico ed ex
   ${EDITOR_PROGRAMS.join(" ")} subl open xdg-open cp gcp tar gtar bsdtar zip 7z 7za gzip bzip2 xz zstd ar cpio dd source .
   paste column fold rev comm diff sdiff vimdiff join expand pr fmt split csplit shuf tr pbcopy xclip xsel wl-copy
   plutil sqlite3 look iconv mlr dasel xmllint envsubst dotenv node-dotenv Get-Content gc type`.split(/\s+/),
);
/** Programs with another purpose that print a file that they are given, some of them in error messages. */
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
/** Programs whose last operand is the destination, which they do not show. */
const COPIES = /^(?:g?cp|ditto|rsync)$/;

/** Builtins and programs that read standard input into variables. */
const TAKES_IN = /^(?:read|mapfile|readarray|xargs|parallel|nc|while|lwp-request|telnet|ncat|netcat|cryptcat)$/;

/** Programs that only read a file's metadata, or change it; other readers handle them. */
const LOOKS = wholly(words`
  ls ll stat test \[ \[\[ lsattr getfacl setfacl chmod chown chgrp chattr touch rm unlink shred echo printf tee find fd
  which basename dirname realpath readlink file git visudo passwd useradd usermod grpck pwck pwconv mv truncate md5sum
  sha\d+sum inotifywait auditctl ausearch restorecon chcon man sudo doas docker kubectl ansible grep egrep fgrep rg
  mkdir cd export for
`);
/** The password files, anywhere among a call's words: after an option, in a script, after `@`. */
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

/** Programs that show files which their script names. */
const SCRIPTED = /^(?:sqlite3|vim?|nvim|ex|ed|emacs|jq|yq|xmllint|cpio|g?sed)$/;
/** Programs that take commands, or names of files, from standard input. */
const FED = new Set(words`
  sqlite3 terraform tofu tclsh wish cpio gnuplot octave R ghci jshell jjs jrunscript julia irb pry scala groovy clojure
  lua mysql psql dc bc ed ex xmllint xsltproc xmlstarlet php latex pdflatex tex lout m4 groff troff nroff soelim
  rst2html rst2html5 rst2latex rst2man
`);

/** Finds the password files for any program that takes files, even if it is not made to show them. */
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
/** Programs that only list such files, with the options that make them read one. */
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
  // A key in its usual place is used to sign in.
  return found !== undefined && SIGNS_IN.test(program) && found.startsWith("/root/") ? undefined : found;
}

const MAY_NAME = /\/(?:etc|root|proc|var)\//;
const SIGNS_IN = /^(?:ssh|scp|sftp|rsync|ssh-add|ssh-keygen|ssh-copy-id|autossh|mosh|terraform|packer|restic|borg)$/;

/** Returns how a program of this name may deal with secrets. */
const roleOf = keepingNames(program => ({
  shows: SHOWS.has(program) || PRINTS.has(program),
  takesIn: TAKES_IN.test(program),
  /** It shows no password file that its words name. */
  keepsOut: LOOKS.test(program) || (SHOWS.has(program) && !SCRIPTED.test(program)),
}));

/** Returns whether a program shows, copies or reads any files it is given. */
export function looksAtFiles(program: string): boolean {
  const { shows, keepsOut } = roleOf(program);
  return shows || keepsOut;
}

/** Returns the effects of a call that reads secrets; empty for others. `known`: a pack reads its words. */
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
  // The destination is written, not shown.
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

/** Looking up the `DISPLAY` of a process shows nobody its other variables. */
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

/** Sub-commands of openssl that print their input in another form; the others work with keys. */
const CONVERTS = /^(?:enc|base64|zlib|zstd|brotli|aes|des|camellia|aria|chacha|bf|cast|rc|seed|sm4)/;

/** Returns the words of a search without its pattern, which is no file. */
function withoutPattern(words: readonly Word[], program: string): readonly Word[] {
  if (!SEARCHES.test(program) || words.some(({ value }) => ELSEWHERE.test(value ?? ""))) return words;
  const at = words.findIndex(({ value }) => !value?.startsWith("-"));
  return words.filter((_, i) => i !== at);
}

const SEARCHES = /^(?:[efz]?grep|rg|ag|ack)$/;
/** The pattern is an option's value, or there is none. */
const ELSEWHERE = /^-[a-zA-Z]*[ef]|^--(?:regexp|file|files)\b/;

/** Returns the value of the word `of=`. */
function outputOf(words: readonly Word[]): Word | undefined {
  const given = words.find(({ value }) => value?.startsWith("of="));
  return given && dropPrefix(given, 3);
}

/** Returns whether a copy reveals nothing: beside a file of the workspace, into a temporary folder, or discarded. */
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

/** A Kerberos ticket, which its own tools keep among temporary files. */
const TICKET = /^\/tmp\/krb5cc/;

/** Describes the secret in a file that may not be read without a question; undefined for a development `.env`. */
export function secretAt(path: string, facts: Facts, program = "cat"): string | undefined {
  // A program is started by sourcing an env file, or by reading its names.
  const named = secretFile(path, facts.around.home);
  if (named) return named;
  if (!isEnvFile(path) || program === "source" || program === ".") return undefined;
  const text = facts.ask({ kind: "text", path });
  const production = text === null ? undefined : productionSecretIn(text);
  return production === undefined ? undefined : `${production} in ${path.slice(path.lastIndexOf("/") + 1)}`;
}

/** Returns the file of a word: as it is, after `if=`, or the folder and name of a pattern. */
function pathIn(word: Word, command: Invocation, program: string): string | undefined {
  const text = word.value ?? knownPrefix(word);
  if (text.startsWith("-") || text === "") return undefined;
  // `7z a x @list`: the lines of the list are used as names, and printed if there are no such files.
  if (LISTED.test(text))
    return originOf({ ...word, text: text.slice(1), value: text.slice(1), pieces: [] }, command.scope);
  const bare = program === "dd" ? (/^if=(.+)$/.exec(text)?.[1] ?? "") : text;
  // `/proc/$PID/environ` is any process except the shell itself.
  if (word.value === null && /^"?\/proc\/(?!\$\$\/)["$`{][^/]{1,80}\/environ"?$/.test(word.text))
    return "/proc/*/environ";
  // A script is no path, unless it looks like one in a home.
  if (bare === "" || (/[\s|(]/.test(bare) && !/^\/(?:home|Users|root)\/[^|(]{1,300}$/.test(bare))) return undefined;
  if (word.glob) {
    // `~/.ssh/*` and `/proc/*/environ`: the pattern itself names the place.
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

/** Returns the credential file that a pattern in a home folder matches. */
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

/** Matches one segment in linear time: `cred*`, `.a??`, `id_[rd]sa`. */
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
