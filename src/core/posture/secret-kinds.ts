/**
 * Lists secrets that can be recognised, and what each can do as far as that is known without trying it. Add a kind by
 * adding a line. The prefixes are those that the providers document.
 */

import { anyOf, words } from "../text/expressions.ts";
import type { Severity } from "./finding.ts";

export interface SecretKind {
  /** A phrase with its article. */
  readonly is: string;
  /** A phrase that follows "it". */
  readonly can: string;
  readonly severity: Severity;
}

type Form = readonly [pattern: RegExp, is: string, can: string, severity?: Severity];

/** Kinds by the secret's form. Each pattern has one bounded run after a fixed prefix, so that matching is linear. */
const FORMS: readonly Form[] = [
  [/\bsk_live_[A-Za-z0-9]{10,}/, "a live Stripe key", "can charge, refund and pay out real money"],
  [/\brk_live_[A-Za-z0-9]{10,}/, "a restricted live Stripe key", "acts on real payments within its restrictions"],
  [/\b[sr]k_test_[A-Za-z0-9]{10,}/, "a Stripe test key", "only reaches test data", "low"],
  [/\bwhsec_[A-Za-z0-9]{20,}/, "a webhook's signing secret", "lets its holder forge events", "medium"],
  [/\bghp_[A-Za-z0-9]{30,}/, "a classic GitHub token", "does what its owner can in every repository its scopes name"],
  [/\bgithub_pat_\w{30,}/, "a fine-grained GitHub token", "acts on the repositories it was made for"],
  [/\bgh[osu]_[A-Za-z0-9]{30,}/, "a GitHub app's token", "acts as the app or the signed-in user"],
  [/\bgl(?:pat|dt|rt|ptt|cbt|soat)-[\w.-]{16,}/, "a GitLab token", "acts within its scopes as its owner"],
  [/\bAKIA[A-Z0-9]{16}\b/, "a long-lived AWS access key", "does what its user may, until somebody revokes it"],
  [/\bASIA[A-Z0-9]{16}\b/, "a temporary AWS access key", "does what its role may, for some hours", "medium"],
  [/\bxoxb-[\w-]{16,}/, "a Slack bot token", "reads and writes where the bot was invited", "medium"],
  [/\bxox[aeprs]-[\w-]{16,}/, "a Slack user token", "reads and writes as that person"],
  [/\bxapp-[\w-]{16,}/, "a Slack app token", "opens the app's event stream", "medium"],
  [
    /\bsbp_[A-Za-z0-9]{30,}/,
    "a Supabase access token",
    "administers every project of its account, deleting them included",
  ],
  [
    /\bsb_secret_[\w-]{16,}/,
    "a Supabase secret key",
    "passes by row level security: it reads, writes and deletes everything",
  ],
  [/\bnapi_[a-z0-9]{30,}/, "a Neon API key", "administers every project of its account, deleting them included"],
  [/\bpscale_(?:tkn|oauth)_[\w-]{20,}/, "a PlanetScale token", "administers databases and branches within its grants"],
  [/\bpscale_pw_[\w-]{20,}/, "a PlanetScale password", "signs in to one branch of a database"],
  [/\bFlyV1 fm\d[\w-]{10,}/, "a Fly.io token", "deploys and destroys apps, machines and volumes"],
  [/\brnd_[A-Za-z0-9]{20,}/, "a Render API key", "administers every service and database of its account"],
  [/\bdop_v1_[a-f0-9]{40,}/, "a DigitalOcean token", "administers droplets, volumes and databases within its scopes"],
  [/\bHRKU-[\w-]{30,}/, "a Heroku API key", "administers every app of its account"],
  [/\bnfp_[A-Za-z0-9]{30,}/, "a Netlify token", "administers every site of its account"],
  [/\bnpm_[A-Za-z0-9]{30,}/, "an npm token", "publishes packages as its owner unless it is read-only"],
  [/\bpypi-[\w-]{40,}/, "a PyPI token", "publishes packages as its owner"],
  [/\bdckr_pat_[\w-]{20,}/, "a Docker Hub token", "pulls, and with write scope replaces, images"],
  [/\bhf_[A-Za-z0-9]{30,}/, "a Hugging Face token", "reads, and with write scope replaces, models and data", "medium"],
  [/\bsk-ant-[\w-]{24,}/, "an Anthropic API key", "spends on its account", "medium"],
  [/\bsk-(?:proj-|svcacct-|admin-)?[\w-]{32,}/, "an OpenAI API key", "spends on its account", "medium"],
  [/\bAIza[\w-]{35}(?![\w-])/, "a Google API key", "calls the services it is not restricted from", "medium"],
  [/\bGOCSPX-[\w-]{20,}/, "a Google OAuth client secret", "stands for the application when users sign in", "medium"],
  [/\bya29\.[\w.-]{30,}/, "a Google access token", "acts as its account for about an hour", "medium"],
  [/\bSG\.[\w-]{16,}\.[\w-]{30,}/, "a SendGrid key", "sends mail in its account's name", "medium"],
  [/\bhvs\.[\w-]{24,}/, "a Vault token", "reads what its policies open"],
  [/\bdapi[a-f0-9]{32}\b/, "a Databricks token", "runs jobs and changes tables as its owner"],
  [
    /\b[A-Za-z0-9]{14}\.atlasv1\.[\w-]{60,}/,
    "a Terraform Cloud token",
    "applies and destroys the workspaces it can see",
  ],
  [/\bshp(?:at|ca|pa|ss)_[a-fA-F0-9]{32,}/, "a Shopify token", "changes a shop within its scopes"],
  [/\bsntr[yu]s_[\w-]{30,}/, "a Sentry token", "acts within its scopes", "medium"],
  [/\bglsa_[\w-]{30,}/, "a Grafana token", "changes dashboards and data sources within its role", "medium"],
  [/\btskey-[\w-]{20,}/, "a Tailscale key", "joins machines to the network"],
  [/\blin_api_[A-Za-z0-9]{30,}/, "a Linear key", "acts as its owner", "medium"],
  [/\bfigd_[\w-]{30,}/, "a Figma token", "acts as its owner", "low"],
  [/\bntn_[A-Za-z0-9]{30,}/, "a Notion token", "changes the pages it was given", "medium"],
  [
    /\/\/hooks\.slack\.com\/(?:services|workflows|triggers)\/[\w/-]{20,}/,
    "a Slack webhook",
    "posts to its channel",
    "low",
  ],
  [/\/api\/webhooks\/\d{15,25}\/[\w-]{30,}/, "a Discord webhook", "posts to its channel", "low"],
  [
    /\bAccountKey=[A-Za-z0-9+/=]{60,}/,
    "an Azure storage key",
    "reads, writes and deletes everything in the storage account",
  ],
  [/\bAGE-SECRET-KEY-1[A-Z0-9]{30,}/, "an age key", "decrypts what was encrypted for it"],
  [
    /-----BEGIN (?:RSA |EC |DSA |OPENSSH |ENCRYPTED )?PRIVATE KEY(?: BLOCK)?-----/,
    "a private key",
    "signs in or signs as its owner",
  ],
];

