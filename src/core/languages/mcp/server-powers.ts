/**
 * Lists what well-known MCP servers can change, and how to restrict them. Data: a new one is a line; options are those
 * of the servers' own documentation.
 */

export interface ServerPowers {
  /** Clause that follows the server's name. */
  readonly can: string;
  readonly severity: "high" | "medium" | "low";
  /** The option or variable that makes it read-only; absent where there is none. */
  readonly readOnly?: string;
}

interface Known {
  /** Against its name, command, arguments and address. */
  readonly server: RegExp;
  readonly can: string;
  readonly severity?: ServerPowers["severity"];
  readonly readOnly?: readonly [shown: string, set: RegExp];
}

const KNOWN: readonly Known[] = [
  {
    server: /supabase/i,
    can: "runs any SQL, applies migrations and deletes branches and projects",
    readOnly: ["`--read-only` (or `read_only=true` in its address)", /--read-only|read_only=true/],
  },
  {
    server: /github/i,
    can: "writes to repositories, merges and deletes branches with its token",
    readOnly: [
      "`--read-only` (or `GITHUB_READ_ONLY=1`)",
      /--read-only|GITHUB_READ_ONLY"?\s*[:=]\s*"?(?:1|true)|\/readonly\b|X-MCP-Readonly"?\s*[:=]\s*"?true/i,
    ],
  },
  {
    server: /gitlab/i,
    can: "writes to projects and merges with its token",
    readOnly: ["`GITLAB_READ_ONLY_MODE=true`", /GITLAB_READ_ONLY_MODE"?\s*[:=]\s*"?true/],
  },
  {
    server: /neon/i,
    can: "runs any SQL and deletes branches and projects",
    readOnly: ["`x-read-only: true`", /read-?only"?\s*[:=]\s*"?true/i],
  },
  {
    server: /postgres-mcp|crystaldba/i,
    can: "runs any SQL on its database",
    readOnly: ["`--access-mode=restricted`", /--access-mode[="',\s]+restricted/],
  },
  {
    server: /mongodb/i,
    can: "writes, drops collections and databases",
    readOnly: ["`--readOnly` (or `MDB_MCP_READ_ONLY=true`)", /--readOnly|MDB_MCP_READ_ONLY"?\s*[:=]\s*"?true/],
  },
  {
    server: /mysql|mariadb/i,
    can: "runs SQL that changes its database",
    readOnly: [
      "an account that may only read",
      /ALLOW_(?:INSERT|UPDATE|DELETE)_OPERATION"?\s*[:=]\s*"?false|read-?only/i,
    ],
  },
  { server: /redis/i, can: "overwrites and flushes keys" },
  {
    server: /kubernetes|kubectl|k8s/i,
    can: "changes and deletes what runs in the cluster of the current context",
    readOnly: [
      "`--read-only`",
      /--(?:read-only|disable-destructive)|ALLOW_ONLY_(?:READONLY|NON_DESTRUCTIVE)_TOOLS"?\s*[:=]\s*"?true/,
    ],
  },
  {
    server: /aws-api|awslabs|aws-mcp|\baws\b/i,
    can: "calls any operation that its AWS account may",
    readOnly: ["`READ_OPERATIONS_ONLY=true`", /READ_OPERATIONS_ONLY"?\s*[:=]\s*"?true|--readonly/],
  },
  { server: /azure/i, can: "changes what its Azure account may", readOnly: ["`--read-only`", /--read-only/] },
  { server: /gcloud|google-cloud|gcp\b/i, can: "changes what its Google Cloud account may" },
  { server: /railway/i, can: "deploys, and deletes services and volumes with their backups" },
  { server: /heroku|render|vercel|netlify|fly\.?io|flyctl/i, can: "deploys, and deletes apps and their databases" },
  { server: /cloudflare/i, can: "changes zones, workers and buckets" },
  { server: /terraform|pulumi/i, can: "plans and applies changes of infrastructure" },
  { server: /docker/i, can: "starts and removes containers, images and volumes" },
  { server: /stripe|paypal/i, can: "moves money within the reach of its key", severity: "high" },
  {
    server: /desktop-?commander|shell|terminal|command-?(?:runner|executor)|iterm/i,
    can: "runs any command, past the hooks that an agent's own shell tool has",
  },
  { server: /filesystem/i, can: "writes, moves and deletes files in the folders it is given", severity: "medium" },
  {
    server: /atlassian|jira|confluence/i,
    can: "changes and deletes issues and pages",
    severity: "medium",
    readOnly: ["`READ_ONLY_MODE=true`", /READ_ONLY_MODE"?\s*[:=]\s*"?true|--read-only/],
  },
  { server: /notion|linear|asana|airtable/i, can: "changes and deletes what its token opens", severity: "medium" },
  { server: /slack|gmail|sendgrid|twilio/i, can: "sends messages in somebody's name", severity: "medium" },
  {
    server: /playwright|puppeteer|browser/i,
    can: "acts in a browser, with whatever it is signed in to",
    severity: "medium",
  },
];

/**
 * Undefined for servers that only read, are kept from writing, or are not known. `starts`: its command with arguments,
 * or its address; `settings`: all of its entry as text.
 */
export function powersOf(name: string, starts: string, settings: string): ServerPowers | undefined {
  const known = [name, starts.slice(0, 10_000)]
    .map(told => KNOWN.find(({ server }) => server.test(told)))
    .find(found => found !== undefined);
  if (!known || known.readOnly?.[1].test(settings.slice(0, 20_000))) return undefined;
  const { can, severity = "high", readOnly } = known;
  return { can, severity, ...(readOnly && { readOnly: readOnly[0] }) };
}
