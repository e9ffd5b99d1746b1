/** Edits of settings that keep other things safe: agents' approvals, infrastructure, migrations. */
import { baseName } from "../../paths.ts";
import type { Effect } from "../effect.ts";
import { weakened } from "../services/safeguards.ts";

/** Settings files of agents and of the editors they run in. */
const AGENT_SETTINGS =
  /\/(?:\.vscode\/settings\.json|[^/]+\.code-workspace|User\/settings\.json|\.claude(?:\/settings(?:\.local)?)?\.json|\.codex\/config\.toml|\.gemini\/settings\.json|\.cursor\/[\w-]+\.json|\.windsurf\/[\w-]+\.json|\.kiro\/settings\/[\w-]+\.json|\.amazonq\/.+\.json|\.continue\/config\.\w+|\.copilot\/.+\.json|opencode\.jsonc?|\.roo\/.+\.json|\.cline\/.+\.json|\.aider\.conf\.yml|\.openclaw\/.+\.json|devcontainer\.json|\.qwen\/settings\.json|\.factory\/settings\.json)$/;
/** Settings that let an agent act without anybody being asked, as those products name them. */
const UNASKED =
  /"chat\.tools\.(?:global\.|terminal\.|edits\.)?autoApprove"\s*:\s*(?:true|\{)|"chat\.(?:autopilot|agent\.autoApprove)[\w.]*"\s*:\s*true|"defaultMode"\s*:\s*"(?:bypassPermissions|dontAsk)"|"(?:skipDangerousModePermissionPrompt|bypassPermissionsModeAccepted|disableAllHooks|dangerouslySkipPermissions|skipAutoPermissionPrompt|alwaysAllow\w*|autoApprovalEnabled|yolo|yoloMode|autoAccept|autoRun|enableAutoRun|trustAllTools|fullAuto|allowAll|autoApproveAll)"\s*:\s*true|"(?:approvalMode|defaultApprovalMode|approval_mode|approvalPolicy|autonomy(?:Level|Mode)?)"\s*:\s*"(?:yolo|never|full-auto|auto-high|auto_approve|autopilot)"|approval_policy\s*=\s*"never"|sandbox_mode\s*=\s*"danger-full-access"|yes-always\s*:\s*true|"allow"\s*:\s*\[[^\]]{0,600}"(?:\*|Bash|Bash\(\*?:?\*\)|Shell\(\*\*?\)|Write\(\*\*?\)|mcp__\*)"|"permission"\s*:\s*\{[^}]{0,400}"(?:bash|\*)"\s*:\s*"allow"|"security\.workspace\.trust\.enabled"\s*:\s*false|"chat\.(?:useHooks|useCustomAgentHooks|plugins\.enabled)"\s*:\s*false|"(?:chat\.hookFilesLocations|extensions\.allowed)"\s*:\s*\{[^}]{0,200}|"trustedCommands"\s*:\s*\[[^\]]{0,400}"\*"|"(?:commandAllowlist|allowedCommands|cline\.allowedCommands|roo-cline\.allowedCommands)"\s*:\s*\[[^\]]{0,400}"\*"/g;

/** Settings of the guard's own extension. */
const OF_GUARD = /"agentguard\.[\w.]+"\s*:\s*[^\n,}]{0,200}/g;

const INFRASTRUCTURE =
  /\.(?:tf|tofu|tf\.json|tfvars|hcl|bicep|template|pkr\.hcl)$|(?:^|\/)(?:template|serverless|cloudformation[\w-]*|stack[\w-]*|Pulumi[\w.]*|values[\w.-]*|cdk|main|index|infra[\w-]*|rds[\w-]*|database[\w-]*)\.(?:ya?ml|json|ts|py|go)$|(?:^|\/)(?:infra|infrastructure|terraform|iac|cdk|pulumi|cloudformation|k8s|kubernetes|manifests|helm|charts|deploy)\//;

export function effectsOnSettings(write: Effect, path: string, before: string | null, after: string | null): Effect[] {
  if (after === null) return [];
  return [
    ...approvals(write, path, before ?? "", after),
    ...ofGuard(write, path, before ?? "", after),
    ...safeguards(write, path, before ?? "", after),
  ];
}

function approvals(write: Effect, path: string, before: string, after: string): Effect[] {
  if (!AGENT_SETTINGS.test(path)) return [];
  const was = new Set([...before.matchAll(UNASKED)].map(([text]) => text));
  const now = [...after.matchAll(UNASKED)].map(([text]) => text).filter(text => !was.has(text));
  const hooks =
    /"hooks"\s*:\s*\{\s*"/.test(before) && !/"hooks"\s*:\s*\{\s*"/.test(after) && before.length < 256 * 1024;
  if (now.length === 0 && !hooks) return [];
  const what = now[0]?.replace(/\s+/g, " ").slice(0, 60) ?? "no hooks";
  return [
    {
      ...write,
      verb: "disable-protection",
      resource: "setting",
      recovery: "effort",
      says: `lets an agent act without anybody being asked (${what})`,
      instead: "Ask the person to change the agent's settings themselves.",
    },
  ];
}

/** What the person sees of the guard is the person's to set. */
function ofGuard(write: Effect, path: string, before: string, after: string): Effect[] {
  const [was, is] = [before, after].map(text => [...text.matchAll(OF_GUARD)].map(([found]) => found.trim()).join("\n"));
  if (!AGENT_SETTINGS.test(path) || was === is) return [];
  return [
    {
      ...write,
      verb: "weaken",
      resource: "setting",
      recovery: "effort",
      certainty: "certain",
      says: "changes the settings of AgentGuard's extension",
      instead: "Ask the person to change them themselves.",
    },
  ];
}

function safeguards(write: Effect, path: string, before: string, after: string): Effect[] {
  if (!INFRASTRUCTURE.test(path)) return [];
  const down = weakened(before, after);
  if (down.length === 0 || (before === "" && !/\.(?:tf|tofu|hcl)$/.test(path))) return [];
  return [
    {
      ...write,
      verb: "weaken",
      resource: "setting",
      recovery: "effort",
      certainty: "certain",
      says: `takes away ${[...new Set(down)].slice(0, 4).join(", ")} in ${write.target}`,
      instead: "Keep it; let the person take it away when the resource is meant to go.",
    },
  ];
}

/** Whether an edit of the file can take a safeguard down. */
export function isSettings(path: string): boolean {
  return AGENT_SETTINGS.test(path) || INFRASTRUCTURE.test(path);
}

/** A migration that may have run somewhere: `db/migrations/0042_x.sql`, `versions/ab12_x.py`. */
export function isMigration(path: string): boolean {
  return (
    /(?:^|\/)(?:migrations?|migrate|alembic\/versions|changelogs?|flyway)\/(?:.+\/)?[^/]+\.(?:sql|py|rb|ts|js|php|exs|xml|ya?ml|go)$/.test(
      path,
    ) && baseName(path) !== "__init__.py"
  );
}
