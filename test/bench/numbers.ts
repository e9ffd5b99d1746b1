/** Many measurements → the few numbers that say something on a noisy machine. */

/** The value below which the share `q` of the measurements lies. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/**
 * Runs every contestant once per round, in turn, so that a busy moment hits all of them; returns milliseconds per
 * contestant. The first rounds warm caches and do not count.
 */
export async function interleaved<Name extends string>(
  contestants: Readonly<Record<Name, () => Promise<void>>>,
  rounds: number,
  warmUp = 5,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(contestants) as Name[];
  const times = Object.fromEntries(names.map(name => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = 0; round < rounds + warmUp; round++) {
    for (const name of names) {
      const started = performance.now();
      await contestants[name]();
      if (round >= warmUp) times[name].push(performance.now() - started);
    }
  }
  return times;
}

/** A table for a terminal: the first column left, the others right. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => (row[column] ?? "").length)));
  return rows
    .map(row =>
      row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join("  "),
    )
    .join("\n");
}
