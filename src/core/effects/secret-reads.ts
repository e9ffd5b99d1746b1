/**
 * Secrets that a command prints or copies: credential files in the hands of programs that show what they are given,
 * sweeps that look for secrets wherever they are, and the tools that keep them. One answer for every reading program.
 */
import type { Facts } from "../facts.ts";
import { isWithin, parentOf, partsOf } from "../paths.ts";
import type { Effect, Reach } from "./effect.ts";
import { originOf } from "./input-text.ts";
import type { Invocation } from "./pack.ts";
import { isEnvFile, productionSecretIn, secretFile } from "./secret-files.ts";
import { pathOf } from "./targets.ts";
import { knownPrefix, type Word } from "./words.ts";

/** Programs that show, copy or pack what they are given, with or without a script before it. */
const SHOWS = new Set(
  `cat tac head tail less more most bat batcat nl zcat gunzip bzcat xzcat grep egrep fgrep zgrep rg ag ack sed gsed awk
   gawk mawk cut sort uniq strings xxd od hexdump hd base64 base32 jq yq vi vim nvim view nano emacs pico ed ex
   code cursor subl open xdg-open cp gcp tar gtar bsdtar zip 7z 7za gzip bzip2 xz zstd ar cpio dd source .
   paste column fold rev comm diff sdiff vimdiff join expand pr fmt split csplit shuf tr pbcopy xclip xsel wl-copy
   mapfile readarray plutil sqlite3 look iconv mlr dasel xmllint envsubst dotenv node-dotenv Get-Content gc type`.split(
    /\s+/,
  ),
);
/** What they write they do not show: the last operand is the place it goes to. */
const COPIES = /^g?cp$/;

/** Builtins that read their input into variables. */
const TAKES_IN = /^(?:read|mapfile|readarray)$/;

/** Effects of a call that reads secrets; empty for all others. */
export function secretsRead(command: Invocation, facts: Facts): Effect[] {
  const { program, argv, stdin } = command;
  const kept = keeperOf(command);
  if (kept !== undefined) return [effectOf(command, argv.map(({ text }) => text).join(" "), kept, "one")];
  const sweep = sweepOf(command, facts);
  if (sweep) return [effectOf(command, ...sweep)];
  const takesIn = TAKES_IN.test(program) && stdin.kind === "file";
  if (!SHOWS.has(program) && !takesIn) return [];
  const words = argv.slice(1);
  const given = takesIn ? [] : COPIES.test(program) ? words.slice(0, -1) : words;
  const files = [...given, ...(stdin.kind === "file" ? [stdin.path] : [])];
  for (const word of files) {
    const path = pathIn(word, command, program);
    const what = path === undefined ? undefined : secretAt(path, facts, program);
    if (what && !(COPIES.test(program) && staysThere(path ?? "", words.at(-1), command, facts)))
      return [effectOf(command, word.text, what, "one", path)];
  }
  return [];
}

/** A copy beside the file, or of a file that the workspace has anyway, tells nobody anything. */
function staysThere(path: string, to: Word | undefined, { scope }: Invocation, { around }: Facts): boolean {
  const target = to && pathOf(to, scope);
  const roots = around.roots.length > 0 ? around.roots : scope.cwd === null ? [] : [scope.cwd];
  if (roots.some(root => isWithin(path, root, around.platform))) return true;
  return target !== undefined && (parentOf(target) === parentOf(path) || target === parentOf(path));
}

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
  const bare = program === "dd" ? (/^if=(.+)$/.exec(text)?.[1] ?? "") : text;
  if (bare === "" || /[\s|(]/.test(bare)) return undefined;
  if (word.glob) {
    // `~/.ssh/*` and `/proc/*/environ`: the pattern itself is the place.
    const path = bare.startsWith("/") ? bare : command.scope.cwd === null ? undefined : `${command.scope.cwd}/${bare}`;
    return famous(path) ?? path?.replace(/(\.ssh)\/\*$/, "$1");
  }
  return originOf(bare === text ? word : { ...word, text: bare, value: bare, pieces: [] }, command.scope);
}

