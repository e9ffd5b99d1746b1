/** docs/scores.md, made from the numbers themselves: nobody keeps a second table. */

import { BUILT_IN } from "../../src/core/policy/policy.ts";
import { RESOURCE_NOTES, VERB_NOTES } from "../../src/core/policy/vocabulary.ts";
import {
  BASE,
  CERTAINTY,
  COMPOUND,
  ENVIRONMENT,
  FOUND_CREDENTIAL,
  LEVEL_FROM,
  MARK,
  MISTAKEN_PLACE,
  REACH,
  RECOVERY,
} from "../../src/core/rules/score.ts";

export function scoreTable(): string {
  const { ask, deny } = BUILT_IN.thresholds;
  return `# How an act is scored

Made from \`src/core/rules/score.ts\` by \`UPDATE_DOCS=1 npx vitest run --project unit test/docs\`. Change the numbers there.

An effect's score is the sum of the lines that apply to it, between 0 and 100; an act's score is that of its worst effect.
From ${ask} points a person is asked, from ${deny} it is denied until a person types the target's name. A policy may set both lower.
An effect with recovery *free* counts nothing: it comes back by itself or from git.
\`agentguard explain -- COMMAND\` shows the lines that apply to a command.

Levels: ${LEVEL_FROM.map(([from, level]) => `${level} from ${from}`).join(", ")}.

## What is lost

The first line that fits counts.

${rows(
  ["verb", "meaning", "resource", "how much", "points"],
  BASE.map(({ verb, resource, reach, points }) => [
    verb,
    VERB_NOTES[verb],
    resource?.map(name => RESOURCE_NOTES[name]).join("; ") ?? "anything else",
    reach?.join(", ") ?? "",
    points,
  ]),
)}

## How it comes back

${rows(["recovery", "points"], Object.entries(RECOVERY))}

## How much of it

${rows(["reach", "points"], Object.entries(REACH))}

## Where

${rows(["environment", "points"], Object.entries(ENVIRONMENT))}

A place that is production by its own name, in a file that calls it something else, adds ${MISTAKEN_PLACE}.
An act that destroys in a second way as well, each at ${COMPOUND.from} points or more by itself, adds ${COMPOUND.points}.
A credential that was found somewhere else in the workspace adds ${FOUND_CREDENTIAL}.

## Circumstances

${rows(
  ["mark", "because", "points"],
  Object.entries(MARK).map(([name, { because, points }]) => [name, because, points]),
)}

## How sure the reading is

${rows(["certainty", "points"], Object.entries(CERTAINTY))}
`;
}

function rows(head: readonly string[], lines: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...lines.map(line)].join("\n");
}
