/** Agents' own settings, and how agents are started: what switches their confirmations or their hooks off. */
import { type JsonPath, JsonText } from "../json-text.ts";
import { type Finding, finding, type PostureFile } from "./finding.ts";

export function auditAgentSettings(file: PostureFile): Finding[] {
  const own = AGENTS.filter(({ path }) => path.test(file.path)).flatMap(({ checks }) => inSettings(file, checks));
  return [...own, ...(CODEX.test(file.path) ? inCodex(file) : []), ...inStarts(file)];
}

interface Check {
  readonly at: JsonPath;
  /** Whether the value there is the loose one. */
  readonly loose: (value: unknown) => boolean;
  readonly rule: "agent/approvals-off" | "agent/hooks-off";
  readonly what: string;
  readonly fix: string;
}

const isTrue = (value: unknown) => value === true;
const lists = (pattern: RegExp) => (value: unknown) =>
  Array.isArray(value) && value.some(one => typeof one === "string" && pattern.test(one));

const CLAUDE: readonly Check[] = [
  {
    at: ["permissions", "defaultMode"],
    loose: value => value === "bypassPermissions",
    rule: "agent/approvals-off",
    what: "Claude Code starts with bypassPermissions: it asks nobody about anything.",
    fix: "Set `default` or `acceptEdits`.",
  },
  {
    at: ["permissions", "allow"],
    loose: lists(/^(?:\*|Bash|Bash\(\s*\*?(?::\*)?\s*\)|PowerShell(?:\(\*?\))?|mcp__\*)$/),
    rule: "agent/approvals-off",
    what: "Claude Code may run any command: `permissions.allow` names all of them.",
    fix: "Name the commands that may run, for example `Bash(npm test)`.",
  },
  {
    at: ["permissions", "allow"],
    loose: lists(
      /^Bash\((?:rm|sudo|curl|bash|sh|python3?|node|eval|ssh|docker|kubectl|terraform|aws|gcloud|psql)\s?:?\*\)$/,
    ),
    rule: "agent/approvals-off",
    what: "Claude Code may run a program with any arguments that can destroy, or run any other program.",
    fix: "Name the calls that may run, with their arguments.",
  },
  {
    at: ["enableAllProjectMcpServers"],
    loose: isTrue,
    rule: "agent/approvals-off",
    what: "Claude Code starts every tool server that a repository names, without a question.",
    fix: "Remove it, and name the servers in `enabledMcpjsonServers`.",
  },
  {
    at: ["skipDangerousModePermissionPrompt"],
    loose: isTrue,
    rule: "agent/approvals-off",
    what: "Claude Code does not warn any more before its confirmations are switched off.",
    fix: "Remove it.",
  },
  {
    at: ["disableAllHooks"],
    loose: isTrue,
    rule: "agent/hooks-off",
    what: "Claude Code runs no hooks: AgentGuard is not asked.",
    fix: "Remove `disableAllHooks`.",
  },
];

const VSCODE: readonly Check[] = [
  ...["chat.tools.autoApprove", "chat.tools.global.autoApprove"].map(
    (key): Check => ({
      at: [key],
      loose: isTrue,
      rule: "agent/approvals-off",
      what: `VS Code runs every tool of its agents unasked: \`${key}\` is on.`,
      fix: "Set it to false.",
    }),
  ),
  {
    at: ["chat.tools.terminal.autoApprove"],
    loose: value =>
      typeof value === "object" &&
      value !== null &&
      Object.entries(value).some(
        ([key, on]) => /^(?:\*|\/\^?\.[*+]\$?\/\w*|\/\/)$/.test(key) && on !== false && on !== null,
      ),
    rule: "agent/approvals-off",
    what: "VS Code runs every command of its agents unasked: a pattern that fits all is approved.",
    fix: "Name the commands that may run.",
  },
  {
    at: ["chat.useHooks"],
    loose: value => value === false,
    rule: "agent/hooks-off",
    what: "VS Code's agents run no hooks: AgentGuard is not asked.",
    fix: "Remove it, or set it to true.",
  },
  {
    at: ["claudeCode.allowDangerouslySkipPermissions"],
    loose: isTrue,
    rule: "agent/approvals-off",
    what: "The Claude Code panel may switch its confirmations off.",
    fix: "Set it to false.",
  },
  {
    at: ["claudeCode.initialPermissionMode"],
    loose: value => value === "bypassPermissions",
    rule: "agent/approvals-off",
    what: "The Claude Code panel starts with bypassPermissions.",
    fix: "Set `default`.",
  },
  ...["roo-cline.alwaysAllowExecute", "cline.alwaysAllowExecute"].map(
    (key): Check => ({
      at: [key],
      loose: isTrue,
      rule: "agent/approvals-off",
      what: `\`${key}\` lets the agent run commands unasked.`,
      fix: "Set it to false.",
    }),
  ),
];

const CURSOR: readonly Check[] = [
  {
    at: ["permissions", "allow"],
    loose: lists(/^(?:Shell|Shell\(\*{1,2}\)|\*)$/),
    rule: "agent/approvals-off",
    what: "Cursor's command line may run any command: `permissions.allow` names all of them.",
    fix: "Name the commands that may run, for example `Shell(npm)`.",
  },
  {
    at: ["approvalMode"],
    loose: value => value === "unrestricted" || value === "auto",
    rule: "agent/approvals-off",
    what: "Cursor's command line asks nobody before it runs a command.",
    fix: "Set `allowlist`.",
  },
];

