/** How judging grows with the length of a command: time per character must not rise. Facts are not gathered. */
import type { CommandAction } from "../../src/core/action/action.ts";
import { judge } from "../../src/core/pipeline.ts";
import { BUILT_IN } from "../../src/core/policy/policy.ts";
import { PACKS } from "../../src/packs/index.ts";
import { median, table } from "./numbers.ts";

const LENGTHS = [100, 300, 1_000, 3_000, 10_000, 30_000, 64_000, 128_000];

/** Ordinary texts of any length, and hostile ones. */
const SHAPES: Readonly<Record<string, (length: number) => string>> = {
  "one word": length => `echo ${"a".repeat(length)}`,
  arguments: length => `ls ${"src/file.ts ".repeat(length / 12)}`,
  commands: length => "git status; npm test && ls -la\n".repeat(length / 31),
  heredoc: length => `cat > notes.md <<'EOF'\n${"a line of text, no more\n".repeat(length / 24)}EOF`,
  "python -c": length => `python3 -c '${"print(1 + 2)\n".repeat(length / 13)}'`,
  "node -e": length => `node -e '${"console.log(1 + 2);\n".repeat(length / 20)}'`,
  SQL: length => `psql -c "${"select a from b where c = 1; ".repeat(length / 29)}"`,
  "nested $(": length => `echo ${"$(".repeat(length / 2)}`,
  "nested (": length => "(".repeat(length),
  "open quote": length => `echo "${"x y ".repeat(length / 4)}`,
};

export function benchCurve(): string {
  const rows = Object.entries(SHAPES).map(([name, make]) => [
    name,
    ...LENGTHS.map(length => milliseconds(make(length))),
  ]);
  return ["Judging by length of the text, ms", table([["", ...LENGTHS.map(length => `${length}`)], ...rows])].join(
    "\n",
  );
}

function milliseconds(text: string): string {
  const action: CommandAction = { kind: "command", text, shell: "bash", cwd: "/work", origin: { agent: "bench" } };
  const engine = { packs: PACKS, policy: BUILT_IN, around: { roots: ["/work"], platform: "linux" } } as const;
  const times: number[] = [];
  for (let round = 0; round < 12; round++) {
    const started = performance.now();
    judge(action, new Map(), engine);
    if (round >= 3) times.push(performance.now() - started);
  }
  return median(times).toFixed(2);
}
