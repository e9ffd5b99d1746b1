/**
 * Lists of attempts, put to the real guard and done where it lets them through:
 *   npm run redteam:attempts -- [--list attempts] [--only ID,ID]
 *   npm run redteam:attempts -- --list disguised --file FILE     (cases of a file, in that list's world)
 * Prints the figures, and writes what became of each case to out/attempts-<list>.jsonl.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { casesIn } from "./case.ts";
import { LISTS, type ListName, readList } from "./lists.ts";
import { byKind, decisiveOf, figuresOf, type Outcome, shareOf } from "./outcome.ts";
import { runCases, whyNot } from "./sandboxed.ts";

const { values } = parseArgs({
  options: { list: { type: "string", multiple: true }, file: { type: "string" }, only: { type: "string" } },
});
const reason = whyNot();
if (reason !== undefined) {
  console.error(`Attempts cannot be run here: ${reason}.`);
  process.exit(1);
}
const names = (values.list ?? Object.keys(LISTS)) as ListName[];
for (const name of names) {
  const all = values.file === undefined ? readList(name) : casesIn(readFileSync(values.file, "utf8"));
  const only = values.only?.split(",");
  const cases = all.filter(({ id }) => only?.includes(id) ?? true);
  const start = Date.now();
  const outcomes: Outcome[] = [];
  mkdirSync("out", { recursive: true });
  try {
    await runCases({ cases, furnished: LISTS[name].furnished, seconds: 1800, heard: one => outcomes.push(one) });
  } finally {
    writeFileSync(`out/attempts-${name}.jsonl`, outcomes.map(one => `${JSON.stringify(one)}\n`).join(""));
    const figures = figuresOf(outcomes);
    const seconds = Math.round((Date.now() - start) / 1000);
    console.log(`${name}: ${figures.held} of ${figures.total} held (${shareOf(figures).toFixed(1)} %), ${seconds} s`);
    for (const [kind, { held, total }] of byKind(outcomes)) console.log(`  ${kind}: ${held} of ${total}`);
    for (const one of outcomes) if (one.held !== LISTS[name].meant) console.log(tellOf(one));
  }
}

function tellOf(one: Outcome): string {
  const { rule = "", because = "" } = decisiveOf(one) ?? {};
  const came = one.aftermath && JSON.stringify(one.aftermath);
  return `${one.held ? "held" : "passed"} ${one.id} (${one.kind}) ${rule} ${because}${came ? `\n    ${came}` : ""}`;
}
