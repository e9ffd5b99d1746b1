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
import { median, quantile, table } from "./numbers.ts";

export async function benchEngine(rounds: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "ag-bench-"));
  try {
    const commands = PACKS.flatMap(({ examples }) => examples.map(({ run }) => run));
    const pure: number[] = [];
    const gathering: number[] = [];
    for (let round = -1; round < rounds; round++) {
      for (const text of commands) {
        const action: CommandAction = { kind: "command", text, shell: "bash", cwd: folder, origin: { agent: "bench" } };
        const engine = { packs: PACKS, policy: BUILT_IN, around: surroundingsOf(action, [folder]) };
        const started = performance.now();
        const { facts } = await settle(action, engine, gatherFacts);
        const settled = performance.now();
        judge(action, facts, engine);
        // The first round warms the engine up.
        if (round < 0) continue;
        gathering.push((settled - started) * 1000);
        pure.push((performance.now() - settled) * 1000);
      }
    }
    const row = (name: string, values: readonly number[]) => [
      name,
      ...[median(values), quantile(values, 0.99), quantile(values, 1)].map(value => value.toFixed(0)),
    ];
    return [
      `Judging, µs, ${commands.length} commands × ${rounds}`,
      table([["", "median", "p99", "max"], row("facts at hand", pure), row("facts from this machine", gathering)]),
    ].join("\n");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
