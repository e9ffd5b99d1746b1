/** Judges an act while looking at which rules it reaches, or with some of them taken out. */
import type { Effect } from "../../src/core/effects/effect.ts";
import type { Line } from "../../src/core/kit/table.ts";
import { TableLine } from "../../src/core/kit/table-line.ts";
import { PACKS } from "../../src/packs/index.ts";
import { outcomeOfAct } from "../corpus/outcome.ts";
import type { Outcome } from "../corpus/read-corpus.ts";
import type { OwnCase } from "./cases.ts";

/** A rule by its public id, or a table's line that has none because it only lets pass: `adb: shell`. */
export type RuleName = string;

export interface Judged {
  readonly outcome: Outcome;
  readonly reached: ReadonlySet<RuleName>;
}

export interface AskedLine {
  readonly line: Line;
  /** A program whose calls it reads. */
  readonly program: string;
}

let reached = new Set<RuleName>();
let isOut: (name: RuleName) => boolean = () => false;
/** Every line that was asked whether it fits, by its name. */
const asked = new Map<RuleName, AskedLine>();

/** Judges as the product does. `out`: rules that are not there. */
export async function judgeWithout(
  { act, world }: OwnCase,
  out: (name: RuleName) => boolean = () => false,
): Promise<Judged> {
  reached = new Set();
  isOut = out;
  const { outcome } = await outcomeOfAct(act, world);
  return { outcome, reached };
}

/** All lines of all tables that these acts come to, by their names: with none in force, each is asked in turn. */
export async function linesOf(cases: readonly OwnCase[]): Promise<ReadonlyMap<RuleName, AskedLine>> {
  for (const one of cases) await judgeWithout(one, () => true);
  return asked;
}

const { fits } = TableLine.prototype;
TableLine.prototype.fits = function (call) {
  const { id, call: path, with: options = [], does } = this.line;
  const name = id ?? `${call.command.program}: ${[path, ...options.map(option => `-${option}`)].join(" ")}`;
  if (!asked.has(name)) asked.set(name, { line: this.line, program: call.command.program });
  const rest = isOut(name) ? undefined : fits.call(this, call);
  if (rest !== undefined && (id === undefined || does === undefined)) reached.add(name);
  return rest;
};

/** A rule that is written as code is taken out by dropping what it says. */
function kept(effects: readonly Effect[]): readonly Effect[] {
  const there = effects.filter(({ rule }) => rule === undefined || !isOut(rule));
  for (const { rule } of there) if (rule !== undefined) reached.add(rule);
  return there;
}

for (const pack of PACKS) {
  if (pack.kind !== "program") continue;
  const { read } = pack;
  pack.read = (command, facts) => {
    const reading = read.call(pack, command, facts);
    return { ...reading, effects: kept(reading.effects) };
  };
}
