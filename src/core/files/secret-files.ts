/** Recognises files with credentials by their name and place. A workspace's own development `.env` is none. */
import { EDITOR_USER_FOLDERS } from "../agents/code-editors.ts";
import { allOf, inHome, ofAgents } from "../agents/known-agents.ts";
import { anyOf, inOrder, words } from "../text/expressions.ts";
import { pathSource } from "../text/path-pattern.ts";
import { baseName, belowSomebodysHome, partsOf } from "../text/paths.ts";

type Named = readonly (readonly [RegExp, string])[];

/** Relative to a home folder. */
const IN_HOME: Named = [
  [/^\.ssh\/(?!.*\.pub$|known_hosts|config$|authorized_keys|environment$)./, "a private SSH key"],
  [/^\.ssh$/, "private SSH keys"],
  [/^\.aws\/(credentials|cli\/cache\/|sso\/cache\/)/, "AWS credentials"],
  [/^\.aws$/, "AWS credentials"],
  [
    inOrder([
      /^/,
      words`\.config AppData/Roaming`,
      /\/gcloud/,
      /(\/(application_default_credentials\.json|credentials\.db|access_tokens\.db|legacy_credentials\b.*))?$/,
    ]),
    "Google Cloud credentials",
  ],
  [/^\.azure(\/(accessTokens|msal_token_cache|azureProfile|service_principal).*)?$/, "Azure credentials"],
  [/^\.kube(\/(config|cache.*))?$/, "Kubernetes credentials"],
  [/^\.minikube\/.*\.key$/, "Kubernetes credentials"],
  [/^[._]netrc$/, "passwords in .netrc"],
  [/^\.git-credentials$|^\.config\/git\/credentials$/, "Git credentials"],
  [/^\.pgpass$|^AppData\/Roaming\/postgresql\/pgpass\.conf$/, "PostgreSQL passwords"],
  [/^\.my(login)?\.cnf$/, "MySQL passwords"],
  [/^\.mongorc\.js$|^\.dbshell$/, "MongoDB credentials"],
  [/^\.docker\/(config\.json|.*\.pem)$/, "registry credentials"],
  [/^\.config\/containers\/auth\.json$/, "registry credentials"],
  [/^\.npmrc$|^\.yarnrc(\.yml)?$|^\.bunfig\.toml$/, "an npm token"],
  [/^\.pypirc$/, "a PyPI token"],
  [/^\.gem\/credentials$/, "a RubyGems token"],
  [/^\.cargo\/credentials(\.toml)?$/, "a crates.io token"],
  [/^\.(m2\/settings(-security)?\.xml|gradle\/gradle\.properties)$/, "repository credentials"],
  [/^\.composer\/auth\.json$|^\.config\/composer\/auth\.json$/, "Composer credentials"],
  [/^\.gnupg(\/(private-keys.*|secring\.gpg))?$/, "a private GPG key"],
  [/^\.password-store(\/|$)/, "stored passwords"],
  [
    /^\.(railway\/config|terraform\.d\/credentials\.tfrc|vercel\/auth|netlify\/config|supabase\/access-token|fly\/config)\b/,
    "a deploy token",
  ],
  [
    /^(\.terraformrc|\.vault-token|\.databrickscfg|\.s3cfg|\.boto|\.oci\/config|\.snowsql\/config|\.dbt\/profiles\.yml)$/,
    "cloud credentials",
  ],
  [/^\.config\/(gh\/hosts\.yml|glab-cli\/config\.yml|hub)$/, "a GitHub or GitLab token"],
  [
    inOrder([
      /^\.config\//,
      words`
        doctl/config\.yaml hcloud/cli\.toml op/ rclone/rclone\.conf stripe/config\.toml heroku/
        configstore/firebase-tools\.json \.wrangler/ linode-cli sops/age/keys\.txt 1Password/ Bitwarden
      `,
    ]),
    "a service's token",
  ],
  [/^\.(bitcoin|ethereum|electrum|monero|solana|config\/solana|litecoin)(\/|$)/, "a wallet"],
  [
    inOrder(
      [
        /^\./,
        [/mozilla\/firefox/, /config\/(google-chrome|chromium|BraveSoftware|microsoft-edge)/],
        /\/.*(logins\.json|key4\.db|cookies(\.sqlite)?|Login Data|Web Data|Local State)$/,
      ],
      "i",
    ),
    "a browser's passwords and cookies",
  ],
  [
    inOrder([
      /^Library\//,
      [
        inOrder([
          /Application Support\/(Google\/Chrome|Firefox|BraveSoftware|Microsoft Edge)\/.*/,
          [/Cookies|Login Data|logins\.json|key4\.db|cookies\.sqlite/],
        ]),
        /Cookies\/|Keychains(\/|$)/,
      ],
    ]),
    "a browser's or system's passwords",
  ],
  [
    /^\.mozilla\/firefox$|^\.config\/(google-chrome|chromium|microsoft-edge|BraveSoftware)(\/[\w -]+)?$/,
    "a browser's whole profile",
  ],
  [
    anyOf([
      inOrder([
        /^Library\//,
        [
          /Messages\/chat\.db|Mail(\/|$)/,
          inOrder([
            /Application Support\//,
            [
              /com\.apple\.TCC\/TCC\.db/,
              /(Slack|discord|Signal|Microsoft\/Teams)\/.*(Cookies|leveldb|Local Storage|config\.json)/,
            ],
          ]),
          /Group Containers\/group\.com\.apple\.notes\//,
        ],
      ]),
      /^\.config\/(Slack|discord|Signal)\/.*(Cookies|leveldb|Local Storage|config\.json)/,
    ]),
    "somebody's messages and sessions",
  ],
  [/^\.local\/share\/(keyrings|kwalletd)(\/|$)/, "the system's keyring"],
  [
    inOrder([
      /^/,
      [
        /\.local\/share\/(?:remmina\/|DBeaverData\/.*credentials-config\.json$)/,
        /\.config\/(?:hexchat\/servlist\.conf$|filezilla\/(?:recentservers|sitemanager)\.xml$|remmina\/)/,
        /\.filezilla\/|\.purple\/accounts\.xml$/,
        /\.thunderbird\/.*(?:logins\.json|key4\.db)$/,
        /\.mysql_workbench\/|\.subversion\/auth\//,
      ],
    ]),
    "passwords that a program keeps",
  ],
  [
    anyOf([
      /^\.(bash|zsh|sh|fish|psql|mysql|python|node_repl|rediscli|sqlite|irb)_history$/,
      /^\.histfile$|^\.local\/share\/fish\/fish_history$/,
    ]),
    "the history of a shell, which holds what was typed into it",
  ],
];

