/** Finds searches for secrets: for their forms and names in private places, the environment, or the code's history. */

import type { Reach } from "../../effects/effect.ts";
import type { Invocation, Stdin } from "../../effects/pack.ts";
import type { Facts } from "../../facts/facts.ts";
import { anyOf, words } from "../../text/expressions.ts";
import { keepingNames } from "../../text/memoize.ts";
import { partsOf, withoutSlashes } from "../../text/paths.ts";
import type { Word } from "../../text/words.ts";

/** Forms that only a search for secrets contains. */
const SHAPES = anyOf(words`
  AKIA ASIA \bgh[pousr]_ \bgh[[(] github_pat \bglpat \bsk[-_](?:live|test|ant|proj) \bsk-\[ xox[bpas]
  BEGIN[\s\w\\.*+?]{0,24}(?:PRIVATE|KEY) _authToken AIza \beyJ npm_\[ hvs\.
`);
/** Names of variables that hold secrets. */
const NAMES = anyOf(
  [
    ...words`
      passw secret token _key api[^a-z]{0,4}key apikey credential private[^a-z]{0,4}key access[^a-z]{0,4}key
    `,
    /(?:^|[^a-z])(?:pwd|auth|cred|pass)s?(?:[^a-z]|$)/,
  ],
  "i",
);
const KEY_FILES = anyOf(
  [
    /\.(pem|key|p12|pfx|kdbx|jks|keystore|ppk|ovpn|tfstate)\b/,
    ...words`
      id_(rsa|dsa|ecdsa|ed25519|\*) credentials?\b \.env\b \.netrc \.pgpass \.npmrc wallet kubeconfig \bshadow\b
      \.aws\b \.ssh\b \.gpg\b password-store keychain wp-config secret
    `,
  ],
  "i",
);

/** The target of a search, what it would find, and how much. */
export type Sweep = [target: string, what: string, reach: Reach];

/** Describes a call that searches for secrets; undefined for ordinary searches. */
export function sweepOf(command: Invocation, facts: Facts): Sweep | undefined {
  const { program, argv, stdin } = command;
  const way = wayOf(program);
  if (way === "searches") return searched(command, facts);
  if (way === "finds") return found(command, facts);
  if (way === "filters" && printsEnvironment(producerOf(stdin))) {
    const wanted = argv.slice(1).find(({ value, text }) => NAMES.test(value ?? text));
    if (wanted) return [wanted.text, "the secrets among the variables", "several"];
  }
  if (way === "edits" && stdin.kind === "pipe" && printsEnvironment(stdin.producer ?? [])) {
    const script = argv[1]?.value ?? "";
    if (NAMES.test(script)) return [script, "the secrets among the variables", "several"];
  }
  return undefined;
}

/** Returns how a program of this name may search for secrets. */
const wayOf = keepingNames((program): "searches" | "finds" | "filters" | "edits" | "no way" => {
  if (/^(?:e|f|z)?grep$|^(?:rg|ag|ack|git)$/.test(program)) return "searches";
  if (/^(?:find|fd|fdfind|locate|mlocate|plocate|mdfind)$/.test(program)) return "finds";
  if (/^(?:where-object|select-string|findstr)$/i.test(program)) return "filters";
  return /^(?:awk|gawk|sed)$/.test(program) ? "edits" : "no way";
});

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
    const producer = producerOf(stdin);
    if (printsEnvironment(producer) && NAMES.test(pattern) && !/-(?:(?=\w*[cq])\w+|-count|-quiet)$/.test(args[0] ?? ""))
      return [pattern, "the secrets among the variables", "several"];
    if (printsHistory(producer) && NAMES.test(pattern)) return [pattern, "the secrets among what was typed", "several"];
    if (printsEveryObject(producer) && NAMES.test(pattern)) return [pattern, "the secrets in a whole cluster", "all"];
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
  const limits = limitsIn(args);
  const aimed =
    (limits.length > 0 && limits.every(limit => ENV_OR_KEY.test(limit))) ||
    folders.some(folder => /(?:^|\/)\.env[\w.*-]*$/.test(folder));
  const outside = folders.some(folder => isPrivatePlace(folder, command, facts));
  // Searching source files of the workspace checks for secrets that must not be there.
  const inCode = limits.length > 0 || args.some(arg => /^(?:-t|--type)/.test(arg));
  if (!aimed && !outside && (!shaped || inCode)) return undefined;
  return [
    pattern,
    outside ? "every secret it finds in private folders" : "every secret it finds in the workspace",
    "all",
  ];
}

