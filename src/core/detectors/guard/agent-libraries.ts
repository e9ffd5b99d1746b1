/** Agents that a program starts through a library of theirs. */

/** Agents' own words for asking nobody, as options, settings and arguments of their libraries. */
export const UNASKED =
  /\bbypassPermissions\b|dangerously-(?:skip-permissions|bypass-approvals)|allow_?dangerously_?skip_?permissions/i;

/** `@anthropic-ai/claude-agent-sdk`, `claude_agent_sdk`, `@openai/codex-sdk`. */
const LIBRARY =
  /["'`@/\s](?:claude[-_](?:agent|code)|codex|copilot|qwen(?:[-_]code)?|gemini(?:[-_]cli)?|amp|cursor|droid|opencode)[-_/]sdk\b/;
/** What only together with such a library says that nobody is asked. */
const UNASKED_THERE = /(?<![\w-])["'`](?:danger-full-access|yolo)["'`]|\bdangerously_?allow_?all\b/i;
/** The person's own settings hold the hook. */
const WITHOUT_SETTINGS = /\bsetting_?sources["']?\s{0,4}[:=]\s{0,4}\[(?![^\]]{0,200}["'`]user["'`])/i;

export function startsUnguarded(text: string): boolean {
  return LIBRARY.test(text) && [UNASKED, UNASKED_THERE, WITHOUT_SETTINGS].some(sign => sign.test(text));
}
