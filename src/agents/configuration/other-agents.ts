/**
 * Settings of agents that have no file of their own here, and names under which agents of many makers, and what is made
 * from them, keep their switches. A name alone says little in other files: an audit does not tell of it.
 */
import { type AgentSwitch, ANY_COMMAND, EDITOR_SETTINGS, ON, unasked, unhooked } from "./switches.ts";

/** Files in which such a name means what it says. */
const SETTINGS = [
  ...EDITOR_SETTINGS,
  ".claude.json",
  ".claude/settings.json",
  ".claude/settings.local.json",
  ".codex/config.toml",
  ".gemini/settings.json",
  ".qwen/settings.json",
  ".cursor/*.json",
  ".windsurf/*.json",
  ".kiro/settings/*.json",
  ".kiro/agents/*.json",
  ".amazonq/**.json",
  ".continue/config.*",
  ".copilot/**.json",
  ".github/copilot/settings.json",
  ".github/copilot/settings.local.json",
  "opencode.json",
  "opencode.jsonc",
  "kilo.json",
  "kilo.jsonc",
  ".roo/**.json",
  ".cline/**.json",
  ".openclaw/**.json",
  ".factory/settings.json",
  ".augment/settings.json",
  ".augment/settings.local.json",
  ".amp/settings.json",
  "amp/settings.json",
  ".aider.conf.yml",
];

const UNASKED = {
  says: "The agent acts without asking anybody.",
  fix: "Take it out.",
  deep: true,
  audited: null,
} as const;

export const OTHER_SWITCHES: readonly AgentSwitch[] = [
  unasked(
    SETTINGS,
    [
      /skipDangerousModePermissionPrompt|bypassPermissionsModeAccepted|dangerouslySkipPermissions|skipAutoPermissionPrompt|(?:(?<!(?<!\\)[\w-])[\w-]+\.)?alwaysAllow\w*|autoApprovalEnabled|yolo|yoloMode|autoAccept|autoRun|enableAutoRun|trustAllTools|fullAuto|allowAll|autoApproveAll/,
    ],
    ON,
    UNASKED,
  ),
  unasked(
    SETTINGS,
    [/approvalMode|defaultApprovalMode|approval_mode|approvalPolicy|autonomy(?:Level|Mode)?|defaultMode/],
    { is: ["yolo", "never", "full-auto", "auto-high", "auto_approve", "autopilot", "bypassPermissions", "dontAsk"] },
    UNASKED,
  ),
  unasked(SETTINGS, [/allow/], { lists: ANY_COMMAND }, UNASKED),
  unasked(
    SETTINGS,
    [/(?:(?<!(?<!\\)[\w-])[\w-]+\.)?(?:trustedCommands|commandAllowlist|allowedCommands)/],
    { lists: /^\*$/ },
    UNASKED,
  ),
  unhooked(SETTINGS, ["disableAllHooks"], ON, {
    says: "No hook runs: AgentGuard is not asked.",
    fix: "Remove `disableAllHooks`.",
    deep: true,
    audited: null,
  }),
  // Aider, options reference: `yes-always` in `.aider.conf.yml`.
  unasked([".aider.conf.yml", ".aider.conf.yaml"], ["yes-always"], ON, {
    says: "Aider says yes to every question of its own.",
    fix: "Remove `yes-always`.",
  }),
];
