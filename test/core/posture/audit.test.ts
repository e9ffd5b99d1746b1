/** What an audit of a workspace finds, rule by rule: files as data, findings as `rule severity file:line`. */
import { describe, expect, it } from "vitest";
import { auditFile, auditWorkspace } from "../../../src/core/posture/audit.ts";
import type { Finding, PostureFile } from "../../../src/core/posture/finding.ts";
import { AGENT_SWITCHES } from "../../../src/hosts/agents/switches.ts";
import { MADE, noise, token } from "./assembled.ts";

type File = string | Omit<PostureFile, "path">;

function findings(files: Readonly<Record<string, File>>): readonly Finding[] {
  return auditWorkspace(
    Object.entries(files).flatMap(
      ([path, file]) =>
        auditFile(
          { path, git: "ignored", ...(typeof file === "string" ? { text: file } : file) },
          [],
          AGENT_SWITCHES,
        ) ?? [],
    ),
  );
}

function check(name: string, files: Readonly<Record<string, File>>, expected: readonly string[], says?: RegExp): void {
  it(name, () => {
    const found = findings(files);
    expect(found.map(({ rule, severity, file, line }) => `${rule} ${severity} ${file}:${line}`)).toEqual(expected);
    if (says) expect(found.map(({ what }) => what).join("\n")).toMatch(says);
    for (const value of [...Object.values(MADE), MADE.key.split("\n")[1] ?? ""])
      expect(JSON.stringify(found)).not.toContain(value);
    for (const { why, fix } of found) expect(Math.min(why.length, fix.length)).toBeGreaterThan(5);
  });
}

describe("secrets in reach", () => {
  const reach = (name: string, line: string, says: RegExp, severity = "medium") =>
    check(name, { ".env": `A=1\n${line}\n` }, [`secret/in-reach ${severity} .env:2`], says);
  reach("a live payment key", `STRIPE_KEY=${MADE.stripe}`, /STRIPE_KEY is a live Stripe key: it can charge/);
  reach("a test key", `STRIPE_KEY=${MADE.stripeTest}`, /only reaches test data/, "low");
  reach("a classic token", `T=${MADE.github}`, /every repository its scopes name/);
  reach("a fine-grained token", `T=${MADE.githubFine}`, /the repositories it was made for/);
  reach("a long-lived access key", `AWS_ACCESS_KEY_ID=${MADE.awsLong}`, /until somebody revokes it/);
  reach("a temporary access key", `AWS_ACCESS_KEY_ID=${MADE.awsShort}`, /for some hours/, "low");
  reach("a bot's token", `SLACK=${MADE.slack}`, /where the bot was invited/, "low");
  reach("a token that administers", `SUPABASE_ACCESS_TOKEN=${MADE.supabase}`, /administers every project/);
  reach("a role that passes by all rules", `KEY=${token({ role: "service_role" })}`, /passes by row level security/);
  reach("another signed token", `KEY=${token({ iss: "acme", sub: "7" })}`, /a signed token of acme/, "low");
  reach("by its variable alone", `RAILWAY_TOKEN=${MADE.railway}`, /volumes, together with their backups/);
  reach("of the whole account", `RAILWAY_API_TOKEN=${MADE.railway}`, /every project of its account/);
  reach("one that only its name tells", `ACME_API_KEY=${noise(32)}`, /ACME_API_KEY is a secret/, "low");
  reach(
    "a database's owner",
    `DATABASE_URL=postgres://postgres:${MADE.password}@db.acme.io:5432/app`,
    /the password of postgres on db\.acme\.io: it owns everything there/,
  );
  reach(
    "a database's user",
    `DATABASE_URL=mysql://shop:${MADE.password}@db.acme.io/app`,
    /reads and changes what that account may/,
  );
  check("a private key", { "ops/deploy": MADE.key }, ["secret/in-reach medium ops/deploy:1"], /A private key/);
  check(
    "a service account",
    { "gcp.json": `{"type": "service_account",\n"private_key": "${MADE.key.replaceAll("\n", "\\n")}"}` },
    ["secret/in-reach medium gcp.json:2"],
    /service account's key/,
  );
  check("in code", { "src/pay.ts": `\nconst key = "${MADE.stripe}";` }, ["secret/in-reach medium src/pay.ts:2"]);
  check("in settings", { "config/app.yml": `api:\n  token: ${noise(40)}` }, ["secret/in-reach low config/app.yml:2"]);
  check("made to be public", { ".env": `ANON=${token({ role: "anon" })}` }, []);
  for (const line of [
    "PORT=3000",
    "API_KEY=your-api-key-here",
    "API_KEY=",
    "API_KEY=changeme-changeme-changeme",
    `API_KEY=\${VAULT_API_KEY_OF_THIS_APPLICATION}`,
    "DATABASE_URL=postgres://postgres:postgres@localhost:5432/app",
    "DATABASE_URL=postgres://app:app@db:5432/app",
    "PUBLIC_URL=https://app.acme.io/v1/things",
    `TOKEN_FILE=/run/secrets/${noise(20)}`,
  ])
    check(`none: ${line.slice(0, 40)}`, { ".env": line }, []);
  check("none: a sample", { ".env.example": `ACME_API_KEY=${noise(32)}` }, []);
  check("a test's, as a remark", { "test/pay.test.ts": `"${MADE.stripe}"` }, [
    "secret/in-reach low test/pay.test.ts:1",
  ]);
  check("none: a program that asks for it", { "src/a.ts": "const token = process.env.API_TOKEN;" }, []);
});

