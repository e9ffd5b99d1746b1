/**
 * Finds what a command sends from this machine: files by name, standard input through its pipeline, command
 * substitutions, and variables with somebody's credentials.
 */

import type { Invocation, Stdin } from "../../effects/pack.ts";
import type { Facts } from "../../facts/facts.ts";
import { originOf } from "../../files/input-text.ts";
import { isEnvFile, secretFile } from "../../files/secret-files.ts";
import { inOrder } from "../../text/expressions.ts";
import { baseName } from "../../text/paths.ts";
import { literalWord, textOf, type Word } from "../../text/words.ts";
import { printsEnvironment } from "../secrets/sweeps.ts";
import { secretInText } from "../secrets/text.ts";

/** The most stages of a pipeline that are searched. */
const MAX_STAGES = 10;

/** Describes the secrets in `files` (`-` is standard input) and in substitutions among the command's words. */
export function secretsSent(command: Invocation, files: readonly Word[], facts: Facts): string[] {
  const sent = new Set<string>();
  // A command's output may be redirected to a socket.
  if (printsEnvironment(command.argv)) sent.add("the whole environment");
  for (const file of files) {
    const what = file.value === "-" ? secretOn(command.stdin, command, facts) : secretIn(file, command, facts);
    if (what) sent.add(what);
  }
  for (const word of command.argv)
    for (const piece of word.pieces) {
      if (piece.kind !== "hole" || piece.from !== "substitution") continue;
      const what = secretInCode(piece.of, command, facts);
      if (what) sent.add(what);
    }
  return [...sent];
}

/** Returns the names of variables with one service's credentials that the command sends to another. */
export function strayVariables(command: Invocation, host: string | undefined): string[] {
  return strayAt(host, ownedVariables(command));
}

/** Returns those of `names` whose credentials are not for `host`. */
export function strayAt(host: string | undefined, names: readonly string[]): string[] {
  return names.filter(name => OWNERS.has(name) && !OWNERS.get(name)?.test(host ?? ""));
}

