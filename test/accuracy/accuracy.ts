/** `npm run accuracy`: recall, false alarms and mismatches by category, of our own corpus and of the incidents. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { needBuild } from "../artifact/machine.ts";
import { table } from "../bench/numbers.ts";
import { type Case, judgeCase, readCorpus, SETS, textOfAct } from "../corpus/read-corpus.ts";
import { root } from "../support/project.ts";

needBuild();
const judged = await Promise.all(SETS.flatMap(readCorpus).map(async one => ({ ...one, ...(await judgeCase(one)) })));
type Judged = (typeof judged)[number];

const share = (part: readonly unknown[], whole: readonly unknown[]) =>
  whole.length === 0 ? "-" : `${part.length} of ${whole.length} (${((100 * part.length) / whole.length).toFixed(1)} %)`;

function row(name: string, cases: readonly Judged[]): string[] {
  const destructive = cases.filter(({ expected }) => expected === "hold");
  const harmless = cases.filter(({ expected }) => expected === "allow");
  const caught = destructive.filter(({ right }) => right);
  const alarms = harmless.filter(({ right }) => !right);
  return [name, share(caught, destructive), share(alarms, harmless)];
}

const categories = [...new Set(judged.map(({ category }) => category))].sort();
const head = ["", "caught", "false alarms"];
print("Our own corpus");
print(
  table([
    head,
    ...SETS.map(set =>
      row(
        set,
        judged.filter(one => one.set === set),
      ),
    ),
    row("all", judged),
  ]),
);
print("");
print("By category");
print(
  table([
    head,
    ...categories.map(name =>
      row(
        name,
        judged.filter(({ category }) => category === name),
      ),
    ),
  ]),
);

for (const one of judged.filter(({ right }) => !right)) print(mismatch(one));

print("");
print("Reported incidents, with the files that were there");
const incidents = spawnSync(process.execPath, [join(root, "test/incidents/report.mjs")], { encoding: "utf8" });
if (incidents.status !== 0) throw new Error(incidents.stderr);
print(incidents.stdout.replace(/^held .*\n/gm, "").trimEnd());

function mismatch({ place, expected, act, judgement, why, gap }: Case & Pick<Judged, "judgement">): string {
  const got = `${judgement.decision} (${judgement.score})`;
  return `\n${place}: must be ${expected === "hold" ? "held" : "silent"}, got ${got}\n  ${textOfAct(act)}\n  ${why}\n  ${gap === undefined ? (judgement.reasons[0]?.because ?? "nothing was found") : `known gap: ${gap}`}`;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