describe("where it lies", () => {
  const text = `STRIPE_KEY=${MADE.stripe}`;
  check("kept by git", { ".env": { text, git: "tracked" } }, ["secret/tracked high .env:1"]);
  check("not ignored", { ".env": { text, git: "untracked" } }, ["secret/not-ignored high .env:1"]);
  check("a key that all can read", { "~/.ssh/id_ed25519": { text: MADE.key, mode: 0o644 } }, [
    "secret/in-reach medium ~/.ssh/id_ed25519:1",
    "secret/readable medium ~/.ssh/id_ed25519:1",
  ]);
  check("a key of its owner's", { "~/.ssh/id_ed25519": { text: MADE.key, mode: 0o600 } }, [
    "secret/in-reach medium ~/.ssh/id_ed25519:1",
  ]);
  check(
    "in two environments",
    { ".env": text, ".env.production": text },
    ["secret/in-reach medium .env:1", "secret/shared medium .env:1", "secret/in-reach medium .env.production:1"],
    /the same value as in \.env\.production, line 1/,
  );
  check("twice in one environment", { ".env": text, ".env.local": text }, [
    "secret/in-reach medium .env:1",
    "secret/in-reach medium .env.local:1",
  ]);
});

describe("production's database", () => {
  const at = (host: string) => `DATABASE_URL=postgres://app:${MADE.password}@${host}/app`;
  check(
    "by the file that names it as well",
    { ".env": at("db.acme.io"), ".env.production": at("db.acme.io").replace("//app:", "//deploy:") },
    ["connection/production high .env:1", "secret/in-reach medium .env.production:1"],
    /leads to db\.acme\.io, which is production by \.env\.production/,
  );
  check("by its own name", { ".env.development": at("prod-db.acme.io") }, [
    "connection/production high .env.development:1",
  ]);
  check("where it belongs", { ".env.production": at("prod-db.acme.io") }, ["secret/in-reach medium .env.production:1"]);
});

