/** Agents that a program starts through a library of theirs. */
import { ofAgents } from "../../agents/known-agents.ts";

/** Agents' own words for asking nobody, as options, settings and arguments of their libraries. */
export const UNASKED =
  /\bbypassPermissions\b|dangerously-(?:skip-permissions|bypass-approvals)|allow_?dangerously_?skip_?permissions/i;

/** As packages, modules and imports name them: `@vendor/agent-sdk`, `agent_sdk`. */
const library = ofAgents(agents => {
  const names = agents.flatMap(({ libraries = [] }) => libraries).map(name => name.replaceAll("-", "[-_]"));
  return new RegExp(`["'\`@/\\s](?:${names.join("|")})[-_/]sdk\\b`);
});
/** What only together with such a library says that nobody is asked. */
const UNASKED_THERE = /(?<![\w-])["'`](?:danger-full-access|yolo)["'`]|\bdangerously_?allow_?all\b/i;
/** The person's own settings hold the hook. */
const WITHOUT_SETTINGS = /\bsetting_?sources["']?\s{0,4}[:=]\s{0,4}\[(?![^\]]{0,200}["'`]user["'`])/i;

export function startsUnguarded(text: string): boolean {
  return library().test(text) && [UNASKED, UNASKED_THERE, WITHOUT_SETTINGS].some(sign => sign.test(text));
}
