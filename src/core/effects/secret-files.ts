/** Files that hold credentials by their name and place. A workspace's own development `.env` is not among them. */

const IN_HOME: readonly (readonly [RegExp, string])[] = [
  [/^\.ssh\/(?!.*\.pub$|known_hosts|config$)/, "a private SSH key"],
  [/^\.aws\/credentials$/, "AWS credentials"],
  [
    /^\.config\/gcloud\/(application_default_credentials\.json|credentials\.db|access_tokens\.db)$/,
    "Google Cloud credentials",
  ],
  [/^\.azure\/(accessTokens|msal_token_cache)\b/, "Azure credentials"],
  [/^\.kube\/config$/, "Kubernetes credentials"],
  [/^\.netrc$/, "passwords in .netrc"],
  [/^\.git-credentials$/, "Git credentials"],
  [/^\.pgpass$/, "PostgreSQL passwords"],
  [/^\.docker\/config\.json$/, "registry credentials"],
  [/^\.npmrc$/, "an npm token"],
  [/^\.gnupg\/private-keys/, "a private GPG key"],
  [/^\.railway\/config\.json$/, "a Railway token"],
];

const ANYWHERE: readonly (readonly [RegExp, string])[] = [
  [/\/\.env\.(production|prod|live)(\.[\w-]+)?$/, "production secrets"],
  [/\/id_(rsa|dsa|ecdsa|ed25519)$/, "a private SSH key"],
  [/\.(keystore|jks|p12|pfx)$/, "a key store"],
];

/** What secret the file at an absolute `path` holds, in words; undefined when its name says nothing. */
export function secretFile(path: string, home: string | undefined): string | undefined {
  const inHome = home !== undefined && path.startsWith(`${home}/`) ? path.slice(home.length + 1) : undefined;
  for (const [pattern, what] of inHome === undefined ? [] : IN_HOME) if (pattern.test(inHome ?? "")) return what;
  for (const [pattern, what] of ANYWHERE) if (pattern.test(path)) return what;
  return undefined;
}