/** Where VS Code and its derivatives store their extensions' state. */
const EDITOR_STATE = EDITOR_USER_FOLDERS.map(folder => `${folder}/globalStorage/state.vscdb`);

const agentsLogin = ofAgents(agents => {
  const logins = inHome(allOf(agents, "logins")).map(pathSource);
  return new RegExp(`^(?:${logins.join("|")})\\.(?:json|ya?ml)$`);
});

const ANYWHERE: Named = [
  [
    anyOf(
      [
        /(^|\/)\.env[._-](production|prod|prd|live)([._-][\w.-]+)?$/,
        /(^|\/)(production|prod|prd|live)\.env$/,
        /(^|\/)\.env\.[\w-]+\.(production|prod|live)$/,
      ],
      "i",
    ),
    "production secrets",
  ],
  [/(^|\/)id_(rsa|dsa|ecdsa|ed25519|ecdsa_sk|ed25519_sk)$/, "a private SSH key"],
  [/\.(keystore|jks|p12|pfx|kdbx|kdb|ppk|agekey|keytab|ovpn|pkcs12)$/i, "a key store"],
  [
    anyOf(
      [
        inOrder([
          /(^|[/_.-])/,
          words`private priv server tls ssl client signing deploy ca host jwt rsa secret`,
          /(?:(?![_-](?:private|priv|server|tls|ssl|client|signing|deploy|ca|host|jwt|rsa|secret))[\w-])*\.key$/,
        ]),
        /(^|\/)ssh_host_\w+_key$|\.key\.pem$/,
        /(^|[/_.-])priv(?:(?![_-]priv)[\w-])*\.pem$/,
        /(^|\/)privkey\d*\.pem$|(^|\/)(?=[\w-]*key)[\w-]*\.pem$/,
      ],
      "i",
    ),
    "a private key",
  ],
  [
    inOrder(
      [
        words`^ /`,
        /(?=[\w-]+\.json$)/,
        /(?=(?<kind>[\w-]*?(?:service[-_]?account|gcp|gcloud|firebase-adminsdk|client_secret|google)))\k<kind>/,
        /[\w-]*/,
        words`key credential secret adminsdk account`,
      ],
      "i",
    ),
    "a service account's key",
  ],
  [/(^|\/)(service[-_]?account|client_secrets?|gcp-?key|gcloud-?key|credentials)\.json$/i, "a service's credentials"],
  [/\.tfstate(\.backup)?$/, "Terraform state, which holds secrets in plain text"],
  [
    /(^|\/)(\.git-credentials|\.netrc|\.pgpass|\.htpasswd|\.pypirc|\.vault-token|\.vault_pass(word)?(\.txt)?|\.dockercfg)$/,
    "passwords",
  ],
  [/(^|\/)(master\.key|config\/credentials\/[\w-]+\.key)$/, "the key of the application's credentials"],
  [
    inOrder([
      /^\/etc\//,
      [
        ...words`
          sudoers sudoers\.d/.+ g?shadow gshadow- shadow- krb5\.keytab ssl/private(/.*)? ssh/ssh_host_\w+_key
          master\.passwd security/passwd
        `,
        /kubernetes\/(admin|controller-manager|scheduler|kubelet)\.conf/,
        /kubernetes\/pki(?:\/.*\.key)?|rancher\/k3s\/k3s\.yaml/,
      ],
      /$/,
    ]),
    "the system's secrets",
  ],
  [
    /^\/(?:mnt|media|target|sysroot|host|hostfs|rootfs)\/(?:[^/]+\/){0,3}etc\/(?:g?shadow-?|sudoers|master\.passwd)$/,
    "the secrets of a system that is mounted there",
  ],
  [
    anyOf([
      /^\/root\/anaconda-ks\.cfg$|\/\.smbcredentials$|^\/private\/var\/db\/SystemKey$/,
      /^\/var\/db\/SystemKey$/,
      inOrder([
        /^\/etc\//,
        [
          /sssd\/sssd\.conf|samba\/credentials|security\/opasswd/,
          /(?:g?shadow|master\.passwd|sudoers)[-.](?:bak|old|backup|orig|\d+)/,
          /shadow[~-]/,
          /NetworkManager\/system-connections(?:\/.*)?/,
          /wpa_supplicant(?:\/[^/]*)?\.conf/,
          ...words`
            mysql/debian\.cnf ppp/(?:chap|pap)-secrets ipsec\.secrets swanctl/(?:private|secrets).*
            wireguard/[^/]+\.(?:conf|key) openvpn/.*\.(?:key|auth|pass) postfix/sasl_passwd(?:\.db)? davfs2/secrets
            samba/smbpasswd krb5kdc(?:/.*)? pki/tls/private(?:/.*)?
          `,
          /letsencrypt\/(?:live|archive|keys)\/.*(?:key|priv).*/,
          ...words`
            bind/rndc\.key rndc\.key vpnc/[^/]+\.conf freeradius/.*clients\.conf pve/priv(?:/.*)?
            gitlab/gitlab-secrets\.json docker/key\.json rancher/node/password iscsi/iscsid\.conf snmp/snmpd\.conf
            exim4/passwd\.client cifs[\w.-]*cred\w* (?:smb|cifs)?cred(?:ential)?s?
          `,
        ],
        /$/,
      ]),
    ]),
    "the system's secrets",
  ],
  [
    inOrder([
      /^\/var\//,
      [
        /backups\/(?:g?shadow|passwd|group)\.bak/,
        inOrder([
          /lib\//,
          words`
            sss/(?:secrets|db)(?:/.*)? samba/private(?:/.*)? NetworkManager/secret_key krb5kdc(?:/.*)?
            gdm3?/\.local/share/keyrings(?:/.*)? systemd/credential\.secret AccountsService/.*keyring.* etcd/member/.*
            tor/.*(?:key|secret).*
          `,
        ]),
      ],
      /$/,
    ]),
    "the system's secrets",
  ],
  [
    /^\/etc\/tomcat\d*\/tomcat-users\.xml$|^\/var\/lib\/(?:grafana\/grafana\.db|jenkins\/(?:secrets\/.*|credentials\.xml))$/,
    "a server's passwords",
  ],
  [
    /^\/var\/lib\/systemd\/coredump\/core\.(?:gpg|ssh|sshd|gnome-key|keyring|pass|firefox|chrom|login|sudo|su|passwd)/,
    "what a process kept in its memory",
  ],
  [/^\/(?:tmp|run\/user\/\d+|var\/lib\/sss\/db)\/(?:krb5cc\w*|ccache_\w+)$/, "a Kerberos ticket"],
  [
    /^\/dev\/(?:k?mem|port|[shv]d[a-z]\d*|xvd[a-z]\d*|nvme\d+n\d+(?:p\d+)?|r?disk\d+(?:s\d+)?|mapper\/.+|dm-\d+)$/,
    "whatever a disk or the memory holds",
  ],
  [
    /^\/mnt\/[a-z]\/windows\/(?:system32\/config\/(?:regback\/)?(?:sam|security|system)|ntds\/ntds\.dit)$/i,
    "the passwords of the accounts of Windows",
  ],
  [/^\/proc\/(?:\d+|self|\*|[^/]*)\/environ$/, "the environment of a process"],
  [/^\/proc\/(?:\d+|[^/]*)\/mem$|^\/proc\/kcore$/, "what a process keeps in its memory"],
  [/^\/dev\/input\/(?:event\d|by-)/, "what the person types"],
  [/^\/var\/lib\/rancher\/(?:k3s|rke2)\/server\/(?:\w+-)?token$|^\/var\/lib\/kubelet\/pki\//, "the cluster's token"],
  [/^\/var\/db\/dslocal\/nodes\/.*\.plist$/, "the passwords of the accounts"],
  [/^\/(var\/)?run\/secrets\/.|^\/mnt\/secrets\/./, "mounted secrets"],
  [/(^|\/)wallet\.(dat|json)$|(^|\/)(mnemonic|seed[-_]?phrase)[\w-]*\.(txt|json)$/i, "a wallet"],
];

/** Matches whatever one of them matches. Most paths do not, and need only this test. */
const ANY_OF_THEM = new RegExp(ANYWHERE.map(([{ source }]) => `(?:${source})`).join("|"), "i");

/** PATH_MAX of limits.h: no file has a longer path. */
const MAX_PATH = 4096;

/** Describes the secret in the file at an absolute `path`; undefined if the name says nothing. */
export function secretFile(path: string, home: string | undefined): string | undefined {
  if (path.length > MAX_PATH) return undefined;
  const below = belowSomebodysHome(path, home);
  const known = below === undefined ? undefined : secretBelowHome(below);
  if (known !== undefined || !ANY_OF_THEM.test(path) || isPublicOrSample(path)) return known;
  return ANYWHERE.find(([pattern]) => pattern.test(path))?.[1];
}

function secretBelowHome(path: string): string | undefined {
  if (EDITOR_STATE.some(state => path.startsWith(state))) return "passwords that a program keeps";
  return (
    IN_HOME.find(([pattern]) => pattern.test(path))?.[1] ?? (agentsLogin().test(path) ? "an agent's login" : undefined)
  );
}

/** Matches `.env`, `.env.local`, `prod.env`, `.envrc`; not `.env.example`. */
export function isEnvFile(path: string): boolean {
  const name = baseName(path);
  return /^\.env(?:[._-][\w.-]+)?$|^\.envrc$|^[\w-]+\.env$|^\.dev\.vars$/.test(name) && !isPublicOrSample(path);
}

/** Names of templates, and of the public half of a key. */
const FOR_SHOW = anyOf(
  [
    inOrder([
      /[._-]/,
      words`example sample template dist tpl defaults? schema pub public`,
      /(?:[._-](?:(?!_(?:example|sample|template|dist|tpl|defaults?|schema|pub|public)(?![^\W_]))\w)+)?$/,
    ]),
    /^(?:example|sample|template)[._-]/,
    /(?:^|[_.-])(?:public|pub)(?:(?![_-]pub)[\w-])*\.(?:pem|key)$/,
  ],
  "i",
);

/** Returns whether a file is meant to be shared: a template of an env file, or a public key. */
export function isPublicOrSample(path: string): boolean {
  const parts = partsOf(path);
  // Only folders near the file count: a whole workspace may be below one called `tests`.
  if (parts.slice(-4, -1).some(part => /^(?:tests?|__tests__|fixtures?|testdata|__fixtures__|examples?)$/i.test(part)))
    return true;
  return FOR_SHOW.test((parts.at(-1) ?? "").slice(-MAX_PATH));
}

/** A line by which settings say that they are production's. */
const OF_PRODUCTION = inOrder(
  [
    /^[ \t]*(?:export[ \t]+)?/,
    words`NODE APP RAILS RACK DJANGO FLASK SPRING ASPNETCORE DEPLOY`,
    /_ENV(?:IRONMENT)?[ \t]{0,8}=[ \t]{0,8}["']?(?:prod|production|live)\b/,
  ],
  "im",
);

/** Returns what marks a text of an env file as production's; undefined for a developer's own. */
export function productionSecretIn(text: string): string | undefined {
  if (/\b[sr]k_live_\w/.test(text)) return "a live payment key";
  if (OF_PRODUCTION.test(text)) return "the settings of production";
  return /:\/\/[^\s:@/]{1,80}:[^\s@]{1,200}@[\w.-]{0,100}\b(?:prod|production|live)\b/i.test(text)
    ? "the address and password of a production service"
    : undefined;
}
