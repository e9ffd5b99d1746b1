/** How long judging takes: every pack's own examples, warm, with the facts at hand and with this machine asked. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CommandAction } from "../../src/core/action/action.ts";
import { judge, settle } from "../../src/core/pipeline.ts";
import { BUILT_IN } from "../../src/core/policy/policy.ts";
import { PACKS } from "../../src/packs/index.ts";
import { gatherFacts } from "../../src/platform/gather.ts";
import { surroundingsOf } from "../../src/platform/surroundings.ts";
import "../support/agents.ts";
import { median, quantile, table } from "./numbers.ts";

/** What counts as a command of everyday length. */
const SHORT = 200;
/** Every command is judged this often before anything is measured: the engine is warm in a service. */
const WARM_UP = 3;

/** `rounds` times each example of every pack, in turn, so that a busy moment does not hit one of them alone. */
export async function benchEngine(rounds: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "ag-bench-"));
  try {
    const examples = PACKS.flatMap(({ examples }) => examples).filter(({ run }) => run.length <= SHORT);
    const commands = examples.map(({ run: text, shell = "bash" as const }): CommandAction => {
      return { kind: "command", text, shell, cwd: folder, origin: { agent: "bench" } };
    });
    const pure: number[] = [];
    const gathering: number[] = [];
    for (let round = -WARM_UP; round < rounds; round++) {
      for (const action of commands) {
        const engine = { packs: PACKS, policy: BUILT_IN, around: surroundingsOf(action, [folder]) };
        const started = performance.now();
        const { facts } = await settle(action, engine, gatherFacts);
        const settled = performance.now();
        // A table of its own: nothing is left of the reading before.
        judge(action, new Map(facts), engine);
        const judged = performance.now();
        if (round < 0) continue;
        gathering.push((settled - started) * 1000);
        pure.push((judged - settled) * 1000);
      }
    }
    const row = (name: string, values: readonly number[]) => [
      name,
      ...[median(values), quantile(values, 0.9), quantile(values, 0.99), quantile(values, 1)].map(v => v.toFixed(0)),
    ];
    return [
      `Judging commands of up to ${SHORT} characters, µs, ${commands.length} commands × ${rounds}`,
      table([
        ["", "median", "p90", "p99", "max"],
        row("facts at hand", pure),
        row("facts from this machine", gathering),
      ]),
    ].join("\n");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
