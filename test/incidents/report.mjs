// Prints the table of expected against actual for every incident: `node test/incidents/report.mjs [path of the built cli]`.
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { layOut } from "./lay-out.mjs";

const DECISIONS = ["allow", "snapshot", "ask", "deny"];
const LEVELS = ["safe", "low", "medium", "high", "critical"];

/** Runs all records through the built command line. @returns rows in record order. */
export function judgeIncidents(cli = join(import.meta.dirname, "../../dist/cli.cjs")) {
  const { root, records, lines } = layOut();
  try {
    const run = spawnSync(process.execPath, [cli, "check", "--batch"], {
      input: `${lines.map(line => JSON.stringify(line)).join("\n")}\n`,
      encoding: "utf8",
      maxBuffer: 1e8,
    });
    if (run.status !== 0) throw new Error(`check --batch ended with ${run.status}: ${run.stderr}`);
    const answers = new Map(
      run.stdout
        .trim()
        .split("\n")
        .map(line => JSON.parse(line))
        .map(answer => [answer.id, answer]),
    );
    return records.map(record => {
      const answer = answers.get(record.id) ?? { error: "no answer" };
      const held =
        DECISIONS.indexOf(answer.decision) >= DECISIONS.indexOf(record.expected) &&
        LEVELS.indexOf(answer.level) >= LEVELS.indexOf(record.min_severity);
      return {
        id: record.id,
        channel: record.channel,
        expected: record.expected,
        least: record.min_severity,
        actual: answer.decision ?? "error",
        level: answer.level ?? "-",
        score: answer.score ?? "-",
        held,
        answer,
      };
    });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

if (process.argv[1] === import.meta.filename) {
  const rows = judgeIncidents(process.argv[2]);
  for (const row of rows)
    console.log(
      `${row.held ? "held  " : "MISSED"} ${row.id.padEnd(34)} ${row.channel.padEnd(10)} expected ${row.expected} ${row.least}, got ${row.actual} ${row.level} (${row.score})${row.answer.error ? ` ${row.answer.error}` : ""}`,
    );
  console.log(`${rows.filter(row => row.held).length} of ${rows.length} held`);
}
