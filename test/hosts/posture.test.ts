/** The audit of a whole workspace on a real disk with real git. */
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { auditFolder, type Posture } from "../../src/hosts/posture.ts";
import { MADE, noise } from "../core/posture/assembled.ts";

const above = realpathSync(mkdtempSync(join(tmpdir(), "agentguard-posture-")));
const root = join(above, "app");
const home = join(above, "home");
afterAll(() => rmSync(above, { recursive: true, force: true }));

const shopify = `${["shp", "at"].join("")}_${"0a1b2c3d4e5f60718293a4b5c6d7e8f9"}`;
const FILES: Readonly<Record<string, string>> = {
  ".gitignore": ".env\n.env.*\nlocal/\n",
  ".env": `DATABASE_URL=postgres://app:${MADE.password}@db.acme.io/app\nSHOP_TOKEN=${shopify}\n`,
  ".env.production": `DATABASE_URL=postgres://postgres:${MADE.password}x@db.acme.io/app\n`,
  "scripts/domains/.env": `RAILWAY_TOKEN=${MADE.railway}\n`,
  "config/app.yml": `stripe:\n  secret: ${MADE.stripe}\n`,
  "notes.txt": `the bot's token is ${MADE.github}\n`,
  "local/deploy.key": `${MADE.key}\n`,
  ".mcp.json": '{"mcpServers": {"railway": {"command": "npx", "args": ["@railway/mcp-server"]}}}',
  ".claude/settings.json": '{"permissions": {"defaultMode": "bypassPermissions"}}',
  "infra/main.tf": 'resource "aws_db_instance" "main" {\n}\n',
  "src/index.ts": "export const port = process.env.PORT;\n",
  "node_modules/pkg/index.js": `const k = "${MADE.stripe}";\n`,
  "logo.png": `\u0000${MADE.stripe}`,
};

let posture: Posture;

beforeAll(async () => {
  for (const [path, text] of Object.entries(FILES)) write(join(root, path), text);
  write(join(home, ".claude/settings.json"), '{"disableAllHooks": true}');
  chmodSync(join(root, "local/deploy.key"), 0o644);
  symlinkSync(home, join(root, "linked"));
  const git = (...args: string[]) => execFileSync("git", args, { cwd: root, stdio: "pipe" });
  git("init", "-q");
  git("add", ".gitignore", "config", "src", "infra");
  posture = await auditFolder(root, home);
});

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

describe("a whole workspace", () => {
  it("finds each thing once, the worst first, with what git makes of it", () => {
    expect(posture.findings.map(({ rule, severity, file, line }) => `${severity} ${rule} ${file}:${line}`)).toEqual([
      "high agent/approvals-off .claude/settings.json:1",
      "high connection/production .env:1",
      "high mcp/write-powers .mcp.json:1",
      "high secret/tracked config/app.yml:2",
      "high secret/not-ignored notes.txt:1",
      "high agent/hooks-off ~/.claude/settings.json:1",
      "medium secret/in-reach .env:2",
      "medium secret/in-reach .env.production:1",
      "medium infra/unprotected infra/main.tf:1",
      "medium secret/in-reach local/deploy.key:1",
      "medium secret/readable local/deploy.key:1",
      "medium secret/in-reach scripts/domains/.env:1",
    ]);
    expect(posture.looked).toEqual({ files: Object.keys(FILES).length - 1 });
  });

  it("hands out no value", () => {
    const told = JSON.stringify(posture);
    for (const value of [...Object.values(MADE), shopify, noise(64)]) expect(told).not.toContain(value);
  });

  it("leaves the home folder alone when it is told to", async () => {
    const { findings } = await auditFolder(root, undefined);
    expect(findings.filter(({ file }) => file.startsWith("~/"))).toEqual([]);
  });

  it("says when it did not look at everything", async () => {
    const { looked } = await auditFolder(root, undefined, { limit: 3 });
    expect(looked).toEqual({ files: 3, cut: "only the first 3 files were looked at" });
  });

  it("stops when it is told to", async () => {
    const stop = new AbortController();
    stop.abort();
    await expect(auditFolder(root, undefined, { signal: stop.signal })).rejects.toThrow();
  });

  it("tells how far it is, and stops on the way", async () => {
    for (let i = 0; i < 700; i++) write(join(root, "many", `f${i}.txt`), "x");
    const stop = new AbortController();
    const seen: number[] = [];
    const walked = auditFolder(root, undefined, {
      signal: stop.signal,
      progress: files => {
        seen.push(files);
        if (seen.length === 2) stop.abort();
      },
    });
    await expect(walked).rejects.toThrow();
    expect(seen).toEqual([200, 400]);
  });
});
