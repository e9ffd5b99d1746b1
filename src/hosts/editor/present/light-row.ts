/** Presents an agent's light as a row of the tree, with its causes below it, and a notice for when it goes out. */
import { agoText, type Cause, LIGHT_WORDS, type Light } from "../../agents/light.ts";
import { reveal, revealLine } from "../../cards/reveal.ts";
import type { Row } from "./act-row.ts";

export function lightRow(light: Light, now: number): Row {
  const { title, version, causes } = light;
  const words = wordsOf(light, now);
  return {
    label: title,
    description: words,
    accessible: `${title}: ${words}`,
    ...lookOf(light),
    tooltip: [
      `${title}${version === undefined ? "" : ` ${version}`}: ${words}`,
      ...causes.flatMap(cause => ["", ...causeLines(cause)]),
    ].join("\n"),
  };
}

export function causeRow(cause: Cause): Row {
  const { file, says, fix } = cause;
  return {
    label: revealLine(says, 160),
    description: file === undefined ? "" : revealLine(file.split(/[\\/]/).slice(-2).join("/"), 60),
    accessible: [revealLine(says, 300), fix.says].filter(Boolean).join(" "),
    icon: fix.kind === "install" ? "wrench" : fix.kind === "open" ? "go-to-file" : "info",
    tooltip: causeLines(cause).join("\n"),
  };
}

/** Returns a notice for a person who was not looking: the agent, what happened, where. */
export function wentOut({ title, state }: Light, { says, file }: Cause): string {
  const what = state === "observing" ? "is only observed" : "is not guarded any more";
  const where = file === undefined ? "" : ` (${revealLine(file, 120)})`;
  return `AgentGuard: ${title} ${what}. ${revealLine(says, 200)}${where}`;
}

function wordsOf({ state, proven }: Light, now: number): string {
  if (state !== "holding") return LIGHT_WORDS[state];
  return proven === undefined ? "connected, not proven yet" : `holding, proven ${agoText(now - proven)}`;
}

function causeLines({ says, file, fix }: Cause): string[] {
  return [reveal(says), ...(file === undefined ? [] : [reveal(file)]), fix.says].filter(line => line !== "");
}

function lookOf({ state, proven }: Light): { icon: string; color?: string } {
  switch (state) {
    case "holding":
      return proven === undefined ? { icon: "question" } : { icon: "pass-filled", color: "charts.green" };
    case "observing":
      return { icon: "eye", color: "charts.yellow" };
    case "not-connected":
      return { icon: "circle-slash" };
    case "changed":
      return { icon: "error", color: "charts.red" };
  }
}
