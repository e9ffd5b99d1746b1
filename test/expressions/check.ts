/** Prints the expressions of a folder that a made-up text holds up: `node test/support/run.mjs test/expressions/check.ts [folder]`. */
import { heldBy } from "./attacks.ts";
import { expressionsIn } from "./sources.ts";

for (const { file, line, expression } of expressionsIn(process.argv[2] ?? "src")) {
  const held = heldBy(expression);
  if (held === undefined) continue;
  const text = JSON.stringify([held.before, held.again, held.behind]);
  console.log(`${file}:${line} ${expression}\n  held up by ${text}: ${Math.round(held.milliseconds)} ms`);
}
