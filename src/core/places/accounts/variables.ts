/** Lists variables with which tools find their account, for code that resolves accounts or collects variables. */

export const AWS_VARIABLES = [
  "AWS_PROFILE",
  "AWS_DEFAULT_PROFILE",
  "AWS_VAULT",
  "AWS_ROLE_ARN",
  "AWS_REGION",
  "AWS_DEFAULT_REGION",
  "AWS_CONFIG_FILE",
  "AWS_SHARED_CREDENTIALS_FILE",
] as const;

export const GCLOUD_VARIABLES = [
  "CLOUDSDK_CORE_PROJECT",
  "CLOUDSDK_ACTIVE_CONFIG_NAME",
  "CLOUDSDK_CONFIG",
  "GOOGLE_CLOUD_PROJECT",
] as const;

export const AZURE_VARIABLES = ["AZURE_CONFIG_DIR", "AZURE_SUBSCRIPTION_ID", "ARM_SUBSCRIPTION_ID"] as const;

export const DOCKER_VARIABLES = [
  "DOCKER_HOST",
  "CONTAINER_HOST",
  "DOCKER_CONTEXT",
  "CONTAINER_CONNECTION",
  "DOCKER_CONFIG",
] as const;

/** Variables by platform that name its project or app, the strongest first. */
export const PLATFORM_VARIABLES = {
  vercel: ["VERCEL_PROJECT_ID"],
  netlify: ["NETLIFY_SITE_ID"],
  cloudflare: [],
  supabase: ["SUPABASE_PROJECT_ID", "SUPABASE_PROJECT_REF"],
  neon: ["NEON_PROJECT_ID"],
  railway: [],
  fly: ["FLY_APP"],
  heroku: ["HEROKU_APP"],
  firebase: [],
  convex: ["CONVEX_DEPLOYMENT"],
} as const satisfies Record<string, readonly string[]>;

/** The editor's variables that matter for a workspace; the guard reads no others. */
export const DEFAULT_VARIABLES: readonly string[] = [
  ...AWS_VARIABLES,
  ...GCLOUD_VARIABLES,
  ...AZURE_VARIABLES,
  ...DOCKER_VARIABLES,
  ...Object.values(PLATFORM_VARIABLES).flat(),
  "KUBECONFIG",
  "PULUMI_STACK",
  "PULUMI_HOME",
  "TF_WORKSPACE",
  "TF_DATA_DIR",
];
