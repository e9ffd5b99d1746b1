/** Audits one workspace on this machine, for command line and editor. */
import { EDITOR_USER_FOLDERS } from "../core/agents/code-editors.ts";
import { allOf, inHome, ofAgents } from "../core/agents/known-agents.ts";
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

/** Files below a home folder in which agents and editors keep settings, and tools keep logins. */
const userFiles = ofAgents(agents => [
  ...new Set([
    ...[
      ...allOf(agents, "settings"),
      ...agents.flatMap(({ servers }) => inHome(servers.map(({ path }) => path))),
    ].filter(path => !path.includes("*")),
    ...EDITOR_USER_FOLDERS.map(folder => `${folder}/settings.json`),
    ...OTHER_USER_FILES,
  ]),
]);

const OTHER_USER_FILES = [
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
/** Files that the ruleset reads, since it costs a hundred times what our own patterns do. */
const LIKELY =
  /(?:^|\/)(?:\.env[^/]*|[\w-]+\.env|\.envrc|\.npmrc|\.pypirc|[^/]*\.tfvars|[^/]*(?:secret|credential|token)[^/]*)$/i;

/** Audits a workspace. `home`: undefined leaves out the user's own files. Rejects when `walk.signal` fires. */
export async function auditFolder(root: string, home: string | undefined, walk: Walk = {}): Promise<Posture> {
  const audits: FileAudit[] = [];
  const take = async (file: PostureFile) => {
    const audit = auditFile(file, LIKELY.test(file.path) ? await secretsByRuleset(file) : [], AGENT_SWITCHES);
    if (audit) audits.push(audit);
  };
  const looked = await walkWorkspace(root, take, walk);
  if (home !== undefined) await readUserFiles(home, userFiles(), take);
  return { findings: auditWorkspace(audits), looked };
}
