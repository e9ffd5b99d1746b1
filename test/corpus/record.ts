/**
 * `npm run corpus:record`: judges every line of the corpus, writes what comes of it into the line, and prints each line
 * that changed. A change between held and silent is only listed, unless `--accept` is given.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Change, changesOf, describeChanges, isHeld, judgeCase } from "./outcome.ts";
import { type Case, caseOf, FOLDER, type Line, type Outcome, outcomeOf, readLines, SUBJECTS } from "./read-corpus.ts";

const accept = process.argv.includes("--accept");
const count = { new: 0, recorded: 0, crossed: 0 };

for (const subject of SUBJECTS) {
  const lines: string[] = [];
  for (const { line, place } of readLines(subject)) lines.push(JSON.stringify(await recorded(subject, place, line)));
  writeFileSync(join(FOLDER, `${subject}.jsonl`), `${lines.join("\n")}\n`);
}

const crossed = `${count.crossed} between held and silent${accept ? "" : " (not recorded: look at each, then --accept)"}`;
print(`${count.new} new lines, ${count.recorded} changed in words, places or levels, ${crossed}.`);
if (count.crossed > 0 && !accept) process.exitCode = 1;

/** The line as it is written back. */
async function recorded(subject: string, place: string, line: Line): Promise<Line> {
  const before = outcomeOf(line);
  const one = caseOf(subject, place, line, before ?? { does: [], then: "allow", level: "safe" });
  const { outcome } = await judgeCase(one);
  if (before === undefined) {
    count.new++;
    print(`new: ${place} ${one.text}\n  ${outcome.then}, ${outcome.level}: ${outcome.does.join(", ") || "nothing"}\n`);
    return withOutcome(line, outcome);
  }
  const changes = changesOf(before, outcome);
  if (changes.length === 0) return withOutcome(line, before);
  if (isHeld(before) === isHeld(outcome)) {
    count.recorded++;
    tell(one, changes, "");
    return withOutcome(line, outcome);
  }
  count.crossed++;
  tell(one, changes, isHeld(outcome) ? "NOW HELD: " : "NOW SILENT: ");
  if (!accept) return withOutcome(line, before);
  // A gap is a verdict on the wrong side; on the other side it is closed.
  const { gap: _, ...closed } = line;
  return withOutcome(closed, outcome);
}

/** The keys of a line in their order: the act, its surroundings, what comes of it, and remarks. */
function withOutcome({ why, gap, does: _, where: __, then: ___, level: ____, ...act }: Line, outcome: Outcome): Line {
  const { does, where, then, level } = outcome;
  return {
    ...act,
    does: [...does],
    ...(where && { where }),
    then,
    level,
    ...(why !== undefined && { why }),
    ...(gap !== undefined && { gap }),
  };
}

/** Prints what a person should look at: a level alone that changed is not. */
function tell(one: Case, changes: readonly Change[], heading: string): void {
  if (changes.some(({ key }) => key !== "level")) print(`${heading}${describeChanges(one, changes)}\n`);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