describe("tool servers", () => {
  const server = (name: string, settings: object) => JSON.stringify({ mcpServers: { [name]: settings } }, null, 1);
  const npx = (...args: string[]) => ({ command: "npx", args: ["-y", ...args] });
  const powers = (name: string, settings: object, severity: string | null, file = ".mcp.json") =>
    check(
      `${name} ${JSON.stringify(settings).slice(0, 70)}`,
      { [file]: server(name, settings) },
      severity === null ? [] : [`mcp/write-powers ${severity} ${file}:3`],
    );
  powers("supabase", npx("@supabase/mcp-server-supabase"), "high");
  powers("supabase", npx("@supabase/mcp-server-supabase", "--read-only"), null);
  powers("db", { url: "https://mcp.supabase.com/mcp?read_only=true" }, null);
  powers("db", { url: "https://mcp.supabase.com/mcp" }, "high", ".cursor/mcp.json");
  powers("github", { command: "github-mcp-server", args: ["stdio"] }, "high");
  powers("github", { command: "github-mcp-server", args: ["stdio", "--read-only"] }, null);
  powers("pg", npx("postgres-mcp"), "high");
  powers("pg", npx("postgres-mcp", "--access-mode=restricted"), null);
  powers("mongodb", npx("mongodb-mcp-server"), "high");
  powers("mongodb", { ...npx("mongodb-mcp-server"), env: { MDB_MCP_READ_ONLY: "true" } }, null);
  powers("railway", npx("@railway/mcp-server"), "high");
  powers("files", npx("@modelcontextprotocol/server-filesystem", "."), "medium");
  powers("docs", npx("some-documentation-server"), null);
  powers("supabase", { ...npx("@supabase/mcp-server-supabase"), disabled: true }, null);
  check(
    "VS Code's own key",
    { ".vscode/mcp.json": '{\n // ours\n "servers": {"k8s": {"command": "kubectl-mcp"}} }' },
    ["mcp/write-powers high .vscode/mcp.json:3"],
    /in the cluster of the current context/,
  );
  check("Codex", { "~/.codex/config.toml": '[mcp_servers.github]\ncommand = "github-mcp-server"\n' }, [
    "mcp/write-powers high ~/.codex/config.toml:1",
  ]);
  check(
    "a secret in its settings",
    { ".mcp.json": `{"mcpServers":{"docs":{"command":"x",\n"env":{\n"GITHUB_TOKEN":"${MADE.github}"}}}}` },
    ["mcp/secret high .mcp.json:3"],
    /GITHUB_TOKEN of the server docs is a classic GitHub token/,
  );
  check("a reference to one", { ".mcp.json": `{"mcpServers":{"docs":{"env":{"API_TOKEN":"\${API_TOKEN}"}}}}` }, []);
  check("broken settings", { ".mcp.json": '{"mcpServers": [' }, []);
});

describe("agents that ask nobody", () => {
  const off = (file: string, text: string, line: number | null, rule = "agent/approvals-off") =>
    check(`${file} ${text.slice(0, 60)}`, { [file]: text }, line === null ? [] : [`${rule} high ${file}:${line}`]);
  const claude = ".claude/settings.json";
  off(claude, '{"permissions":\n{"defaultMode":\n"bypassPermissions"}}', 3);
  off(claude, '{"permissions":{"defaultMode":"acceptEdits"}}', null);
  off(claude, '{"permissions":{"allow":["Bash(*)"]}}', 1);
  off(claude, '{"permissions":{"allow":["Bash"]}}', 1);
  off(claude, '{"permissions":{"allow":["Bash(rm:*)"]}}', 1);
  off(claude, '{"permissions":{"allow":["Bash(npm test)","Read"]}}', null);
  off(claude, '{"enableAllProjectMcpServers": true}', 1);
  off(claude, '{"disableAllHooks": true}', 1, "agent/hooks-off");
  off(".claude/settings.local.json", '{"disableAllHooks": false}', null);
  off(".vscode/settings.json", '{\n "chat.tools.autoApprove": true }', 2);
  off(".vscode/settings.json", '{\n "chat.tools.global.autoApprove": true, }', 2);
  off(".vscode/settings.json", '{"chat.tools.terminal.autoApprove": {"/.*/": true}}', 1);
  off(".vscode/settings.json", '{"chat.tools.terminal.autoApprove": {"npm test": true}}', null);
  off("a.code-workspace", '{"settings": {"chat.tools.autoApprove": true}}', 1);
  off(
    ".devcontainer/devcontainer.json",
    '{"customizations":{"vscode":{"settings":{"chat.tools.autoApprove":true}}}}',
    1,
  );
  off("~/.codex/config.toml", 'approval_policy = "never"\nsandbox_mode = "danger-full-access"', 1);
  off("~/.codex/config.toml", 'approval_policy = "never"\nsandbox_mode = "workspace-write"', null);
  off(
    "~/.codex/config.toml",
    '[profiles.a]\napproval_policy = "never"\n[profiles.b]\nsandbox_mode = "danger-full-access"',
    null,
  );
  off("~/.gemini/settings.json", '{"general": {"defaultApprovalMode": "yolo"}}', 1);
  off("~/.zshrc", "\nalias c='claude --dangerously-skip-permissions'", 2);
  off("~/.bashrc", "alias y='gemini --yolo'", 1);
  off("package.json", '{"scripts":{"ai":"codex --dangerously-bypass-approvals-and-sandbox"}}', 1);
  off("Makefile", "push:\n\tgit push --force", null);
  off("~/.zshrc", "# claude --dangerously-skip-permissions", null);
});

