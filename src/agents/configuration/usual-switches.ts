/**
 * Lists names that many agents and their forks use for their switches. In other files such a name alone says little, so
 * an audit does not report it.
 */
import { anyOf, words } from "../../core/text/expressions.ts";
import { type AgentSwitch, ANY_COMMAND, EDITOR_SETTINGS, ON, unasked, unhooked } from "./switches.ts";

/** What is switched on so that nobody is asked. */
const ASKS_NOBODY = anyOf(words`
  skipDangerousModePermissionPrompt bypassPermissionsModeAccepted dangerouslySkipPermissions skipAutoPermissionPrompt
  (?:(?<!(?<!\\)[\w-])[\w-]+\.)?alwaysAllow\w* autoApprovalEnabled yolo yoloMode autoAccept autoRun enableAutoRun
  trustAllTools fullAuto allowAll autoApproveAll
`);

const UNASKED = {
  says: "The agent acts without asking anybody.",
  fix: "Take it out.",
  deep: true,
  audited: null,
} as const;

/** Returns the switches. `settings` are the files in which such a name means what it says. */
export function usualSwitches(settings: readonly string[]): readonly AgentSwitch[] {
  const files = [...EDITOR_SETTINGS, ...settings];
  return [
    unasked(files, [ASKS_NOBODY], ON, UNASKED),
    unasked(
      files,
      [/approvalMode|defaultApprovalMode|approval_mode|approvalPolicy|autonomy(?:Level|Mode)?|defaultMode/],
      { is: ["yolo", "never", "full-auto", "auto-high", "auto_approve", "autopilot", "bypassPermissions", "dontAsk"] },
      UNASKED,
    ),
    unasked(files, [/allow/], { lists: ANY_COMMAND }, UNASKED),
    unasked(
      files,
      [/(?:(?<!(?<!\\)[\w-])[\w-]+\.)?(?:trustedCommands|commandAllowlist|allowedCommands)/],
      { lists: /^\*$/ },
      UNASKED,
    ),
    unhooked(files, ["disableAllHooks"], ON, {
      says: "No hook runs: AgentGuard is not asked.",
      fix: "Remove `disableAllHooks`.",
      deep: true,
      audited: null,
    }),
  ];
}
