/** Recognises programs that start an agent through its library. */
import { ofAgents } from "../../agents/known-agents.ts";

/** Agents' own names for running without confirmations, as options, settings and library arguments. */
export const UNASKED =
  /\bbypassPermissions\b|dangerously-(?:skip-permissions|bypass-approvals)|allow_?dangerously_?skip_?permissions/i;

/** Matches the libraries as packages, modules and imports: `@vendor/agent-sdk`, `agent_sdk`. */
const library = ofAgents(agents => {
  const names = agents.flatMap(({ libraries = [] }) => libraries).map(name => name.replaceAll("-", "[-_]"));
  return new RegExp(`["'\`@/\\s](?:${names.join("|")})[-_/]sdk\\b`);
});
/** Words that only mean this together with such a library. */
const UNASKED_THERE = /(?<![\w-])["'`](?:danger-full-access|yolo)["'`]|\bdangerously_?allow_?all\b/i;
/** The agent is started without the person's settings, which contain the hook. */
const WITHOUT_SETTINGS = /\bsetting_?sources["']?\s{0,4}[:=]\s{0,4}\[(?![^\]]{0,200}["'`]user["'`])/i;

export function startsUnguarded(text: string): boolean {
  return library().test(text) && [UNASKED, UNASKED_THERE, WITHOUT_SETTINGS].some(sign => sign.test(text));
}