const FAMOUS =
  ".aws/credentials .ssh/id_rsa .ssh/id_ed25519 .netrc .kube/config .npmrc .pypirc .git-credentials .pgpass .docker/config.json".split(
    " ",
  );

/** The credential file that a pattern in a home folder finds. */
function famous(pattern: string | undefined): string | undefined {
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
  const [first = "", ...rest] = pattern.replace(/\[[^\]]*\]/g, "?").split("*");
  const same = (piece: string, at: number) =>
    [...piece].every((c, i) => (c === "?" ? name[at + i] !== undefined : c === name[at + i]));
  if (!same(first, 0)) return false;
  if (rest.length === 0) return name.length === first.length;
  const last = rest.at(-1) ?? "";
  return name.length >= first.length + last.length && same(last, name.length - last.length);
}

/** Tools whose call prints what they keep. Sub-commands as their manuals name them. */
const KEEPERS: readonly (readonly [RegExp, RegExp, string])[] = [
  [
    /^security$/,
    /^(find-(generic|internet)-password\b.* -[a-z]*[gw]|dump-keychain|export)\b/,
    "a password of the keychain",
  ],
  [/^secret-tool$/, /^(lookup|search)\b/, "a password of the keyring"],
  [/^(pass|gopass)$/, /^(show|otp|[^-\s]+\/\S+$)/, "a stored password"],
  [/^keyring$/, /^get\b/, "a password of the keyring"],
  [/^kwallet-query$/, /-r\b/, "a password of the wallet"],
  [/^op$/, /^(read|item get|document get|inject)\b/, "a secret of 1Password"],
  [/^(bw|rbw|lpass|dcli)$/, /^(get (password|item|totp|notes)|get\b|show|password)\b/, "a stored password"],
  [/^gh$/, /^auth (token|status\b.*(-t\b|--show-token))/, "the GitHub token"],
  [/^glab$/, /^auth status\b.*(-t\b|--show-token)/, "the GitLab token"],
  [/^aws$/, /^configure (export-credentials|get \S*(secret|session))/, "AWS credentials"],
  [/^aws$/, /^(ecr get-login-password|sts get-session-token|ecr get-login)\b/, ""],
  [/^gcloud$/, /^auth (application-default )?print-(access|identity|refresh)-token/, "a Google Cloud token"],
  [/^az$/, /^account get-access-token/, "an Azure token"],
  [/^heroku$/, /^(auth:token|authorizations:info)/, "the Heroku token"],
  [/^(fly|flyctl)$/, /^(auth token|tokens create)/, "the Fly token"],
  [/^doctl$/, /^auth token/, "the DigitalOcean token"],
  [/^npm$/, /^(token (list|create)|config get \S*_auth|get \S*_auth)/, "an npm token"],
  [/^git$/, /^(credential(-\w+)? (fill|get))\b/, "Git credentials"],
  [/^cmdkey$/, /^\/list/, "stored credentials"],
  [/^(mimikatz|lazagne|pypykatz|secretsdump(\.py)?|trufflehog-dump)$/, /^/, "stored passwords"],
];

function keeperOf({ program, argv }: Invocation): string | undefined {
  if (!KEEPER_PROGRAMS.test(program)) return undefined;
  const rest = argv
    .slice(1)
    .map(({ value, text }) => value ?? text)
    .join(" ");
  return KEEPERS.find(([name, call]) => name.test(program) && call.test(rest))?.[2] || undefined;
}

const KEEPER_PROGRAMS =
  /^(?:security|secret-tool|pass|gopass|keyring|kwallet-query|op|bw|rbw|lpass|dcli|gh|glab|aws|gcloud|az|heroku|fly|flyctl|doctl|npm|git|cmdkey|mimikatz|lazagne|pypykatz|secretsdump(?:\.py)?)$/;

