/** `npm run accuracy`: recall, false alarms and mismatches by subject, of our own corpus and of the incidents. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { needBuild } from "../artifact/machine.ts";
import { table } from "../bench/numbers.ts";
import { isHeld, judgeCase, shouldBeHeld } from "../corpus/outcome.ts";
import { type Case, readCorpus, SUBJECTS } from "../corpus/read-corpus.ts";
import { root } from "../support/project.ts";

needBuild();
const judged = await Promise.all(
  SUBJECTS.flatMap(readCorpus).map(async one => {
    const { judgement, outcome } = await judgeCase(one);
    const hold = shouldBeHeld(one);
    return { ...one, judgement, hold, right: isHeld(outcome) === hold };
  }),
);
type Judged = (typeof judged)[number];

const share = (part: readonly unknown[], whole: readonly unknown[]) =>
  whole.length === 0 ? "-" : `${part.length} of ${whole.length} (${((100 * part.length) / whole.length).toFixed(1)} %)`;

function row(name: string, cases: readonly Judged[]): string[] {
  const destructive = cases.filter(({ hold }) => hold);
  const harmless = cases.filter(({ hold }) => !hold);
  const caught = destructive.filter(({ right }) => right);
  const alarms = harmless.filter(({ right }) => !right);
  return [name, share(caught, destructive), share(alarms, harmless)];
}

print("Our own corpus");
print(
  table([
    ["", "caught", "false alarms"],
    ...SUBJECTS.map(name =>
      row(
        name,
        judged.filter(({ subject }) => subject === name),
      ),
    ),
    row("all", judged),
  ]),
);

for (const one of judged.filter(({ right }) => !right)) print(mismatch(one));

print("");
print("Reported incidents, with the files that were there");
const incidents = spawnSync(process.execPath, [join(root, "test/incidents/report.mjs")], { encoding: "utf8" });
if (incidents.status !== 0) throw new Error(incidents.stderr);
print(incidents.stdout.replace(/^held .*\n/gm, "").trimEnd());

function mismatch({ place, text, hold, judgement, why, gap }: Case & Pick<Judged, "judgement" | "hold">): string {
  const got = `${judgement.decision} (${judgement.score})`;
  const because = gap === undefined ? (judgement.reasons[0]?.because ?? "nothing was found") : `known gap: ${gap}`;
  return [`\n${place}: should be ${hold ? "held" : "silent"}, got ${got}`, text, why, because]
    .filter(part => part !== undefined)
    .join("\n  ");
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
