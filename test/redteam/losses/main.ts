/**
 * Composed commands that destroy, judged and run, for as long as is wanted:
 *   npm run redteam:losses -- --minutes 10 --seed 7 [--commands 1000] [--first 0]
 *   npm run redteam:losses -- --texts file     (commands, with a line of %% between them)
 * Prints the figures, and writes what was lost in silence to out/losses-<seed>.txt.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { figuresOf, type Outcome, shareOf } from "./outcome.ts";
import { runLosses, runTexts, whyNot } from "./sandboxed.ts";

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "10" },
    seed: { type: "string", default: "1" },
    first: { type: "string", default: "0" },
    commands: { type: "string", default: "10000000" },
    texts: { type: "string" },
  },
});
const reason = whyNot();
if (reason !== undefined) {
  console.error(`Losses cannot be run here: ${reason}.`);
  process.exit(1);
}
const start = Date.now();
const outcomes = await outcomesOf();
const figures = figuresOf(outcomes);
const seconds = (Date.now() - start) / 1000;
console.log({
  ...figures,
  share: `${shareOf(figures).toFixed(3)} %`,
  perSecond: Math.round(outcomes.length / seconds),
});

async function outcomesOf(): Promise<Outcome[]> {
  if (values.texts !== undefined) {
    const tried = await runTexts(readFileSync(values.texts, "utf8").trimEnd().split("\n%%\n"));
    for (const one of tried) console.log(`${one.decision} ${one.rule}, lost ${one.lost.length}: ${one.text}`);
    return tried;
  }
  const seed = Number(values.seed);
  const run = {
    seed,
    first: Number(values.first),
    commands: Number(values.commands),
    seconds: Number(values.minutes) * 60,
  };
  const tried = await runLosses(run);
  const told = tried.filter(
    ({ crash, decision, lost }) => crash !== undefined || (decision === "allow" && lost.length > 0),
  );
  mkdirSync("out", { recursive: true });
  writeFileSync(`out/losses-${seed}.txt`, told.map(tellOf).join("\n"));
  writeFileSync(`out/losses-${seed}.jsonl`, tried.map(one => `${JSON.stringify(one)}\n`).join(""));
  return tried;
}

function tellOf({ index, text, lost, crash }: Outcome): string {
  return `--- ${index}: loses ${lost.join(", ")}${crash === undefined ? "" : `\ncrash: ${crash}`}\n${text}\n`;
}
