/** Presents what a changed policy would do, as a page. */
import type { WhatIfResult } from "../../../wire/messages/what-if.ts";
import { markdownText } from "./markdown.ts";

/** Returns Markdown, in which commands of agents are text, never markup. */
export function whatIfText(file: string, { judged, leftOut, held, differences }: WhatIfResult): string {
  const lines = [
    `# What this policy would change`,
    "",
    `\`${file}\` as it is written now, tried on the ${judged === 1 ? "only recorded command" : `latest ${judged} recorded commands`}.`,
    ...(leftOut > 0 ? [`${leftOut} acts are left out: the log does not hold edits and calls of tools whole.`] : []),
    "",
    `| | acts held |`,
    `|---|---:|`,
    `| by the policy in force | ${held.before} |`,
    `| by this one | ${held.after} |`,
    "",
  ];
  if (differences.length === 0) return [...lines, "Nothing would be decided differently.", ""].join("\n");
  const rows = differences.map(
    ({ at, agent, text, before, after }) =>
      `| ${before} → ${after} | ${cell(agent)} | ${new Date(at).toISOString().slice(0, 16).replace("T", " ")} | ${cell(text)} |`,
  );
  return [...lines, "| | agent | when | command |", "|---|---|---|---|", ...rows, ""].join("\n");
}

function cell(text: string): string {
  return markdownText(text.slice(0, 300));
}