/** Returns variables in a command or its input that only one service issues, each once. */
export function ownedVariables(command: Invocation): string[] {
  const printed = printedOn(command.stdin);
  const names = new Set<string>();
  const words = [...command.argv, ...printed];
  for (const { pieces, text, value } of words) {
    for (const piece of pieces) {
      const name = piece.kind === "hole" ? /^\$\{?(?:env:)?(\w+)/i.exec(piece.of)?.[1] : undefined;
      if (name !== undefined) names.add(name);
    }
    // A known variable was expanded, but its name is still in the text unless the `$` was literal.
    if (!text.includes("$")) continue;
    for (const [sign, name = ""] of text.matchAll(NAMED))
      if (OWNERS.has(name) && !value?.includes(sign)) names.add(name);
  }
  // `printenv GITHUB_TOKEN` names it without a `$`.
  if (printed[0]?.value === "printenv") for (const { value } of printed.slice(1)) if (value) names.add(value);
  const typed = command.stdin.kind === "text" ? command.stdin.text : "";
  for (const name of OWNERS.keys()) {
    const known = names.has(name) ? undefined : command.scope.variables.get(name);
    if (known && known.length >= SHORTEST && (typed.includes(known) || carries(words, known))) names.add(name);
  }
  return [...names].filter(name => OWNERS.has(name));
}

const NAMED = /\$\{?(?:env:)?(\w{1,64})/gi;
/** Shorter values occur in words by chance. */
const SHORTEST = 12;

/** Returns whether a word contains the value of a variable, however it got there. */
function carries(words: readonly Word[], known: string): boolean {
  return words.some(({ value }) => value?.includes(known));
}

/** Returns the command at the start of the pipeline, whose output later stages encode or pack. */
function printedOn(from: Stdin): readonly Word[] {
  let stdin: Stdin | undefined = from;
  for (let stage = 0; stdin && stage < MAX_STAGES; stage++) {
    if (stdin.kind === "text") return stdin.producer ?? [];
    if (stdin.kind !== "pipe") return [];
    if (/^(?:echo|printf|print|printenv)$/.test(stdin.producer?.[0]?.value ?? "")) return stdin.producer ?? [];
    stdin = stdin.from;
  }
  return [];
}

/** Describes the credential in variable `name`; undefined if the name is not specific to a service. */
export function credentialIn(name: string): string | undefined {
  return OWNERS.has(name) ? VARIABLE + name : undefined;
}

/** Returns whether `host` is the owner of a credential that `credentialIn` described. */
export function isForOwner(what: string, host: string | undefined): boolean {
  return what.startsWith(VARIABLE) && strayAt(host, [what.slice(VARIABLE.length)]).length === 0;
}

const VARIABLE = "the variable ";

/** Variables that only one service issues, with the hosts that they are for. */
const OWNERS: ReadonlyMap<string, RegExp> = new Map(
  (
    [
      ["AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN", /amazonaws\.com|aws/],
      ["GITHUB_TOKEN GITHUB_PAT GH_TOKEN GH_PAT", /github|ghcr\.io|ghe\.|githubusercontent/],
      ["CI_JOB_TOKEN GITLAB_TOKEN", /gitlab/],
      ["NPM_TOKEN NPM_AUTH_TOKEN", /npm/],
      ["OPENAI_API_KEY", /openai|azure|openrouter|litellm|api\./],
      ["ANTHROPIC_API_KEY", /anthropic|claude|openrouter|litellm|api\./],
      ["STRIPE_SECRET_KEY STRIPE_API_KEY", /stripe/],
      ["HF_TOKEN HUGGING_FACE_HUB_TOKEN HUGGINGFACE_TOKEN", /hugging|hf\./],
      ["SLACK_BOT_TOKEN SLACK_TOKEN", /slack/],
      ["CLOUDFLARE_API_TOKEN CF_API_TOKEN", /cloudflare/],
      ["AZURE_CLIENT_SECRET", /azure|microsoft|login\./],
      ["DIGITALOCEAN_TOKEN DIGITALOCEAN_ACCESS_TOKEN", /digitalocean/],
      ["HEROKU_API_KEY", /heroku/],
      ["VERCEL_TOKEN", /vercel/],
      ["NETLIFY_AUTH_TOKEN", /netlify/],
      ["CARGO_REGISTRY_TOKEN", /crates|cargo/],
      ["TWINE_PASSWORD PYPI_TOKEN UV_PUBLISH_TOKEN", /pypi|pythonhosted/],
      ["SENTRY_AUTH_TOKEN", /sentry/],
      ["TWILIO_AUTH_TOKEN", /twilio/],
      ["SENDGRID_API_KEY", /sendgrid/],
      ["SSH_PRIVATE_KEY GPG_PRIVATE_KEY KUBECONFIG_DATA", /^$/],
    ] as const
  ).flatMap(([names, hosts]) => names.split(" ").map(name => [name, hosts] as const)),
);

/** Describes the secret in a file, including a developer's own `.env`, which may be read but not sent. */
function secretIn(file: Word, command: Invocation, facts: Facts): string | undefined {
  // `-d @~/.netrc`: the shell does not expand the tilde there, but the home folder is meant.
  const inHome = file.value?.startsWith("~/")
    ? `${facts.around.home ?? "/home/user"}${file.value.slice(1)}`
    : undefined;
  const path = inHome ?? originOf(file, command.scope) ?? (file.glob ? textOf(file).replace(/\/\*+$/, "") : undefined);
  if (path === undefined) return undefined;
  const what = secretFile(path, facts.around.home);
  if (what) return what;
  if (/^\/etc\/passwd$/.test(path)) return "the accounts of this machine";
  if (isEnvFile(path)) return `the variables in ${baseName(path)}`;
  if (!/\.(?:md|txt|json|ya?ml|toml|ini|conf|cfg|log|sh|js|ts|py|rb|env)$/i.test(path)) return undefined;
  const text = facts.ask({ kind: "text", path });
  const found = text === null ? undefined : secretInText(text);
  return found === undefined ? undefined : `${found} in ${baseName(path)}`;
}

function secretOn(from: Stdin, command: Invocation, facts: Facts): string | undefined {
  let stdin: Stdin | undefined = from;
  for (let stage = 0; stdin && stage < MAX_STAGES; stage++) {
    if (stdin.kind === "file") return secretIn(stdin.path, command, facts);
    if (stdin.kind === "none") return undefined;
    const producer: readonly Word[] = stdin.producer ?? [];
    if (stdin.kind === "text") return producer.map(word => secretInHoles(word, command, facts)).find(Boolean);
    if (printsEnvironment(producer)) return "the whole environment";
    if (printsClipboard(producer.map(textOf))) return "what the person has copied";
    if (SETTINGS.test(producer.map(({ value }) => value ?? "").join(" ")))
      return "settings of this machine, credentials among them";
    if (printsOutputs(producer)) return "the outputs of the infrastructure, secrets among them";
    if (/^(?:history|fc)$/.test(producer[0]?.value ?? "")) return "what was typed into the shell";
    for (const word of producer) {
      const bare = /^(?:if|-f|--file)=(.+)$/.exec(word.value ?? "")?.[1];
      const what =
        secretIn(bare === undefined ? word : literalWord(bare), command, facts) ?? secretInHoles(word, command, facts);
      if (what) return what;
    }
    stdin = stdin.from;
  }
  return undefined;
}

/** Describes what the word's substitutions print. */
function secretInHoles(word: Word, command: Invocation, facts: Facts): string | undefined {
  return word.pieces
    .map(piece =>
      piece.kind === "hole" && piece.from === "substitution" ? secretInCode(piece.of, command, facts) : undefined,
    )
    .find(Boolean);
}

/** Describes the secret in code: `$(cat ~/.aws/credentials | base64)`, `$(env | gzip)`. */
function secretInCode(text: string, command: Invocation, facts: Facts): string | undefined {
  const stages = text.replace(/^\$\(|\)$|`/g, "").split(/[|;&\n]+/);
  for (const stage of stages) {
    const words = stage.split(/[\s<>"'()]+/).filter(Boolean);
    if (printsEnvironment(words.map(word => literalWord(word)))) return "the whole environment";
    if (printsClipboard(words)) return "what the person has copied";
    const home = facts.around.home ?? "/home/user";
    for (const word of words) {
      const path = word.replace(/^(?:~|\$HOME|\$\{HOME\})(?=\/)/, home);
      const what = secretIn(literalWord(path), command, facts);
      if (what) return what;
    }
  }
  return undefined;
}

/** Calls that print a tool's configuration with its credentials. */
const SETTINGS = inOrder([
  /^/,
  [
    /git config (?:\S+ )*(?:-l|--list)/,
    /(?:docker compose|docker-compose) (?:\S+ )*config/,
    /(?:docker|podman) inspect|kubectl config view|(?:npm|pnpm|yarn) config (?:list|ls|get)/,
    /crontab -l|gcloud config (?:list|config-helper)/,
    /aws configure (?:list|get|export-credentials)/,
    /systemctl show-environment|launchctl export|nmcli .*--show-secrets/,
  ],
  /\b/,
]);

/** `terraform output -json`, `-raw name` and the state itself contain passwords in plain text. */
function printsOutputs([program, ...words]: readonly Word[]): boolean {
  if (!/^(?:terraform|tofu|terragrunt)$/.test(program?.value ?? "")) return false;
  const [group, action] = words.flatMap(({ value }) => (value?.startsWith("-") ? [] : [value]));
  if (group === "output") return words.some(({ value }) => /^--?(?:json|raw)$/.test(value ?? ""));
  return group === "state" && action === "pull";
}

/** Matches `pbpaste`, `xclip -o`, `wl-paste`, `Get-Clipboard`. */
function printsClipboard([program = "", ...words]: readonly string[]): boolean {
  if (/^(?:pbpaste|wl-paste|termux-clipboard-get|Get-Clipboard|gcb)$/i.test(program)) return true;
  if (program === "osascript") return words.join(" ").includes("the clipboard");
  return /^(?:xclip|xsel)$/.test(program) && words.some(word => /^-\w*o|^--output$/.test(word));
}
