/** The audit of one workspace on this machine: what command line and editor share. */
import { auditFile, auditWorkspace, type FileAudit } from "../core/posture/audit.ts";
import type { Finding, PostureFile } from "../core/posture/finding.ts";
import type { AuditResult } from "../core/posture/report.ts";
import { secretsByRuleset } from "../platform/secret-ruleset.ts";
import { readUserFiles, type Walk, walkWorkspace } from "../platform/workspace-files.ts";
import { AGENT_SWITCHES } from "./agents/switches.ts";

export interface Posture {
  readonly findings: readonly Finding[];
  readonly looked: AuditResult;
}

/** Where agents keep their settings and tools their logins, below a home folder. */
const USER_FILES = [
  ".claude/settings.json",
  ".claude.json",
  ".cursor/mcp.json",
  ".cursor/cli-config.json",
  ".codex/config.toml",
  ".gemini/settings.json",
  ".qwen/settings.json",
  ".copilot/mcp-config.json",
  ".codeium/windsurf/mcp_config.json",
  ".config/Code/User/settings.json",
  ".config/Code/User/mcp.json",
  ".config/Cursor/User/settings.json",
  "Library/Application Support/Code/User/settings.json",
  "Library/Application Support/Cursor/User/settings.json",
  "AppData/Roaming/Code/User/settings.json",
  "AppData/Roaming/Cursor/User/settings.json",
  ".bashrc",
  ".bash_aliases",
  ".bash_profile",
  ".profile",
  ".zshrc",
  ".zprofile",
  ".config/fish/config.fish",
  ".aws/credentials",
  ".npmrc",
  ".pypirc",
  ".netrc",
  ".git-credentials",
  ".config/gh/hosts.yml",
  ".railway/config.json",
  ".ssh/id_rsa",
  ".ssh/id_ecdsa",
  ".ssh/id_ed25519",
];
/** Files that the ruleset is asked about: it costs a hundred times what our own forms do. */
const LIKELY =
  /(?:^|\/)(?:\.env[^/]*|[\w-]+\.env|\.envrc|\.npmrc|\.pypirc|[^/]*\.tfvars|[^/]*(?:secret|credential|token)[^/]*)$/i;

/** `home`: undefined leaves the user's own files alone. Rejects when `walk.signal` fires. */
export async function auditFolder(root: string, home: string | undefined, walk: Walk = {}): Promise<Posture> {
  const audits: FileAudit[] = [];
  const take = async (file: PostureFile) => {
    const audit = auditFile(file, LIKELY.test(file.path) ? await secretsByRuleset(file) : [], AGENT_SWITCHES);
    if (audit) audits.push(audit);
  };
  const looked = await walkWorkspace(root, take, walk);
  if (home !== undefined) await readUserFiles(home, USER_FILES, take);
  return { findings: auditWorkspace(audits), looked };
}