/** Shapes that only a search for secrets looks for. */
const SHAPES =
  /AKIA|ASIA|\bgh[pousr]_|github_pat|\bglpat|\bsk[-_](?:live|test|ant|proj)|\bsk-\[|xox[bpas]|BEGIN[\s\w\\.*+?]{0,24}(?:PRIVATE|KEY)|_authToken|AIza|\beyJ|npm_\[|hvs\./;
/** Names under which secrets stand. */
const NAMES =
  /passw|secret|token|api[^a-z]{0,4}key|apikey|credential|private[^a-z]{0,4}key|access[^a-z]{0,4}key|(?:^|[^a-z])(?:pwd|auth|cred)s?(?:[^a-z]|$)/i;
const KEY_FILES =
  /\.(pem|key|p12|pfx|kdbx|jks|keystore|ppk|ovpn|tfstate)\b|id_(rsa|dsa|ecdsa|ed25519)|credentials?\b|\.env\b|\.netrc|\.pgpass|\.npmrc|wallet|kubeconfig|\bshadow\b|\.aws\b|\.ssh\b|keychain|secret/i;

type Sweep = [target: string, what: string, reach: Reach];

function sweepOf(command: Invocation, facts: Facts): Sweep | undefined {
  const { program, argv, stdin } = command;
  if (/^(?:e|f|z)?grep$|^(?:rg|ag|ack|git)$/.test(program)) return searched(command, facts);
  if (/^(?:find|fd|fdfind|locate|mlocate|plocate|mdfind)$/.test(program)) return found(command, facts);
  if (/^(?:trufflehog|gitleaks|detect-secrets|noseyparker)$/.test(program)) return undefined;
  if (/^(?:awk|gawk|sed)$/.test(program) && stdin.kind === "pipe" && printsEnvironment(stdin.producer ?? [])) {
    const script = argv[1]?.value ?? "";
    if (NAMES.test(script)) return [script, "the secrets among the variables", "several"];
  }
  return undefined;
}

function searched(command: Invocation, facts: Facts): Sweep | undefined {
  const { program, argv, stdin } = command;
  const args = argv.slice(1).map(({ value, text }) => value ?? text);
  if (program === "git") {
    if (!args.includes("grep") && !args.includes("log")) return undefined;
    const pattern = args.find(arg => SHAPES.test(arg));
    return pattern === undefined ? undefined : [pattern, "the secrets in the history of the code", "all"];
  }
  const pattern = patternIn(args);
  if (stdin.kind === "pipe" && operandsAfterPattern(args, pattern).length === 0) {
    const producer = stdin.producer ?? [];
    if (
      printsEnvironment(producer) &&
      NAMES.test(pattern) &&
      !/-(?:\w*c\w*|-count|-quiet|\w*q\w*)$/.test(args[0] ?? "")
    )
      return [pattern, "the secrets among the variables", "several"];
    const history = producer[0]?.value === "git" && producer.some(({ value }) => value === "-p" || value === "--patch");
    return history && (NAMES.test(pattern) || SHAPES.test(pattern))
      ? [pattern, "the secrets in the history of the code", "all"]
      : undefined;
  }
  const folders = operandsAfterPattern(args, pattern);
  const recursive = program !== "egrep" && program !== "fgrep" && program !== "grep" ? true : args.some(isRecursive);
  if (!recursive) return undefined;
  const shaped = SHAPES.test(pattern);
  if (!shaped && !NAMES.test(pattern)) return undefined;
  const aimed =
    args.some(
      arg => /^(?:--include|-g|--glob|--iglob)/.test(arg) && /\.env|credential|\.pem|\.npmrc|\.netrc/.test(arg),
    ) ||
    args.some(
      (arg, i) =>
        /^(?:-g|--glob|--iglob)$/.test(args[i - 1] ?? "") && /\.env|credential|\.pem|\.npmrc|\.netrc/.test(arg),
    ) ||
    folders.some(folder => /(?:^|\/)\.env[\w.*-]*$/.test(folder));
  const outside = folders.some(folder => isPrivatePlace(folder, command, facts));
  // Source files alone, inside the workspace: the search for what must not be there.
  const inCode = args.some(arg => /^(?:--include=|-g$|--glob|-t$|--type)/.test(arg));
  if (!aimed && !outside && (!shaped || inCode)) return undefined;
  return [
    pattern,
    outside ? "every secret it finds in private folders" : "every secret it finds in the workspace",
    "all",
  ];
}

/** A home folder as a whole, all homes, the whole disk, or the system's configuration. */
function isPrivatePlace(folder: string, { scope }: Invocation, { around }: Facts): boolean {
  const path = /^(?:~|\$HOME|\$\{HOME\})(?=\/|$)/.test(folder)
    ? (around.home ?? "/home/user") + folder.replace(/^[^/]*/, "")
    : folder;
  const full = path.startsWith("/") ? path.replace(/(.)\/+$/, "$1") : scope.cwd === null ? "" : `${scope.cwd}/${path}`;
  if (/^\/(?:home|Users|etc|root|var|opt|mnt|proc|run)?$/.test(full)) return true;
  if (full === around.home || /^\/(?:home|Users)\/[^/]+$/.test(full)) return true;
  const parts = partsOf(full);
  return /^\/(?:home|Users)\//.test(full) && /^\.(?!cache|local|vscode|config\/Code)/.test(parts[2] ?? "");
}

function found(command: Invocation, facts: Facts): Sweep | undefined {
  const args = command.argv.slice(1).map(({ value, text }) => value ?? text);
  const names = args.filter((_, i) => /^-i?(?:name|path|wholename|regex)$/.test(args[i - 1] ?? ""));
  const wide =
    command.program !== "find" && /locate|mdfind/.test(command.program)
      ? true
      : args.some(arg => !arg.startsWith("-") && !names.includes(arg) && isPrivatePlace(arg, command, facts));
  const wanted = (names.length > 0 ? names : args.filter(arg => !arg.startsWith("-"))).filter(arg =>
    KEY_FILES.test(arg),
  );
  // A list of names in the workspace is everyday; what holds keys all over a home is a search for them.
  if (!wide || wanted.length === 0) return undefined;
  return [wanted.join(" "), "where credentials are kept all over the disk", "all"];
}

function patternIn(args: readonly string[]): string {
  const given = args.flatMap((arg, i) =>
    /^(?:-[a-zA-Z]*e|--regexp)$/.test(args[i - 1] ?? "") ? [arg] : /^--regexp=/.test(arg) ? [arg.slice(9)] : [],
  );
  return given.length > 0 ? given.join("|") : (args.find(arg => !arg.startsWith("-")) ?? "");
}

function operandsAfterPattern(args: readonly string[], pattern: string): readonly string[] {
  const plain = args.filter(
    (arg, i) =>
      !arg.startsWith("-") &&
      !/^(?:-[ABCmgft]|--include|--exclude|--exclude-dir|--glob|--type)$/.test(args[i - 1] ?? ""),
  );
  return plain.filter(arg => arg !== pattern && !pattern.split("|").includes(arg));
}

function isRecursive(arg: string): boolean {
  return /^-[a-zA-Z]*[rR]|^--(?:dereference-)?recursive$/.test(arg);
}

/** `env`, `printenv`, `set`, `export -p`, `declare -x`: the whole environment. */
export function printsEnvironment(argv: readonly Word[]): boolean {
  const [name, ...rest] = argv;
  const program = (name?.value ?? "").replace(/^.*\//, "");
  if (/^(?:env|printenv|set|export)$/.test(program))
    return rest.every(({ value }) => /^-[0p]$|^--null$/.test(value ?? "x"));
  return /^(?:declare|typeset)$/.test(program) && rest.every(({ value }) => /^-[xp]+$/.test(value ?? "x"));
}

function effectOf({ program, span }: Invocation, target: string, what: string, reach: Reach, path?: string): Effect {
  return {
    verb: "read-secret",
    resource: "secret",
    target,
    reach,
    recovery: "effort",
    certainty: "certain",
    source: "secrets",
    says: reach === "one" ? `reads ${what} with ${program}` : `looks for ${what}`,
    instead: "Ask for the names of the variables that are needed, not their values.",
    ...(path !== undefined && { path }),
    ...(span && { span }),
  };
}