const ENV_OR_KEY = /\.env|credential|\.pem|\.key|\.npmrc|\.netrc|secret/;

/** Returns the file patterns that limit a search: `--include=*.py`, `-g '*.ts'`. */
function limitsIn(args: readonly string[]): string[] {
  return args.flatMap((arg, i) => {
    const glued = /^(?:--include|--glob|--iglob)=(.+)$/.exec(arg)?.[1];
    if (glued !== undefined) return [glued];
    return /^(?:--include|-g|--glob|--iglob)$/.test(args[i - 1] ?? "") ? [arg] : [];
  });
}

/** Returns the first command of the pipeline, before those that only sort or cut. */
function producerOf(stdin: Stdin): readonly Word[] {
  let at = stdin;
  for (let stage = 0; stage < 10 && at.kind === "pipe" && at.from?.kind === "pipe"; stage++) at = at.from;
  return at.kind === "pipe" ? (at.producer ?? []) : [];
}

/** Returns whether a folder is a home, all homes, the whole disk, or the system's configuration. */
function isPrivatePlace(folder: string, { scope }: Invocation, { around }: Facts): boolean {
  const path = /^(?:~|\$HOME|\$\{HOME\})(?=\/|$)/.test(folder)
    ? (around.home ?? "/home/user") + folder.replace(/^[^/]*/, "")
    : folder;
  const full = path.startsWith("/") ? withoutSlashes(path) : scope.cwd === null ? "" : `${scope.cwd}/${path}`;
  if (/^\/(?:home|Users|etc|root|var|opt|mnt|proc|run|srv|var\/www(?:\/html)?)?$/.test(full)) return true;
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
  // Listing names in the workspace is ordinary; looking for key files all over a home is a search.
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

/** Matches `kubectl get cm -A -o yaml`, which prints all objects of a kind with their contents. */
function printsEveryObject(argv: readonly Word[]): boolean {
  const words = argv.map(({ value }) => value ?? "");
  if (!/^(?:kubectl|oc)$/.test(words[0] ?? "") || !words.includes("get")) return false;
  return (
    words.some(word => /^(?:-A|--all-namespaces)$/.test(word)) &&
    words.some(word => /^(?:-o=?|--output=?)?(?:yaml|json)$/.test(word))
  );
}

/** Matches `history`, `fc -l`, which print typed commands. */
function printsHistory([name]: readonly Word[]): boolean {
  return /^(?:history|fc)$/.test(name?.value ?? "");
}

/** Matches `env`, `printenv`, `set`, `export -p`, `declare -x`, which print the whole environment. */
export function printsEnvironment(argv: readonly Word[]): boolean {
  const [name, ...rest] = argv;
  const program = (name?.value ?? "").replace(/^.*\//, "");
  if (/^(?:env|printenv|set|export)$/.test(program))
    return rest.every(({ value }) => /^-[0p]$|^--null$/.test(value ?? "x"));
  // PowerShell's drive of environment variables.
  if (/^(?:get-childitem|gci|dir|ls|get-item|gi)$/i.test(program))
    return rest.some(({ value, text }) => /^env:[\\/]?\*?$/i.test(value ?? text));
  return /^(?:declare|typeset)$/.test(program) && rest.every(({ value }) => /^-[xp]+$/.test(value ?? "x"));
}
