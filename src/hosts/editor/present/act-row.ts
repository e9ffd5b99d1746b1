/** Presents questions and judged acts as rows of the tree: the state, who asked, what, when. */
import type { Question, RecentAct } from "../../../wire/guard.ts";
import { reveal, revealLine } from "../../cards/reveal.ts";
import { wholeCard } from "./card-text.ts";

export interface Row {
  readonly label: string;
  readonly description: string;
  /** Codicon id. */
  readonly icon: string;
  readonly color?: string;
  readonly tooltip: string;
  /** What a screen reader says instead of icon, label and description. */
  readonly accessible: string;
}

export function questionRow(question: Question): Row {
  const { card, deadline } = question;
  const [what, where, agent] = [revealLine(card.what, 120), revealLine(card.where, 24), revealLine(card.agent, 40)];
  const until = new Date(deadline).toLocaleTimeString();
  return {
    label: what,
    description: `${where} · ${agent} · until ${until}`,
    accessible: `${agent} waits for your answer until ${until}: ${what}, ${where}, level ${card.level}`,
    icon: "bell-dot",
    color: card.level === "critical" || card.level === "high" ? "charts.red" : "charts.yellow",
    tooltip: wholeCard(question),
  };
}

export function actRow(act: RecentAct): Row {
  const time = new Date(act.at).toLocaleTimeString();
  const [summary, agent] = [revealLine(act.summary, 120), revealLine(act.agent, 40)];
  return {
    label: summary,
    description: `${agent} · ${time}`,
    accessible: `${endedAs(act)}: ${summary}, ${agent}, ${time}`,
    ...look(act),
    tooltip: [
      reveal(act.summary),
      "",
      `${endedAs(act)} · judged: ${act.decision}, ${act.level}`,
      `${act.agent}, ${time}`,
    ].join("\n"),
  };
}

function endedAs(act: RecentAct): string {
  if (act.outcome === "pending") return "Waiting for an answer";
  const by = BY[act.by] ?? `by ${revealLine(act.by)}`;
  return `${act.outcome === "allowed" ? "Allowed" : "Denied"} ${by}`;
}

const BY: Readonly<Record<string, string>> = {
  rule: "by a rule",
  person: "by a person",
  timeout: "because nobody answered in time",
  halt: "because agents are stopped",
  failure: "because the guard could not judge it",
};

function look(act: RecentAct): { icon: string; color?: string } {
  if (act.outcome === "pending") return { icon: "bell-dot", color: "charts.yellow" };
  if (act.outcome === "denied") return { icon: "circle-slash", color: "charts.red" };
  if (act.decision === "ask") return { icon: "pass", color: "charts.yellow" };
  return { icon: "check" };
}
