/**
 * `npm run bench`: how long judging takes, and what a hook costs. Ratios, since machines differ; nothing fails here.
 * `npm run bench -- policy relay` runs some parts only.
 */
import { needBuild } from "../artifact/machine.ts";
import { benchCurve } from "./curve.ts";
import { benchEngine } from "./engine.ts";
import { benchEnvironment } from "./environment.ts";
import { benchHook } from "./hook.ts";
import { benchPolicy } from "./policy.ts";
import { benchPosture } from "./posture.ts";
import { benchPrograms } from "./programs.ts";
import { benchRelay } from "./relay.ts";
import { benchTerminal } from "./terminal.ts";
import { benchUndo } from "./undo.ts";

const PARTS = new Map<string, () => string | Promise<string>>([
  ["engine", () => benchEngine(20)],
  ["curve", benchCurve],
  ["environment", () => benchEnvironment(200)],
  ["policy", () => benchPolicy(300)],
  ["posture", benchPosture],
  ["hook", () => benchHook(60)],
  ["relay", () => benchRelay(200)],
  ["terminal", () => benchTerminal(10)],
  ["programs", () => benchPrograms(5)],
  ["undo", () => benchUndo(100)],
]);

const named = process.argv.slice(2);
const unknown = named.find(name => !PARTS.has(name));
if (unknown !== undefined) throw new Error(`there is no part ${unknown}; there are ${[...PARTS.keys()].join(", ")}`);
needBuild();
for (const [name, part] of PARTS) {
  if (named.length === 0 || named.includes(name)) process.stdout.write(`${await part()}\n\n`);
}
