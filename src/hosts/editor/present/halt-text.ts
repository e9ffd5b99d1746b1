/** Says why agents are stopped: for a row of the tree, a tooltip, a dialog, a page. */
import { evidenceLines } from "../../../core/approval/halt-evidence.ts";
import type { Halt } from "../../../platform/halt-file.ts";
import { reveal, revealLine } from "../../cards/reveal.ts";
import type { Row } from "./act-row.ts";
import { markdownText } from "./markdown.ts";

/** Returns the whole text, on several lines. */
export function haltText(halt: Halt): string {
  const { acts = [] } = halt;
  const evidence = evidenceLines(acts, timeOf).map(line => reveal(line));
  return [`${sentence(halt)}.`, ...(evidence.length > 0 ? ["", "What was counted:", ...evidence] : [])].join("\n");
}

export function haltRow(halt: Halt): Row {
  return {
    label: "Agents are stopped",
    description: revealLine(halt.because, 120),
    accessible: `Agents are stopped: ${revealLine(halt.because, 300)}`,
    icon: "debug-pause",
    color: "charts.red",
    tooltip: haltText(halt),
  };
}

export function haltPage(halt: Halt): string {
  const rows = (halt.acts ?? []).map(({ at, agent, session, text, why }) =>
    [timeOf(at), session === undefined ? agent : `${agent}, session ${session}`, text, why]
      .map(cell => markdownText(revealLine(cell, 600)))
      .join(" | "),
  );
  return [
    "# Agents are stopped",
    "",
    `${markdownText(sentence(halt))}.`,
    "",
    ...(rows.length > 0
      ? [
          "## What was counted",
          "",
          "The latest acts, the oldest first. The audit log holds all of them.",
          "",
          "| When | Who | What | Why it counts |",
          "| --- | --- | --- | --- |",
          ...rows.map(row => `| ${row} |`),
          "",
        ]
      : []),
    "## What now",
    "",
    "Every act of every agent is denied until you resume: click *AGENTS STOPPED* in the status bar, or run `agentguard resume`. What was denied meanwhile stays denied, and counting starts anew.",
    "",
  ].join("\n");
}

function sentence({ because, at }: Halt): string {
  return at > 0 ? `Since ${timeOf(at)}: ${reveal(because)}` : reveal(because);
}

function timeOf(at: number): string {
  return new Date(at).toLocaleTimeString();
}
