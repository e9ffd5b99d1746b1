/** Prints the expressions of a folder that a made-up text holds up: `node test/support/run.mjs test/expressions/check.ts [folder]`. */
import { heldBy } from "./attacks.ts";
import { expressionsIn } from "./sources.ts";

for (const { file, line, expression } of expressionsIn(process.argv[2] ?? "src")) {
  const held = heldBy(expression);
  if (held === undefined) continue;
  console.log(`${file}:${line} ${expression}`);
  if (held === "given up") console.log("  given up");
  else {
    const { before, again, behind, growth } = held;
    const text = JSON.stringify([before, again, behind]);
    console.log(`  held up by ${text}: ${growth === undefined ? "no end" : `grows by ${growth.toFixed(1)}`}`);
  }
}
