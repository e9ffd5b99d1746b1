/** Formats the tree of a reading and its facts for a terminal. */
import type { Effect } from "../../core/effects/effect.ts";
import { provenanceOf, type Step } from "../../core/effects/trace.ts";
import type { Fact, FactTable } from "../../core/facts/facts.ts";
import { maskSecrets } from "../../core/text/masking.ts";
import { oneLine } from "../../core/text/one-line.ts";
import { HOLE } from "../../core/text/words.ts";

const LONGEST = 100;

/** Returns the tree, two blanks per level: the text, its words with their origin, and what each part would do. */
export function treeLines(step: Step): string[] {
  return [...step.effects.map(effectLine), ...step.inside.flatMap(inner => stepLines(inner, ""))];
}

function stepLines(step: Step, indent: string): string[] {
  const kind = step.kind === "command" ? "" : `${step.kind}: `;
  const width = Math.min(40, Math.max(0, ...step.words.map(({ text }) => short(text).length)));
  return [
    `${indent}${kind}${short(step.text)}`,
    ...step.words.map(
      word => `${indent}    ${short(word.text).padEnd(width)}  ${provenanceOf(word)}${shownValue(word)}`,
    ),
    ...step.effects.map(effect => `${indent}  ${effectLine(effect)}`),
    ...step.inside.flatMap(inner => stepLines(inner, `${indent}  `)),
  ];
}

function shownValue(word: Step["words"][number]): string {
  return word.value !== null && word.value !== word.text ? `, ${JSON.stringify(short(word.value))}` : "";
}

function effectLine({ verb, resource, reach, recovery, certainty, source, says, marks = [] }: Effect): string {
  const more = marks.length > 0 ? `; ${marks.join(", ")}` : "";
  return `→ ${verb} ${resource}: ${short(says)} (reach ${reach}, recovery ${recovery}, ${certainty}${more}; by ${source})`;
}

/** Returns one line per fact, in the order of asking. */
export function factLines(facts: FactTable): string[] {
  return [...facts].map(([key, fact]) => `${key}: ${summary(fact)}`);
}

function summary(fact: Fact): string {
  if (fact === null) return "not there, or could not be told";
  if (typeof fact === "string") return `${fact.length} characters`;
  if (Array.isArray(fact)) return `${fact.length} entries`;
  return short(
    Object.entries(fact)
      .map(([name, value]) => `${name} ${Array.isArray(value) ? value.length : String(value)}`)
      .join(", "),
  );
}

function short(text: string): string {
  const plain = oneLine(maskSecrets(text.replaceAll(HOLE, "…"))).replace(/\s+/g, " ");
  return plain.length > LONGEST ? `${plain.slice(0, LONGEST - 1)}…` : plain;
}