const GEMINI: readonly Check[] = [
  ...(
    [
      ["general", "defaultApprovalMode"],
      ["tools", "approvalMode"],
    ] as const
  ).map(
    (at): Check => ({
      at,
      loose: value => value === "yolo",
      rule: "agent/approvals-off",
      what: "The agent starts in `yolo` mode: it asks nobody about anything.",
      fix: "Set `default`.",
    }),
  ),
  ...([["autoAccept"], ["tools", "autoAccept"]] as const).map(
    (at): Check => ({
      at,
      loose: isTrue,
      rule: "agent/approvals-off",
      what: "The agent accepts its own tool calls.",
      fix: "Set `autoAccept` to false.",
    }),
  ),
];

const AGENTS: readonly { readonly path: RegExp; readonly checks: readonly Check[] }[] = [
  { path: /(?:^|\/)\.claude\/(?:settings(?:\.local)?|managed-settings)\.json$/, checks: CLAUDE },
  { path: /(?:^|\/)(?:\.vscode|User)\/settings\.json$|\.code-workspace$|(?:^|\/)devcontainer\.json$/, checks: VSCODE },
  { path: /(?:^|\/)\.cursor\/(?:cli|cli-config)\.json$/, checks: CURSOR },
  { path: /(?:^|\/)\.(?:gemini|qwen)\/settings\.json$/, checks: GEMINI },
];
/** Where settings of VS Code may stand in other files. */
const WITHIN: readonly JsonPath[] = [[], ["settings"], ["customizations", "vscode", "settings"]];

function inSettings({ path, text }: PostureFile, checks: readonly Check[]): Finding[] {
  const json = new JsonText(text, "jsonc");
  const places = checks === VSCODE ? WITHIN : [[]];
  return checks.flatMap(({ at, loose, rule, what, fix }) =>
    places.flatMap(place => {
      const node = json.at([...place, ...at]);
      if (!node || !loose(json.value([...place, ...at]))) return [];
      return [finding(rule, "high", { file: path, line: json.rangeOf(node).line }, what, fix)];
    }),
  );
}

const CODEX = /(?:^|\/)\.codex\/config\.toml$/;

/** Top-level keys and those of a profile; each where it stands. */
function inCodex({ path, text }: PostureFile): Finding[] {
  let table = "";
  const never: { table: string; line: number }[] = [];
  const open = new Set<string>();
  for (const [at, line] of text.split("\n", 5000).entries()) {
    table = /^\s*\[([^\]]{1,200})\]/.exec(line)?.[1] ?? table;
    if (/^\s*approval_policy\s*=\s*["']never["']/.test(line)) never.push({ table, line: at + 1 });
    if (/^\s*sandbox_mode\s*=\s*["']danger-full-access["']/.test(line)) open.add(table);
  }
  return never
    .filter(one => open.has(one.table))
    .map(({ line }) =>
      finding(
        "agent/approvals-off",
        "high",
        { file: path, line },
        "Codex asks nobody and runs outside of its sandbox: `approval_policy` is never, `sandbox_mode` is danger-full-access.",
        'Set `approval_policy = "on-request"` or `sandbox_mode = "workspace-write"`.',
      ),
    );
}

/** Files that start programs. */
const STARTS =
  /(?:^|\/)(?:[^/]*\.(?:sh|bash|zsh|fish|ps1|ya?ml|just)|Makefile|makefile|justfile|Dockerfile|package\.json|tasks\.json|\.(?:bashrc|zshrc|bash_aliases|profile|bash_profile|zprofile|envrc)|config\.fish)$/;
const LOOSE_START =
  /\b(?:claude|codex|gemini|qwen|cursor-agent|copilot|opencode|aider|amp|droid|crush|goose|q|kiro-cli)\b[^\n#]{0,200}?(--dangerously-skip-permissions|--permission-mode[= ]bypassPermissions|--dangerously-bypass-approvals-and-sandbox|--yolo|--approval-mode[= ]yolo|--allow-all-tools|--allow-all\b|--trust-all-tools|--skip-permissions-unsafe|--dangerously-allow-all|--yes-always|--force\b)/;

function inStarts({ path, text }: PostureFile): Finding[] {
  if (!STARTS.test(path) || !LOOSE_WORD.test(text)) return [];
  return text.split("\n", 20_000).flatMap((line, at) => {
    const option = line.length > 2000 || /^\s*(?:#|\/\/)/.test(line) ? undefined : LOOSE_START.exec(line)?.[1];
    if (option === undefined) return [];
    const what = `An agent is started here with \`${option}\`: it asks nobody about anything.`;
    return [finding("agent/approvals-off", "high", { file: path, line: at + 1 }, what, "Take the option out.")];
  });
}

const LOOSE_WORD =
  /--dangerously|bypassPermissions|yolo|--allow-all|--trust-all|--skip-permissions|--yes-always|--force/;