/** Kinds by the variable's name, for values whose form says nothing. */
const NAMES: readonly Form[] = [
  [
    /^RAILWAY_API_TOKEN$/,
    "a Railway account token",
    "administers every project of its account: one call deletes a volume together with its backups",
  ],
  [
    /^RAILWAY_TOKEN$/,
    "a Railway token",
    "deploys, and deletes services and volumes, together with their backups, in the project it is for",
  ],
  [/^RENDER_API_KEY$/, "a Render API key", "administers every service and database of its account"],
  [/^FLY_(?:API|ACCESS)_TOKEN$/, "a Fly.io token", "deploys and destroys apps, machines and volumes"],
  [
    /^(?:VERCEL|NOW)_(?:ACCESS_)?TOKEN$/,
    "a Vercel token",
    "deploys, and deletes projects and their variables, in its account",
  ],
  [/^NETLIFY_(?:AUTH|API)_TOKEN$/, "a Netlify token", "administers every site of its account"],
  [/^HEROKU_API_(?:KEY|TOKEN)$/, "a Heroku API key", "administers every app of its account"],
  [
    /^(?:CLOUDFLARE|CF)_(?:API_)?(?:TOKEN|KEY)$/,
    "a Cloudflare token",
    "changes zones, workers and buckets within its permissions",
  ],
  [
    /^(?:SUPABASE_)?SERVICE_ROLE_KEY$|^SUPABASE_SECRET/,
    "a Supabase service key",
    "passes by row level security: it reads, writes and deletes everything",
  ],
  [/^AWS_SECRET_ACCESS_KEY$/i, "an AWS secret key", "does what its user may, together with its access key"],
  [
    /^(?:DJANGO_)?SECRET_KEY(?:_BASE)?$|^(?:JWT|SESSION|NEXTAUTH|AUTH|COOKIE)_SECRET$/,
    "a signing secret",
    "lets its holder sign in as anybody",
    "medium",
  ],
  [
    /^(?:TF_VAR_.*|.*)_?(?:MASTER|ROOT|ADMIN)_?PASSWORD$/,
    "an administrator's password",
    "does whatever the administrator may",
  ],
];

const READY = FORMS.map(([pattern, is, can, severity = "high"]) => ({ pattern, kind: { is, can, severity } }));

/** Matches whatever `kindOfForm` may find. It is cheap and tested first on every line. */
export const MAY_BE_SECRET = anyOf([
  ...words`
    [sr]k[_-] whsec_ gh[posu]_ github_pat_ gl(?:pat|dt|rt|ptt|cbt|soat)- A[KS]IA[A-Z0-9] xox[a-z]- xapp- sbp_
    sb_secret_ napi_ pscale_ FlyV1 rnd_ dop_v1_ HRKU- nfp_ npm_ pypi- dckr_pat_ hf_ AIza GOCSPX- ya29\. SG\. hvs\. dapi
    atlasv1 shp(?:at|ca|pa|ss)_ sntr[yu]s_ glsa_ tskey- lin_api_ figd_ ntn_ hooks\.slack webhooks/ AccountKey=
    AGE-SECRET
  `,
  /PRIVATE KEY|eyJ/,
]);

/** Returns the first secret in `text` with a known form, and its kind. */
export function kindOfForm(text: string): { readonly kind: SecretKind; readonly value: string } | undefined {
  for (const { pattern, kind } of READY) {
    const value = pattern.exec(text)?.[0];
    if (value !== undefined) return { kind, value };
  }
  return undefined;
}

/** Returns the kind that the variable's name implies. */
export function kindOfName(name: string): SecretKind | undefined {
  const found = NAMES.find(([pattern]) => pattern.test(name));
  return found && { is: found[1], can: found[2], severity: found[3] ?? "high" };
}
