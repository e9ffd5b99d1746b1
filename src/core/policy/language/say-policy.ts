/** Words the rules in force for an agent that asks what it may do. */
import type { Policy } from "../policy.ts";
import { sayRule } from "../say-rule.ts";

const MAX_RULES = 100;

export function sayPolicy(policy: Policy): string {
  const { mode, thresholds, rules, roles, protect, servers } = policy;
  const lines = [
    mode === "observe"
      ? "The guard observes: acts are judged and written down, not held. Only what would switch the guard itself off is."
      : `A person is asked about acts that score ${thresholds.ask} of 100 or more; from ${thresholds.deny} on they are refused.`,
    "What cannot be undone, goes far, or lands in production scores most. Remote places that nobody has named count as production.",
    ...section(
      "Rules on top of that, the strictest of which wins:",
      rules
        .slice(0, MAX_RULES)
        .map(rule => `${rule.id}: ${sayRule(rule)}${rule.because ? ` Because ${rule.because}` : ""}`),
    ),
    ...(rules.length > MAX_RULES ? [`- and ${rules.length - MAX_RULES} more`] : []),
    ...section("No agent changes these unasked:", protect),
    ...section(
      "Roles:",
      roles.map(({ name, may }) => `${name}: may only ${may.join(", ")}`),
    ),
    ...section("MCP servers:", servers.map(sayServer)),
  ];
  return lines.join("\n");
}

/** Returns, for example, `postgres: only the statements select and insert`. */
function sayServer({ server, allow: { statements, tools } }: Policy["servers"][number]): string {
  const parts = [
    ...(statements ? [`the statements ${statements.join(", ")}`] : []),
    ...(tools ? [`the tools ${tools.join(", ")}`] : []),
  ];
  return `${server.join(", ")}: only ${parts.join(", and only ")}`;
}

function section(title: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : [title, ...items.map(item => `- ${item}`)];
}
