/** Lists tools that print stored secrets: keychains, password stores, and the logins of other tools. */

import type { Invocation } from "../../effects/pack.ts";
import { wholly, words } from "../../text/expressions.ts";
import { keepingNames } from "../../text/memoize.ts";

/** Tools and their sub-commands, as in their manuals. */
const KEEPERS: readonly (readonly [RegExp, RegExp, string])[] = [
  [
    /^security$/,
    /^(find-(generic|internet)-password\b.* -(?=[a-z]*[gw])[a-z]+\b|dump-keychain|export)\b/,
    "a password of the keychain",
  ],
  [/^secret-tool$/, /^(lookup|search)\b/, "a password of the keyring"],
  [/^(pass|gopass)$/, /^(show|otp|grep|(?=[^-\s]+\/)\S+$)/, "a stored password"],
  [/^keyring$/, /^get\b/, "a password of the keyring"],
  [/^kwallet-query$/, /-[rl]\b/, "a password of the wallet"],
  [/^nmcli$/, /(?:^| )(?:-\w*s|--show-secrets)(?: |$)|\bshow-password\b/, "a network's password"],
  [/^op$/, /^(read|item get|document get|inject)\b/, "a secret of 1Password"],
  [/^(bw|rbw|lpass|dcli)$/, /^(get\b|show|password|list items|code|note)\b/, "a stored password"],
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
  [/^docker-credential-[\w-]{1,40}$/, /^(?:get|list)\b/, "a registry's password"],
  [
    /^(?:keepassxc-cli|kpcli)$/,
    /^(?:show|clip|export|search)\b|--command[ =]["']?(?:show|export)/,
    "a stored password",
  ],
  [/^ecryptfs-(?:unwrap-passphrase|recover-private)$/, /^/, "the key of encrypted folders"],
  [/^slapcat$/, /^/, "a directory with everybody's passwords"],
  [/^systemd-creds$/, /^(?:cat|decrypt)\b/, "a credential of a service"],
  [/^cryptsetup$/, /--dump-(?:master|volume)-key\b/, "the key of an encrypted disk"],
  [/^cmdkey$/, /^\/list/, "stored credentials"],
  [/^(mimikatz|lazagne|pypykatz|secretsdump(\.py)?|trufflehog-dump)$/, /^/, "stored passwords"],
];

/** Describes the secret that the call prints; undefined for other calls. */
export function keeperOf({ program, argv }: Invocation): string | undefined {
  const calls = callsOf(program);
  if (calls.length === 0 || argv.some(({ value }) => value === "--help")) return undefined;
  const rest = argv
    .slice(1)
    .map(({ value, text }) => value ?? text)
    .join(" ");
  return calls.find(([, call]) => call.test(rest))?.[2] || undefined;
}

const KEEPER_PROGRAMS = wholly(words`
  security secret-tool pass gopass keyring kwallet-query nmcli op bw rbw lpass dcli gh glab aws gcloud az heroku fly
  flyctl doctl npm git docker-credential-[\w-]{1,40} keepassxc-cli kpcli ecryptfs-[a-z]{1,20}-[a-z]{1,20} slapcat
  systemd-creds cryptsetup cmdkey mimikatz lazagne pypykatz secretsdump(?:\.py)?
`);

/** Returns the entries of one program. */
const callsOf = keepingNames(program =>
  KEEPER_PROGRAMS.test(program) ? KEEPERS.filter(([name]) => name.test(program)) : [],
);
