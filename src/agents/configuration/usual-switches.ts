/**
 * Names under which agents of many makers, and what is made from them, keep their switches. A name alone says little in
 * other files: an audit does not tell of it.
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

/** `settings`: files in which such a name means what it says. */
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
