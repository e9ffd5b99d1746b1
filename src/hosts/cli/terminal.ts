/** Prints to standard output. */
import { oneLine } from "../../core/text/one-line.ts";

/** Prints each text on one line, whatever foreign text it holds. */
export function print(...lines: readonly string[]): void {
  for (const line of lines) process.stdout.write(`${oneLine(line)}\n`);
}