describe("infrastructure", () => {
  const tf = (body: string, type = "aws_db_instance") => `resource "${type}" "main" {\n${body}\n}\n`;
  const infra = (name: string, text: string, expected: readonly string[], file = "infra/main.tf") =>
    check(name, { [file]: text }, expected);
  infra("nothing holds it", tf('  engine = "postgres"'), ["infra/unprotected medium infra/main.tf:1"]);
  infra("prevent_destroy", tf("  lifecycle {\n    prevent_destroy = true\n  }"), []);
  infra("the provider refuses", tf("  deletion_protection = true"), []);
  infra("switched off", tf("  deletion_protection = false"), ["infra/unprotected medium infra/main.tf:1"]);
  infra("only in a remark", tf("  # deletion_protection = true"), ["infra/unprotected medium infra/main.tf:1"]);
  infra("no last snapshot", tf("  deletion_protection = true\n  skip_final_snapshot = true"), [
    "infra/unprotected medium infra/main.tf:3",
  ]);
  infra("no backups", tf("  deletion_protection = true\n  backup_retention_period = 0"), [
    "infra/backup-beside-data medium infra/main.tf:3",
  ]);
  infra(
    "a bucket with all in it",
    tf("  lifecycle { prevent_destroy = true }\n  force_destroy = true", "aws_s3_bucket"),
    ["infra/unprotected medium infra/main.tf:3"],
  );
  infra("a brace in a text", `${tf('  name = "a}b{"\n  deletion_protection = true')}${tf("")}`, [
    "infra/unprotected medium infra/main.tf:5",
  ]);
  infra("nothing to lose", tf("", "aws_security_group"), []);
  const compose = (backup: string) =>
    `services:\n  db:\n    image: postgres\n    volumes: [data:/var/lib/postgresql/data]\n  backup:\n    image: postgres-backup\n    volumes: [${backup}]\n`;
  infra(
    "backups in the data's volume",
    compose("data:/data"),
    ["infra/backup-beside-data medium compose.yml:5"],
    "compose.yml",
  );
  infra("backups elsewhere", compose("data:/data:ro, other:/backups"), [], "compose.yml");
  infra("backups in another volume", compose("other:/backups"), [], "docker-compose.prod.yaml");
  infra(
    "one bucket for both",
    "S3_BUCKET=acme\nBACKUP_BUCKET=acme\n",
    ["infra/backup-beside-data medium .env:2"],
    ".env",
  );
  infra(
    "a folder within",
    "DATA_DIR=/srv/data\nBACKUP_DIR=/srv/data/backups\n",
    ["infra/backup-beside-data medium .env:2"],
    ".env",
  );
  infra("two buckets", "S3_BUCKET=acme\nBACKUP_BUCKET=acme-backup\n", [], ".env");
});
