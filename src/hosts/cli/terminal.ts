/** What commands say on standard output. */
import { oneLine } from "../../core/text/one-line.ts";

/** Each on a line of its own, whatever foreign text is in it. */
export function print(...lines: readonly string[]): void {
  for (const line of lines) process.stdout.write(`${oneLine(line)}\n`);
}
